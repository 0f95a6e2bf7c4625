/** Matrix products. */
import { matMulRule } from "./complex-rules.ts";
import { promote } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { mul } from "./binary.ts";
import { cast } from "./cast.ts";
import { computeDType, jointShape } from "./elementwise.ts";
import { broadcastTo, expandDims, reshape, transpose } from "./movement.ts";
import type { Aval, BatchContext, HostTensor, OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { times, wrap } from "./reference.ts";
import { OF_MATRICES } from "./without.ts";

/** [..., rows, columns] of a matMul operand after its transposition. */
function matrixDims(x: Aval, transposed: boolean): [number, number] {
  const rank = x.shape.length;
  const [r, c] = [x.shape[rank - 2]!, x.shape[rank - 1]!];
  return transposed ? [c, r] : [r, c];
}

function inferMatMul([a, b]: readonly Aval[], attrs: Attrs): Aval {
  const [m, k] = matrixDims(a!, attrs["transposeA"] === true);
  const [k2, n] = matrixDims(b!, attrs["transposeB"] === true);
  if (k !== k2) {
    const hint = matrixDims(b!, attrs["transposeB"] !== true)[0] === k ? " Did you mean transposeB?" : "";
    throw new OpError("matMul", `inner dimensions differ: ${showShape(a!.shape)} × ${showShape(b!.shape)}.${hint}`);
  }
  return { shape: [...a!.shape.slice(0, -2), m, n], dtype: a!.dtype };
}

function matMulReference([a, b]: readonly HostTensor[], attrs: Attrs, out: Aval): Float64Array {
  const [ta, tb] = [attrs["transposeA"] === true, attrs["transposeB"] === true];
  const [m, k] = matrixDims(a!, ta);
  const n = out.shape.at(-1)!;
  const y = new Float64Array(out.shape.reduce((p, d) => p * d, 1));
  for (let o = 0; o < y.length; o++) {
    const [j, i, batch] = [o % n, Math.floor(o / n) % m, Math.floor(o / (n * m))];
    let sum = 0;
    for (let p = 0; p < k; p++) {
      const left = a!.data[batch * m * k + (ta ? p * m + i : i * k + p)]!;
      const right = b!.data[batch * k * n + (tb ? j * k + p : p * n + j)]!;
      sum += times(left, right, out.dtype);
    }
    y[o] = wrap(sum, out.dtype);
  }
  return y;
}

/** Where one side is the same for all, the batch is more rows, or more columns, of one product. */
function batchedMatMul([a, b]: readonly Tensor[], { attrs, batched, size }: BatchContext): Tensor {
  const [ta, tb] = [attrs["transposeA"] === true, attrs["transposeB"] === true];
  if (batched[0] && batched[1]) return matMul(a!, b!, ta, tb);
  if (!batched[0]) {
    // (A·B)ᵀ = Bᵀ·Aᵀ
    const turned = { transposeA: !tb, transposeB: !ta };
    const y = batchedMatMul([b!, a!], { attrs: turned, batched: [true, false], size, repeated: () => [b!, a!] });
    return transpose(y, swapLast(y.rank));
  }
  const rank = a!.rank;
  const leading = Array.from({ length: rank - 3 }, (_, i) => i + 1);
  const rows = transpose(a!, [...leading, 0, ...(ta ? [rank - 1, rank - 2] : [rank - 2, rank - 1])]);
  const [m, k] = rows.shape.slice(-2) as [number, number];
  const y = matMul(reshape(rows, [...rows.shape.slice(0, -3), size * m, k]), b!, false, tb);
  const apart = reshape(y, [...y.shape.slice(0, -2), size, m, y.shape.at(-1)!]);
  return transpose(apart, [rank - 3, ...leading.map((_, i) => i), rank - 2, rank - 1]);
}

const swapLast = (rank: number): number[] =>
  Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));

