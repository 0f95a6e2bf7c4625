/** Comparisons, logic on bools, logic on bits, and choosing by a bool. None but the choice has a gradient. */
import { equalRule, notEqualRule } from "./complex-rules.ts";
import { OpError } from "../ir/error.ts";
import { sameShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { cast } from "./cast.ts";
import type { Binary } from "./elementwise.ts";
import { binary, jointDType, jointShape } from "./elementwise.ts";
import { broadcastTo } from "./movement.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import * as s from "./scalar.ts";

/**
 * Returns whether a = b. NaN equals nothing.
 * @returns bools of the broadcast shape
 * @throws OpError when the shapes do not broadcast, or for strings
 * @see TensorFlow.js's `tf.equal`
 * @example equal([1, 2], [1, 3]) // [true, false]
 */
export const equal: Binary = binary({
  name: "equal",
  complex: equalRule,
  takes: "number",
  gives: "bool",
  reference: (a, b) => Number(a === b),
  scalar: s.eq,
});

/**
 * Returns whether a ≠ b.
 * @returns bools of the broadcast shape
 * @throws OpError when the shapes do not broadcast, or for strings
 * @see TensorFlow.js's `tf.notEqual`
 * @example notEqual([1, 2], [1, 3]) // [false, true]
 */
export const notEqual: Binary = binary({
  name: "notEqual",
  complex: notEqualRule,
  takes: "number",
  gives: "bool",
  reference: (a, b) => Number(a !== b),
  scalar: s.ne,
});

/**
 * Returns whether a < b.
 * @returns bools of the broadcast shape
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.less`
 * @example less([1, 2], 2) // [true, false]
 */
export const less: Binary = binary({
  name: "less",
  takes: "number",
  gives: "bool",
  reference: (a, b) => Number(a < b),
  scalar: s.lt,
});

/**
 * Returns whether a ≤ b.
 * @returns bools of the broadcast shape
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.lessEqual`
 * @example lessEqual([1, 3], 2) // [true, false]
 */
export const lessEqual: Binary = binary({
  name: "lessEqual",
  takes: "number",
  gives: "bool",
  reference: (a, b) => Number(a <= b),
  scalar: s.le,
});

/**
 * Returns whether a > b.
 * @returns bools of the broadcast shape
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.greater`
 * @example greater([1, 3], 2) // [false, true]
 */
export const greater: Binary = binary({
  name: "greater",
  takes: "number",
  gives: "bool",
  reference: (a, b) => Number(a > b),
  scalar: s.gt,
});

/**
 * Returns whether a ≥ b.
 * @returns bools of the broadcast shape
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.greaterEqual`
 * @example greaterEqual([1, 2], 2) // [false, true]
 */
export const greaterEqual: Binary = binary({
  name: "greaterEqual",
  takes: "number",
  gives: "bool",
  reference: (a, b) => Number(a >= b),
  scalar: s.ge,
});

/**
 * Returns a ∧ b of bools.
 * @returns bools of the broadcast shape
 * @throws OpError for other dtypes
 * @see TensorFlow.js's `tf.logicalAnd`
 * @example logicalAnd([true, true], [true, false]) // [true, false]
 */
export const logicalAnd: Binary = binary({
  name: "logicalAnd",
  takes: "bool",
  reference: (a, b) => a & b,
  scalar: s.and,
});

/**
 * Returns a ∨ b of bools.
 * @returns bools of the broadcast shape
 * @throws OpError for other dtypes
 * @see TensorFlow.js's `tf.logicalOr`
 * @example logicalOr([true, false], [false, false]) // [true, false]
 */
export const logicalOr: Binary = binary({
  name: "logicalOr",
  takes: "bool",
  reference: (a, b) => a | b,
  scalar: s.or,
});

/**
 * Returns whether exactly one of the bools a and b is true.
 * @returns bools of the broadcast shape
 * @throws OpError for other dtypes
 * @see TensorFlow.js's `tf.logicalXor`
 * @example logicalXor([true, false], [true, true]) // [false, true]
 */
export const logicalXor: Binary = binary({
  name: "logicalXor",
  takes: "bool",
  reference: (a, b) => a ^ b,
  scalar: (a, b) => s.or(s.and(a, s.not(b)), s.and(s.not(a), b)),
});

/**
 * Returns the bits set in both a and b (int32 or uint32).
 * @returns the broadcast shape, and the promoted dtype, an integer one
 * @throws OpError when the shapes do not broadcast, or for other dtypes than integers
 * @see TensorFlow.js's `tf.bitwiseAnd`
 * @example bitwiseAnd(cast([6], "int32"), cast([3], "int32")) // [2]
 */
export const bitwiseAnd: Binary = binary({
  name: "bitwiseAnd",
  takes: "int",
  reference: (a, b) => a & b,
  scalar: s.and,
});

/**
 * Returns the bits set in a or b (int32 or uint32).
 * @returns the broadcast shape, and the promoted dtype, an integer one
 * @throws OpError when the shapes do not broadcast, or for other dtypes than integers
 * @see TensorFlow's `tf.bitwise.bitwise_or`
 * @example bitwiseOr(cast([6], "int32"), cast([3], "int32")) // [7]
 */
export const bitwiseOr: Binary = binary({ name: "bitwiseOr", takes: "int", reference: (a, b) => a | b, scalar: s.or });

/**
 * Returns the bits set in exactly one of a and b (int32 or uint32).
 * @returns the broadcast shape, and the promoted dtype, an integer one
 * @throws OpError when the shapes do not broadcast, or for other dtypes than integers
 * @see TensorFlow's `tf.bitwise.bitwise_xor`
 * @example bitwiseXor(cast([6], "int32"), cast([3], "int32")) // [5]
 */
export const bitwiseXor: Binary = binary({
  name: "bitwiseXor",
  takes: "int",
  reference: (a, b) => a ^ b,
  scalar: s.xor,
});

/**
 * Returns the bits of `a` moved up by `b` places, 0 ≤ b < 32 (int32 or uint32).
 * @returns the broadcast shape, and the promoted dtype, an integer one
 * @throws OpError when the shapes do not broadcast, or for other dtypes than integers
 * @see TensorFlow's `tf.bitwise.left_shift`
 * @example leftShift(cast([3], "int32"), cast([2], "int32")) // [12]
 */
export const leftShift: Binary = binary({
  name: "leftShift",
  takes: "int",
  reference: (a, b) => a << b,
  scalar: s.shl,
  domain: [
    [0, 99],
    [0, 31],
  ],
});

/**
 * Returns the bits of `a` moved down by `b` places, 0 ≤ b < 32: arithmetically for int32, filling with 0 for uint32.
 * @returns the broadcast shape, and the promoted dtype, an integer one
 * @throws OpError when the shapes do not broadcast, or for other dtypes than integers
 * @see TensorFlow's `tf.bitwise.right_shift`
 * @example rightShift(cast([12], "int32"), cast([2], "int32")) // [3]
 */
export const rightShift: Binary = binary({
  name: "rightShift",
  takes: "int",
  reference: (a, b, dtype) => (dtype === "uint32" ? a >>> b : a >> b),
  scalar: s.shr,
  domain: [
    [-99, 99],
    [0, 31],
  ],
});

const selectRecord: OpRecord = defineOp({
  name: "where",
  moves: true,
  infer: ([c, a, b]) => {
    if (
      c!.dtype !== "bool" ||
      a!.dtype !== b!.dtype ||
      !sameShape(c!.shape, a!.shape) ||
      !sameShape(a!.shape, b!.shape)
    ) {
      throw new OpError(
        "where",
        `takes bool and two operands of one dtype and shape, got ${c!.dtype}, ${a!.dtype}, ${b!.dtype}`,
      );
    }
    return a!;
  },
  reference: ([c, a, b]) => a!.data.map((v, i) => (c!.data[i] ? v : b!.data[i]!)),
  lowering: {
    kind: "element",
    access: "identity",
    element: (c) => s.select(c.read(0, c.index), c.read(1, c.index), c.read(2, c.index)),
  },
  vjp: (g, { inputs: [c], needs }) => [
    undefined,
    needs[1] ? where(c!, g, 0) : undefined,
    needs[2] ? where(c!, 0, g) : undefined,
  ],
  cases: [
    { inputs: [{ shape: [], dtype: "bool" }, { shape: [] }, { shape: [] }] },
    { inputs: [{ shape: [2, 7], dtype: "bool" }, { shape: [2, 7] }, { shape: [2, 7] }] },
    {
      inputs: [
        { shape: [5], dtype: "bool" },
        { shape: [5], dtype: "int32" },
        { shape: [5], dtype: "int32" },
      ],
    },
    {
      inputs: [
        { shape: [5], dtype: "bool" },
        { shape: [5], dtype: "bool" },
        { shape: [5], dtype: "bool" },
      ],
    },
  ],
});

/**
 * Returns `a` where `condition` is true and `b` elsewhere. Shapes broadcast; `a` and `b` promote to one dtype. The gradient flows
 * only to the one chosen, so that a NaN or ∞ in the other does no harm.
 * @returns the broadcast shape, and the promoted dtype of `a` and `b`
 * @throws OpError when `condition` is not bool
 * @see TensorFlow.js's `tf.where`
 * @example where([true, false], [1, 2], 0) // [1, 0]
 */
export function where(condition: TensorLike, a: TensorLike, b: TensorLike): Tensor {
  const c = trace().toTensor(condition);
  if (c.dtype !== "bool")
    throw new OpError("where", `the condition is bool, got ${c.dtype}; compare it first, such as notEqual(x, 0)`);
  const arms = [a, b].map((v) => (typeof v === "number" ? v : trace().toTensor(v)));
  const tensors = arms.filter((v) => typeof v !== "number");
  const dtype = jointDType(arms);
  const shape = jointShape("where", [c.shape, ...tensors.map((t) => t.shape)]);
  const [p, q] = arms.map((v) =>
    typeof v === "number" ? trace().literal(v, shape, dtype) : broadcastTo(cast(v, dtype), shape),
  );
  return apply(selectRecord, [broadcastTo(c, shape), p!, q!]);
}
