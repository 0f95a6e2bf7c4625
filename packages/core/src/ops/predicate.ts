/** Tests of single elements, and negation of bools and of bits. */
import type { Unary } from "./elementwise.ts";
import { unary } from "./elementwise.ts";
import * as s from "./scalar.ts";

/**
 * Returns whether x is NaN, as bool.
 * @example isNaN([1, NaN]) // [false, true]
 */
export const isNaN: Unary = unary({
  name: "isNaN",
  reference: (x) => Number(Number.isNaN(x)),
  scalar: s.isNaNBits,
  gives: "bool",
});

/**
 * Returns whether x is ∞ or −∞, as bool.
 * @example isInf([1, Infinity]) // [false, true]
 */
export const isInf: Unary = unary({
  name: "isInf",
  reference: (x) => Number(Math.abs(x) === Infinity),
  scalar: s.isInfBits,
  gives: "bool",
});

/**
 * Returns whether x is neither NaN nor infinite, as bool.
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
 * @throws OpError for other dtypes
 * @example logicalNot([true, false]) // [false, true]
 */
export const logicalNot: Unary = unary({ name: "logicalNot", takes: "bool", reference: (x) => 1 - x, scalar: s.not });

/**
 * Returns x with all bits turned over (int32 or uint32).
 * @example bitwiseNot(cast([5], "int32")) // [-6]
 */
export const bitwiseNot: Unary = unary({
  name: "bitwiseNot",
  takes: "int",
  reference: (x) => ~x,
  scalar: (x) => s.xor(x, x.type === "u32" ? 0xffffffff : -1),
});
