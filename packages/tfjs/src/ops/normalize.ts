/** Normalization with given statistics. */
import * as weir from "@weir/core";
import { convert, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";

/** Returns (x − mean) / √(variance + ε) · scale + offset. */
export type BatchNorm = (
  x: TensorLike,
  mean: TensorLike,
  variance: TensorLike,
  offset?: TensorLike | null,
  scale?: TensorLike | null,
  varianceEpsilon?: number,
) => Tensor;

function batchNormOf(rank?: number): BatchNorm {
  return (x, mean, variance, offset, scale, varianceEpsilon = 0.001) => {
    const of = (v: TensorLike, name: string): ReturnType<typeof convert> => convert(v, name, "batchNorm");
    const given = (v: TensorLike | null | undefined, name: string): ReturnType<typeof convert> | undefined =>
      v === undefined || v === null ? undefined : of(v, name);
    const [t, m, s] = [of(x, "x"), of(mean, "mean"), of(variance, "variance")];
    const [gain, shift] = [given(scale, "scale"), given(offset, "offset")];
    if (rank !== undefined) {
      assert(t.rank === rank, `Error in batchNorm${rank}D: x must be rank ${rank} but got rank ${t.rank}.`);
      for (const [name, v] of Object.entries({ mean: m, variance: s, scale: gain, offset: shift }))
        assert(
          !v || v.rank === rank || v.rank === 1,
          `Error in batchNorm${rank}D: ${name} must be rank ${rank} or rank 1 but got rank ${v?.rank}.`,
        );
    }
    assert(m.rank === s.rank, "Batch normalization gradient requires mean and variance to have equal ranks.");
    assert(
      !shift || m.rank === shift.rank,
      "Batch normalization gradient requires mean and offset to have equal ranks.",
    );
    assert(!gain || m.rank === gain.rank, "Batch normalization gradient requires mean and scale to have equal ranks.");
    return wrap(weir.batchNorm(t.core, m.core, s.core, shift?.core, gain?.core, varianceEpsilon));
  };
}

/**
 * Returns (x − mean) / √(variance + ε) · scale + offset; all broadcast.
 * @throws Error when mean, variance, offset and scale differ in rank
 * @example tf.batchNorm([[3, 6]], [1, 2], [4, 4], null, null, 0) // [[1, 2]]
 */
export const batchNorm: BatchNorm = batchNormOf();
/**
 * As `batchNorm`, of rank 2.
 * @throws Error for other ranks
 * @example tf.batchNorm2d([[3, 6]], [1, 2], [4, 4], [10, 20], [1, 1], 0) // [[11, 22]]
 */
export const batchNorm2d: BatchNorm = batchNormOf(2);
/**
 * As `batchNorm`, of rank 3.
 * @throws Error for other ranks
 * @example tf.batchNorm3d([[[3, 6]]], [1, 2], [4, 4], null, null, 0) // [[[1, 2]]]
 */
export const batchNorm3d: BatchNorm = batchNormOf(3);
/**
 * As `batchNorm`, of rank 4.
 * @throws Error for other ranks
 * @example tf.batchNorm4d([[[[3, 6]]]], [1, 2], [4, 4], null, null, 0) // [[[[1, 2]]]]
 */
export const batchNorm4d: BatchNorm = batchNormOf(4);

/**
 * Returns the moving average v + (x − v)(1 − decay); with `zeroDebias`, the correction is divided by 1 − decayˢᵗᵉᵖ, which undoes the
 * pull of a start at zero.
 * @throws Error when dtypes or shapes differ, or there is no `step` to correct by
 * @example tf.movingAverage([10], [20], 0.9, undefined, false) // [11]
 */
export function movingAverage(
  v: TensorLike,
  x: TensorLike,
  decay: TensorLike,
  step?: TensorLike,
  zeroDebias = true,
): Tensor {
  const [average, next] = [convert(v, "v", "movingAverage"), convert(x, "x", "movingAverage")];
  const d = convert(decay, "decay", "movingAverage");
  assert(
    average.dtype === next.dtype,
    `The dtypes of the first(${average.dtype}) and second(${next.dtype}) input must match`,
  );
  assert(average.rank === next.rank && average.shape.every((n, i) => n === next.shape[i]), "Shape mismatch in v and x");
  const update = weir.mul(weir.sub(next.core, average.core), weir.sub(1, d.core));
  if (!zeroDebias) return wrap(weir.add(average.core, update));
  assert(step !== undefined && step !== null, "When using zeroDebias: true, step is required.");
  const s = convert(step, "step", "movingAverage");
  return wrap(weir.add(average.core, weir.div(update, weir.sub(1, weir.pow(d.core, s.core)))));
}

/**
 * Returns x / (bias + alpha · Σ x²)^beta, with the sum over channels up to `depthRadius` away.
 * @throws Error for other ranks than 3 and 4, or a radius that is not whole
 * @example tf.localResponseNormalization([[[3, 4]]], 5, 0, 1, 0.5) // [[[0.6, 0.8]]]
 */
export function localResponseNormalization(x: TensorLike, depthRadius = 5, bias = 1, alpha = 1, beta = 0.5): Tensor {
  const t = convert(x, "x", "localResponseNormalization");
  assert(
    t.rank === 4 || t.rank === 3,
    `Error in localResponseNormalization: x must be rank 3 or 4 but got rank ${t.rank}.`,
  );
  assert(
    Number.isInteger(depthRadius),
    `Error in localResponseNormalization: depthRadius must be an integer but got depthRadius ${depthRadius}.`,
  );
  return wrap(weir.localResponseNormalization(t.core, depthRadius, bias, alpha, beta));
}
