/** Blocks of pixels moved to batch or channels and back. */
import * as weir from "@weir/core";
import { convert, moved } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";
import type { Pair } from "./move.ts";

const product = (xs: readonly number[]): number => xs.reduce((a, b) => a * b, 1);

/** Returns blocks of the batch laid out over the axes after it, with `crops` then cut off. */
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
  const batch = t.shape[0]! / blocks;
  const [space, rest] = [t.shape.slice(1, 1 + n), t.shape.slice(1 + n)];
  const split = weir.reshape(t.core, [...blockShape, batch, ...space, ...rest]);
  const order = [n, ...blockShape.flatMap((_, i) => [n + 1 + i, i]), ...rest.map((_, i) => 2 * n + 1 + i)];
  const spread = space.map((d, i) => d * blockShape[i]!);
  const laid = weir.reshape(weir.transpose(split, order), [batch, ...spread, ...rest]);
  const begin = [0, ...crops.map(([a]) => a), ...rest.map(() => 0)];
  const size = [batch, ...spread.map((d, i) => d - crops[i]![0] - crops[i]![1]), ...rest];
  return moved(t, weir.slice(laid, begin, size));
}

/** Returns blocks of the axes after the batch, padded first, moved to the batch. */
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
  const rest = t.shape.slice(1 + n);
  const none: Pair = [0, 0];
  const wide = weir.pad(t.core, [none, ...paddings, ...rest.map(() => none)]);
  const blocks = blockShape.flatMap((b, i) => [padded[i + 1]! / b, b]);
  const split = weir.reshape(wide, [t.shape[0]!, ...blocks, ...rest]);
  const order = [
    ...blockShape.map((_, i) => 2 * i + 2),
    0,
    ...blockShape.map((_, i) => 2 * i + 1),
    ...rest.map((_, i) => 2 * n + 1 + i),
  ];
  const shape = [t.shape[0]! * product(blockShape), ...blockShape.map((b, i) => padded[i + 1]! / b), ...rest];
  return moved(t, weir.reshape(weir.transpose(split, order), shape));
}

/** Returns groups of channels laid out as blocks of `blockSize` × `blockSize` pixels. */
export function depthToSpace(x: TensorLike, blockSize: number, dataFormat: "NHWC" | "NCHW" = "NHWC"): Tensor {
  const t = convert(x, "x", "depthToSpace", "float32");
  const last = dataFormat === "NHWC";
  const [n, h, w, c] = (last ? [0, 1, 2, 3] : [0, 2, 3, 1]).map((i) => t.shape[i]!) as [number, number, number, number];
  const b = blockSize;
  assert(b > 1, `blockSize should be > 1 for depthToSpace, but was: ${b}`);
  assert(h * b >= 0 && w * b >= 0, "Negative dimension size caused by overflow when multiplying");
  assert(
    c % (b * b) === 0,
    `Dimension size must be evenly divisible by ${b * b} but is ${c} for depthToSpace with input shape ${t.shape}`,
  );
  const depth = c / (b * b);
  const y = last
    ? weir.transpose(weir.reshape(t.core, [n, h, w, b, b, depth]), [0, 1, 3, 2, 4, 5])
    : weir.transpose(weir.reshape(t.core, [n, b, b, depth, h, w]), [0, 3, 4, 1, 5, 2]);
  return moved(t, weir.reshape(y, last ? [n, h * b, w * b, depth] : [n, depth, h * b, w * b]));
}
