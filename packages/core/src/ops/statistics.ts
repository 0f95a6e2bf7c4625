/** Means, variances and log-sum-exp: reductions made of sums and maxima. */
import { reducedShape, sizeOf } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, mul, squaredDifference, sub } from "./binary.ts";
import { isFloat } from "../ir/dtype.ts";
import { cast } from "./cast.ts";
import { inexact } from "./elementwise.ts";
import { where } from "./compare.ts";
import { stopGradient } from "./control.ts";
import { reshape } from "./movement.ts";
import { normalizeAxes } from "./record.ts";
import type { AxisLike } from "./reduce.ts";
import { max, sum } from "./reduce.ts";
import { isFinite } from "./predicate.ts";
import { exp, log } from "./unary.ts";

/**
 * Returns the mean over `axis` (default all), in the dtype of `x`; float32 for integers.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @example mean([[1, 2], [3, 4]], 0) // [2, 3]
 */
export function mean(x: TensorLike, axis?: AxisLike, keepDims = false): Tensor {
  const given = inexact(x);
  // 16 bits overflow in the sum long before they do in the mean
  const t = isFloat(given.dtype) ? cast(given, "float32") : given;
  const count = sizeOf(normalizeAxes("mean", axis, t.rank).map((a) => t.shape[a]!));
  return cast(mul(sum(t, axis, keepDims), 1 / count), given.dtype);
}

/**
 * Returns the mean and the (population) variance of `x` over `axis` (default all).
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @example moments([1, 3]).variance // 1
 */
export function moments(
  x: TensorLike,
  axis?: AxisLike,
  keepDims = false,
): { readonly mean: Tensor; readonly variance: Tensor } {
  const t = inexact(x);
  const axes = normalizeAxes("moments", axis, t.rank);
  const centre = mean(t, axes, true);
  const variance = mean(squaredDifference(t, centre), axes, keepDims);
  return { mean: keepDims ? centre : reshape(centre, reducedShape(t.shape, axes, false)), variance };
}

/**
 * Returns log Σ exp x over `axis` (default all), without overflow.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @example logSumExp([0, 0]) // 0.6931472
 */
export function logSumExp(x: TensorLike, axis?: AxisLike, keepDims = false): Tensor {
  const t = inexact(x);
  const axes = normalizeAxes("logSumExp", axis, t.rank);
  const highest = stopGradient(max(t, axes, true));
  // a row of −∞ has no finite maximum to take off
  const shift = where(isFinite(highest), highest, 0);
  const y = add(log(sum(exp(sub(t, shift)), axes, true)), shift);
  return keepDims ? y : reshape(y, reducedShape(t.shape, axes, false));
}
