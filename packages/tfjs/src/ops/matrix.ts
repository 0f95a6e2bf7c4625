/** Matrix products, norms, and what is made of them. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, matchTypes, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { Axis, TensorLike } from "../types.ts";
import { assert, parseAxisParam } from "../util.ts";

/**
 * Returns a · b over the last two axes; the others are broadcast.
 * @throws Error when a rank is below 2 or the inner sizes differ
 * @example tf.matMul([[1, 2], [3, 4]], [[1], [1]]) // [[3], [7]]
 */
export function matMul(a: TensorLike, b: TensorLike, transposeA = false, transposeB = false): Tensor {
  const [x, y] = matchTypes(convert(a, "a", "matMul"), convert(b, "b", "matMul"));
  return wrap(product(x, y, transposeA, transposeB));
}

/** The checked product of two arguments. */
export function product(x: Input, y: Input, transposeA: boolean, transposeB: boolean): weir.Tensor {
  const inner = x.shape[x.rank - (transposeA ? 2 : 1)];
  const other = y.shape[y.rank - (transposeB ? 1 : 2)];
  assert(
    x.rank >= 2 && y.rank >= 2 && inner === other,
    `Error in matMul: inner shapes (${inner}) and (${other}) of Tensors with shapes ${x.shape} and ${y.shape} and transposeA=${transposeA} and transposeB=${transposeB} must match.`,
  );
  return weir.matMul(x.core, y.core, transposeA, transposeB);
}

/**
 * Returns the dot product of vectors, or of a matrix and a vector, or of matrices.
 * @throws Error for other ranks than 1 and 2, or when the inner sizes differ
 * @example tf.dot([1, 2], [[3, 4], [5, 6]]) // [13, 16]
 */
export function dot(t1: TensorLike, t2: TensorLike): Tensor {
  const [a, b] = [convert(t1, "t1", "dot"), convert(t2, "t2", "dot")];
  for (const t of [a, b])
    assert(
      t.rank === 1 || t.rank === 2,
      `Error in dot: inputs must all be rank 1 or 2, but got ranks ${a.rank} and ${b.rank}.`,
    );
  const [inner, other] = [a.rank === 1 ? a.size : a.shape[1], b.rank === 1 ? b.size : b.shape[0]];
  assert(inner === other, `Error in dot: inner dimensions of inputs must match, but got ${inner} and ${other}.`);
  const [left, right] = [
    weir.reshape(a.core, a.rank === 1 ? [1, a.size] : [...a.shape]),
    weir.reshape(b.core, b.rank === 1 ? [b.size, 1] : [...b.shape]),
  ];
  const shape = [...(a.rank === 1 ? [] : [a.shape[0]!]), ...(b.rank === 1 ? [] : [b.shape[1]!])];
  return wrap(weir.reshape(weir.matMul(left, right), shape));
}

/**
 * Returns the products of every element of one vector with every element of another.
 * @throws Error for other ranks than 1
 * @example tf.outerProduct([1, 2], [3, 4]) // [[3, 4], [6, 8]]
 */
export function outerProduct(v1: TensorLike, v2: TensorLike): Tensor {
  const [a, b] = [convert(v1, "v1", "outerProduct"), convert(v2, "v2", "outerProduct")];
  assert(
    a.rank === 1 && b.rank === 1,
    `Error in outerProduct: inputs must be rank 1, but got ranks ${a.rank} and ${b.rank}.`,
  );
  return wrap(weir.outerProduct(a.core, b.core));
}

/**
 * Returns the norm of `x` over `axis`: 1, 2 or "euclidean", ±∞, "fro" for matrices.
 * @throws Error when `ord` is not one of these for so many axes
 * @example tf.norm([[3, 4], [6, 8]], "euclidean", 1) // [5, 10]
 */
export function norm(
  x: TensorLike,
  ord: number | "euclidean" | "fro" = "euclidean",
  axis: Axis = null,
  keepDims = false,
): Tensor {
  const t = convert(x, "x", "norm");
  const x32 = weir.cast(t.core, "float32");
  const axes = parseAxisParam(axis, t.shape);
  const kept = t.shape.map((d, i) => (axes.includes(i) ? 1 : d));
  // no axis: a vector of all elements
  const value = axis === null ? normOf(weir.reshape(x32, [t.size]), ord, [0]) : normOf(x32, ord, axes);
  return wrap(keepDims ? weir.reshape(value, kept) : value);
}

function normOf(x: weir.Tensor, ord: number | "euclidean" | "fro", axes: readonly number[]): weir.Tensor {
  const magnitude = weir.abs(x);
  if (axes.length <= 1) {
    if (ord === 1) return weir.sum(magnitude, axes);
    if (ord === Infinity) return weir.max(magnitude, axes);
    if (ord === -Infinity) return weir.min(magnitude, axes);
    if (ord === "euclidean" || ord === 2) return length(x, axes);
    throw new Error(`Error in norm: invalid ord value: ${String(ord)}`);
  }
  if (axes.length === 2 && typeof ord === "number") {
    const [rows, columns] = axes as [number, number];
    const after = columns > rows ? columns - 1 : columns;
    if (ord === 1) return weir.max(weir.sum(magnitude, rows), after);
    if (ord === Infinity) return weir.max(weir.sum(magnitude, columns), rows > columns ? rows - 1 : rows);
    if (ord === -Infinity) return weir.min(weir.sum(magnitude, columns), rows > columns ? rows - 1 : rows);
    throw new Error(`Error in norm: invalid ord value: ${ord}`);
  }
  if (ord === "euclidean" || (ord === "fro" && axes.length === 2)) return length(x, axes);
  throw new Error(`Error in norm: invalid axis: ${axes}`);
}

const length = (x: weir.Tensor, axes: readonly number[]): weir.Tensor => weir.sqrt(weir.sum(weir.square(x), axes));

/**
 * Returns the Euclidean norm over `axis`.
 * @example tf.euclideanNorm([3, 4]) // 5
 */
export function euclideanNorm(x: TensorLike, axis: Axis = null, keepDims = false): Tensor {
  return norm(x, "euclidean", axis, keepDims);
}

/**
 * Returns softmax over the last axis.
 * @throws Error for another axis than the last
 * @example tf.softmax([0, 0]) // [0.5, 0.5]
 */
export function softmax(logits: TensorLike, dim = -1): Tensor {
  const t = convert(logits, "logits", "softmax", "float32");
  const axis = dim === -1 ? t.rank - 1 : dim;
  if (axis !== t.rank - 1)
    throw Error(
      `Softmax along a non-last dimension is not yet supported. Logits was rank ${t.rank} and dim was ${dim}`,
    );
  return wrap(weir.softmax(t.core, axis));
}

/**
 * Returns the logarithm of softmax over the last axis.
 * @throws Error for another axis than the last
 * @example tf.logSoftmax([0, 0]) // [-0.6931472, -0.6931472]
 */
export function logSoftmax(logits: TensorLike, axis = -1): Tensor {
  const t = convert(logits, "logits", "logSoftmax");
  const last = axis === -1 ? t.rank - 1 : axis;
  if (last !== t.rank - 1)
    throw Error(
      `Log Softmax along a non-last dimension is not yet supported. Logits was rank ${t.rank} and axis was ${axis}`,
    );
  return wrap(weir.logSoftmax(t.core, last));
}
