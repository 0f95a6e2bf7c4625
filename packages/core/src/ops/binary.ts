/** Arithmetic of two arguments, element by element. */
import { divRule, mulRule, powRule, squaredDifferenceRule } from "./complex-rules.ts";
import { isFloat, isInexact } from "../ir/dtype.ts";
import type { Expr } from "../ir/expr.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { cast } from "./cast.ts";
import type { Binary } from "./elementwise.ts";
import { binary, inexact, unify } from "./elementwise.ts";
import { trace } from "./record.ts";
import { atan2 as atan2Expr } from "./math.ts";
import * as s from "./scalar.ts";
import { times } from "./reference.ts";
import { EITHER_ZERO } from "./without.ts";

/**
 * Returns a + b. Shapes broadcast; dtypes promote (bool < uint32 < int32 < float32; plain numbers are float32; two bools give int32).
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings
 * @see TensorFlow.js's `tf.add`
 * @example add([1, 2], 3) // [4, 5]
 */
export const add: Binary = binary({
  name: "add",
  complex: "parts",
  takes: "number",
  reference: (a, b) => a + b,
  scalar: s.add,
  vjp: (g) => [() => g, () => g],
});

/**
 * Returns a − b. Shapes broadcast, dtypes promote as in {@link add}.
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings
 * @see TensorFlow.js's `tf.sub`
 * @example sub([1, 2], 3) // [-2, -1]
 */
export const sub: Binary = binary({
  name: "sub",
  complex: "parts",
  takes: "number",
  reference: (a, b) => a - b,
  scalar: s.sub,
  vjp: (g, _a, _b, _y, { neg }) => [() => g, () => neg(g)],
});

/**
 * Returns a · b. Shapes broadcast, dtypes promote as in {@link add}; integers wrap around.
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings
 * @see TensorFlow.js's `tf.mul`
 * @example mul([1, 2], [3, 4]) // [3, 8]
 */
export const mul: Binary = binary({
  name: "mul",
  complex: mulRule,
  takes: "number",
  reference: times,
  scalar: s.mul,
  vjp: (g, a, b) => [() => mul(g, b), () => mul(g, a)],
});

const realDiv: Binary = binary({
  name: "div",
  complex: divRule,
  takes: "float",
  reference: (a, b) => a / b,
  scalar: s.div,
  vjp: (g, _a, b, y, { neg }) => [() => realDiv(g, b), () => neg(realDiv(mul(g, y), b))],
  domain: [
    [-2, 2],
    [0.5, 2],
  ],
});

/**
 * Returns a / b. Two integer arguments divide as {@link floorDiv} and stay integers; otherwise the result is float32.
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings
 * @see TensorFlow.js's `tf.div`
 * @example div([1, 2], 4) // [0.25, 0.5]
 */
export function div(a: TensorLike, b: TensorLike): Tensor {
  const [p, q] = unify("div", "number", [a, b]);
  return isInexact(p!.dtype) ? realDiv(p!, q!) : floorDiv(p!, q!);
}

/** An integer divisor that no machine traps on: 0 and −1 become 1. */
function safeDivisor(b: Expr): Expr {
  const zero = s.eq(b, 0);
  return s.select(b.type === "i32" ? s.or(zero, s.eq(b, -1)) : zero, 1, b);
}

/** ⌊a / b⌋ in integers; 0 for b = 0. */
function floorDivInt(a: Expr, b: Expr): Expr {
  const safe = safeDivisor(b);
  const quotient = s.div(a, safe);
  if (b.type === "u32") return s.select(s.eq(b, 0), 0, quotient);
  const exact = s.eq(s.sub(a, s.mul(quotient, safe)), 0);
  const floored = s.select(s.or(exact, s.ge(s.xor(a, safe), 0)), quotient, s.sub(quotient, 1));
  return s.select(s.eq(b, 0), 0, s.select(s.eq(b, -1), s.neg(a), floored));
}

/**
 * Returns ⌊a / b⌋, rounded towards −∞, in the promoted dtype. Integer division by 0 gives 0. No gradient flows.
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.floorDiv`
 * @example floorDiv([7, -7], 2) // [3, -4]
 */
export const floorDiv: Binary = binary({
  name: "floorDiv",
  takes: "number",
  reference: (a, b, dtype) => (isFloat(dtype) || b !== 0 ? Math.floor(a / b) : 0),
  scalar: (a, b) => (a.type === "f32" ? s.floor(s.div(a, b)) : floorDivInt(a, b)),
  domain: [
    [-9, 9],
    [2, 4],
  ],
});

