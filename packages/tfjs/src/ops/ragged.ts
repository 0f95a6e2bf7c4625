/** Ragged tensors: values and where rows begin. The sizes of results hang on values, so these ops read them: they run on the host. */
import type { Input } from "../convert.ts";
import { convert, makeTensor } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike, TypedArray } from "../types.ts";

const numbers = (x: Input): number[] => Array.from(x.dataSync() as TypedArray);

/**
 * Returns the numbers from each start up to its limit in steps of its delta: their values, and where each run begins.
 * @throws Error for a delta of 0, or when the three differ in length
 * @example tf.raggedRange([0, 5], [3, 7], 1) // { rtNestedSplits: [0, 3, 5], rtDenseValues: [0, 1, 2, 5, 6] }
 */
export function raggedRange(
  starts: TensorLike,
  limits: TensorLike,
  deltas: TensorLike,
): { rtNestedSplits: Tensor; rtDenseValues: Tensor } {
  const from = convert(starts, "starts", "raggedRange");
  const to = convert(limits, "limits", "raggedRange", from.dtype);
  const by = convert(deltas, "deltas", "raggedRange", from.dtype);
  for (const [name, x] of Object.entries({ starts: from, limits: to, deltas: by }))
    if (x.rank > 1) throw new Error(`${name} must be a scalar or vector`);
  const sizes = [from, to, by].filter((x) => x.rank === 1).map((x) => x.size);
  if (sizes.some((n) => n !== sizes[0])) throw new Error("starts, limits, and deltas must have the same shape");
  const rows = sizes[0] ?? 1;
  const row = (x: Input): ((i: number) => number) => {
    const values = numbers(x);
    return (i) => values[x.rank === 0 ? 0 : i]!;
  };
  const [start, limit, delta] = [row(from), row(to), row(by)];
  const splits = [0];
  const values: number[] = [];
  for (let i = 0; i < rows; i++) {
    const step = delta(i);
    if (step === 0) throw new Error("Requires delta != 0");
    const count = Math.max(0, Math.ceil((limit(i) - start(i)) / step));
    if (count > 2 ** 31 - 1) throw new Error(`Requires ((limit - start) / delta) <= ${2 ** 31 - 1}`);
    for (let k = 0; k < count; k++) values.push(start(i) + k * step);
    splits.push(values.length);
  }
  return {
    rtNestedSplits: makeTensor(splits, [splits.length], "int32"),
    rtDenseValues: makeTensor(values, [values.length], from.dtype),
  };
}

function checkSplits(splits: readonly number[], last: boolean, valueRows: number): void {
  if (splits.length === 0) throw new Error("Ragged splits may not be empty");
  if (splits[0]! < 0) throw new Error("Ragged splits must be non-negative");
  if (last && splits[splits.length - 1]! > valueRows) throw new Error("Ragged splits must not point past values");
  for (let i = 1; i < splits.length; i++)
    if (splits[i - 1]! > splits[i]!) throw new Error("Ragged splits must be sorted in ascending order");
}

/**
 * Returns the rows `indices` of a ragged tensor, as values and where their rows begin, outermost first.
 * @throws Error for an index out of range, or splits that are empty, not ascending, or point past the values
 * @example tf.raggedGather([[0, 2, 3]], [1, 2, 3], [1, 0], 1) // { outputNestedSplits: [[0, 1, 3]], outputDenseValues: [3, 1, 2] }
 */
export function raggedGather(
  paramsNestedSplits: readonly TensorLike[],
  paramsDenseValues: TensorLike,
  indices: TensorLike,
  _outputRaggedRank: number,
): { outputNestedSplits: Tensor[]; outputDenseValues: Tensor } {
  const nested = paramsNestedSplits.map((t, i) => numbers(convert(t, `tensors${i}`, "raggedGather", "int32")));
  const values = convert(paramsDenseValues, "paramsDenseValues", "raggedGather");
  const at = convert(indices, "indices", "raggedGather", "int32");
  if (nested.length === 0) throw new Error("paramsNestedSplits must be non empty");
  if (nested.some((splits) => splits.length === 0)) throw new Error("Ragged splits may not be empty");
  const rows = nested[0]!.length - 1;
  const wanted = numbers(at);
  wanted.forEach((r, i) => {
    if (r < 0 || r >= rows) throw new Error(`indices${placeOf(i, at.shape)} = ${r} is not in [0, ${rows})`);
  });
  if (values.rank === 0) throw new Error("params.rank must be nonzero");
  nested.forEach((splits, d) => checkSplits(splits, d === nested.length - 1, values.shape[0]!));
  // indices of rank n add n − 1 uniform levels above
  const out: number[][] = at.rank === 0 ? [] : at.shape.slice(0, -1).map((_, d) => uniform(at.shape, d));
  let pieces: (readonly [number, number])[] = wanted.map((r) => [r, r + 1]);
  nested.forEach((splits, d) => {
    const lengths = pieces.flatMap(([a, b]) =>
      Array.from({ length: b - a }, (_, k) => splits[a + k + 1]! - splits[a + k]!),
    );
    if (at.rank > 0 || d > 0)
      out.push(lengths.reduce<number[]>((sums, n) => [...sums, sums[sums.length - 1]! + n], [0]));
    pieces = pieces.map(([a, b]) => [splits[a]!, splits[b]!]);
  });
  const flat = values.dataSync();
  const width = values.size / values.shape[0]!;
  const dense = pieces.flatMap(([a, b]) => Array.from((flat as TypedArray).slice(a * width, b * width)));
  const count = pieces.reduce((n, [a, b]) => n + b - a, 0);
  return {
    outputNestedSplits: out.map((splits) => makeTensor(splits, [splits.length], "int32")),
    outputDenseValues: makeTensor(dense, [count, ...values.shape.slice(1)], values.dtype),
  };
}

