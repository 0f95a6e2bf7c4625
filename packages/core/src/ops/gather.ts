/** Elements picked by index, and their gradient: gather, and the sum of what falls on each index. */
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import { sameShape, showShape, sizeOf } from "../ir/shape.ts";
import type { Target } from "../ir/target.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { cast } from "./cast.ts";
import { sortedKeys } from "./keys.ts";
import type { Aval, Case, HostTensor, OpRecord, Ops } from "./record.ts";
import { apply, defineOp, normalizeAxis, trace } from "./record.ts";
import { at, tabulate, wrap } from "./reference.ts";
import { sumRunsRecord } from "./runs.ts";
import * as s from "./scalar.ts";
import { SUM_FROM_ZERO } from "./without.ts";

interface GatherDims {
  /** Leading axes that x and the indices share. */
  readonly batch: number;
  readonly axis: number;
  /** Rank of the indices, batch axes included. */
  readonly rank: number;
}

const dims = (indices: Aval, attrs: Attrs): GatherDims => ({
  batch: attrs["batchDims"] as number,
  axis: attrs["axis"] as number,
  rank: indices.shape.length,
});

/** The parts of an index of the gathered result: axes before `axis`, those of the indices, and those after. */
function parts<T>(index: readonly T[], { batch, axis, rank }: GatherDims): { before: T[]; pick: T[]; after: T[] } {
  const end = axis + rank - batch;
  return {
    before: index.slice(0, axis),
    pick: [...index.slice(0, batch), ...index.slice(axis, end)],
    after: index.slice(end),
  };
}

const gatherRecord: OpRecord = defineOp({
  name: "gather",
  moves: true,
  infer: ([x, indices], attrs) => {
    const { batch, axis } = dims(indices!, attrs);
    return {
      shape: [...x!.shape.slice(0, axis), ...indices!.shape.slice(batch), ...x!.shape.slice(axis + 1)],
      dtype: x!.dtype,
    };
  },
  reference: ([x, indices], attrs, out) => {
    const d = dims(indices!, attrs);
    return tabulate(out.shape, (o) => {
      const { before, pick, after } = parts(o, d);
      return at(x!, [...before, at(indices!, pick), ...after]);
    });
  },
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const d = dims(c.inputs[1]!, c.attrs);
      const { before, pick, after } = parts(c.index, d);
      const i = c.read(1, pick);
      return c.read(0, [...before, i, ...after], s.inRange(i, c.inputs[0]!.shape[d.axis]!));
    },
  },
  vjp: (g, { inputs: [x, indices], attrs }) => [
    apply(scatterSumRecord, [g, indices!], { ...attrs, size: x!.shape[attrs["axis"] as number]! }),
    undefined,
  ],
  cases: [
    {
      inputs: [{ shape: [7] }, { shape: [4], dtype: "int32", range: [0, 6], bounded: true }],
      attrs: { axis: 0, batchDims: 0 },
    },
    {
      inputs: [{ shape: [5, 3] }, { shape: [2, 4], dtype: "int32", range: [0, 4], bounded: true }],
      attrs: { axis: 0, batchDims: 0 },
    },
    {
      inputs: [{ shape: [2, 5, 3] }, { shape: [4], dtype: "int32", range: [-1, 5], bounded: true }],
      attrs: { axis: 1, batchDims: 0 },
    },
    {
      inputs: [{ shape: [2, 5, 3] }, { shape: [2, 4], dtype: "int32", range: [0, 4], bounded: true }],
      attrs: { axis: 1, batchDims: 1 },
    },
    {
      inputs: [
        { shape: [5], dtype: "int32" },
        { shape: [], dtype: "int32", range: [0, 4], bounded: true },
      ],
      attrs: { axis: 0, batchDims: 0 },
    },
    {
      inputs: [{ shape: [2, 1, 3, 1, 2, 1] }, { shape: [3], dtype: "int32", range: [0, 2], bounded: true }],
      attrs: { axis: 2, batchDims: 0 },
    },
    { inputs: [{ shape: [5, 3] }, { shape: [0], dtype: "int32" }], attrs: { axis: 0, batchDims: 0 } },
    { inputs: [{ shape: [0, 3] }, { shape: [2], dtype: "int32" }], attrs: { axis: 0, batchDims: 0 } },
  ],
});

