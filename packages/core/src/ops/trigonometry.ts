/** Circular and hyperbolic functions and their inverses. Angles are in radians; results are float32. */
import { cosRule, sinRule } from "./complex-rules.ts";
import type { Unary } from "./elementwise.ts";
import { unary } from "./elementwise.ts";
import * as m from "./math.ts";
import * as s from "./scalar.ts";

/**
 * Returns sin x; accurate for |x| up to 10⁴.
 * @returns the shape of `x`, and its dtype where that is a float or complex64, else float32
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.sin`
 * @example sin([0, 1]) // [0, 0.84147096]
 */
export const sin: Unary = unary({
  name: "sin",
  complex: sinRule,
  reference: Math.sin,
  scalar: s.sin,
  vjp: (g, x, _y, { mul }) => mul(g, cos(x)),
  domain: [-9, 9],
});

/**
 * Returns cos x; accurate for |x| up to 10⁴.
 * @returns the shape of `x`, and its dtype where that is a float or complex64, else float32
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.cos`
 * @example cos([0, 1]) // [1, 0.5403023]
 */
export const cos: Unary = unary({
  name: "cos",
  complex: cosRule,
  reference: Math.cos,
  scalar: s.cos,
  vjp: (g, x, _y, { mul, neg }) => neg(mul(g, sin(x))),
  domain: [-9, 9],
});

/**
 * Returns tan x; accurate for |x| up to 10⁴.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.tan`
 * @example tan([0, 1]) // [0, 1.5574077]
 */
export const tan: Unary = unary({
  name: "tan",
  reference: Math.tan,
  scalar: m.tan,
  vjp: (g, _x, y, { mul, add, square }) => mul(g, add(square(y), 1)),
  domain: [-1.2, 1.2],
});

/**
 * Returns the angle in [−π/2, π/2] whose sine is x; NaN outside [−1, 1].
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.asin`
 * @example asin([0, 1]) // [0, 1.5707964]
 */
export const asin: Unary = unary({
  name: "asin",
  reference: Math.asin,
  scalar: m.asin,
  vjp: (g, x, _y, { div, sqrt, sub, square }) => div(g, sqrt(sub(1, square(x)))),
  domain: [-0.9, 0.9],
});

/**
 * Returns the angle in [0, π] whose cosine is x; NaN outside [−1, 1].
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.acos`
 * @example acos([1, -1]) // [0, 3.1415927]
 */
export const acos: Unary = unary({
  name: "acos",
  reference: Math.acos,
  scalar: m.acos,
  vjp: (g, x, _y, { neg, div, sqrt, sub, square }) => neg(div(g, sqrt(sub(1, square(x))))),
  domain: [-0.9, 0.9],
});

/**
 * Returns the angle in (−π/2, π/2) whose tangent is x.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.atan`
 * @example atan([0, 1]) // [0, 0.7853982]
 */
export const atan: Unary = unary({
  name: "atan",
  reference: Math.atan,
  scalar: m.atan,
  vjp: (g, x, _y, { div, add, square }) => div(g, add(square(x), 1)),
  domain: [-3, 3],
});

/**
 * Returns the hyperbolic sine of x.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.sinh`
 * @example sinh([0, 1]) // [0, 1.1752012]
 */
export const sinh: Unary = unary({
  name: "sinh",
  reference: Math.sinh,
  scalar: m.sinh,
  vjp: (g, x, _y, { mul }) => mul(g, cosh(x)),
});

/**
 * Returns the hyperbolic cosine of x.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.cosh`
 * @example cosh([0, 1]) // [1, 1.5430807]
 */
export const cosh: Unary = unary({
  name: "cosh",
  reference: Math.cosh,
  scalar: m.cosh,
  vjp: (g, x, _y, { mul }) => mul(g, sinh(x)),
});

/**
 * Returns the hyperbolic tangent of x.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.tanh`
 * @example tanh([0, 1]) // [0, 0.7615942]
 */
export const tanh: Unary = unary({
  name: "tanh",
  reference: Math.tanh,
  scalar: s.tanh,
  vjp: (g, _x, y, { mul, sub, square }) => mul(g, sub(1, square(y))),
  domain: [-3, 3],
});

/**
 * Returns the inverse of sinh at x.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.asinh`
 * @example asinh([0, 1]) // [0, 0.8813736]
 */
export const asinh: Unary = unary({
  name: "asinh",
  reference: Math.asinh,
  scalar: m.asinh,
  vjp: (g, x, _y, { div, sqrt, add, square }) => div(g, sqrt(add(square(x), 1))),
  domain: [-4, 4],
});

/**
 * Returns the inverse of cosh at x ≥ 1; NaN below.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.acosh`
 * @example acosh([1, 2]) // [0, 1.316958]
 */
export const acosh: Unary = unary({
  name: "acosh",
  reference: Math.acosh,
  scalar: m.acosh,
  vjp: (g, x, _y, { div, sqrt, sub, square }) => div(g, sqrt(sub(square(x), 1))),
  domain: [1.2, 9],
});

/**
 * Returns the inverse of tanh at −1 < x < 1; ±∞ at ±1, NaN outside.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.atanh`
 * @example atanh([0, 0.5]) // [0, 0.54930615]
 */
export const atanh: Unary = unary({
  name: "atanh",
  reference: Math.atanh,
  scalar: m.atanh,
  vjp: (g, x, _y, { div, sub, square }) => div(g, sub(1, square(x))),
  domain: [-0.8, 0.8],
});
