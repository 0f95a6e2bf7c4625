/** Arithmetic of one argument, element by element. */
import { absRule, expRule, logRule, reciprocalRule, signRule, sqrtRule, squareRule } from "./complex-rules.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import type { DType } from "../ir/dtype.ts";
import { DTYPES } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Unary } from "./elementwise.ts";
import { unary } from "./elementwise.ts";
import { cast } from "./cast.ts";
import * as m from "./math.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import * as s from "./scalar.ts";
import { times } from "./reference.ts";
import { EITHER_ZERO } from "./without.ts";

/**
 * Returns −x.
 * @returns the shape of `x`, and its dtype; int32 for bool
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.neg`
 * @example neg([1, -2]) // [-1, 2]
 */
export const neg: Unary = unary({
  name: "neg",
  complex: "parts",
  takes: "number",
  reference: (x) => -x,
  scalar: s.neg,
  vjp: (g) => neg(g),
});

/**
 * Returns |x|. The gradient at 0 is 0.
 * @returns the shape of `x`, and its dtype; int32 for bool, float32 for complex64
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.abs`
 * @example abs([1, -2]) // [1, 2]
 */
export const abs: Unary = unary({
  name: "abs",
  complex: absRule,
  takes: "number",
  reference: Math.abs,
  scalar: s.abs,
  vjp: (g, x, _y, { mul }) => mul(g, sign(x)),
  kinked: true,
});

/**
 * Returns −1, 0 or 1 for the sign of x; NaN for NaN.
 * @returns the shape of `x`, and its dtype; int32 for bool
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.sign`
 * @example sign([3, 0, -2]) // [1, 0, -1]
 */
export const sign: Unary = unary({
  name: "sign",
  complex: signRule,
  takes: "number",
  reference: Math.sign,
  scalar: (x) =>
    s.select(s.gt(x, 0), 1, s.select(x.type === "u32" ? s.ne(x, x) : s.lt(x, 0), x.type === "u32" ? 0 : -1, x)),
  vjp: (_g, x, _y, { zerosLike }) => zerosLike(x),
  kinked: true,
});

/**
 * Returns eˣ. Integers and bools are computed as float32 here and in all ops below, unless they say otherwise.
 * @returns the shape of `x`, and its dtype where that is a float or complex64, else float32
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.exp`
 * @example exp([0, 1]) // [1, 2.7182817]
 */
export const exp: Unary = unary({
  name: "exp",
  complex: expRule,
  reference: Math.exp,
  scalar: s.exp,
  vjp: (g, _x, y, { mul }) => mul(g, y),
  domain: [-3, 3],
});

/**
 * Returns eˣ − 1, exact for small x.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.expm1`
 * @example expm1([0, 1]) // [0, 1.7182818]
 */
export const expm1: Unary = unary({
  name: "expm1",
  reference: Math.expm1,
  scalar: m.expm1,
  vjp: (g, _x, y, { mul, add }) => mul(g, add(y, 1)),
});

/**
 * Returns the natural logarithm of x: −∞ at 0, NaN below.
 * @returns the shape of `x`, and its dtype where that is a float or complex64, else float32
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.log`
 * @example log([1, 2]) // [0, 0.6931472]
 */
export const log: Unary = unary({
  name: "log",
  complex: logRule,
  reference: Math.log,
  scalar: s.log,
  vjp: (g, x, _y, { div }) => div(g, x),
  domain: [0.1, 9],
});

/**
 * Returns log(1 + x), exact for small x.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.log1p`
 * @example log1p([0, 1]) // [0, 0.6931472]
 */
export const log1p: Unary = unary({
  name: "log1p",
  reference: Math.log1p,
  scalar: m.log1p,
  vjp: (g, x, _y, { div, add }) => div(g, add(x, 1)),
  domain: [-0.7, 3],
});

/**
 * Returns √x, NaN below 0.
 * @returns the shape of `x`, and its dtype where that is a float or complex64, else float32
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.sqrt`
 * @example sqrt([4, 9]) // [2, 3]
 */
export const sqrt: Unary = unary({
  name: "sqrt",
  complex: sqrtRule,
  reference: Math.sqrt,
  scalar: s.sqrt,
  vjp: (g, _x, y, { div, mul }) => div(g, mul(y, 2)),
  domain: [0.2, 4],
});

/**
 * Returns 1 / √x.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.rsqrt`
 * @example rsqrt([4, 16]) // [0.5, 0.25]
 */
export const rsqrt: Unary = unary({
  name: "rsqrt",
  reference: (x) => 1 / Math.sqrt(x),
  scalar: (x) => s.div(1, s.sqrt(x)),
  vjp: (g, x, y, { mul, div }) => mul(g, div(mul(y, -0.5), x)),
  domain: [0.2, 4],
});

