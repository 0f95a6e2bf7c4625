/** Blocks of pixels moved to the batch or to channels, and back. */
import { OpError } from "../ir/error.ts";
import type { Shape } from "../ir/shape.ts";
import { showShape, sizeOf } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import type { DataFormat } from "./images.ts";
import { reshape, transpose } from "./movement.ts";
import { pad } from "./pad.ts";
import { trace } from "./record.ts";
import { slice } from "./slice.ts";

type Pairs = readonly (readonly [number, number])[];

/** Throws unless there is a block size and a pair of counts for each of some axes after the batch. */
function checkBlocks(op: string, x: Tensor, blockShape: Shape, pairs: Pairs, what: string): void {
  if (x.rank <= blockShape.length || !blockShape.every((b) => Number.isInteger(b) && b >= 1))
    throw new OpError(
      op,
      `block sizes are positive integers for axes after the batch, got ${showShape(blockShape)} for ${showShape(x.shape)}`,
    );
  if (pairs.length !== blockShape.length || !pairs.flat().every((v) => Number.isInteger(v) && v >= 0))
    throw new OpError(op, `${what} are ${blockShape.length} pairs of integers ≥ 0, got ${JSON.stringify(pairs)}`);
}

/**
 * Returns `x` [batch, ...space, ...rest] with blocks of the space axes moved to the batch: [batch · Πb, ...(padded / b), ...rest]. Keeps
 * the dtype, which may be any.
 * @param blockShape block size b of each space axis
 * @param paddings zeros before and after each space axis, put there first
 * @throws OpError when the padded sizes are no multiples of the blocks
 * @see TensorFlow.js's `tf.spaceToBatchND`
 * @example spaceToBatchND([[[1], [2], [3], [4]]], [2], [[0, 0]]) // [[[1], [3]], [[2], [4]]]
 */
export function spaceToBatchND(x: TensorLike, blockShape: Shape, paddings: Pairs): Tensor {
  const op = "spaceToBatchND";
  const t = trace().toTensor(x);
  checkBlocks(op, t, blockShape, paddings, "paddings");
  const n = blockShape.length;
  const rest = t.shape.slice(1 + n);
  const none = [0, 0] as const;
  const padded = pad(t, [none, ...paddings, ...rest.map(() => none)]);
  const space = padded.shape.slice(1, 1 + n);
  if (!space.every((d, i) => d % blockShape[i]! === 0))
    throw new OpError(op, `padded sizes ${showShape(space)} are no multiples of the blocks ${showShape(blockShape)}`);
  const counts = space.map((d, i) => d / blockShape[i]!);
  const split = reshape(padded, [t.shape[0]!, ...counts.flatMap((c, i) => [c, blockShape[i]!]), ...rest]);
  const order = [
    ...counts.map((_, i) => 2 * i + 2),
    0,
    ...counts.map((_, i) => 2 * i + 1),
    ...rest.map((_, i) => 2 * n + 1 + i),
  ];
  return reshape(transpose(split, order), [t.shape[0]! * sizeOf(blockShape), ...counts, ...rest]);
}

/**
 * Returns blocks of the batch of `x` [batch, ...space, ...rest] laid out over the space axes: the inverse of `spaceToBatchND`. Keeps the
 * dtype, which may be any.
 * @param blockShape block size of each space axis
 * @param crops elements to cut off before and after each space axis, at the end
 * @throws OpError when the batch is no multiple of the block, or nothing is left to crop
 * @see TensorFlow.js's `tf.batchToSpaceND`
 * @example batchToSpaceND([[[1], [3]], [[2], [4]]], [2], [[0, 0]]) // [[[1], [2], [3], [4]]]
 */
