/** Decompositions of one matrix in float64, by textbook algorithms (Golub & Van Loan, Matrix Computations). Signs as LAPACK's. */
import { OpError } from "../../ir/error.ts";
import type { Matrix } from "./matrix.ts";
import { identityMatrix, matrixOf, product, transposed } from "./matrix.ts";

/** L with L·Lᵀ = the symmetric part of `a`. */
export function choleskyFactor(a: Matrix): Matrix {
  const n = a.rows;
  const l = matrixOf(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = (a.data[i * n + j]! + a.data[j * n + i]!) / 2;
      for (let k = 0; k < j; k++) sum -= l.data[i * n + k]! * l.data[j * n + k]!;
      if (i === j && !(sum > 0))
        throw new OpError(
          "cholesky",
          `the matrix is not positive definite (pivot ${i} is ${sum}); add a multiple of the identity, or use lu`,
        );
      l.data[i * n + j] = i === j ? Math.sqrt(sum) : sum / l.data[j * n + j]!;
    }
  return l;
}

export interface LU {
  /** L below the diagonal (its own is 1), U on and above it. */
  readonly packed: Matrix;
  /** Row i of L·U is row `order[i]` of the matrix. */
  readonly order: Int32Array;
  /** The sign of that permutation. */
  readonly sign: number;
}

/** Gaussian elimination, the largest element of the column as pivot. */
export function luFactor(a: Matrix): LU {
  const { rows, columns } = a;
  const packed = { ...a, data: a.data.slice() };
  const { data } = packed;
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  let sign = 1;
  for (let k = 0; k < Math.min(rows, columns); k++) {
    let best = k;
    for (let i = k + 1; i < rows; i++)
      if (Math.abs(data[i * columns + k]!) > Math.abs(data[best * columns + k]!)) best = i;
    if (best !== k) {
      for (let j = 0; j < columns; j++) swap(data, k * columns + j, best * columns + j);
      [order[k], order[best]] = [order[best]!, order[k]!];
      sign = -sign;
    }
    const pivot = data[k * columns + k]!;
    if (pivot === 0) continue;
    for (let i = k + 1; i < rows; i++) {
      const f = (data[i * columns + k]! /= pivot);
      for (let j = k + 1; j < columns; j++) data[i * columns + j]! -= f * data[k * columns + j]!;
    }
  }
  return { packed, order, sign };
}

function swap(data: Float64Array, i: number, j: number): void {
  [data[i], data[j]] = [data[j]!, data[i]!];
}

/** The solution of a·x = b. */
export function solveMatrix(op: string, a: Matrix, b: Matrix): Matrix {
  const n = a.rows;
  const { packed, order } = luFactor(a);
  for (let i = 0; i < n; i++)
    if (packed.data[i * n + i] === 0)
      throw new OpError(op, "the matrix is singular; use lstsq or pinv for the closest solution");
  const x = matrixOf(n, b.columns, (i, j) => b.data[order[i]! * b.columns + j]!);
  substitute(packed, x, { lower: true, unit: true });
  substitute(packed, x, { lower: false, unit: false });
  return x;
}

/** Replaces `x` by the solution y of t·y = x, where only one triangle of `t` is looked at. */
export function substitute(t: Matrix, x: Matrix, { lower, unit }: { lower: boolean; unit: boolean }): void {
  const [n, m] = [t.rows, x.columns];
  for (let step = 0; step < n; step++) {
    const i = lower ? step : n - 1 - step;
    for (let k = lower ? 0 : i + 1; k < (lower ? i : n); k++) {
      const f = t.data[i * n + k]!;
      for (let j = 0; j < m; j++) x.data[i * m + j]! -= f * x.data[k * m + j]!;
    }
    if (!unit) for (let j = 0; j < m; j++) x.data[i * m + j]! /= t.data[i * n + i]!;
  }
}

