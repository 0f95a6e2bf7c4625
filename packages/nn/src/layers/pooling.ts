// Pooling layers: the largest or the mean of each window.
import { avgPool, avgPool1d, avgPool3d, maxPool, maxPool1d, maxPool3d, type Tensor } from "@weir/core";
import { padding, perAxis, windowCount, type Padding, type Pair, type Single, type Triple } from "../arguments.ts";
import type { Layer } from "./layer.ts";
import { inFormat, spaceOf, type SpaceOptions, type SpaceRank } from "./space.ts";

/** What all pooling layers take. `Size` is one number, or one for each axis of space. */
export interface PoolingOptions<Size> extends SpaceOptions {
  /** Size of the window. Default 2. */
  readonly poolSize?: Size;
  /** How far the window moves. Default: the window's size. */
  readonly strides?: Size;
  /** Default `valid`. */
  readonly padding?: Padding;
}
/** Settings of {@link maxPooling1d} and {@link averagePooling1d}. */
export type Pooling1dOptions = PoolingOptions<Single>;
/** Settings of {@link maxPooling2d} and {@link averagePooling2d}. */
export type Pooling2dOptions = PoolingOptions<Pair>;
/** Settings of {@link maxPooling3d} and {@link averagePooling3d}. */
export type Pooling3dOptions = PoolingOptions<Triple>;

type Pool = (x: Tensor, size: readonly number[], strides: readonly number[], pad: Padding) => Tensor;
const MAX: Readonly<Record<SpaceRank, Pool>> = { 1: maxPool1d, 2: maxPool, 3: maxPool3d };
const MEAN: Readonly<Record<SpaceRank, Pool>> = { 1: avgPool1d, 2: avgPool, 3: avgPool3d };

/**
 * Returns a layer that takes the largest number of each window, channel by channel.
 *
 * Input [batch, steps, channels], output [batch, newSteps, channels], float32.
 * @see Keras's `keras.layers.MaxPooling1D`
 * @example sequential([maxPooling1d({ poolSize: 2, inputShape: [4, 1] })]).predict([[[1], [3], [5], [9]]]) // [[[3], [9]]]
 */
export function maxPooling1d(options: Pooling1dOptions = {}): Layer {
  return pooling("maxPooling1d", "MaxPooling1D", 1, options, MAX);
}

/**
 * Returns a layer that takes the largest number of each window, channel by channel.
 *
 * Input [batch, height, width, channels], output [batch, newHeight, newWidth, channels], float32.
 * @see Keras's `keras.layers.MaxPooling2D`
 * @example maxPooling2d({ poolSize: 3, strides: 2, padding: "same" }).outputShape([28, 28, 8]) // [14, 14, 8]
 */
export function maxPooling2d(options: Pooling2dOptions = {}): Layer {
  return pooling("maxPooling2d", "MaxPooling2D", 2, options, MAX);
}

/**
 * Returns a layer that takes the largest number of each window, channel by channel.
 *
 * Input [batch, depth, height, width, channels], output [batch, newDepth, newHeight, newWidth, channels], float32.
 * @see Keras's `keras.layers.MaxPooling3D`
 * @example maxPooling3d({ poolSize: 2 }).outputShape([16, 16, 16, 8]) // [8, 8, 8, 8]
 */
export function maxPooling3d(options: Pooling3dOptions = {}): Layer {
  return pooling("maxPooling3d", "MaxPooling3D", 3, options, MAX);
}

/**
 * Returns a layer that takes the mean of each window, channel by channel; padding does not count.
 *
 * Input [batch, steps, channels], output [batch, newSteps, channels], float32.
 * @see Keras's `keras.layers.AveragePooling1D`
 * @example sequential([averagePooling1d({ poolSize: 2, inputShape: [4, 1] })]).predict([[[1], [3], [5], [9]]]) // [[[2], [7]]]
 */
export function averagePooling1d(options: Pooling1dOptions = {}): Layer {
  return pooling("averagePooling1d", "AveragePooling1D", 1, options, MEAN);
}

/**
 * Returns a layer that takes the mean of each window, channel by channel; padding does not count.
 *
 * Input [batch, height, width, channels], output [batch, newHeight, newWidth, channels], float32.
 * @see Keras's `keras.layers.AveragePooling2D`
 * @example averagePooling2d({ poolSize: 2 }).outputShape([28, 28, 8]) // [14, 14, 8]
 */
export function averagePooling2d(options: Pooling2dOptions = {}): Layer {
  return pooling("averagePooling2d", "AveragePooling2D", 2, options, MEAN);
}

/**
 * Returns a layer that takes the mean of each window, channel by channel; padding does not count.
 *
 * Input [batch, depth, height, width, channels], output [batch, newDepth, newHeight, newWidth, channels], float32.
 * @see Keras's `keras.layers.AveragePooling3D`
 * @example averagePooling3d({ poolSize: 2 }).outputShape([16, 16, 16, 8]) // [8, 8, 8, 8]
 */
export function averagePooling3d(options: Pooling3dOptions = {}): Layer {
  return pooling("averagePooling3d", "AveragePooling3D", 3, options, MEAN);
}

function pooling(
  op: string,
  className: string,
  rank: SpaceRank,
  options: PoolingOptions<number | readonly number[]>,
  pools: Readonly<Record<SpaceRank, Pool>>,
): Layer {
  const size = perAxis(op, "poolSize", options.poolSize ?? 2, rank);
  const strides = perAxis(op, "strides", options.strides ?? size, rank);
  const pad = padding(op, options.padding ?? "valid");
  return inFormat(op, {
    className,
    options,
    outputShape: (input) => [
      ...spaceOf(op, rank, input).map((n, i) => windowCount(op, n, size[i]!, strides[i]!, 1, pad)),
      input.at(-1)!,
    ],
    call: (x) => pools[rank](x, size, strides, pad),
  });
}
