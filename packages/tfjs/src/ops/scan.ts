/** Running totals, the largest elements, and places in sorted rows. */
import * as weir from "@weir/core";
import { convert, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";

/**
 * Returns the running sums along `axis`; `exclusive` leaves each element out of its own, `reverse` starts at the end.
 * @example tf.cumsum([1, 2, 3]) // [1, 3, 6]
 */
export function cumsum(x: TensorLike, axis = 0, exclusive = false, reverse = false): Tensor {
  return wrap(weir.cumsum(convert(x, "x", "cumsum").core, axis, exclusive, reverse));
}

/**
 * Returns the running products along `axis`; `exclusive` leaves each element out of its own, `reverse` starts at the end.
 * @example tf.cumprod([1, 2, 3], 0, true) // [1, 1, 2]
 */
export function cumprod(x: TensorLike, axis = 0, exclusive = false, reverse = false): Tensor {
  return wrap(weir.cumprod(convert(x, "x", "cumprod").core, axis, exclusive, reverse));
}

/**
 * Returns the `k` largest elements along the last axis, in descending order, and their places; of equals the first.
 * @throws Error for a scalar, or when `k` is not from 0 to the length of the axis
 * @example tf.topk([1, 5, 3], 2).indices // [1, 2]
 */
export function topk(x: TensorLike, k = 1, sorted = true): { values: Tensor; indices: Tensor } {
  const t = convert(x, "x", "topk");
  if (t.rank === 0) throw new Error("topk() expects the input to be of rank 1 or higher");
  const last = t.shape[t.rank - 1]!;
  if (k < 0) throw new Error(`'k' passed to topk() must be >= 0 but got ${k}`);
  if (k > last) throw new Error(`'k' passed to topk() must be <= the last dimension (${last}) but got ${k}`);
  const { values, indices } = weir.topk(t.core, k, sorted);
  return { values: wrap(values), indices: wrap(indices) };
}

/**
 * Returns where each value would go in its sorted row: before equals ("left") or after them; rows as a matrix at least.
 * @throws Error when the leading dimensions differ
 * @example tf.searchSorted([1, 3, 5], [3, 4]) // [1, 2]
 */
export function searchSorted(sortedSequence: TensorLike, values: TensorLike, side: "left" | "right" = "left"): Tensor {
  const rows = convert(sortedSequence, "sortedSequence", "searchSorted");
  const wanted = convert(values, "values", "searchSorted");
  const matrix = ({ core, shape, size }: typeof rows): weir.Tensor => {
    const width = shape.at(-1) ?? 1;
    return weir.reshape(core, [width === 0 ? 0 : size / width, width]);
  };
  const [r, v] = [matrix(rows), matrix(wanted)];
  if (r.shape[0] !== v.shape[0]) throw new Error("Leading dimension of 'sortedSequence' and 'values' must match.");
  return wrap(weir.reshape(weir.searchSorted(r, v, side), wanted.shape));
}

/**
 * Returns the place of the first element of each sorted row that is not below the value.
 * @throws Error when the leading dimensions differ
 * @example tf.lowerBound([1, 3, 5], [3]) // [1]
 */
export function lowerBound(sortedSequence: TensorLike, values: TensorLike): Tensor {
  return searchSorted(sortedSequence, values, "left");
}

/**
 * Returns the place of the first element of each sorted row that is above the value.
 * @throws Error when the leading dimensions differ
 * @example tf.upperBound([1, 3, 5], [3]) // [2]
 */
export function upperBound(sortedSequence: TensorLike, values: TensorLike): Tensor {
  return searchSorted(sortedSequence, values, "right");
}
