// Convolution layers over sequences, images and volumes.
import {
  add,
  conv1d as convolve1d,
  conv2d as convolve2d,
  conv3d as convolve3d,
  OpError,
  type Pad,
  type Tensor,
} from "@weir/core";
import { toActivation, type ActivationLike } from "../activations/activation.ts";
import {
  padding,
  perAxis,
  positiveInteger,
  windowCount,
  type Padding,
  type Pair,
  type Single,
  type Triple,
} from "../arguments.ts";
import { toInitializer, type InitializerLike } from "../initializers/initializer.ts";
import type { Layer } from "./layer.ts";
import { inFormat, spaceOf, type SpaceOptions, type SpaceRank } from "./space.ts";

/** What all convolutions take. `Size` is one number, or one for each axis of space. */
export interface ConvolutionOptions<Size> extends SpaceOptions {
  /** How many channels come out. */
  readonly filters: number;
  /** Size of the window. */
  readonly kernelSize: Size;
  /** How far the window moves. Default 1. */
  readonly strides?: Size;
  /** Default `valid`. */
  readonly padding?: Padding;
  /** Distance between the positions a window reads. Default 1. */
  readonly dilationRate?: Size;
  /** Into how many groups channels are divided; each group of filters sees its own. Default 1. */
  readonly groups?: number;
  /** Default: none. */
  readonly activation?: ActivationLike;
  /** Whether a bias is added. Default `true`. */
  readonly useBias?: boolean;
  /** Default `glorotUniform`. */
  readonly kernelInitializer?: InitializerLike;
  /** Default `zeros`. */
  readonly biasInitializer?: InitializerLike;
}

/** Settings of {@link conv1d}. */
export interface Conv1dOptions extends Omit<ConvolutionOptions<Single>, "padding"> {
  /** Default `valid`; `causal` pads before, so that no output sees what comes after it. */
  readonly padding?: Padding | "causal";
}
/** Settings of {@link conv2d}. */
export type Conv2dOptions = ConvolutionOptions<Pair>;
/** Settings of {@link conv3d}. */
export type Conv3dOptions = ConvolutionOptions<Triple>;

/** A convolution of core over one number of axes, kernel and all. */
export type Convolve = (
  x: Tensor,
  kernel: Tensor,
  strides: readonly number[],
  pad: Pad,
  dilations: readonly number[],
  groups: number,
) => Tensor;

/** Core's convolution for each number of axes of space. */
export const CONVOLVE: Readonly<Record<SpaceRank, Convolve>> = {
  1: (x, kernel, strides, pad, dilations, groups) =>
    convolve1d(x, kernel, strides, pad, "NWC", dilations, "floor", groups),
  2: (x, kernel, strides, pad, dilations, groups) =>
    convolve2d(x, kernel, strides, pad, "NHWC", dilations, "floor", groups),
  3: (x, kernel, strides, pad, dilations, groups) => convolve3d(x, kernel, strides, pad, "NDHWC", dilations, groups),
};

/**
 * Returns a layer that slides `filters` windows along a sequence.
 *
 * Input [batch, steps, channels], output [batch, newSteps, filters], float32: with `same` and `causal` padding a
 * size n becomes ⌈n / stride⌉, with `valid` ⌊(n − (kernelSize − 1)·dilation − 1) / stride⌋ + 1.
 * Variables: kernel [kernelSize, channels / groups, filters], bias [filters].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.Conv1D`
 * @example conv1d({ filters: 32, kernelSize: 3, padding: "causal", dilationRate: 2 }).outputShape([50, 8]) // [50, 32]
 */
export function conv1d(options: Conv1dOptions): Layer {
  return convolution("conv1d", "Conv1D", 1, options);
}

