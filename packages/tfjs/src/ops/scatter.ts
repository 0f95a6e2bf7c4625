/** Values sent to places: the transpose of gathering. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, inputOf, makeTensor, wrap } from "../convert.ts";
import { Tensor } from "../tensor.ts";
import type { TensorLike, TypedArray } from "../types.ts";
import { assert } from "../util.ts";

const whole = (x: number): weir.Tensor => weir.fill([], x, "int32");

/** Sums of the `rows` [n, width] by their places `at` [n] among `count`: [count, width]. Places outside are left out. */
function sums(at: weir.Tensor, rows: weir.Tensor, count: number): weir.Tensor {
  const width = rows.shape[1]!;
  const inside = weir.logicalAnd(weir.greaterEqual(at, whole(0)), weir.less(at, whole(count)));
  const kept = weir.where(weir.expandDims(inside, 1), weir.cast(rows, "float32"), weir.zeros([]));
  const place = weir.where(inside, at, whole(0));
  // what gathering does to gradients is what is wanted here, and it is differentiable again
  const [, scatter] = weir.vjp((t: weir.Tensor) => weir.gather(t, place), weir.zeros([count, width]));
  return weir.cast(scatter(kept), rows.dtype);
}

/** Returns the sums of the rows of `x` by segment; ids outside 0 … numSegments − 1 are left out. */
export function unsortedSegmentSum(x: TensorLike, segmentIds: TensorLike, numSegments: number): Tensor {
  const t = convert(x, "x", "unsortedSegmentSum");
  const ids = convert(segmentIds, "segmentIds", "unsortedSegmentSum", "int32");
  assert(Number.isInteger(numSegments), "numSegments must be of dtype int");
  const inner = t.shape.slice(ids.rank);
  const width = inner.reduce((a, b) => a * b, 1);
  const rows = weir.reshape(t.core, [ids.size, width]);
  return wrap(weir.reshape(sums(weir.reshape(ids.core, [ids.size]), rows, numSegments), [numSegments, ...inner]));
}

interface Places {
  /** Positions in the tensor as rows. */
  readonly at: weir.Tensor;
  readonly count: number;
  readonly width: number;
}

/** The rows of a tensor of `shape` that indices [..., depth] name. */
function places(op: string, indices: Input, updates: Input | undefined, shape: readonly number[]): Places {
  assert(indices.dtype === "int32", `The dtype of 'indices' should be int32, but got dtype: ${indices.dtype}`);
  assert(indices.rank >= 1, `tf.${op}() expects the indices to be rank 1 or higher, but the rank was ${indices.rank}.`);
  assert(
    shape.length >= 1 && shape.every((d) => Number.isInteger(d)),
    `Output rank must be greater or equal to 1, and whole, but got shape: ${shape}`,
  );
  const depth = indices.rank > 1 ? indices.shape[indices.rank - 1]! : 1;
  const batch = indices.rank > 1 ? indices.shape.slice(0, -1) : [...indices.shape];
  const inner = shape.slice(depth);
  if (updates) {
    assert(
      updates.rank >= 1,
      `tf.${op}() expects the updates to be rank 1 or higher, but the rank was ${updates.rank}.`,
    );
    const expected = [...batch, ...inner];
    assert(
      updates.rank === expected.length && updates.shape.every((d, i) => d === expected[i]),
      `Must have updates.shape = indices.shape[:batchDim] + shape[sliceDim:], got updates.shape: ${updates.shape}, indices.shape: ${indices.shape}, shape: ${shape}, sliceDim: ${depth}, and batchDim: ${batch.length}.`,
    );
  }
  const strides = Array.from({ length: depth }, (_, d) => shape.slice(d + 1, depth).reduce((a, b) => a * b, 1));
  const rows = weir.reshape(indices.core, [batch.reduce((a, b) => a * b, 1), depth]);
  return {
    at: weir.sum(weir.mul(rows, weir.tensor(Int32Array.from(strides))), 1),
    count: shape.slice(0, depth).reduce((a, b) => a * b, 1),
    width: inner.reduce((a, b) => a * b, 1),
  };
}

/** Returns zeros of `shape` with `updates` added at `indices`. */
export function scatterND(indices: TensorLike, updates: TensorLike, shape: readonly number[]): Tensor {
  const i = convert(indices, "indices", "scatterND", "int32");
  const u = convert(updates, "updates", "scatterND");
  const { at, count, width } = places("scatterND", i, u, shape);
  return wrap(weir.reshape(sums(at, weir.reshape(u.core, [at.size, width]), count), shape));
}