function modFloat(a: Expr, b: Expr): Expr {
  const quotient = s.floor(s.div(a, b));
  // a quotient of 0 leaves a as it is, so that a mod ∞ = a
  const r = s.select(s.eq(quotient, 0), a, s.fma(s.neg(quotient), b, a));
  // the rounded quotient may be one off: bring r back between 0 and b
  const low = s.lt(s.mul(r, b), 0);
  const high = s.ge(s.abs(r), s.abs(b));
  return s.select(low, s.add(r, b), s.select(high, s.sub(r, b), r));
}

/** The remainder that is 0 or has the sign of b; a zero is +0, but −0 mod b is −0. */
function floorMod(a: number, b: number): number {
  const r = a % b;
  if (r === 0) return a === 0 ? a : 0;
  return r < 0 === b < 0 ? r : r + b;
}

function modInt(a: Expr, b: Expr): Expr {
  const safe = safeDivisor(b);
  const r = s.rem(a, safe);
  if (b.type === "u32") return r;
  const wrong = s.and(s.ne(r, 0), s.lt(s.xor(r, safe), 0));
  return s.select(wrong, s.add(r, safe), r);
}

/**
 * Returns a − b·⌊a / b⌋: the remainder, with the sign of `b`. Integer remainder by 0 is 0.
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.mod`
 * @example mod([7, -7], 3) // [1, 2]
 */
export const mod: Binary = binary({
  name: "mod",
  takes: "number",
  reference: (a, b, dtype) => (b === 0 && !isFloat(dtype) ? 0 : floorMod(a, b)),
  scalar: (a, b) => (a.type === "f32" ? modFloat(a, b) : modInt(a, b)),
  vjp: (g, a, b, _y, { neg }) => [() => g, () => neg(mul(g, floorDiv(a, b)))],
  domain: [
    [0.2, 0.9],
    [1, 3],
  ],
});

/** xⁿ of integers by repeated squaring, wrapping around; negative powers truncate to 0 (±1 for x = ±1). */
function powInt(x: Expr, n: Expr): Expr {
  let result: Expr = s.same(1, x);
  let square = x;
  // the last bit of an i32 is its sign
  const bits = x.type === "u32" ? 32 : 31;
  for (let bit = 0; bit < bits; bit++) {
    const set = s.ne(s.and(s.shr(n, bit), 1), 0);
    result = s.select(set, s.mul(result, square), result);
    if (bit < bits - 1) square = s.mul(square, square);
  }
  if (x.type === "u32") return result;
  const even = s.eq(s.and(n, 1), 0);
  const reciprocal = s.select(s.eq(x, 1), 1, s.select(s.eq(x, -1), s.select(even, 1, x), 0));
  return s.select(s.lt(n, 0), reciprocal, result);
}

/** IEEE 754's power: where JavaScript gives NaN for a base of 1, or for −1 to an infinite power, it is 1. */
function powReference(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
}

