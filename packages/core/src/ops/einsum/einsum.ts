/** Einstein summation. */
import { OpError } from "../../ir/error.ts";
import { promote } from "../../ir/dtype.ts";
import { showShape, sizeOf } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { cast } from "../cast.ts";
import { equal, where } from "../compare.ts";
import { iota } from "../create.ts";
import { mul } from "../binary.ts";
import { computeDType } from "../elementwise.ts";
import { broadcastTo, expandDims, reshape, transpose } from "../movement.ts";
import { normalizeAxis, trace } from "../record.ts";
import { sum } from "../reduce.ts";
import { contract } from "./contract.ts";
import type { Equation, Label } from "./equation.ts";
import { parseEquation } from "./equation.ts";

/** A tensor whose axes have names, each once. */
interface Named {
  readonly x: Tensor;
  readonly labels: readonly Label[];
}

/**
 * Returns the sum of products that `equation` describes, as NumPy: "ij,jk->ik" multiplies the elements of the operands for every i, j and k
 * and sums over what the output does not name. A label twice in one operand takes its diagonal; "..." stands for further axes, which
 * broadcast; axes of size 1 broadcast. Without "->" the output has the labels that occur once, sorted. Pairs of operands are
 * contracted in an order that keeps intermediate results small, each by one kernel that reads the operands where they are. The dtype is
 * the promoted one; bool is computed as int32.
 * @throws OpError when the equation does not fit the operands
 * @example einsum("ij,kj->ik", [[1, 2]], [[3, 4], [5, 6]]) // [[11, 17]]
 */
export function einsum(equation: string, ...operands: TensorLike[]): Tensor {
  const tensors = operands.map((x) => trace().toTensor(x));
  if (tensors.length === 0) throw new OpError("einsum", "takes at least one operand");
  const read = parseEquation(
    equation,
    tensors.map((t) => t.shape),
  );
  const dtype = computeDType("einsum", "number", tensors.map((t) => t.dtype).reduce(promote));
  let terms = tensors.map((t, i) => named(cast(t, dtype), read.inputs[i]!, read));
  while (terms.length > 1) {
    const [i, j] = cheapestPair(terms, read);
    const rest = terms.filter((_, k) => k !== i && k !== j);
    terms = [...rest, multiply(terms[i]!, terms[j]!, wantedBy(rest, read, rest.length === 0))];
  }
  const wanted = new Set(read.output);
  const { x, labels } = sumOut(terms[0]!, (l) => wanted.has(l));
  const ordered = read.output.filter((l) => labels.includes(l));
  const y = transpose(
    x,
    ordered.map((l) => labels.indexOf(l)),
  );
  // a label that no operand has in full is of size 1 everywhere
  return reshape(
    y,
    read.output.map((l) => read.sizes.get(l)!),
  );
}

/** `x` with each label once: diagonals taken, and axes of size 1 that are to broadcast left out. */
function named(x: Tensor, labels: readonly Label[], { sizes }: Equation): Named {
  for (let i = 0; i < labels.length; i++) {
    const j = labels.indexOf(labels[i]!, i + 1);
    if (j < 0) continue;
    return named(diagonal(x, i, j), [...labels.slice(0, j), ...labels.slice(j + 1)], { sizes } as Equation);
  }
  const kept = labels.flatMap((l, axis) => (x.shape[axis] === sizes.get(l) && sizes.get(l) !== 1 ? [axis] : []));
  return {
    x: reshape(
      x,
      kept.map((axis) => x.shape[axis]!),
    ),
    labels: kept.map((axis) => labels[axis]!),
  };
}

/** The elements whose indices along `i` and `j` are equal, at `i`; one of the two may be 1 and is repeated. */
function diagonal(x: Tensor, i: number, j: number): Tensor {
  const size = Math.max(x.shape[i]!, x.shape[j]!);
  const square = x.shape.map((d, axis) => (axis === i || axis === j ? size : d));
  const full = broadcastTo(x, square);
  return sum(where(equal(iota(square, i), iota(square, j)), full, 0), j);
}

function wantedBy(others: readonly Named[], { output }: Equation, last: boolean): readonly Label[] {
  return last ? output : [...new Set([...output, ...others.flatMap((t) => t.labels)])];
}

/** Sums over the axes that are not wanted. */
function sumOut({ x, labels }: Named, wanted: (l: Label) => boolean): Named {
  const gone = labels.flatMap((l, axis) => (wanted(l) ? [] : [axis]));
  return gone.length === 0 ? { x, labels } : { x: sum(x, gone), labels: labels.filter(wanted) };
}

/** The two terms whose product is smallest beside what it replaces. */
function cheapestPair(terms: readonly Named[], read: Equation): [number, number] {
  let best: { readonly pair: [number, number]; readonly cost: number } | undefined;
  for (let i = 0; i < terms.length; i++)
    for (let j = i + 1; j < terms.length; j++) {
      const [a, b] = [terms[i]!, terms[j]!];
      const keep = new Set(
        wantedBy(
          terms.filter((_, k) => k !== i && k !== j),
          read,
          false,
        ),
      );
      const labels = [...new Set([...a.labels, ...b.labels])].filter((l) => keep.has(l));
      const cost = sizeOf(labels.map((l) => read.sizes.get(l)!)) - a.x.size - b.x.size;
      if (!best || cost < best.cost) best = { pair: [i, j], cost };
    }
  return best!.pair;
}

