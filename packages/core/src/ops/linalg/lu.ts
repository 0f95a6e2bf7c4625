/** LU decomposition. */
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, sub } from "../binary.ts";
import { cast } from "../cast.ts";
import { equal } from "../compare.ts";
import { matMul } from "../contraction.ts";
import { eye, iota } from "../create.ts";
import { concat } from "../join.ts";
import { expandDims } from "../movement.ts";
import { apply } from "../record.ts";
import { slice } from "../slice.ts";
import { lowerPart, upperPart } from "./band.ts";
import { luFactor } from "./decompose.ts";
import { matrixOp, T, toMatrices, unpack } from "./matrix.ts";
import { triangularSolve } from "./solve.ts";

/** L without its diagonal and U in one matrix, then the order of the rows. */
const record = matrixOp({
  name: "lu",
  shape: ([a]) => [a![0] * a![1] + a![0]],
  each: ([a]) => {
    const { packed, order } = luFactor(a!);
    return [packed.data, order];
  },
  vjp: (g, { inputs: [a], output }) => {
    const [m, n] = a!.shape.slice(-2) as [number, number];
    const k = Math.min(m, n);
    const { p, l, u } = parts(output, m, n);
    const [given] = unpack(g, [[m, n], [m]]) as [Tensor, Tensor];
    // of the k × k corner; what is below or beside it follows from it and changes its cotangents
    const corner = (x: Tensor, r: number, c: number, h: number, w: number): Tensor =>
      slice(x, [...x.shape.slice(0, -2).map(() => 0), r, c], [...x.shape.slice(0, -2), h, w]);
    const [l1, u1] = [corner(l, 0, 0, k, k), corner(u, 0, 0, k, k)];
    let gl = lowerPart(corner(given, 0, 0, k, k), -1);
    let gu = upperPart(corner(given, 0, 0, k, k));
    const overU = (x: Tensor): Tensor => rightSolve(x, u1);
    const rest: Tensor[] = [];
    if (m > k) {
      const below = overU(corner(given, k, 0, m - k, k));
      gu = sub(gu, upperPart(matMul(corner(l, k, 0, m - k, k), below, true)));
      rest.push(below);
    }
    if (n > k) {
      const beside = triangularSolve(l1, corner(given, 0, k, k, n - k), { transpose: true, unitDiagonal: true });
      gl = sub(gl, lowerPart(matMul(beside, corner(u, 0, k, k, n - k), false, true), -1));
      rest.push(beside);
    }
    const inner = add(lowerPart(matMul(l1, gl, true), -1), upperPart(matMul(gu, u1, false, true)));
    const middle = overU(triangularSolve(l1, inner, { transpose: true, unitDiagonal: true }));
    return [matMul(p, m === n ? middle : concat([middle, ...rest], m > n ? -2 : -1))];
  },
  cases: [
    { inputs: [{ shape: [3, 3], diagonal: 5 }] },
    { inputs: [{ shape: [2, 3, 2], diagonal: 5 }] },
    { inputs: [{ shape: [2, 3], diagonal: 5 }] },
    { inputs: [{ shape: [0, 2] }] },
  ],
});

/** x·u⁻ᵀ. */
function rightSolve(x: Tensor, u: Tensor): Tensor {
  const turned = triangularSolve(u, T(x), { lower: false });
  return T(turned);
}

function parts(output: Tensor, m: number, n: number): { readonly p: Tensor; readonly l: Tensor; readonly u: Tensor } {
  const k = Math.min(m, n);
  const [packed, order] = unpack(output, [[m, n], [m]]) as [Tensor, Tensor];
  const batch = packed.shape.slice(0, -2);
  const from = batch.map(() => 0);
  const l = add(lowerPart(slice(packed, [...from, 0, 0], [...batch, m, k]), -1), eye(m, k));
  const u = upperPart(slice(packed, [...from, 0, 0], [...batch, k, n]));
  const p = cast(equal(iota([m, m], 0), expandDims(cast(order, "int32"), -2)), output.dtype);
  return { p, l, u };
}

/**
 * Returns `[p, l, u]` with p·l·u = `a`: a permutation matrix [..., m, m], L [..., m, k] with ones on its diagonal, and U [..., k, n],
 * for matrices [..., m, n] and k = min(m, n); as `scipy.linalg.lu`. Returns to the host. float32.
 * @throws OpError when the rank is below 2
 * @see SciPy's `scipy.linalg.lu`
 * @example linalg.lu([[1, 2], [4, 4]])[2] // [[4, 4], [0, 1]]
 */
export function lu(a: TensorLike): [p: Tensor, l: Tensor, u: Tensor] {
  const t = toMatrices("lu", a);
  const { p, l, u } = parts(apply(record, [t]), t.shape.at(-2)!, t.shape.at(-1)!);
  return [p, l, u];
}
