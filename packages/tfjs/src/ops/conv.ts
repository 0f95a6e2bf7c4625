/** Convolutions, and ops fused with what follows them. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, wrap } from "../convert.ts";
import { tidy } from "../engine.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";
import { activate } from "./fused-activation.ts";
import type { Activation } from "./fused-activation.ts";
import { product } from "./matrix.ts";

/** "valid", "same", a number, or [before, after] for each axis of the data format. */
export type Pad = "valid" | "same" | number | readonly (readonly [number, number])[];
/** One number for all spatial axes, or one for each. */
export type PerAxis = number | readonly number[];
/** How sizes that do not come out even are rounded; only for numeric `pad`. */
export type Rounding = "floor" | "round" | "ceil";

/** Explicit pads of the spatial axes alone, which are the middle ones. */
export function spatialPads(pad: Pad, format: string): weir.Pad {
  if (typeof pad !== "object") return pad;
  return format.startsWith("NC") ? pad.slice(2) : pad.slice(1, -1);
}

function checkPad(op: string, pad: Pad, rounding: Rounding | undefined): void {
  if (rounding === undefined) return;
  assert(
    typeof pad !== "string",
    `Error in ${op}: pad must be an integer when using dimRoundingMode ${rounding} but got pad ${String(pad)}.`,
  );
  for (const p of [pad].flat(2))
    assert(
      Number.isInteger(p),
      `Error in ${op}: pad must be an integer when using dimRoundingMode ${rounding} but got pad ${String(p)}.`,
    );
}

const ones = (x: PerAxis): boolean => [x].flat().every((v) => v === 1);

function checkSteps(op: string, strides: PerAxis, dilations: PerAxis): void {
  assert(
    ones(strides) || ones(dilations),
    `Error in ${op}: Either strides or dilations must be 1. Got strides ${String(strides)} and dilations '${String(dilations)}'`,
  );
  for (const d of [dilations].flat()) assert(d > 0, `Error in ${op}: Dilated rates should be larger than 0.`);
  for (const s of [strides].flat()) assert(s > 0, `Error in ${op}: Strides should be larger than 0.`);
}

/** Images with a batch axis, and how to take it off again. */
function batched(op: string, x: Input, rank: number): { readonly images: weir.Tensor; done(y: weir.Tensor): Tensor } {
  const single = x.rank === rank - 1;
  assert(single || x.rank === rank, `Error in ${op}: input must be rank ${rank}, but got rank ${x.rank}.`);
  return {
    images: single ? weir.reshape(x.core, [1, ...x.shape]) : x.core,
    done: (y) => wrap(single ? weir.reshape(y, y.shape.slice(1)) : y),
  };
}

/**
 * Returns the convolution of [batch, length, channels] with a filter [length, in, out].
 * @throws Error when a rank is wrong, depths differ, the format is not "NWC", or both stride and dilation are above 1
 * @example tf.conv1d([[1], [2], [3]], [[[1]], [[1]]], 1, "valid") // [[3], [5]]
 */
export function conv1d(
  x: TensorLike,
  filter: TensorLike,
  stride: number,
  pad: Pad,
  dataFormat = "NWC",
  dilation = 1,
  dimRoundingMode?: Rounding,
): Tensor {
  const [t, k] = [convert(x, "x", "conv1d"), convert(filter, "filter", "conv1d")];
  const { images, done } = batched("conv1d", t, 3);
  assert(k.rank === 3, `Error in conv1d: filter must be rank 3, but got rank ${k.rank}.`);
  checkPad("conv1d", pad, dimRoundingMode);
  assert(
    images.shape[2] === k.shape[1],
    `Error in conv1d: depth of input (${images.shape[2]}) must match input depth for filter ${k.shape[1]}.`,
  );
  checkSteps("conv1d", stride, dilation);
  assert(dataFormat === "NWC", `Error in conv1d: got dataFormat of ${dataFormat} but only NWC is currently supported.`);
  // explicit pads are those of images of one row
  const along = typeof pad === "object" && pad.length === 4 ? [pad[2]!] : spatialPads(pad, "NWC");
  return done(weir.conv1d(images, k.core, stride, along, "NWC", dilation, dimRoundingMode));
}

