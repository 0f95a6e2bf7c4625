/** How alike two images are: SSIM of Wang, Bovik, Sheikh and Simoncelli (2004), on one scale and on several, and PSNR. */
import { isFloat } from "../../ir/dtype.ts";
import { OpError } from "../../ir/error.ts";
import { sameShape, showShape, sizeOf } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { relu } from "../activation.ts";
import { avgPool } from "../avg-pool.ts";
import { add, div, mul, pow, squaredDifference, sub } from "../binary.ts";
import { depthwiseConv2d } from "../convolution.ts";
import { jointShape } from "../elementwise.ts";
import { broadcastTo, reshape } from "../movement.ts";
import { mirrorPad } from "../pad.ts";
import { trace } from "../record.ts";
import { mean } from "../statistics.ts";
import { log, square } from "../unary.ts";
import { brightest, convertImageDtype } from "./convert-dtype.ts";
import { imageAxes } from "./shape.ts";

/** The windows and constants of {@link ssim}. */
export interface SsimOptions {
  /** Rows and columns of the Gaussian window, default 11. */
  readonly filterSize?: number;
  /** Its deviation in pixels, default 1.5. */
  readonly filterSigma?: number;
  /** Keeps the comparison of brightness steady where it is dark, default 0.01. */
  readonly k1?: number;
  /** Keeps the comparison of contrast steady where there is little, default 0.03. */
  readonly k2?: number;
}

/** As {@link SsimOptions}, for several scales. */
export interface SsimMultiscaleOptions extends SsimOptions {
  /** The exponent of each scale, from the finest; default those of Wang, Simoncelli and Bovik (2003), five. */
  readonly powerFactors?: readonly number[];
}

/** Two images as floats of the same rows, columns and channels, and what the brightest of them is then. */
interface Pair {
  readonly a: Tensor;
  readonly b: Tensor;
  readonly highest: number;
}

function pairOf(op: string, a: TensorLike, b: TensorLike, maxVal: number): Pair {
  const [p, q] = [trace().toTensor(a), trace().toTensor(b)];
  imageAxes(op, p.shape);
  if (!sameShape(p.shape.slice(-3), q.shape.slice(-3)))
    throw new OpError(op, `compares images of one size, got ${showShape(p.shape)} and ${showShape(q.shape)}`);
  jointShape(op, [p.shape, q.shape]);
  const floats = (t: Tensor): Tensor => convertImageDtype(t, "float32");
  return { a: floats(p), b: floats(q), highest: isFloat(p.dtype) ? maxVal : maxVal / brightest(op, p.dtype) };
}

/** What `f` makes of images [n, rows, columns, channels] that are `x` [..., rows, columns, channels]. */
function flattened(x: Tensor, f: (images: Tensor) => Tensor): Tensor {
  const outer = x.shape.slice(0, -3);
  const y = f(reshape(x, [sizeOf(outer), ...x.shape.slice(-3)]));
  return reshape(y, [...outer, ...y.shape.slice(1)]);
}

/** Means under a Gaussian window, where the whole window lies in the image: rows first, then columns. */
function blurred(x: Tensor, size: number, sigma: number): Tensor {
  const bell = Float64Array.from({ length: size }, (_, i) => Math.exp(-((i - (size - 1) / 2) ** 2) / (2 * sigma ** 2)));
  const total = bell.reduce((p, v) => p + v, 0);
  const window = trace().toTensor(Float32Array.from(bell, (v) => v / total));
  const channels = x.shape.at(-1)!;
  const along = (shape: readonly number[]): Tensor =>
    broadcastTo(reshape(window, [...shape, 1, 1]), [...shape, channels, 1]);
  return flattened(x, (t) =>
    depthwiseConv2d(depthwiseConv2d(t, along([size, 1]), 1, "valid"), along([1, size]), 1, "valid"),
  );
}