function placeOf(index: number, shape: readonly number[]): string {
  const place: number[] = [];
  let rest = index;
  for (const d of [...shape].reverse()) {
    place.unshift(rest % d);
    rest = Math.floor(rest / d);
  }
  return `[${place.join(",")}]`;
}

/** Where the rows of level `d` of a full array begin. */
function uniform(shape: readonly number[], d: number): number[] {
  const rows = shape.slice(0, d + 1).reduce((a, b) => a * b, 1);
  return Array.from({ length: rows + 1 }, (_, i) => i * shape[d + 1]!);
}

/** How the partition of one axis is given. */
type Partition = "FIRST_DIM_SIZE" | "VALUE_ROWIDS" | "ROW_SPLITS";

/**
 * Returns a ragged tensor as a full one of `shape` (−1: as large as needed), with `defaultValue` where rows end early; what does not
 * fit is left out.
 * @throws Error when shape, values and partitions do not fit, or for an unknown kind of partition
 * @example tf.raggedTensorToTensor([2, 2], [1, 2, 3], 0, [[0, 2, 3]], ["ROW_SPLITS"]) // [[1, 2], [3, 0]]
 */
export function raggedTensorToTensor(
  shape: TensorLike,
  values: TensorLike,
  defaultValue: TensorLike,
  rowPartitionTensors: readonly TensorLike[],
  rowPartitionTypes: readonly string[],
): Tensor {
  const op = "raggedTensorToTensor";
  const asked = numbers(convert(shape, "shape", op, "int32"));
  const dense = convert(values, "values", op);
  const filler = convert(defaultValue, "defaultValue", op, dense.dtype);
  const partitions = rowPartitionTensors.map((t, i) => numbers(convert(t, `tensors${i}`, op, "int32")));
  const first = rowPartitionTypes[0] === "FIRST_DIM_SIZE" ? 1 : 0;
  const levels = rowPartitionTypes.slice(first).map((type, i) => rowsOf(type as Partition, partitions[i + first]!));
  const inner = dense.shape.slice(1);
  if (asked.length !== levels.length + 1 + inner.length)
    throw new Error(
      `raggedTensorToTensor: shape ${asked} and values of shape ${dense.shape} under ${levels.length + 1} ragged axes are incompatible`,
    );
  inner.forEach((d, i) => {
    const want = asked[levels.length + 1 + i]!;
    if (want >= 0 && want !== d)
      throw new Error(
        `defaultValue.shape=${filler.shape} and ragged tensor shape=${asked} do not fit values of shape ${dense.shape}: they are incompatible`,
      );
  });
  const outer = first ? partitions[0]![0]! : levels[0]!.rows;
  const tree = nestRows(levels, outer, dense.shape[0]!);
  const size = asked.map((d, i) => (d >= 0 ? d : i > levels.length ? inner[i - levels.length - 1]! : widest(tree, i)));
  const width = inner.reduce((a, b) => a * b, 1);
  const fill = numbers(filler);
  const cell = Array.from({ length: width }, (_, i) => fill[i % fill.length]!);
  const flat = dense.dataSync() as TypedArray;
  const out: number[] = [];
  const place = (row: Rows | undefined, d: number): void => {
    for (let i = 0; i < size[d]!; i++) {
      const next = row?.[i];
      if (d < levels.length) place(next as Rows | undefined, d + 1);
      else if (next === undefined) out.push(...cell);
      else for (let k = 0; k < width; k++) out.push(flat[(next as number) * width + k]!);
    }
  };
  place(tree, 0);
  return makeTensor(out, size, dense.dtype);
}

/** Positions among the values, nested as the ragged axes are. */
type Rows = readonly (number | Rows)[];

interface Level {
  readonly rows: number;
  /** How many items row i of this level holds, and which, in order. */
  items(row: number): readonly number[];
}

function rowsOf(type: Partition, partition: readonly number[]): Level {
  if (type === "ROW_SPLITS") {
    const items = (r: number): number[] =>
      r + 1 < partition.length
        ? Array.from({ length: partition[r + 1]! - partition[r]! }, (_, k) => partition[r]! + k)
        : [];
    return { rows: Math.max(0, partition.length - 1), items };
  }
  if (type !== "VALUE_ROWIDS") throw new Error(`Unsupported partition type: ${String(type)}`);
  const found = new Map<number, number[]>();
  partition.forEach((r, i) => found.set(r, [...(found.get(r) ?? []), i]));
  return { rows: partition.length === 0 ? 0 : partition[partition.length - 1]! + 1, items: (r) => found.get(r) ?? [] };
}

function nestRows(levels: readonly Level[], rows: number, count: number): Rows {
  const build = (d: number, row: number): number | Rows =>
    d === levels.length
      ? row
      : levels[d]!.items(row)
          .filter((i) => d < levels.length - 1 || i < count)
          .map((i) => build(d + 1, i));
  return Array.from({ length: rows }, (_, row) => build(0, row));
}

/** The longest row at depth `d`. */
function widest(tree: Rows, d: number): number {
  if (d === 0) return tree.length;
  return Math.max(0, ...tree.map((row) => (Array.isArray(row) ? widest(row, d - 1) : 0)));
}
