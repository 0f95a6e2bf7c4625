/** Colours in other coordinates: grey, HSV, YUV, YIQ. */
import { OpError } from "../../ir/error.ts";
import { showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, div, maximum, minimum, mul, sub } from "../binary.ts";
import { cast } from "../cast.ts";
import { equal, greater, less, where } from "../compare.ts";
import { concat, split } from "../join.ts";
import { expandDims, tile } from "../movement.ts";
import { trace } from "../record.ts";
import { sum } from "../reduce.ts";
import { abs, clipByValue } from "../unary.ts";
import { coloursOf } from "./shape.ts";

// ---- grey ---------------------------------------------------------------------------------------------------------------

/**
 * Returns images of one channel as images of three equal ones. Keeps the dtype, which may be any.
 * @throws OpError when the last axis is not of size 1
 * @see TensorFlow.js's `tf.image.grayscaleToRGB`
 * @example grayscaleToRGB([[[7]]]) // [[[7, 7, 7]]]
 */
export function grayscaleToRGB(image: TensorLike): Tensor {
  const t = trace().toTensor(image);
  if (t.rank < 2 || t.shape[t.rank - 1] !== 1)
    throw new OpError("grayscaleToRGB", `takes images whose last axis is 1, got ${showShape(t.shape)}`);
  return tile(t, [...new Array<number>(t.rank - 1).fill(1), 3]);
}

/** Luma weights of ITU-R BT.601. */
const LUMA = [0.2989, 0.587, 0.114];

/**
 * Returns the brightness of images of three channels, as images of one. Keeps the dtype.
 * @throws OpError when the last axis is not of size 3
 * @see TensorFlow.js's `tf.image.rgbToGrayscale`
 * @example rgbToGrayscale([[[100, 0, 0]]]) // [[[29.89]]]
 */
export function rgbToGrayscale(image: TensorLike): Tensor {
  const t = trace().toTensor(image);
  if (t.rank < 2 || t.shape[t.rank - 1] !== 3)
    throw new OpError("rgbToGrayscale", `takes images whose last axis is 3, got ${showShape(t.shape)}`);
  return cast(sum(mul(cast(t, "float32"), LUMA), -1, true), t.dtype);
}

// ---- HSV ----------------------------------------------------------------------------------------------------------------

/**
 * Returns colours [..., red, green, blue] as [..., hue, saturation, value], all from 0 to 1: hue 0 is red, ⅓ green, ⅔ blue.
 * @throws OpError when the last axis is not of size 3, or for integers
 * @see TensorFlow's `tf.image.rgb_to_hsv`
 * @example image.rgbToHsv([0.5, 0, 0.25]) // [0.9166667, 1, 0.5]
 */
export function rgbToHsv(image: TensorLike): Tensor {
  const [r, g, b] = split(coloursOf("rgbToHsv", image), 3, -1) as [Tensor, Tensor, Tensor];
  const value = maximum(maximum(r, g), b);
  const range = sub(value, minimum(minimum(r, g), b));
  const saturation = where(greater(value, 0), div(range, where(greater(value, 0), value, 1)), 0);
  // grey has no range to divide by: its differences are 0 anyway
  const sixth = mul(where(greater(range, 0), range, 1), 6);
  const from = (p: Tensor, q: Tensor, third: number): Tensor => add(div(sub(p, q), sixth), third / 3);
  const hue = where(equal(value, r), from(g, b, 0), where(equal(value, g), from(b, r, 1), from(r, g, 2)));
  return concat([where(less(hue, 0), add(hue, 1), hue), saturation, value], -1);
}

/**
 * Returns colours [..., hue, saturation, value], all from 0 to 1, as [..., red, green, blue].
 * @throws OpError when the last axis is not of size 3, or for integers
 * @see TensorFlow's `tf.image.hsv_to_rgb`
 * @example image.hsvToRgb([0.5, 1, 0.5]) // [0, 0.5, 0.5]
 */
export function hsvToRgb(image: TensorLike): Tensor {
  const [hue, saturation, value] = split(coloursOf("hsvToRgb", image), 3, -1) as [Tensor, Tensor, Tensor];
  const sector = mul(hue, 6);
  const red = sub(abs(sub(sector, 3)), 1);
  const [green, blue] = [2, 4].map((middle) => sub(2, abs(sub(sector, middle)))) as [Tensor, Tensor];
  const pure = clipByValue(concat([red, green, blue], -1), 0, 1);
  return mul(add(sub(1, saturation), mul(saturation, pure)), value);
}

// ---- YUV and YIQ --------------------------------------------------------------------------------------------------------

/** `image` times a matrix, whose row k is what colour k adds. */
function mixed(op: string, image: TensorLike, matrix: readonly (readonly number[])[]): Tensor {
  const t = coloursOf(op, image);
  return cast(sum(mul(expandDims(cast(t, "float32"), -1), matrix as number[][]), -2), t.dtype);
}

const RGB_TO_YUV = [
  [0.299, -0.14714119, 0.61497538],
  [0.587, -0.28886916, -0.51496512],
  [0.114, 0.43601035, -0.10001026],
];
const YUV_TO_RGB = [
  [1, 1, 1],
  [0, -0.394642334, 2.03206185],
  [1.13988303, -0.58062185, 0],
];
const RGB_TO_YIQ = [
  [0.299, 0.59590059, 0.2115],
  [0.587, -0.27455667, -0.52273617],
  [0.114, -0.32134392, 0.31119955],
];
const YIQ_TO_RGB = [
  [1, 1, 1],
  [0.95598634, -0.27201283, -1.10674021],
  [0.6208248, -0.64720424, 1.70423049],
];

/**
 * Returns colours [..., red, green, blue] as [..., Y, U, V]: brightness, and two differences of colours that may be negative.
 * @throws OpError when the last axis is not of size 3, or for integers
 * @see TensorFlow's `tf.image.rgb_to_yuv`
 * @example image.rgbToYuv([1, 0, 0]) // [0.299, -0.14714119, 0.61497538]
 */
export function rgbToYuv(image: TensorLike): Tensor {
  return mixed("rgbToYuv", image, RGB_TO_YUV);
}

/**
 * Returns colours [..., Y, U, V] as [..., red, green, blue].
 * @throws OpError when the last axis is not of size 3, or for integers
 * @see TensorFlow's `tf.image.yuv_to_rgb`
 * @example image.yuvToRgb([0.5, 0, 0]) // [0.5, 0.5, 0.5]
 */
export function yuvToRgb(image: TensorLike): Tensor {
  return mixed("yuvToRgb", image, YUV_TO_RGB);
}

/**
 * Returns colours [..., red, green, blue] as [..., Y, I, Q]: brightness, and the colour axes of NTSC television.
 * @throws OpError when the last axis is not of size 3, or for integers
 * @see TensorFlow's `tf.image.rgb_to_yiq`
 * @example image.rgbToYiq([1, 0, 0]) // [0.299, 0.59590059, 0.2115]
 */
export function rgbToYiq(image: TensorLike): Tensor {
  return mixed("rgbToYiq", image, RGB_TO_YIQ);
}

/**
 * Returns colours [..., Y, I, Q] as [..., red, green, blue].
 * @throws OpError when the last axis is not of size 3, or for integers
 * @see TensorFlow's `tf.image.yiq_to_rgb`
 * @example image.yiqToRgb([0.5, 0, 0]) // [0.5, 0.5, 0.5]
 */
export function yiqToRgb(image: TensorLike): Tensor {
  return mixed("yiqToRgb", image, YIQ_TO_RGB);
}
