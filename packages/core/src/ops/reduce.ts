/** Ops that fold axes away: sums, products, extremes, logic, and the position of an extreme. */
import type { DType } from "../ir/dtype.ts";
import { DTYPES } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Expr } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Reducer } from "../ir/nest.ts";
import type { Shape } from "../ir/shape.ts";
import { reducedShape, showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { div, mul } from "./binary.ts";
import { cast } from "./cast.ts";
import { equal, where } from "./compare.ts";
import { broadcastTo, ints, reshape } from "./movement.ts";
import type { Case, HostTensor, OpRecord, Ops } from "./record.ts";
import { apply, defineOp, normalizeAxes, normalizeAxis, trace } from "./record.ts";
import { at, tabulate, times, wrap } from "./reference.ts";

/** One axis, several, or all of them (undefined or null). */
export type AxisLike = number | readonly number[] | null;

/** A public reduction. */
export type Reduce = (x: TensorLike, axis?: AxisLike, keepDims?: boolean) => Tensor;

interface ReduceSpec {
  readonly name: string;
  readonly complex?: OpRecord["complex"];
  readonly reducer: Reducer;
  readonly takes: "number" | "bool";
  start(dtype: DType): number;
  readonly gives?: DType;
  combine(total: number, x: number, dtype: DType): number;
  vjp?(g: Tensor, x: Tensor, y: Tensor, ops: Ops, axes: readonly number[]): Tensor;
  readonly distinct?: boolean;
}

/** The input index of output index `out` and reduction index `r` (over `axes`, which are sorted). */
export function joinIndex<T>(axes: readonly number[], out: readonly T[], r: readonly T[]): T[] {
  let [i, j] = [0, 0];
  return Array.from({ length: out.length + r.length }, (_, axis) => (axes.includes(axis) ? r[j++]! : out[i++]!));
}

/** `f` over every element that is reduced into one. */
function reference(
  x: HostTensor,
  axes: readonly number[],
  out: Shape,
  start: number,
  f: (total: number, x: number, r: number) => number,
): Float64Array {
  const sizes = axes.map((a) => x.shape[a]!);
  return tabulate(out, (o) => {
    let total = start;
    tabulate(sizes, (r, flat) => (total = f(total, at(x, joinIndex(axes, o, r)), flat)));
    return total;
  });
}

/** The same axes in a batch. */
const shifted = (attrs: Attrs): Attrs => ({ ...attrs, axes: ints(attrs, "axes").map((a) => a + 1) });

const CASE_SHAPES: readonly (readonly [Shape, readonly number[]])[] = [
  [[7], [0]],
  [
    [2, 3, 4],
    [0, 1, 2],
  ],
  [[3, 5], [0]],
  [[3, 5], [1]],
  [
    [2, 3, 4, 5],
    [1, 3],
  ],
  [[2, 65], [1]],
  [[4], []],
  [[], []],
  [
    [2, 1, 3, 1, 2, 2],
    [1, 2, 5],
  ],
  [[3, 0], [1]],
  [[0, 3], [1]],
];

/** Sums and products of bytes are 32 bits wide, as in NumPy and JAX; bool is counted. */
function summed({ reducer }: ReduceSpec, dtype: DType): DType {
  const grows = reducer === "sum" || reducer === "prod";
  if (dtype === "bool" || (grows && dtype === "int8")) return "int32";
  return grows && dtype === "uint8" ? "uint32" : dtype;
}

/** Enters a reduction into the table and returns its public function. */
function reduction(spec: ReduceSpec): Reduce {
  const dtypes: readonly DType[] = spec.takes === "bool" ? ["bool"] : ["float32", "int32"];
  const record: OpRecord = defineOp({
    name: spec.name,
    batch: ([x], { attrs }) => apply(record, [x!], shifted(attrs)),
    ...(spec.complex ? { complex: spec.complex } : {}),
    infer: ([x], attrs) => ({
      shape: reducedShape(x!.shape, ints(attrs, "axes"), false),
      dtype: spec.gives ?? x!.dtype,
    }),
    reference: ([x], attrs, out) =>
      reference(x!, ints(attrs, "axes"), out.shape, spec.start(out.dtype), (total, v) =>
        spec.combine(total, v, out.dtype),
      ).map((v) => wrap(v, out.dtype)),
    lowering: {
      kind: "reduce",
      reducer: () => spec.reducer,
      sizes: ([x], attrs) => ints(attrs, "axes").map((a) => x!.shape[a]!),
      element: (c, r) => c.read(0, joinIndex(ints(c.attrs, "axes"), c.index, r)),
    },
    ...(spec.vjp
      ? { vjp: (g, { inputs: [x], output, attrs }, ops) => [spec.vjp!(g, x!, output, ops, ints(attrs, "axes"))] }
      : {}),
    cases: dtypes.flatMap((dtype) =>
      CASE_SHAPES.map(([shape, axes]): Case => ({
        inputs: [{ shape, dtype, distinct: spec.distinct ?? false }],
        attrs: { axes },
      })),
    ),
  });
  return (x, axis, keepDims = false) => {
    const t = trace().toTensor(x);
    if (spec.takes === "bool" && t.dtype !== "bool") {
      throw new OpError(spec.name, `takes bool, got ${t.dtype}; compare it first, such as notEqual(x, 0)`);
    }
    if (t.dtype === "string") throw new OpError(spec.name, "takes numbers, got strings");
    const axes = normalizeAxes(spec.name, axis, t.rank);
    const operand = spec.takes === "number" ? cast(t, summed(spec, t.dtype)) : t;
    const y = axes.length === 0 ? operand : apply(record, [operand], { axes });
    return keepDims ? reshape(y, reducedShape(t.shape, axes, true)) : y;
  };
}

/** `y`, reduced over `axes` of `shape`, repeated back to `shape`. */
export function spread(y: Tensor, shape: Shape, axes: readonly number[]): Tensor {
  return broadcastTo(reshape(y, reducedShape(shape, axes, true)), shape);
}

/**
 * Returns the sum over `axis` (default all); bool counts as int32.
 * @param keepDims leave the summed axes in, with size 1; default false
 * @throws OpError when an axis is out of range
 * @see TensorFlow.js's `tf.sum`
 * @example sum([[1, 2], [3, 4]], 0) // [4, 6]
 */
export const sum: Reduce = reduction({
  name: "sum",
  complex: "parts",
  reducer: "sum",
  takes: "number",
  start: () => 0,
  combine: (total, x) => total + x,
  vjp: (g, x, _y, _ops, axes) => spread(g, x.shape, axes),
});

/**
 * Returns the product over `axis` (default all). Keeps the dtype; bool and int8 become int32, uint8 uint32.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @throws OpError for an axis out of range, strings or complex64
 * @see TensorFlow.js's `tf.prod`
 * @example prod([[1, 2], [3, 4]], 1) // [2, 12]
 */
export const prod: Reduce = reduction({
  name: "prod",
  reducer: "prod",
  takes: "number",
  start: () => 1,
  combine: times,
  // the product of all others: y / x, unless one of them is 0; then only that one has a derivative
  vjp: (g, x, _y, _ops, axes) => {
    const zero = equal(x, 0);
    const zeros = spread(sum(zero, axes), x.shape, axes);
    const nonZero = where(zero, 1, x);
    const others = spread(prod(nonZero, axes), x.shape, axes);
    const one = equal(zeros, cast(1, "int32"));
    const none = equal(zeros, cast(0, "int32"));
    const takes = where(zero, one, none);
    return where(takes, mul(spread(g, x.shape, axes), div(others, nonZero)), 0);
  },
});

/** The gradient of an extreme: shared evenly among the elements that reach it, as TensorFlow does. */
function extremeVjp(g: Tensor, x: Tensor, y: Tensor, _ops: Ops, axes: readonly number[]): Tensor {
  const reaches = cast(equal(x, spread(y, x.shape, axes)), "float32");
  const share = div(g, sum(reaches, axes));
  return mul(reaches, spread(share, x.shape, axes));
}

/**
 * Returns the largest element over `axis` (default all). The gradient is shared evenly among equals. Keeps the dtype; bool becomes int32.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @throws OpError for an axis out of range, strings or complex64
 * @see TensorFlow.js's `tf.max`
 * @example max([[1, 5], [3, 4]], 1) // [5, 4]
 */
export const max: Reduce = reduction({
  name: "max",
  reducer: "max",
  takes: "number",
  start: (dtype) => DTYPES[dtype].range[0],
  combine: (total, x) => Math.max(total, x),
  vjp: extremeVjp,
  distinct: true,
});

/**
 * Returns the smallest element over `axis` (default all). The gradient is shared evenly among equals. Keeps the dtype; bool becomes int32.
 * @param keepDims leave the reduced axes in, with size 1; default false
 * @throws OpError for an axis out of range, strings or complex64
 * @see TensorFlow.js's `tf.min`
 * @example min([[1, 5], [3, 4]], 1) // [1, 3]
 */
export const min: Reduce = reduction({
  name: "min",
  reducer: "min",
  takes: "number",
  start: (dtype) => DTYPES[dtype].range[1],
  combine: (total, x) => Math.min(total, x),
  vjp: extremeVjp,
  distinct: true,
});

/**
 * Returns whether any element over `axis` (default all) is true.
 * @throws OpError for other dtypes than bool
 * @see TensorFlow.js's `tf.any`
 * @example any([[true, false], [false, false]], 1) // [true, false]
 */
export const any: Reduce = reduction({
  name: "any",
  reducer: "any",
  takes: "bool",
  start: () => 0,
  combine: (total, x) => total | x,
});

/**
 * Returns whether all elements over `axis` (default all) are true.
 * @throws OpError for other dtypes than bool
 * @see TensorFlow.js's `tf.all`
 * @example all([[true, false], [true, true]], 1) // [false, true]
 */
export const all: Reduce = reduction({
  name: "all",
  reducer: "all",
  takes: "bool",
  start: () => 1,
  combine: (total, x) => total & x,
});

// ---- positions ----------------------------------------------------------------------------------------------------------

function position(name: "argMax" | "argMin", reducer: Reducer, better: (x: number, best: number) => boolean): OpRecord {
  const axisOf = (attrs: Attrs): number => ints(attrs, "axes")[0]!;
  const record: OpRecord = defineOp({
    name,
    batch: ([x], { attrs }) => apply(record, [x!], shifted(attrs)),
    infer: ([x], attrs) => ({ shape: reducedShape(x!.shape, [axisOf(attrs)], false), dtype: "int32" }),
    reference: ([x], attrs, out) => {
      const axes = [axisOf(attrs)];
      let best = NaN;
      return reference(x!, axes, out.shape, 0, (found, v, r) => {
        const beats = better(v, best) || (Number.isNaN(best) && !Number.isNaN(v));
        if (r > 0 && !beats) return found;
        best = v;
        return r;
      });
    },
    lowering: {
      kind: "reduce",
      reducer: () => reducer,
      sizes: ([x], attrs) => [x!.shape[axisOf(attrs)]!],
      element: (c, r): Expr => c.read(0, joinIndex([axisOf(c.attrs)], c.index, r)),
    },
    cases: [
      { inputs: [{ shape: [7], distinct: true }], attrs: { axes: [0] } },
      { inputs: [{ shape: [3, 10], distinct: true }], attrs: { axes: [1] } },
      { inputs: [{ shape: [2, 5, 3], distinct: true }], attrs: { axes: [1] } },
      { inputs: [{ shape: [4, 9], dtype: "int32", range: [-3, 3] }], attrs: { axes: [1] } },
      { inputs: [{ shape: [2, 1, 3, 1, 2, 2], distinct: true }], attrs: { axes: [2] } },
      { inputs: [{ shape: [0, 3] }], attrs: { axes: [1] } },
    ],
  });
  return record;
}

const argMaxRecord = position("argMax", "argmax", (x, best) => x > best);
const argMinRecord = position("argMin", "argmin", (x, best) => x < best);

function findPosition(record: OpRecord, x: TensorLike, axis: number): Tensor {
  const t = trace().toTensor(x);
  if (t.rank === 0) throw new OpError(record.name, "needs at least one axis, got a scalar");
  const a = normalizeAxis(record.name, axis, t.rank);
  if (t.shape[a] === 0) throw new OpError(record.name, `axis ${a} of ${showShape(t.shape)} is empty`);
  return apply(record, [t.dtype === "bool" ? cast(t, "int32") : t], { axes: [a] });
}

/**
 * Returns the index of the largest element along `axis` (default 0), the first of equals. int32.
 * @see TensorFlow.js's `tf.argMax`
 * @example argMax([[1, 5], [3, 4]], 1) // [1, 1]
 */
export function argMax(x: TensorLike, axis = 0): Tensor {
  return findPosition(argMaxRecord, x, axis);
}

/**
 * Returns the index of the smallest element along `axis` (default 0), the first of equals. int32.
 * @see TensorFlow.js's `tf.argMin`
 * @example argMin([[1, 5], [3, 4]], 1) // [0, 0]
 */
export function argMin(x: TensorLike, axis = 0): Tensor {
  return findPosition(argMinRecord, x, axis);
}
