/** Rounding and wrapping to the dtypes that kernels compute in 32 bits. */
import type { DType } from "../ir/dtype.ts";
import type { Expr } from "../ir/expr.ts";
import * as s from "./scalar.ts";

/** The value of each narrow dtype that stands for one of its 32-bit form. */
export const NARROW: { readonly [D in DType]?: (x: Expr) => Expr } = {
  int8: (x) => s.shr(s.shl(x, 24), 24),
  uint8: (x) => s.and(x, 0xff),
  float16,
  bfloat16,
};

const INFINITY = 0x7f800000;

/** The bits of |x|, and x with its magnitude's bits replaced. */
function magnitude(x: Expr): { bits: Expr; withBits: (bits: Expr) => Expr } {
  const bits = s.bitcast(x, "i32");
  const sign = s.and(bits, -(2 ** 31));
  return { bits: s.and(bits, 0x7fffffff), withBits: (b) => s.bitcast(s.or(b, sign), "f32") };
}

/** `bits` rounded to nearest even to a multiple of 2^`dropped`: a carry runs into the exponent, as it should. */
function roundBits(bits: Expr, dropped: number): Expr {
  const odd = s.and(s.shr(bits, dropped), 1);
  return s.and(s.add(bits, s.add(odd, 2 ** (dropped - 1) - 1)), -(2 ** dropped));
}

/** 8 bits of precision, float32's exponents: the upper half of its bits. Subnormals are as good as the device's. */
function bfloat16(x: Expr): Expr {
  const { bits, withBits } = magnitude(x);
  return s.select(s.gt(bits, INFINITY), x, withBits(roundBits(bits, 16)));
}

/** 11 bits of precision; below 2⁻¹⁴ steps of 2⁻²⁴, from 65520 on ∞. Only integers, and products that are exact: no compiler may lose them. */
function float16(x: Expr): Expr {
  const { bits, withBits } = magnitude(x);
  const rounded = roundBits(bits, 13);
  const finite = s.select(s.ge(rounded, 0x47800000), INFINITY, rounded);
  const steps = s.rint(s.mul(s.bitcast(bits, "f32"), 2 ** 24));
  const subnormal = s.bitcast(s.mul(steps, 2 ** -24), "i32");
  return s.select(s.gt(bits, INFINITY), x, withBits(s.select(s.lt(bits, 0x38800000), subnormal, finite)));
}