export function batchToSpaceND(x: TensorLike, blockShape: Shape, crops: Pairs): Tensor {
  const op = "batchToSpaceND";
  const t = trace().toTensor(x);
  checkBlocks(op, t, blockShape, crops, "crops");
  const n = blockShape.length;
  const batch = t.shape[0]! / sizeOf(blockShape);
  if (!Number.isInteger(batch))
    throw new OpError(op, `the batch ${t.shape[0]} is no multiple of ${sizeOf(blockShape)}, the size of a block`);
  const [space, rest] = [t.shape.slice(1, 1 + n), t.shape.slice(1 + n)];
  const split = reshape(t, [...blockShape, batch, ...space, ...rest]);
  const order = [n, ...blockShape.flatMap((_, i) => [n + 1 + i, i]), ...rest.map((_, i) => 2 * n + 1 + i)];
  const spread = space.map((d, i) => d * blockShape[i]!);
  const laid = reshape(transpose(split, order), [batch, ...spread, ...rest]);
  const size = spread.map((d, i) => d - crops[i]![0] - crops[i]![1]);
  if (size.some((d) => d < 0)) throw new OpError(op, `crops ${JSON.stringify(crops)} exceed ${showShape(spread)}`);
  return slice(laid, [0, ...crops.map(([a]) => a), ...rest.map(() => 0)], [batch, ...size, ...rest]);
}

/** Sizes of the batch, height, width and channels of images. */
function imageSizes(op: string, t: Tensor, blockSize: number, format: DataFormat): [number, number, number, number] {
  if (t.rank !== 4) throw new OpError(op, `takes images of rank 4, got ${showShape(t.shape)}`);
  if (!Number.isInteger(blockSize) || blockSize < 1)
    throw new OpError(op, `blockSize is a positive integer, got ${blockSize}`);
  const order = format === "NHWC" ? [0, 1, 2, 3] : [0, 2, 3, 1];
  return order.map((i) => t.shape[i]!) as [number, number, number, number];
}

/**
 * Returns images with groups of channels laid out as blocks of `blockSize` × `blockSize` pixels: the channels become c / blockSize².
 * @param dataFormat "NHWC" (default) or "NCHW"
 * @returns [batch, height · blockSize, width · blockSize, c / blockSize²] for "NHWC", in the dtype of `x`, which may be any
 * @throws OpError when the channels are no multiple of blockSize²
 * @see TensorFlow.js's `tf.depthToSpace`
 * @example depthToSpace([[[[1, 2, 3, 4]]]], 2) // [[[[1], [2]], [[3], [4]]]]
 */
export function depthToSpace(x: TensorLike, blockSize: number, dataFormat: "NHWC" | "NCHW" = "NHWC"): Tensor {
  const t = trace().toTensor(x);
  const [n, h, w, c] = imageSizes("depthToSpace", t, blockSize, dataFormat);
  const b = blockSize;
  const depth = c / (b * b);
  if (!Number.isInteger(depth)) throw new OpError("depthToSpace", `${c} channels are no multiple of ${b}² = ${b * b}`);
  return dataFormat === "NHWC"
    ? reshape(transpose(reshape(t, [n, h, w, b, b, depth]), [0, 1, 3, 2, 4, 5]), [n, h * b, w * b, depth])
    : reshape(transpose(reshape(t, [n, b, b, depth, h, w]), [0, 3, 4, 1, 5, 2]), [n, depth, h * b, w * b]);
}

/**
 * Returns images with blocks of `blockSize` × `blockSize` pixels stacked as channels: the inverse of `depthToSpace`.
 * @param dataFormat "NHWC" (default) or "NCHW"
 * @returns [batch, height / blockSize, width / blockSize, c · blockSize²] for "NHWC", in the dtype of `x`, which may be any
 * @throws OpError when height or width are no multiples of blockSize
 * @see TensorFlow's `tf.nn.space_to_depth`
 * @example spaceToDepth([[[[1], [2]], [[3], [4]]]], 2) // [[[[1, 2, 3, 4]]]]
 */
export function spaceToDepth(x: TensorLike, blockSize: number, dataFormat: "NHWC" | "NCHW" = "NHWC"): Tensor {
  const t = trace().toTensor(x);
  const [n, h, w, c] = imageSizes("spaceToDepth", t, blockSize, dataFormat);
  const b = blockSize;
  const [y, z] = [h / b, w / b];
  if (!Number.isInteger(y) || !Number.isInteger(z))
    throw new OpError("spaceToDepth", `${h}×${w} pixels are no multiples of blocks of ${b}×${b}`);
  return dataFormat === "NHWC"
    ? reshape(transpose(reshape(t, [n, y, b, z, b, c]), [0, 1, 3, 2, 4, 5]), [n, y, z, b * b * c])
    : reshape(transpose(reshape(t, [n, c, y, b, z, b]), [0, 3, 5, 1, 2, 4]), [n, b * b * c, y, z]);
}