/** Products of targets and indices up to which every target looks at every index. */
const DENSE = 2 ** 16;

function scattered([g, indices]: readonly Aval[], attrs: Attrs): Aval {
  const { batch, axis, rank } = dims(indices!, attrs);
  return {
    shape: [...g!.shape.slice(0, axis), attrs["size"] as number, ...g!.shape.slice(axis + rank - batch)],
    dtype: g!.dtype,
  };
}

function scatterReference([g, indices]: readonly HostTensor[], attrs: Attrs, out: Aval): Float64Array {
  const d = dims(indices!, attrs);
  const y = new Float64Array(sizeOf(out.shape));
  tabulate(g!.shape, (index, flat) => {
    const { before, pick, after } = parts(index, d);
    const target = [...before, at(indices!, pick), ...after];
    if (target.every((v, i) => v >= 0 && v < out.shape[i]!))
      y[target.reduce((p, v, i) => p * out.shape[i]! + v, 0)]! += g!.data[flat]!;
    return 0;
  });
  return y.map((v) => wrap(v, out.dtype));
}

const SCATTER_CASES: readonly Case[] = [
  {
    inputs: [{ shape: [3] }, { shape: [], dtype: "int32", range: [0, 3], bounded: true }],
    attrs: { axis: 0, batchDims: 0, size: 4 },
  },
  {
    inputs: [{ shape: [2, 1, 3, 1, 2, 1] }, { shape: [3], dtype: "int32", range: [0, 1], bounded: true }],
    attrs: { axis: 2, batchDims: 0, size: 2 },
  },
  {
    inputs: [{ shape: [0, 3] }, { shape: [0], dtype: "int32" }],
    attrs: { axis: 0, batchDims: 0, size: 2 },
  },
  {
    inputs: [
      { shape: [5, 3], dtype: "int32" },
      { shape: [5], dtype: "int32", range: [0, 2], bounded: true },
    ],
    attrs: { axis: 0, batchDims: 0, size: 3 },
  },
  {
    inputs: [{ shape: [6] }, { shape: [6], dtype: "int32", range: [0, 3], bounded: true }],
    attrs: { axis: 0, batchDims: 0, size: 4 },
  },
  {
    inputs: [{ shape: [2, 4, 3] }, { shape: [2, 4], dtype: "int32", range: [-1, 5], bounded: true }],
    attrs: { axis: 0, batchDims: 0, size: 5 },
  },
  {
    inputs: [{ shape: [2, 4, 3] }, { shape: [2, 4], dtype: "int32", range: [0, 4], bounded: true }],
    attrs: { axis: 1, batchDims: 1, size: 5 },
  },
];

/** `scatterSum` of few targets and indices: a sum over all indices. */
const scatterDenseRecord: OpRecord = defineOp({
  name: "scatterSumDense",
  infer: scattered,
  reference: scatterReference,
  lowering: {
    kind: "reduce",
    reducer: () => "sum",
    sizes: ([, indices], attrs) => indices!.shape.slice(attrs["batchDims"] as number),
    element: (c, r) => {
      const { batch, axis } = dims(c.inputs[1]!, c.attrs);
      const picked = c.read(1, [...c.index.slice(0, batch), ...r]);
      return c.read(0, [...c.index.slice(0, axis), ...r, ...c.index.slice(axis + 1)], s.eq(picked, c.index[axis]!));
    },
  },
  without: SUM_FROM_ZERO,
  cases: SCATTER_CASES,
});

