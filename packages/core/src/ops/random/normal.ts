/** Normally distributed numbers. */
import { flatten } from "../../ir/indexing.ts";
import type { Shape } from "../../ir/shape.ts";
import type { Tensor } from "../../tensor.ts";
import { mul } from "../binary.ts";
import { checkShape } from "../movement.ts";
import type { OpRecord } from "../record.ts";
import { apply, defineOp } from "../record.ts";
import * as s from "../scalar.ts";
import { erfInv } from "../unary.ts";
import type { Key } from "./key.ts";
import { checkKey } from "./key.ts";
import type { DrawOptions } from "./uniform.ts";
import { toUnit, toUnitOnHost, uniform } from "./uniform.ts";
import { blockOf, drawCases, drawnOnHost, drawShape } from "./words.ts";

/** Below this the logarithm's argument is cut off, as in TensorFlow. */
const SMALLEST = 1e-7;

/** Box–Muller: words 0 and 1 of a block give two normal numbers, words 2 and 3 two more, by sine and cosine of one angle. */
const normalRecord: OpRecord = defineOp({
  name: "randomNormal",
  infer: (_inputs, attrs) => ({ shape: drawShape(attrs), dtype: "float32" }),
  reference: ([key], attrs) =>
    drawnOnHost(key!, attrs, (words, i) => {
      const pair = (i % 4) & 2;
      const radius = Math.sqrt(-2 * Math.log(Math.max(toUnitOnHost(words[pair]!), SMALLEST)));
      const angle = 2 * Math.PI * toUnitOnHost(words[pair + 1]!);
      return radius * (i % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
    }),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const flat = flatten(c.index, c.output.shape);
      const words = blockOf(c, flat);
      const isUpper = s.ge(s.rem(flat, 4), 2);
      const [u, v] = [toUnit(s.select(isUpper, words[2]!, words[0]!)), toUnit(s.select(isUpper, words[3]!, words[1]!))];
      const radius = s.sqrt(s.mul(s.log(s.max(u, SMALLEST)), -2));
      // cos is sin a quarter turn on; turns are brought to −½ … ½, exactly, before they become radians
      const turns = s.add(v, s.select(s.eq(s.rem(flat, 2), 0), s.same(0, v), s.same(0.25, v)));
      return s.mul(radius, s.sin(s.mul(s.sub(turns, s.rint(turns)), 2 * Math.PI)));
    },
  },
  cases: drawCases(),
});

/**
 * Returns normally distributed float32 numbers with mean 0 and standard deviation 1. The words are the same on every device, and the
 * numbers up to the last places of logarithm, root and sine. TensorFlow's `stateless_normal`.
 * @returns a tensor of `shape`
 * @see JAX's `jax.random.normal`
 * @example random.normal(random.key(1), [3]).shape // [3]
 */
export function normal(k: Key, shape: Shape, { stream = 0 }: DrawOptions = {}): Tensor {
  checkShape("random.normal", shape);
  return apply(normalRecord, [checkKey("random.normal", k)], { shape: [...shape], stream });
}

/**
 * Returns normally distributed float32 numbers, none further than 2 standard deviations from the mean 0.
 * @returns a tensor of `shape`
 * @see JAX's `jax.random.truncated_normal`
 * @example random.truncatedNormal(random.key(1), [3]).shape // [3]
 */
export function truncatedNormal(k: Key, shape: Shape, options: DrawOptions = {}): Tensor {
  // the normal quantile of an even spread over the probabilities of [−2, 2]: x = √2·erf⁻¹(u), |u| < erf(√2)
  const reach = 0.9544997361036416;
  return mul(erfInv(uniform(k, shape, { min: -reach, max: reach, ...options })), Math.SQRT2);
}
