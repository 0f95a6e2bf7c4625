/** QR decomposition, and the orthonormal rows of TensorFlow.js's gramSchmidt. */
import { OpError } from "../../ir/error.ts";
import { showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, div, mul, sub } from "../binary.ts";
import { matMul } from "../contraction.ts";
import { concat, stack, unstack } from "../join.ts";
import { apply } from "../record.ts";
import { slice } from "../slice.ts";
import { norm } from "./norm.ts";
import { sum } from "../reduce.ts";
import { lowerPart } from "./band.ts";
import { qrFactor } from "./decompose.ts";
import { matrixOp, noDerivative, T, toMatrices, unpack } from "./matrix.ts";
import { triangularSolve } from "./solve.ts";

function shapes(m: number, n: number, full: boolean): [readonly [number, number], readonly [number, number]] {
  const k = full ? m : Math.min(m, n);
  return [
    [m, k],
    [k, n],
  ];
}

/** Of a tall matrix: (Q̄ + Q·sym(R·R̄ᵀ − Q̄ᵀ·Q))·R⁻ᵀ, where sym mirrors the lower triangle (Walter & Lehmann 2010). */
function tallCotangent(q: Tensor, r: Tensor, gq: Tensor, gr: Tensor): Tensor {
  const m = sub(matMul(r, gr, false, true), matMul(gq, q, true));
  const mirrored = add(lowerPart(m), T(lowerPart(m, -1)));
  return T(triangularSolve(r, T(add(gq, matMul(q, mirrored))), { lower: false }));
}

const record = matrixOp({
  name: "qr",
  shape: ([a], { full }) => {
    const [q, r] = shapes(a![0], a![1], full === true);
    return [q[0] * q[1] + r[0] * r[1]];
  },
  each: ([a], { full }) => {
    const { q, r } = qrFactor(a!, full === true);
    return [q.data, r.data];
  },
  vjp: (g, { inputs: [a], output, attrs }) => {
    const [m, n] = a!.shape.slice(-2) as [number, number];
    if (attrs["full"] === true && m > n)
      noDerivative("qr", "the further columns of a full Q are not determined; use fullMatrices = false");
    const [q, r] = unpack(output, shapes(m, n, attrs["full"] === true)) as [Tensor, Tensor];
    const [gq, gr] = unpack(g, shapes(m, n, attrs["full"] === true)) as [Tensor, Tensor];
    if (m >= n) return [tallCotangent(q, r, gq, gr)];
    // a wide one: R = [U, V], where V = Qᵀ·(the columns of a beyond m)
    const columns = (x: Tensor, from: number, to: number): Tensor =>
      slice(x, [...x.shape.slice(0, -1).map(() => 0), from], [...x.shape.slice(0, -1), to - from]);
    const gv = columns(gr, m, n);
    const more = add(gq, matMul(columns(a!, m, n), gv, false, true));
    return [concat([tallCotangent(q, columns(r, 0, m), more, columns(gr, 0, m)), matMul(q, gv)], -1)];
  },
  cases: [
    { inputs: [{ shape: [3, 3], diagonal: 3 }], attrs: { full: false } },
    { inputs: [{ shape: [2, 3, 2], diagonal: 3 }], attrs: { full: false } },
    { inputs: [{ shape: [2, 3], diagonal: 3 }], attrs: { full: true } },
    { inputs: [{ shape: [1, 1], diagonal: 3 }], attrs: { full: false } },
    { inputs: [{ shape: [0, 2] }], attrs: { full: false } },
  ],
});

/**
 * Returns `[q, r]` with q·r = `x` [..., m, n], the columns of q orthonormal and r upper triangular: q [..., m, k], r [..., k, n], where k
 * is min(m, n), or m with `fullMatrices`. Signs are LAPACK's (r's diagonal may be negative). Returns to the host. float32.
 * @param fullMatrices a square q; default false. Has no derivative when m > n
 * @throws OpError when the rank is below 2
 * @see TensorFlow.js's `tf.linalg.qr`
 * @example linalg.qr([[3, 1], [4, 2]])[1] // [[-5, -2.2], [0, 0.4]]
 */
export function qr(x: TensorLike, fullMatrices = false): [q: Tensor, r: Tensor] {
  const t = toMatrices("qr", x);
  const packed = apply(record, [t], { full: fullMatrices });
  return unpack(packed, shapes(t.shape.at(-2)!, t.shape.at(-1)!, fullMatrices)) as [Tensor, Tensor];
}

/**
 * Returns orthonormal vectors that span what the given ones do, each made orthogonal to those before it. Takes and returns a list of
 * vectors, or a matrix of rows. float32.
 * @throws OpError when there are more vectors than elements, or they differ in length
 * @see TensorFlow.js's `tf.linalg.gramSchmidt`
 * @example linalg.gramSchmidt([[3, 4], [1, 0]]) // [[0.6, 0.8], [0.8, -0.6]]
 */
export function gramSchmidt(xs: readonly Tensor[]): Tensor[];
export function gramSchmidt(xs: TensorLike): Tensor;
export function gramSchmidt(xs: TensorLike | readonly Tensor[]): Tensor | Tensor[] {
  const list = Array.isArray(xs) && typeof xs[0] === "object" && "node" in xs[0];
  const rows = toMatrices("gramSchmidt", list ? stack(xs as readonly Tensor[]) : (xs as TensorLike));
  const [count, length] = rows.shape as [number, number];
  if (rows.rank !== 2 || count > length)
    throw new OpError(
      "gramSchmidt",
      `takes at most as many vectors as they have elements, got ${showShape(rows.shape)}`,
    );
  const made: Tensor[] = [];
  for (let x of unstack(rows)) {
    for (const y of made) x = sub(x, mul(sum(mul(y, x)), y));
    made.push(div(x, norm(x)));
  }
  return list ? made : stack(made);
}
