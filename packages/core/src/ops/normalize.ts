/** Normalizations, made of simple ops over one axis so that each becomes one kernel. */
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, maximum, mul, sub } from "./binary.ts";
import { cast } from "./cast.ts";
import { trace } from "./record.ts";
import type { AxisLike } from "./reduce.ts";
import { sum } from "./reduce.ts";
import { moments } from "./statistics.ts";
import { abs, rsqrt, sqrt, square } from "./unary.ts";

/**
 * Returns `x` with mean 0 and variance 1 over `axis` (default the last), times `gamma`, plus `beta`. float32.
 * @param gamma default 1; broadcasts
 * @param beta default 0; broadcasts
 * @param epsilon added to the variance, default 1e-3 (Keras's)
 * @example layerNorm([1, 3], undefined, undefined, 0) // [-1, 1]
 */
export function layerNorm(
  x: TensorLike,
  gamma?: TensorLike,
  beta?: TensorLike,
  epsilon = 1e-3,
  axis: AxisLike = -1,
): Tensor {
  const t = cast(trace().toTensor(x), "float32");
  const { mean: centre, variance } = moments(t, axis, true);
  return scaled(mul(sub(t, centre), rsqrt(add(variance, epsilon))), gamma, beta);
}

function scaled(normal: Tensor, gamma: TensorLike | undefined, beta: TensorLike | undefined): Tensor {
  const grown = gamma === undefined ? normal : mul(normal, gamma);
  return beta === undefined ? grown : add(grown, beta);
}

/**
 * Returns (x − mean) / √(variance + epsilon) · scale + offset, with statistics given: batch normalization at inference. All broadcast.
 * @param offset default 0
 * @param scale default 1
 * @param varianceEpsilon default 1e-3
 * @example batchNorm([1, 3], 2, 4, 10, 1, 0) // [9.5, 10.5]
 */
export function batchNorm(
  x: TensorLike,
  mean: TensorLike,
  variance: TensorLike,
  offset?: TensorLike,
  scale?: TensorLike,
  varianceEpsilon = 1e-3,
): Tensor {
  return scaled(
    mul(sub(cast(trace().toTensor(x), "float32"), mean), rsqrt(add(variance, varianceEpsilon))),
    scale,
    offset,
  );
}

/**
 * Returns `x` divided by its Euclidean length over `axis` (default all). float32.
 * @param epsilon least square of the length, default 1e-12
 * @example l2Normalize([3, 4]) // [0.6, 0.8]
 */
export function l2Normalize(x: TensorLike, axis?: AxisLike, epsilon = 1e-12): Tensor {
  const t = cast(trace().toTensor(x), "float32");
  return mul(t, rsqrt(maximum(sum(square(t), axis, true), epsilon)));
}

/**
 * Returns the norm of `x` over `axis` (default all): Euclidean, or for `1` the sum of absolute values. float32.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @example norm([3, 4]) // 5
 */
export function norm(x: TensorLike, ord: "euclidean" | 1 | 2 = "euclidean", axis?: AxisLike, keepDims = false): Tensor {
  const t = cast(trace().toTensor(x), "float32");
  return ord === 1 ? sum(abs(t), axis, keepDims) : sqrt(sum(square(t), axis, keepDims));
}
