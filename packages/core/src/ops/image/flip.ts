/** Images mirrored and turned: moves, which cost nothing where they are read. */
import type { Tensor, TensorLike } from "../../tensor.ts";
import { reverse, transpose as transposeAxes } from "../movement.ts";
import { rot90 as turn } from "../rearrange.ts";
import { imagesOf } from "./shape.ts";

/**
 * Returns images [batch, rows, columns, channels], or one without batch, mirrored left to right. Keeps the dtype, which may be any.
 * @throws OpError when the images have another rank
 * @see TensorFlow.js's `tf.image.flipLeftRight`
 * @example flipLeftRight([[[[1], [2]]]]) // [[[[2], [1]]]]
 */
export function flipLeftRight(image: TensorLike): Tensor {
  return reverse(imagesOf("flipLeftRight", image), -2);
}

/**
 * Returns images [batch, rows, columns, channels], or one without batch, turned upside down. Keeps the dtype, which may be any.
 * @throws OpError when the images have another rank
 * @see TensorFlow's `tf.image.flip_up_down`
 * @example image.flipUpDown([[[1]], [[2]]]) // [[[2]], [[1]]]
 */
export function flipUpDown(image: TensorLike): Tensor {
  return reverse(imagesOf("flipUpDown", image), -3);
}

/**
 * Returns images [batch, rows, columns, channels], or one without batch, turned `k` (default 1) times 90° counter-clockwise.
 * @throws OpError when the images have another rank, or `k` is not an integer
 * @see TensorFlow's `tf.image.rot90`
 * @example image.rot90([[[1], [2]]]) // [[[2]], [[1]]]
 */
export function rot90(image: TensorLike, k = 1): Tensor {
  return turn(imagesOf("rot90", image), k, [-3, -2]);
}

/**
 * Returns images [batch, rows, columns, channels], or one without batch, with rows and columns exchanged. Keeps the dtype, which may be
 * any.
 * @throws OpError when the images have another rank
 * @see TensorFlow's `tf.image.transpose`
 * @example image.transpose([[[1], [2]]]) // [[[1]], [[2]]]
 */
export function transpose(image: TensorLike): Tensor {
  const t = imagesOf("transpose", image);
  return transposeAxes(t, t.rank === 4 ? [0, 2, 1, 3] : [1, 0, 2]);
}
