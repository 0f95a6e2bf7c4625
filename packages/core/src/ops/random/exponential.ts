/** Waiting times and their logarithms, and choices by them. */
import { OpError } from "../../ir/error.ts";
import type { Shape } from "../../ir/shape.ts";
import { sameShape, showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, minimum, mul } from "../binary.ts";
import { cast } from "../cast.ts";
import { inexact, jointShape } from "../elementwise.ts";
import { broadcastTo, transpose } from "../movement.ts";
import { normalizeAxis } from "../record.ts";
import { argMax } from "../reduce.ts";
import { log, log1p, neg } from "../unary.ts";
import type { Key } from "./key.ts";
import type { DrawOptions } from "./uniform.ts";
import { bits } from "./uniform.ts";

/** Evenly spread over (0, 1] and rounded there, so that small numbers have all their places, down to 2⁻³³. */
export function fine(k: Key, shape: Shape, options: DrawOptions): Tensor {
  return mul(add(cast(bits(k, shape, options), "float32"), 0.5), 2 ** -32);
}

/**
 * Returns exponentially distributed float32 numbers with mean 1: 0 … 22.9, −log of 32 random bits. Divide by a rate for another one, which
 * is differentiable. The same on every device up to the last places of the logarithm.
 * @returns a tensor of `shape`
 * @see JAX's `jax.random.exponential`
 * @example random.exponential(random.key(1), [3]).shape // [3]
 */
export function exponential(k: Key, shape: Shape, options: DrawOptions = {}): Tensor {
  return neg(log(fine(k, shape, options)));
}

/**
 * Returns float32 numbers of the standard Gumbel distribution, −2.8 … 22.9: −log of exponential ones, with all places at the upper end. Scale
 * and shift them for others, which is differentiable. The same on every device up to the last places of the logarithms.
 * @returns a tensor of `shape`
 * @see JAX's `jax.random.gumbel`
 * @example random.gumbel(random.key(1), [3]).shape // [3]
 */
export function gumbel(k: Key, shape: Shape, options: DrawOptions = {}): Tensor {
  return neg(log(neg(log1p(neg(minimum(fine(k, shape, options), 1 - 2 ** -24))))));
}

/** Options of {@link categorical}. */
export interface CategoricalOptions extends DrawOptions {
  /** The axis of the classes. Default the last. */
  readonly axis?: number;
  /** The shape of the result: that of the logits without `axis` broadcasts to it. Default that shape itself. */
  readonly shape?: Shape;
}

/**
 * Returns class numbers, int32, drawn with the probabilities softmax(`logits`): the largest of the logits after adding Gumbel noise.
 * Not differentiable. Devices give the same unless two sums agree to the last places.
 * @throws OpError when the logits are a scalar, have no class, or their shape does not broadcast to `shape`
 * @see JAX's `jax.random.categorical`
 * @example random.categorical(random.key(1), [0, 50, 0]) // 1
 */
export function categorical(
  k: Key,
  logits: TensorLike,
  { axis = -1, shape, ...options }: CategoricalOptions = {},
): Tensor {
  const op = "random.categorical";
  const t = inexact(logits);
  const a = normalizeAxis(op, axis, t.rank);
  const classes = t.shape[a] ?? 0;
  if (classes === 0) throw new OpError(op, `takes logits of at least one class, got ${showShape(t.shape)}`);
  const last = transpose(t, [...t.shape.flatMap((_, i) => (i === a ? [] : [i])), a]);
  const batch = last.shape.slice(0, -1);
  const drawn = shape ?? batch;
  if (!sameShape(jointShape(op, [batch, drawn]), drawn))
    throw new OpError(op, `logits without their axis, ${showShape(batch)}, do not broadcast to ${showShape(drawn)}`);
  const noise = gumbel(k, [...drawn, classes], options);
  return argMax(add(noise, broadcastTo(cast(last, "float32"), noise.shape)), -1);
}
