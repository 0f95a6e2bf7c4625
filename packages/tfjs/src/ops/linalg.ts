/** The namespace `linalg`. */
import * as weir from "@weir/core";
import { convert, wrap } from "../convert.ts";
import { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";

/** How many diagonals are kept on one side of `size` rows or columns; negative: all. */
function diagonals(k: number | Tensor, name: string, size: number, what: string): number {
  const n = k instanceof Tensor ? Math.min(Number(k.dataSync()[0]), size) : k;
  if (k instanceof Tensor) assert(k.dtype === "int32", `bandPart(): ${name}'s dtype must be an int32.`);
  assert(Number.isInteger(n), `bandPart(): ${name} must be an integer, got ${n}.`);
  assert(n <= size, `bandPart(): ${name} (${n}) must not be greater than the number of ${what} (${size}).`);
  return n;
}

/**
 * Returns matrices with zeros outside a band around the diagonal; negative numbers of diagonals keep all.
 * @throws Error when the rank is below 2, or a number of diagonals is not whole or too large
 * @example tf.linalg.bandPart([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 0, 1) // [[1, 2, 0], [0, 5, 6], [0, 0, 9]]
 */
export function bandPart(a: TensorLike, numLower: number | Tensor, numUpper: number | Tensor): Tensor {
  const t = convert(a, "a", "bandPart");
  assert(t.rank >= 2, `bandPart(): Rank must be at least 2, got ${t.rank}.`);
  const [m, n] = t.shape.slice(-2) as [number, number];
  const [lower, upper] = [diagonals(numLower, "numLower", m, "rows"), diagonals(numUpper, "numUpper", n, "columns")];
  return wrap(weir.linalg.bandPart(t.core, lower, upper));
}

/**
 * Returns `xs`, vectors or the rows of a matrix, each made orthogonal to those before it and of length 1.
 * @throws Error for no vectors, vectors of different lengths, or more of them than dimensions
 * @example tf.linalg.gramSchmidt(tf.tensor2d([[3, 4], [0, 5]])) // [[0.6, 0.8], [-0.8, 0.6]]
 */
export function gramSchmidt(xs: readonly Tensor[]): Tensor[];
export function gramSchmidt(xs: Tensor): Tensor;
export function gramSchmidt(xs: Tensor | readonly Tensor[]): Tensor | Tensor[] {
  const matrix = xs instanceof Tensor;
  assert(matrix || xs.length > 0, "Gram-Schmidt process: input must not be null, undefined, or empty");
  const [count, length] = matrix ? (xs.shape as [number, number]) : [xs.length, xs[0]!.shape[0]!];
  const other = matrix ? undefined : xs.find((x) => x.shape[0] !== length);
  assert(
    !other,
    () => `Gram-Schmidt: Non-unique lengths found in the input vectors: (${other!.shape[0]} vs. ${length})`,
  );
  assert(count <= length, `Gram-Schmidt: Number of vectors (${count}) exceeds number of dimensions (${length}).`);
  if (matrix) return wrap(weir.linalg.gramSchmidt(xs.core));
  return weir.linalg.gramSchmidt(xs.map((x) => x.core)).map(wrap);
}

/**
 * Returns [q, r] with q·r = x, q's columns orthonormal and r upper triangular.
 * @throws Error when the rank is below 2
 * @example
 * const [q, r] = tf.linalg.qr([[3, 1], [4, 2]]);
 * q.matMul(r) // [[3, 1], [4, 2]]
 */
export function qr(x: TensorLike, fullMatrices = false): [Tensor, Tensor] {
  const t = convert(x, "x", "qr");
  assert(t.rank >= 2, `qr() requires input tensor to have a rank >= 2, but got rank ${t.rank}`);
  const [q, r] = weir.linalg.qr(t.core, fullMatrices);
  return [wrap(q), wrap(r)];
}
