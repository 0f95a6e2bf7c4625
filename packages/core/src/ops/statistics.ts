/** Means, variances and log-sum-exp: reductions made of sums and maxima. */
import { OpError } from "../ir/error.ts";
import { reducedShape, showShape, sizeOf } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, div, mul, squaredDifference, sub } from "./binary.ts";
import { isFloat } from "../ir/dtype.ts";
import { cast } from "./cast.ts";
import { inexact } from "./elementwise.ts";
import { where } from "./compare.ts";
import { stopGradient } from "./control.ts";
import { expandDims, reshape } from "./movement.ts";
import { eye } from "./create.ts";
import { matMul } from "./contraction.ts";
import { normalizeAxes } from "./record.ts";
import type { AxisLike } from "./reduce.ts";
import { max, sum } from "./reduce.ts";
import { isFinite } from "./predicate.ts";
import { exp, log, sqrt } from "./unary.ts";

/**
 * Returns the mean over `axis` (default all), in the dtype of `x`; float32 for integers.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @see TensorFlow.js's `tf.mean`
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
 * Returns the mean and the (population) variance of `x` over `axis` (default all). Both keep a float dtype; integers and bools become
 * float32.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @see TensorFlow.js's `tf.moments`
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
 * Returns log Σ exp x over `axis` (default all), without overflow. Keeps a float dtype; others become float32.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @throws OpError for an axis out of range, strings or complex64
 * @see TensorFlow.js's `tf.logSumExp`
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

/**
 * Returns the variance of `x` over `axis` (default all). float32. (`var`, as NumPy calls it, is a reserved word.)
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @param ddof taken off the number of elements that the squares are divided by: 1 for a sample's; default 0
 * @see NumPy's `var`
 * @example variance([1, 3]) // 1
 */
export function variance(x: TensorLike, axis?: AxisLike, keepDims = false, ddof = 0): Tensor {
  const t = cast(inexact(x), "float32");
  const axes = normalizeAxes("variance", axis, t.rank);
  const count = sizeOf(axes.map((a) => t.shape[a]!));
  const y = mean(squaredDifference(t, mean(t, axes, true)), axes, keepDims);
  return ddof === 0 ? y : mul(y, count / Math.max(0, count - ddof));
}

/**
 * Returns the standard deviation of `x` over `axis` (default all): the root of its `variance`. float32.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @param ddof 1 for a sample's; default 0
 * @see NumPy's `std`
 * @example std([1, 3]) // 1
 */
export function std(x: TensorLike, axis?: AxisLike, keepDims = false, ddof = 0): Tensor {
  return sqrt(variance(x, axis, keepDims, ddof));
}

/**
 * Returns the covariances [n, n] of the rows of `x` [n, observations], float32; a vector is one row and gives [1, 1].
 * @param ddof taken off the number of observations; default 1, as NumPy
 * @throws OpError when the rank is not 1 or 2
 * @example cov([[1, 3], [2, 6]]) // [[2, 4], [4, 8]]
 */
export function cov(x: TensorLike, ddof = 1): Tensor {
  const t = cast(inexact(x), "float32");
  if (t.rank !== 1 && t.rank !== 2)
    throw new OpError(
      "cov",
      `takes rows of observations, got ${showShape(t.shape)}; reshape it to [variables, observations]`,
    );
  const rows = t.rank === 1 ? expandDims(t, 0) : t;
  const centred = sub(rows, mean(rows, 1, true));
  return mul(matMul(centred, centred, false, true), 1 / Math.max(0, rows.shape[1]! - ddof));
}

/**
 * Returns the correlation coefficients [n, n] of the rows of `x` [n, observations], float32. A row without variance gives NaN.
 * @throws OpError when the rank is not 1 or 2
 * @see NumPy's `corrcoef`
 * @example corrcoef([[1, 3, 2], [2, 6, 4]]) // [[1, 1], [1, 1]]
 */
export function corrcoef(x: TensorLike): Tensor {
  const c = cov(x);
  const n = c.shape[0]!;
  const spread = sqrt(sum(mul(c, eye(n)), 1));
  return div(c, mul(expandDims(spread, 0), expandDims(spread, 1)));
}