/** Returns `tensor` with `updates` in place of what was at `indices`. */
export function tensorScatterUpdate(tensor: TensorLike, indices: TensorLike, updates: TensorLike): Tensor {
  const t = convert(tensor, "tensor", "tensorScatterupdate");
  const i = convert(indices, "indices", "tensorScatterupdate", "int32");
  const u = convert(updates, "updates", "tensorScatterupdate");
  if (t.dtype !== u.dtype)
    throw new Error(`tensor and updates must have the same dtype, instead they are ${t.dtype} and ${u.dtype}.`);
  const { at, count, width } = places("tensorScatterUpdate", i, u, t.shape);
  return wrap(
    weir.reshape(replaced(weir.reshape(t.core, [count, width]), at, weir.reshape(u.core, [at.size, width])), t.shape),
  );
}

/** `rows` with `updates` at the places `at`. */
function replaced(rows: weir.Tensor, at: weir.Tensor, updates: weir.Tensor): weir.Tensor {
  const count = rows.shape[0]!;
  const hit = weir.greater(sums(at, weir.ones([at.size, 1]), count), 0);
  return weir.where(hit, sums(at, updates, count), rows);
}

/** Returns a tensor of `outputShape` with `sparseValues` at `sparseIndices` and `defaultValue` elsewhere. */
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
  const { at, count: size } = places(op, inputOf(weir.reshape(i.core, [count, depth])), undefined, outputShape);
  const words = v.words && [...v.words, ...filler.words!];
  const start = v.words?.length ?? 0;
  const fill = start > 0 ? weir.add(filler.core, whole(start)) : filler.core;
  const rows = weir.broadcastTo(fill, [size, 1]);
  const given = weir.broadcastTo(weir.reshape(v.core, [v.size, 1]), [count, 1]);
  return new Tensor(weir.reshape(replaced(rows, at, given), outputShape), { words });
}

function histogram(op: string, x: Input, weights: Input, size: number, binary: boolean): weir.Tensor {
  assert(x.dtype === "int32", `Error in ${op}: input dtype must be int32, but got ${x.dtype}`);
  assert(size >= 0, `size must be non-negative, but got ${size}.`);
  assert(
    weights.size === 0 || (weights.rank === x.rank && weights.shape.every((d, i) => d === x.shape[i])),
    `Error in ${op}: weights must have the same shape as x or 0-length, but got x shape: ${x.shape}, weights shape: ${weights.shape}.`,
  );
  const rows = x.rank === 2 ? x.shape[0]! : 1;
  const columns = x.size / Math.max(1, rows);
  const values = weir.reshape(x.core, [rows, columns, 1]);
  const hits = weir.cast(weir.equal(values, weir.iota([1, 1, size], 2)), "float32");
  if (binary) return weir.reshape(weir.max(hits, 1), x.rank === 2 ? [rows, size] : [size]);
  const weighted =
    weights.size === 0 ? hits : weir.mul(hits, weir.reshape(weir.cast(weights.core, "float32"), [rows, columns, 1]));
  return weir.reshape(weir.sum(weighted, 1), x.rank === 2 ? [rows, size] : [size]);
}

/** Returns how often, or with which weight, each of 0 … size − 1 occurs in a vector. */
export function bincount(x: TensorLike, weights: TensorLike, size: number): Tensor {
  return wrap(histogram("bincount", convert(x, "x", "bincount"), convert(weights, "weights", "bincount"), size, false));
}

/** As `bincount`, of a vector or of each row of a matrix; with `binaryOutput`, whether it occurs at all. */
export function denseBincount(x: TensorLike, weights: TensorLike, size: number, binaryOutput = false): Tensor {
  const t = convert(x, "x", "denseBincount");
  assert(t.rank <= 2, `Error in denseBincount: input must be at most rank 2, but got rank ${t.rank}.`);
  return wrap(histogram("denseBincount", t, convert(weights, "weights", "denseBincount"), size, binaryOutput));
}

/** Returns a promise of the elements of vector `x` that are not in `y`, and their positions. */
export async function setdiff1dAsync(x: TensorLike, y: TensorLike): Promise<[Tensor, Tensor]> {
  const [a, b] = [convert(x, "x", "setdiff1d"), convert(y, "y", "setdiff1d")];
  assert(a.dtype === b.dtype, `x and y should have the same dtype, but got x (${a.dtype}) and y (${b.dtype}).`);
  assert(a.rank === 1, `x should be 1D tensor, but got x (${a.shape}).`);
  assert(b.rank === 1, `y should be 1D tensor, but got y (${b.shape}).`);
  const values = (await a.core.data()) as TypedArray;
  const others = new Set((await b.core.data()) as TypedArray);
  const left = [...values.keys()].filter((i) => !others.has(values[i]!));
  return [
    makeTensor(
      left.map((i) => values[i]!),
      [left.length],
      a.dtype,
    ),
    makeTensor(left, [left.length], "int32"),
  ];
}