/**
 * Returns the convolution of images with a filter [rows, columns, in, out].
 * @throws Error when a rank is wrong, depths differ, or both strides and dilations are above 1
 * @example tf.conv2d([[[1], [2]], [[3], [4]]], tf.ones([2, 2, 1, 1]), 1, "valid") // [[[10]]]
 */
export function conv2d(
  x: TensorLike,
  filter: TensorLike,
  strides: PerAxis,
  pad: Pad,
  dataFormat: "NHWC" | "NCHW" = "NHWC",
  dilations: PerAxis | null = [1, 1],
  dimRoundingMode?: Rounding,
): Tensor {
  const [t, k] = [convert(x, "x", "conv2d", "float32"), convert(filter, "filter", "conv2d", "float32")];
  const { images, done } = batched("conv2d", t, 4);
  assert(k.rank === 4, `Error in conv2d: filter must be rank 4, but got rank ${k.rank}.`);
  checkPad("conv2d", pad, dimRoundingMode);
  const depth = images.shape[dataFormat === "NHWC" ? 3 : 1];
  assert(
    depth === k.shape[2],
    `Error in conv2d: depth of input (${depth}) must match input depth for filter ${k.shape[2]}.`,
  );
  const gaps = dilations ?? 1;
  checkSteps("conv2D", strides, gaps);
  return done(weir.conv2d(images, k.core, strides, spatialPads(pad, dataFormat), dataFormat, gaps, dimRoundingMode));
}

/**
 * Returns the convolution of volumes with a filter [depth, rows, columns, in, out].
 * @throws Error when a rank is wrong, depths differ, the format is not "NDHWC", or both strides and dilations are above 1
 * @example tf.conv3d(tf.ones([2, 2, 2, 1]), tf.ones([2, 2, 2, 1, 1]), 1, "valid") // [[[[8]]]]
 */
export function conv3d(
  x: TensorLike,
  filter: TensorLike,
  strides: PerAxis,
  pad: "valid" | "same",
  dataFormat = "NDHWC",
  dilations: PerAxis = [1, 1, 1],
): Tensor {
  const [t, k] = [convert(x, "x", "conv3d"), convert(filter, "filter", "conv3d")];
  const { images, done } = batched("conv3d", t, 5);
  assert(k.rank === 5, `Error in conv3d: filter must be rank 5, but got rank ${k.rank}.`);
  assert(
    images.shape[4] === k.shape[3],
    `Error in conv3d: depth of input (${images.shape[4]}) must match input depth for filter ${k.shape[3]}.`,
  );
  checkSteps("conv3D", strides, dilations);
  assert(
    dataFormat === "NDHWC",
    `Error in conv3d: got dataFormat of ${dataFormat} but only NDHWC is currently supported.`,
  );
  return done(weir.conv3d(images, k.core, strides, pad, "NDHWC", dilations));
}

/**
 * Returns the transpose of `conv2d`: from its results to images of `outputShape`.
 * @throws Error when a rank is wrong, or depths differ from the filter's
 * @example tf.conv2dTranspose([[[5]]], tf.ones([2, 2, 1, 1]), [2, 2, 1], 1, "valid") // [[[5], [5]], [[5], [5]]]
 */
export function conv2dTranspose(
  x: TensorLike,
  filter: TensorLike,
  outputShape: readonly number[],
  strides: PerAxis,
  pad: Pad,
  dimRoundingMode?: Rounding,
): Tensor {
  const [t, k] = [convert(x, "x", "conv2dTranspose"), convert(filter, "filter", "conv2dTranspose")];
  const { images, done } = batched("conv2dDerInput", t, 4);
  const shape = outputShape.length === 3 ? [1, ...outputShape] : outputShape;
  assert(shape.length === 4, `Error in conv2dDerInput: inShape must be length 4, but got length ${shape.length}.`);
  assert(k.rank === 4, `Error in conv2dDerInput: filter must be rank 4, but got rank ${k.rank}`);
  assert(
    shape[3] === k.shape[2],
    `Error in conv2dDerInput: depth of input (${shape[3]}) must match input depth for filter ${k.shape[2]}.`,
  );
  assert(
    images.shape[3] === k.shape[3],
    `Error in conv2dDerInput: depth of output (${images.shape[3]}) must match output depth for filter ${k.shape[3]}.`,
  );
  checkPad("conv2dDerInput", pad, dimRoundingMode);
  return done(weir.conv2dTranspose(images, k.core, shape, strides, spatialPads(pad, "NHWC"), dimRoundingMode));
}

