// Layers that add zeros around sequences, images and volumes, or cut their edges off.
import { OpError, pad, slice } from "@weir/core";
import { AXES } from "../arguments.ts";
import type { Layer } from "./layer.ts";
import { inFormat, spaceOf, type SpaceOptions, type SpaceRank } from "./space.ts";

/** Before and after, on one axis. */
export type Edge = readonly [number, number];
/** One number for both ends, or [before, after]. */
export type Edges1d = number | Edge;
/** One number for all sides, [height, width], or [[top, bottom], [left, right]]. */
export type Edges2d = number | readonly [number, number] | readonly [Edge, Edge];
/** One number for all sides, [depth, height, width], or [before, after] for each. */
export type Edges3d = number | readonly [number, number, number] | readonly [Edge, Edge, Edge];

/** Settings of {@link zeroPadding1d}. */
export interface ZeroPadding1dOptions extends SpaceOptions {
  /** Default 1. */
  readonly padding?: Edges1d;
}
/** Settings of {@link zeroPadding2d}. */
export interface ZeroPadding2dOptions extends SpaceOptions {
  /** Default 1. */
  readonly padding?: Edges2d;
}
/** Settings of {@link zeroPadding3d}. */
export interface ZeroPadding3dOptions extends SpaceOptions {
  /** Default 1. */
  readonly padding?: Edges3d;
}
/** Settings of {@link cropping1d}. */
export interface Cropping1dOptions extends SpaceOptions {
  /** Default 1. */
  readonly cropping?: Edges1d;
}
/** Settings of {@link cropping2d}. */
export interface Cropping2dOptions extends SpaceOptions {
  /** Default 0. */
  readonly cropping?: Edges2d;
}
/** Settings of {@link cropping3d}. */
export interface Cropping3dOptions extends SpaceOptions {
  /** Default 1. */
  readonly cropping?: Edges3d;
}

/**
 * Returns a layer that puts zeros before and after a sequence.
 *
 * Input [batch, steps, channels], output [batch, before + steps + after, channels]. Keeps the dtype.
 * @throws OpError when `padding` is not made of whole numbers from 0
 * @see Keras's `keras.layers.ZeroPadding1D`
 * @example sequential([zeroPadding1d({ padding: [2, 0], inputShape: [2, 1] })]).predict([[[1], [2]]]) // [[[0], [0], [1], [2]]]
 */
export function zeroPadding1d(options: ZeroPadding1dOptions = {}): Layer {
  return padded("zeroPadding1d", "ZeroPadding1D", 1, options);
}

/**
 * Returns a layer that puts zeros around images.
 *
 * Input [batch, height, width, channels], output [batch, top + height + bottom, left + width + right, channels]. Keeps the dtype.
 * @throws OpError when `padding` is not made of whole numbers from 0
 * @see Keras's `keras.layers.ZeroPadding2D`
 * @example zeroPadding2d({ padding: [[0, 1], [0, 1]] }).outputShape([7, 7, 8]) // [8, 8, 8]
 */
export function zeroPadding2d(options: ZeroPadding2dOptions = {}): Layer {
  return padded("zeroPadding2d", "ZeroPadding2D", 2, options);
}

/**
 * Returns a layer that puts zeros around volumes.
 *
 * Input [batch, depth, height, width, channels], each size in space with its padding on either side out. Keeps the dtype.
 * @throws OpError when `padding` is not made of whole numbers from 0
 * @see Keras's `keras.layers.ZeroPadding3D`
 * @example zeroPadding3d().outputShape([4, 7, 7, 8]) // [6, 9, 9, 8]
 */
export function zeroPadding3d(options: ZeroPadding3dOptions = {}): Layer {
  return padded("zeroPadding3d", "ZeroPadding3D", 3, options);
}

/**
 * Returns a layer that cuts off the ends of a sequence.
 *
 * Input [batch, steps, channels], output [batch, steps − before − after, channels]. Keeps the dtype.
 * @throws OpError when `cropping` is not made of whole numbers from 0, or leaves nothing
 * @see Keras's `keras.layers.Cropping1D`
 * @example cropping1d({ cropping: [2, 0] }).outputShape([7, 8]) // [5, 8]
 */
