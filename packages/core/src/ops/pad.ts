/** A tensor inside a bigger one: pad and mirrorPad. */
import { DTYPES } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Shape } from "../ir/shape.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { addN } from "./binary.ts";
import { concat } from "./join.ts";
import { reverse } from "./movement.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { at, tabulate, wrap } from "./reference.ts";
import * as s from "./scalar.ts";
import { slice } from "./slice.ts";

/** Zeros (or `value`) put before and after each axis: one [before, after] an axis. */
export type Paddings = readonly (readonly [number, number])[];

const pairs = (attrs: Attrs): Paddings => attrs["paddings"] as Paddings;

const padRecord: OpRecord = defineOp({
  name: "pad",
  moves: true,
  infer: ([x], attrs) => ({
    shape: x!.shape.map((d, i) => d + pairs(attrs)[i]![0] + pairs(attrs)[i]![1]),
    dtype: x!.dtype,
  }),
  reference: ([x], attrs, out) => {
    const paddings = pairs(attrs);
    const value = wrap(attrs["value"] as number, out.dtype);
    return tabulate(out.shape, (o) => {
      const index = o.map((v, i) => v - paddings[i]![0]);
      return index.every((v, i) => v >= 0 && v < x!.shape[i]!) ? at(x!, index) : value;
    });
  },
  lowering: {
    kind: "element",
    access: "view",
    element: (c) => {
      const index = c.index.map((v, i) => s.sub(v, pairs(c.attrs)[i]![0]));
      const inside = s.all(index.map((v, i) => s.inRange(v, c.inputs[0]!.shape[i]!)));
      const x = c.read(0, index, inside);
      const value = wrap(c.attrs["value"] as number, c.output.dtype);
      return value === 0 ? x : s.select(inside, x, s.same(value, x));
    },
  },
  vjp: (g, { inputs: [x], attrs }) => [
    slice(
      g,
      pairs(attrs).map(([before]) => before),
      x!.shape,
    ),
  ],
  batch: ([x], { attrs }) => apply(padRecord, [x!], { ...attrs, paddings: [[0, 0], ...pairs(attrs)] }),
  cases: [
    { inputs: [{ shape: [3] }], attrs: { paddings: [[1, 2]], value: 0 } },
    {
      inputs: [{ shape: [2, 3] }],
      attrs: {
        paddings: [
          [0, 1],
          [2, 0],
        ],
        value: 7,
      },
    },
    {
      inputs: [{ shape: [2, 3], dtype: "int32" }],
      attrs: {
        paddings: [
          [1, 1],
          [0, 3],
        ],
        value: -1,
      },
    },
    {
      inputs: [{ shape: [2, 1, 3, 1, 2, 1] }],
      attrs: {
        paddings: [
          [0, 1],
          [1, 0],
          [0, 0],
          [0, 0],
          [1, 1],
          [0, 2],
        ],
        value: 0,
      },
    },
    { inputs: [{ shape: [] }], attrs: { paddings: [], value: 0 } },
    {
      inputs: [{ shape: [0, 2] }],
      attrs: {
        paddings: [
          [1, 2],
          [0, 1],
        ],
        value: 0.5,
      },
    },
  ],
});

/**
 * Returns `x` with `paddings[i]` = [before, after] elements of `value` (default 0) put round axis i.
 * @throws OpError when there is not one pair of non-negative integers an axis
 * @see TensorFlow.js's `tf.pad`
 * @example pad([1, 2], [[1, 1]]) // [0, 1, 2, 0]
 */
export function pad(x: TensorLike, paddings: Paddings, value = 0): Tensor {
  const t = trace().toTensor(x);
  checkPaddings("pad", paddings, t.shape);
  if (paddings.every(([a, b]) => a === 0 && b === 0)) return t;
  if (value !== 0 && (t.dtype === "complex64" || t.dtype === "string"))
    throw new OpError("pad", `a ${t.dtype} tensor is padded with zeros (empty strings), got ${value}; use concat`);
  return apply(padRecord, [t], { paddings: paddings.map(([a, b]) => [a, b]), value: DTYPES[t.dtype].round(value) });
}

/** Returns the sum of `tensors`, which have one shape. Where each is a part of it among zeros, and together they fill it, nothing is added. */
export function addParts(tensors: readonly Tensor[]): Tensor {
  for (let axis = 0; axis < tensors[0]!.rank; axis++) {
    const parts = partsAlong(tensors, axis);
    if (parts) return concat(parts, axis);
  }
  return addN(tensors);
}

/** What `tensors` are padded with zeros, in order, if that is done along `axis` alone and each begins where another ends. */
function partsAlong(tensors: readonly Tensor[], axis: number): Tensor[] | undefined {
  if (!tensors.every((t) => isPart(t, axis))) return undefined;
  const before = ({ node }: Tensor): number => pairs(node.attrs)[axis]![0];
  const order = [...tensors].sort((p, q) => before(p) - before(q));
  const parts = order.map((t) => trace().tensorOf(t.node.inputs[0]!));
  let end = 0;
  for (const [i, part] of parts.entries()) {
    if (before(order[i]!) !== end) return undefined;
    end += part.shape[axis]!;
  }
  return end === order[0]!.shape[axis] ? parts : undefined;
}

function isPart({ node }: Tensor, axis: number): boolean {
  if (node.op !== padRecord.name || node.attrs["value"] !== 0) return false;
  return pairs(node.attrs).every(([before, after], i) => i === axis || (before === 0 && after === 0));
}

function checkPaddings(op: string, paddings: Paddings, shape: Shape): void {
  const valid =
    paddings.length === shape.length &&
    paddings.every((p) => p.length === 2 && p.every((v) => Number.isInteger(v) && v >= 0));
  if (!valid) {
    throw new OpError(
      op,
      `takes one [before, after] of non-negative integers for each axis of ${showShape(shape)}, got ${JSON.stringify(paddings)}`,
    );
  }
}

/**
 * Returns `x` padded with its own mirror image: `reflect` leaves the edge itself out, `symmetric` repeats it.
 * @returns before + size + after elements an axis, in the dtype of `x`, which may be any
 * @throws OpError when a padding is larger than what can be mirrored
 * @see TensorFlow.js's `tf.mirrorPad`
 * @example mirrorPad([1, 2, 3], [[2, 1]], "reflect") // [3, 2, 1, 2, 3, 2]
 */
export function mirrorPad(x: TensorLike, paddings: Paddings, mode: "reflect" | "symmetric"): Tensor {
  let t = trace().toTensor(x);
  checkPaddings("mirrorPad", paddings, t.shape);
  const skip = mode === "reflect" ? 1 : 0;
  paddings.forEach(([before, after], axis) => {
    const size = t.shape[axis]!;
    if (before > size - skip || after > size - skip) {
      throw new OpError(
        "mirrorPad",
        `axis ${axis} of size ${size} can be padded by at most ${size - skip} in mode ${mode}, got [${before}, ${after}]`,
      );
    }
    const mirrored = (begin: number, count: number): Tensor[] =>
      count === 0 ? [] : [reverse(sliceAxis(t, axis, begin, count), axis)];
    const parts = [...mirrored(skip, before), t, ...mirrored(size - skip - after, after)];
    if (parts.length > 1) t = concat(parts, axis);
  });
  return t;
}

/** `count` elements of `axis` from `begin`, all of the other axes. */
export function sliceAxis(t: Tensor, axis: number, begin: number, count: number): Tensor {
  return slice(
    t,
    t.shape.map((_, i) => (i === axis ? begin : 0)),
    t.shape.map((d, i) => (i === axis ? count : d)),
  );
}
