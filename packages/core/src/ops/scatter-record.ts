/** What falls on each index, reduced: sums, products, the largest and smallest, and the last to come. */
import type { DType } from "../ir/dtype.ts";
import { DTYPES, isFloat, isInteger } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import { sizeOf } from "../ir/shape.ts";
import type { Tensor } from "../tensor.ts";
import { iota } from "./create.ts";
import { scatterSum } from "./gather.ts";
import type { Aval, VjpRule } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { at, tabulate, times, wrap } from "./reference.ts";
import * as s from "./scalar.ts";

/** How values that fall on the same index become one. */
export type Combine = "sum" | "prod" | "max" | "min";

interface Dims {
  /** Leading axes that x and the indices share. */
  readonly batch: number;
  readonly axis: number;
  /** Axes of the indices that are no batch axes. */
  readonly spread: number;
}

const dims = (indices: Aval, attrs: Attrs): Dims => {
  const batch = attrs["batchDims"] as number;
  return { batch, axis: attrs["axis"] as number, spread: indices.shape.length - batch };
};

const COMBINE: { readonly [C in Exclude<Combine, "sum">]: (a: number, b: number, dtype: DType) => number } = {
  prod: times,
  max: (a, b) => Math.max(a, b),
  min: (a, b) => Math.min(a, b),
};

const vjp: VjpRule = (g, { inputs: [x, indices], output, attrs }, ops) => {
  const [axis, batch] = [attrs["axis"] as number, attrs["batchDims"] as number];
  const back = (t: Tensor): Tensor => ops.gather(t, indices!, axis, batch);
  const sums = (t: Tensor): Tensor => scatterSum(t, indices!, attrs["size"] as number, axis, batch);
  if (attrs["combine"] === "prod") {
    // the product of the others: none of them may be 0, itself may
    const zero = ops.equal(x!, 0);
    const factor = ops.where(zero, 1, x!);
    const zeros = ops.cast(zero, x!.dtype);
    const others = ops.equal(ops.sub(back(sums(zeros)), zeros), 0);
    const product = ops.div(back(apply(scatterReduceRecord, [factor, indices!], attrs)), factor);
    return [ops.mul(back(g), ops.where(others, product, 0)), undefined];
  }
  // equals share, as in TensorFlow
  const hit = ops.cast(ops.equal(x!, back(output)), g.dtype);
  return [ops.mul(hit, back(ops.div(g, ops.maximum(sums(hit), 1)))), undefined];
};

