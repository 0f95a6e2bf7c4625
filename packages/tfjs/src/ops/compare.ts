/** Comparisons and logic; their results are bool. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, inputOf, matchTypes, moved, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import { makeTensor } from "../convert.ts";
import type { TensorLike } from "../types.ts";
import { assert, assertShapesMatch } from "../util.ts";
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

/** Returns a = b. */
export const equal: Binary = comparison("equal", weir.equal);
/** Returns a ≠ b. */
export const notEqual: Binary = comparison("notEqual", weir.notEqual);
/** Returns a > b. */
export const greater: Binary = comparison("greater", weir.greater);
/** Returns a ≥ b. */
export const greaterEqual: Binary = comparison("greaterEqual", weir.greaterEqual);
/** Returns a < b. */
export const less: Binary = comparison("less", weir.less);
/** Returns a ≤ b. */
export const lessEqual: Binary = comparison("lessEqual", weir.lessEqual);
/** Returns a ∧ b. */
export const logicalAnd: Binary = logical("logicalAnd", weir.logicalAnd);
/** Returns a ∨ b. */
export const logicalOr: Binary = logical("logicalOr", weir.logicalOr);

/** Returns a ∨ b, but not both. */
export function logicalXor(x: TensorLike, y: TensorLike): Tensor {
  const [a, b] = [convert(x, "a", "logicalXor", "bool"), convert(y, "b", "logicalXor", "bool")];
  return wrap(weir.logicalXor(a.core, b.core));
}

/** Returns `a` where `condition` holds, else `b`; all three are broadcast. */
export function where(condition: TensorLike, a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = [convert(a, "a", "where"), convert(b, "b", "where")];
  const c = convert(condition, "condition", "where", "bool");
  return wrap(weir.where(weir.cast(c.core, "bool"), x.core, y.core));
}

/** Returns a promise of the indices of true elements, [count, rank] int32. */
export async function whereAsync(condition: TensorLike): Promise<Tensor> {
  const c = convert(condition, "condition", "whereAsync", "bool");
  return truePositions(await c.core.data(), c.shape);
}

function truePositions(values: ArrayLike<number>, shape: readonly number[]): Tensor {
  const strides = shape.map((_, d) => shape.slice(d + 1).reduce((p, q) => p * q, 1));
  const out: number[] = [];
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!values[i]) continue;
    count++;
    for (let d = 0; d < shape.length; d++) out.push(Math.floor(i / strides[d]!) % shape[d]!);
  }
  return makeTensor(Int32Array.from(out), [count, shape.length], "int32");
}

/** Returns a promise of the elements, or slices from `axis` on, of `tensor` where `mask` is true. */
export async function booleanMaskAsync(tensor: TensorLike, mask: TensorLike, axis = 0): Promise<Tensor> {
  const x = convert(tensor, "tensor", "boolMask");
  const m = convert(mask, "mask", "boolMask", "bool");
  assert(m.rank > 0, "mask cannot be scalar");
  assertShapesMatch(
    x.shape.slice(axis, axis + m.rank),
    m.shape,
    "mask's shape must match the first K dimensions of tensor's shape,",
  );
  const rows = m.size;
  const flat = weir.reshape(x.core, [...x.shape.slice(0, axis), rows, ...x.shape.slice(axis + m.rank)]);
  const values = await m.core.data();
  const chosen = Int32Array.from([...values.keys()].filter((i) => values[i]));
  return moved(x, weir.gather(flat, weir.tensor(chosen), axis));
}
