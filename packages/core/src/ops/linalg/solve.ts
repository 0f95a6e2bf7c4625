/** Linear systems, inverses and determinants. The host computes them in float64. */
import { OpError } from "../../ir/error.ts";
import { showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, mul } from "../binary.ts";
import { matMul } from "../contraction.ts";
import { expandDims, reshape, squeeze } from "../movement.ts";
import { apply, trace } from "../record.ts";
import { slice } from "../slice.ts";
import { log, neg } from "../unary.ts";
import { lowerPart, trace as traceOf, upperPart } from "./band.ts";
import { luFactor, solveMatrix, substitute } from "./decompose.ts";
import type { Matrix } from "./matrix.ts";
import { identityMatrix, matrixOf, matrixOp, shareBatch, T, toMatrices, toSquare, transposed } from "./matrix.ts";

/** Right-hand sides of a system of `a`: a vector when `b` is one dimension short, as NumPy reads it. */
export function rightHandSide(op: string, a: Tensor, b: TensorLike): { readonly b: Tensor; readonly vector: boolean } {
  const t = trace().toTensor(b);
  const vector = t.rank === 1;
  const matrix = toMatrices(op, vector ? expandDims(t, 1) : t);
  if (matrix.shape.at(-2) !== a.shape.at(-2))
    throw new OpError(
      op,
      `the right-hand side has ${matrix.shape.at(-2)} rows, the matrix ${a.shape.at(-2)}: ${showShape(a.shape)} and ${showShape(t.shape)}`,
    );
  return { b: matrix, vector };
}

const triangularRecord = matrixOp({
  name: "triangularSolve",
  shape: ([, b]) => b!,
  each: ([a, b], attrs) => {
    const lower = attrs["lower"] === true;
    const flip = attrs["transpose"] === true;
    const x = { ...b!, data: b!.data.slice() };
    substitute(flip ? transposed(a!) : a!, x, { lower: lower !== flip, unit: attrs["unit"] === true });
    return [x.data];
  },
  vjp: (g, { inputs: [a], output: x, attrs }) => {
    const lower = attrs["lower"] === true;
    const flip = attrs["transpose"] === true;
    const db = apply(triangularRecord, [a!, g], { ...attrs, transpose: !flip });
    const full = neg(flip ? matMul(x, db, false, true) : matMul(db, x, false, true));
    const strict = attrs["unit"] === true ? 1 : 0;
    return [lower ? lowerPart(full, -strict) : upperPart(full, strict), db];
  },
  cases: [
    {
      inputs: [{ shape: [3, 3], diagonal: 5 }, { shape: [3, 2] }],
      attrs: { lower: true, transpose: false, unit: false },
    },
    {
      inputs: [{ shape: [2, 2, 2], diagonal: 5 }, { shape: [2, 2, 1] }],
      attrs: { lower: false, transpose: true, unit: false },
    },
    { inputs: [{ shape: [3, 3] }, { shape: [3, 1] }], attrs: { lower: false, transpose: false, unit: true } },
  ],
});

/** How the triangular matrix of a system is to be read. */
export interface TriangularOptions {
  /** The triangle of `a` that is looked at; default the lower one. */
  readonly lower?: boolean;
  /** Solve aᵀ·x = b instead; default false. */
  readonly transpose?: boolean;
  /** Take the diagonal for 1, whatever is there; default false. */
  readonly unitDiagonal?: boolean;
}

/**
 * Returns the solution x of a·x = b for triangular `a` [..., n, n] and `b` [..., n, k] (or [n]); leading dimensions broadcast. The
 * other triangle is never read. A zero on the diagonal gives infinity or NaN. Returns to the host. float32. By default `a` is lower
 * triangular, not transposed, and its diagonal is read.
 * @throws OpError when `a` is not square or the rows differ
 * @see SciPy's `scipy.linalg.solve_triangular`
 * @example linalg.triangularSolve([[2, 0], [1, 4]], [2, 9]) // [1, 2]
 */