/** Q (rows × rows, or × min(rows, columns) unless `full`) and R, by Householder reflections; R's diagonal has LAPACK's signs. */
export function qrFactor(a: Matrix, full: boolean): { readonly q: Matrix; readonly r: Matrix } {
  const { rows: m, columns: n } = a;
  const steps = Math.min(m, n);
  const r = { ...a, data: a.data.slice() };
  const reflections: { readonly v: Float64Array; readonly tau: number }[] = [];
  for (let k = 0; k < steps; k++) {
    const v = new Float64Array(m);
    for (let i = k; i < m; i++) v[i] = r.data[i * n + k]!;
    const alpha = v[k]!;
    const below = length(v, k + 1);
    if (below === 0) {
      reflections.push({ v, tau: 0 });
      continue;
    }
    const norm = Math.hypot(alpha, below);
    const beta = alpha > 0 ? -norm : norm;
    for (let i = k + 1; i < m; i++) v[i]! /= alpha - beta;
    v[k] = 1;
    const reflection = { v, tau: (beta - alpha) / beta };
    reflections.push(reflection);
    reflect(reflection, r, k);
    for (let i = k + 1; i < m; i++) r.data[i * n + k] = 0;
  }
  const width = full ? m : steps;
  const q = matrixOf(m, width, (i, j) => Number(i === j));
  for (let k = steps - 1; k >= 0; k--) reflect(reflections[k]!, q, k);
  return { q, r: matrixOf(width, n, (i, j) => (i <= j ? r.data[i * n + j]! : 0)) };
}

/** The Euclidean length of a part of `v`. float32 numbers do not overflow when squared in float64. */
function length(v: Float64Array, begin = 0, end = v.length): number {
  let sum = 0;
  for (let i = begin; i < end; i++) sum += v[i]! * v[i]!;
  return Math.sqrt(sum);
}

/** x ← (I − τ·v·vᵀ)·x, where v is 0 before `from`. */
function reflect({ v, tau }: { v: Float64Array; tau: number }, x: Matrix, from: number): void {
  if (tau === 0) return;
  for (let j = 0; j < x.columns; j++) {
    let dot = 0;
    for (let i = from; i < x.rows; i++) dot += v[i]! * x.data[i * x.columns + j]!;
    for (let i = from; i < x.rows; i++) x.data[i * x.columns + j]! -= tau * dot * v[i]!;
  }
}

const SWEEPS = 60;
const EPSILON = 2 ** -52;

/** Rotates the rows `p` and `q` of `x`. */
function rotateRows(x: Matrix, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < x.columns; k++) {
    const [a, b] = [x.data[p * x.columns + k]!, x.data[q * x.columns + k]!];
    x.data[p * x.columns + k] = c * a - s * b;
    x.data[q * x.columns + k] = s * a + c * b;
  }
}

/** Cosine and sine of the rotation that makes [[a, b], [b, d]] diagonal (the smaller of the two angles). */
function rotation(a: number, b: number, d: number): [number, number] {
  const zeta = (d - a) / (2 * b);
  const t = Math.abs(zeta) > 1e150 ? 1 / (2 * zeta) : (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const c = 1 / Math.hypot(1, t);
  return [c, c * t];
}

/** Eigenvalues of the symmetric part of `a`, ascending, and its eigenvectors as columns: cyclic Jacobi. */
export function symmetricEigen(a: Matrix): { readonly w: Float64Array; readonly v: Matrix } {
  const n = a.rows;
  const s = matrixOf(n, n, (i, j) => (a.data[i * n + j]! + a.data[j * n + i]!) / 2);
  checkFinite("eigh", s);
  const v = identityMatrix(n); // rows are eigenvectors
  // as LAPACK's, errors are small beside the largest eigenvalue
  const negligible = (EPSILON / 4) * length(s.data);
  for (let sweep = 0, rotated = true; rotated && sweep < SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++) {
        const [app, apq, aqq] = [s.data[p * n + p]!, s.data[p * n + q]!, s.data[q * n + q]!];
        if (Math.abs(apq) <= negligible) continue;
        rotated = true;
        const [c, si] = rotation(app, apq, aqq);
        rotateRows(s, p, q, c, si);
        for (let k = 0; k < n; k++) {
          const [x, y] = [s.data[k * n + p]!, s.data[k * n + q]!];
          s.data[k * n + p] = c * x - si * y;
          s.data[k * n + q] = si * x + c * y;
        }
        s.data[p * n + q] = s.data[q * n + p] = 0;
        rotateRows(v, p, q, c, si);
      }
  }
  const w = Float64Array.from({ length: n }, (_, i) => s.data[i * n + i]!);
  const rank = [...w.keys()].sort((i, j) => w[i]! - w[j]!);
  const signs = rank.map((i) => leadingSign(v, i));
  return {
    w: Float64Array.from(rank, (i) => w[i]!),
    v: matrixOf(n, n, (i, j) => signs[j]! * v.data[rank[j]! * n + i]!),
  };
}