export function cropping1d(options: Cropping1dOptions = {}): Layer {
  return cropped("cropping1d", "Cropping1D", 1, options, 1);
}

/**
 * Returns a layer that cuts off the edges of images.
 *
 * Input [batch, height, width, channels], output [batch, height − top − bottom, width − left − right, channels]. Keeps the dtype.
 * @throws OpError when `cropping` is not made of whole numbers from 0, or leaves nothing
 * @see Keras's `keras.layers.Cropping2D`
 * @example cropping2d({ cropping: 1 }).outputShape([7, 7, 8]) // [5, 5, 8]
 */
export function cropping2d(options: Cropping2dOptions = {}): Layer {
  return cropped("cropping2d", "Cropping2D", 2, options, 0);
}

/**
 * Returns a layer that cuts off the sides of volumes.
 *
 * Input [batch, depth, height, width, channels], each size in space without its cropping on either side out. Keeps the dtype.
 * @throws OpError when `cropping` is not made of whole numbers from 0, or leaves nothing
 * @see Keras's `keras.layers.Cropping3D`
 * @example cropping3d().outputShape([4, 7, 7, 8]) // [2, 5, 5, 8]
 */
export function cropping3d(options: Cropping3dOptions = {}): Layer {
  return cropped("cropping3d", "Cropping3D", 3, options, 1);
}

type Edges = number | readonly (number | Edge)[];

function padded(
  op: string,
  className: string,
  rank: SpaceRank,
  options: SpaceOptions & { readonly padding?: Edges },
): Layer {
  const edges = edgesOf(op, "padding", rank, options.padding ?? 1);
  return inFormat(op, {
    className,
    options,
    outputShape: (input) => [...spaceOf(op, rank, input).map((n, i) => n + edges[i]![0] + edges[i]![1]), input.at(-1)!],
    call: (x) => pad(x, [[0, 0], ...edges, [0, 0]]),
  });
}

function cropped(
  op: string,
  className: string,
  rank: SpaceRank,
  options: SpaceOptions & { readonly cropping?: Edges },
  otherwise: number,
): Layer {
  const edges = edgesOf(op, "cropping", rank, options.cropping ?? otherwise);
  const left = (n: number, i: number): number => n - edges[i]![0] - edges[i]![1];
  return inFormat(op, {
    className,
    options,
    outputShape(input) {
      const space = spaceOf(op, rank, input).map(left);
      if (space.some((n) => n < 1))
        throw new OpError(
          op,
          `cropping ${JSON.stringify(edges)} leaves nothing of ${AXES[rank - 1]} = [${input.slice(0, -1).join(", ")}].`,
        );
      return [...space, input.at(-1)!];
    },
    call: (x) =>
      slice(
        x,
        [0, ...edges.map(([before]) => before), 0],
        x.shape.map((n, i) => (i > 0 && i <= rank ? left(n, i - 1) : n)),
      ),
  });
}

/** [before, after] for each axis of space. */
function edgesOf(op: string, name: string, rank: SpaceRank, value: Edges): readonly Edge[] {
  const whole = (v: unknown): boolean => Number.isInteger(v) && (v as number) >= 0;
  const list: readonly (number | Edge)[] =
    typeof value === "number"
      ? Array.from({ length: rank }, () => value)
      : // one axis may be given as [before, after] itself
        rank === 1 && value.length === 2
        ? [value as Edge]
        : value;
  const edges = list.map((v): Edge => (typeof v === "number" ? [v, v] : v));
  if (edges.length !== rank || !edges.every((e) => e.length === 2 && e.every(whole))) {
    throw new OpError(
      op,
      `${name} must be a whole number from 0, or ${rank === 1 ? "[before, after]" : `${AXES[rank - 1]}, or [before, after] for each`}, got ${JSON.stringify(value)}.`,
    );
  }
  return edges;
}
