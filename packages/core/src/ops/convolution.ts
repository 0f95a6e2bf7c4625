/** Convolutions of sequences, images and volumes: the public functions, TensorFlow.js's names and argument order. */
import { OpError } from "../ir/error.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { cast } from "./cast.ts";
import { convolutionAttrs, kernelWindow, spaceOf } from "./convolution-geometry.ts";
import { convolve, inputGrad } from "./convolution-record.ts";
import type { DataFormat } from "./images.ts";
import { channelsFirst, padsFor, withImages } from "./images.ts";
import { reshape } from "./movement.ts";
import { trace } from "./record.ts";
import { stridedSlice } from "./slice.ts";
import type { Pad, PerAxis, Rounding } from "./window.ts";
import { resolveWindows, windowGrid } from "./window.ts";

/** `kernel` as float32 of rank `rank` + 2; `axes` says what they are. */
function kernelOf(op: string, kernel: TensorLike, rank: number, axes = "input channels, output channels"): Tensor {
  const k = cast(trace().toTensor(kernel), "float32");
  const window = ["", "steps", "rows, columns", "depth, rows, columns"][rank];
  if (k.rank !== rank + 2) throw new OpError(op, `takes a kernel [${window}, ${axes}], got ${showShape(k.shape)}`);
  return k;
}

interface Request {
  readonly strides: PerAxis;
  readonly pad: Pad;
  readonly format: DataFormat;
  readonly dilations?: PerAxis;
  readonly rounding?: Rounding | undefined;
  readonly groups?: number;
}

function convolution(op: string, rank: number, x: TensorLike, kernel: Tensor, r: Request): Tensor {
  const { groups = 1, format, ...rest } = r;
  if (!Number.isInteger(groups) || groups < 1) throw new OpError(op, `groups is a positive integer, got ${groups}`);
  const size = kernelWindow(kernel.shape);
  return withImages(op, rank, x, format, (t) => {
    const pad = padsFor(rest.pad, channelsFirst(op, rank, format), rank);
    const w = resolveWindows(op, spaceOf(t.shape), { ...rest, size, pad });
    const skips = size.every((d) => d === 1) && w.pads.every((p) => p === 0) && w.strides.some((s) => s > 1);
    if (!skips) return convolve(t, kernel, convolutionAttrs(w, groups));
    // one tap: what strides pass over is never read, and its gradient is not a product
    const ones = w.strides.map(() => 1);
    const seen = stridedSlice(
      t,
      t.shape.map(() => 0),
      [...t.shape],
      [1, ...w.strides, 1],
    );
    return convolve(seen, kernel, convolutionAttrs({ ...w, strides: ones }, groups));
  });
}

/**
 * Returns the convolution of sequences [N, W, I] (or one without batch) with `kernel` [KW, I, O] as [N, OW, O], float32.
 * @param pad "valid", "same", a number, or [[before, after]]
 * @param dataFormat "NWC" (default) or "NCW"
 * @param dilation distance between the taps of the kernel, default 1
 * @param dimRoundingMode of the number of windows where `pad` is numbers, default "floor"
 * @param groups the kernel [KW, I / groups, O] sees a group of channels at a time; default 1
 * @throws OpError when channels differ or the kernel does not fit
 * @see TensorFlow.js's `tf.conv1d`
 * @example conv1d([[1], [2], [3]], [[[1]], [[1]]], 1, "valid") // [[3], [5]]
 */
export function conv1d(
  x: TensorLike,
  kernel: TensorLike,
  stride: PerAxis,
  pad: Pad,
  dataFormat: DataFormat = "NWC",
  dilation: PerAxis = 1,
  dimRoundingMode?: Rounding,
  groups = 1,
): Tensor {
  const request = { strides: stride, pad, format: dataFormat, dilations: dilation, rounding: dimRoundingMode, groups };
  return convolution("conv1d", 1, x, kernelOf("conv1d", kernel, 1), request);
}

/**
 * Returns the convolution (cross-correlation) of images [N, H, W, I] with `kernel` [KH, KW, I, O] as [N, OH, OW, O], float32. One image
 * without batch gives one without batch.
 * @param strides one number, or [rows, columns]
 * @param pad "valid", "same", a number for all sides, or [[top, bottom], [left, right]]
 * @param dataFormat "NHWC" (default) or "NCHW"
 * @param dilations distance between the taps of the kernel, default 1
 * @param dimRoundingMode of the number of windows where `pad` is numbers, default "floor"
 * @param groups the kernel [KH, KW, I / groups, O] sees a group of channels at a time; default 1
 * @throws OpError when channels differ or the kernel does not fit
 * @see TensorFlow.js's `tf.conv2d`
 * @example conv2d([[[1], [2], [3]]], [[[[1]], [[1]]]], 1, "valid") // [[[3], [5]]]
 */
