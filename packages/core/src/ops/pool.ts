/** Pooling of either kind, with dilations. */
import { OpError } from "../ir/error.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { averaged } from "./avg-pool.ts";
import { largest } from "./max-pool.ts";
import type { Pad, PerAxis, Rounding } from "./window.ts";

/**
 * Returns the mean or the largest element of each window of images [N, H, W, C] (or one without batch), a channel at a time. float32.
 * @param windowShape one number, or [rows, columns]
 * @param poolingType "avg" or "max"
 * @param pad "valid", "same", a number, or [[top, bottom], [left, right]]; padding does not count and never wins
 * @param dilations distance between the taps of a window, default 1
 * @param strides default 1
 * @param dimRoundingMode of the number of windows where `pad` is numbers, default "floor"
 * @throws OpError when no window fits
 * @see TensorFlow.js's `tf.pool`
 * @example pool([[[1], [5], [3]]], [1, 2], "max", "valid", [1, 2]) // [[[3]]]
 */
export function pool(
  x: TensorLike,
  windowShape: PerAxis,
  poolingType: "avg" | "max",
  pad: Pad,
  dilations: PerAxis = 1,
  strides: PerAxis = 1,
  dimRoundingMode?: Rounding,
): Tensor {
  const kinds = { avg: averaged, max: largest };
  if (!Object.hasOwn(kinds, poolingType))
    throw new OpError("pool", `poolingType is "avg" or "max", got ${JSON.stringify(poolingType)}`);
  return kinds[poolingType]("pool", 2, x, { size: windowShape, strides, pad, dilations, rounding: dimRoundingMode });
}
