/** Results whose shape depends on the values. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, moved, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert, assertShapesMatch } from "../util.ts";

/** What is compared instead of the values: equal strings have equal codes. */
function comparable({ core, words }: Input): weir.Tensor {
  return words ? weir.gather(weir.tensor(Int32Array.from(words, (w) => words.indexOf(w))), core) : core;
}

/**
 * Returns the distinct slices of `x` along `axis` (default 0), in the order they come, and which of them each slice is.
 * @throws Error for a scalar
 * @example tf.unique([3, 1, 3]) // { values: [3, 1], indices: [0, 1, 0] }
 */
export function unique(x: TensorLike, axis = 0): { values: Tensor; indices: Tensor } {
  const t = convert(x, "x", "unique", "string_or_numeric");
  assert(t.rank > 0, "The input tensor must be at least 1D");
  const { values, indices } = weir.unique(comparable(t), axis);
  return { values: moved(t, values), indices: wrap(indices) };
}

/**
 * Returns a promise of the indices of true elements, [count, rank] int32.
 * @example tf.whereAsync([false, true, true]) // [[1], [2]]
 */
export async function whereAsync(condition: TensorLike): Promise<Tensor> {
  return wrap(await weir.whereAsync(convert(condition, "condition", "whereAsync", "bool").core));
}

/**
 * Returns a promise of the elements, or slices from `axis` on, of `tensor` where `mask` is true.
 * @throws Error when the mask is a scalar, or its shape is not that of the axes it covers
 * @example tf.booleanMaskAsync([[1, 2], [3, 4]], [false, true]) // [[3, 4]]
 */
export async function booleanMaskAsync(tensor: TensorLike, mask: TensorLike, axis = 0): Promise<Tensor> {
  const x = convert(tensor, "tensor", "boolMask");
  const m = convert(mask, "mask", "boolMask", "bool");
  assert(m.rank > 0, "mask cannot be scalar");
  assertShapesMatch(
    x.shape.slice(axis, axis + m.rank),
    m.shape,
    "mask's shape must match the first K dimensions of tensor's shape,",
  );
  return moved(x, await weir.booleanMaskAsync(x.core, m.core, axis));
}

/**
 * Returns a promise of the elements of vector `x` that are not in `y`, and their positions.
 * @throws Error for other ranks than 1, or when the dtypes differ
 * @example tf.setdiff1dAsync([1, 2, 3], [2]) // [[1, 3], [0, 2]]
 */
export async function setdiff1dAsync(x: TensorLike, y: TensorLike): Promise<[Tensor, Tensor]> {
  const [a, b] = [convert(x, "x", "setdiff1d"), convert(y, "y", "setdiff1d")];
  assert(a.dtype === b.dtype, `x and y should have the same dtype, but got x (${a.dtype}) and y (${b.dtype}).`);
  assert(a.rank === 1, `x should be 1D tensor, but got x (${a.shape}).`);
  assert(b.rank === 1, `y should be 1D tensor, but got y (${b.shape}).`);
  const [values, positions] = await weir.setdiff1dAsync(a.core, b.core);
  return [wrap(values), wrap(positions)];
}

function inTopK(predictions: TensorLike, targets: TensorLike, k: number): Tensor {
  const p = convert(predictions, "predictions", "inTopK");
  const t = convert(targets, "targets", "inTopK");
  assert(p.rank > 1, `inTopK() expects the predictions to be of rank 2 or higher, but got ${p.rank}`);
  assert(
    p.rank - 1 === t.rank,
    `predictions rank should be 1 larger than targets rank, but got predictions rank ${p.rank} and targets rank ${t.rank}`,
  );
  assertShapesMatch(
    p.shape.slice(0, -1),
    t.shape,
    "predictions's shape should be align with the targets' shape, except the last dimension.",
  );
  const classes = p.shape[p.rank - 1]!;
  assert(
    k > 0 && k <= classes,
    `'k' passed to inTopK() must be > 0 && <= the predictions last dimension (${classes}), but got ${k}`,
  );
  return wrap(weir.inTopK(p.core, weir.cast(t.core, "int32"), k));
}

/**
 * Returns a promise of whether the class that `targets` names is among the `k` largest of each row of `predictions`.
 * @throws Error when the shapes do not fit, or `k` is not from 1 to the number of classes
 * @example tf.inTopKAsync([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2]], [1, 2]) // [true, false]
 */
export function inTopKAsync(predictions: TensorLike, targets: TensorLike, k = 1): Promise<Tensor> {
  return new Promise((resolve) => resolve(inTopK(predictions, targets, k)));
}
