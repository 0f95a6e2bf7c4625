/** Tests of single elements, and negation of bools and of bits. */
import type { Unary } from "./elementwise.ts";
import { unary } from "./elementwise.ts";
import * as s from "./scalar.ts";

/**
 * Returns whether x is NaN.
 * @returns bools of the shape of `x`
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.isNaN`
 * @example isNaN([1, NaN]) // [false, true]
 */
export const isNaN: Unary = unary({
  name: "isNaN",
  reference: (x) => Number(Number.isNaN(x)),
  scalar: s.isNaNBits,
  gives: "bool",
});

/**
 * Returns whether x is ∞ or −∞.
 * @returns bools of the shape of `x`
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.isInf`
 * @example isInf([1, Infinity]) // [false, true]
 */
export const isInf: Unary = unary({
  name: "isInf",
  reference: (x) => Number(Math.abs(x) === Infinity),
  scalar: s.isInfBits,
  gives: "bool",
});

/**
 * Returns whether x is neither NaN nor infinite.
 * @returns bools of the shape of `x`
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.isFinite`
 * @example isFinite([1, Infinity]) // [true, false]
 */
export const isFinite: Unary = unary({
  name: "isFinite",
  reference: (x) => Number(Number.isFinite(x)),
  scalar: (x) => s.lt(s.and(s.bitcast(x, "u32"), 0x7fffffff), 0x7f800000),
  gives: "bool",
});

/**
 * Returns the opposite of the bool x.
 * @returns bools of the shape of `x`
 * @throws OpError for other dtypes
 * @see TensorFlow.js's `tf.logicalNot`
 * @example logicalNot([true, false]) // [false, true]
 */
export const logicalNot: Unary = unary({ name: "logicalNot", takes: "bool", reference: (x) => 1 - x, scalar: s.not });

/**
 * Returns x with all bits turned over (int32 or uint32).
 * @returns the shape of `x`, and its dtype, an integer one
 * @throws OpError for other dtypes than integers
 * @see TensorFlow's `tf.bitwise.invert`
 * @example bitwiseNot(cast([5], "int32")) // [-6]
 */
export const bitwiseNot: Unary = unary({
  name: "bitwiseNot",
  takes: "int",
  reference: (x) => ~x,
  scalar: (x) => s.xor(x, x.type === "u32" ? 0xffffffff : -1),
});
