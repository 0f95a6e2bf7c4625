/** Sparse tensors as lists of indices and values. The sizes of results hang on values, so these ops read them: they run on the host. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, makeTensor, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike, TypedArray } from "../types.ts";

const numbers = (x: Input): number[] => Array.from(x.dataSync() as TypedArray);

function checkRank(x: Input, rank: number, text: string): void {
  if (x.rank !== rank) throw new Error(`${text} ${x.shape}`);
}

/**
 * Returns the entries of a sparse matrix with one of `defaultValue` put into each row that had none.
 * @throws Error when a rank is wrong, or an index lies outside the shape
 * @example tf.sparse.sparseFillEmptyRows([[0, 0], [2, 1]], [5, 6], [3, 2], 9).outputValues // [5, 9, 6]
 */
export function sparseFillEmptyRows(
  indices: TensorLike,
  values: TensorLike,
  denseShape: TensorLike,
  defaultValue: TensorLike,
): Record<"outputIndices" | "outputValues" | "emptyRowIndicator" | "reverseIndexMap", Tensor> {
  const op = "sparseFillEmptyRows";
  const at = convert(indices, "indices", op, "int32");
  const given = convert(values, "values", op);
  const shape = convert(denseShape, "denseShape", op, "int32");
  const filler = convert(defaultValue, "defaultValue", op, given.dtype);
  checkRank(at, 2, "Indices should be Tensor2D but received shape\n       ");
  checkRank(given, 1, "Values should be Tensor1D but received shape");
  checkRank(shape, 1, "Dense shape should be Tensor1D but received shape");
  checkRank(filler, 0, "Default value should be a scalar but received shape");
  const [count, rank] = at.shape as [number, number];
  const rows = numbers(shape)[0]!;
  const flat = numbers(at);
  const list = numbers(given);
  const entries: (readonly number[])[][] = Array.from({ length: rows }, () => []);
  if (rows === 0 && count !== 0)
    throw new Error(`Received SparseTensor with denseShape[0] = 0 but indices.shape[0] = ${count}`);
  const rowOf = (i: number): number => flat[i * rank]!;
  for (let i = 0; i < count; i++) {
    const row = rowOf(i);
    if (row < 0) throw new Error(`indices(${i}, 0) is invalid: ${row} < 0`);
    if (row >= rows) throw new Error(`indices(${i}, 0) is invalid: ${row} >= ${rows}`);
    entries[row]!.push([i]);
  }
  const outIndices: number[] = [];
  const outValues: number[] = [];
  const reverse = new Array<number>(count);
  const fill = numbers(filler)[0]!;
  entries.forEach((found, row) => {
    if (found.length === 0) {
      outIndices.push(row, ...new Array<number>(rank - 1).fill(0));
      outValues.push(fill);
    }
    for (const [i] of found) {
      reverse[i!] = outValues.length;
      outIndices.push(...flat.slice(i! * rank, (i! + 1) * rank));
      outValues.push(list[i!]!);
    }
  });
  return {
    outputIndices: makeTensor(outIndices, [outValues.length, rank], "int32"),
    outputValues: makeTensor(outValues, [outValues.length], given.dtype),
    emptyRowIndicator: makeTensor(
      entries.map((e) => e.length === 0),
      [rows],
      "bool",
    ),
    reverseIndexMap: makeTensor(reverse, [count], "int32"),
  };
}

/**
 * Returns where the entries of a sparse tensor are once it is reshaped, and that shape; one size may be −1.
 * @throws Error when a rank is wrong, or the sizes do not fit
 * @example tf.sparse.sparseReshape([[0, 1], [1, 0]], [2, 2], [4, -1]) // { outputIndices: [[1, 0], [2, 0]], outputShape: [4, 1] }
 */
export function sparseReshape(
  inputIndices: TensorLike,
  inputShape: TensorLike,
  newShape: TensorLike,
): Record<"outputIndices" | "outputShape", Tensor> {
  const op = "sparseReshape";
  const at = convert(inputIndices, "inputIndices", op, "int32");
  const [before, after] = [convert(inputShape, "inputShape", op, "int32"), convert(newShape, "newShape", op, "int32")];
  checkRank(at, 2, "Input indices should be Tensor2D but received shape\n       ");
  checkRank(before, 1, "Input shape should be Tensor1D but received shape");
  checkRank(after, 1, "New shape should be Tensor1D but received shape");
  const [from, asked] = [numbers(before), numbers(after)];
  const to = resolveShape(from, asked);
  const [count, rank] = [at.shape[0]!, at.shape[1]!];
  const flat = numbers(at);
  const out: number[] = [];
  for (let i = 0; i < count; i++) {
    let position = 0;
    for (let d = 0; d < rank; d++) position = position * from[d]! + flat[i * rank + d]!;
    const place = new Array<number>(to.length);
    for (let d = to.length - 1; d >= 0; d--) {
      place[d] = position % to[d]!;
      position = Math.floor(position / to[d]!);
    }
    out.push(...place);
  }
  return {
    outputIndices: makeTensor(out, [count, to.length], "int32"),
    outputShape: makeTensor(to, [to.length], "int32"),
  };
}