/** The indices are sorted once; the sum of a target is over a run of them. */
function sparse(g: Tensor, given: Tensor, attrs: Attrs, ops: Ops, target: Target): Tensor {
  const { batch, axis, rank } = dims(given, attrs);
  const size = attrs["size"] as number;
  const [batches, n] = [sizeOf(given.shape.slice(0, batch)), sizeOf(given.shape.slice(batch))];
  const planes = sizeOf(g.shape.slice(batch, axis));
  const width = sizeOf(g.shape.slice(axis + rank - batch));
  const i = ops.reshape(given, [1, batches, n]);
  // what is out of range comes last, after every run
  const key = ops.cast(ops.where(ops.logicalAnd(ops.greaterEqual(i, 0), ops.less(i, size)), i, size), "uint32");
  const sorted = sortedKeys(key, Math.ceil(Math.log2(size + 1)), true, ops, target);
  const plane = (p: number): Tensor =>
    ops.cast(ops.reshape(ops.slice(sorted, [p, 0, 0], [1, batches, n]), [batches, n]), "int32");
  const starts = ops.lowerBound(plane(0), ops.iota([batches, size + 1], 1));
  const sums = apply(sumRunsRecord, [ops.reshape(g, [batches, planes, n, width]), plane(1), starts]);
  return ops.reshape(sums, scattered([g, given], attrs).shape);
}

/** result[…, i, …] = Σ over the positions k of the indices with indices[k] = i of g[…, k, …]: in a fixed order, without atomics. */
const scatterSumRecord: OpRecord = defineOp({
  name: "scatterSum",
  complex: "parts",
  infer: scattered,
  reference: scatterReference,
  lowering: {
    kind: "compose",
    compose: ([g, indices], attrs, ops, target) => {
      const work =
        sizeOf(scattered([g!, indices!], attrs).shape) * sizeOf(indices!.shape.slice(attrs["batchDims"] as number));
      return work <= DENSE || !target
        ? apply(scatterDenseRecord, [g!, indices!], attrs)
        : sparse(g!, indices!, attrs, ops, target);
    },
  },
  vjp: (g, { inputs: [, indices], attrs }) => [
    apply(gatherRecord, [g, indices!], { axis: attrs["axis"]!, batchDims: attrs["batchDims"]! }),
    undefined,
  ],
  without: SUM_FROM_ZERO,
  cases: [
    ...SCATTER_CASES,
    {
      inputs: [{ shape: [3, 700] }, { shape: [700], dtype: "int32", range: [-1, 500], bounded: true }],
      attrs: { axis: 1, batchDims: 0, size: 500 },
    },
    {
      inputs: [{ shape: [2, 3, 40, 20, 4] }, { shape: [2, 40, 20], dtype: "int32", range: [0, 40], bounded: true }],
      attrs: { axis: 2, batchDims: 1, size: 37 },
    },
  ],
});

/**
 * Returns the slices of `x` along `axis` (default 0) that `indices` name; the axis is replaced by the shape of the indices. An index
 * out of range gives zeros.
 * @param batchDims leading axes that `x` and `indices` share, default 0
 * @throws OpError when the indices are not integers or `batchDims` does not fit
 * @see TensorFlow.js's `tf.gather`
 * @example gather([10, 20, 30], [2, 0]) // [30, 10]
 */
export function gather(x: TensorLike, indices: TensorLike, axis = 0, batchDims = 0): Tensor {
  const t = trace().toTensor(x);
  const i = trace().toTensor(indices, "int32");
  if (i.dtype !== "int32" && i.dtype !== "uint32")
    throw new OpError("gather", `indices are int32, got ${i.dtype}; cast them first`);
  if (t.rank === 0) throw new OpError("gather", "cannot pick from a scalar");
  const a = normalizeAxis("gather", axis, t.rank);
  if (
    batchDims < 0 ||
    batchDims > Math.min(a, i.rank) ||
    !sameShape(t.shape.slice(0, batchDims), i.shape.slice(0, batchDims))
  ) {
    throw new OpError(
      "gather",
      `batchDims ${batchDims} needs equal leading axes before axis ${a}: ${showShape(t.shape)} and ${showShape(i.shape)}`,
    );
  }
  return apply(gatherRecord, [t, cast(i, "int32")], { axis: a, batchDims });
}

/**
 * The slices of `x` that `indices`, in the place of axis `axis`, name, added up: the transpose of `gather`. Indices out of range are
 * left out.
 */
export function scatterSum(x: Tensor, indices: Tensor, size: number, axis = 0, batchDims = 0): Tensor {
  return apply(scatterSumRecord, [x, indices], { axis, batchDims, size });
}