/** The product of two terms, summed over what nobody wants any more; axes in the order of `wanted`. */
function multiply(p: Named, q: Named, wanted: readonly Label[]): Named {
  const a = sumOut(p, (l) => wanted.includes(l) || q.labels.includes(l));
  const b = sumOut(q, (l) => wanted.includes(l) || p.labels.includes(l));
  const labels = wanted.filter((l) => a.labels.includes(l) || b.labels.includes(l));
  const gone = a.labels.filter((l) => !labels.includes(l));
  const isProduct = (x: Named, y: Named): boolean => x.labels.every((l) => y.labels.includes(l));
  // without rows or columns of its own a product is arithmetic, which fuses; and no sum is no contraction
  if (gone.length > 0 && a.x.size * b.x.size > 0 && !isProduct(a, b) && !isProduct(b, a))
    return { x: contract(a.x, a.labels, b.x, b.labels, labels), labels };
  const all = [...labels, ...gone];
  const x = mul(aligned(a, all), aligned(b, all));
  return {
    x:
      gone.length > 0
        ? sum(
            x,
            gone.map((_, i) => labels.length + i),
          )
        : x,
    labels,
  };
}

/** The axes of `t` in the order of `labels`, with axes of size 1 for those it has not. */
function aligned({ x, labels: own }: Named, labels: readonly Label[]): Tensor {
  const order = labels.filter((l) => own.includes(l)).map((l) => own.indexOf(l));
  return labels.reduce((t, l, axis) => (own.includes(l) ? t : expandDims(t, axis)), transpose(x, order));
}

/**
 * Returns the sum of products over several axes: over the last `axes` of `a` and the first of `b`, or over the axes listed for each. The
 * dtype is the promoted one, summed as `sum` does.
 * @param axes a number (default 2), or two lists of equal length
 * @throws OpError when the summed axes differ in size
 * @see NumPy's `tensordot`
 * @example tensordot([[1, 2], [3, 4]], [[1, 0], [0, 1]]) // 5
 */
export function tensordot(
  a: TensorLike,
  b: TensorLike,
  axes: number | readonly [readonly number[], readonly number[]] = 2,
): Tensor {
  const [p, q] = [trace().toTensor(a), trace().toTensor(b)];
  const counted = (n: number): [number[], number[]] => [
    Array.from({ length: n }, (_, i) => p.rank - n + i),
    Array.from({ length: n }, (_, i) => i),
  ];
  const [left, right] = typeof axes === "number" ? counted(axes) : axes;
  const [i, j] = [
    left.map((axis) => normalizeAxis("tensordot", axis, p.rank)),
    right.map((axis) => normalizeAxis("tensordot", axis, q.rank)),
  ];
  if (i.length !== j.length || i.some((axis, at) => p.shape[axis] !== q.shape[j[at]!]))
    throw new OpError(
      "tensordot",
      `axes [${i.join(", ")}] of ${showShape(p.shape)} and [${j.join(", ")}] of ${showShape(q.shape)} differ in number or size`,
    );
  const letter = (n: number): string => String.fromCharCode((n < 26 ? 97 : 39) + n);
  const first = p.shape.map((_, axis) => letter(axis));
  const second = q.shape.map((_, axis) => (j.includes(axis) ? first[i[j.indexOf(axis)]!]! : letter(p.rank + axis)));
  const rest = [...first.filter((_, axis) => !i.includes(axis)), ...second.filter((_, axis) => !j.includes(axis))];
  return einsum(`${first.join("")},${second.join("")}->${rest.join("")}`, p, q);
}

/**
 * Returns the sum of the products of all elements of `a` and `b`, of equal size: a scalar. The dtype is the promoted one, summed as `sum`
 * does.
 * @throws OpError when the sizes differ
 * @see NumPy's `vdot`
 * @example vdot([[1, 2], [3, 4]], [1, 1, 1, 1]) // 10
 */
export function vdot(a: TensorLike, b: TensorLike): Tensor {
  const [p, q] = [trace().toTensor(a), trace().toTensor(b)];
  if (p.size !== q.size)
    throw new OpError("vdot", `takes tensors of one size, got ${showShape(p.shape)} and ${showShape(q.shape)}`);
  return einsum("i,i->", reshape(p, [-1]), reshape(q, [-1]));
}

/**
 * Returns the sums of products over the last axis of both: [..., k] and [...', k] give [..., ...']. The dtype is the promoted one, summed
 * as `sum` does.
 * @throws OpError when the last axes differ
 * @see NumPy's `inner`
 * @example inner([[1, 2], [3, 4]], [1, 1]) // [3, 7]
 */
export function inner(a: TensorLike, b: TensorLike): Tensor {
  const [p, q] = [trace().toTensor(a), trace().toTensor(b)];
  return p.rank === 0 || q.rank === 0 ? mul(p, q) : tensordot(p, q, [[-1], [-1]]);
}

/**
 * Returns the products of matrices [..., m, k] and vectors [..., k]: [..., m]. Leading dimensions broadcast. The dtype is the promoted
 * one, summed as `sum` does.
 * @throws OpError when the sizes do not fit
 * @see NumPy's `matvec`
 * @example matVec([[1, 2], [3, 4]], [1, 1]) // [3, 7]
 */
export function matVec(a: TensorLike, x: TensorLike): Tensor {
  return einsum("...mk,...k->...m", a, x);
}
