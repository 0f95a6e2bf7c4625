/** Values sent to places named by indices: the opposite of gathering. */
import { OpError } from "../ir/error.ts";
import type { Shape } from "../ir/shape.ts";
import { sameShape, showShape, sizeOf } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { alongAxis } from "./along.ts";
import { add, maximum, minimum, mul, sub } from "./binary.ts";
import { cast } from "./cast.ts";
import { greaterEqual, where } from "./compare.ts";
import { gather } from "./gather.ts";
import { broadcastTo, checkShape, expandDims, reshape } from "./movement.ts";
import type { Places } from "./places.ts";
import { indicesOf, placesOf, whole } from "./places.ts";
import { trace } from "./record.ts";
import type { Combine } from "./scatter-record.ts";
import { lastOf, scatter } from "./scatter-record.ts";

/** `updates` as the rows that go to `places`. */
function rowsOf(op: string, updates: TensorLike, { batch, inner }: Places): Tensor {
  const u = trace().toTensor(updates);
  const expected = [...batch, ...inner];
  if (!sameShape(u.shape, expected))
    throw new OpError(op, `the indices name slices of shape ${showShape(expected)}, got updates ${showShape(u.shape)}`);
  return reshape(u, [sizeOf(batch), ...inner]);
}

/** What falls on each place of `shape`, combined. */
function scattered(op: string, combine: Combine, indices: TensorLike, updates: TensorLike, shape: Shape): Tensor {
  const places = placesOf(op, indices, shape);
  return reshape(scatter(op, combine, rowsOf(op, updates, places), places.at, places.rows), shape);
}

/** `rows` [n, ...] with the last of `updates` for each row in its place. */
function replaced(rows: Tensor, at: Tensor, updates: Tensor): Tensor {
  const last = lastOf(at, rows.shape[0]!);
  const hit = reshape(greaterEqual(last, whole(0)), [rows.shape[0]!, ...rows.shape.slice(1).map(() => 1)]);
  return where(hit, gather(updates, last), rows);
}

/**
 * Returns zeros of `shape` with `updates` added where `indices` [..., depth] point: an update is a slice of shape[depth:], and those
 * for the same place add up, in a fixed order. An index out of range is an error where the host knows it, and is left out elsewhere.
 * @throws OpError when shapes do not fit, the indices are not integers, or are known to be out of range
 * @see TensorFlow.js's `tf.scatterND`
 * @example scatterND([[1], [3], [1]], [10, 20, 5], [4]) // [0, 15, 0, 20]
 */
export function scatterND(indices: TensorLike, updates: TensorLike, shape: Shape): Tensor {
  checkShape("scatterND", shape);
  return scattered("scatterND", "sum", indices, updates, shape);
}

/**
 * Returns `x` with `updates` in place of the slices that `indices` [..., depth] name. Of several for one place the last is put.
 * Indices as in `scatterND`.
 * @throws OpError when shapes do not fit, the indices are not integers, or are known to be out of range
 * @see TensorFlow.js's `tf.tensorScatterUpdate`
 * @example tensorScatterUpdate([1, 2, 3], [[1]], [9]) // [1, 9, 3]
 */
export function tensorScatterUpdate(x: TensorLike, indices: TensorLike, updates: TensorLike): Tensor {
  const t = trace().toTensor(x);
  const places = placesOf("tensorScatterUpdate", indices, t.shape);
  const rows = cast(rowsOf("tensorScatterUpdate", updates, places), t.dtype);
  return reshape(replaced(reshape(t, [places.rows, ...places.inner]), places.at, rows), t.shape);
}

/** `x` and what falls on its places, combined. */
function onto(
  op: string,
  combine: Combine,
  [x, indices, updates]: readonly [TensorLike, TensorLike, TensorLike],
  join: (a: Tensor, b: Tensor) => Tensor,
): Tensor {
  const t = trace().toTensor(x);
  const u = cast(trace().toTensor(updates), t.dtype);
  return join(t, scattered(op, combine, indices, u, t.shape));
}

/**
 * Returns `x` with `updates` added to the slices that `indices` [..., depth] name; those for the same place add up.
 * Indices as in `scatterND`.
 * @throws OpError when shapes do not fit, the indices are not integers, or are known to be out of range
 * @see TensorFlow's `tf.tensor_scatter_nd_add`
 * @example tensorScatterAdd([1, 2, 3], [[1], [1]], [10, 20]) // [1, 32, 3]
 */
export function tensorScatterAdd(x: TensorLike, indices: TensorLike, updates: TensorLike): Tensor {
  return onto("tensorScatterAdd", "sum", [x, indices, updates], add);
}

/**
 * Returns `x` with `updates` taken off the slices that `indices` [..., depth] name. Indices as in `scatterND`.
 * @throws OpError when shapes do not fit, the indices are not integers, or are known to be out of range
 * @see TensorFlow's `tf.tensor_scatter_nd_sub`
 * @example tensorScatterSub([1, 2, 3], [[1], [1]], [10, 20]) // [1, -28, 3]
 */
export function tensorScatterSub(x: TensorLike, indices: TensorLike, updates: TensorLike): Tensor {
  return onto("tensorScatterSub", "sum", [x, indices, updates], sub);
}

