/** Average pooling. Padding does not count. */
import type { Expr } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { callPool, pool, spreadReference, unpool } from "./pool-record.ts";
import { eachTap, readTap, windowSize } from "./pool-window.ts";
import type { ElementContext } from "./record.ts";
import { apply } from "./record.ts";
import { tabulate } from "./reference.ts";
import * as s from "./scalar.ts";
import type { Pad } from "./window.ts";
import { windowsOf } from "./window.ts";

/** How many taps of window `o` lie inside the image of `shape`: padding does not count. */
function insideCount(c: ElementContext, o: readonly Expr[], shape: readonly number[]): Expr {
  const { strides, pads } = windowsOf(c.attrs);
  const along = (axis: 0 | 1): Expr => {
    const begin = s.sub(s.mul(o[axis + 1]!, strides[axis]), pads[2 * axis]!);
    return s.sub(s.min(s.add(begin, windowSize(c.attrs)[axis]!), shape[axis + 1]!), s.max(begin, 0));
  };
  return s.convert(s.mul(along(0), along(1)), "f32");
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
 * @throws OpError when no window fits
 * @example avgPool([[[1], [5]], [[3], [3]]], 2, 2, "valid") // [[[3]]]
 */
export function avgPool(
  x: TensorLike,
  filterSize: number | readonly number[],
  strides: number | readonly number[] = filterSize,
  pad: Pad = "valid",
): Tensor {
  return callPool("avgPool", avgPoolRecord, x, filterSize, strides, pad);
}
