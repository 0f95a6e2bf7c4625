/** x·log y with the limit 0 at x = 0: what entropies and likelihoods sum. */
import type { Binary } from "./elementwise.ts";
import { binary } from "./elementwise.ts";
import * as s from "./scalar.ts";

/**
 * Returns x · log y, and 0 where x = 0, whatever y is but NaN; the shape is the broadcast one, the dtype that of the floats, else
 * float32. The gradient of y is 0 where x = 0. SciPy's `special.xlogy`.
 * @throws OpError when the shapes do not broadcast
 * @example xlogy([0, 2], [0, 3]) // [0, 2.1972246]
 */
export const xlogy: Binary = binary({
  name: "xlogy",
  takes: "float",
  reference: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)),
  scalar: (x, y) => s.select(s.and(s.eq(x, 0), s.not(s.isNaNBits(y))), 0, s.mul(x, s.log(y))),
  vjp: (g, x, y, _out, { div, equal, log, mul, where }) => [
    () => mul(g, log(y)),
    // a divisor of 1 where x = 0: 0/0 would poison this gradient, and the second
    () => div(mul(g, x), where(equal(x, 0), 1, y)),
  ],
  domain: [
    [-2, 2],
    [0.2, 4],
  ],
});