/** result[…, i, …] = all of k combined: x[…, k, …] where indices[k] = i, `identity` elsewhere. That changes no value, if it is one. */
const scatterReduceRecord = defineOp({
  name: "scatterReduce",
  infer: ([x, indices], attrs) => {
    const { axis, spread } = dims(indices!, attrs);
    return {
      shape: [...x!.shape.slice(0, axis), attrs["size"] as number, ...x!.shape.slice(axis + spread)],
      dtype: x!.dtype,
    };
  },
  reference: ([x, indices], attrs, out) => {
    const { batch, axis, spread } = dims(indices!, attrs);
    const combine = COMBINE[attrs["combine"] as keyof typeof COMBINE];
    const y = new Float64Array(sizeOf(out.shape)).fill(identityOf(attrs["combine"] as Combine, out.dtype));
    const hits = new Int32Array(y.length);
    tabulate(x!.shape, (index, flat) => {
      const i = at(indices!, [...index.slice(0, batch), ...index.slice(axis, axis + spread)]);
      if (i < 0 || i >= out.shape[axis]!) return 0;
      const target = [...index.slice(0, axis), i, ...index.slice(axis + spread)];
      const place = target.reduce((p, v, d) => p * out.shape[d]! + v, 0);
      y[place] = wrap(combine(y[place]!, x!.data[flat]!, out.dtype), out.dtype);
      hits[place]!++;
      return 0;
    });
    const all = sizeOf(indices!.shape.slice(batch));
    return y.map((v, i) => (hits[i] === all ? v : wrap(combine(v, attrs["identity"] as number, out.dtype), out.dtype)));
  },
  lowering: {
    kind: "reduce",
    reducer: (attrs) => attrs["combine"] as keyof typeof COMBINE,
    sizes: ([, indices], attrs) => indices!.shape.slice(attrs["batchDims"] as number),
    element: (c, r) => {
      const { batch, axis } = dims(c.inputs[1]!, c.attrs);
      const hit = s.eq(c.read(1, [...c.index.slice(0, batch), ...r]), c.index[axis]!);
      const value = c.read(0, [...c.index.slice(0, axis), ...r, ...c.index.slice(axis + 1)], hit);
      return s.select(hit, value, c.attrs["identity"] as number);
    },
  },
  vjp,
  cases: [
    {
      inputs: [
        { shape: [6], distinct: true },
        { shape: [6], dtype: "int32", range: [0, 3], bounded: true },
      ],
      attrs: { combine: "max", identity: -Infinity, axis: 0, batchDims: 0, size: 3 },
    },
    {
      inputs: [
        { shape: [2, 4, 3], distinct: true },
        { shape: [2, 4], dtype: "int32", range: [-1, 5], bounded: true },
      ],
      attrs: { combine: "min", identity: 50, axis: 0, batchDims: 0, size: 5 },
    },
    {
      inputs: [
        { shape: [2, 7, 3], distinct: true },
        { shape: [2, 7], dtype: "int32", range: [0, 4], bounded: true },
      ],
      attrs: { combine: "prod", identity: 1, axis: 1, batchDims: 1, size: 5 },
    },
    {
      inputs: [
        { shape: [5], dtype: "int32" },
        { shape: [5], dtype: "int32", range: [0, 3], bounded: true },
      ],
      attrs: { combine: "max", identity: 0, axis: 0, batchDims: 0, size: 4 },
    },
    {
      inputs: [
        { shape: [3], distinct: true },
        { shape: [], dtype: "int32", range: [0, 3], bounded: true },
      ],
      attrs: { combine: "min", identity: 50, axis: 0, batchDims: 0, size: 4 },
    },
    {
      inputs: [
        { shape: [2, 1, 3, 1, 2, 1], distinct: true },
        { shape: [3], dtype: "int32", range: [0, 1], bounded: true },
      ],
      attrs: { combine: "prod", identity: 1, axis: 2, batchDims: 0, size: 2 },
    },
    {
      inputs: [{ shape: [0, 3] }, { shape: [0], dtype: "int32" }],
      attrs: { combine: "max", identity: -Infinity, axis: 0, batchDims: 0, size: 2 },
    },
  ],
});

function identityOf(combine: Combine, dtype: DType): number {
  if (combine === "max") return DTYPES[dtype].range[0];
  if (combine === "min") return DTYPES[dtype].range[1];
  return combine === "prod" ? 1 : 0;
}

/**
 * What falls on each of `size` indices of axis `axis`, combined. `indices` stand in the place of that axis in `x`, after `batchDims`
 * axes that both share; those out of range are left out.
 */
export function scatter(
  op: string,
  combine: Combine,
  x: Tensor,
  indices: Tensor,
  size: number,
  { axis = 0, batchDims = 0 } = {},
): Tensor {
  if (combine === "sum" && x.dtype === "complex64") return scatterSum(x, indices, size, axis, batchDims);
  if (!isFloat(x.dtype) && !isInteger(x.dtype))
    throw new OpError(op, `takes real numbers, got ${x.dtype}; cast them first`);
  if (combine === "sum") return scatterSum(x, indices, size, axis, batchDims);
  const identity = identityOf(combine, x.dtype);
  return apply(scatterReduceRecord, [x, indices], { combine, identity, axis, batchDims, size });
}

/** The position of the last of `at` [..., n] that names each of 0 … size − 1, −1 where none does: [..., size]. */
export function lastOf(at: Tensor, size: number): Tensor {
  const batchDims = at.rank - 1;
  const attrs = { combine: "max", identity: -1, axis: batchDims, batchDims, size };
  return apply(scatterReduceRecord, [iota(at.shape, batchDims), at], attrs);
}

/** How often `at` [..., n] names each of 0 … size − 1: int32 [..., size]. */
export function countsOf(at: Tensor, size: number): Tensor {
  const batchDims = at.rank - 1;
  return scatterSum(trace().literal(1, at.shape, "int32"), at, size, batchDims, batchDims);
}
