/** Eigenvalues and eigenvectors of symmetric matrices. */
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, div, mul, sub } from "../binary.ts";
import { equal, where } from "../compare.ts";
import { matMul } from "../contraction.ts";
import { eye } from "../create.ts";
import { expandDims } from "../movement.ts";
import { apply } from "../record.ts";
import { symmetricEigen } from "./decompose.ts";
import { matrixOp, T, toSquare, unpack } from "./matrix.ts";

/** 1/(b_j − b_i), and 0 where they are equal. */
export function inverseGaps(b: Tensor): Tensor {
  const gaps = sub(expandDims(b, -2), expandDims(b, -1));
  const none = equal(gaps, 0);
  return where(none, 0, div(1, where(none, 1, gaps)));
}

const record = matrixOp({
  name: "eigh",
  shape: ([a]) => [a![0] + a![0] ** 2],
  each: ([a]) => {
    const { w, v } = symmetricEigen(a!);
    return [w, v.data];
  },
  // Giles 2008, 3.1: V·(diag(w̄) + F∘(Vᵀ·V̄))·Vᵀ, made symmetric
  vjp: (g, { inputs: [a], output }) => {
    const n = a!.shape.at(-1)!;
    const [w, v] = unpack(output, [[n], [n, n]]) as [Tensor, Tensor];
    const [gw, gv] = unpack(g, [[n], [n, n]]) as [Tensor, Tensor];
    const inner = add(mul(eye(n), expandDims(gw, -1)), mul(inverseGaps(w), matMul(v, gv, true)));
    const full = matMul(matMul(v, inner), v, false, true);
    return [mul(0.5, add(full, T(full)))];
  },
  cases: [
    { inputs: [{ shape: [3, 3] }] },
    { inputs: [{ shape: [2, 2, 2] }] },
    { inputs: [{ shape: [1, 1] }] },
    { inputs: [{ shape: [0, 0] }] },
  ],
});

/**
 * Returns `[w, v]` of symmetric matrices [..., n, n]: eigenvalues in ascending order [..., n], and orthonormal eigenvectors as the columns
 * of v. Of others the symmetric part is taken. The largest element of each eigenvector is positive. Where eigenvalues coincide the
 * gradient through v is not defined, and left out. Returns to the host. float32.
 * @throws OpError when they are not square; NaN or infinity in one makes reading the result throw
 * @see NumPy's `numpy.linalg.eigh`
 * @example linalg.eigh([[2, 0], [0, 1]])[0] // [1, 2]
 */
export function eigh(a: TensorLike): [w: Tensor, v: Tensor] {
  const t = toSquare("eigh", a);
  const n = t.shape.at(-1)!;
  return unpack(apply(record, [t]), [[n], [n, n]]) as [Tensor, Tensor];
}

/**
 * Returns the eigenvalues of symmetric matrices [..., n, n] in ascending order, [..., n]: see `eigh`. Returns to the host. float32.
 * @throws OpError when they are not square
 * @see NumPy's `numpy.linalg.eigvalsh`
 * @example linalg.eigvalsh([[2, 1], [1, 2]]) // [1, 3]
 */
export function eigvalsh(a: TensorLike): Tensor {
  return eigh(a)[0];
}