function powIntReference(x: number, n: number): number {
  if (n < 0) return x === 1 ? 1 : x === -1 ? (n % 2 === 0 ? 1 : -1) : 0;
  let result = 1;
  for (let square = x; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result;
}

const generalPow: Binary = binary({
  name: "pow",
  complex: powRule,
  takes: "number",
  reference: (a, b, dtype) => (isFloat(dtype) ? powReference(a, b) : powIntReference(a, b)),
  scalar: (a, b) => (a.type === "f32" ? s.pow(a, b) : powInt(a, b)),
  vjp: (g, a, b, y, { where, log, greater }) => [
    () => mul(g, mul(b, generalPow(a, sub(b, 1)))),
    // d/db aᵇ = aᵇ·ln a, which is 0 at a = 0 and undefined below
    () => mul(g, where(greater(a, 0), mul(y, log(where(greater(a, 0), a, 1))), 0)),
  ],
  domain: [
    [0.3, 2],
    [-2, 2],
  ],
});

/**
 * Returns aᵇ. A plain exponent of 1, 2, 3 or −1 becomes multiplications. Integers stay exact and wrap around.
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings
 * @see TensorFlow.js's `tf.pow`
 * @example pow([2, 3], 2) // [4, 9]
 */
export function pow(a: TensorLike, b: TensorLike): Tensor {
  if (typeof b === "number" && (b === 1 || b === 2 || b === 3 || b === -1)) {
    const x = inexact(a);
    if (b === 1) return x;
    if (b === -1) return realDiv(1, x);
    return b === 2 ? mul(x, x) : mul(mul(x, x), x);
  }
  return generalPow(a, b);
}

const asFloat = (condition: Tensor): Tensor => cast(condition, "float32");

/**
 * Returns the larger of a and b; NaN where either is NaN. On a tie the gradient goes to `a`.
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.maximum`
 * @example maximum([1, 5], [2, 3]) // [2, 5]
 */
export const maximum: Binary = binary({
  name: "maximum",
  without: EITHER_ZERO,
  takes: "number",
  reference: (a, b) => Math.max(a, b),
  scalar: s.max,
  vjp: (g, a, b, _y, { greaterEqual, less }) => [
    () => mul(g, asFloat(greaterEqual(a, b))),
    () => mul(g, asFloat(less(a, b))),
  ],
  distinct: true,
});

/**
 * Returns the smaller of a and b; NaN where either is NaN. On a tie the gradient goes to `a`.
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.minimum`
 * @example minimum([1, 5], [2, 3]) // [1, 3]
 */
export const minimum: Binary = binary({
  name: "minimum",
  without: EITHER_ZERO,
  takes: "number",
  reference: (a, b) => Math.min(a, b),
  scalar: s.min,
  vjp: (g, a, b, _y, { lessEqual, greater }) => [
    () => mul(g, asFloat(lessEqual(a, b))),
    () => mul(g, asFloat(greater(a, b))),
  ],
  distinct: true,
});

/**
 * Returns (a − b)².
 * @returns the broadcast shape, and the promoted dtype; int32 for bool
 * @throws OpError when the shapes do not broadcast, or for strings
 * @see TensorFlow.js's `tf.squaredDifference`
 * @example squaredDifference([1, 5], [2, 3]) // [1, 4]
 */
export const squaredDifference: Binary = binary({
  name: "squaredDifference",
  complex: squaredDifferenceRule,
  takes: "number",
  reference: (a, b, dtype) => times(a - b, a - b, dtype),
  scalar: (a, b) => s.mul(s.sub(a, b), s.sub(a, b)),
  vjp: (g, a, b, _y, { neg }) => {
    const da = (): Tensor => mul(g, mul(2, sub(a, b)));
    return [da, () => neg(da())];
  },
});

/**
 * Returns a / b, and 0 where b is 0. float32.
 * @returns the broadcast shape, and the promoted dtype where that is a float, else float32
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.divNoNan`
 * @example divNoNan([1, 2], [0, 4]) // [0, 0.5]
 */
export const divNoNan: Binary = binary({
  name: "divNoNan",
  takes: "float",
  reference: (a, b) => (b === 0 ? 0 : a / b),
  scalar: (a, b) => s.select(s.eq(b, 0), 0, s.div(a, s.select(s.eq(b, 0), 1, b))),
  vjp: (g, _a, b, y, { neg }) => [() => divNoNan(g, b), () => neg(divNoNan(mul(g, y), b))],
  domain: [
    [-2, 2],
    [0.5, 2],
  ],
});

/**
 * Returns the angle of the point (x, y) = (b, a) from the positive x axis, in radians, −π … π. float32.
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.atan2`
 * @example atan2([1, 0], [0, -1]) // [1.5707964, 3.1415927]
 */
export const atan2: Binary = binary({
  name: "atan2",
  takes: "float",
  reference: Math.atan2,
  scalar: (a, b) => atan2Expr(a, b),
  vjp: (g, a, b, _y, { neg }) => {
    const scaled = (): Tensor => realDiv(g, add(mul(a, a), mul(b, b)));
    return [() => mul(b, scaled()), () => neg(mul(a, scaled()))];
  },
  domain: [
    [0.5, 2],
    [-2, 2],
  ],
});

/**
 * Returns the sum of `tensors`, which have one shape. The dtype is the promoted one; bool is computed as int32.
 * @see TensorFlow.js's `tf.addN`
 * @example addN([[1, 2], [3, 4], [5, 6]]) // [9, 12]
 */
export function addN(tensors: readonly TensorLike[]): Tensor {
  return tensors.slice(1).reduce((total: Tensor, t) => add(total, t), trace().toTensor(tensors[0]!));
}
