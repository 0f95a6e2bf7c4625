/** Powers and exponentials of matrices, Kronecker and cross products. */
import { OpError } from "../../ir/error.ts";
import { showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { mul, sub } from "../binary.ts";
import { matMul } from "../contraction.ts";
import { eye, zeros } from "../create.ts";
import { jointShape } from "../elementwise.ts";
import { concat } from "../join.ts";
import { broadcastTo, reshape } from "../movement.ts";
import { apply, normalizeAxis, trace } from "../record.ts";
import { slice } from "../slice.ts";
import { exponential } from "./decompose.ts";
import { matrixOp, T, toSquare } from "./matrix.ts";
import { inv } from "./solve.ts";

/**
 * Returns the product of |power| copies of square matrices [..., n, n], of their inverses when it is negative (those are computed by the
 * host). About log₂ of the power matrix products. float32.
 * @throws OpError when they are not square or the power is not whole
 * @see NumPy's `numpy.linalg.matrix_power`
 * @example linalg.matrixPower([[1, 1], [0, 1]], 5) // [[1, 5], [0, 1]]
 */
export function matrixPower(a: TensorLike, power: number): Tensor {
  const t = toSquare("matrixPower", a);
  if (!Number.isInteger(power)) throw new OpError("matrixPower", `the power is a whole number, got ${power}`);
  if (power < 0) return matrixPower(inv(t), -power);
  let [result, factor]: [Tensor | undefined, Tensor] = [undefined, t];
  for (let p = power; p > 0; p = Math.floor(p / 2)) {
    if (p % 2 === 1) result = result ? matMul(result, factor) : factor;
    if (p > 1) factor = matMul(factor, factor);
  }
  return result ?? eye(t.shape.at(-1)!, t.shape.at(-1)!, t.shape.slice(0, -2), t.dtype);
}

const expmRecord = matrixOp({
  name: "expm",
  shape: ([a]) => a!,
  each: ([a]) => [exponential(a!).data],
  // exp of [[Aᵀ, ḡ], [0, Aᵀ]] has the derivative at Aᵀ along ḡ in its corner (Najfeld & Havel 1995)
  vjp: (g, { inputs: [a] }) => {
    const n = a!.shape.at(-1)!;
    const batch = a!.shape.slice(0, -2);
    const at = T(a!);
    const block = concat([concat([at, g], -1), concat([zeros(a!.shape, a!.dtype), at], -1)], -2);
    return [slice(expm(block), [...batch.map(() => 0), 0, n], [...batch, n, n])];
  },
  cases: [{ inputs: [{ shape: [3, 3], range: [-1, 1] }] }, { inputs: [{ shape: [2, 2, 2] }] }],
});

/**
 * Returns the exponentials Σ aᵏ/k! of square matrices [..., n, n]. Returns to the host. float32.
 * @throws OpError when they are not square; NaN or infinity makes reading the result throw
 * @see SciPy's `scipy.linalg.expm`
 * @example linalg.expm([[0, 1], [0, 0]]) // [[1, 1], [0, 1]]
 */
export function expm(a: TensorLike): Tensor {
  return apply(expmRecord, [toSquare("expm", a)]);
}

/**
 * Returns the Kronecker product of matrices [m, n] and [p, q], [m·p, n·q]: every element of `a` times all of `b`. The dtype is the
 * promoted one; bool is computed as int32.
 * @throws OpError when one is not a matrix
 * @see NumPy's `numpy.kron`
 * @example linalg.kron([[1, 2]], [[1], [3]]) // [[1, 2], [3, 6]]
 */
export function kron(a: TensorLike, b: TensorLike): Tensor {
  const [p, q] = [trace().toTensor(a), trace().toTensor(b)];
  if (p.rank !== 2 || q.rank !== 2)
    throw new OpError("kron", `takes two matrices, got ${showShape(p.shape)} and ${showShape(q.shape)}`);
  const [m, n] = p.shape as [number, number];
  const [r, c] = q.shape as [number, number];
  return reshape(mul(reshape(p, [m, 1, n, 1]), reshape(q, [1, r, 1, c])), [m * r, n * c]);
}

/**
 * Returns the cross products of vectors of three elements along `axis` (default the last); the other axes broadcast. The dtype is the
 * promoted one; bool is computed as int32.
 * @throws OpError when the axis has not three elements
 * @see NumPy's `numpy.linalg.cross`
 * @example linalg.cross([1, 0, 0], [0, 1, 0]) // [0, 0, 1]
 */
export function cross(a: TensorLike, b: TensorLike, axis = -1): Tensor {
  const [p, q] = [trace().toTensor(a), trace().toTensor(b)];
  const shape = jointShape("cross", [p.shape, q.shape]);
  const at = normalizeAxis("cross", axis, shape.length);
  if (shape[at] !== 3)
    throw new OpError("cross", `takes vectors of 3 elements, got ${showShape(p.shape)} and ${showShape(q.shape)}`);
  // (1, 2, 0) and (2, 0, 1): elements in turned order are two slices
  const turned = (x: Tensor, by: number): Tensor => {
    const full = broadcastTo(x, shape);
    const part = (from: number, to: number): Tensor =>
      slice(
        full,
        shape.map((_, i) => (i === at ? from : 0)),
        shape.map((d, i) => (i === at ? to - from : d)),
      );
    return concat([part(by, 3), part(0, by)], at);
  };
  return sub(mul(turned(p, 1), turned(q, 2)), mul(turned(p, 2), turned(q, 1)));
}