/**
 * Returns the transpose of `conv3d`: from its results to volumes of `outputShape`.
 * @throws Error when a rank is wrong
 * @example tf.conv3dTranspose(tf.ones([1, 1, 1, 1]), tf.ones([1, 1, 2, 1, 1]), [1, 1, 2, 1], 1, "valid") // [[[[1], [1]]]]
 */
export function conv3dTranspose(
  x: TensorLike,
  filter: TensorLike,
  outputShape: readonly number[],
  strides: PerAxis,
  pad: "valid" | "same",
): Tensor {
  const [t, k] = [convert(x, "x", "conv3dTranspose"), convert(filter, "filter", "conv3dTranspose")];
  const { images, done } = batched("conv3dDerInput", t, 5);
  const shape = outputShape.length === 4 ? [1, ...outputShape] : outputShape;
  return done(weir.conv3dTranspose(images, k.core, shape, strides, pad));
}

/**
 * Returns the convolution of each channel with its own filters [rows, columns, channels, multiplier].
 * @throws Error when a rank is wrong, channels differ, or both strides and dilations are above 1
 * @example tf.depthwiseConv2d([[[1, 10], [2, 20]]], tf.ones([1, 2, 2, 1]), 1, "valid") // [[[3, 30]]]
 */
export function depthwiseConv2d(
  x: TensorLike,
  filter: TensorLike,
  strides: PerAxis,
  pad: Pad,
  dataFormat: "NHWC" | "NCHW" = "NHWC",
  dilations: PerAxis | null = [1, 1],
  dimRoundingMode?: Rounding,
): Tensor {
  const [t, k] = [
    convert(x, "x", "depthwiseConv2d", "float32"),
    convert(filter, "filter", "depthwiseConv2d", "float32"),
  ];
  const { images, done } = batched("depthwiseConv2d", t, 4);
  assert(k.rank === 4, `Error in depthwiseConv2d: filter must be rank 4, but got rank ${k.rank}.`);
  const channels = images.shape[dataFormat === "NHWC" ? 3 : 1];
  assert(
    channels === k.shape[2],
    `Error in depthwiseConv2d: number of input channels (${channels}) must match the inChannels dimension in filter ${k.shape[2]}.`,
  );
  checkPad("depthwiseConv2d", pad, dimRoundingMode);
  const gaps = dilations ?? 1;
  checkSteps("DepthwiseConv2dNative", strides, gaps);
  return done(
    weir.depthwiseConv2d(images, k.core, strides, spatialPads(pad, dataFormat), dataFormat, gaps, dimRoundingMode),
  );
}

/**
 * Returns a depthwise convolution followed by one of 1 × 1 with `pointwiseFilter` [1, 1, in, out].
 * @throws Error when a rank is wrong, channels do not fit, or for "NCHW"
 * @example tf.separableConv2d([[[1, 10], [2, 20]]], tf.ones([1, 2, 2, 1]), tf.ones([1, 1, 2, 1]), 1, "valid") // [[[33]]]
 */
export function separableConv2d(
  x: TensorLike,
  depthwiseFilter: TensorLike,
  pointwiseFilter: TensorLike,
  strides: PerAxis,
  pad: "valid" | "same",
  dilation: PerAxis = [1, 1],
  dataFormat: "NHWC" | "NCHW" = "NHWC",
): Tensor {
  const t = convert(x, "x", "separableConv2d");
  const d = convert(depthwiseFilter, "depthwiseFilter", "separableConv2d");
  const p = convert(pointwiseFilter, "pointwiseFilter", "separableConv2d");
  if (dataFormat === "NCHW")
    throw new Error("separableConv2d currently does not support dataFormat NCHW; only NHWC is supported");
  const { images, done } = batched("separableConv2d", t, 4);
  assert(d.rank === 4, `Error in separableConv2d: depthwise filter must be rank 4, but got rank ${d.rank}.`);
  assert(p.rank === 4, `Error in separableConv2d: pointwise filter must be rank 4, but got rank ${p.rank}.`);
  for (const axis of [0, 1])
    assert(
      p.shape[axis] === 1,
      `Error in separableConv2d: dimension ${axis} of pointwise filter must be 1, but got ${p.shape[axis]}.`,
    );
  const seen = d.shape[2]! * d.shape[3]!;
  assert(
    p.shape[2] === seen,
    `Error in separableConv2d: the third dimension of pointwise filter must be ${seen}, but got ${p.shape[2]}.`,
  );
  return done(weir.separableConv2d(images, d.core, p.core, strides, pad, dilation, dataFormat));
}

