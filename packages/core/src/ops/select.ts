/** Results whose shape depends on the values: read first, then computed on the host. */
import type { DataOf, DType } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import { sameShape, showShape, sizeOf } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { gather } from "./gather.ts";
import { flat, reshape, transpose } from "./movement.ts";
import { normalizeAxis, trace } from "./record.ts";

/** Whatever a tensor's values are as a list. */
type Values = ArrayLike<number | string>;

const integers = (values: readonly number[]): Tensor => trace().toTensor(Int32Array.from(values));

// ---- unique -------------------------------------------------------------------------------------------------------------

/** The distinct values of a tensor, and where they are. */
export interface Unique {
  /** In the order of their first occurrence. */
  readonly values: Tensor;
  /** Which of them each element is, int32. */
  readonly indices: Tensor;
}

/** As {@link Unique}, and how often each occurs. */
export interface UniqueWithCounts extends Unique {
  /** int32. */
  readonly counts: Tensor;
}

/** x as rows [size of the axis, the rest]: slices that are compared. */
interface Slices {
  readonly rows: Tensor;
  readonly shape: readonly number[];
  /** Puts the axis back. */
  back(t: Tensor): Tensor;
}

function slicesOf(x: TensorLike, axis: number | undefined): Slices {
  const given = trace().toTensor(x);
  if (given.dtype === "complex64") throw new OpError("unique", "takes no complex numbers; use real() and imag()");
  const t = axis === undefined ? flat(given) : given;
  const a = normalizeAxis("unique", axis ?? 0, t.rank);
  if (t.rank === 0) throw new OpError("unique", "has no axis in a scalar; leave the axis out");
  const order = [a, ...t.shape.flatMap((_, d) => (d === a ? [] : [d]))];
  const rows = transpose(t, order);
  const back = (y: Tensor): Tensor =>
    transpose(
      y,
      order.map((_, d) => order.indexOf(d)),
    );
  return { rows, shape: t.shape, back };
}

/** Numbers slices so that equal ones have one number; NaN equals NaN and −0 equals 0. */
function numbered(values: Values, rows: number, width: number): { readonly firsts: number[]; readonly ids: number[] } {
  const [firsts, ids]: [number[], number[]] = [[], []];
  const seen = new Map<unknown, number>();
  for (let r = 0; r < rows; r++) {
    const key =
      width === 1 ? values[r] : JSON.stringify(Array.from({ length: width }, (_, k) => keyOf(values[r * width + k]!)));
    let id = seen.get(key);
    if (id === undefined) {
      id = firsts.push(r) - 1;
      seen.set(key, id);
    }
    ids.push(id);
  }
  return { firsts, ids };
}

/** JSON knows neither NaN nor ∞ nor −0. */
function keyOf(value: number | string): number | string {
  return typeof value === "number" && !Number.isFinite(value) ? `${value}` : value;
}

function distinct({ rows, back }: Slices, values: Values): UniqueWithCounts {
  const [count, ...rest] = rows.shape as [number, ...number[]];
  const { firsts, ids } = numbered(values, count, sizeOf(rest));
  const counts = new Array<number>(firsts.length).fill(0);
  for (const id of ids) counts[id]!++;
  return { values: back(gather(rows, integers(firsts))), indices: integers(ids), counts: integers(counts) };
}

/**
 * Returns the distinct values of `x`, or slices along `axis`, in the order of their first occurrence, and which of them each is.
 * NaN counts as equal to NaN. Needs the values at once: use `uniqueAsync` on devices that compute later (WebGL2, WebGPU). Gradients
 * go to the first occurrence.
 * @param axis default: all elements as one list
 * @throws OpError for complex numbers; WeirError where values cannot be read at once
 * @see TensorFlow.js's `tf.unique`
 * @example unique([3, 1, 3, 2]).values // [3, 1, 2]
 */
export function unique(x: TensorLike, axis?: number): Unique {
  const { values, indices } = uniqueWithCounts(x, axis);
  return { values, indices };
}

/**
 * Returns what `unique` does, and how often each value occurs. The counts are a vector of int32.
 * @param axis default: all elements as one list
 * @throws OpError for complex numbers; WeirError where values cannot be read at once
 * @see TensorFlow's `tf.unique_with_counts`
 * @example uniqueWithCounts([3, 1, 3, 2]).counts // [2, 1, 1]
 */
export function uniqueWithCounts(x: TensorLike, axis?: number): UniqueWithCounts {
  const slices = slicesOf(x, axis);
  return distinct(slices, slices.rows.dataSync<DType>());
}

/**
 * Returns a promise of what `uniqueWithCounts` gives, on every device. Shapes and dtypes are those of `unique`.
 * @param axis default: all elements as one list
 * @throws OpError for complex numbers
 * @see TensorFlow's `tf.unique`
 * @example (await uniqueAsync([[1, 2], [3, 4], [1, 2]], 0)).indices // [0, 1, 0]
 */
