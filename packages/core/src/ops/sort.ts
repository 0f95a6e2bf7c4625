/** Order: the positions of the sorted elements, and what is picked by them. */
import { OpError } from "../ir/error.ts";
import { isFloat } from "../ir/dtype.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, mul } from "./binary.ts";
import { where } from "./compare.ts";
import { gather } from "./gather.ts";
import { firstPositions, sortedKeys } from "./keys.ts";
import { reshape } from "./movement.ts";
import { isNaN as isNaNOf } from "./predicate.ts";
import { alongRows } from "./prefix.ts";
import type { HostTensor } from "./record.ts";
import { apply, defineOp, normalizeAxis, trace } from "./record.ts";
import { slice } from "./slice.ts";
import { keysOf, valuesOf } from "./sort-key.ts";
import { stack } from "./join.ts";
import { OF_ROWS } from "./without.ts";

/** How two elements lie: −1, 0 or 1; NaN after everything. */
function compare(a: number, b: number, attrs: Attrs): number {
  const sign = attrs["descending"] ? -1 : 1;
  return Number(a !== a) - Number(b !== b) || (a < b ? -sign : a > b ? sign : 0);
}

/** The positions of the elements of each row, in order. */
function orders(x: HostTensor, attrs: Attrs): number[][] {
  const [rows, size] = x.shape as [number, number];
  return Array.from({ length: rows }, (_, r) => {
    const row = x.data.subarray(r * size, (r + 1) * size);
    return Array.from(row.keys()).sort((i, j) => compare(row[i]!, row[j]!, attrs) || i - j);
  });
}

/** The first `count` of the sorted positions of the rows of a matrix. */
const orderRecord = defineOp({
  name: "argSort",
  infer: ([x], attrs) => ({ shape: [x!.shape[0]!, attrs["count"] as number], dtype: "int32" }),
  reference: ([x], attrs) =>
    Float64Array.from(orders(x!, attrs).flatMap((order) => order.slice(0, attrs["count"] as number))),
  lowering: {
    kind: "compose",
    compose: ([x], attrs, ops, target) => {
      const keys = keysOf(x!, attrs["descending"] === true, true);
      return firstPositions(keys, attrs["count"] as number, ops, target!);
    },
  },
  without: OF_ROWS,
  cases: [
    { inputs: [{ shape: [3, 5] }], attrs: { descending: false, count: 5 } },
    { inputs: [{ shape: [2, 17] }], attrs: { descending: true, count: 3 } },
    { inputs: [{ shape: [2, 40], dtype: "int32" }], attrs: { descending: true, count: 40 } },
    { inputs: [{ shape: [1, 2100], dtype: "int32", range: [-40, 40] }], attrs: { descending: false, count: 2100 } },
    { inputs: [{ shape: [2, 5003], dtype: "int32", range: [-99, 99] }], attrs: { descending: true, count: 3 } },
    { inputs: [{ shape: [0, 3] }], attrs: { descending: false, count: 3 } },
  ],
});

/** The rows of a matrix, each in order. */
const sortRecord = defineOp({
  name: "sort",
  infer: ([x]) => x!,
  reference: ([x], attrs) => {
    const size = x!.shape[1]!;
    return Float64Array.from(orders(x!, attrs).flatMap((order, r) => order.map((i) => x!.data[r * size + i]!)));
  },
  lowering: {
    kind: "compose",
    compose: ([x], attrs, ops, target) => {
      const descending = attrs["descending"] === true;
      const sorted = sortedKeys(keysOf(x!, descending, false), 32, false, ops, target!);
      return valuesOf(ops.reshape(sorted, x!.shape), descending, x!.dtype);
    },
  },
  // where each element went is the order of the order
  vjp: (g, { inputs: [x], attrs }) => [gather(g, orderOf(orderOf(x!, attrs["descending"] === true), false), 1, 1)],
  without: OF_ROWS,
  cases: [
    { inputs: [{ shape: [3, 5], distinct: true }], attrs: { descending: false } },
    { inputs: [{ shape: [2, 39], distinct: true }], attrs: { descending: true } },
    { inputs: [{ shape: [1, 1500], dtype: "int32", range: [-99, 99] }], attrs: { descending: false } },
    { inputs: [{ shape: [2, 0] }], attrs: { descending: false } },
  ],
});

function sortable(name: string, x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  if (t.rank === 0) throw new OpError(name, "takes at least a vector, got a scalar");
  if (t.dtype === "string" || t.dtype === "complex64") throw new OpError(name, `takes real numbers, got ${t.dtype}`);
  return t;
}

function orderOf(rows: Tensor, descending: boolean, count = rows.shape[1]!): Tensor {
  return apply(orderRecord, [rows], { descending, count });
}

/** `f` of the rows along `axis`, unless there is nothing to order. */
function ordered(name: string, x: TensorLike, axis: number, f: (rows: Tensor) => Tensor): Tensor {
  const t = sortable(name, x);
  const a = normalizeAxis(name, axis, t.rank);
  return alongRows(t, a, f);
}

