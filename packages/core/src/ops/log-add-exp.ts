/** log(eᵃ + eᵇ): sums of numbers that are known by their logarithms. */
import type { Binary } from "./elementwise.ts";
import { binary } from "./elementwise.ts";
import * as m from "./math.ts";
import * as s from "./scalar.ts";

/**
 * Returns log(eᵃ + eᵇ) without overflow: −∞ where both are −∞; the shape is the broadcast one, the dtype that of the floats, else float32.
 * The gradient where both are −∞ is 0. NumPy's `logaddexp`.
 * @throws OpError when the shapes do not broadcast
 * @example logAddExp([0, 1000], [0, 1000]) // [0.6931472, 1000.6931472]
 */
export const logAddExp: Binary = binary({
  name: "logAddExp",
  takes: "float",
  reference: (a, b) => (a === b ? a + Math.LN2 : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)))),
  scalar: (a, b) => {
    // two equal infinities have no difference
    const apart = s.select(s.eq(a, b), 0, s.abs(s.sub(a, b)));
    return s.add(s.max(a, b), m.softplus(s.neg(apart)));
  },
  vjp: (g, a, b, y, { equal, exp, mul, sub, where }) => {
    const total = where(equal(y, -Infinity), 0, y);
    return [() => mul(g, exp(sub(a, total))), () => mul(g, exp(sub(b, total)))];
  },
});