export async function uniqueAsync(x: TensorLike, axis?: number): Promise<UniqueWithCounts> {
  const slices = slicesOf(x, axis);
  return distinct(slices, await slices.rows.data<DType>());
}

// ---- positions ----------------------------------------------------------------------------------------------------------

/** The flat positions of elements other than 0. */
async function positions(op: string, x: Tensor): Promise<number[]> {
  if (x.dtype === "string" || x.dtype === "complex64")
    throw new OpError(op, `takes bool or real numbers, got ${x.dtype}`);
  const values = await x.data();
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) found.push(i);
  return found;
}

/** Flat positions in `shape` as the positions along one axis. */
function alongAxis(flat: readonly number[], shape: readonly number[], axis: number): number[] {
  const stride = sizeOf(shape.slice(axis + 1));
  return flat.map((p) => Math.floor(p / stride) % shape[axis]!);
}

/**
 * Returns a promise of the indices of the elements of `condition` that are true, or not 0: int32 [n, rank], in order.
 * @throws OpError for strings and complex numbers
 * @see TensorFlow.js's `tf.whereAsync`
 * @example await whereAsync([[true, false], [true, true]]) // [[0, 0], [1, 0], [1, 1]]
 */
export async function whereAsync(condition: TensorLike): Promise<Tensor> {
  const t = trace().toTensor(condition);
  const found = await positions("whereAsync", t);
  const parts = t.shape.map((_, a) => alongAxis(found, t.shape, a));
  const all = Int32Array.from(found.flatMap((_, k) => parts.map((p) => p[k]!)));
  return reshape(trace().toTensor(all), [found.length, t.rank]);
}

/**
 * Returns a promise of the indices of the elements of `x` that are not 0, an int32 vector for each axis; what indexes with in NumPy.
 * @throws OpError for strings and complex numbers
 * @example (await nonzeroAsync([[0, 5], [6, 0]]))[1] // [1, 0]
 */
export async function nonzeroAsync(x: TensorLike): Promise<Tensor[]> {
  const t = trace().toTensor(x);
  const found = await positions("nonzeroAsync", t);
  return t.shape.map((_, a) => integers(alongAxis(found, t.shape, a)));
}

/**
 * Returns a promise of the slices of `x` where `mask` is true. The mask has the shape of the axes of `x` from `axis` (default 0) on;
 * they become one. Gradients flow to what was picked.
 * @throws OpError when the mask is not bool, is a scalar, or does not fit
 * @see TensorFlow.js's `tf.booleanMaskAsync`
 * @example await booleanMaskAsync([1, 2, 3], [true, false, true]) // [1, 3]
 */
export async function booleanMaskAsync(x: TensorLike, mask: TensorLike, axis = 0): Promise<Tensor> {
  const op = "booleanMaskAsync";
  const [t, m] = [trace().toTensor(x), trace().toTensor(mask)];
  const a = normalizeAxis(op, axis, t.rank);
  if (m.dtype !== "bool") throw new OpError(op, `the mask is bool, got ${m.dtype}; compare it first`);
  if (m.rank === 0 || !sameShape(t.shape.slice(a, a + m.rank), m.shape))
    throw new OpError(op, `the mask ${showShape(m.shape)} is not the shape of ${showShape(t.shape)} from axis ${a} on`);
  const found = await positions(op, m);
  const joined = reshape(t, [...t.shape.slice(0, a), m.size, ...t.shape.slice(a + m.rank)]);
  return gather(joined, integers(found), a);
}

/**
 * Returns a promise of the elements of the vector `x` that do not occur in the vector `y`, and their positions (int32).
 * @throws OpError when they are not vectors of one dtype
 * @see TensorFlow.js's `tf.setdiff1dAsync`
 * @example (await setdiff1dAsync([1, 2, 3, 4], [2, 4]))[0] // [1, 3]
 */
export async function setdiff1dAsync(x: TensorLike, y: TensorLike): Promise<[Tensor, Tensor]> {
  const op = "setdiff1dAsync";
  const [a, b] = [trace().toTensor(x), trace().toTensor(y)];
  if (a.rank !== 1 || b.rank !== 1 || a.dtype !== b.dtype || a.dtype === "complex64")
    throw new OpError(
      op,
      `takes two vectors of one dtype, got ${a.dtype}${showShape(a.shape)} and ${b.dtype}${showShape(b.shape)}`,
    );
  const [values, others] = await Promise.all([a.data<DType>(), b.data<DType>()]);
  const known = new Set<number | string>(others as DataOf<"int32">);
  const left = Array.from(values as ArrayLike<number>, (_, i) => i).filter((i) => !known.has(values[i]!));
  const at = integers(left);
  return [gather(a, at), at];
}
