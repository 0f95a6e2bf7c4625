/** Short names for building scalar expressions: what the element rules of the families are written in. */
import type { DType, ScalarType } from "../ir/dtype.ts";
import { DTYPES } from "../ir/dtype.ts";
import type { Expr } from "../ir/expr.ts";
import { bool, constant, op } from "../ir/expr.ts";

/** A number beside an expression takes that expression's type. */
export type Operand = Expr | number;

/** `value` as a constant of the type of `like`. */
export function same(value: Operand, like: Expr): Expr {
  return typeof value === "number" ? constant(value, like.type) : value;
}

function two(name: Parameters<typeof op>[0], a: Operand, b: Operand): Expr {
  const like = typeof a === "number" ? (b as Expr) : a;
  return op(name, [same(a, like), same(b, like)]);
}

export const add = (a: Operand, b: Operand): Expr => two("add", a, b);
export const sub = (a: Operand, b: Operand): Expr => two("sub", a, b);
export const mul = (a: Operand, b: Operand): Expr => two("mul", a, b);
export const div = (a: Operand, b: Operand): Expr => two("div", a, b);
export const rem = (a: Operand, b: Operand): Expr => two("rem", a, b);
export const min = (a: Operand, b: Operand): Expr => two("min", a, b);
export const max = (a: Operand, b: Operand): Expr => two("max", a, b);
export const eq = (a: Operand, b: Operand): Expr => two("eq", a, b);
export const ne = (a: Operand, b: Operand): Expr => two("ne", a, b);
export const lt = (a: Operand, b: Operand): Expr => two("lt", a, b);
export const le = (a: Operand, b: Operand): Expr => two("le", a, b);
export const gt = (a: Operand, b: Operand): Expr => lt(b, a);
export const ge = (a: Operand, b: Operand): Expr => le(b, a);
export const and = (a: Operand, b: Operand): Expr => two("and", a, b);
export const or = (a: Operand, b: Operand): Expr => two("or", a, b);
export const xor = (a: Operand, b: Operand): Expr => two("xor", a, b);
export const shl = (a: Operand, b: Operand): Expr => two("shl", a, b);
export const shr = (a: Operand, b: Operand): Expr => two("shr", a, b);
export const not = (a: Expr): Expr => op("not", [a]);
export const neg = (a: Expr): Expr => op("neg", [a]);
export const abs = (a: Expr): Expr => op("abs", [a]);
export const sqrt = (a: Expr): Expr => op("sqrt", [a]);
export const exp = (a: Expr): Expr => op("exp", [a]);
export const log = (a: Expr): Expr => op("log", [a]);
export const floor = (a: Expr): Expr => op("floor", [a]);
export const ceil = (a: Expr): Expr => op("ceil", [a]);
export const rint = (a: Expr): Expr => op("rint", [a]);
export const trunc = (a: Expr): Expr => op("trunc", [a]);
export const tanh = (a: Expr): Expr => op("tanh", [a]);
export const sin = (a: Expr): Expr => op("sin", [a]);
export const cos = (a: Expr): Expr => op("cos", [a]);
export const pow = (a: Expr, b: Expr): Expr => op("pow", [a, b]);

export function fma(a: Operand, b: Operand, c: Operand): Expr {
  const like = [a, b, c].find((x) => typeof x !== "number") as Expr;
  return op("fma", [same(a, like), same(b, like), same(c, like)]);
}

/** `c ? a : b`; both are computed. Two plain numbers are f32. */
export function select(c: Expr, a: Operand, b: Operand): Expr {
  const type = typeof a !== "number" ? a.type : typeof b !== "number" ? b.type : "f32";
  const value = (x: Operand): Expr => (typeof x === "number" ? constant(x, type) : x);
  return op("select", [c, value(a), value(b)]);
}

/** `a` as a value of `type`. */
export function convert(a: Expr, type: ScalarType): Expr {
  return op("convert", [a], type);
}

/** The bits of `a` read as `type`. */
export function bitcast(a: Expr, type: ScalarType): Expr {
  return op("bitcast", [a], type);
}

/** All of `conditions`; true for none. */
export function all(conditions: readonly Expr[]): Expr {
  return conditions.reduce((p, q) => and(p, q), bool(true));
}

/** Whether 0 ≤ i < size; folds away where the bounds of `i` prove it. */
export function inRange(i: Expr, size: number): Expr {
  return and(ge(i, 0), lt(i, size));
}

/** c₀ + c₁x + c₂x² + … by Horner's rule. */
export function polynomial(x: Expr, coefficients: readonly number[]): Expr {
  let y: Expr = same(coefficients.at(-1)!, x);
  for (let i = coefficients.length - 2; i >= 0; i--) y = fma(y, x, coefficients[i]!);
  return y;
}

/** NaN by its bits: on some GPUs `x != x` is false for it. */
export function isNaNBits(x: Expr): Expr {
  return gt(and(bitcast(x, "u32"), 0x7fffffff), 0x7f800000);
}

/** ±∞ by its bits. */
export function isInfBits(x: Expr): Expr {
  return eq(and(bitcast(x, "u32"), 0x7fffffff), 0x7f800000);
}

/** |y| with the sign of x. */
export function copySign(y: Expr, x: Expr): Expr {
  const sign = and(bitcast(x, "u32"), 0x80000000);
  return bitcast(or(and(bitcast(y, "u32"), 0x7fffffff), sign), "f32");
}

export function scalarType(dtype: DType): ScalarType {
  return DTYPES[dtype].scalar;
}
