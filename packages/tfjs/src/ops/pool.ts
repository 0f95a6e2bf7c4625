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

/** Returns the mean of each window. */
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

/** Returns the maximum of each window. */
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

/** Returns the mean of each window of volumes. */
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

/** Returns the maximum of each window of volumes. */
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
