/** Singular value decomposition, and what is made of it. */
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, div, mul, sub } from "../binary.ts";
import { cast } from "../cast.ts";
import { equal, greater, where } from "../compare.ts";
import { matMul } from "../contraction.ts";
import { eye } from "../create.ts";
import { expandDims, squeeze } from "../movement.ts";
import { apply } from "../record.ts";
import { max, sum } from "../reduce.ts";
import { square } from "../unary.ts";
import { pseudoInverse, svdFactor } from "./decompose.ts";
import { inverseGaps } from "./eigh.ts";
import { matrixOp, noDerivative, shareBatch, T, toMatrices, unpack } from "./matrix.ts";
import { rightHandSide } from "./solve.ts";

/** The distance from 1 to the next float32: what NumPy's tolerances are made of. */
const EPSILON = 2 ** -23;

type Shapes = [u: readonly [number, number], s: readonly [number], vh: readonly [number, number]];

function shapes(m: number, n: number, full: boolean): Shapes {
  const k = Math.min(m, n);
  return full ? [[m, m], [k], [n, n]] : [[m, k], [k], [k, n]];
}

const record = matrixOp({
  name: "svd",
  shape: ([a], { full }) => {
    const [u, s, vh] = shapes(a![0], a![1], full === true);
    return [u[0] * u[1] + s[0] + vh[0] * vh[1]];
  },
  each: ([a], { full }) => {
    const { u, s, vh } = svdFactor(a!, full === true);
    return [u.data, s, vh.data];
  },
  // Townsend 2016, "Differentiating the singular value decomposition"
  vjp: (g, { inputs: [a], output, attrs }) => {
    const [m, n] = a!.shape.slice(-2) as [number, number];
    const full = attrs["full"] === true;
    if (full && m !== n)
      noDerivative("svd", "the further vectors of full matrices are not determined; use fullMatrices = false");
    const [u, s, vh] = unpack(output, shapes(m, n, full)) as [Tensor, Tensor, Tensor];
    const [gu, gs, gvh] = unpack(g, shapes(m, n, full)) as [Tensor, Tensor, Tensor];
    const v = T(vh);
    const gv = T(gvh);
    const gaps = inverseGaps(square(s));
    const [row, column] = [expandDims(s, -2), expandDims(s, -1)];
    const zero = equal(s, 0);
    const inverse = where(zero, 0, div(1, where(zero, 1, s)));
    const [uu, vv] = [matMul(u, gu, true), matMul(v, gv, true)];
    const middle = add(
      add(mul(mul(gaps, sub(uu, T(uu))), row), mul(column, mul(gaps, sub(vv, T(vv))))),
      mul(eye(s.shape.at(-1)!), expandDims(gs, -1)),
    );
    let out = matMul(matMul(u, middle), vh);
    if (m > u.shape.at(-1)!) {
      const beyond = sub(gu, matMul(u, uu));
      out = add(out, matMul(mul(beyond, expandDims(inverse, -2)), vh));
    }
    if (n > v.shape.at(-1)!) {
      const beyond = sub(gv, matMul(v, vv));
      out = add(out, matMul(u, mul(expandDims(inverse, -1), T(beyond))));
    }
    return [out];
  },
  cases: [
    { inputs: [{ shape: [3, 3], diagonal: 2 }], attrs: { full: true } },
    { inputs: [{ shape: [2, 3, 2], diagonal: 2 }], attrs: { full: false } },
    { inputs: [{ shape: [2, 3], diagonal: 2 }], attrs: { full: false } },
    { inputs: [{ shape: [0, 2] }], attrs: { full: false } },
  ],
});

/**
 * Returns `[u, s, vh]` with u·diag(s)·vh = `a` [..., m, n], singular values descending [..., k], k = min(m, n), and orthonormal singular
 * vectors as columns of u [..., m, m] and rows of vh [..., n, n], without `fullMatrices` [..., m, k] and [..., k, n]; as NumPy. The largest
 * element of each column of u is positive. Where singular values coincide the gradient through the vectors is not defined, and
 * left out. Returns to the host. float32.
 * @param fullMatrices square u and vh; default true. Has no derivative unless m = n
 * @throws OpError when the rank is below 2; NaN or infinity makes reading the result throw
 * @example linalg.svd([[3, 0], [0, 2]])[1] // [3, 2]
 */
export function svd(a: TensorLike, fullMatrices = true): [u: Tensor, s: Tensor, vh: Tensor] {
  const t = toMatrices("svd", a);
  const packed = apply(record, [t], { full: fullMatrices });
  return unpack(packed, shapes(t.shape.at(-2)!, t.shape.at(-1)!, fullMatrices)) as [Tensor, Tensor, Tensor];
}