/** The sign that makes the largest element of a row positive: eigenvectors and singular vectors have none of their own. */
function leadingSign(x: Matrix, row: number): number {
  let best = 0;
  for (let k = 0; k < x.columns; k++) {
    const v = x.data[row * x.columns + k]!;
    // a tie by rounding goes to the first
    if (Math.abs(v) > Math.abs(best) * (1 + 1e-9)) best = v;
  }
  return best < 0 ? -1 : 1;
}

function checkFinite(op: string, a: Matrix): void {
  if (!a.data.every(Number.isFinite))
    throw new OpError(op, "the matrix holds NaN or infinity; check what was computed before");
}

export interface SVD {
  /** rows × k */
  readonly u: Matrix;
  /** k singular values, descending. */
  readonly s: Float64Array;
  /** k × columns */
  readonly vh: Matrix;
}

/** The singular value decomposition: one-sided Jacobi, accurate for small singular values too. */
export function svdFactor(a: Matrix, full: boolean): SVD {
  checkFinite("svd", a);
  const { rows: m, columns: n } = a;
  if (m < n) {
    const { u, s, vh } = svdFactor(transposed(a), full);
    const flipped = { u: transposed(vh), s, vh: transposed(u) };
    return alignSigns(flipped);
  }
  // the rows of w become s·uᵀ, those of v become vᵀ
  const w = transposed(a);
  const v = identityMatrix(n);
  const dot = (p: number, q: number): number => {
    let sum = 0;
    for (let k = 0; k < m; k++) sum += w.data[p * m + k]! * w.data[q * m + k]!;
    return sum;
  };
  for (let sweep = 0, rotated = true; rotated && sweep < SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++) {
        const [pp, pq, qq] = [dot(p, p), dot(p, q), dot(q, q)];
        // a dot product of m terms is no more exact than this
        if (pq === 0 || Math.abs(pq) <= EPSILON * Math.max(4, Math.sqrt(m)) * Math.sqrt(pp * qq)) continue;
        rotated = true;
        const [c, s] = rotation(pp, pq, qq);
        rotateRows(w, p, q, c, s);
        rotateRows(v, p, q, c, s);
      }
  }
  const lengths = Float64Array.from({ length: n }, (_, i) => length(w.data, i * m, (i + 1) * m));
  const rank = [...lengths.keys()].sort((i, j) => lengths[j]! - lengths[i]!);
  const s = Float64Array.from(rank, (i) => lengths[i]!);
  const tiny = (s[0] ?? 0) * EPSILON * Math.max(m, n);
  const columns = rank.map((i) =>
    lengths[i]! > tiny ? w.data.slice(i * m, (i + 1) * m).map((x) => x / lengths[i]!) : undefined,
  );
  const basis = completeBasis(columns, full ? m : n, m);
  return alignSigns({
    u: matrixOf(m, basis.length, (i, j) => basis[j]![i]!),
    s,
    vh: matrixOf(n, n, (i, j) => v.data[rank[i]! * n + j]!),
  });
}

