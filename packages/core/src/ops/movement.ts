/** Ops that only move elements: reshape, transpose, broadcastTo, reverse, and what is made of them. */
import { OpError } from "../ir/error.ts";
import { i32 } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import { flatten, unflatten } from "../ir/indexing.ts";
import type { Shape } from "../ir/shape.ts";
import { broadcastAxes, broadcastShapes, sameShape, showShape, sizeOf } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import type { BatchRule, OpRecord } from "./record.ts";
import { apply, defineOp, normalizeAxes, normalizeAxis, trace } from "./record.ts";
import { at, tabulate } from "./reference.ts";
import * as s from "./scalar.ts";

/** The attribute `name` as a list of integers. */
export function ints(attrs: Attrs, name: string): readonly number[] {
  return attrs[name] as readonly number[];
}

/** Throws unless `shape` is a list of non-negative integers. */
export function checkShape(op: string, shape: Shape): void {
  if (!Array.isArray(shape) || !shape.every((d) => Number.isInteger(d) && d >= 0)) {
    throw new OpError(op, `a shape is a list of non-negative integers, got ${JSON.stringify(shape)}`);
  }
}

// ---- reshape ------------------------------------------------------------------------------------------------------------

const reshapeRecord: OpRecord = defineOp({
  name: "reshape",
  moves: true,
  infer: ([x], attrs) => ({ shape: ints(attrs, "shape"), dtype: x!.dtype }),
  reference: ([x]) => x!.data.slice(),
  lowering: {
    kind: "element",
    access: "view",
    element: (c) => c.read(0, unflatten(flatten(c.index, c.output.shape), c.inputs[0]!.shape)),
  },
  vjp: (g, { inputs: [x] }) => [reshape(g, x!.shape)],
  batch: ([x], { attrs, size }) => reshape(x!, [size, ...ints(attrs, "shape")]),
  cases: [
    { inputs: [{ shape: [2, 3, 4] }], attrs: { shape: [6, 4] } },
    { inputs: [{ shape: [2, 3, 4] }], attrs: { shape: [4, 6] } },
    { inputs: [{ shape: [12], dtype: "int32" }], attrs: { shape: [3, 1, 2, 2] } },
    { inputs: [{ shape: [] }], attrs: { shape: [1, 1] } },
    { inputs: [{ shape: [1, 6], dtype: "bool" }], attrs: { shape: [2, 3] } },
    { inputs: [{ shape: [2, 6] }], attrs: { shape: [1, 2, 1, 3, 2, 1] } },
    { inputs: [{ shape: [0, 3] }], attrs: { shape: [3, 0, 2] } },
  ],
});

/**
 * Returns the elements of `x`, in row-major order, in another shape of the same size. Keeps the dtype, which may be any.
 * @param shape one size may be −1: it becomes what the others leave
 * @throws OpError when the sizes differ
 * @see TensorFlow.js's `tf.reshape`
 * @example reshape([1, 2, 3, 4], [2, -1]) // [[1, 2], [3, 4]]
 */
export function reshape(x: TensorLike, shape: Shape): Tensor {
  const t = trace().toTensor(x);
  const open = shape.indexOf(-1);
  const known = shape.reduce((p, d, i) => (i === open ? p : p * d), 1);
  const full = open < 0 ? shape : shape.map((d, i) => (i === open ? (known === 0 ? 0 : t.size / known) : d));
  if (!full.every((d) => Number.isInteger(d) && d >= 0) || sizeOf(full) !== t.size) {
    throw new OpError(
      "reshape",
      `${showShape(t.shape)} has ${t.size} elements, ${showShape(shape)} cannot hold them; one size may be -1`,
    );
  }
  return sameShape(full, t.shape) ? t : apply(reshapeRecord, [t], { shape: [...full] });
}

/**
 * Returns `x` with an axis of size 1 put in before `axis` (default 0; −1 puts it last). Keeps the dtype, which may be any.
 * @see TensorFlow.js's `tf.expandDims`
 * @example expandDims([1, 2], 1) // [[1], [2]]
 */
export function expandDims(x: TensorLike, axis = 0): Tensor {
  const t = trace().toTensor(x);
  const i = normalizeAxis("expandDims", axis, t.rank + 1);
  return reshape(t, [...t.shape.slice(0, i), 1, ...t.shape.slice(i)]);
}

/**
 * Returns `x` without its axes of size 1. Keeps the dtype, which may be any.
 * @param axis only these axes; default all of size 1
 * @throws OpError when a named axis is not of size 1
 * @see TensorFlow.js's `tf.squeeze`
 * @example squeeze([[[1], [2]]]) // [1, 2]
 */
export function squeeze(x: TensorLike, axis?: number | readonly number[]): Tensor {
  const t = trace().toTensor(x);
  const axes = new Set(
    axis === undefined ? t.shape.flatMap((d, i) => (d === 1 ? [i] : [])) : normalizeAxes("squeeze", axis, t.rank),
  );
  for (const a of axes) {
    if (t.shape[a] !== 1)
      throw new OpError(
        "squeeze",
        `axis ${a} of ${showShape(t.shape)} has size ${t.shape[a]}, only size 1 can be dropped`,
      );
  }
  return reshape(
    t,
    t.shape.filter((_, i) => !axes.has(i)),
  );
}

