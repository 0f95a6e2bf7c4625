// The mean of a whole image, channel by channel.
import { mean } from "@weir/core";
import { imageShape } from "./image-shape.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link globalAveragePooling2d}. */
export interface GlobalAveragePooling2dOptions extends LayerOptions {
  /** Whether height and width stay, with size 1. Default `false`. */
  readonly keepdims?: boolean;
}

/**
 * Returns a layer that takes the mean over height and width.
 *
 * Input [batch, height, width, channels], output [batch, channels], or [batch, 1, 1, channels] with `keepdims`.
 * @example globalAveragePooling2d() // [batch, 7, 7, 64] → [batch, 64]
 */
export function globalAveragePooling2d(options: GlobalAveragePooling2dOptions = {}): Layer {
  const keepDims = options.keepdims ?? false;
  return {
    className: "GlobalAveragePooling2D",
    options,
    outputShape(input) {
      const [, , channels] = imageShape("globalAveragePooling2d", input);
      return keepDims ? [1, 1, channels] : [channels];
    },
    call: (x) => mean(x, [1, 2], keepDims),
  };
}
