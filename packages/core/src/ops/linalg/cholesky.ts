/** Cholesky's decomposition. */
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, mul, sub } from "../binary.ts";
import { matMul } from "../contraction.ts";
import { apply } from "../record.ts";
import { lowerPart } from "./band.ts";
import { choleskyFactor } from "./decompose.ts";
import { matrixOp, T, toSquare } from "./matrix.ts";
import { triangularSolve } from "./solve.ts";

const record = matrixOp({
  name: "cholesky",
  shape: ([a]) => a!,
  each: ([a]) => [choleskyFactor(a!).data],
  // Murray 2016, eq. 10: L⁻ᵀ Φ(Lᵀ L̄) L⁻¹, made symmetric; Φ is the lower triangle with half the diagonal
  vjp: (g, { output: l }) => {
    const x = matMul(l, lowerPart(g), true);
    const phi = sub(lowerPart(x), mul(0.5, sub(lowerPart(x), lowerPart(x, -1))));
    const left = triangularSolve(l, phi, { transpose: true });
    const both = T(triangularSolve(l, T(left), { transpose: true }));
    return [mul(0.5, add(both, T(both)))];
  },
  cases: [
    { inputs: [{ shape: [3, 3], range: [-1, 1], diagonal: 4 }] },
    { inputs: [{ shape: [2, 1, 1], diagonal: 4 }] },
    { inputs: [{ shape: [2, 2, 2], range: [-1, 1], diagonal: 4 }] },
    { inputs: [{ shape: [0, 0] }] },
  ],
});

/**
 * Returns the lower triangular L with L·Lᵀ = `a`, for symmetric positive definite matrices [..., n, n]; of others the symmetric part
 * (a + aᵀ)/2 is taken. Returns to the host. float32.
 * @throws OpError when they are not square; one that is not positive definite makes reading the result throw
 * @see NumPy's `numpy.linalg.cholesky`
 * @example linalg.cholesky([[4, 2], [2, 5]]) // [[2, 0], [1, 2]]
 */
export function cholesky(a: TensorLike): Tensor {
  return apply(record, [toSquare("cholesky", a)]);
}
