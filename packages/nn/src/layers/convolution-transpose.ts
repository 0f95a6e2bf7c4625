// Transposed convolution layers: from few positions to many.
import {
  conv1dTranspose as transpose1d,
  conv2dTranspose as transpose2d,
  conv3dTranspose as transpose3d,
  OpError,
  type Tensor,
} from "@weir/core";
import { toActivation } from "../activations/activation.ts";
import { padding, positiveInteger, type Pair, type Single, type Triple } from "../arguments.ts";
import { toInitializer } from "../initializers/initializer.ts";
import { biasOf, windowSettings, type ConvolutionOptions } from "./convolution.ts";
import type { Layer } from "./layer.ts";
import { inFormat, spaceOf, type SpaceRank } from "./space.ts";

/** What all transposed convolutions take. `Size` is one number, or one for each axis of space. */
export interface ConvolutionTransposeOptions<Size> extends Omit<ConvolutionOptions<Size>, "groups"> {}

/** Settings of {@link conv1dTranspose}. */
export type Conv1dTransposeOptions = ConvolutionTransposeOptions<Single>;
/** Settings of {@link conv2dTranspose}. */
export type Conv2dTransposeOptions = ConvolutionTransposeOptions<Pair>;
/** Settings of {@link conv3dTranspose}. */
export type Conv3dTransposeOptions = ConvolutionTransposeOptions<Triple>;

type Transpose = (
  x: Tensor,
  kernel: Tensor,
  outputShape: readonly number[],
  strides: readonly number[],
  pad: "same" | "valid",
  dilations: readonly number[],
) => Tensor;

const TRANSPOSE: Readonly<Record<SpaceRank, Transpose>> = {
  1: (x, kernel, shape, strides, pad, dilations) => transpose1d(x, kernel, shape, strides, pad, "floor", dilations),
  2: (x, kernel, shape, strides, pad, dilations) => transpose2d(x, kernel, shape, strides, pad, "floor", dilations),
  3: (x, kernel, shape, strides, pad, dilations) => transpose3d(x, kernel, shape, strides, pad, dilations),
};

/**
 * Returns a layer that does for shapes the reverse of `conv1d`, and is its derivative.
 *
 * Input [batch, steps, channels], output [batch, newSteps, filters], float32: with `same` padding a size n becomes n·stride, with
 * `valid` n·stride + max(0, (kernelSize − 1)·dilation + 1 − stride).
 * Variables: kernel [kernelSize, filters, channels], bias [filters].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.Conv1DTranspose`
 * @example conv1dTranspose({ filters: 8, kernelSize: 4, strides: 2, padding: "same" }).outputShape([7, 16]) // [14, 8]
 */
export function conv1dTranspose(options: Conv1dTransposeOptions): Layer {
  return convolutionTranspose("conv1dTranspose", "Conv1DTranspose", 1, options);
}

/**
 * Returns a layer that does for shapes the reverse of `conv2d`, and is its derivative.
 *
 * Input [batch, height, width, channels], output [batch, newHeight, newWidth, filters], float32: with `same` padding a size n becomes
 * n·stride, with `valid` n·stride + max(0, (kernelSize − 1)·dilation + 1 − stride).
 * Variables: kernel [height, width, filters, channels], bias [filters].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.Conv2DTranspose`
 * @example conv2dTranspose({ filters: 8, kernelSize: 3, strides: 2, padding: "same" }).outputShape([7, 7, 16]) // [14, 14, 8]
 */
export function conv2dTranspose(options: Conv2dTransposeOptions): Layer {
  return convolutionTranspose("conv2dTranspose", "Conv2DTranspose", 2, options);
}

/**
 * Returns a layer that does for shapes the reverse of `conv3d`, and is its derivative.
 *
 * Input [batch, depth, height, width, channels], output [batch, newDepth, newHeight, newWidth, filters], float32; sizes as in
 * {@link conv2dTranspose}. Variables: kernel [depth, height, width, filters, channels], bias [filters].
 * @throws OpError when a setting is impossible
 * @see Keras's `keras.layers.Conv3DTranspose`
 * @example conv3dTranspose({ filters: 8, kernelSize: 2, strides: 2 }).outputShape([4, 4, 4, 16]) // [8, 8, 8, 8]
 */
export function conv3dTranspose(options: Conv3dTransposeOptions): Layer {
  return convolutionTranspose("conv3dTranspose", "Conv3DTranspose", 3, options);
}

function convolutionTranspose(
  op: string,
  className: string,
  rank: SpaceRank,
  options: ConvolutionTransposeOptions<number | readonly number[]>,
): Layer {
  const filters = positiveInteger(op, "filters", options.filters);
  const { size, strides, dilations } = windowSettings(op, rank, options);
  const pad = padding(op, options.padding ?? "valid");
  const kernelInitializer = toInitializer(op, options.kernelInitializer ?? "glorotUniform");
  const bias = biasOf(op, options);
  if (strides.some((s) => s > 1) && dilations.some((d) => d > 1))
    throw new OpError(op, "takes strides or a dilationRate above 1, not both.");
  const grown = (n: number, i: number): number => {
    const extent = (size[i]! - 1) * dilations[i]! + 1;
    return n * strides[i]! + (pad === "same" ? 0 : Math.max(0, extent - strides[i]!));
  };
  return inFormat(op, {
    className,
    options,
    activation: toActivation(op, options.activation),
    outputShape: (input) => [...spaceOf(op, rank, input).map(grown), filters],
    variables: (input) => [
      { name: "kernel", shape: [...size, filters, input.at(-1)!], initializer: kernelInitializer },
      ...bias.variables(filters),
    ],
    call(x, { variable }) {
      const shape = [x.shape[0]!, ...x.shape.slice(1, -1).map(grown), filters];
      return bias.add(TRANSPOSE[rank](x, variable("kernel"), shape, strides, pad, dilations), variable);
    },
  });
}
