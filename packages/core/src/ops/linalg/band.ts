/** Parts of matrices that are picked by position, and sums along the diagonal: on the device. */
import { OpError } from "../../ir/error.ts";
import { showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { sub } from "../binary.ts";
import { equal, greaterEqual, lessEqual, logicalAnd, where } from "../compare.ts";
import { iota } from "../create.ts";
import { trace as tracer } from "../record.ts";
import { sum } from "../reduce.ts";

/** Column minus row of every element of matrices like `x`. */
function offset(x: Tensor): Tensor {
  const shape = x.shape.slice(-2);
  return sub(iota(shape, 1), iota(shape, 0));
}

/** The elements whose column is at most row + k; 0 elsewhere. */
export function lowerPart(x: Tensor, k = 0): Tensor {
  return where(lessEqual(offset(x), k), x, 0);
}

/** The elements whose column is at least row + k; 0 elsewhere. */
export function upperPart(x: Tensor, k = 0): Tensor {
  return where(greaterEqual(offset(x), k), x, 0);
}

/**
 * Returns `x` [..., m, n] with zeros outside a band around the diagonal. Keeps a float or complex dtype; others become float32.
 * @param numLower diagonals kept below the main one; negative: all
 * @param numUpper diagonals kept above it; negative: all
 * @throws OpError when the rank is below 2, or a number of diagonals is not whole
 * @see TensorFlow.js's `tf.linalg.bandPart`
 * @example linalg.bandPart([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 1, 0) // [[1, 0, 0], [4, 5, 0], [0, 8, 9]]
 */
export function bandPart(x: TensorLike, numLower: number, numUpper: number): Tensor {
  const t = tracer().toTensor(x);
  if (t.rank < 2) throw new OpError("bandPart", `takes matrices [..., m, n], got ${showShape(t.shape)}`);
  if (!Number.isInteger(numLower) || !Number.isInteger(numUpper))
    throw new OpError("bandPart", `numbers of diagonals are whole, got ${numLower} and ${numUpper}`);
  const [m, n] = [t.shape.at(-2)!, t.shape.at(-1)!];
  const [below, above] = [numLower < 0 ? m : numLower, numUpper < 0 ? n : numUpper];
  const at = offset(t);
  return where(logicalAnd(greaterEqual(at, -below), lessEqual(at, above)), t, 0);
}

/**
 * Returns the sums of the diagonals of matrices [..., m, n], of shape [...]. Keeps a float or complex dtype; others become float32.
 * @param k which diagonal: positive ones are above the main one; default 0
 * @throws OpError when the rank is below 2
 * @see NumPy's `numpy.linalg.trace`
 * @example linalg.trace([[1, 2], [3, 4]]) // 5
 */
export function trace(x: TensorLike, k = 0): Tensor {
  const t = tracer().toTensor(x);
  if (t.rank < 2) throw new OpError("trace", `takes matrices [..., m, n], got ${showShape(t.shape)}`);
  return sum(where(equal(offset(t), k), t, 0), [-2, -1]);
}