/**
 * Returns the elements of `x` as one axis. Keeps the dtype, which may be any.
 * @see NumPy's `ravel`
 * @example flat([[1, 2], [3, 4]]) // [1, 2, 3, 4]
 */
export function flat(x: TensorLike): Tensor {
  return reshape(x, [-1]);
}

// ---- transpose ----------------------------------------------------------------------------------------------------------

const transposeRecord: OpRecord = defineOp({
  name: "transpose",
  moves: true,
  infer: ([x], attrs) => ({ shape: ints(attrs, "perm").map((p) => x!.shape[p]!), dtype: x!.dtype }),
  reference: ([x], attrs, out) => {
    const perm = ints(attrs, "perm");
    const index = new Array<number>(perm.length);
    return tabulate(out.shape, (o) => {
      perm.forEach((p, i) => (index[p] = o[i]!));
      return at(x!, index);
    });
  },
  lowering: {
    kind: "element",
    access: "view",
    element: (c) => {
      const index = [...c.index];
      ints(c.attrs, "perm").forEach((p, i) => (index[p] = c.index[i]!));
      return c.read(0, index);
    },
  },
  vjp: (g, { attrs }) => {
    const perm = ints(attrs, "perm");
    return [
      transpose(
        g,
        perm.map((_, i) => perm.indexOf(i)),
      ),
    ];
  },
  batch: ([x], { attrs }) => transpose(x!, [0, ...ints(attrs, "perm").map((p) => p + 1)]),
  cases: [
    { inputs: [{ shape: [3, 4] }], attrs: { perm: [1, 0] } },
    { inputs: [{ shape: [2, 3, 4] }], attrs: { perm: [2, 0, 1] } },
    { inputs: [{ shape: [2, 3, 4, 5], dtype: "int32" }], attrs: { perm: [0, 3, 1, 2] } },
    { inputs: [{ shape: [5, 7] }], attrs: { perm: [1, 0] } },
    { inputs: [{ shape: [2, 1, 3, 1, 2, 2] }], attrs: { perm: [5, 0, 3, 2, 4, 1] } },
    { inputs: [{ shape: [] }], attrs: { perm: [] } },
    { inputs: [{ shape: [3, 0] }], attrs: { perm: [1, 0] } },
  ],
});

/**
 * Returns `x` with its axes in another order: axis i of the result is axis `perm[i]` of `x`. Keeps the dtype, which may be any.
 * @param perm default: all axes reversed
 * @throws OpError when `perm` does not name every axis once
 * @see TensorFlow.js's `tf.transpose`
 * @example transpose([[1, 2, 3], [4, 5, 6]]) // [[1, 4], [2, 5], [3, 6]]
 */
export function transpose(x: TensorLike, perm?: readonly number[]): Tensor {
  const t = trace().toTensor(x);
  const order = perm ? perm.map((p) => normalizeAxis("transpose", p, t.rank)) : t.shape.map((_, i) => t.rank - 1 - i);
  if (order.length !== t.rank || new Set(order).size !== t.rank) {
    throw new OpError("transpose", `perm [${order.join(", ")}] must name each of the ${t.rank} axes once`);
  }
  return order.every((p, i) => p === i) ? t : apply(transposeRecord, [t], { perm: order });
}

// ---- broadcastTo --------------------------------------------------------------------------------------------------------

const broadcastToRecord: OpRecord = defineOp({
  name: "broadcastTo",
  moves: true,
  infer: ([x], attrs) => ({ shape: ints(attrs, "shape"), dtype: x!.dtype }),
  reference: ([x], _attrs, out) => {
    const offset = out.shape.length - x!.shape.length;
    return tabulate(out.shape, (o) =>
      at(
        x!,
        x!.shape.map((d, i) => (d === 1 ? 0 : o[i + offset]!)),
      ),
    );
  },
  lowering: {
    kind: "element",
    access: "view",
    element: (c) => {
      const { shape } = c.inputs[0]!;
      const offset = c.index.length - shape.length;
      return c.read(
        0,
        shape.map((d, i) => (d === 1 ? i32(0) : c.index[i + offset]!)),
      );
    },
  },
  vjp: (g, { inputs: [x] }, { sum }) => [reshape(sum(g, broadcastAxes(x!.shape, g.shape)), x!.shape)],
  batch: ([x], { attrs, size }) => {
    const shape = ints(attrs, "shape");
    const added = shape.length + 1 - x!.rank;
    return broadcastTo(reshape(x!, [size, ...Array<number>(added).fill(1), ...x!.shape.slice(1)]), [size, ...shape]);
  },
  cases: [
    { inputs: [{ shape: [3] }], attrs: { shape: [2, 3] } },
    { inputs: [{ shape: [3, 1] }], attrs: { shape: [2, 3, 4] } },
    { inputs: [{ shape: [], dtype: "int32" }], attrs: { shape: [2, 2] } },
    { inputs: [{ shape: [1, 5, 1] }], attrs: { shape: [3, 5, 2] } },
    { inputs: [{ shape: [2, 1, 3, 1, 2, 1] }], attrs: { shape: [2, 2, 3, 1, 2, 3] } },
    { inputs: [{ shape: [1, 0] }], attrs: { shape: [2, 0] } },
  ],
});

