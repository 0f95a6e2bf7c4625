/** Maximum pooling. The gradient goes to the first of equals, as in TensorFlow. */
import type { Tensor, TensorLike } from "../tensor.ts";
import { i32 } from "../ir/expr.ts";
import { flatten, unflatten } from "../ir/indexing.ts";
import type { DataFormat } from "./images.ts";
import { ints } from "./movement.ts";
import type { PoolRequest } from "./pool-record.ts";
import { callPool, isSmall, pool, spreadReference, unpool, withWindows } from "./pool-record.ts";
import {
  eachTap,
  firstMaximum,
  firstMaximumOf,
  imageSize,
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
import type { Pad, PerAxis, Rounding } from "./window.ts";
import { tapPosition, windowsOf } from "./window.ts";
import { OF_IMAGES } from "./without.ts";

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
  without: OF_IMAGES,
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
  without: OF_IMAGES,
  cases: poolCases(
    () => true,
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
    { shape: pooled, dtype: "int32", range: [0, tapCount(attrs) - 1], bounded: true },
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
      return readTap(c, 0, c.index, unflatten(tap, windowSize(c.attrs)), 0);
    },
  },
  vjp: (g, { inputs: [, tap], attrs, needs }) => [
    needs[0] ? apply(unpoolRecord(attrs), [g, tap!], attrs) : undefined,
    undefined,
  ],
  without: OF_IMAGES,
  cases: poolCases(
    (attrs) => !isSmall(attrs),
    (image, pooled, attrs) => [
      { shape: image },
      { shape: pooled, dtype: "int32", range: [0, tapCount(attrs) - 1], bounded: true },
    ],
  ),
});

/** The offset in the image, or in the whole batch (`batched`), of the named tap of each window. */
const tapAddressRecord: OpRecord = defineOp({
  name: "tapAddress",
  infer: ([tap]) => ({ shape: tap!.shape, dtype: "int32" }),
  reference: ([tap], attrs, out) => {
    const shape = ints(attrs, "shape");
    return tabulate(out.shape, (o, flat) => {
      let address = 0;
      eachTap({ shape, dtype: "float32", data: new Float64Array(0) }, attrs, o, (_v, t, index) => {
        const local = attrs["batched"] ? index : [0, ...index.slice(1)];
        if (t === tap!.data[flat]) address = local.reduce((p, i, axis) => p * shape[axis]! + i, 0);
      });
      return address;
    });
  },
  lowering: {
    kind: "element",
    // it reads at its own index, but what it says depends on the index too
    access: "gather",
    element: (c) => {
      const shape = ints(c.attrs, "shape");
      const tap = unflatten(c.read(0, c.index), windowSize(c.attrs));
      const { at, inside } = tapPosition(windowsOf(c.attrs), imageSize(shape), c.index.slice(1, -1), tap);
      const n = c.attrs["batched"] ? c.index[0]! : i32(0);
      return s.select(inside, flatten([n, ...at, c.index.at(-1)!], shape), 0);
    },
  },
  without: OF_IMAGES,
  cases: poolCases(isSmall, (_image, pooled, attrs) => [
    { shape: pooled, dtype: "int32", range: [0, tapCount(attrs) - 1], bounded: true },
  ]),
});

/**
 * Returns the largest element of each window of images [N, H, W, C] (or one without batch), a channel at a time. float32.
 * @param filterSize one number, or [rows, columns]
 * @param strides one number, or [rows, columns]; default the size of the window
 * @param pad "valid" (default), "same", a number, or [[top, bottom], [left, right]]; padding never wins
 * @param dimRoundingMode of the number of windows where `pad` is numbers, default "floor"
 * @throws OpError when no window fits
 * @see TensorFlow.js's `tf.maxPool`
 * @example maxPool([[[1], [5]], [[3], [4]]], 2, 2, "valid") // [[[5]]]
 */
export function maxPool(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis = filterSize,
  pad: Pad = "valid",
  dimRoundingMode?: Rounding,
): Tensor {
  return largest("maxPool", 2, x, { size: filterSize, strides, pad, rounding: dimRoundingMode });
}

/**
 * Returns the largest element of each window of sequences [N, W, C] (or one without batch), a channel at a time. float32.
 * @param strides default the size of the window
 * @param pad "valid" (default), "same", a number, or [[before, after]]; padding never wins
 * @throws OpError when no window fits
 * @see TensorFlow's `tf.nn.max_pool1d`
 * @example maxPool1d([[1], [5], [3], [7]], 2) // [[5], [7]]
 */
export function maxPool1d(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis = filterSize,
  pad: Pad = "valid",
  dimRoundingMode?: Rounding,
): Tensor {
  return largest("maxPool1d", 1, x, { size: filterSize, strides, pad, rounding: dimRoundingMode });
}

/**
 * Returns the largest element of each window of volumes [N, D, H, W, C] (or one without batch), a channel at a time. float32.
 * @param strides default the size of the window
 * @param pad "valid" (default), "same", a number, or [before, after] for each axis; padding never wins
 * @param dataFormat "NDHWC" (default) or "NCDHW"
 * @throws OpError when no window fits
 * @see TensorFlow.js's `tf.maxPool3d`
 * @example maxPool3d([[[[1], [5]]]], [1, 1, 2]) // [[[[5]]]]
 */
export function maxPool3d(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis = filterSize,
  pad: Pad = "valid",
  dimRoundingMode?: Rounding,
  dataFormat: DataFormat = "NDHWC",
): Tensor {
  return largest("maxPool3d", 3, x, { size: filterSize, strides, pad, rounding: dimRoundingMode, format: dataFormat });
}

/**
 * Returns the largest element of each window as {@link maxPool} does, and where in its image it lies: `indexes`, int32, is
 * (row · width + column) · channels + channel.
 * @param includeBatchInIndex counts from the beginning of the batch, default false
 * @throws OpError when no window fits
 * @see TensorFlow.js's `tf.maxPoolWithArgmax`
 * @example maxPoolWithArgmax([[[1], [5]], [[3], [4]]], 2, 2, "valid").indexes // [[[1]]]
 */
export function maxPoolWithArgmax(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis,
  pad: Pad,
  includeBatchInIndex = false,
): { readonly result: Tensor; readonly indexes: Tensor } {
  const request = { size: filterSize, strides, pad };
  const indexes = withWindows("maxPoolWithArgmax", 2, x, request, (t, attrs) =>
    apply(tapAddressRecord, [apply(argMaxPoolRecord, [t], attrs)], { ...attrs, batched: includeBatchInIndex }),
  );
  return { result: largest("maxPoolWithArgmax", 2, x, request), indexes };
}

/** Maximum pooling over `rank` axes of space. */
export function largest(op: string, rank: number, x: TensorLike, request: PoolRequest): Tensor {
  return callPool(op, rank, maxPoolRecord, x, request);
}