export function triangularSolve(
  a: TensorLike,
  b: TensorLike,
  { lower = true, transpose = false, unitDiagonal: unit = false }: TriangularOptions = {},
): Tensor {
  const square = toSquare("triangularSolve", a);
  const right = rightHandSide("triangularSolve", square, b);
  const x = apply(triangularRecord, shareBatch("triangularSolve", square, right.b), { lower, transpose, unit });
  return right.vector ? squeeze(x, [-1]) : x;
}

const solveRecord = matrixOp({
  name: "solve",
  shape: ([, b]) => b!,
  each: ([a, b]) => [solveMatrix("solve", a!, b!).data],
  vjp: (g, { inputs: [a], output: x }) => {
    const db = apply(solveRecord, [T(a!), g]);
    return [neg(matMul(db, x, false, true)), db];
  },
  cases: [
    { inputs: [{ shape: [3, 3], diagonal: 5 }, { shape: [3, 2] }] },
    {
      inputs: [{ shape: [2, 2, 2], diagonal: 5 }, { shape: [2, 2, 1] }],
    },
    { inputs: [{ shape: [0, 0] }, { shape: [0, 2] }] },
  ],
});

/**
 * Returns the solution x of a·x = b, for `a` [..., n, n] and `b` [..., n, k] (or [n]); leading dimensions broadcast. LU with partial
 * pivoting, in float64. Returns to the host.
 * @throws OpError when `a` is not square or the rows differ; a singular `a` makes reading the result throw
 * @see NumPy's `numpy.linalg.solve`
 * @example linalg.solve([[2, 1], [1, 3]], [3, 5]) // [0.8, 1.4]
 */
export function solve(a: TensorLike, b: TensorLike): Tensor {
  const square = toSquare("solve", a);
  const right = rightHandSide("solve", square, b);
  const x = apply(solveRecord, shareBatch("solve", square, right.b));
  return right.vector ? squeeze(x, [-1]) : x;
}

const invRecord = matrixOp({
  name: "inv",
  shape: ([a]) => a!,
  each: ([a]) => [solveMatrix("inv", a!, identityMatrix(a!.rows)).data],
  vjp: (g, { output: y }) => [neg(matMul(matMul(y, g, true), y, false, true))],
  cases: [
    { inputs: [{ shape: [3, 3], diagonal: 5 }] },
    { inputs: [{ shape: [2, 1, 1], diagonal: 5 }] },
    { inputs: [{ shape: [0, 0] }] },
  ],
});

/**
 * Returns the inverses of matrices [..., n, n]. To solve equations, `solve` is faster and more accurate. Returns to the host. float32.
 * @throws OpError when they are not square; a singular one makes reading the result throw
 * @see NumPy's `numpy.linalg.inv`
 * @example linalg.inv([[4, 7], [2, 6]]) // [[0.6, -0.7], [-0.2, 0.4]]
 */
export function inv(a: TensorLike): Tensor {
  return apply(invRecord, [toSquare("inv", a)]);
}

/** The product of the pivots as a sign and the logarithm of its size. */
function logDeterminant(a: Matrix): [number, number] {
  const { packed, sign } = luFactor(a);
  let [s, l] = [sign, 0];
  for (let i = 0; i < a.rows; i++) {
    const pivot = packed.data[i * a.rows + i]!;
    s *= Math.sign(pivot);
    l += Math.log(Math.abs(pivot));
  }
  return [s, l];
}

/** The transposed matrix of cofactors: det(a)·a⁻¹, which exists for singular matrices too. */
function adjugate(a: Matrix): Matrix {
  const n = a.rows;
  const minor = (i: number, j: number): Matrix =>
    matrixOf(n - 1, n - 1, (r, c) => a.data[(r < i ? r : r + 1) * n + (c < j ? c : c + 1)]!);
  return matrixOf(n, n, (i, j) => ((i + j) % 2 === 0 ? 1 : -1) * determinant(minor(j, i)));
}

