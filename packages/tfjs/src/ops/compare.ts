/** Comparisons and logic; their results are bool. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, inputOf, matchTypes, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import type { Binary } from "./binary.ts";

type Core = (a: weir.Tensor, b: weir.Tensor) => weir.Tensor;

/** Strings as numbers that compare as they do: both operands' words in one sorted list. */
function ranked(a: Input, b: Input): [Input, Input] {
  if (!a.words || !b.words) return matchTypes(a, b);
  const sorted = [...new Set([...a.words, ...b.words])].sort();
  const rank = new Map(sorted.map((word, i) => [word, i]));
  const ranks = (x: Input): Input => {
    const table = weir.tensor(Int32Array.from(x.words!, (word) => rank.get(word)!));
    return inputOf(weir.gather(table, x.core));
  };
  return [ranks(a), ranks(b)];
}

function comparison(op: string, f: Core): Binary {
  return (x, y) => {
    const [a, b] = ranked(convert(x, "a", op, "string_or_numeric"), convert(y, "b", op, "string_or_numeric"));
    return wrap(f(a.core, b.core));
  };
}

function logical(op: string, f: Core): Binary {
  return (x, y) => wrap(f(convert(x, "a", op, "bool").core, convert(y, "b", op, "bool").core));
}

/**
 * Returns a = b.
 * @example tf.equal([1, 2], [1, 3]) // [true, false]
 */
export const equal: Binary = comparison("equal", weir.equal);
/**
 * Returns a ≠ b.
 * @example tf.notEqual([1, 2], [1, 3]) // [false, true]
 */
export const notEqual: Binary = comparison("notEqual", weir.notEqual);
/**
 * Returns a > b.
 * @example tf.greater([1, 3], 2) // [false, true]
 */
export const greater: Binary = comparison("greater", weir.greater);
/**
 * Returns a ≥ b.
 * @example tf.greaterEqual([1, 2], 2) // [false, true]
 */
export const greaterEqual: Binary = comparison("greaterEqual", weir.greaterEqual);
/**
 * Returns a < b.
 * @example tf.less([1, 2], 2) // [true, false]
 */
export const less: Binary = comparison("less", weir.less);
/**
 * Returns a ≤ b.
 * @example tf.lessEqual([1, 3], 2) // [true, false]
 */
export const lessEqual: Binary = comparison("lessEqual", weir.lessEqual);
/**
 * Returns a ∧ b.
 * @example tf.logicalAnd([true, true], [true, false]) // [true, false]
 */
export const logicalAnd: Binary = logical("logicalAnd", weir.logicalAnd);
/**
 * Returns a ∨ b.
 * @example tf.logicalOr([true, false], [false, false]) // [true, false]
 */
export const logicalOr: Binary = logical("logicalOr", weir.logicalOr);

/**
 * Returns a ∨ b, but not both.
 * @example tf.logicalXor([true, false], [true, true]) // [false, true]
 */
export function logicalXor(x: TensorLike, y: TensorLike): Tensor {
  const [a, b] = [convert(x, "a", "logicalXor", "bool"), convert(y, "b", "logicalXor", "bool")];
  return wrap(weir.logicalXor(a.core, b.core));
}

/**
 * Returns `a` where `condition` holds, else `b`; all three are broadcast.
 * @example tf.where([true, false], [1, 2], [3, 4]) // [1, 4]
 */
export function where(condition: TensorLike, a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = [convert(a, "a", "where"), convert(b, "b", "where")];
  const c = convert(condition, "condition", "where", "bool");
  return wrap(weir.where(weir.cast(c.core, "bool"), x.core, y.core));
}