/**
 * Returns the positions (int32) along `axis` (default the last) that put `x` in order, in the shape of `x`. Stable: of equal elements
 * the first comes first, in either direction; NaN comes last.
 * @throws OpError for a scalar, strings, complex numbers, or an axis out of range
 * @see NumPy's `argsort`
 * @example argSort([3, 1, 2]) // [1, 2, 0]
 */
export function argSort(x: TensorLike, axis = -1, descending = false): Tensor {
  return ordered("argSort", x, axis, (rows) => orderOf(rows, descending));
}

/**
 * Returns `x` with the elements along `axis` (default the last) in ascending order; NaN comes last in either direction. Gradients go
 * where the elements came from.
 * @throws OpError for a scalar, strings, complex numbers, or an axis out of range
 * @see NumPy's `sort`
 * @example sort([3, 1, 2]) // [1, 2, 3]
 */
export function sort(x: TensorLike, axis = -1, descending = false): Tensor {
  return ordered("sort", x, axis, (rows) => apply(sortRecord, [rows], { descending }));
}

/**
 * Returns the `k` (default 1) largest elements along the last axis, in descending order, and their positions (int32); of equal
 * elements the first. `sorted` is accepted for compatibility: the result always is.
 * @throws OpError when `k` is not an integer from 0 to the length of the axis
 * @see TensorFlow.js's `tf.topk`
 * @example topk([1, 5, 3], 2).values // [5, 3]
 */
export function topk(x: TensorLike, k = 1, sorted = true): { values: Tensor; indices: Tensor } {
  const t = sortable("topk", x);
  const size = t.shape.at(-1)!;
  if (!Number.isInteger(k) || k < 0 || k > size)
    throw new OpError("topk", `k is an integer from 0 to ${size}, got ${k} (sorted ${sorted})`);
  const shape = [...t.shape.slice(0, -1), k];
  const rows = reshape(t, [size === 0 ? 0 : t.size / size, size]);
  const best = orderOf(rows, true, k);
  return { values: reshape(gather(rows, best, 1, 1), shape), indices: reshape(best, shape) };
}

/** How a quantile between two elements is found. */
export type Interpolation = "linear" | "lower" | "higher" | "nearest" | "midpoint";

/** Weight of the upper neighbour, for a quantile that lies `f` of the way to it. */
const WEIGHT: Readonly<Record<Interpolation, (f: number, low: number) => number>> = {
  linear: (f) => f,
  lower: () => 0,
  higher: (f) => Math.ceil(f),
  nearest: (f, low) => (f === 0.5 ? low % 2 : Math.round(f)),
  midpoint: (f) => (f > 0 ? 0.5 : 0),
};

/**
 * Returns the `q`-quantile (0 ≤ q ≤ 1) along `axis` (default the last), which is dropped; a list of q adds an axis in front. NaN where a
 * row holds one. Interpolation as NumPy's, default "linear".
 * @throws OpError when q lies outside [0, 1], x is not float, or the axis is empty
 * @example quantile([1, 2, 3, 4], 0.5) // 2.5
 */
export function quantile(
  x: TensorLike,
  q: number | readonly number[],
  axis = -1,
  { interpolation = "linear" }: { interpolation?: Interpolation } = {},
): Tensor {
  const t = sortable("quantile", x);
  const a = normalizeAxis("quantile", axis, t.rank);
  const size = t.shape[a]!;
  const list = typeof q === "number" ? [q] : q;
  if (!isFloat(t.dtype) || size === 0 || !list.every((v) => v >= 0 && v <= 1))
    throw new OpError(
      "quantile",
      `takes floats, a nonempty axis and 0 ≤ q ≤ 1; got ${t.dtype}, ${size} elements, q ${list.join(", ")}`,
    );
  const sorted = sort(t, a);
  const shape = t.shape.filter((_, i) => i !== a);
  const pick = (i: number): Tensor =>
    reshape(
      slice(
        sorted,
        t.shape.map((_, k) => (k === a ? i : 0)),
        t.shape.map((d, k) => (k === a ? 1 : d)),
      ),
      shape,
    );
  const last = pick(size - 1);
  const one = (v: number): Tensor => {
    const low = Math.floor(v * (size - 1));
    const w = WEIGHT[interpolation](v * (size - 1) - low, low);
    const y = w === 0 ? pick(low) : w === 1 ? pick(low + 1) : add(mul(pick(low), 1 - w), mul(pick(low + 1), w));
    return where(isNaNOf(last), last, y);
  };
  return typeof q === "number" ? one(q) : stack(list.map(one));
}

/**
 * Returns the middle element along `axis` (default the last), which is dropped: the mean of the two middle ones of an even number.
 * @throws OpError when x is not float or the axis is empty
 * @see NumPy's `median`
 * @example median([3, 1, 2]) // 2
 */
export function median(x: TensorLike, axis = -1): Tensor {
  return quantile(x, 0.5, axis);
}
