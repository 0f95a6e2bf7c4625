/**
 * Random numbers as pure functions of a key: the same key gives the same numbers on every device, and a mask can be computed twice
 * instead of stored. Element i of a draw comes from word i mod 4 of the Philox block with counter (⌊i / 4⌋, 0, stream, domain).
 */
import type { DType } from "../ir/dtype.ts";
import { isFloat } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Expr } from "../ir/expr.ts";
import { i32, u32 } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import { flatten } from "../ir/indexing.ts";
import type { Shape } from "../ir/shape.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import type { Tensor } from "../tensor.ts";
import { add, mul } from "./binary.ts";
import { cast } from "./cast.ts";
import { less } from "./compare.ts";
import { fill } from "./create.ts";
import { checkShape, ints } from "./movement.ts";
import { philox, philoxWords } from "./philox.ts";
import type { ElementContext, HostTensor, OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import * as s from "./scalar.ts";
import { floor } from "./rounding.ts";
import { erfInv } from "./unary.ts";

/** Numbers drawn, keys split, and data folded in come from different counters, so that no two coincide. */
const DOMAIN = { draw: 0, split: 1, fold: 2 } as const;

/** The Philox block that element `flat` of a draw is taken from. */
function blockOf(c: ElementContext, flat: Expr, domain: number): readonly Expr[] {
  const key = [c.read(0, [i32(0)]), c.read(0, [i32(1)])] as const;
  const counter = s.convert(s.div(flat, 4), "u32");
  return philox([counter, u32(0), u32(c.attrs["stream"] as number), u32(domain)], key);
}

function blockOfHost(key: HostTensor, attrs: Attrs, i: number, domain: number): readonly number[] {
  return philoxWords([Math.floor(i / 4), 0, attrs["stream"] as number, domain], [key.data[0]!, key.data[1]!]);
}

/** `choices[i]` for an index expression i. */
function pick(i: Expr, choices: readonly Expr[]): Expr {
  return choices.slice(1).reduce((picked, x, k) => s.select(s.eq(i, k + 1), x, picked), choices[0]!);
}

const KEY = { shape: [2], dtype: "uint32", range: [0, 4e9] } as const;

function drawCases(extra: Attrs): OpRecord["cases"] {
  return [[6], [2, 3, 5], [], [1, 17], [2, 1, 3, 1, 2, 1], [0, 3]].map((shape, stream) => ({
    inputs: [KEY],
    attrs: { shape, stream, ...extra },
  }));
}

const drawShape = (attrs: Attrs): Shape => ints(attrs, "shape");

const randomBitsRecord: OpRecord = defineOp({
  name: "randomBits",
  infer: (_inputs, attrs) => ({ shape: drawShape(attrs), dtype: "uint32" }),
  reference: ([key], attrs, out) =>
    Float64Array.from(
      { length: out.shape.reduce((p, d) => p * d, 1) },
      (_, i) => blockOfHost(key!, attrs, i, attrs["domain"] as number)[i % 4]!,
    ),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const flat = flatten(c.index, c.output.shape);
      return pick(s.rem(flat, 4), blockOf(c, flat, c.attrs["domain"] as number));
    },
  },
  cases: drawCases({ domain: 0 }),
});

/** A word's lower 23 bits as a float in [0, 1). */
const toUnit = (bits: Expr): Expr => s.sub(s.bitcast(s.or(s.and(bits, 0x7fffff), 0x3f800000), "f32"), 1);
const toUnitHost = (bits: number): number => (bits & 0x7fffff) / 2 ** 23;

const uniformRecord: OpRecord = defineOp({
  name: "randomUniform",
  infer: (_inputs, attrs) => ({ shape: drawShape(attrs), dtype: "float32" }),
  reference: ([key], attrs, out) =>
    Float64Array.from({ length: out.shape.reduce((p, d) => p * d, 1) }, (_, i) =>
      toUnitHost(blockOfHost(key!, attrs, i, DOMAIN.draw)[i % 4]!),
    ),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const flat = flatten(c.index, c.output.shape);
      return toUnit(pick(s.rem(flat, 4), blockOf(c, flat, DOMAIN.draw)));
    },
  },
  cases: drawCases({}),
});

/** Below this the logarithm's argument is cut off, as in TensorFlow. */
const SMALLEST = 1e-7;