/** Operands have equal leading (batch) dimensions: the public function broadcasts them. */
const matMulRecord: OpRecord = defineOp({
  name: "matMul",
  batch: batchedMatMul,
  complex: matMulRule,
  infer: inferMatMul,
  reference: matMulReference,
  lowering: {
    kind: "contraction",
    axes: ([a], out, attrs) => ({
      batch: a!.shape.slice(0, -2),
      m: [out.shape.at(-2)!],
      n: [out.shape.at(-1)!],
      k: [matrixDims(a!, attrs["transposeA"] === true)[1]],
    }),
    a: (c, { batch, m, k }) => c.read(0, c.attrs["transposeA"] ? [...batch, ...k, ...m] : [...batch, ...m, ...k]),
    b: (c, { batch, n, k }) => c.read(1, c.attrs["transposeB"] ? [...batch, ...n, ...k] : [...batch, ...k, ...n]),
  },
  vjp: (g, { inputs: [a, b], attrs, needs }, { matMul }) => {
    const [ta, tb] = [attrs["transposeA"] === true, attrs["transposeB"] === true];
    const da = (): Tensor => (ta ? matMul(b!, g, tb, true) : matMul(g, b!, false, !tb));
    const db = (): Tensor => (tb ? matMul(g, a!, true, ta) : matMul(a!, g, !ta, false));
    return [needs[0] ? da() : undefined, needs[1] ? db() : undefined];
  },
  without: OF_MATRICES,
  cases: [
    { inputs: [{ shape: [3, 4] }, { shape: [4, 5] }], attrs: { transposeA: false, transposeB: false } },
    { inputs: [{ shape: [4, 3] }, { shape: [4, 8] }], attrs: { transposeA: true, transposeB: false } },
    { inputs: [{ shape: [9, 17] }, { shape: [6, 17] }], attrs: { transposeA: false, transposeB: true } },
    { inputs: [{ shape: [7, 2] }, { shape: [3, 7] }], attrs: { transposeA: true, transposeB: true } },
    { inputs: [{ shape: [2, 3, 4, 5] }, { shape: [2, 3, 5, 4] }], attrs: { transposeA: false, transposeB: false } },
    { inputs: [{ shape: [1, 1] }, { shape: [1, 1] }], attrs: { transposeA: false, transposeB: false } },
    {
      inputs: [{ shape: [2, 1, 2, 1, 2, 3] }, { shape: [2, 1, 2, 1, 3, 2] }],
      attrs: { transposeA: false, transposeB: false },
    },
    { inputs: [{ shape: [2, 0] }, { shape: [0, 3] }], attrs: { transposeA: false, transposeB: false } },
    { inputs: [{ shape: [0, 2] }, { shape: [2, 3] }], attrs: { transposeA: false, transposeB: false } },
    {
      inputs: [
        { shape: [3, 5], dtype: "int32" },
        { shape: [5, 7], dtype: "int32" },
      ],
      attrs: { transposeA: false, transposeB: false },
    },
  ],
});

/**
 * Returns the matrix product of the last two dimensions, [..., m, k] × [..., k, n] → [..., m, n]; leading dimensions broadcast. The dtype
 * is the promoted one of `a` and `b`; bool is computed as int32. Neither is transposed by default.
 * @param transposeA read `a` as [..., k, m]
 * @param transposeB read `b` as [..., n, k]
 * @throws OpError when a rank is below 2 or the inner dimensions differ
 * @see TensorFlow.js's `tf.matMul`
 * @example matMul([[1, 2]], [[3], [4]]) // [[11]]
 */
export function matMul(a: TensorLike, b: TensorLike, transposeA = false, transposeB = false): Tensor {
  const [p, q] = [trace().toTensor(a), trace().toTensor(b)];
  if (p.rank < 2 || q.rank < 2)
    throw new OpError(
      "matMul",
      `takes matrices, got ${showShape(p.shape)} × ${showShape(q.shape)}; for vectors use dot`,
    );
  const dtype = computeDType("matMul", "number", promote(p.dtype, q.dtype));
  const batch = jointShape("matMul", [p.shape.slice(0, -2), q.shape.slice(0, -2)]);
  const operand = (x: Tensor): Tensor => broadcastTo(cast(x, dtype), [...batch, ...x.shape.slice(-2)]);
  return apply(matMulRecord, [operand(p), operand(q)], { transposeA, transposeB });
}

/**
 * Returns the product over the last axis of `a` and the first of `b`: a scalar for two vectors, a vector for a matrix and a vector,
 * a matrix for two matrices. The dtype is the promoted one; bool is computed as int32.
 * @throws OpError for other ranks than 1 and 2, or when the inner dimensions differ
 * @see TensorFlow.js's `tf.dot`
 * @example dot([1, 2], [3, 4]) // 11
 */
export function dot(a: TensorLike, b: TensorLike): Tensor {
  const [p, q] = [trace().toTensor(a), trace().toTensor(b)];
  if (![1, 2].includes(p.rank) || ![1, 2].includes(q.rank)) {
    throw new OpError(
      "dot",
      `takes vectors and matrices, got ${showShape(p.shape)} × ${showShape(q.shape)}; use matMul`,
    );
  }
  if (p.shape.at(-1) !== q.shape[0])
    throw new OpError("dot", `inner dimensions differ: ${showShape(p.shape)} × ${showShape(q.shape)}`);
  const y = matMul(p.rank === 1 ? expandDims(p, 0) : p, q.rank === 1 ? expandDims(q, 1) : q);
  return reshape(y, [...p.shape.slice(0, -1), ...q.shape.slice(1)]);
}

/**
 * Returns the products of every element of the vector `a` with every one of the vector `b`. A matrix of their promoted dtype; bool is
 * computed as int32.
 * @throws OpError for other ranks than 1
 * @see TensorFlow.js's `tf.outerProduct`
 * @example outerProduct([1, 2], [3, 4]) // [[3, 4], [6, 8]]
 */
export function outerProduct(a: TensorLike, b: TensorLike): Tensor {
  const [p, q] = [trace().toTensor(a), trace().toTensor(b)];
  if (p.rank !== 1 || q.rank !== 1)
    throw new OpError("outerProduct", `takes two vectors, got ${showShape(p.shape)} and ${showShape(q.shape)}`);
  return mul(expandDims(p, 1), expandDims(q, 0));
}
