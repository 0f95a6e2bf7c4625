// Global pooling layers: the largest number or the mean of a whole sequence, image or volume, channel by channel.
import { max, mean } from "@weir/core";
import type { Layer } from "./layer.ts";
import { inFormat, spaceOf, type SpaceOptions, type SpaceRank } from "./space.ts";

/** Settings of the global pooling layers. */
export interface GlobalPoolingOptions extends SpaceOptions {
  /** Whether the axes of space stay, with size 1. Default `false`. */
  readonly keepdims?: boolean;
}

/**
 * Returns a layer that takes the mean over all steps.
 *
 * Input [batch, steps, channels], output [batch, channels], or [batch, 1, channels] with `keepdims`. float32.
 * @see Keras's `keras.layers.GlobalAveragePooling1D`
 * @example sequential([globalAveragePooling1d({ inputShape: [3, 1] })]).predict([[[1], [2], [6]]]) // [[3]]
 */
export function globalAveragePooling1d(options: GlobalPoolingOptions = {}): Layer {
  return globalPooling("globalAveragePooling1d", "GlobalAveragePooling1D", 1, options, mean);
}

/**
 * Returns a layer that takes the mean over height and width.
 *
 * Input [batch, height, width, channels], output [batch, channels], or [batch, 1, 1, channels] with `keepdims`. float32.
 * @see Keras's `keras.layers.GlobalAveragePooling2D`
 * @example globalAveragePooling2d().outputShape([7, 7, 64]) // [64]
 */
export function globalAveragePooling2d(options: GlobalPoolingOptions = {}): Layer {
  return globalPooling("globalAveragePooling2d", "GlobalAveragePooling2D", 2, options, mean);
}

/**
 * Returns a layer that takes the mean over depth, height and width.
 *
 * Input [batch, depth, height, width, channels], output [batch, channels], or [batch, 1, 1, 1, channels] with `keepdims`. float32.
 * @see Keras's `keras.layers.GlobalAveragePooling3D`
 * @example globalAveragePooling3d().outputShape([4, 7, 7, 64]) // [64]
 */
export function globalAveragePooling3d(options: GlobalPoolingOptions = {}): Layer {
  return globalPooling("globalAveragePooling3d", "GlobalAveragePooling3D", 3, options, mean);
}

/**
 * Returns a layer that takes the largest number of all steps.
 *
 * Input [batch, steps, channels], output [batch, channels], or [batch, 1, channels] with `keepdims`. float32.
 * @see Keras's `keras.layers.GlobalMaxPooling1D`
 * @example sequential([globalMaxPooling1d({ inputShape: [3, 1] })]).predict([[[1], [2], [6]]]) // [[6]]
 */
export function globalMaxPooling1d(options: GlobalPoolingOptions = {}): Layer {
  return globalPooling("globalMaxPooling1d", "GlobalMaxPooling1D", 1, options, max);
}

/**
 * Returns a layer that takes the largest number over height and width.
 *
 * Input [batch, height, width, channels], output [batch, channels], or [batch, 1, 1, channels] with `keepdims`. float32.
 * @see Keras's `keras.layers.GlobalMaxPooling2D`
 * @example globalMaxPooling2d({ keepdims: true }).outputShape([7, 7, 64]) // [1, 1, 64]
 */
export function globalMaxPooling2d(options: GlobalPoolingOptions = {}): Layer {
  return globalPooling("globalMaxPooling2d", "GlobalMaxPooling2D", 2, options, max);
}

/**
 * Returns a layer that takes the largest number over depth, height and width.
 *
 * Input [batch, depth, height, width, channels], output [batch, channels], or [batch, 1, 1, 1, channels] with `keepdims`. float32.
 * @see Keras's `keras.layers.GlobalMaxPooling3D`
 * @example globalMaxPooling3d().outputShape([4, 7, 7, 64]) // [64]
 */
export function globalMaxPooling3d(options: GlobalPoolingOptions = {}): Layer {
  return globalPooling("globalMaxPooling3d", "GlobalMaxPooling3D", 3, options, max);
}

function globalPooling(
  op: string,
  className: string,
  rank: SpaceRank,
  options: GlobalPoolingOptions,
  reduce: typeof mean | typeof max,
): Layer {
  const keepDims = options.keepdims ?? false;
  const axes = Array.from({ length: rank }, (_, i) => i + 1);
  return inFormat(op, {
    className,
    options,
    outputShape: (input) => [...spaceOf(op, rank, input).flatMap(() => (keepDims ? [1] : [])), input.at(-1)!],
    call: (x) => reduce(x, axes, keepDims),
  });
}
