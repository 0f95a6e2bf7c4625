/** Elements moved round, repeated and masked by position: roll, repeat, rot90, triangles, grids. */
import { OpError } from "../ir/error.ts";
import { broadcastShapes, showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { sub } from "./binary.ts";
import { equal, greaterEqual, lessEqual, where } from "./compare.ts";
import { iota } from "./create.ts";
import { gather } from "./gather.ts";
import { concat } from "./join.ts";
import { broadcastTo, expandDims, flat, reshape, reverse, transpose } from "./movement.ts";
import { pad, sliceAxis } from "./pad.ts";
import { indicesOf, whole } from "./places.ts";
import { normalizeAxis, trace } from "./record.ts";

/**
 * Returns `x` with its elements moved by `shift` places along `axis`; what falls off one end comes back at the other.
 * @param axis one, or one a shift; default: `x` is rolled as one axis and keeps its shape
 * @throws OpError when a shift is not an integer, or shifts and axes are not equally many
 * @see NumPy's `roll`
 * @example roll([1, 2, 3, 4], 1) // [4, 1, 2, 3]
 */
export function roll(x: TensorLike, shift: number | readonly number[], axis?: number | readonly number[]): Tensor {
  const t = trace().toTensor(x);
  const shifts = [shift].flat() as number[];
  if (!shifts.every(Number.isInteger)) throw new OpError("roll", `shifts are integers, got ${shifts.join(", ")}`);
  if (axis === undefined) {
    const total = shifts.reduce((p, q) => p + q, 0);
    return reshape(rolled(flat(t), total, 0), t.shape);
  }
  const axes = [axis].flat() as number[];
  if (shifts.length !== 1 && axes.length !== shifts.length)
    throw new OpError("roll", `takes one shift an axis, got ${shifts.length} shifts and ${axes.length} axes`);
  return axes.reduce((y, a, i) => rolled(y, shifts[i] ?? shifts[0]!, normalizeAxis("roll", a, t.rank)), t);
}

function rolled(t: Tensor, shift: number, axis: number): Tensor {
  const size = t.shape[axis]!;
  const k = size === 0 ? 0 : ((shift % size) + size) % size;
  return k === 0 ? t : concat([sliceAxis(t, axis, size - k, k), sliceAxis(t, axis, 0, size - k)], axis);
}

/**
 * Returns `x` with each element repeated `repeats` times along `axis`.
 * @param repeats a count, or one for each element of the axis
 * @param axis default: `x` is taken as one axis, and the result is a vector
 * @throws OpError when the counts are not integers ≥ 0, or not as many as elements
 * @see NumPy's `repeat`
 * @example repeat([1, 2], 2) // [1, 1, 2, 2]
 */
export function repeat(x: TensorLike, repeats: number | readonly number[], axis?: number): Tensor {
  const given = trace().toTensor(x);
  const t = axis === undefined || given.rank === 0 ? flat(given) : given;
  const a = axis === undefined ? 0 : normalizeAxis("repeat", axis, t.rank);
  const size = t.shape[a]!;
  const counts = [repeats].flat() as number[];
  if (!counts.every((r) => Number.isInteger(r) && r >= 0))
    throw new OpError("repeat", `repeats are integers ≥ 0, got ${counts.join(", ")}`);
  if (typeof repeats === "number" || (counts.length === 1 && size !== 1)) {
    const wide = [...t.shape.slice(0, a + 1), counts[0]!, ...t.shape.slice(a + 1)];
    const shape = t.shape.map((d, i) => (i === a ? d * counts[0]! : d));
    return reshape(broadcastTo(expandDims(t, a + 1), wide), shape);
  }
  if (counts.length !== size)
    throw new OpError("repeat", `takes one count for each of ${size} elements, got ${counts.length}`);
  const from = Int32Array.from(counts.flatMap((r, i) => new Array<number>(r).fill(i)));
  return gather(t, trace().toTensor(from), a);
}

/**
 * Returns `x` turned by `k` (default 1) times 90° in the plane of two `axes` (default [0, 1]), from the first towards the second.
 * @throws OpError when `k` is not an integer, or the axes are not two
 * @see NumPy's `rot90`
 * @example rot90([[1, 2], [3, 4]]) // [[2, 4], [1, 3]]
 */
export function rot90(x: TensorLike, k = 1, axes: readonly [number, number] = [0, 1]): Tensor {
  const t = trace().toTensor(x);
  const [a, b] = axes.map((v) => normalizeAxis("rot90", v, t.rank)) as [number, number];
  if (t.rank < 2 || a === b || !Number.isInteger(k))
    throw new OpError("rot90", `takes an integer k and two different axes, got ${k} and [${axes.join(", ")}]`);
  const swapped = t.shape.map((_, i) => (i === a ? b : i === b ? a : i));
  const turns = ((k % 4) + 4) % 4;
  if (turns === 0) return t;
  if (turns === 2) return reverse(t, [a, b]);
  return turns === 1 ? reverse(transpose(t, swapped), a) : transpose(reverse(t, a), swapped);
}

/** Column minus row of every element of the matrices of `x`. */
function diagonals(op: string, x: Tensor, k: number): Tensor {
  if (x.rank < 2) throw new OpError(op, `takes matrices [..., m, n], got ${showShape(x.shape)}`);
  if (!Number.isInteger(k)) throw new OpError(op, `k is a whole number of diagonals, got ${k}`);
  const shape = x.shape.slice(-2);
  return sub(iota(shape, 1), iota(shape, 0));
}

/**
 * Returns the matrices `x` [..., m, n] with zeros above diagonal `k` (default 0, the main one; positive ones lie above it). Keeps the
 * dtype.
 * @throws OpError when the rank is below 2 or `k` is not whole
 * @see NumPy's `tril`
 * @example tril([[1, 2], [3, 4]]) // [[1, 0], [3, 4]]
 */
export function tril(x: TensorLike, k = 0): Tensor {
  const t = trace().toTensor(x);
  return where(lessEqual(diagonals("tril", t, k), whole(k)), t, trace().literal(0, [], t.dtype));
}

/**
 * Returns the matrices `x` [..., m, n] with zeros below diagonal `k` (default 0, the main one; positive ones lie above it). Keeps the
 * dtype.
 * @throws OpError when the rank is below 2 or `k` is not whole
 * @see NumPy's `triu`
 * @example triu([[1, 2], [3, 4]]) // [[1, 2], [0, 4]]
 */
export function triu(x: TensorLike, k = 0): Tensor {
  const t = trace().toTensor(x);
  return where(greaterEqual(diagonals("triu", t, k), whole(k)), t, trace().literal(0, [], t.dtype));
}

/**
 * Returns the coordinates of a grid spanned by vectors, one tensor for each, all of one shape. Each keeps the dtype of its vector, which
 * may be any.
 * @param indexing "xy" (default): the first vector runs along the columns, the second along the rows; "ij": vector i along axis i
 * @throws OpError when one of them is neither a vector nor a scalar, or for another indexing
 * @see TensorFlow.js's `tf.meshgrid`
 * @example meshgrid([[1, 2], [3, 4, 5]])[0] // [[1, 2], [1, 2], [1, 2]]
 */
export function meshgrid(
  vectors: readonly TensorLike[],
  { indexing = "xy" }: { readonly indexing?: "xy" | "ij" } = {},
): Tensor[] {
  if (indexing !== "xy" && indexing !== "ij")
    throw new OpError("meshgrid", `indexing is "xy" or "ij", got ${JSON.stringify(indexing)}`);
  const list = vectors.map((v) => trace().toTensor(v));
  for (const t of list) if (t.rank > 1) throw new OpError("meshgrid", `takes vectors, got ${showShape(t.shape)}`);
  // xy exchanges the first two axes
  const axis = (i: number): number => (indexing === "xy" && list.length > 1 && i < 2 ? 1 - i : i);
  const shape = list.map((_, i) => list[axis(i)]!.size);
  return list.map((t, i) =>
    broadcastTo(
      reshape(
        t,
        shape.map((_, d) => (d === axis(i) ? t.size : 1)),
      ),
      shape,
    ),
  );
}

/**
 * Returns the shape, int32, that tensors of the shapes `s0` and `s1` (integer vectors) broadcast to.
 * @throws OpError when they are not integer vectors, or are known not to broadcast
 * @see TensorFlow.js's `tf.broadcastArgs`
 * @example broadcastArgs([3, 1], [2]) // [3, 2]
 */
export function broadcastArgs(s0: TensorLike, s1: TensorLike): Tensor {
  const [a, b] = [indicesOf("broadcastArgs", s0, "shapes"), indicesOf("broadcastArgs", s1, "shapes")];
  if (a.rank !== 1 || b.rank !== 1)
    throw new OpError("broadcastArgs", `takes vectors, got ${showShape(a.shape)} and ${showShape(b.shape)}`);
  const [p, q] = [trace().known(a), trace().known(b)];
  if (p && q && !broadcastShapes([...p], [...q]))
    throw new OpError("broadcastArgs", `${showShape([...p])} and ${showShape([...q])} do not broadcast`);
  const rank = Math.max(a.size, b.size);
  const full = (t: Tensor): Tensor => pad(t, [[rank - t.size, 0]], 1);
  const [x, y] = [full(a), full(b)];
  // a size of 1 takes the other, which may be 0
  return where(equal(x, whole(1)), y, x);
}

/**
 * Returns `x`. Any dtype.
 * @param shape what the shape must be; null allows any size
 * @throws OpError when it is another
 * @see TensorFlow.js's `tf.ensureShape`
 * @example ensureShape([[1, 2]], [null, 2]) // [[1, 2]]
 */
export function ensureShape(x: TensorLike, shape: readonly (number | null)[]): Tensor {
  const t = trace().toTensor(x);
  if (t.rank !== shape.length || !shape.every((d, i) => d === null || d === t.shape[i]))
    throw new OpError(
      "ensureShape",
      `expected [${shape.map((d) => d ?? "any").join(", ")}], got ${showShape(t.shape)}`,
    );
  return t;
}
