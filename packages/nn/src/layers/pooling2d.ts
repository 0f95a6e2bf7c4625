// 2-D pooling layers: the largest or the mean of each window.
import { avgPool, maxPool, type Tensor } from "@weir/core";
import { padding, pair, windowCount, type Padding, type Pair } from "../arguments.ts";
import { imageShape } from "./image-shape.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link maxPooling2d} and {@link averagePooling2d}. */
export interface Pooling2dOptions extends LayerOptions {
  /** Height and width of the window. Default 2. */
  readonly poolSize?: Pair;
  /** How far the window moves. Default: the window's size. */
  readonly strides?: Pair;
  /** Default `valid`. */
  readonly padding?: Padding;
}

type Pool = (x: Tensor, size: [number, number], strides: [number, number], pad: Padding) => Tensor;

/**
 * Returns a layer that takes the largest number of each window, channel by channel.
 *
 * Input [batch, height, width, channels], output [batch, newHeight, newWidth, channels].
 * @example maxPooling2d({ poolSize: 2 }) // [batch, 28, 28, 8] → [batch, 14, 14, 8]
 */
export function maxPooling2d(options: Pooling2dOptions = {}): Layer {
  return pooling("maxPooling2d", "MaxPooling2D", options, maxPool);
}

/**
 * Returns a layer that takes the mean of each window, channel by channel; padding does not count.
 *
 * Input [batch, height, width, channels], output [batch, newHeight, newWidth, channels].
 * @example averagePooling2d({ poolSize: 2 }) // [batch, 28, 28, 8] → [batch, 14, 14, 8]
 */
export function averagePooling2d(options: Pooling2dOptions = {}): Layer {
  return pooling("averagePooling2d", "AveragePooling2D", options, avgPool);
}

function pooling(op: string, className: string, options: Pooling2dOptions, pool: Pool): Layer {
  const size = pair(op, "poolSize", options.poolSize ?? 2);
  const strides = pair(op, "strides", options.strides ?? size);
  const pad = padding(op, options.padding ?? "valid");
  return {
    className,
    options,
    outputShape(input) {
      const [height, width, channels] = imageShape(op, input);
      return [
        windowCount(op, height, size[0], strides[0], 1, pad),
        windowCount(op, width, size[1], strides[1], 1, pad),
        channels,
      ];
    },
    call: (x) => pool(x, [...size], [...strides], pad),
  };
}
