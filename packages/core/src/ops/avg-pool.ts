/** Average pooling. Padding does not count. */
import type { Expr } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import type { DataFormat } from "./images.ts";
import type { PoolRequest } from "./pool-record.ts";
import { callPool, pool, spreadReference, unpool } from "./pool-record.ts";
import { eachTap, readTap, windowSize } from "./pool-window.ts";
import type { ElementContext } from "./record.ts";
import { apply } from "./record.ts";
import { tabulate } from "./reference.ts";
import * as s from "./scalar.ts";
import type { Pad, PerAxis, Rounding } from "./window.ts";
import { windowsOf } from "./window.ts";

/** How many taps of window `o` lie inside the image of `shape`: padding does not count. */
function insideCount(c: ElementContext, o: readonly Expr[], shape: readonly number[]): Expr {
  const { strides, pads, dilations } = windowsOf(c.attrs);
  const along = windowSize(c.attrs).map((size, i) => {
    const begin = s.sub(s.mul(o[i + 1]!, strides[i]!), pads[2 * i]!);
    const [step, length] = [dilations[i]!, shape[i + 1]!];
    // taps 0 … size − 1 lie at begin + tap · step: those before the first position and those from `length` on are outside
    const before = s.div(s.max(s.sub(step - 1, begin), 0), step);
    const until = s.min(s.div(s.add(s.sub(length - 1, begin), step), step), size);
    return s.sub(until, before);
  });
  return s.convert(
    along.reduce((p, n) => s.mul(p, n)),
    "f32",
  );
}

function insideCountOf(attrs: Attrs, o: readonly number[], shape: readonly number[]): number {
  let count = 0;
  eachTap({ shape, dtype: "float32", data: new Float64Array(0) }, attrs, o, () => count++);
  return count;
}

const avgPoolRecord = pool({
  name: "avgPool",
  reducer: "sum",
  reference: ([x], attrs, out) =>
    tabulate(out.shape, (o) => {
      let total = 0;
      eachTap(x!, attrs, o, (v) => (total += v));
      return total / insideCountOf(attrs, o, x!.shape);
    }),
  tap: (c, k) => s.mul(readTap(c, 0, c.index, k, 0), s.div(1, insideCount(c, c.index, c.inputs[0]!.shape))),
  combine: s.add,
  vjp: (g, { attrs }) => [apply(avgPoolGradRecord(attrs), [g], attrs)],
});

const avgPoolGradRecord = unpool({
  name: "avgPoolGrad",
  reference: ([g], attrs, out) => spreadReference(g!, attrs, out.shape, (o) => 1 / insideCountOf(attrs, o, out.shape)),
  value: (c, o, _k, exists) => s.mul(c.read(0, o, exists), s.div(1, s.max(insideCount(c, o, c.output.shape), 1))),
  vjp: (g, { attrs }) => [apply(avgPoolRecord(attrs), [g], attrs)],
  fits: () => true,
  caseInputs: (_image, pooled) => [{ shape: pooled }],
});

/**
 * Returns the mean of each window of images [N, H, W, C] (or one without batch), a channel at a time; padding does not count. float32.
 * @param filterSize one number, or [rows, columns]
 * @param strides one number, or [rows, columns]; default the size of the window
 * @param pad "valid" (default), "same", a number, or [[top, bottom], [left, right]]
 * @param dimRoundingMode of the number of windows where `pad` is numbers, default "floor"
 * @throws OpError when no window fits
 * @see TensorFlow.js's `tf.avgPool`
 * @example avgPool([[[1], [5]], [[3], [3]]], 2, 2, "valid") // [[[3]]]
 */
export function avgPool(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis = filterSize,
  pad: Pad = "valid",
  dimRoundingMode?: Rounding,
): Tensor {
  return averaged("avgPool", 2, x, { size: filterSize, strides, pad, rounding: dimRoundingMode });
}

/**
 * Returns the mean of each window of sequences [N, W, C] (or one without batch), a channel at a time; padding does not count. float32.
 * @param strides default the size of the window
 * @param pad "valid" (default), "same", a number, or [[before, after]]
 * @throws OpError when no window fits
 * @see TensorFlow's `tf.nn.avg_pool1d`
 * @example avgPool1d([[1], [5], [3], [7]], 2) // [[3], [5]]
 */
export function avgPool1d(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis = filterSize,
  pad: Pad = "valid",
  dimRoundingMode?: Rounding,
): Tensor {
  return averaged("avgPool1d", 1, x, { size: filterSize, strides, pad, rounding: dimRoundingMode });
}

/**
 * Returns the mean of each window of volumes [N, D, H, W, C] (or one without batch), a channel at a time; padding does not count. float32.
 * @param strides default the size of the window
 * @param pad "valid" (default), "same", a number, or [before, after] for each axis
 * @param dataFormat "NDHWC" (default) or "NCDHW"
 * @throws OpError when no window fits
 * @see TensorFlow.js's `tf.avgPool3d`
 * @example avgPool3d([[[[1], [5]]]], [1, 1, 2]) // [[[[3]]]]
 */
export function avgPool3d(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis = filterSize,
  pad: Pad = "valid",
  dimRoundingMode?: Rounding,
  dataFormat: DataFormat = "NDHWC",
): Tensor {
  return averaged("avgPool3d", 3, x, { size: filterSize, strides, pad, rounding: dimRoundingMode, format: dataFormat });
}

/** Average pooling over `rank` axes of space. */
export function averaged(op: string, rank: number, x: TensorLike, request: PoolRequest): Tensor {
  return callPool(op, rank, avgPoolRecord, x, request);
}