/** Box–Muller: words 0 and 1 of a block give two normal numbers, words 2 and 3 two more, by sine and cosine of one angle. */
const normalRecord: OpRecord = defineOp({
  name: "randomNormal",
  infer: (_inputs, attrs) => ({ shape: drawShape(attrs), dtype: "float32" }),
  reference: ([key], attrs, out) =>
    Float64Array.from({ length: out.shape.reduce((p, d) => p * d, 1) }, (_, i) => {
      const block = blockOfHost(key!, attrs, i, DOMAIN.draw);
      const pair = (i % 4) & 2;
      const radius = Math.sqrt(-2 * Math.log(Math.max(toUnitHost(block[pair]!), SMALLEST)));
      const angle = 2 * Math.PI * toUnitHost(block[pair + 1]!);
      return radius * (i % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
    }),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const flat = flatten(c.index, c.output.shape);
      const block = blockOf(c, flat, DOMAIN.draw);
      const isUpper = s.ge(s.rem(flat, 4), 2);
      const [u, v] = [toUnit(s.select(isUpper, block[2]!, block[0]!)), toUnit(s.select(isUpper, block[3]!, block[1]!))];
      const radius = s.sqrt(s.mul(s.log(s.max(u, SMALLEST)), -2));
      // cos is sin a quarter turn on; turns are brought to −½ … ½, exactly, before they become radians
      const turns = s.add(v, s.select(s.eq(s.rem(flat, 2), 0), s.same(0, v), s.same(0.25, v)));
      return s.mul(radius, s.sin(s.mul(s.sub(turns, s.rint(turns)), 2 * Math.PI)));
    },
  },
  cases: drawCases({}),
});

const foldInRecord: OpRecord = defineOp({
  name: "foldIn",
  infer: () => ({ shape: [2], dtype: "uint32" }),
  reference: ([key, data]) =>
    Float64Array.from(philoxWords([data!.data[0]!, 0, 0, DOMAIN.fold], [key!.data[0]!, key!.data[1]!]).slice(0, 2)),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const words = philox(
        [c.read(1, []), u32(0), u32(0), u32(DOMAIN.fold)],
        [c.read(0, [i32(0)]), c.read(0, [i32(1)])],
      );
      return s.select(s.eq(c.index[0]!, 0), words[0], words[1]);
    },
  },
  without: { rank6: "makes one key", empty: "makes one key" },
  cases: [{ inputs: [KEY, { shape: [], dtype: "uint32", range: [0, 4e9] }] }],
});

// ---- keys ---------------------------------------------------------------------------------------------------------------

/** A random key: a uint32[2] tensor. */
export type Key = Tensor;

/**
 * Returns the key of `seed`, a non-negative integer below 2⁵³.
 * @returns uint32 [2]
 * @throws OpError for other numbers
 * @see JAX's `jax.random.key`
 * @example key(7) // [7, 0]
 */
export function key(seed: number): Key {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new OpError("random.key", `a seed is a non-negative integer, got ${seed}`);
  return trace().toTensor(Uint32Array.of(seed >>> 0, Math.floor(seed / 2 ** 32)));
}

function checkKey(op: string, k: Tensor): Tensor {
  if (k.dtype !== "uint32" || !sameShape(k.shape, [2]))
    throw new OpError(
      op,
      `takes a key (uint32[2]) first, got ${k.dtype}${showShape(k.shape)}; make one with random.key(seed)`,
    );
  return k;
}

function bitsOf(k: Tensor, shape: Shape, stream: number, domain: number): Tensor {
  return apply(randomBitsRecord, [k], { shape: [...shape], stream, domain });
}

/**
 * Returns `count` new keys as uint32[count, 2]. Use each once.
 * @param count default 2
 * @see JAX's `jax.random.split`
 * @example split(key(1), 3).shape // [3, 2]
 */
export function split(k: Key, count = 2): Tensor {
  return bitsOf(checkKey("random.split", k), [count, 2], 0, DOMAIN.split);
}

/**
 * Returns a new key made of `k` and an integer, such as the number of a step or of a layer.
 * @param data an integer, or an int32 or uint32 scalar
 * @throws OpError for other data
 * @see JAX's `jax.random.fold_in`
 * @example foldIn(key(1), 5).shape // [2]
 */