export function conv2d(
  x: TensorLike,
  kernel: TensorLike,
  strides: PerAxis,
  pad: Pad,
  dataFormat: DataFormat = "NHWC",
  dilations: PerAxis = 1,
  dimRoundingMode?: Rounding,
  groups = 1,
): Tensor {
  const request = { strides, pad, format: dataFormat, dilations, rounding: dimRoundingMode, groups };
  return convolution("conv2d", 2, x, kernelOf("conv2d", kernel, 2), request);
}

/**
 * Returns the convolution of volumes [N, D, H, W, I] (or one without batch) with `kernel` [KD, KH, KW, I, O] as [N, OD, OH, OW, O], float32.
 * @param pad "valid", "same", a number for all sides, or [before, after] for each axis
 * @param dataFormat "NDHWC" (default) or "NCDHW"
 * @param dilations distance between the taps of the kernel, default 1
 * @param groups the kernel sees a group of channels at a time; default 1
 * @throws OpError when channels differ or the kernel does not fit
 * @see TensorFlow.js's `tf.conv3d`
 * @example conv3d([[[[1], [2], [3]]]], [[[[[1]], [[1]]]]], 1, "valid") // [[[[3], [5]]]]
 */
export function conv3d(
  x: TensorLike,
  kernel: TensorLike,
  strides: PerAxis,
  pad: Pad,
  dataFormat: DataFormat = "NDHWC",
  dilations: PerAxis = 1,
  groups = 1,
): Tensor {
  return convolution("conv3d", 3, x, kernelOf("conv3d", kernel, 3), {
    strides,
    pad,
    format: dataFormat,
    dilations,
    groups,
  });
}

// ---- channel by channel -------------------------------------------------------------------------------------------------

function depthwise(op: string, rank: number, x: TensorLike, filter: TensorLike, r: Request): Tensor {
  const k = kernelOf(op, filter, rank, "channels, multiplier");
  const [channels, multiplier] = [k.shape.at(-2)!, k.shape.at(-1)!];
  const kernel = reshape(k, [...kernelWindow(k.shape), 1, channels * multiplier]);
  return convolution(op, rank, x, kernel, { ...r, groups: channels });
}

/**
 * Returns the convolution of each channel of sequences [N, W, C] with its own filters, `filter` [KW, C, M] as [N, OW, C·M], float32.
 * @param pad "valid", "same", a number, or [[before, after]]
 * @param dataFormat "NWC" (default) or "NCW"
 * @throws OpError when channels differ or the filter does not fit
 * @see Keras's `DepthwiseConv1D`
 * @example depthwiseConv1d([[1, 2], [3, 4]], [[[1], [10]], [[1], [10]]], 1, "valid") // [[4, 60]]
 */
export function depthwiseConv1d(
  x: TensorLike,
  filter: TensorLike,
  stride: PerAxis,
  pad: Pad,
  dataFormat: DataFormat = "NWC",
  dilation: PerAxis = 1,
  dimRoundingMode?: Rounding,
): Tensor {
  const request = { strides: stride, pad, format: dataFormat, dilations: dilation, rounding: dimRoundingMode };
  return depthwise("depthwiseConv1d", 1, x, filter, request);
}

/**
 * Returns the convolution of each channel of images [N, H, W, C] with its own filters, `filter` [KH, KW, C, M] as [N, OH, OW, C·M],
 * float32; channel c·M + m comes from channel c.
 * @param pad "valid", "same", a number for all sides, or [[top, bottom], [left, right]]
 * @param dataFormat "NHWC" (default) or "NCHW"
 * @param dilations distance between the taps of the filter, default 1
 * @param dimRoundingMode of the number of windows where `pad` is numbers, default "floor"
 * @throws OpError when channels differ or the filter does not fit
 * @see TensorFlow.js's `tf.depthwiseConv2d`
 * @example depthwiseConv2d([[[1, 2], [3, 4]]], [[[[1], [10]], [[1], [10]]]], 1, "valid") // [[[4, 60]]]
 */
export function depthwiseConv2d(
  x: TensorLike,
  filter: TensorLike,
  strides: PerAxis,
  pad: Pad,
  dataFormat: DataFormat = "NHWC",
  dilations: PerAxis = 1,
  dimRoundingMode?: Rounding,
): Tensor {
  const request = { strides, pad, format: dataFormat, dilations, rounding: dimRoundingMode };
  return depthwise("depthwiseConv2d", 2, x, filter, request);
}

/**
 * Returns a depthwise convolution followed by one over channels alone: images [N, H, W, C], `depthwiseFilter` [KH, KW, C, M] and
 * `pointwiseFilter` [1, 1, C·M, O] give [N, OH, OW, O], float32.
 * @param dilations distance between the taps of the depthwise filter, default 1
 * @throws OpError when channels differ or a filter does not fit
 * @see TensorFlow.js's `tf.separableConv2d`
 * @example separableConv2d([[[1], [2]]], [[[[3]]]], [[[[1, 2]]]], 1, "valid") // [[[3, 6], [6, 12]]]
 */
