/** Selection: elements by place, distinct ones, and whether the right ones are among the largest. */
import * as weir from "@weir/core";
import { convert, makeTensor, wrap } from "../convert.ts";
import { Tensor } from "../tensor.ts";
import type { DataValues, TensorLike, TypedArray } from "../types.ts";
import { assert, assertShapesMatch } from "../util.ts";

/**
 * Returns the elements, or slices, of `x` that the rows of `indices` [..., depth] name.
 * @throws Error for scalars, or when rows of indices are longer than the rank of `x`
 * @example tf.gatherND([[1, 2], [3, 4]], [[1, 0]]) // [3]
 */
export function gatherND(x: TensorLike, indices: TensorLike): Tensor {
  const places = convert(indices, "indices", "gatherND", "int32");
  const t = convert(x, "x", "gatherND", "string_or_numeric");
  assert(t.rank >= 1, `tf.gatherND() expects the input to be rank 1 or higher, but the rank was ${t.rank}.`);
  assert(
    places.rank >= 1,
    `tf.gatherND() expects the indices to be rank 1 or higher, but the rank was ${places.rank}.`,
  );
  const depth = places.shape[places.rank - 1]!;
  assert(depth <= t.rank, `index innermost dimension length must be <= tensor rank; saw: ${depth} vs. ${t.rank}`);
  assert(t.size > 0, `Requested more than 0 entries, but input is empty. Input shape: ${t.shape}.`);
  const batch = places.shape.slice(0, -1);
  const inner = t.shape.slice(depth);
  const strides = Array.from({ length: depth }, (_, d) => t.shape.slice(d + 1, depth).reduce((a, b) => a * b, 1));
  const rows = weir.reshape(places.core, [batch.reduce((a, b) => a * b, 1), depth]);
  const at = weir.sum(weir.mul(rows, weir.tensor(Int32Array.from(strides))), 1);
  const table = weir.reshape(t.core, [t.shape.slice(0, depth).reduce((a, b) => a * b, 1), ...inner]);
  return new Tensor(weir.reshape(weir.gather(table, at), [...batch, ...inner]), { words: t.words });
}

/**
 * Returns the distinct slices of `x` along `axis` in the order of their first appearance, and for each slice which of them it is. How
 * many there are depends on the numbers: they are read at once, which WebGPU cannot.
 * @throws Error for a scalar
 * @example tf.unique([3, 1, 3]).values // [3, 1]
 */
export function unique(x: TensorLike, axis = 0): { values: Tensor; indices: Tensor } {
  const t = convert(x, "x", "unique", "string_or_numeric");
  assert(t.rank > 0, "The input tensor must be at least 1D");
  const at = axis < 0 ? axis + t.rank : axis;
  const data = t.dataSync();
  const count = t.shape[at]!;
  const inner = t.shape.slice(at + 1).reduce((a, b) => a * b, 1);
  const outer = t.shape.slice(0, at).reduce((a, b) => a * b, 1);
  const seen = new Map<string, number>();
  const first: number[] = [];
  const indices = Int32Array.from({ length: count }, (_, i) => {
    const key = JSON.stringify(sliceOf(data, outer, count, inner, i));
    if (!seen.has(key)) {
      seen.set(key, first.length);
      first.push(i);
    }
    return seen.get(key)!;
  });
  const values = weir.gather(t.core, weir.tensor(Int32Array.from(first)), at);
  return { values: new Tensor(values, { words: t.words }), indices: makeTensor(indices, [count], "int32") };
}

/** The elements of slice `i` of `count` along the middle one of three axes, as texts that tell NaN and infinities apart. */
function sliceOf(data: DataValues, outer: number, count: number, inner: number, i: number): string[] {
  const found: string[] = [];
  for (let o = 0; o < outer; o++) for (let j = 0; j < inner; j++) found.push(String(data[(o * count + i) * inner + j]));
  return found;
}

/**
 * Returns a promise of whether each target is among the `k` largest of its row of predictions; of equals the first is.
 * @throws Error when the shapes do not fit, or `k` is not from 1 to the number of classes
 * @example tf.inTopKAsync([[1, 5, 3], [7, 2, 4]], [2, 1], 2) // [true, false]
 */
export async function inTopKAsync(predictions: TensorLike, targets: TensorLike, k = 1): Promise<Tensor> {
  const [p, t] = [convert(predictions, "predictions", "inTopK"), convert(targets, "targets", "inTopK")];
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
  const width = p.shape[p.rank - 1]!;
  assert(
    k > 0 && k <= width,
    `'k' passed to inTopK() must be > 0 && <= the predictions last dimension (${width}), but got ${k}`,
  );
  const scores = (await p.core.data()) as TypedArray;
  const wanted = (await t.core.data()) as TypedArray;
  const hits = Uint8Array.from(wanted, (target, row) => {
    const own = scores[row * width + target]!;
    let better = 0;
    for (let i = 0; i < width; i++) {
      const other = scores[row * width + i]!;
      if (other > own || (other === own && i < target)) better++;
    }
    return target >= 0 && target < width && better < k ? 1 : 0;
  });
  return wrap(weir.tensor(hits, t.shape, "bool"));
}
