/** Blocks of pixels moved to batch or channels and back. */
import * as weir from "@weir/core";
import { convert, moved } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";
import type { Pair } from "./move.ts";

const product = (xs: readonly number[]): number => xs.reduce((a, b) => a * b, 1);

/**
 * Returns blocks of the batch laid out over the axes after it, with `crops` then cut off.
 * @throws Error when the rank is too low, or the batch is no multiple of the block
 * @example tf.batchToSpaceND([[[[1]]], [[[2]]]], [1, 2], [[0, 0], [0, 0]]) // [[[[1], [2]]]]
 */
export function batchToSpaceND(x: TensorLike, blockShape: readonly number[], crops: readonly Pair[]): Tensor {
  const t = convert(x, "x", "batchToSpaceND");
  const blocks = product(blockShape);
  const n = blockShape.length;
  assert(t.rank >= 1 + n, `input rank is ${t.rank} but should be > than blockShape.length ${n}`);
  assert(crops.length === n, `crops.length is ${crops.length} but should be equal to blockShape.length  ${n}`);
  assert(
    t.shape[0]! % blocks === 0,
    `input tensor batch is ${t.shape[0]} but is not divisible by the product of the elements of blockShape ${blockShape.join(" * ")} === ${blocks}`,
  );
  return moved(t, weir.batchToSpaceND(t.core, blockShape, crops));
}

/**
 * Returns blocks of the axes after the batch, padded first, moved to the batch.
 * @throws Error when the rank is too low, or padded sizes are no multiples of the block
 * @example tf.spaceToBatchND([[[[1], [2]]]], [1, 2], [[0, 0], [0, 0]]) // [[[[1]]], [[[2]]]]
 */
export function spaceToBatchND(x: TensorLike, blockShape: readonly number[], paddings: readonly Pair[]): Tensor {
  const t = convert(x, "x", "spaceToBatchND");
  const n = blockShape.length;
  assert(t.rank >= 1 + n, `input rank ${t.rank} should be > than [blockShape] ${n}`);
  assert(paddings.length === n, `paddings.shape[0] ${paddings.length} must be equal to [blockShape] ${n}`);
  const padded = t.shape.map((d, i) => (i > 0 && i <= n ? d + paddings[i - 1]![0] + paddings[i - 1]![1] : d));
  assert(
    blockShape.every((b, i) => padded[i + 1]! % b === 0),
    `input spatial dimensions ${t.shape.slice(1)} with paddings ${String(paddings)} must be divisible by blockShapes ${blockShape}`,
  );
  return moved(t, weir.spaceToBatchND(t.core, blockShape, paddings));
}

/**
 * Returns groups of channels laid out as blocks of `blockSize` × `blockSize` pixels.
 * @throws Error when the block is not above 1, or the channels are no multiple of its square
 * @example tf.depthToSpace([[[[1, 2, 3, 4]]]], 2) // [[[[1], [2]], [[3], [4]]]]
 */
export function depthToSpace(x: TensorLike, blockSize: number, dataFormat: "NHWC" | "NCHW" = "NHWC"): Tensor {
  const t = convert(x, "x", "depthToSpace", "float32");
  const last = dataFormat === "NHWC";
  const [h, w, c] = (last ? [1, 2, 3] : [2, 3, 1]).map((i) => t.shape[i]!) as [number, number, number];
  const b = blockSize;
  assert(b > 1, `blockSize should be > 1 for depthToSpace, but was: ${b}`);
  assert(h * b >= 0 && w * b >= 0, "Negative dimension size caused by overflow when multiplying");
  assert(
    c % (b * b) === 0,
    `Dimension size must be evenly divisible by ${b * b} but is ${c} for depthToSpace with input shape ${t.shape}`,
  );
  return moved(t, weir.depthToSpace(t.core, b, dataFormat));
}
