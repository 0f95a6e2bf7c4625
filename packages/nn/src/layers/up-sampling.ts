// Upsampling layers: every position becomes several.
import {
  abs,
  add,
  broadcastTo,
  div,
  expandDims,
  mirrorPad,
  mul,
  OpError,
  range,
  relu,
  reshape,
  slice,
  sub,
  type Tensor,
} from "@weir/core";
import { perAxis, type Pair, type Single, type Triple } from "../arguments.ts";
import type { Layer } from "./layer.ts";
import { inFormat, spaceOf, type SpaceOptions, type SpaceRank } from "./space.ts";

/** Settings of {@link upSampling1d}. */
export interface UpSampling1dOptions extends SpaceOptions {
  /** How many steps come of each. Default 2. */
  readonly size?: Single;
}
/** Settings of {@link upSampling2d}. */
export interface UpSampling2dOptions extends SpaceOptions {
  /** How many rows and columns come of each. Default 2. */
  readonly size?: Pair;
  /** Whether pixels are repeated or drawn between. Default `nearest`. */
  readonly interpolation?: "nearest" | "bilinear";
}
/** Settings of {@link upSampling3d}. */
export interface UpSampling3dOptions extends SpaceOptions {
  /** How many planes, rows and columns come of each. Default 2. */
  readonly size?: Triple;
}

/**
 * Returns a layer that repeats each step `size` times.
 *
 * Input [batch, steps, channels], output [batch, steps·size, channels]. Keeps the dtype.
 * @see Keras's `keras.layers.UpSampling1D`
 * @example sequential([upSampling1d({ size: 2, inputShape: [2, 1] })]).predict([[[1], [2]]]) // [[[1], [1], [2], [2]]]
 */
export function upSampling1d(options: UpSampling1dOptions = {}): Layer {
  return upSampling("upSampling1d", "UpSampling1D", 1, options);
}

/**
 * Returns a layer that makes images `size` times as large. Bilinear: pixels are points at their centres, and the border goes on
 * beyond the edge, as in Keras.
 *
 * Input [batch, height, width, channels], output [batch, height·size, width·size, channels], float32.
 * @throws OpError when the interpolation is unknown
 * @example upSampling2d({ size: 2, interpolation: "bilinear" }).outputShape([7, 7, 8]) // [14, 14, 8]
 */
export function upSampling2d(options: UpSampling2dOptions = {}): Layer {
  return upSampling("upSampling2d", "UpSampling2D", 2, options);
}

/**
 * Returns a layer that repeats each element of a volume along its three axes.
 *
 * Input [batch, depth, height, width, channels], output [batch, depth·size, height·size, width·size, channels]. Keeps the dtype.
 * @see Keras's `keras.layers.UpSampling3D`
 * @example upSampling3d({ size: 2 }).outputShape([4, 7, 7, 8]) // [8, 14, 14, 8]
 */
export function upSampling3d(options: UpSampling3dOptions = {}): Layer {
  return upSampling("upSampling3d", "UpSampling3D", 3, options);
}

interface Options extends SpaceOptions {
  readonly size?: number | readonly number[];
  readonly interpolation?: "nearest" | "bilinear";
}

/** Along `axis`, `factor` elements for each one. */
type Along = (x: Tensor, axis: number, factor: number) => Tensor;

const ALONG: Readonly<Record<"nearest" | "bilinear", Along>> = { nearest: repeated, bilinear: between };

function upSampling(op: string, className: string, rank: SpaceRank, options: Options): Layer {
  const size = perAxis(op, "size", options.size ?? 2, rank);
  const interpolation = options.interpolation ?? "nearest";
  if (!Object.hasOwn(ALONG, interpolation))
    throw new OpError(op, `interpolation must be "nearest" or "bilinear", got ${JSON.stringify(interpolation)}.`);
  return inFormat(op, {
    className,
    options,
    outputShape: (input) => [...spaceOf(op, rank, input).map((n, i) => n * size[i]!), input.at(-1)!],
    call: (x) => size.reduce((t, factor, i) => (factor === 1 ? t : ALONG[interpolation](t, i + 1, factor)), x),
  });
}

function repeated(x: Tensor, axis: number, factor: number): Tensor {
  const each = expandDims(x, axis + 1);
  return joined(broadcastTo(each, replaced(each.shape, axis + 1, factor)), axis);
}

/**
 * Output factor·i + p lies at i + offset, offset = (p + ½) / factor − ½ in (−½, ½): between i and one of its neighbours, which at the
 * border is itself.
 */
function between(x: Tensor, axis: number, factor: number): Tensor {
  const wider = mirrorPad(
    x,
    x.shape.map((_, i) => (i === axis ? [1, 1] : [0, 0])),
    "symmetric",
  );
  const at = (begin: number): Tensor =>
    expandDims(
      slice(
        wider,
        x.shape.map((_, i) => (i === axis ? begin : 0)),
        [...x.shape],
      ),
      axis + 1,
    );
  const places = reshape(range(0, factor), [factor, ...x.shape.slice(axis + 1).map(() => 1)]);
  const offset = sub(div(add(places, 0.5), factor), 0.5);
  const left = mul(at(0), relu(mul(offset, -1)));
  const right = mul(at(2), relu(offset));
  return joined(add(add(left, mul(at(1), sub(1, abs(offset)))), right), axis);
}

/** `x` with axes `axis` and `axis` + 1 as one. */
function joined(x: Tensor, axis: number): Tensor {
  return reshape(x, [...x.shape.slice(0, axis), x.shape[axis]! * x.shape[axis + 1]!, ...x.shape.slice(axis + 2)]);
}

function replaced(shape: readonly number[], axis: number, size: number): number[] {
  return shape.map((d, i) => (i === axis ? size : d));
}