// ---- fused --------------------------------------------------------------------------------------------------------------

interface Epilogue {
  readonly bias?: TensorLike;
  readonly activation?: Activation;
  readonly preluActivationWeights?: TensorLike;
  readonly leakyreluAlpha?: number;
}

interface FusedConvolution extends Epilogue {
  readonly x: TensorLike;
  readonly filter: TensorLike;
  readonly strides: PerAxis;
  readonly pad: Pad;
  readonly dataFormat?: "NHWC" | "NCHW";
  readonly dilations?: PerAxis;
  readonly dimRoundingMode?: Rounding;
}

interface FusedMatMul extends Epilogue {
  readonly a: TensorLike;
  readonly b: TensorLike;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** `y` with bias and activation. `first`: channels come before rows and columns. */
function finish(op: string, y: weir.Tensor, epilogue: Epilogue, first: boolean): weir.Tensor {
  const { bias, activation = "linear", preluActivationWeights, leakyreluAlpha } = epilogue;
  const along = (x: Input): weir.Tensor => (first && x.rank === 1 ? weir.reshape(x.core, [x.size, 1, 1]) : x.core);
  let out = y;
  if (bias !== undefined && bias !== null) {
    const b = convert(bias, "bias", op);
    if (first && b.rank <= 1)
      assert(
        b.rank === 0 || b.shape[0] === y.shape[y.rank - 3] || b.shape[0] === 1,
        `Error in ${op}: bias shape (${b.shape}) is not compatible with the number of output channels (${y.shape[y.rank - 3]})`,
      );
    out = weir.add(out, along(b));
  }
  const weights =
    preluActivationWeights === undefined || preluActivationWeights === null
      ? undefined
      : convert(preluActivationWeights, "prelu weights", op);
  return activate(out, activation, weights && along(weights), leakyreluAlpha);
}

/**
 * Returns `conv2d` plus bias, through an activation.
 * @example tf.fused.conv2d({ x: [[[1], [2]]], filter: [[[[-2]]]], strides: 1, pad: "valid", bias: [3], activation: "relu" }) // [[[1], [0]]]
 */
function fusedConv2d({
  x,
  filter,
  strides,
  pad,
  dataFormat = "NHWC",
  dilations = [1, 1],
  dimRoundingMode,
  ...rest
}: FusedConvolution): Tensor {
  return tidy(() => {
    const y = conv2d(x, filter, strides, pad, dataFormat, dilations, dimRoundingMode);
    return wrap(finish("fused conv2d", y.core, rest, dataFormat === "NCHW"));
  });
}

/**
 * Returns `depthwiseConv2d` plus bias, through an activation.
 * @example tf.fused.depthwiseConv2d({ x: [[[1, 10]]], filter: tf.ones([1, 1, 2, 1]), strides: 1, pad: "valid", bias: [1, 2] }) // [[[2, 12]]]
 */
function fusedDepthwiseConv2d({
  x,
  filter,
  strides,
  pad,
  dataFormat = "NHWC",
  dilations = [1, 1],
  dimRoundingMode,
  ...rest
}: FusedConvolution): Tensor {
  return tidy(() => {
    const y = depthwiseConv2d(x, filter, strides, pad, dataFormat, dilations, dimRoundingMode);
    return wrap(finish("fused depthwiseConv2d", y.core, rest, dataFormat === "NCHW"));
  });
}

/**
 * Returns `matMul` plus bias, through an activation.
 * @example tf.fused.matMul({ a: [[1, 2]], b: [[3], [-4]], bias: [1], activation: "relu" }) // [[0]]
 */
function fusedMatMul({ a, b, transposeA = false, transposeB = false, ...rest }: FusedMatMul): Tensor {
  const [x, y] = [convert(a, "a", "fused matMul"), convert(b, "b", "fused matMul")];
  return wrap(finish("fused matMul", product(x, y, transposeA, transposeB), rest, false));
}

/** Ops with bias and activation built in. */
export const fused = { conv2d: fusedConv2d, depthwiseConv2d: fusedDepthwiseConv2d, matMul: fusedMatMul } as const;