/**
 * Returns `x` with the slices that `indices` [..., depth] name multiplied by `updates`; those for the same place multiply.
 * Indices as in `scatterND`.
 * @throws OpError when shapes do not fit, the indices are not integers, or are known to be out of range
 * @see JAX's `x.at[indices].multiply`
 * @example tensorScatterMul([1, 2, 3], [[1], [1]], [10, 20]) // [1, 400, 3]
 */
export function tensorScatterMul(x: TensorLike, indices: TensorLike, updates: TensorLike): Tensor {
  return onto("tensorScatterMul", "prod", [x, indices, updates], mul);
}

/**
 * Returns the larger of `x` and all `updates` for a place, at the slices that `indices` [..., depth] name, and `x` elsewhere.
 * Indices as in `scatterND`.
 * @throws OpError when shapes do not fit, the indices are not integers, or are known to be out of range
 * @see TensorFlow's `tf.tensor_scatter_nd_max`
 * @example tensorScatterMax([1, 2, 3], [[1], [0]], [10, 0]) // [1, 10, 3]
 */
export function tensorScatterMax(x: TensorLike, indices: TensorLike, updates: TensorLike): Tensor {
  return onto("tensorScatterMax", "max", [x, indices, updates], maximum);
}

/**
 * Returns the smaller of `x` and all `updates` for a place, at the slices that `indices` [..., depth] name, and `x` elsewhere.
 * Indices as in `scatterND`.
 * @throws OpError when shapes do not fit, the indices are not integers, or are known to be out of range
 * @see TensorFlow's `tf.tensor_scatter_nd_min`
 * @example tensorScatterMin([1, 2, 3], [[1], [0]], [10, 0]) // [0, 2, 3]
 */
export function tensorScatterMin(x: TensorLike, indices: TensorLike, updates: TensorLike): Tensor {
  return onto("tensorScatterMin", "min", [x, indices, updates], minimum);
}

/**
 * Returns `x` with `values`, which broadcast to the shape of `indices`, in place of the elements at `indices` along `axis` (default
 * the last). Of several for one place the last is put. Indices as in `takeAlongAxis`; out of range as in `scatterND`.
 * @throws OpError when ranks or shapes do not fit, the indices are not integers, or are known to be out of range
 * @see NumPy's `put_along_axis`
 * @example putAlongAxis([[1, 2, 3], [4, 5, 6]], [[2], [0]], 9) // [[1, 2, 9], [9, 5, 6]]
 */
export function putAlongAxis(x: TensorLike, indices: TensorLike, values: TensorLike, axis = -1): Tensor {
  const t = trace().toTensor(x);
  const { rows, at, forth, back } = alongAxis("putAlongAxis", t, indices, axis);
  if (!sameShape(rows.shape, forth(t).shape))
    throw new OpError("putAlongAxis", `the indices are of a larger shape than x, ${showShape(t.shape)}`);
  const given = cast(trace().toTensor(values), t.dtype);
  const last = lastOf(at, rows.shape.at(-1)!);
  const put = gather(forth(broadcastTo(given, back(at).shape)), last, rows.rank - 1, rows.rank - 1);
  return back(where(greaterEqual(last, whole(0)), put, rows));
}

/**
 * Returns a tensor of `outputShape` with `sparseValues`, a scalar or one an index, at `sparseIndices` ([n, rank], [n] for a vector, or
 * a scalar) and `defaultValue` (default 0) elsewhere. Of several for one place the last is put. Out of range as in `scatterND`.
 * @throws OpError when shapes do not fit, the indices are not integers, or are known to be out of range
 * @see TensorFlow.js's `tf.sparseToDense`
 * @example sparseToDense([[0, 1], [1, 0]], [5, 6], [2, 2], 9) // [[9, 5], [6, 9]]
 */
export function sparseToDense(
  sparseIndices: TensorLike,
  sparseValues: TensorLike,
  outputShape: Shape,
  defaultValue: TensorLike = 0,
): Tensor {
  const op = "sparseToDense";
  checkShape(op, outputShape);
  const given = indicesOf(op, sparseIndices);
  if (given.rank > 2) throw new OpError(op, `indices are [n, rank], [n] or a scalar, got ${showShape(given.shape)}`);
  const list = given.rank === 0 ? expandDims(given) : given;
  const indices = list.rank === 1 ? expandDims(list, 1) : list;
  const [n, depth] = indices.shape as [number, number];
  if (depth !== outputShape.length)
    throw new OpError(op, `indices of ${depth} parts name no element of ${showShape(outputShape)}`);
  const values = trace().toTensor(sparseValues);
  if (values.rank !== 0 && !sameShape(values.shape, [n]))
    throw new OpError(op, `values are a scalar or [${n}], got ${showShape(values.shape)}`);
  const filler = cast(trace().toTensor(defaultValue), values.dtype);
  if (filler.rank !== 0) throw new OpError(op, `the default value is a scalar, got ${showShape(filler.shape)}`);
  const { at, rows } = placesOf(op, indices, outputShape);
  return reshape(replaced(broadcastTo(filler, [rows]), at, broadcastTo(values, [n])), outputShape);
}
