/** Rounding to whole numbers. The derivative is 0. */
import type { Tensor } from "../tensor.ts";
import type { Unary } from "./elementwise.ts";
import { unary } from "./elementwise.ts";
import type { Ops } from "./record.ts";
import * as s from "./scalar.ts";

const flat = (_g: Tensor, x: Tensor, _y: Tensor, { zerosLike }: Ops): Tensor => zerosLike(x);

/**
 * Returns ⌊x⌋.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.floor`
 * @example floor([1.5, -1.5]) // [1, -2]
 */
export const floor: Unary = unary({ name: "floor", reference: Math.floor, scalar: s.floor, vjp: flat, kinked: true });

/**
 * Returns ⌈x⌉.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.ceil`
 * @example ceil([1.5, -1.5]) // [2, -1]
 */
export const ceil: Unary = unary({ name: "ceil", reference: Math.ceil, scalar: s.ceil, vjp: flat, kinked: true });

/**
 * Returns the nearest whole number; halves go to the even one.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.round`
 * @example round([0.5, 1.5, -1.2]) // [0, 2, -1]
 */
export const round: Unary = unary({ name: "round", reference: roundHalfEven, scalar: s.rint, vjp: flat, kinked: true });

function roundHalfEven(x: number): number {
  const r = Math.round(x);
  return Math.abs(x - Math.trunc(x)) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

/**
 * Returns x without its fraction.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see NumPy's `trunc`
 * @example trunc([1.5, -1.5]) // [1, -1]
 */
export const trunc: Unary = unary({ name: "trunc", reference: Math.trunc, scalar: s.trunc, vjp: flat, kinked: true });
