/** Normalizations, made of simple ops over one axis so that each becomes one kernel. */
import { inexact } from "./elementwise.ts";
import { OpError } from "../ir/error.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, maximum, mul, pow, sub } from "./binary.ts";
import { reshape } from "./movement.ts";
import { trace } from "./record.ts";
import type { AxisLike } from "./reduce.ts";
import { sum } from "./reduce.ts";
import { mean, moments } from "./statistics.ts";
import { taps } from "./taps.ts";
import { rsqrt, square } from "./unary.ts";

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
  const t = inexact(x);
  const { mean: centre, variance } = moments(t, axis, true);
  return scaled(mul(sub(t, centre), rsqrt(add(variance, epsilon))), gamma, beta);
}

/**
 * Returns `x` divided by the root of its mean square over `axis` (default the last), times `scale`. float32.
 * @param scale default 1; broadcasts
 * @param epsilon added to the mean square, default 1e-6 (Keras's)
 * @example rmsNorm([3, 4, 0, 0], undefined, 0) // [1.2, 1.6, 0, 0]
 */
export function rmsNorm(x: TensorLike, scale?: TensorLike, epsilon = 1e-6, axis: AxisLike = -1): Tensor {
  const t = inexact(x);
  return scaled(mul(t, rsqrt(add(mean(square(t), axis, true), epsilon))), scale, undefined);
}

/**
 * Returns `x` = [batch, ..., channels] with mean 0 and variance 1 over each example's positions and each of `groups` groups of
 * neighbouring channels, times `gamma`, plus `beta`. float32.
 * @param gamma [channels], default 1
 * @param beta [channels], default 0
 * @param epsilon added to the variance, default 1e-3 (Keras's)
 * @throws OpError when there are no channels, or they cannot be cut into so many groups of one size
 * @example groupNorm([[1, 3, 5, 9]], 2, undefined, undefined, 0) // [[-1, 1, -1, 1]]
 */
export function groupNorm(
  x: TensorLike,
  groups: number,
  gamma?: TensorLike,
  beta?: TensorLike,
  epsilon = 1e-3,
): Tensor {
  const t = inexact(x);
  const channels = t.rank < 2 ? 0 : t.shape.at(-1)!;
  if (!Number.isInteger(groups) || groups < 1 || t.rank < 2 || channels % groups !== 0)
    throw new OpError(
      "groupNorm",
      `cannot cut the last axis of ${showShape(t.shape)} into ${groups} groups of one size`,
    );
  const grouped = reshape(t, [...t.shape.slice(0, -1), groups, channels / groups]);
  const axes = grouped.shape.flatMap((_, i) => (i === 0 || i === t.rank - 1 ? [] : [i]));
  return scaled(reshape(layerNorm(grouped, undefined, undefined, epsilon, axes), t.shape), gamma, beta);
}

/**
 * Returns `x` = [batch, ..., channels] with mean 0 and variance 1 over the positions of each example and channel, times `gamma`, plus
 * `beta`: {@link groupNorm} with a group for each channel. float32.
 * @param epsilon added to the variance, default 1e-3
 * @throws OpError when there are no channels
 * @see Ulyanov, Vedaldi and Lempitsky, Instance Normalization (2016)
 * @example instanceNorm([[[1], [3]]], undefined, undefined, 0) // [[[-1], [1]]]
 */
export function instanceNorm(x: TensorLike, gamma?: TensorLike, beta?: TensorLike, epsilon = 1e-3): Tensor {
  const t = trace().toTensor(x);
  return groupNorm(t, t.shape.at(-1) ?? 1, gamma, beta, epsilon);
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
 * @returns the broadcast shape, and the promoted dtype where that is a float, else float32
 * @see TensorFlow.js's `tf.batchNorm`
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
  return scaled(mul(sub(inexact(x), mean), rsqrt(add(variance, varianceEpsilon))), scale, offset);
}

function batchNormOfRank(rank: number): typeof batchNorm {
  return (x, ...rest) => {
    const t = trace().toTensor(x);
    if (t.rank !== rank) throw new OpError(`batchNorm${rank}d`, `takes rank ${rank}, got ${showShape(t.shape)}`);
    return batchNorm(t, ...rest);
  };
}

/**
 * Returns {@link batchNorm} of an `x` of rank 2. Dtypes and defaults are those there.
 * @throws OpError for other ranks
 * @see TensorFlow.js's `tf.batchNorm2d`
 * @example batchNorm2d([[1, 3]], 2, 4, 10, 1, 0) // [[9.5, 10.5]]
 */
export const batchNorm2d: typeof batchNorm = batchNormOfRank(2);

/**
 * Returns {@link batchNorm} of an `x` of rank 3. Dtypes and defaults are those there.
 * @throws OpError for other ranks
 * @see TensorFlow.js's `tf.batchNorm3d`
 * @example batchNorm3d([[[1, 3]]], 2, 4, 10, 1, 0) // [[[9.5, 10.5]]]
 */
export const batchNorm3d: typeof batchNorm = batchNormOfRank(3);

/**
 * Returns {@link batchNorm} of an `x` of rank 4. Dtypes and defaults are those there.
 * @throws OpError for other ranks
 * @see TensorFlow.js's `tf.batchNorm4d`
 * @example batchNorm4d([[[[1, 3]]]], 2, 4, 10, 1, 0) // [[[[9.5, 10.5]]]]
 */
export const batchNorm4d: typeof batchNorm = batchNormOfRank(4);

/**
 * Returns x / (bias + alpha · Σ x²)^beta, the sum over the channels up to `depthRadius` away on either side: normalization by what
 * neighbouring channels say at the same place. Channels are the last axis. float32.
 * @param depthRadius default 5
 * @param bias default 1
 * @param alpha default 1
 * @param beta default 0.5
 * @throws OpError when `depthRadius` is not a whole number from 0
 * @see TensorFlow.js's `tf.localResponseNormalization`
 * @example localResponseNormalization([[[1, 2, 2]]], 1, 0, 1, 0.5) // [[[0.4472136, 0.6666667, 0.7071068]]]
 */
export function localResponseNormalization(x: TensorLike, depthRadius = 5, bias = 1, alpha = 1, beta = 0.5): Tensor {
  const t = inexact(x);
  if (t.rank < 1 || !Number.isInteger(depthRadius) || depthRadius < 0) {
    throw new OpError(
      "localResponseNormalization",
      `takes [..., channels] and a whole depthRadius from 0, got ${showShape(t.shape)} and ${depthRadius}`,
    );
  }
  const rows = reshape(square(t), [-1, t.shape.at(-1)!, 1]);
  const w = { strides: [1], pads: [depthRadius, depthRadius], dilations: [1] };
  const power = reshape(sum(taps(rows, [2 * depthRadius + 1], w), [2, 3]), t.shape);
  const base = add(mul(power, alpha), bias);
  return mul(t, beta === 0.5 ? rsqrt(base) : pow(base, -beta));
}

/**
 * Returns `x` divided by its Euclidean length over `axis` (default all). float32.
 * @param epsilon least square of the length, default 1e-12
 * @see TensorFlow's `tf.math.l2_normalize`
 * @example l2Normalize([3, 4]) // [0.6, 0.8]
 */
export function l2Normalize(x: TensorLike, axis?: AxisLike, epsilon = 1e-12): Tensor {
  const t = inexact(x);
  return mul(t, rsqrt(maximum(sum(square(t), axis, true), epsilon)));
}
