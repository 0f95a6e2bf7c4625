/** The Poisson distribution: by searching its table for small rates, by rejection for large ones. */
import { OpError } from "../../ir/error.ts";
import type { Shape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, div, maximum, mul, sub } from "../binary.ts";
import { cast } from "../cast.ts";
import { equal, greaterEqual, less, lessEqual, logicalAnd, where } from "../compare.ts";
import { floor } from "../rounding.ts";
import { abs, exp, log, log1p, neg, sqrt, square } from "../unary.ts";
import { firstAccepted } from "./candidates.ts";
import { fine } from "./exponential.ts";
import type { Key } from "./key.ts";
import { innerKeys } from "./key.ts";
import { parameter } from "./parameter.ts";
import type { DrawOptions } from "./uniform.ts";
import { uniform } from "./uniform.ts";

/** Rates from here on are drawn by rejection. */
const LARGE = 10;
/** More than this many has a probability below 10⁻¹¹ for rates below `LARGE`. */
const LONGEST = 40;
/** At least 78 % of all candidates are good: that none of sixteen is has a probability below 10⁻¹⁰. */
const CANDIDATES = 16;

/**
 * Returns counts, int32, of the Poisson distribution of mean `rate`; −1 where a rate is negative or NaN. Rates of 10 and above take the
 * first good one of sixteen candidates; should none be (less than once in 10¹⁰), it is the rate, rounded down. Exact up to rates of 2²⁴,
 * beyond which float32 skips integers. Devices give the same unless a number lies on the border of two counts. Not differentiable.
 * @param rate a number, or a tensor that broadcasts to `shape`
 * @param shape default that of `rate`
 * @throws OpError when a number is negative, or the shapes do not broadcast
 * @see JAX's `jax.random.poisson`
 * @example random.poisson(random.key(1), [0, 0]) // [0, 0]
 */
export function poisson(k: Key, rate: TensorLike, shape?: Shape, { stream = 0 }: DrawOptions = {}): Tensor {
  const op = "random.poisson";
  if (typeof rate === "number" && !(rate >= 0)) throw new OpError(op, `takes a rate ≥ 0, got ${rate}`);
  const mean = parameter(op, rate, shape);
  const [places, positions, heights] = innerKeys(op, k, stream, 3);
  const small = less(mean, LARGE);
  const few = searched(where(small, mean, 1), places!);
  const many = rejected(where(small, LARGE, mean), positions!, heights!);
  return cast(where(greaterEqual(mean, 0), where(small, few, many), -1), "int32");
}

/** The number of n ≥ 1 with P(at least n) above an even spread; the tails are summed from their small end. */
function searched(rate: Tensor, k: Key): Tensor {
  const u = fine(k, rate.shape, {});
  const terms = [exp(neg(rate))];
  for (let n = 1; n <= LONGEST; n++) terms.push(mul(terms[n - 1]!, mul(rate, 1 / n)));
  let tail = terms[LONGEST]!;
  let count = cast(less(u, tail), "float32");
  for (let n = LONGEST - 1; n > 0; n--) {
    tail = add(tail, terms[n]!);
    count = add(count, cast(less(u, tail), "float32"));
  }
  return count;
}

/** Hörmann's PTRS: "The transformed rejection method for generating Poisson random variables", Insurance: Math. & Econ. 12 (1993). */
function rejected(rate: Tensor, positions: Key, heights: Key): Tensor {
  const all = [CANDIDATES, ...rate.shape];
  const b = add(0.931, mul(2.53, sqrt(rate)));
  const a = add(-0.059, mul(0.02483, b));
  const scale = add(1.1239, div(1.1328, sub(b, 3.4)));
  // half a step off 23 random bits: never ±½
  const u = add(uniform(positions, all), 2 ** -24 - 0.5);
  const room = sub(0.5, abs(u));
  const n = floor(add(add(mul(add(div(mul(2, a), room), b), u), rate), 0.43));
  const height = div(mul(fine(heights, all, {}), scale), add(div(a, square(room)), b));
  const accepted = logicalAnd(greaterEqual(n, 0), lessEqual(log(height), logProbability(maximum(n, 0), rate)));
  return firstAccepted(n, accepted, floor(rate));
}

/**
 * log(λⁿ·e^(−λ) / n!) without the cancellation of its large terms, after Loader, "Fast and accurate computation of binomial
 * probabilities" (2000): −n·(t − log(1 + t)) − ½·log(2πn) − δ(n) with t = (λ − n)/n and Stirling's error δ.
 */
function logProbability(n: Tensor, rate: Tensor): Tensor {
  const m = maximum(n, 1);
  const t = div(sub(rate, m), m);
  const inverse = div(1, m);
  const error = mul(inverse, sub(1 / 12, mul(square(inverse), sub(1 / 360, mul(square(inverse), 1 / 1260)))));
  const deviance = mul(m, lessItsLogarithm(t));
  const y = sub(neg(add(deviance, error)), mul(0.5, log(mul(m, 2 * Math.PI))));
  return where(equal(n, 0), neg(rate), y);
}

/** t − log(1 + t), by its series near 0. */
function lessItsLogarithm(t: Tensor): Tensor {
  let series: Tensor = mul(t, -1 / 9);
  for (let n = 8; n > 2; n--) series = mul(t, add(n % 2 ? -1 / n : 1 / n, series));
  const near = mul(square(t), add(0.5, series));
  return where(less(abs(t), 0.1), near, sub(t, log1p(t)));
}
