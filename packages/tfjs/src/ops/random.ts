/** Random numbers: Weir's counter-based generator behind TensorFlow.js's names. */
import * as weir from "@weir/core";
import { convert, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { DataType, TensorLike } from "../types.ts";
import { assert } from "../util.ts";
import { rand } from "./create.ts";

type Seed = number | string | undefined;

/** A number for whatever a program calls a seed. */
function seedOf(seed: Seed): number | undefined {
  if (typeof seed !== "string") return seed === undefined ? undefined : hash(String(seed));
  return hash(seed);
}

/** FNV-1a over the characters. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

function checkShape(shape: readonly number[]): void {
  for (const d of shape)
    assert(
      d >= 0 && Number.isInteger(d),
      `Tensor must have a shape comprised of positive integers but got shape [${shape}].`,
    );
}

/** A continuous distribution in `dtype`: whole numbers are the nearest. */
function drawn(draw: (dtype: "float32") => weir.Tensor, dtype: DataType | null): Tensor {
  const x = draw("float32");
  return wrap(dtype === "int32" ? weir.cast(weir.round(x), "int32") : x);
}

/**
 * Returns numbers spread evenly over [minval, maxval).
 * @throws Error when a size is no whole number from 0
 * @example tf.randomUniform([2, 3], 0, 1, "float32", 1).shape // [2, 3]
 */
export function randomUniform(
  shape: readonly number[],
  minval = 0,
  maxval = 1,
  dtype: DataType = "float32",
  seed?: Seed,
): Tensor {
  checkShape(shape);
  const spread = weir.randomUniform(shape, minval, maxval, "float32", seedOf(seed));
  return wrap(
    dtype === "float32" ? spread : weir.cast(dtype === "bool" ? weir.round(spread) : spread, dtype as weir.DType),
  );
}

/**
 * Returns whole numbers of [minval, maxval), int32.
 * @throws Error when a size is no whole number from 0
 * @example tf.all(tf.randomUniformInt([100], 2, 5, 1).less(5)) // true
 */
export function randomUniformInt(shape: readonly number[], minval: number, maxval: number, seed?: Seed): Tensor {
  checkShape(shape);
  return wrap(weir.cast(weir.floor(weir.randomUniform(shape, minval, maxval, "float32", seedOf(seed))), "int32"));
}

/**
 * Returns normally distributed numbers.
 * @throws Error when a size is no whole number from 0, or for bool
 * @example tf.randomNormal([2], 5, 0) // [5, 5]
 */
export function randomNormal(
  shape: readonly number[],
  mean = 0,
  stdDev = 1,
  dtype: DataType | null = "float32",
  seed?: Seed,
): Tensor {
  checkShape(shape);
  if (dtype === "bool") throw new Error(`Unsupported data type ${dtype}`);
  return drawn((d) => weir.randomNormal(shape, mean, stdDev, d, seedOf(seed)), dtype);
}

/**
 * Returns numbers of the standard normal distribution.
 * @throws Error when a size is no whole number from 0, or for bool
 * @example tf.randomStandardNormal([2, 3], "float32", 1).shape // [2, 3]
 */
export function randomStandardNormal(
  shape: readonly number[],
  dtype: DataType | null = "float32",
  seed?: Seed,
): Tensor {
  return randomNormal(shape, 0, 1, dtype, seed);
}

/**
 * Returns normally distributed numbers, none further than two standard deviations from the mean.
 * @throws Error when a size is no whole number from 0, or for bool
 * @example tf.all(tf.truncatedNormal([100], 0, 1, "float32", 1).abs().lessEqual(2)) // true
 */
export function truncatedNormal(
  shape: readonly number[],
  mean = 0,
  stdDev = 1,
  dtype: DataType | null = "float32",
  seed?: Seed,
): Tensor {
  checkShape(shape);
  if (dtype === "bool") throw new Error("Unsupported data type $ { dtype }");
  return drawn((d) => weir.truncatedNormal(shape, mean, stdDev, d, seedOf(seed)), dtype);
}

/**
 * Returns numbers of the gamma distribution with shape `alpha` and rate `beta`, drawn on the host.
 * @throws Error when a size is no whole number from 0, or for other dtypes than float32 and int32
 * @example tf.all(tf.randomGamma([100], 2, 1, "float32", 1).greater(0)) // true
 */
export function randomGamma(
  shape: readonly number[],
  alpha: number,
  beta = 1,
  dtype: "float32" | "int32" = "float32",
  seed?: number,
): Tensor {
  checkShape(shape);
  if (dtype !== "float32" && dtype !== "int32") throw new Error(`Unsupported data type ${String(dtype)}`);
  const uniform = generator(seed ?? Math.floor(Math.random() * 2 ** 32));
  return rand(shape, () => gamma(alpha, uniform) / beta, dtype);
}

/** A generator of numbers in [0, 1): Marsaglia's xorshift32. */
function generator(seed: number): () => number {
  let state = hash(String(seed)) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** One number of the gamma distribution (Marsaglia & Tsang 2000); for alpha < 1, one of alpha + 1 times u^(1/alpha). */
function gamma(alpha: number, uniform: () => number): number {
  if (alpha < 1) return gamma(alpha + 1, uniform) * uniform() ** (1 / alpha);
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * Returns indices drawn with the probabilities of `logits` (a vector, or one per row), int32 [rows, numSamples]; `normalized` ones
 * are probabilities themselves. Gumbel's maximum: argmax(log p + noise) is such a draw.
 * @throws Error for fewer than two outcomes, or a rank above 2
 * @example tf.multinomial([-1e9, 0], 3, 1) // [1, 1, 1]
 */
export function multinomial(logits: TensorLike, numSamples: number, seed?: number, normalized = false): Tensor {
  const t = convert(logits, "logits", "multinomial");
  assert(t.rank <= 2, `Rank of probabilities must be 1 or 2, but is ${t.rank}`);
  const outcomes = t.shape[t.rank - 1] ?? 1;
  if (t.size < 2) throw new Error(`Error in multinomial: you need at least 2 outcomes, but got ${t.size}.`);
  const rows = t.rank === 1 ? 1 : t.shape[0]!;
  const scores = weir.reshape(normalized ? weir.log(t.core) : t.core, [rows, 1, outcomes]);
  const u = weir.randomUniform([rows, numSamples, outcomes], 2 ** -24, 1, "float32", seedOf(seed));
  const noise = weir.neg(weir.log(weir.neg(weir.log(u))));
  const drawn = weir.argMax(weir.add(scores, noise), 2);
  return wrap(t.rank === 1 ? weir.reshape(drawn, [numSamples]) : drawn);
}

/**
 * Returns `x` with a share `rate` of its elements set to 0, the others divided by 1 − rate.
 * @throws Error for other dtypes than float32, or a rate outside [0, 1)
 * @example tf.dropout([1, 2], 0) // [1, 2]
 */
export function dropout(x: TensorLike, rate: number, noiseShape?: readonly number[], seed?: Seed): Tensor {
  const t = convert(x, "x", "dropout");
  assert(
    t.dtype === "float32",
    `x has to be a floating point tensor since it's going to be scaled, but got a ${t.dtype} tensor instead.`,
  );
  assert(rate >= 0 && rate < 1, `rate must be a float in the range [0, 1), but got ${rate}.`);
  return wrap(weir.dropout(t.core, rate, noiseShape, seedOf(seed)));
}