export function separableConv2d(
  x: TensorLike,
  depthwiseFilter: TensorLike,
  pointwiseFilter: TensorLike,
  strides: PerAxis,
  pad: Pad,
  dilations: PerAxis = 1,
  dataFormat: DataFormat = "NHWC",
): Tensor {
  const request = { strides, pad, format: dataFormat, dilations };
  const seen = depthwise("separableConv2d", 2, x, depthwiseFilter, request);
  const kernel = kernelOf("separableConv2d", pointwiseFilter, 2);
  return convolution("separableConv2d", 2, seen, kernel, { strides: 1, pad: "valid", format: dataFormat });
}

// ---- transposes ---------------------------------------------------------------------------------------------------------

interface TransposeRequest extends Omit<Request, "format"> {
  readonly outputShape: readonly number[];
}

function transposed(op: string, rank: number, x: TensorLike, kernel: TensorLike, r: TransposeRequest): Tensor {
  const k = kernelOf(op, kernel, rank, "output channels, input channels");
  const format = (["NWC", "NHWC", "NDHWC"] as const)[rank - 1]!;
  return withImages(op, rank, x, format, (t) => {
    const shape = r.outputShape.length === rank + 1 ? [t.shape[0]!, ...r.outputShape] : [...r.outputShape];
    const w = resolveWindows(op, spaceOf(shape), { ...r, size: kernelWindow(k.shape) });
    const expected = [shape[0]!, ...windowGrid(spaceOf(shape), kernelWindow(k.shape), w), k.shape.at(-1)!];
    if (!expected.every((d, i) => d === t.shape[i]) || shape.at(-1) !== k.shape.at(-2)) {
      throw new OpError(
        op,
        `an output ${showShape(shape)} comes from ${showShape(expected)} with kernel ${showShape(k.shape)}, got ${showShape(t.shape)}`,
      );
    }
    return inputGrad(t, k, convolutionAttrs(w, 1), shape);
  });
}

/**
 * Returns the transpose of {@link conv1d}, its gradient for the sequences: x [N, OW, O] and `kernel` [KW, I, O] give [N, W, I], float32.
 * @param outputShape of the result, with or without batch
 * @param dimRoundingMode of the number of windows where `pad` is numbers, default "floor"
 * @throws OpError when `x` is not what the convolution of such an output would give
 * @see TensorFlow's `tf.nn.conv1d_transpose`
 * @example conv1dTranspose([[3]], [[[1]], [[2]]], [2, 1], 1, "valid") // [[3], [6]]
 */
export function conv1dTranspose(
  x: TensorLike,
  kernel: TensorLike,
  outputShape: readonly number[],
  strides: PerAxis,
  pad: Pad,
  dimRoundingMode?: Rounding,
  dilations: PerAxis = 1,
): Tensor {
  const request = { outputShape, strides, pad, rounding: dimRoundingMode, dilations };
  return transposed("conv1dTranspose", 1, x, kernel, request);
}

/**
 * Returns the transpose of {@link conv2d}, its gradient for the images: x [N, OH, OW, O] and `kernel` [KH, KW, I, O] give [N, H, W, I].
 * float32.
 * @param outputShape of the result, with or without batch
 * @param dimRoundingMode of the number of windows where `pad` is numbers, default "floor"
 * @param dilations distance between the taps of the kernel, default 1
 * @throws OpError when `x` is not what the convolution of such an output would give
 * @see TensorFlow.js's `tf.conv2dTranspose`
 * @example conv2dTranspose([[[3]]], [[[[1]], [[2]]]], [1, 2, 1], 1, "valid") // [[[3], [6]]]
 */
export function conv2dTranspose(
  x: TensorLike,
  kernel: TensorLike,
  outputShape: readonly number[],
  strides: PerAxis,
  pad: Pad,
  dimRoundingMode?: Rounding,
  dilations: PerAxis = 1,
): Tensor {
  const request = { outputShape, strides, pad, rounding: dimRoundingMode, dilations };
  return transposed("conv2dTranspose", 2, x, kernel, request);
}

/**
 * Returns the transpose of {@link conv3d}, its gradient for the volumes: x [N, OD, OH, OW, O] and `kernel` [KD, KH, KW, I, O] give
 * [N, D, H, W, I], float32.
 * @param outputShape of the result, with or without batch
 * @param dilations distance between the taps of the kernel, default 1
 * @throws OpError when `x` is not what the convolution of such an output would give
 * @see TensorFlow.js's `tf.conv3dTranspose`
 * @example conv3dTranspose([[[[3]]]], [[[[[1]], [[2]]]]], [1, 1, 2, 1], 1, "valid") // [[[[3], [6]]]]
 */
export function conv3dTranspose(
  x: TensorLike,
  kernel: TensorLike,
  outputShape: readonly number[],
  strides: PerAxis,
  pad: Pad,
  dilations: PerAxis = 1,
): Tensor {
  return transposed("conv3dTranspose", 3, x, kernel, { outputShape, strides, pad, dilations });
}
