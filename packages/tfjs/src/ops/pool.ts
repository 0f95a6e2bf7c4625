/** Pooling over windows. */
import * as weir from "@weir/core";
import { convert, wrap } from "../convert.ts";
import type { Input } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";
import type { Pad, PerAxis, Rounding } from "./conv.ts";
import { spatialPads } from "./conv.ts";

function check(op: string, x: Input, rank: number, strides: PerAxis, pad: Pad, rounding?: Rounding): void {
  assert(x.rank === rank || x.rank === rank - 1, `Error in ${op}: x must be rank ${rank} but got rank ${x.rank}.`);
  for (const s of [strides].flat()) assert(s > 0, `Error in ${op}: Strides should be larger than 0.`);
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

/**
 * Returns the mean of each window.
 * @throws Error when the rank is wrong or a stride is not positive
 * @example tf.avgPool([[[1], [2]], [[3], [4]]], 2, 1, "valid") // [[[2.5]]]
 */
export function avgPool(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis,
  pad: Pad,
  dimRoundingMode?: Rounding,
): Tensor {
  const t = convert(x, "x", "avgPool", "float32");
  check("avgPool", t, 4, strides, pad, dimRoundingMode);
  return wrap(weir.avgPool(t.core, filterSize, strides, spatialPads(pad, "NHWC"), dimRoundingMode));
}

/**
 * Returns the maximum of each window.
 * @throws Error when the rank is wrong or a stride is not positive
 * @example tf.maxPool([[[1], [2]], [[3], [4]]], 2, 1, "valid") // [[[4]]]
 */
export function maxPool(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis,
  pad: Pad,
  dimRoundingMode?: Rounding,
): Tensor {
  const t = convert(x, "x", "maxPool");
  check("maxPool", t, 4, strides, pad, dimRoundingMode);
  const y = weir.maxPool(weir.cast(t.core, "float32"), filterSize, strides, spatialPads(pad, "NHWC"), dimRoundingMode);
  return wrap(weir.cast(y, t.dtype as weir.DType));
}

function checkVolumes(op: string, dataFormat: string): void {
  assert(
    dataFormat === "NDHWC",
    `Error in ${op}: Only NDHWC is currently supported, but got dataFormat of ${dataFormat}`,
  );
}

/**
 * Returns the mean of each window of volumes.
 * @throws Error when the rank is wrong, a stride is not positive, or the format is not "NDHWC"
 * @example tf.avgPool3d([[[[1], [2]], [[3], [4]]]], [1, 2, 2], 1, "valid") // [[[[2.5]]]]
 */
export function avgPool3d(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis,
  pad: "valid" | "same" | number,
  dimRoundingMode?: Rounding,
  dataFormat = "NDHWC",
): Tensor {
  const t = convert(x, "x", "avgPool3d", "float32");
  checkVolumes("avgPool3d", dataFormat);
  check("avgPool3d", t, 5, strides, pad, dimRoundingMode);
  return wrap(weir.avgPool3d(t.core, filterSize, strides, pad, dimRoundingMode));
}

/**
 * Returns the maximum of each window of volumes.
 * @throws Error when the rank is wrong, a stride is not positive, or the format is not "NDHWC"
 * @example tf.maxPool3d([[[[1], [2]], [[3], [4]]]], [1, 2, 2], 1, "valid") // [[[[4]]]]
 */
export function maxPool3d(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis,
  pad: "valid" | "same" | number,
  dimRoundingMode?: Rounding,
  dataFormat = "NDHWC",
): Tensor {
  const t = convert(x, "x", "maxPool3d");
  checkVolumes("maxPool3d", dataFormat);
  check("maxPool3d", t, 5, strides, pad, dimRoundingMode);
  return wrap(weir.maxPool3d(t.core, filterSize, strides, pad, dimRoundingMode));
}

/**
 * Returns the maximum of each window and where it was, int32: the position in the flat image, or in the whole batch.
 * @throws Error when the rank is wrong or a stride is not positive
 * @example tf.maxPoolWithArgmax([[[[1], [2]], [[3], [4]]]], 2, 1, "valid").indexes // [[[[3]]]]
 */
export function maxPoolWithArgmax(
  x: TensorLike,
  filterSize: PerAxis,
  strides: PerAxis,
  pad: Pad,
  includeBatchInIndex = false,
): { result: Tensor; indexes: Tensor } {
  const t = convert(x, "x", "maxPoolWithArgmax");
  check("maxPool", t, 4, strides, pad);
  const { result, indexes } = weir.maxPoolWithArgmax(
    t.core,
    filterSize,
    strides,
    spatialPads(pad, "NHWC"),
    includeBatchInIndex,
  );
  return { result: wrap(result), indexes: wrap(indexes) };
}

/**
 * Returns the maximum or mean of each window, whose elements may lie `dilations` apart.
 * @throws Error when the rank is wrong, or both strides and dilations are above 1
 * @example tf.pool([[[1], [2]], [[3], [4]]], 2, "max", "valid") // [[[4]]]
 */
export function pool(
  input: TensorLike,
  windowShape: PerAxis,
  poolingType: "avg" | "max",
  pad: Pad,
  dilations: PerAxis = 1,
  strides: PerAxis = 1,
  dimRoundingMode?: Rounding,
): Tensor {
  const t = convert(input, "x", "maxPool");
  const ones = (v: PerAxis): boolean => [v].flat().every((d) => d === 1);
  assert(
    ones(strides) || ones(dilations),
    `Error in pool: Either strides or dilations must be 1. Got strides ${String(strides)} and dilations '${String(dilations)}'`,
  );
  check("pool", t, 4, strides, pad, dimRoundingMode);
  return wrap(
    weir.pool(t.core, windowShape, poolingType, spatialPads(pad, "NHWC"), dilations, strides, dimRoundingMode),
  );
}

/**
 * Returns the maximum over each window of image plus filter [rows, columns, channels].
 * @throws Error when a rank is wrong, depths differ, or the format is not "NHWC"
 * @example tf.dilation2d([[[1], [2]], [[3], [4]]], tf.ones([2, 2, 1]), 1, "valid") // [[[5]]]
 */
export function dilation2d(
  x: TensorLike,
  filter: TensorLike,
  strides: PerAxis,
  pad: "valid" | "same",
  dilations: PerAxis = [1, 1],
  dataFormat = "NHWC",
): Tensor {
  const [t, f] = [convert(x, "x", "dilation2d"), convert(filter, "filter", "dilation2d")];
  assert(t.rank === 3 || t.rank === 4, `Error in dilation2d: input must be rank 3 or 4, but got rank ${t.rank}.`);
  assert(f.rank === 3, `Error in dilation2d: filter must be rank 3, but got rank ${f.rank}.`);
  assert(
    dataFormat === "NHWC",
    `Error in dilation2d: Only NHWC is currently supported, but got dataFormat of ${dataFormat}`,
  );
  const channels = t.shape[t.rank - 1];
  assert(
    channels === f.shape[2],
    `Error in dilation2d:  input and filter must have the same depth: ${channels} vs ${f.shape[2]}`,
  );
  return wrap(weir.dilation2d(t.core, f.core, strides, pad, dilations));
}
