/** Values sent to places: the transpose of gathering. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, moved, wrap } from "../convert.ts";
import { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";

/**
 * Returns the sums of the rows of `x` by segment; ids outside 0 … numSegments − 1 are left out.
 * @throws Error when `numSegments` is not whole
 * @example tf.unsortedSegmentSum([1, 2, 3], [0, 1, 0], 2) // [4, 2]
 */
export function unsortedSegmentSum(x: TensorLike, segmentIds: TensorLike, numSegments: number): Tensor {
  const t = convert(x, "x", "unsortedSegmentSum");
  const ids = convert(segmentIds, "segmentIds", "unsortedSegmentSum", "int32");
  assert(Number.isInteger(numSegments), "numSegments must be of dtype int");
  return wrap(weir.unsortedSegmentSum(t.core, ids.core, numSegments));
}

/** `indices` [..., depth], once they and `updates` are known to fit `shape`; TensorFlow.js takes a list for indices of one part. */
function checked(op: string, indices: Input, updates: Input, shape: readonly number[]): weir.Tensor {
  assert(indices.dtype === "int32", `The dtype of 'indices' should be int32, but got dtype: ${indices.dtype}`);
  assert(indices.rank >= 1, `tf.${op}() expects the indices to be rank 1 or higher, but the rank was ${indices.rank}.`);
  assert(updates.rank >= 1, `tf.${op}() expects the updates to be rank 1 or higher, but the rank was ${updates.rank}.`);
  assert(
    shape.length >= 1 && shape.every((d) => Number.isInteger(d)),
    `Output rank must be greater or equal to 1, and whole, but got shape: ${shape}`,
  );
  const depth = indices.rank > 1 ? indices.shape[indices.rank - 1]! : 1;
  const batch = indices.rank > 1 ? indices.shape.slice(0, -1) : [...indices.shape];
  const expected = [...batch, ...shape.slice(depth)];
  assert(
    updates.rank === expected.length && updates.shape.every((d, i) => d === expected[i]),
    `Must have updates.shape = indices.shape[:batchDim] + shape[sliceDim:], got updates.shape: ${updates.shape}, indices.shape: ${indices.shape}, shape: ${shape}, sliceDim: ${depth}, and batchDim: ${batch.length}.`,
  );
  return weir.reshape(indices.core, [...batch, depth]);
}

/**
 * Returns the slices of `x` that the rows of `indices` name.
 * @example tf.gatherND([[1, 2], [3, 4]], [[1, 0], [0, 1]]) // [3, 2]
 */
export function gatherND(x: TensorLike, indices: TensorLike): Tensor {
  const t = convert(x, "x", "gatherND", "string_or_numeric");
  const i = convert(indices, "indices", "gatherND", "int32");
  return moved(t, weir.gatherND(t.core, i.core));
}

/**
 * Returns zeros of `shape` with `updates` added at `indices`.
 * @throws Error when the updates do not fit the indices
 * @example tf.scatterND([[1], [3]], [5, 6], [4]) // [0, 5, 0, 6]
 */
export function scatterND(indices: TensorLike, updates: TensorLike, shape: readonly number[]): Tensor {
  const i = convert(indices, "indices", "scatterND", "int32");
  const u = convert(updates, "updates", "scatterND");
  return wrap(weir.scatterND(checked("scatterND", i, u, shape), u.core, shape));
}

/**
 * Returns `tensor` with `updates` in place of what was at `indices`.
 * @throws Error when the updates do not fit the indices, or dtypes differ
 * @example tf.tensorScatterUpdate([1, 2, 3], [[1]], [9]) // [1, 9, 3]
 */
export function tensorScatterUpdate(tensor: TensorLike, indices: TensorLike, updates: TensorLike): Tensor {
  const t = convert(tensor, "tensor", "tensorScatterupdate");
  const i = convert(indices, "indices", "tensorScatterupdate", "int32");
  const u = convert(updates, "updates", "tensorScatterupdate");
  if (t.dtype !== u.dtype)
    throw new Error(`tensor and updates must have the same dtype, instead they are ${t.dtype} and ${u.dtype}.`);
  return wrap(weir.tensorScatterUpdate(t.core, checked("tensorScatterUpdate", i, u, t.shape), u.core));
}

