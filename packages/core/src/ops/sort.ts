/** Order: the positions of the sorted elements, and what is picked by them. */
import { OpError } from "../ir/error.ts";
import { isFloat } from "../ir/dtype.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, mul } from "./binary.ts";
import { where } from "./compare.ts";
import { gather } from "./gather.ts";
import { reshape } from "./movement.ts";
import { isNaN as isNaNOf } from "./predicate.ts";
import { alongRows } from "./prefix.ts";
import type { HostTensor } from "./record.ts";
import { apply, defineOp, normalizeAxis, trace } from "./record.ts";
import { slice } from "./slice.ts";
import { stack } from "./join.ts";

const RADIX = 2048;

/** Unsigned keys in the order of `values` (float32 or 32-bit integers), NaN last, −0 with 0. */
function keysOf({ data, dtype }: HostTensor, descending: boolean): Uint32Array {
  const keys = new Uint32Array(data.length);
  if (isFloat(dtype)) {
    const bits = new Uint32Array(Float32Array.from(data, (v) => v + 0).buffer);
    for (let i = 0; i < keys.length; i++) {
      const b = bits[i]!;
      if ((b & 0x7fffffff) > 0x7f800000) keys[i] = 0xffffffff;
      else {
        const up = (b & 0x80000000 ? ~b : b | 0x80000000) >>> 0;
        keys[i] = descending ? ~up : up;
      }
    }
    return keys;
  }
  const bias = dtype === "int32" || dtype === "int8" ? 2 ** 31 : 0;
  for (let i = 0; i < keys.length; i++) keys[i] = descending ? ~(data[i]! + bias) : data[i]! + bias;
  return keys;
}

/** The stable order of keys[begin … begin + size], by three passes of 11 bits. */
function radixOrder(keys: Uint32Array, begin: number, size: number): Uint32Array {
  let [from, to] = [new Uint32Array(size), new Uint32Array(size)];
  for (let i = 0; i < size; i++) from[i] = i;
  const starts = new Uint32Array(RADIX);
  for (const shift of [0, 11, 22]) {
    starts.fill(0);
    for (let i = 0; i < size; i++) starts[(keys[begin + i]! >>> shift) & (RADIX - 1)]!++;
    let total = 0;
    for (let d = 0; d < RADIX; d++) {
      const count = starts[d]!;
      starts[d] = total;
      total += count;
    }
    for (let i = 0; i < size; i++) to[starts[(keys[begin + from[i]!]! >>> shift) & (RADIX - 1)]!++] = from[i]!;
    [from, to] = [to, from];
  }
  return from;
}

/** Short rows are not worth the histograms. */
function shortOrder(keys: Uint32Array, begin: number, size: number): number[] {
  const order = Array.from({ length: size }, (_, i) => i);
  return order.sort((a, b) => keys[begin + a]! - keys[begin + b]! || a - b);
}

function rowOrders(x: HostTensor, descending: boolean): Float64Array {
  const size = x.shape[1]!;
  const keys = keysOf(x, descending);
  const out = new Float64Array(keys.length);
  for (let begin = 0; begin < keys.length; begin += size)
    out.set(size < RADIX ? shortOrder(keys, begin, size) : radixOrder(keys, begin, size), begin);
  return out;
}

/** Of the rows of a matrix. */
const orderRecord = defineOp({
  name: "argSort",
  infer: ([x]) => ({ shape: x!.shape, dtype: "int32" }),
  reference: ([x], attrs) => {
    const size = x!.shape[1]!;
    const sign = attrs["descending"] ? -1 : 1;
    const compare = (a: number, b: number): number => Number(a !== a) - Number(b !== b) || sign * (a - b) || 0;
    return Float64Array.from(x!.data, (_, i) => {
      const begin = i - (i % size);
      const row = [...x!.data.subarray(begin, begin + size)];
      const before = row.filter((v, j) => (compare(v, x!.data[i]!) || j - (i - begin)) < 0).length;
      return before;
    }).reduce((order, rank, i) => {
      order[i - (i % size) + rank] = i % size;
      return order;
    }, new Float64Array(x!.data.length));
  },
  lowering: { kind: "host", run: ([x], attrs) => rowOrders(x!, attrs["descending"] === true) },
  cases: [
    { inputs: [{ shape: [3, 5] }], attrs: { descending: false } },
    { inputs: [{ shape: [2, 17] }], attrs: { descending: true } },
    { inputs: [{ shape: [2, 17], dtype: "int32", range: [-3, 3] }], attrs: { descending: true } },
    { inputs: [{ shape: [1, 2100], dtype: "int32", range: [-40, 40] }], attrs: { descending: false } },
    { inputs: [{ shape: [0, 3] }], attrs: { descending: false } },
  ],
});

function sortable(name: string, x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  if (t.rank === 0) throw new OpError(name, "takes at least a vector, got a scalar");
  if (t.dtype === "string" || t.dtype === "complex64") throw new OpError(name, `takes real numbers, got ${t.dtype}`);
  return t;
}

const orderOf = (rows: Tensor, descending: boolean): Tensor => apply(orderRecord, [rows], { descending });

/** `f` of the rows along `axis`, unless there is nothing to order. */
function ordered(name: string, x: TensorLike, axis: number, f: (rows: Tensor) => Tensor): Tensor {
  const t = sortable(name, x);
  const a = normalizeAxis(name, axis, t.rank);
  return alongRows(t, a, f);
}

/**
 * Returns the positions (int32) along `axis` (default the last) that put `x` in order, in the shape of `x`. Stable: of equal elements
 * the first comes first, in either direction; NaN comes last. Computed on the host: costs a readback on GPUs.
 * @throws OpError for a scalar, strings, complex numbers, or an axis out of range
 * @example argSort([3, 1, 2]) // [1, 2, 0]
 */
export function argSort(x: TensorLike, axis = -1, descending = false): Tensor {
  return ordered("argSort", x, axis, (rows) => orderOf(rows, descending));
}

/**
 * Returns `x` with the elements along `axis` (default the last) in ascending order; NaN comes last in either direction. Its order
 * is computed on the host, which costs a readback on GPUs; gradients go where the elements came from.
 * @throws OpError for a scalar, strings, complex numbers, or an axis out of range
 * @example sort([3, 1, 2]) // [1, 2, 3]
 */
export function sort(x: TensorLike, axis = -1, descending = false): Tensor {
  return ordered("sort", x, axis, (rows) => gather(rows, orderOf(rows, descending), 1, 1));
}

/**
 * Returns the `k` (default 1) largest elements along the last axis, in descending order, and their positions (int32); of equal
 * elements the first. `sorted` is accepted for compatibility: the result always is.
 * @throws OpError when `k` is not an integer from 0 to the length of the axis
 * @example topk([1, 5, 3], 2).values // [5, 3]
 */
export function topk(x: TensorLike, k = 1, sorted = true): { values: Tensor; indices: Tensor } {
  const t = sortable("topk", x);
  const size = t.shape.at(-1)!;
  if (!Number.isInteger(k) || k < 0 || k > size)
    throw new OpError("topk", `k is an integer from 0 to ${size}, got ${k} (sorted ${sorted})`);
  const shape = [...t.shape.slice(0, -1), k];
  const rows = reshape(t, [size === 0 ? 0 : t.size / size, size]);
  const best = slice(orderOf(rows, true), [0, 0], [rows.shape[0]!, k]);
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
 * @example median([3, 1, 2]) // 2
 */
export function median(x: TensorLike, axis = -1): Tensor {
  return quantile(x, 0.5, axis);
}
