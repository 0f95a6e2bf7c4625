/** Images cut to a box, or put into one. */
import { OpError } from "../../ir/error.ts";
import { showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { pad } from "../pad.ts";
import { slice } from "../slice.ts";
import { checkSize, imagesOf } from "./shape.ts";

/**
 * Returns the part of images [batch, rows, columns, channels] (or of one without batch) that begins at row `offsetHeight` and column
 * `offsetWidth`. Keeps the dtype, which may be any.
 * @param targetHeight rows of the result
 * @param targetWidth columns of the result
 * @throws OpError when that reaches outside the images
 * @see TensorFlow's `tf.image.crop_to_bounding_box`
 * @example image.cropToBoundingBox([[[1], [2], [3]]], 0, 1, 1, 2) // [[[2], [3]]]
 */
export function cropToBoundingBox(
  image: TensorLike,
  offsetHeight: number,
  offsetWidth: number,
  targetHeight: number,
  targetWidth: number,
): Tensor {
  const t = imagesOf("cropToBoundingBox", image);
  checkBox("cropToBoundingBox", [offsetHeight, offsetWidth], [targetHeight, targetWidth], t.shape.slice(-3, -1));
  const outer = t.shape.slice(0, -3);
  return slice(
    t,
    [...outer.map(() => 0), offsetHeight, offsetWidth, 0],
    [...outer, targetHeight, targetWidth, t.shape.at(-1)!],
  );
}

/** Throws unless the box of `size` at `offset` lies in `space`. */
function checkBox(op: string, offset: readonly number[], size: readonly number[], space: readonly number[]): void {
  checkSize(op, size);
  if (!offset.every((o, i) => Number.isInteger(o) && o >= 0 && o + size[i]! <= space[i]!))
    throw new OpError(op, `${showShape(size)} pixels from ${showShape(offset)} on do not lie in ${showShape(space)}`);
}

/**
 * Returns images [batch, rows, columns, channels] (or one without batch) put into larger ones of zeros, from row `offsetHeight` and
 * column `offsetWidth` on. Keeps the dtype, which may be any.
 * @param targetHeight rows of the result
 * @param targetWidth columns of the result
 * @throws OpError when the images do not fit there
 * @see TensorFlow's `tf.image.pad_to_bounding_box`
 * @example image.padToBoundingBox([[[1], [2]]], 0, 1, 1, 4) // [[[0], [1], [2], [0]]]
 */
export function padToBoundingBox(
  image: TensorLike,
  offsetHeight: number,
  offsetWidth: number,
  targetHeight: number,
  targetWidth: number,
): Tensor {
  const t = imagesOf("padToBoundingBox", image);
  const [rows, columns] = t.shape.slice(-3, -1) as [number, number];
  checkBox("padToBoundingBox", [offsetHeight, offsetWidth], [rows, columns], [targetHeight, targetWidth]);
  return pad(t, [
    ...t.shape.slice(0, -3).map(() => [0, 0] as const),
    [offsetHeight, targetHeight - offsetHeight - rows],
    [offsetWidth, targetWidth - offsetWidth - columns],
    [0, 0],
  ]);
}

/**
 * Returns the middle of images [batch, rows, columns, channels] (or of one without batch): the share `centralFraction` of rows and of
 * columns. Keeps the dtype, which may be any.
 * @throws OpError when the share is not above 0 and at most 1
 * @see TensorFlow's `tf.image.central_crop`
 * @example image.centralCrop([[[1], [2], [3], [4]]], 0.5) // [[[2], [3]]]
 */
export function centralCrop(image: TensorLike, centralFraction: number): Tensor {
  if (!(centralFraction > 0 && centralFraction <= 1))
    throw new OpError("centralCrop", `centralFraction is above 0 and at most 1, got ${centralFraction}`);
  const t = imagesOf("centralCrop", image);
  const [rows, columns] = t.shape.slice(-3, -1) as [number, number];
  const before = (size: number): number => Math.trunc((size - size * centralFraction) / 2);
  const [top, left] = [before(rows), before(columns)];
  return cropToBoundingBox(t, top, left, rows - 2 * top, columns - 2 * left);
}

/**
 * Returns images [batch, rows, columns, channels] (or one without batch) of `targetHeight` rows and `targetWidth` columns about the
 * same middle: what is too much is cut off, what is missing is 0.
 * @throws OpError when a size is not a positive integer
 * @see TensorFlow's `tf.image.resize_with_crop_or_pad`
 * @example image.resizeWithCropOrPad([[[1], [2], [3]]], 3, 1) // [[[0]], [[2]], [[0]]]
 */
export function resizeWithCropOrPad(image: TensorLike, targetHeight: number, targetWidth: number): Tensor {
  const t = imagesOf("resizeWithCropOrPad", image);
  checkSize("resizeWithCropOrPad", [targetHeight, targetWidth]);
  const [rows, columns] = t.shape.slice(-3, -1) as [number, number];
  const half = (more: number): number => Math.max(0, Math.floor(more / 2));
  const [top, left] = [half(rows - targetHeight), half(columns - targetWidth)];
  const cut = cropToBoundingBox(t, top, left, Math.min(rows, targetHeight), Math.min(columns, targetWidth));
  return padToBoundingBox(cut, half(targetHeight - rows), half(targetWidth - columns), targetHeight, targetWidth);
}
