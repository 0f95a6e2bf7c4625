/** TensorFlow.js's random functions, which take a seed instead of a key. Without one, each call draws anew. */
import type { DType } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Shape } from "../ir/shape.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, mul } from "./binary.ts";
import { cast } from "./cast.ts";
import { where } from "./compare.ts";
import { inexact, jointShape } from "./elementwise.ts";
import { broadcastTo } from "./movement.ts";
import * as random from "./random/index.ts";

function keyOf(seed: number | undefined): random.Key {
  return random.key(seed ?? Math.floor(Math.random() * 2 ** 53));
}

/**
 * Returns numbers spread evenly over [minval, maxval). Inside `jit` the same numbers come every time: use `random.uniform` with a key there.
 * @param minval default 0
 * @param maxval default 1
 * @param dtype float32 (default) or int32
 * @param seed default: another one each call
 * @returns a tensor of `shape`
 * @see TensorFlow.js's `tf.randomUniform`
 * @example randomUniform([2, 3]).shape // [2, 3]
 */
export function randomUniform(shape: Shape, minval = 0, maxval = 1, dtype: DType = "float32", seed?: number): Tensor {
  return random.uniform(keyOf(seed), shape, { min: minval, max: maxval, dtype });
}

/**
 * Returns normally distributed float32 numbers.
 * @param mean default 0
 * @param stdDev standard deviation, default 1
 * @param dtype float32 (default) or int32, which truncates
 * @param seed default: another one each call
 * @returns a tensor of `shape`
 * @see TensorFlow.js's `tf.randomNormal`
 * @example randomNormal([2, 3]).shape // [2, 3]
 */
export function randomNormal(shape: Shape, mean = 0, stdDev = 1, dtype: DType = "float32", seed?: number): Tensor {
  return cast(placed(random.normal(keyOf(seed), shape), mean, stdDev), dtype);
}

/**
 * Returns normally distributed float32 numbers, none further than two standard deviations from the mean.
 * @param mean default 0
 * @param stdDev standard deviation before truncation, default 1
 * @param dtype float32 (default) or int32, which truncates
 * @param seed default: another one each call
 * @returns a tensor of `shape`
 * @see TensorFlow.js's `tf.truncatedNormal`
 * @example truncatedNormal([2, 3]).shape // [2, 3]
 */
export function truncatedNormal(shape: Shape, mean = 0, stdDev = 1, dtype: DType = "float32", seed?: number): Tensor {
  return cast(placed(random.truncatedNormal(keyOf(seed), shape), mean, stdDev), dtype);
}

function placed(z: Tensor, mean: number, stdDev: number): Tensor {
  const scaled = stdDev === 1 ? z : mul(z, stdDev);
  return mean === 0 ? scaled : add(scaled, mean);
}

/**
 * Returns `x` with a share `rate` of its elements set to 0 and the others divided by 1 − `rate`. float32.
 * @param noiseShape draw one decision for all of an axis where this is 1; default the shape of `x`
 * @param seed a number, or a key; default: another one each call
 * @throws OpError unless 0 ≤ rate < 1
 * @see TensorFlow.js's `tf.dropout`
 * @example dropout([1, 2], 0) // [1, 2]
 */
export function dropout(x: TensorLike, rate: number, noiseShape?: Shape, seed?: number | random.Key): Tensor {
  const t = inexact(x);
  if (!(rate >= 0 && rate < 1)) throw new OpError("dropout", `rate is at least 0 and below 1, got ${rate}`);
  const shape = noiseShape ?? t.shape;
  if (!sameShape(jointShape("dropout", [t.shape, shape]), t.shape)) {
    throw new OpError("dropout", `noiseShape ${showShape(shape)} does not broadcast to ${showShape(t.shape)}`);
  }
  if (rate === 0) return t;
  const kept = random.bernoulli(typeof seed === "object" ? seed : keyOf(seed), 1 - rate, shape);
  return where(broadcastTo(kept, t.shape), mul(t, 1 / (1 - rate)), 0);
}
