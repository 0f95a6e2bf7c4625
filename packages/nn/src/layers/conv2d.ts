// The 2-D convolution layer.
import { add, conv2d as convolve } from "@weir/core";
import { toActivation, type ActivationLike } from "../activations/activation.ts";
import { padding, pair, positiveInteger, windowCount, type Padding, type Pair } from "../arguments.ts";
import { toInitializer, type InitializerLike } from "../initializers/initializer.ts";
import { imageShape } from "./image-shape.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link conv2d}. */
export interface Conv2dOptions extends LayerOptions {
  /** How many channels come out. */
  readonly filters: number;
  /** Height and width of the window. */
  readonly kernelSize: Pair;
  /** How far the window moves. Default 1. */
  readonly strides?: Pair;
  /** Default `valid`. */
  readonly padding?: Padding;
  /** Distance between the pixels a window reads. Default 1. */
  readonly dilationRate?: Pair;
  /** Default: none. */
  readonly activation?: ActivationLike;
  /** Whether a bias is added. Default `true`. */
  readonly useBias?: boolean;
  /** Default `glorotUniform`. */
  readonly kernelInitializer?: InitializerLike;
  /** Default `zeros`. */
  readonly biasInitializer?: InitializerLike;
}

/**
 * Returns a layer that slides `filters` windows over an image.
 *
 * Input [batch, height, width, channels], output [batch, newHeight, newWidth, filters], float32: with `same` padding a
 * size n becomes ⌈n / stride⌉, with `valid` ⌊(n − (kernelSize − 1)·dilation − 1) / stride⌋ + 1.
 * Variables: kernel [height, width, channels, filters], bias [filters].
 * @throws OpError when a setting is impossible, or both strides and dilationRate exceed 1
 * @example conv2d({ filters: 32, kernelSize: 3, padding: "same", activation: "relu" })
 */
export function conv2d(options: Conv2dOptions): Layer {
  const filters = positiveInteger("conv2d", "filters", options.filters);
  const size = pair("conv2d", "kernelSize", options.kernelSize);
  const strides = pair("conv2d", "strides", options.strides ?? 1);
  const dilations = pair("conv2d", "dilationRate", options.dilationRate ?? 1);
  const pad = padding("conv2d", options.padding ?? "valid");
  const useBias = options.useBias ?? true;
  const kernelInitializer = toInitializer("conv2d", options.kernelInitializer ?? "glorotUniform");
  const biasInitializer = toInitializer("conv2d", options.biasInitializer ?? "zeros");
  return {
    className: "Conv2D",
    options,
    activation: toActivation("conv2d", options.activation),
    outputShape(input) {
      const [height, width] = imageShape("conv2d", input);
      return [
        windowCount("conv2d", height, size[0], strides[0], dilations[0], pad),
        windowCount("conv2d", width, size[1], strides[1], dilations[1], pad),
        filters,
      ];
    },
    variables: (input) => [
      { name: "kernel", shape: [...size, input[2]!, filters], initializer: kernelInitializer },
      ...(useBias ? [{ name: "bias", shape: [filters], initializer: biasInitializer }] : []),
    ],
    call(x, { variable }) {
      const y = convolve(x, variable("kernel"), strides, pad, "NHWC", dilations);
      return useBias ? add(y, variable("bias")) : y;
    },
  };
}
