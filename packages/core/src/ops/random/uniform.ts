/** Bits, and numbers that are spread evenly. */
import type { DType } from "../../ir/dtype.ts";
import { isInteger } from "../../ir/dtype.ts";
import { OpError } from "../../ir/error.ts";
import type { Expr } from "../../ir/expr.ts";
import { flatten } from "../../ir/indexing.ts";
import type { Shape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, mod, mul, sub } from "../binary.ts";
import { cast } from "../cast.ts";
import { less } from "../compare.ts";
import { broadcastTo, checkShape } from "../movement.ts";
import { floor } from "../rounding.ts";
import type { OpRecord } from "../record.ts";
import { apply, defineOp, trace } from "../record.ts";
import * as s from "../scalar.ts";
import type { Key } from "./key.ts";
import { checkKey } from "./key.ts";
import { bitsOf, blockOf, DOMAIN, drawCases, drawnOnHost, drawShape, pick } from "./words.ts";

/** What a draw may be told besides its shape. */
export interface DrawOptions {
  /** Draws of one key with different streams have nothing in common. Default 0. */
  readonly stream?: number;
}

/** A word's lower 23 bits as a float in [0, 1). */
export const toUnit = (word: Expr): Expr => s.sub(s.bitcast(s.or(s.and(word, 0x7fffff), 0x3f800000), "f32"), 1);
export const toUnitOnHost = (word: number): number => (word & 0x7fffff) / 2 ** 23;

const uniformRecord: OpRecord = defineOp({
  name: "randomUniform",
  infer: (_inputs, attrs) => ({ shape: drawShape(attrs), dtype: "float32" }),
  reference: ([key], attrs) => drawnOnHost(key!, attrs, (words, i) => toUnitOnHost(words[i % 4]!)),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const flat = flatten(c.index, c.output.shape);
      return toUnit(pick(s.rem(flat, 4), blockOf(c, flat)));
    },
  },
  cases: drawCases(),
});

/** Options of {@link uniform}. */
export interface UniformOptions extends DrawOptions {
  /** Lower bound, included. Default 0. */
  readonly min?: number;
  /** Upper bound, not included. Default 1. */
  readonly max?: number;
  /** float32 (default), or an integer dtype: then as {@link randint}. */
  readonly dtype?: DType;
}

/**
 * Returns 32 random bits an element, uint32. TensorFlow's `stateless_uniform` of uint32 without bounds.
 * @returns a tensor of `shape`
 * @see JAX's `jax.random.bits`
 * @example random.bits(random.key(1), [3]).dtype // "uint32"
 */
export function bits(k: Key, shape: Shape, { stream = 0 }: DrawOptions = {}): Tensor {
  checkShape("random.bits", shape);
  return bitsOf(checkKey("random.bits", k), shape, stream, DOMAIN.draw);
}

/**
 * Returns numbers spread evenly over [min, max). Floats have 23 random bits: those in [0, 1) are the same on every device, and scaled
 * ones may differ in the last place. TensorFlow's `stateless_uniform`.
 * @returns a tensor of `shape`, float32 unless `dtype` says otherwise
 * @throws OpError when `max` is not above `min`
 * @see JAX's `jax.random.uniform`
 * @example random.uniform(random.key(1), [3]).shape // [3]
 */
export function uniform(
  k: Key,
  shape: Shape,
  { min = 0, max = 1, dtype = "float32", stream = 0 }: UniformOptions = {},
): Tensor {
  checkShape("random.uniform", shape);
  if (!(max > min)) throw new OpError("random.uniform", `max must be above min, got [${min}, ${max})`);
  if (isInteger(dtype)) return cast(randint(k, shape, Math.ceil(min), Math.ceil(max), { stream }), dtype);
  const unit = apply(uniformRecord, [checkKey("random.uniform", k)], { shape: [...shape], stream });
  const scaled = min === 0 && max === 1 ? unit : add(mul(unit, max - min), min);
  return dtype === "bool" ? cast(floor(scaled), dtype) : cast(scaled, dtype);
}

/** Options of {@link randint}. */
export interface RandintOptions extends DrawOptions {
  /** int32 (default) or uint32. */
  readonly dtype?: "int32" | "uint32";
}

/**
 * Returns integers of [min, max), exact over the whole range of the dtype and the same on every device. They are words modulo
 * max − min, so some are likelier than others by a share of at most (max − min) / 2³². TensorFlow's `stateless_uniform` of integers.
 * @param min integers, a number or a tensor that broadcasts to `shape`
 * @param max integers above `min`, not included
 * @throws OpError when numbers are no integers of the dtype, or `max` is not above `min`
 * @see JAX's `jax.random.randint`
 * @example random.randint(random.key(1), [3], 5, 6) // [5, 5, 5]
 */
export function randint(
  k: Key,
  shape: Shape,
  min: TensorLike,
  max: TensorLike,
  { dtype = "int32", stream = 0 }: RandintOptions = {},
): Tensor {
  checkBounds(min, max, dtype);
  const words = bits(k, shape, { stream });
  const [low, high] = [min, max].map((bound) => bound32(bound, shape, dtype)) as [Tensor, Tensor];
  const whole = typeof min === "number" && typeof max === "number" && max - min === 2 ** 32;
  return add(cast(whole ? words : mod(words, cast(sub(high, low), "uint32")), dtype), low);
}

/** A bound in `dtype`; 2³¹ wraps around, as the difference of the bounds does. */
function bound32(bound: TensorLike, shape: Shape, dtype: DType): Tensor {
  if (typeof bound === "number") return trace().literal(dtype === "int32" ? bound | 0 : bound >>> 0, shape, dtype);
  const t = trace().toTensor(bound, dtype);
  if (!isInteger(t.dtype)) throw new OpError("random.randint", `bounds are integers, got ${t.dtype}; cast them`);
  return broadcastTo(cast(t, dtype), shape);
}

function checkBounds(min: TensorLike, max: TensorLike, dtype: "int32" | "uint32"): void {
  const [lowest, above] = dtype === "int32" ? [-(2 ** 31), 2 ** 31] : [0, 2 ** 32];
  for (const v of [min, max])
    if (typeof v === "number" && !(Number.isInteger(v) && v >= lowest && v <= above))
      throw new OpError("random.randint", `bounds are integers from ${lowest} to ${above} for ${dtype}, got ${v}`);
  if (typeof min === "number" && typeof max === "number" && !(max > min))
    throw new OpError("random.randint", `max must be above min, got [${min}, ${max})`);
}

/**
 * Returns bools that are true with probability `p`.
 * @param p a number, or a tensor that broadcasts to `shape`
 * @param shape default the shape of `p`
 * @returns a tensor of `shape`
 * @throws OpError when a number `p` is not between 0 and 1
 * @see JAX's `jax.random.bernoulli`
 * @example random.bernoulli(random.key(1), 0.5, [3]).dtype // "bool"
 */
export function bernoulli(k: Key, p: TensorLike, shape?: Shape, options: DrawOptions = {}): Tensor {
  if (typeof p === "number" && !(p >= 0 && p <= 1))
    throw new OpError("random.bernoulli", `a probability lies between 0 and 1, got ${p}`);
  const t = trace().toTensor(p);
  const drawn = shape ?? t.shape;
  return less(uniform(k, drawn, options), typeof p === "number" ? p : broadcastTo(t, drawn));
}
