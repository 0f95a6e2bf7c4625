/** Maximum pooling. The gradient goes to the first of equals, as in TensorFlow. */
import type { Tensor, TensorLike } from "../tensor.ts";
import { callPool, isSmall, pool, spreadReference, unpool } from "./pool-record.ts";
import {
  eachTap,
  firstMaximum,
  firstMaximumOf,
  poolCases,
  pooledShape,
  readTap,
  tapCount,
  tapNumber,
  tapOf,
  windowSize,
} from "./pool-window.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp } from "./record.ts";
import { tabulate } from "./reference.ts";
import * as s from "./scalar.ts";
import type { Pad } from "./window.ts";

const maxPoolRecord = pool({
  name: "maxPool",
  reducer: "max",
  reference: ([x], attrs, out) =>
    tabulate(out.shape, (o) => {
      let best = -Infinity;
      eachTap(x!, attrs, o, (v) => (best = Math.max(best, v)));
      return best;
    }),
  tap: (c, k) => readTap(c, 0, c.index, k, -Infinity),
  combine: s.max,
  vjp: (g, { inputs: [x], attrs }) => [
    isSmall(attrs)
      ? apply(maxPoolGradRecord(attrs), [g, x!], attrs)
      : apply(unpoolRecord(attrs), [g, apply(argMaxPoolRecord, [x!], attrs)], attrs),
  ],
});

/** Of small windows: g [N, OH, OW, C] and the image [N, H, W, C] give the image's gradient. The maximum is found anew. */
const maxPoolGradRecord = unpool({
  name: "maxPoolGrad",
  reference: ([g, x], attrs, out) =>
    spreadReference(g!, attrs, out.shape, (o, tap) => Number(firstMaximumOf(x!, attrs, o).tap === tap)),
  value: (c, o, k, exists) => s.select(s.eq(firstMaximum(c, 1, o), tapNumber(c.attrs, k)), c.read(0, o, exists), 0),
  vjp: (g, { inputs: [, x], attrs, needs }) => [
    needs[0] ? apply(maxPoolPickRecord, [g, x!], attrs) : undefined,
    undefined,
  ],
  fits: isSmall,
  caseInputs: (image, pooled) => [{ shape: pooled }, { shape: image, distinct: true }],
});

/** The elements of v [N, H, W, C] where the image x [N, H, W, C] has the first maximum of each window. */
const maxPoolPickRecord: OpRecord = defineOp({
  name: "maxPoolPick",
  infer: ([v], attrs) => ({ shape: pooledShape(v!.shape, attrs), dtype: v!.dtype }),
  reference: ([v, x], attrs, out) =>
    tabulate(
      out.shape,
      (o) => v!.data[firstMaximumOf(x!, attrs, o).index.reduce((p, i, axis) => p * v!.shape[axis]! + i, 0)]!,
    ),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const first = firstMaximum(c, 1, c.index);
      return Array.from({ length: tapCount(c.attrs) }, (_, t) => readTap(c, 0, c.index, tapOf(c.attrs, t), 0)).reduce(
        (picked, v, t) => s.select(s.eq(first, t), v, picked),
      );
    },
  },
  vjp: (g, { inputs: [, x], attrs, needs }) => [
    needs[0] ? apply(maxPoolGradRecord(attrs), [g, x!], attrs) : undefined,
    undefined,
  ],
  cases: poolCases(isSmall, (image) => [{ shape: image }, { shape: image, distinct: true }]),
});

/** Of big windows: the number of the tap that holds the maximum. */
const argMaxPoolRecord: OpRecord = defineOp({
  name: "argMaxPool",
  infer: ([x], attrs) => ({ shape: pooledShape(x!.shape, attrs), dtype: "int32" }),
  reference: ([x], attrs, out) => tabulate(out.shape, (o) => firstMaximumOf(x!, attrs, o).tap),
  lowering: {
    kind: "reduce",
    reducer: () => "argmax",
    sizes: (_inputs, attrs) => windowSize(attrs),
    element: (c, k) => readTap(c, 0, c.index, k, -Infinity),
  },
  cases: poolCases(
    (attrs) => !isSmall(attrs),
    (image) => [{ shape: image, distinct: true }],
  ),
});

/** g [N, OH, OW, C] and the tap each belongs to give the image. */
const unpoolRecord = unpool({
  name: "unpool",
  reference: ([g, tap], attrs, out) =>
    spreadReference(g!, attrs, out.shape, (o, t) =>
      Number(tap!.data[o.reduce((p, v, i) => p * tap!.shape[i]! + v, 0)] === t),
    ),
  value: (c, o, k, exists) => s.select(s.eq(c.read(1, o, exists), tapNumber(c.attrs, k)), c.read(0, o, exists), 0),
  vjp: (g, { inputs: [, tap], attrs, needs }) => [
    needs[0] ? apply(pickTapRecord, [g, tap!], attrs) : undefined,
    undefined,
  ],
  fits: (attrs) => !isSmall(attrs),
  caseInputs: (_image, pooled, attrs) => [
    { shape: pooled },
    { shape: pooled, dtype: "int32", range: [0, tapCount(attrs) - 1] },
  ],
});

/** The elements of the image v under the named tap of each window; 0 for a tap outside the image. */
const pickTapRecord: OpRecord = defineOp({
  name: "pickTap",
  infer: ([v], attrs) => ({ shape: pooledShape(v!.shape, attrs), dtype: v!.dtype }),
  reference: ([v, tap], attrs, out) =>
    tabulate(out.shape, (o, flat) => {
      let picked = 0;
      eachTap(v!, attrs, o, (x, t) => (picked = t === tap!.data[flat] ? x : picked));
      return picked;
    }),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const tap = c.read(1, c.index);
      const columns = windowSize(c.attrs)[1]!;
      return readTap(c, 0, c.index, [s.div(tap, columns), s.rem(tap, columns)], 0);
    },
  },
  vjp: (g, { inputs: [, tap], attrs, needs }) => [
    needs[0] ? apply(unpoolRecord(attrs), [g, tap!], attrs) : undefined,
    undefined,
  ],
  cases: poolCases(
    (attrs) => !isSmall(attrs),
    (image, pooled, attrs) => [{ shape: image }, { shape: pooled, dtype: "int32", range: [0, tapCount(attrs) - 1] }],
  ),
});

/**
 * Returns the largest element of each window of images [N, H, W, C] (or one without batch), a channel at a time. float32.
 * @param filterSize one number, or [rows, columns]
 * @param strides one number, or [rows, columns]; default the size of the window
 * @param pad "valid" (default), "same", a number, or [[top, bottom], [left, right]]; padding never wins
 * @throws OpError when no window fits
 * @example maxPool([[[1], [5]], [[3], [4]]], 2, 2, "valid") // [[[5]]]
 */
export function maxPool(
  x: TensorLike,
  filterSize: number | readonly number[],
  strides: number | readonly number[] = filterSize,
  pad: Pad = "valid",
): Tensor {
  return callPool("maxPool", maxPoolRecord, x, filterSize, strides, pad);
}