/**
 * Returns `x` repeated along its axes of size 1, and along new leading axes, to fill `shape`. Keeps the dtype, which may be any.
 * @throws OpError when `x` does not broadcast to `shape`
 * @see TensorFlow.js's `tf.broadcastTo`
 * @example broadcastTo([1, 2], [2, 2]) // [[1, 2], [1, 2]]
 */
export function broadcastTo(x: TensorLike, shape: Shape): Tensor {
  if (typeof x === "number") return trace().literal(x, shape, "float32");
  const t = trace().toTensor(x);
  if (sameShape(t.shape, shape)) return t;
  checkShape("broadcastTo", shape);
  const joined = broadcastShapes(t.shape, shape);
  if (!joined || !sameShape(joined, shape)) {
    throw new OpError(
      "broadcastTo",
      `${showShape(t.shape)} does not broadcast to ${showShape(shape)}; sizes must be equal or 1, counted from the last axis`,
    );
  }
  return apply(broadcastToRecord, [t], { shape: [...shape] });
}

/**
 * Returns `x` repeated `reps[i]` times along axis i. Keeps the dtype, which may be any.
 * @throws OpError when `reps` has not one entry an axis
 * @see TensorFlow.js's `tf.tile`
 * @example tile([1, 2], [2]) // [1, 2, 1, 2]
 */
export function tile(x: TensorLike, reps: readonly number[]): Tensor {
  const t = trace().toTensor(x);
  if (reps.length !== t.rank || !reps.every((r) => Number.isInteger(r) && r >= 0)) {
    throw new OpError("tile", `takes one repeat count for each of the ${t.rank} axes, got [${reps.join(", ")}]`);
  }
  const apart = reshape(
    t,
    t.shape.flatMap((d) => [1, d]),
  );
  const repeated = broadcastTo(
    apart,
    t.shape.flatMap((d, i) => [reps[i]!, d]),
  );
  return reshape(
    repeated,
    t.shape.map((d, i) => d * reps[i]!),
  );
}

// ---- reverse ------------------------------------------------------------------------------------------------------------

const reverseRecord: OpRecord = defineOp({
  name: "reverse",
  moves: true,
  infer: ([x]) => x!,
  reference: ([x], attrs, out) => {
    const axes = ints(attrs, "axes");
    return tabulate(out.shape, (o) =>
      at(
        x!,
        o.map((v, i) => (axes.includes(i) ? out.shape[i]! - 1 - v : v)),
      ),
    );
  },
  lowering: {
    kind: "element",
    access: "view",
    element: (c) => {
      const axes = ints(c.attrs, "axes");
      return c.read(
        0,
        c.index.map((v, i) => (axes.includes(i) ? s.sub(c.output.shape[i]! - 1, v) : v)),
      );
    },
  },
  vjp: (g, { attrs }) => [reverse(g, ints(attrs, "axes"))],
  batch: ([x], { attrs }) =>
    reverse(
      x!,
      ints(attrs, "axes").map((a) => a + 1),
    ),
  cases: [
    { inputs: [{ shape: [5] }], attrs: { axes: [0] } },
    { inputs: [{ shape: [2, 3, 4] }], attrs: { axes: [0, 2] } },
    { inputs: [{ shape: [2, 1, 3, 1, 2, 2], dtype: "int32" }], attrs: { axes: [2, 5] } },
    { inputs: [{ shape: [] }], attrs: { axes: [] } },
    { inputs: [{ shape: [0, 3] }], attrs: { axes: [1] } },
  ],
});

/**
 * Returns `x` with the order of its elements turned round along `axis`. Keeps the dtype, which may be any.
 * @param axis default: all axes
 * @see TensorFlow.js's `tf.reverse`
 * @example reverse([1, 2, 3]) // [3, 2, 1]
 */
export function reverse(x: TensorLike, axis?: number | readonly number[]): Tensor {
  const t = trace().toTensor(x);
  const axes = normalizeAxes("reverse", axis, t.rank);
  return axes.length ? apply(reverseRecord, [t], { axes }) : t;
}

/** The batch rule of an op that has a batch axis of its own, axis 0 of all its inputs and of its result: the two become one. */
export function joinsBatch(record: () => OpRecord): BatchRule {
  return (_inputs, c) => {
    const joined = c.repeated().map((x) => reshape(x, [c.size * x.shape[1]!, ...x.shape.slice(2)]));
    const y = apply(record(), joined, c.attrs);
    return reshape(y, [c.size, y.shape[0]! / c.size, ...y.shape.slice(1)]);
  };
}