/** Brightness · contrast, and contrast alone, for each window and channel. */
function compared(
  op: string,
  { a, b, highest }: Pair,
  { filterSize = 11, filterSigma = 1.5, k1 = 0.01, k2 = 0.03 }: SsimOptions,
): { readonly whole: Tensor; readonly contrast: Tensor } {
  const [rows, columns] = a.shape.slice(-3, -1) as [number, number];
  if (!Number.isInteger(filterSize) || filterSize < 1 || filterSize > Math.min(rows, columns))
    throw new OpError(op, `a window of ${filterSize} pixels does not fit into ${rows} × ${columns}; set filterSize`);
  const blur = (x: Tensor): Tensor => blurred(x, filterSize, filterSigma);
  const [c1, c2] = [(k1 * highest) ** 2, (k2 * highest) ** 2];
  const [p, q] = [blur(a), blur(b)];
  const product = mul(mul(p, q), 2);
  const squares = add(square(p), square(q));
  const brightness = div(add(product, c1), add(squares, c1));
  const together = sub(mul(blur(mul(a, b)), 2), product);
  const apart = sub(blur(add(square(a), square(b))), squares);
  const contrast = div(add(together, c2), add(apart, c2));
  return { whole: mul(brightness, contrast), contrast };
}

/** The mean over rows and columns. */
const overall = (x: Tensor): Tensor => mean(x, [x.rank - 3, x.rank - 2]);

/**
 * Returns the structural similarity of images [..., rows, columns, channels], at most 1: the mean over Gaussian windows and channels,
 * one number an image. `tf.image.ssim`. float32.
 * @param maxVal the largest brightness there can be: 1, or 255
 * @param options filterSize, filterSigma, k1, k2
 * @throws OpError when the images differ in size, or are smaller than the window
 * @example image.ssim([[[1], [2]]], [[[1], [2]]], 2, { filterSize: 1 }) // 1
 */
export function ssim(a: TensorLike, b: TensorLike, maxVal: number, options: SsimOptions = {}): Tensor {
  return mean(overall(compared("ssim", pairOf("ssim", a, b, maxVal), options).whole), -1);
}

/** Half the rows and columns: means of 2 × 2 pixels; an odd edge is repeated. */
function halved(x: Tensor): Tensor {
  return flattened(x, (t) => {
    const odd = t.shape.map((d, a) => [0, a === 1 || a === 2 ? d % 2 : 0] as const);
    return avgPool(mirrorPad(t, odd, "symmetric"), 2);
  });
}

const POWER_FACTORS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

/**
 * Returns the structural similarity of images [..., rows, columns, channels] on several scales, each half of the one before: the product of
 * their contrasts, and of the similarity on the coarsest, each to its power. `tf.image.ssim_multiscale`. float32.
 * @param maxVal the largest brightness there can be: 1, or 255
 * @param options powerFactors, filterSize, filterSigma, k1, k2
 * @throws OpError when the images differ in size, or are smaller than the window on a scale
 * @example image.ssimMultiscale([[[1], [2]]], [[[1], [2]]], 2, { filterSize: 1, powerFactors: [1] }) // 1
 */
export function ssimMultiscale(
  a: TensorLike,
  b: TensorLike,
  maxVal: number,
  { powerFactors = POWER_FACTORS, ...options }: SsimMultiscaleOptions = {},
): Tensor {
  let pair = pairOf("ssimMultiscale", a, b, maxVal);
  const parts = powerFactors.map((power, scale) => {
    if (scale > 0) pair = { ...pair, a: halved(pair.a), b: halved(pair.b) };
    const { whole, contrast } = compared("ssimMultiscale", pair, options);
    return pow(relu(overall(scale === powerFactors.length - 1 ? whole : contrast)), power);
  });
  return mean(
    parts.reduce((p, q) => mul(p, q)),
    -1,
  );
}

/**
 * Returns the peak signal-to-noise ratio of images [..., rows, columns, channels] in decibels, one number an image: 10·log₁₀ of the
 * square of `maxVal` over the mean squared difference; ∞ for equal images. `tf.image.psnr`. float32.
 * @param maxVal the largest brightness there can be: 1, or 255
 * @throws OpError when the images differ in size
 * @example image.psnr([[[1]]], [[[0]]], 10) // 20
 */
export function psnr(a: TensorLike, b: TensorLike, maxVal: number): Tensor {
  const { a: p, b: q, highest } = pairOf("psnr", a, b, maxVal);
  const difference = squaredDifference(p, q);
  const error = mean(difference, imageAxes("psnr", difference.shape));
  return sub((20 * Math.log(highest)) / Math.LN10, mul(log(error), 10 / Math.LN10));
}
