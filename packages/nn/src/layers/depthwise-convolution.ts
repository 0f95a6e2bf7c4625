// Convolution layers that look at each channel alone, and those that mix channels after that.
import { depthwiseConv1d as depthwise1d, depthwiseConv2d as depthwise2d, type Tensor } from "@weir/core";
import { toActivation } from "../activations/activation.ts";
import { padding, positiveInteger, windowCount, type Padding, type Pair, type Single } from "../arguments.ts";
import { toInitializer, type InitializerLike } from "../initializers/initializer.ts";
import { biasOf, CONVOLVE, windowSettings, type ConvolutionOptions } from "./convolution.ts";
import type { Layer } from "./layer.ts";
import { inFormat, spaceOf } from "./space.ts";

/** What both depthwise convolutions take. `Size` is one number, or one for each axis of space. */
export interface DepthwiseOptions<Size> extends Omit<
  ConvolutionOptions<Size>,
  "filters" | "groups" | "kernelInitializer"
> {
  /** How many channels come of each. Default 1. */
  readonly depthMultiplier?: number;
  /** Default `glorotUniform`. */
  readonly depthwiseInitializer?: InitializerLike;
}
/** Settings of {@link depthwiseConv1d}. */
export type DepthwiseConv1dOptions = DepthwiseOptions<Single>;
/** Settings of {@link depthwiseConv2d}. */
export type DepthwiseConv2dOptions = DepthwiseOptions<Pair>;

/** What both separable convolutions take. `Size` is one number, or one for each axis of space. */
export interface SeparableOptions<Size> extends DepthwiseOptions<Size> {
  /** How many channels come out. */
  readonly filters: number;
  /** Default `glorotUniform`. */
  readonly pointwiseInitializer?: InitializerLike;
}
/** Settings of {@link separableConv1d}. */
export type SeparableConv1dOptions = SeparableOptions<Single>;
/** Settings of {@link separableConv2d}. */
export type SeparableConv2dOptions = SeparableOptions<Pair>;

type Depthwise = (
  x: Tensor,
  kernel: Tensor,
  strides: readonly number[],
  pad: Padding,
  dilations: readonly number[],
) => Tensor;

const DEPTHWISE: Readonly<Record<1 | 2, Depthwise>> = {
  1: (x, kernel, strides, pad, dilations) => depthwise1d(x, kernel, strides, pad, "NWC", dilations),
  2: (x, kernel, strides, pad, dilations) => depthwise2d(x, kernel, strides, pad, "NHWC", dilations),
};

/**
 * Returns a layer that slides windows along each channel of a sequence alone.
 *
 * Input [batch, steps, channels], output [batch, newSteps, channels·depthMultiplier], float32.
 * Variables: kernel [kernelSize, channels, depthMultiplier], bias [channels·depthMultiplier].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.DepthwiseConv1D`
 * @example depthwiseConv1d({ kernelSize: 7, padding: "same", depthMultiplier: 2 }).outputShape([50, 8]) // [50, 16]
 */
export function depthwiseConv1d(options: DepthwiseConv1dOptions): Layer {
  return depthwise("depthwiseConv1d", "DepthwiseConv1D", 1, options);
}

/**
 * Returns a layer that slides windows over each channel of an image alone.
 *
 * Input [batch, height, width, channels], output [batch, newHeight, newWidth, channels·depthMultiplier], float32.
 * Variables: kernel [height, width, channels, depthMultiplier], bias [channels·depthMultiplier].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.DepthwiseConv2D`
 * @example depthwiseConv2d({ kernelSize: 3, strides: 2, padding: "same" }).outputShape([28, 28, 8]) // [14, 14, 8]
 */
export function depthwiseConv2d(options: DepthwiseConv2dOptions): Layer {
  return depthwise("depthwiseConv2d", "DepthwiseConv2D", 2, options);
}