/**
 * Returns the singular values of matrices [..., m, n], descending, [..., min(m, n)]: `svd` with computeUv = false. Returns to the host.
 * float32.
 * @throws OpError when the rank is below 2
 * @see NumPy's `numpy.linalg.svdvals`
 * @example linalg.svdvals([[0, 2], [3, 0]]) // [3, 2]
 */
export function svdvals(a: TensorLike): Tensor {
  return svd(a, false)[1];
}

/**
 * Returns the ranks of matrices [..., m, n], int32 of shape [...]: how many singular values are above the tolerance. Returns to the host.
 * @param tolerance default the largest singular value · max(m, n) · 2⁻²³, as NumPy
 * @throws OpError when the rank of the tensor is below 2
 * @example linalg.matrixRank([[1, 2], [2, 4]]) // 1
 */
export function matrixRank(a: TensorLike, tolerance?: number): Tensor {
  const t = toMatrices("matrixRank", a);
  const s = svdvals(t);
  const limit = tolerance ?? mul(max(s, -1, true), Math.max(t.shape.at(-2)!, t.shape.at(-1)!) * EPSILON);
  return sum(cast(greater(s, limit), "int32"), -1);
}

const pinvRecord = matrixOp({
  name: "pinv",
  shape: ([a]) => [a![1], a![0]],
  each: ([a], { rcond }) => [pseudoInverse(a!, rcond as number).data],
  // Golub & Pereyra 1973
  vjp: (g, { inputs: [a], output: p }) => {
    const gt = T(g);
    const left = sub(gt, matMul(a!, matMul(p, gt)));
    const right = sub(gt, matMul(matMul(gt, p), a!));
    const direct = matMul(matMul(p, g, true), p, false, true);
    const kernels = add(matMul(left, matMul(p, p, false, true)), matMul(matMul(p, p, true), right));
    return [sub(kernels, direct)];
  },
  cases: [
    { inputs: [{ shape: [3, 3], diagonal: 3 }], attrs: { rcond: 1e-6 } },
    { inputs: [{ shape: [2, 3, 2], diagonal: 3 }], attrs: { rcond: 1e-6 } },
    { inputs: [{ shape: [2, 3], diagonal: 3 }], attrs: { rcond: 1e-6 } },
  ],
});

/**
 * Returns the Moore–Penrose pseudo-inverses [..., n, m] of matrices [..., m, n]. The gradient holds where the rank does not change.
 * Returns to the host. float32.
 * @param rcond singular values up to this part of the largest count as 0; default max(m, n) · 2⁻²³
 * @throws OpError when the rank is below 2
 * @see NumPy's `numpy.linalg.pinv`
 * @example linalg.pinv([[2, 0], [0, 0]]) // [[0.5, 0], [0, 0]]
 */
export function pinv(a: TensorLike, rcond?: number): Tensor {
  const t = toMatrices("pinv", a);
  return apply(pinvRecord, [t], { rcond: rcond ?? Math.max(t.shape.at(-2)!, t.shape.at(-1)!) * EPSILON });
}

/**
 * Returns `[x, residuals, rank, s]`: the x of least length that makes |a·x − b| least, for `a` [..., m, n] and `b` [..., m, k] (or [m]); the
 * squared lengths of b − a·x for every column; the rank of `a`; its singular values. Returns to the host. float32, but the rank int32.
 * @param rcond as for `pinv`, with its default
 * @throws OpError when the rows of `a` and `b` differ
 * @see NumPy's `numpy.linalg.lstsq`
 * @example linalg.lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5])[0] // [1, 2]
 */
export function lstsq(
  a: TensorLike,
  b: TensorLike,
  rcond?: number,
): [x: Tensor, residuals: Tensor, rank: Tensor, s: Tensor] {
  const t = toMatrices("lstsq", a);
  const right = rightHandSide("lstsq", t, b);
  const [p, q] = shareBatch("lstsq", t, right.b);
  const x = matMul(pinv(p, rcond), q);
  const residuals = sum(square(sub(q, matMul(p, x))), -2);
  const s = svdvals(t);
  const limit = rcond ?? Math.max(t.shape.at(-2)!, t.shape.at(-1)!) * EPSILON;
  const rank = sum(cast(greater(s, mul(max(s, -1, true), limit)), "int32"), -1);
  return [right.vector ? squeeze(x, [-1]) : x, right.vector ? squeeze(residuals, [-1]) : residuals, rank, s];
}