/**
 * Returns a layer that slides `filters` windows over an image.
 *
 * Input [batch, height, width, channels], output [batch, newHeight, newWidth, filters], float32: with `same` padding a
 * size n becomes ⌈n / stride⌉, with `valid` ⌊(n − (kernelSize − 1)·dilation − 1) / stride⌋ + 1.
 * Variables: kernel [height, width, channels / groups, filters], bias [filters].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.Conv2D`
 * @example conv2d({ filters: 32, kernelSize: 3, activation: "relu" }).outputShape([28, 28, 1]) // [26, 26, 32]
 */
export function conv2d(options: Conv2dOptions): Layer {
  return convolution("conv2d", "Conv2D", 2, options);
}

/**
 * Returns a layer that slides `filters` windows through a volume.
 *
 * Input [batch, depth, height, width, channels], output [batch, newDepth, newHeight, newWidth, filters], float32.
 * Variables: kernel [depth, height, width, channels / groups, filters], bias [filters].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.Conv3D`
 * @example conv3d({ filters: 16, kernelSize: 3, padding: "same", strides: 2 }).outputShape([8, 16, 16, 1]) // [4, 8, 8, 16]
 */
export function conv3d(options: Conv3dOptions): Layer {
  return convolution("conv3d", "Conv3D", 3, options);
}

type Options = Omit<ConvolutionOptions<number | readonly number[]>, "padding"> & Pick<Conv1dOptions, "padding">;

/** What windows need, checked: shared by every layer with a kernel. */
export function windowSettings(
  op: string,
  rank: SpaceRank,
  options: Pick<Options, "kernelSize" | "strides" | "dilationRate">,
): Readonly<Record<"size" | "strides" | "dilations", readonly number[]>> {
  return {
    size: perAxis(op, "kernelSize", options.kernelSize, rank),
    strides: perAxis(op, "strides", options.strides ?? 1, rank),
    dilations: perAxis(op, "dilationRate", options.dilationRate ?? 1, rank),
  };
}

/** The variable and the sum of a bias of `size`, or neither. */
export function biasOf(op: string, options: Pick<Options, "useBias" | "biasInitializer">) {
  const useBias = options.useBias ?? true;
  const initializer = toInitializer(op, options.biasInitializer ?? "zeros");
  return {
    variables: (size: number) => (useBias ? [{ name: "bias", shape: [size], initializer }] : []),
    add: (y: Tensor, variable: (name: string) => Tensor): Tensor => (useBias ? add(y, variable("bias")) : y),
  };
}

function convolution(op: string, className: string, rank: SpaceRank, options: Options): Layer {
  const filters = positiveInteger(op, "filters", options.filters);
  const groups = positiveInteger(op, "groups", options.groups ?? 1);
  const { size, strides, dilations } = windowSettings(op, rank, options);
  const causal = rank === 1 && options.padding === "causal";
  const pad = causal ? "same" : padding(op, (options.padding ?? "valid") as Padding);
  const before: Pad = [[(size[0]! - 1) * dilations[0]!, 0]];
  const kernelInitializer = toInitializer(op, options.kernelInitializer ?? "glorotUniform");
  const bias = biasOf(op, options);
  if (filters % groups !== 0) throw new OpError(op, `filters (${filters}) must be a multiple of groups (${groups}).`);
  return inFormat(op, {
    className,
    options,
    activation: toActivation(op, options.activation),
    outputShape(input) {
      const space = spaceOf(op, rank, input);
      if (input.at(-1)! % groups !== 0)
        throw new OpError(op, `${input.at(-1)} channels cannot be divided into ${groups} groups.`);
      return [...space.map((n, i) => windowCount(op, n, size[i]!, strides[i]!, dilations[i]!, pad)), filters];
    },
    variables: (input) => [
      { name: "kernel", shape: [...size, input.at(-1)! / groups, filters], initializer: kernelInitializer },
      ...bias.variables(filters),
    ],
    call: (x, { variable }) =>
      bias.add(CONVOLVE[rank](x, variable("kernel"), strides, causal ? before : pad, dilations, groups), variable),
  });
}
