/** Norms of vectors and matrices. */
import { OpError } from "../../ir/error.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { pow } from "../binary.ts";
import { cast } from "../cast.ts";
import { notEqual } from "../compare.ts";
import { computeDType } from "../elementwise.ts";
import { svdvals } from "./svd.ts";
import { reshape, transpose } from "../movement.ts";
import { normalizeAxes, normalizeAxis, trace } from "../record.ts";
import type { AxisLike } from "../reduce.ts";
import { max, min, sum } from "../reduce.ts";
import { abs, sqrt, square } from "../unary.ts";

/** Which norm: see {@link norm}. */
export type NormOrder = number | "euclidean" | "fro" | "nuc";

/**
 * Returns the norm of `x` over `axis`. Of vectors (one axis, or by default all elements): "euclidean" or 2; 1, the sum of absolute
 * values; ±∞, the largest or smallest one; 0, the number of elements that are not 0; any other p, (Σ|x|ᵖ)^(1/p). Of matrices (two
 * axes, rows and columns): "euclidean" or "fro"; ±1 and ±∞, the largest or smallest sum of a column or of a row; 2 and −2, the
 * largest and smallest singular value, and "nuc", their sum, which return to the host. Keeps a float dtype; integers and bools become
 * float32.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @throws OpError when `ord` is none of these
 * @see TensorFlow.js's `tf.norm`
 * @example norm([3, 4]) // 5
 */
export function norm(x: TensorLike, ord: NormOrder = "euclidean", axis?: AxisLike, keepDims = false): Tensor {
  const given = trace().toTensor(x);
  const t = cast(given, computeDType("norm", "float", given.dtype));
  if (Array.isArray(axis) && axis.length === 2 && ord !== "euclidean" && ord !== "fro") {
    const [row, column] = axis.map((a: number) => normalizeAxis("norm", a, t.rank)) as [number, number];
    const y = matrixNorm(t, ord, row, column);
    const kept = t.shape.map((d, i) => (i === row || i === column ? 1 : d));
    return keepDims ? reshape(y, kept) : y;
  }
  return vectorNorm(t, ord, normalizeAxes("norm", axis, t.rank), keepDims);
}

function vectorNorm(t: Tensor, ord: NormOrder, axes: readonly number[], keepDims: boolean): Tensor {
  if (ord === "euclidean" || ord === "fro" || ord === 2) return sqrt(sum(square(t), axes, keepDims));
  if (ord === "nuc" || Number.isNaN(ord))
    throw new OpError("norm", `order ${ord} is for matrices: give two axes, or use "euclidean", ±Infinity or a number`);
  if (ord === Infinity) return max(abs(t), axes, keepDims);
  if (ord === -Infinity) return min(abs(t), axes, keepDims);
  if (ord === 0) return sum(cast(notEqual(t, 0), t.dtype), axes, keepDims);
  if (ord === 1) return sum(abs(t), axes, keepDims);
  return pow(sum(pow(abs(t), ord), axes, keepDims), 1 / ord);
}

function matrixNorm(t: Tensor, ord: NormOrder, row: number, column: number): Tensor {
  if (ord === 2 || ord === -2 || ord === "nuc") {
    const rest = t.shape.map((_, i) => i).filter((i) => i !== row && i !== column);
    const s = svdvals(transpose(t, [...rest, row, column]));
    return ord === "nuc" ? sum(s, -1) : ord === 2 ? max(s, -1) : min(s, -1);
  }
  const absolute = abs(t);
  const [summed, kept] = Math.abs(Number(ord)) === 1 ? [row, column] : [column, row];
  if (![1, -1, Infinity, -Infinity].includes(Number(ord)))
    throw new OpError("norm", `order ${ord} is none for matrices; use "fro", "nuc", ±1, ±2 or ±Infinity`);
  const sums = sum(absolute, summed, true);
  return Number(ord) > 0 ? max(sums, [summed, kept]) : min(sums, [summed, kept]);
}

/**
 * Returns the Euclidean norm of `x` over `axis` (default all). Keeps a float dtype; integers and bools become float32.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @see TensorFlow.js's `tf.euclideanNorm`
 * @example euclideanNorm([3, 4]) // 5
 */
export function euclideanNorm(x: TensorLike, axis?: AxisLike, keepDims = false): Tensor {
  return norm(x, "euclidean", axis, keepDims);
}