/**
 * Returns a tensor of `outputShape` with `sparseValues` at `sparseIndices` and `defaultValue` elsewhere.
 * @throws Error when indices, values and shape do not fit one another
 * @example tf.sparseToDense([[1], [3]], tf.tensor1d([5, 6]), [4], 0) // [0, 5, 0, 6]
 */
export function sparseToDense(
  sparseIndices: TensorLike,
  sparseValues: TensorLike,
  outputShape: readonly number[],
  defaultValue: TensorLike = 0,
): Tensor {
  const op = "sparseToDense";
  const i = convert(sparseIndices, "sparseIndices", op, "int32");
  const v = convert(sparseValues, "sparseValues", op, "string_or_numeric");
  const filler = convert(defaultValue, "defaultValue", op, v.dtype);
  if (i.rank > 2) throw new Error(`sparseIndices should be a scalar, vector, or matrix, but got shape ${i.shape}.`);
  const count = i.rank > 0 ? i.shape[0]! : 1;
  const depth = i.rank > 1 ? i.shape[1]! : 1;
  if (outputShape.length !== depth)
    throw new Error(`outputShape has incorrect number of elements:, ${outputShape.length}, should be: ${depth}.`);
  if (!(v.rank === 0 || (v.rank === 1 && v.size === count)))
    throw new Error(`sparseValues has incorrect shape ${v.shape}, should be [] or [${count}]`);
  if (!outputShape.every((d) => Number.isInteger(d)))
    throw new Error(`outputShape is whole numbers, got ${outputShape}`);
  const words = v.words && [...v.words, ...filler.words!];
  const start = v.words?.length ?? 0;
  const fill = start > 0 ? weir.add(filler.core, weir.fill([], start, "int32")) : filler.core;
  return new Tensor(weir.sparseToDense(i.core, v.core, outputShape, fill), { words });
}

function checkBins(op: string, x: Input, weights: Input, size: number): void {
  assert(x.dtype === "int32", `Error in ${op}: input dtype must be int32, but got ${x.dtype}`);
  assert(size >= 0, `size must be non-negative, but got ${size}.`);
  assert(
    weights.size === 0 || (weights.rank === x.rank && weights.shape.every((d, i) => d === x.shape[i])),
    `Error in ${op}: weights must have the same shape as x or 0-length, but got x shape: ${x.shape}, weights shape: ${weights.shape}.`,
  );
}

/**
 * Returns how often, or with which weight, each of 0 … size − 1 occurs in a vector.
 * @throws Error for other dtypes than int32, a negative size, or weights of another shape
 * @example tf.bincount(tf.tensor1d([0, 2, 2], "int32"), [], 3) // [1, 0, 2]
 */
export function bincount(x: TensorLike, weights: TensorLike, size: number): Tensor {
  const [t, w] = [convert(x, "x", "bincount"), convert(weights, "weights", "bincount")];
  checkBins("bincount", t, w, size);
  return wrap(weir.bincount(t.core, weir.cast(w.core, "float32"), size));
}

/**
 * As `bincount`, of a vector or of each row of a matrix; with `binaryOutput`, whether it occurs at all.
 * @throws Error for ranks above 2, other dtypes than int32, a negative size, or weights of another shape
 * @example tf.denseBincount(tf.tensor2d([[0, 2], [1, 1]], [2, 2], "int32"), [], 3) // [[1, 0, 1], [0, 2, 0]]
 */
export function denseBincount(x: TensorLike, weights: TensorLike, size: number, binaryOutput = false): Tensor {
  const [t, w] = [convert(x, "x", "denseBincount"), convert(weights, "weights", "denseBincount")];
  assert(t.rank <= 2, `Error in denseBincount: input must be at most rank 2, but got rank ${t.rank}.`);
  checkBins("denseBincount", t, w, size);
  return wrap(weir.denseBincount(t.core, weir.cast(w.core, "float32"), size, binaryOutput));
}