/** Turns pairs of singular vectors so that the largest element of each left one is positive. */
function alignSigns({ u, s, vh }: SVD): SVD {
  const left = transposed(u);
  const signs = Array.from({ length: Math.max(u.columns, vh.rows) }, (_, k) =>
    k < s.length ? leadingSign(left, k) : 1,
  );
  return {
    u: matrixOf(u.rows, u.columns, (i, j) => signs[j]! * u.data[i * u.columns + j]!),
    s,
    vh: matrixOf(vh.rows, vh.columns, (i, j) => signs[i]! * vh.data[i * vh.columns + j]!),
  };
}

/** `count` orthonormal vectors of length `m`: those given, and in the gaps the axis furthest from all so far, made orthogonal. */
function completeBasis(given: readonly (Float64Array | undefined)[], count: number, m: number): Float64Array[] {
  const known = given.filter((v) => v !== undefined);
  const fresh = (): Float64Array => {
    const reach = Array.from({ length: m }, (_, i) => known.reduce((sum, v) => sum + v[i]! ** 2, 0));
    const axis = reach.indexOf(Math.min(...reach));
    let v = Float64Array.from({ length: m }, (_, i) => Number(i === axis));
    // twice is enough (Kahan)
    for (let turn = 0; turn < 2; turn++)
      for (const k of known) {
        const along = k.reduce((sum, x, i) => sum + x * v[i]!, 0);
        v = v.map((x, i) => x - along * k[i]!);
      }
    const norm = length(v);
    v = v.map((x) => x / norm);
    known.push(v);
    return v;
  };
  return Array.from({ length: count }, (_, i) => given[i] ?? fresh());
}

/** The Moore–Penrose inverse; singular values up to `cutoff` times the largest count as 0. */
export function pseudoInverse(a: Matrix, cutoff: number): Matrix {
  const { u, s, vh } = svdFactor(a, false);
  const limit = cutoff * (s[0] ?? 0);
  const scaled = matrixOf(u.columns, u.rows, (i, j) => (s[i]! > limit ? u.data[j * u.columns + i]! / s[i]! : 0));
  return product(transposed(vh), scaled);
}

/** Numerators' coefficients of the [13/13] Padé approximant of exp, highest power last (Higham 2005). */
const PADE = Array.from({ length: 14 }, (_, k) => {
  let c = 1;
  for (let i = 1; i <= k; i++) c *= (14 - i) / (i * (27 - i));
  return c;
});
/** The approximant is exact in float64 up to this 1-norm. */
const PADE_NORM = 5.37;

/** exp(a), by scaling and squaring. */
export function exponential(a: Matrix): Matrix {
  checkFinite("expm", a);
  const n = a.rows;
  let norm = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.abs(a.data[i * n + j]!);
    norm = Math.max(norm, sum);
  }
  const squarings = norm > PADE_NORM ? Math.ceil(Math.log2(norm / PADE_NORM)) : 0;
  const x = matrixOf(n, n, (i, j) => a.data[i * n + j]! / 2 ** squarings);
  let power = identityMatrix(n);
  const [even, odd] = [matrixOf(n, n), matrixOf(n, n)];
  PADE.forEach((c, k) => {
    const into = k % 2 === 0 ? even : odd;
    power.data.forEach((v, i) => (into.data[i]! += c * v));
    power = product(power, x);
  });
  let y = solveMatrix(
    "expm",
    matrixOf(n, n, (i, j) => even.data[i * n + j]! - odd.data[i * n + j]!),
    matrixOf(n, n, (i, j) => even.data[i * n + j]! + odd.data[i * n + j]!),
  );
  for (let k = 0; k < squarings; k++) y = product(y, y);
  return y;
}
