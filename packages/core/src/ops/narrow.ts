/** Rounding and wrapping to the dtypes that kernels compute in 32 bits, and the bits of 16-bit floats. */
import type { DType, NarrowDType } from "../ir/dtype.ts";
import type { Expr } from "../ir/expr.ts";
import { constant } from "../ir/expr.ts";
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

/** The numbers whose bits are given, as a u32 below 2¹⁶ (2⁸). */
export const FROM_BITS: { readonly [D in NarrowDType]: (h: Expr) => Expr } = {
  uint8: (h) => s.bitcast(h, "i32"),
  int8: (h) => s.shr(s.shl(s.bitcast(h, "i32"), 24), 24),
  bfloat16: (h) => s.bitcast(s.shl(h, 16), "f32"),
  float16: (h) => {
    const magnitude = s.and(h, 0x7fff);
    const exponent = s.select(s.ge(magnitude, 0x7c00), constant(0x70000000, "u32"), 0x38000000);
    const normal = s.add(s.shl(magnitude, 13), exponent);
    // a subnormal times 2⁻²⁴: its bits in place would be a subnormal of float32, which GPUs flush
    const subnormal = s.bitcast(s.mul(s.convert(magnitude, "f32"), 2 ** -24), "u32");
    const sign = s.shl(s.and(h, 0x8000), 16);
    return s.bitcast(s.or(s.select(s.lt(magnitude, 0x400), subnormal, normal), sign), "f32");
  },
};

/** The bits of a number of the dtype, as a u32. */
export const TO_BITS: { readonly [D in NarrowDType]: (x: Expr) => Expr } = {
  uint8: (x) => s.bitcast(x, "u32"),
  int8: (x) => s.and(s.bitcast(x, "u32"), 0xff),
  bfloat16: (x) => {
    const bits = s.bitcast(x, "u32");
    return s.or(s.shr(bits, 16), quiet(s.and(bits, 0x7fffffff), 0x40));
  },
  float16: (x) => {
    const bits = s.bitcast(x, "u32");
    const magnitude = s.and(bits, 0x7fffffff);
    const normal = s.min(s.shr(s.sub(magnitude, 0x38000000), 13), 0x7c00);
    const subnormal = s.convert(s.mul(s.bitcast(magnitude, "f32"), 2 ** 24), "u32");
    const sign = s.and(s.shr(bits, 16), 0x8000);
    const number = s.select(s.lt(magnitude, 0x38800000), subnormal, normal);
    return s.or(s.or(number, quiet(magnitude, 0x200)), sign);
  },
};

/** The bit that keeps a NaN one when its lower bits are dropped; 0 for numbers. */
function quiet(magnitude: Expr, bit: number): Expr {
  return s.select(s.gt(magnitude, INFINITY), constant(bit, "u32"), 0);
}