export function foldIn(k: Key, data: Tensor | number): Key {
  if (typeof data === "number" && (!Number.isInteger(data) || data < 0))
    throw new OpError("random.foldIn", `data is a non-negative integer, got ${data}`);
  const d = typeof data === "number" ? fill([], data, "uint32") : data;
  if (d.rank !== 0 || (d.dtype !== "int32" && d.dtype !== "uint32")) {
    throw new OpError("random.foldIn", `data is an int32 or uint32 scalar, got ${d.dtype}${showShape(d.shape)}`);
  }
  return apply(foldInRecord, [checkKey("random.foldIn", k), cast(d, "uint32")]);
}

// ---- draws ----------------------------------------------------------------------------------------------------------------

/** What a draw may be told besides its shape. */
export interface DrawOptions {
  /** Draws of one key with different streams have nothing in common. Default 0. */
  readonly stream?: number;
}

/** Options of {@link uniform}. */
export interface UniformOptions extends DrawOptions {
  /** Lower bound, included. Default 0. */
  readonly min?: number;
  /** Upper bound, not included. Default 1. */
  readonly max?: number;
  /** float32 (default), int32 or uint32. */
  readonly dtype?: DType;
}

/**
 * Returns 32 random bits an element, uint32.
 * @returns a tensor of `shape`
 * @see JAX's `jax.random.bits`
 * @example bits(key(1), [3]).dtype // "uint32"
 */
export function bits(k: Key, shape: Shape, { stream = 0 }: DrawOptions = {}): Tensor {
  checkShape("random.bits", shape);
  return bitsOf(checkKey("random.bits", k), shape, stream, DOMAIN.draw);
}

/**
 * Returns numbers spread evenly over [min, max). Floats have 23 random bits.
 * @returns a tensor of `shape`, float32 unless `dtype` says otherwise
 * @throws OpError when `max` is not above `min`
 * @see JAX's `jax.random.uniform`
 * @example uniform(key(1), [3]).shape // [3]
 */
export function uniform(
  k: Key,
  shape: Shape,
  { min = 0, max = 1, dtype = "float32", stream = 0 }: UniformOptions = {},
): Tensor {
  checkShape("random.uniform", shape);
  if (!(max > min)) throw new OpError("random.uniform", `max must be above min, got [${min}, ${max})`);
  const unit = apply(uniformRecord, [checkKey("random.uniform", k)], { shape: [...shape], stream });
  const scaled = min === 0 && max === 1 ? unit : add(mul(unit, max - min), min);
  return isFloat(dtype) ? scaled : cast(floor(scaled), dtype);
}

/**
 * Returns normally distributed float32 numbers with mean 0 and standard deviation 1.
 * @returns a tensor of `shape`
 * @see JAX's `jax.random.normal`
 * @example normal(key(1), [3]).shape // [3]
 */
export function normal(k: Key, shape: Shape, { stream = 0 }: DrawOptions = {}): Tensor {
  checkShape("random.normal", shape);
  return apply(normalRecord, [checkKey("random.normal", k)], { shape: [...shape], stream });
}

/**
 * Returns normally distributed float32 numbers, none further than 2 standard deviations from the mean 0.
 * @returns a tensor of `shape`
 * @see JAX's `jax.random.truncated_normal`
 * @example truncatedNormal(key(1), [3]).shape // [3]
 */
export function truncatedNormal(k: Key, shape: Shape, options: DrawOptions = {}): Tensor {
  // the normal quantile of an even spread over the probabilities of [−2, 2]: x = √2·erf⁻¹(u), |u| < erf(√2)
  const reach = 0.9544997361036416;
  return mul(erfInv(uniform(k, shape, { min: -reach, max: reach, ...options })), Math.SQRT2);
}

/**
 * Returns bools that are true with probability `p`.
 * @returns a tensor of `shape`
 * @throws OpError when `p` is not between 0 and 1
 * @see JAX's `jax.random.bernoulli`
 * @example bernoulli(key(1), 0.5, [3]).dtype // "bool"
 */
export function bernoulli(k: Key, p: number, shape: Shape, options: DrawOptions = {}): Tensor {
  if (!(p >= 0 && p <= 1)) throw new OpError("random.bernoulli", `a probability lies between 0 and 1, got ${p}`);
  return less(uniform(k, shape, options), p);
}
