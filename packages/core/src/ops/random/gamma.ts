/** The gamma distribution, after Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000). */
import { OpError } from "../../ir/error.ts";
import type { Shape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, div, maximum, mul, pow, sub } from "../binary.ts";
import { greater, less, logicalAnd, where } from "../compare.ts";
import { log, rsqrt, square } from "../unary.ts";
import { firstAccepted } from "./candidates.ts";
import { fine } from "./exponential.ts";
import type { Key } from "./key.ts";
import { innerKeys } from "./key.ts";
import { normal } from "./normal.ts";
import { parameter } from "./parameter.ts";
import type { DrawOptions } from "./uniform.ts";

/** At least 95 % of all candidates are good: that none of eight is has a probability below 5·10⁻¹¹. */
const CANDIDATES = 8;

/**
 * Returns float32 numbers of the gamma distribution with shape parameter `concentration` and rate 1; divide by a rate for another one. Of eight
 * candidates the first good one is taken; should none be (less than once in 10¹⁰), it is concentration − ⅓. Devices agree up to the last
 * places, unless a candidate lies on the border. Not differentiable with respect to `concentration`: it gets no gradient.
 * @param concentration above 0 (NaN otherwise): a number, or a tensor that broadcasts to `shape`
 * @param shape default that of `concentration`
 * @throws OpError when a number is not above 0, or the shapes do not broadcast
 * @see JAX's `jax.random.gamma`
 * @example random.gamma(random.key(1), [0.5, 2]).shape // [2]
 */
export function gamma(k: Key, concentration: TensorLike, shape?: Shape, { stream = 0 }: DrawOptions = {}): Tensor {
  const op = "random.gamma";
  if (typeof concentration === "number" && !(concentration > 0))
    throw new OpError(op, `takes a concentration above 0, got ${concentration}`);
  const alpha = parameter(op, concentration, shape);
  const [normals, uniforms, boosts] = innerKeys(op, k, stream, 3);
  const raised = less(alpha, 1);
  const d = sub(where(raised, add(alpha, 1), alpha), 1 / 3);
  const y = atLeastOne(d, normals!, uniforms!);
  // a number for α + 1 times u^(1/α) is one for α
  const boost = where(raised, pow(fine(boosts!, alpha.shape, {}), div(1, where(raised, alpha, 1))), 1);
  return where(greater(alpha, 0), mul(y, boost), NaN);
}

/** For a concentration of d + ⅓ ≥ 1. */
function atLeastOne(d: Tensor, normals: Key, uniforms: Key): Tensor {
  const all = [CANDIDATES, ...d.shape];
  const x = normal(normals, all);
  const root = add(1, mul(x, mul(rsqrt(d), 1 / 3)));
  const v = mul(square(root), root);
  const positive = maximum(v, 1e-30);
  const bound = add(mul(square(x), 0.5), mul(d, add(sub(1, v), log(positive))));
  const accepted = logicalAnd(greater(v, 0), less(log(fine(uniforms, all, {})), bound));
  return firstAccepted(mul(d, v), accepted, d);
}
