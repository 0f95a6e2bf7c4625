/** Brightness, contrast and colours turned up and down. Integers are scaled to floats first, and the result is put back into their range. */
import { isFloat } from "../../ir/dtype.ts";
import { OpError } from "../../ir/error.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, div, maximum, mod, mul, pow, sub } from "../binary.ts";
import { cast } from "../cast.ts";
import { concat, split } from "../join.ts";
import { trace } from "../record.ts";
import { mean, moments } from "../statistics.ts";
import { clipByValue, sqrt } from "../unary.ts";
import { hsvToRgb, rgbToHsv } from "./colour-spaces.ts";
import { onFloats } from "./convert-dtype.ts";
import { imageAxes } from "./shape.ts";

/**
 * Returns images with `delta` (a share of the whole range, −1 … 1) added to every number. Any shape; the dtype stays.
 * @throws OpError for other dtypes than floats and integers
 * @see TensorFlow's `tf.image.adjust_brightness`
 * @example image.adjustBrightness([0.5, 0.75], 0.25) // [0.75, 1]
 */
export function adjustBrightness(image: TensorLike, delta: TensorLike): Tensor {
  return onFloats(image, (x) => add(x, delta));
}

/**
 * Returns images [..., rows, columns, channels] whose distances from the mean of their channel are multiplied by `contrastFactor`. The
 * dtype stays.
 * @throws OpError when the rank is below 3
 * @see TensorFlow's `tf.image.adjust_contrast`
 * @example image.adjustContrast([[[1], [3]]], 2) // [[[0], [4]]]
 */
export function adjustContrast(image: TensorLike, contrastFactor: TensorLike): Tensor {
  return onFloats(image, (x) => {
    const [rows, columns] = imageAxes("adjustContrast", x.shape);
    const middle = mean(x, [rows, columns], true);
    return add(mul(sub(x, middle), contrastFactor), middle);
  });
}

/**
 * Returns `gain` · xᵍᵃᵐᵐᵃ for every number of images. Any shape; the dtype stays.
 * @param gamma default 1; above it images become darker
 * @param gain default 1
 * @throws OpError when gamma is a negative number
 * @see TensorFlow's `tf.image.adjust_gamma`
 * @example image.adjustGamma([0.5, 1], 2) // [0.25, 1]
 */
export function adjustGamma(image: TensorLike, gamma: TensorLike = 1, gain: TensorLike = 1): Tensor {
  if (typeof gamma === "number" && !(gamma >= 0)) throw new OpError("adjustGamma", `gamma is at least 0, got ${gamma}`);
  return onFloats(image, (x) => mul(pow(x, gamma), gain));
}

/** What `f` makes of the hue, saturation and value of `image`. */
function onHsv(image: TensorLike, f: (h: Tensor, s: Tensor, v: Tensor) => readonly Tensor[]): Tensor {
  return onFloats(image, (x) => hsvToRgb(concat(f(...(split(rgbToHsv(x), 3, -1) as [Tensor, Tensor, Tensor])), -1)));
}

/**
 * Returns colours [..., red, green, blue] with their hue turned by `delta` of a full turn. The dtype stays.
 * @param delta −1 … 1
 * @throws OpError when the last axis is not of size 3, or delta is a number out of range
 * @see TensorFlow's `tf.image.adjust_hue`
 * @example image.adjustHue([1, 0, 0], 0.5) // [0, 1, 1]
 */
export function adjustHue(image: TensorLike, delta: TensorLike): Tensor {
  if (typeof delta === "number" && !(delta >= -1 && delta <= 1))
    throw new OpError("adjustHue", `delta is within −1 … 1, got ${delta}`);
  return onHsv(image, (h, s, v) => [mod(add(h, delta), 1), s, v]);
}

/**
 * Returns colours [..., red, green, blue] with their saturation multiplied by `saturationFactor`, and kept within 0 … 1. The dtype stays.
 * @throws OpError when the last axis is not of size 3
 * @see TensorFlow's `tf.image.adjust_saturation`
 * @example image.adjustSaturation([1, 0.5, 0.5], 0) // [1, 1, 1]
 */
export function adjustSaturation(image: TensorLike, saturationFactor: TensorLike): Tensor {
  return onHsv(image, (h, s, v) => [h, clipByValue(mul(s, saturationFactor), 0, 1), v]);
}

/**
 * Returns images [..., rows, columns, channels], each with mean 0 and deviation 1: what is left of its mean, over its deviation, which
 * counts as at least 1/√n for n numbers. float32, or the floats that came.
 * @throws OpError when the rank is below 3
 * @see TensorFlow's `tf.image.per_image_standardization`
 * @example image.perImageStandardization([[[1], [3]]]) // [[[-1], [1]]]
 */
export function perImageStandardization(image: TensorLike): Tensor {
  const t = trace().toTensor(image);
  const axes = imageAxes("perImageStandardization", t.shape);
  const x = cast(t, "float32");
  const { mean: middle, variance } = moments(x, axes, true);
  const count = axes.reduce((p, a) => p * t.shape[a]!, 1);
  const y = div(sub(x, middle), sqrt(maximum(variance, 1 / count)));
  return isFloat(t.dtype) ? cast(y, t.dtype) : y;
}