function determinant(a: Matrix): number {
  const { packed, sign } = luFactor(a);
  let d = sign;
  for (let i = 0; i < a.rows; i++) d *= packed.data[i * a.rows + i]!;
  return d;
}

/** The gradient of det, transposed. Its own rule divides by det: d adj = (tr(A⁻¹dA)·I − A⁻¹dA)·adj. */
const adjugateRecord = matrixOp({
  name: "adjugate",
  shape: ([a]) => a!,
  each: ([a]) => [adjugate(a!).data],
  vjp: (g, { inputs: [a], output: y }) => {
    const inverse = T(inv(a!));
    const gy = matMul(g, y, false, true);
    const total = reshape(traceOf(gy), [...gy.shape.slice(0, -2), 1, 1]);
    return [add(mul(total, inverse), neg(matMul(inverse, gy)))];
  },
  cases: [{ inputs: [{ shape: [3, 3], diagonal: 3 }] }, { inputs: [{ shape: [2, 2, 2], diagonal: 3 }] }],
});

const detRecord = matrixOp({
  name: "det",
  shape: () => [],
  each: ([a]) => [[determinant(a!)]],
  vjp: (g, { inputs: [a] }) => [mul(reshape(g, [...g.shape, 1, 1]), T(apply(adjugateRecord, [a!])))],
  cases: [
    { inputs: [{ shape: [3, 3] }] },
    { inputs: [{ shape: [2, 2, 2], diagonal: 2 }] },
    { inputs: [{ shape: [0, 0] }] },
  ],
});

/**
 * Returns the determinants of matrices [..., n, n], of shape [...]. Large ones overflow: see `slogdet`. The gradient is defined for
 * singular matrices too. Returns to the host. float32.
 * @throws OpError when they are not square
 * @see NumPy's `numpy.linalg.det`
 * @example linalg.det([[1, 2], [3, 4]]) // -2
 */
export function det(a: TensorLike): Tensor {
  return apply(detRecord, [toSquare("det", a)]);
}

/** Sign and logarithm side by side. */
const slogdetRecord = matrixOp({
  name: "slogdet",
  shape: () => [2],
  each: ([a]) => [logDeterminant(a!)],
  vjp: (g, { inputs: [a] }) => {
    const ofLog = slice(g, [...g.shape.slice(0, -1).map(() => 0), 1], [...g.shape.slice(0, -1), 1]);
    return [mul(expandDims(ofLog, -1), T(inv(a!)))];
  },
  cases: [{ inputs: [{ shape: [3, 3], diagonal: 3 }] }, { inputs: [{ shape: [2, 2, 2], diagonal: 3 }] }],
});

/**
 * Returns `[sign, logabsdet]` of the determinants of matrices [..., n, n]: det = sign · exp(logabsdet), without overflow. A
 * singular matrix gives 0 and −∞. Returns to the host. float32.
 * @throws OpError when they are not square
 * @see NumPy's `numpy.linalg.slogdet`
 * @example linalg.slogdet([[1, 2], [3, 4]])[1] // 0.6931472
 */
export function slogdet(a: TensorLike): [Tensor, Tensor] {
  const packed = apply(slogdetRecord, [toSquare("slogdet", a)]);
  const batch = packed.shape.slice(0, -1);
  const part = (i: number): Tensor => reshape(slice(packed, [...batch.map(() => 0), i], [...batch, 1]), batch);
  return [part(0), part(1)];
}

/**
 * Returns the logarithm of the determinants of positive definite matrices [..., n, n]: NaN where the determinant is negative.
 * Returns to the host. float32.
 * @throws OpError when they are not square
 * @see TensorFlow's `tf.linalg.logdet`
 * @example linalg.logdet([[2, 0], [0, 2]]) // 1.3862944
 */
export function logdet(a: TensorLike): Tensor {
  const [sign, size] = slogdet(a);
  // log of −1 is NaN and of 1 is 0; a sign of 0 has size −∞ anyway
  return add(size, log(sign));
}