/**
 * Returns a layer that convolves each channel of a sequence alone, then mixes channels at each step.
 *
 * Input [batch, steps, channels], output [batch, newSteps, filters], float32.
 * Variables: depthwiseKernel [kernelSize, channels, depthMultiplier], pointwiseKernel [1, channels·depthMultiplier, filters], bias [filters].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.SeparableConv1D`
 * @example separableConv1d({ filters: 32, kernelSize: 5, padding: "same" }).outputShape([50, 8]) // [50, 32]
 */
export function separableConv1d(options: SeparableConv1dOptions): Layer {
  return separable("separableConv1d", "SeparableConv1D", 1, options);
}

/**
 * Returns a layer that convolves each channel of an image alone, then mixes channels at each pixel.
 *
 * Input [batch, height, width, channels], output [batch, newHeight, newWidth, filters], float32.
 * Variables: depthwiseKernel [height, width, channels, depthMultiplier], pointwiseKernel [1, 1, channels·depthMultiplier, filters],
 * bias [filters].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.SeparableConv2D`
 * @example separableConv2d({ filters: 64, kernelSize: 3 }).outputShape([28, 28, 8]) // [26, 26, 64]
 */
export function separableConv2d(options: SeparableConv2dOptions): Layer {
  return separable("separableConv2d", "SeparableConv2D", 2, options);
}

type Sizes = number | readonly number[];

function windows(op: string, rank: 1 | 2, options: DepthwiseOptions<Sizes>) {
  const { size, strides, dilations } = windowSettings(op, rank, options);
  const pad = padding(op, options.padding ?? "valid");
  const multiplier = positiveInteger(op, "depthMultiplier", options.depthMultiplier ?? 1);
  return {
    multiplier,
    initializer: toInitializer(op, options.depthwiseInitializer ?? "glorotUniform"),
    kernel: (channels: number) => [...size, channels, multiplier],
    grid: (input: readonly number[]) =>
      spaceOf(op, rank, input).map((n, i) => windowCount(op, n, size[i]!, strides[i]!, dilations[i]!, pad)),
    convolve: (x: Tensor, kernel: Tensor) => DEPTHWISE[rank](x, kernel, strides, pad, dilations),
  };
}

function depthwise(op: string, className: string, rank: 1 | 2, options: DepthwiseOptions<Sizes>): Layer {
  const w = windows(op, rank, options);
  const bias = biasOf(op, options);
  return inFormat(op, {
    className,
    options,
    activation: toActivation(op, options.activation),
    outputShape: (input) => [...w.grid(input), input.at(-1)! * w.multiplier],
    variables: (input) => [
      { name: "kernel", shape: w.kernel(input.at(-1)!), initializer: w.initializer },
      ...bias.variables(input.at(-1)! * w.multiplier),
    ],
    call: (x, { variable }) => bias.add(w.convolve(x, variable("kernel")), variable),
  });
}

function separable(op: string, className: string, rank: 1 | 2, options: SeparableOptions<Sizes>): Layer {
  const w = windows(op, rank, options);
  const filters = positiveInteger(op, "filters", options.filters);
  const pointwiseInitializer = toInitializer(op, options.pointwiseInitializer ?? "glorotUniform");
  const bias = biasOf(op, options);
  const ones = Array.from({ length: rank }, () => 1);
  return inFormat(op, {
    className,
    options,
    activation: toActivation(op, options.activation),
    outputShape: (input) => [...w.grid(input), filters],
    variables: (input) => [
      { name: "depthwiseKernel", shape: w.kernel(input.at(-1)!), initializer: w.initializer },
      {
        name: "pointwiseKernel",
        shape: [...ones, input.at(-1)! * w.multiplier, filters],
        initializer: pointwiseInitializer,
      },
      ...bias.variables(filters),
    ],
    call(x, { variable }) {
      const seen = w.convolve(x, variable("depthwiseKernel"));
      return bias.add(CONVOLVE[rank](seen, variable("pointwiseKernel"), ones, "valid", ones, 1), variable);
    },
  });
}
