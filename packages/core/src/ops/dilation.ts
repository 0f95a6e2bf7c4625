/** Morphological dilation: a convolution with max for sum and + for product. Its derivatives are those of what it is made of. */
import { OpError } from "../ir/error.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add } from "./binary.ts";
import { cast } from "./cast.ts";
import type { DataFormat } from "./images.ts";
import { channelsFirst, padsFor, withImages } from "./images.ts";
import { trace } from "./record.ts";
import { max } from "./reduce.ts";
import { taps } from "./taps.ts";
import type { Pad, PerAxis } from "./window.ts";
import { resolveWindows } from "./window.ts";

/**
 * Returns the grayscale dilation of images [N, H, W, C] (or one without batch) by `filter` [KH, KW, C], the largest of
 * x + filter in each window, a channel at a time. float32; equal ones share the gradient.
 * @param pad "valid", "same", a number for all sides, or [[top, bottom], [left, right]]; padding never wins
 * @param dilations distance between the taps of the filter, default 1
 * @param dataFormat "NHWC" (default) or "NCHW"
 * @throws OpError when channels differ or the filter does not fit
 * @see TensorFlow.js's `tf.dilation2d`
 * @example dilation2d([[[1], [5], [3]]], [[[0], [4]]], 1, "valid") // [[[9], [7]]]
 */
export function dilation2d(
  x: TensorLike,
  filter: TensorLike,
  strides: PerAxis,
  pad: Pad,
  dilations: PerAxis = 1,
  dataFormat: DataFormat = "NHWC",
): Tensor {
  const f = cast(trace().toTensor(filter), "float32");
  if (f.rank !== 3)
    throw new OpError("dilation2d", `takes a filter [rows, columns, channels], got ${showShape(f.shape)}`);
  return withImages("dilation2d", 2, x, dataFormat, (t) => {
    if (t.shape[3] !== f.shape[2]) {
      throw new OpError(
        "dilation2d",
        `the images ${showShape(t.shape)} have ${t.shape[3]} channels, the filter ${showShape(f.shape)} ${f.shape[2]}`,
      );
    }
    const size = f.shape.slice(0, 2);
    const sides = padsFor(pad, channelsFirst("dilation2d", 2, dataFormat), 2);
    const w = resolveWindows("dilation2d", t.shape.slice(1, 3), { size, strides, pad: sides, dilations });
    return max(add(taps(t, size, w, -Infinity), f), [3, 4]);
  });
}