function resolveShape(from: readonly number[], asked: readonly number[]): number[] {
  const size = from.reduce((a, b) => a * b, 1);
  const open = asked.indexOf(-1);
  asked.forEach((d, i) => {
    if (d === -1 && i !== open) throw new Error(`only one output dimension may be -1, not both ${open} and ${i}`);
    if (d < -1) throw new Error(`size ${i} must be non-negative, not ${d}`);
  });
  const known = asked.reduce((p, d) => (d === -1 ? p : p * d), 1);
  if (open === -1) {
    if (known !== size)
      throw new Error(
        `Input to reshape is a tensor with ${size} dense values, but the requested shape has ${known}. inputShape=${from} outputShape=${asked}`,
      );
    return [...asked];
  }
  if (known <= 0)
    throw new Error(
      "reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero",
    );
  if (size % known !== 0)
    throw new Error(
      `Input to reshape is a SparseTensor with ${size}\n  dense values, but the requested shape requires a multiple of ${known}. inputShape=${from} outputShape= ${asked}`,
    );
  return asked.map((d, i) => (i === open ? size / known : d));
}

function sparseSegment(
  op: string,
  data: TensorLike,
  indices: TensorLike,
  segmentIds: TensorLike,
  mean: boolean,
): Tensor {
  const x = convert(data, "data", op);
  const [at, ids] = [convert(indices, "indices", op, "int32"), convert(segmentIds, "segmentIds", op, "int32")];
  if (x.rank < 1) throw new Error("Data should be at least 1 dimensional but received scalar");
  checkRank(at, 1, "Indices should be Tensor1D but received shape\n         ");
  checkRank(ids, 1, "Segment ids should be Tensor1D but received shape\n         ");
  const [rows, segments] = [numbers(at), numbers(ids)];
  const count = segments.length === 0 ? 0 : segments[segments.length - 1]! + 1;
  if (count < 0 || (segments.length > 0 && count === 0)) throw new Error("segment ids must be >= 0");
  segments.forEach((s, i) => {
    if (i > 0 && s < segments[i - 1]!) throw new Error("segment ids are not increasing");
    if (s < 0 || s >= count)
      throw new Error(`Segment id ${s} out of range [0, ${count}), possibly because segmentIds input is not sorted.`);
  });
  const total = x.shape[0]!;
  rows.forEach((r, i) => {
    if (r < 0 || r >= total) throw new Error(`Bad: indices[${i}] == ${r} out of range [0, ${total})`);
  });
  const width = x.size / Math.max(1, total);
  const shape = [count, ...x.shape.slice(1)];
  if (segments.length === 0) return makeTensor([], shape, x.dtype);
  // a product with the 0/1 matrix of who belongs where: float32 sums, exact for whole numbers below 2²⁴
  const belongs = new Float32Array(count * rows.length);
  const sizes = new Float32Array(count);
  segments.forEach((s) => sizes[s]!++);
  segments.forEach((s, i) => (belongs[s * rows.length + i] = mean ? 1 / sizes[s]! : 1));
  const gathered = weir.gather(weir.reshape(x.core, [total, width]), weir.tensor(Int32Array.from(rows)));
  const sums = weir.matMul(weir.tensor(belongs, [count, rows.length]), weir.cast(gathered, "float32"));
  return wrap(weir.reshape(weir.cast(sums, x.dtype as weir.DType), shape));
}

/**
 * Returns the means of the rows `indices` of `data`, by segment.
 * @throws Error when ids are not ascending or differ from the indices in number, or an index is out of range
 * @example tf.sparse.sparseSegmentMean([[1], [3], [5]], tf.tensor1d([0, 1, 2], "int32"), tf.tensor1d([0, 0, 1], "int32")) // [[2], [5]]
 */
export function sparseSegmentMean(data: TensorLike, indices: TensorLike, segmentIds: TensorLike): Tensor {
  return sparseSegment("sparseSegmentMean", data, indices, segmentIds, true);
}

/**
 * Returns the sums of the rows `indices` of `data`, by segment.
 * @throws Error when ids are not ascending or differ from the indices in number, or an index is out of range
 * @example tf.sparse.sparseSegmentSum([[1], [3], [5]], tf.tensor1d([0, 1, 2], "int32"), tf.tensor1d([0, 0, 1], "int32")) // [[4], [5]]
 */
export function sparseSegmentSum(data: TensorLike, indices: TensorLike, segmentIds: TensorLike): Tensor {
  return sparseSegment("sparseSegmentSum", data, indices, segmentIds, false);
}