/**
 * Returns x². Integers stay integers.
 * @returns the shape of `x`, and its dtype; int32 for bool
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.square`
 * @example square([2, -3]) // [4, 9]
 */
export const square: Unary = unary({
  name: "square",
  complex: squareRule,
  takes: "number",
  reference: (x, dtype) => times(x, x, dtype),
  scalar: (x) => s.mul(x, x),
  vjp: (g, x, _y, { mul }) => mul(g, mul(x, 2)),
});

/**
 * Returns 1 / x.
 * @returns the shape of `x`, and its dtype where that is a float or complex64, else float32
 * @throws OpError for strings
 * @see TensorFlow.js's `tf.reciprocal`
 * @example reciprocal([2, 4]) // [0.5, 0.25]
 */
export const reciprocal: Unary = unary({
  name: "reciprocal",
  complex: reciprocalRule,
  reference: (x) => 1 / x,
  scalar: (x) => s.div(1, x),
  vjp: (g, _x, y, { mul }) => neg(mul(g, mul(y, y))),
  domain: [0.4, 3],
});

/**
 * Returns the error function, 2/√π ∫₀ˣ e^(−t²) dt.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.erf`
 * @example erf([0, 1]) // [0, 0.8427008]
 */
export const erf: Unary = unary({
  name: "erf",
  reference: erfReference,
  scalar: m.erf,
  // d erf(x) = 2/√π · e^(−x²) dx
  vjp: (g, x, _y, { mul }) => mul(g, mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI))),
});

/** erf by its power series, to float64's precision for |x| ≤ 6. */
export function erfReference(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  // e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5 … (2n+1)): all terms have one sign
  let [term, total] = [x, x];
  for (let n = 1; n < 200 && Math.abs(term) > 1e-18 * Math.abs(total); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

/**
 * Returns the inverse of {@link erf} at −1 < x < 1; about six digits, fewer as |x| nears 1.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow's `tf.math.erfinv`
 * @example erfInv([0, 0.5]) // [0, 0.4769363]
 */
export const erfInv: Unary = unary({
  name: "erfInv",
  reference: erfInvReference,
  scalar: m.erfInv,
  vjp: (g, _x, y, { mul }) => mul(g, mul(exp(square(y)), Math.sqrt(Math.PI) / 2)),
  domain: [-0.95, 0.95],
});

/** erf⁻¹ by bisection. */
function erfInvReference(y: number): number {
  if (!(Math.abs(y) < 1)) return Math.abs(y) === 1 ? y * Infinity : NaN;
  // halving never ends at 0 itself
  if (y === 0) return y;
  let [low, high] = [-6, 6];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (erfReference(middle) < y) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** min and max as numbers of `dtype`: −3 is no bound of what is unsigned. */
function clipRange({ min, max }: Attrs, dtype: DType): [number, number] {
  const [low, high] = DTYPES[dtype].range;
  const inside = (v: number): number => Math.min(Math.max(v, low), high);
  return [inside(min as number), inside(max as number)];
}

const clipRecord: OpRecord = defineOp({
  name: "clipByValue",
  without: EITHER_ZERO,
  infer: ([x]) => x!,
  reference: ([x], attrs, out) => {
    const [low, high] = clipRange(attrs, out.dtype);
    return x!.data.map((v) => Math.min(Math.max(v, low), high));
  },
  lowering: {
    kind: "element",
    access: "identity",
    element: (c) => {
      const [low, high] = clipRange(c.attrs, c.output.dtype);
      return s.min(s.max(c.read(0, c.index), low), high);
    },
  },
  vjp: (g, { inputs: [x], attrs: { min, max } }, { where, logicalAnd, greaterEqual, lessEqual }) => [
    where(logicalAnd(greaterEqual(x!, min as number), lessEqual(x!, max as number)), g, 0),
  ],
  cases: [
    { inputs: [{ shape: [7], distinct: true }], attrs: { min: -0.51, max: 1.03 } },
    { inputs: [{ shape: [2, 5], dtype: "int32", range: [-9, 9] }], attrs: { min: -3, max: 4 } },
  ],
});

/**
 * Returns x, with what is below `min` raised to it and what is above `max` lowered to it. No gradient flows where that happens.
 * @returns the shape of `x`, and its dtype; int32 for bool
 * @throws OpError when `min` is above `max`
 * @see TensorFlow.js's `tf.clipByValue`
 * @example clipByValue([-1, 0, 5], 0, 2) // [0, 0, 2]
 */
export function clipByValue(x: TensorLike, min: number, max: number): Tensor {
  if (!(min <= max)) throw new OpError("clipByValue", `min must be at most max, got ${min} and ${max}`);
  const t = trace().toTensor(x);
  return apply(clipRecord, [t.dtype === "bool" ? cast(t, "int32") : t], { min, max });
}
