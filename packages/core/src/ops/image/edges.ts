/** Differences of neighbouring pixels. */
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, mul, sub } from "../binary.ts";
import { zeros } from "../create.ts";
import { inexact } from "../elementwise.ts";
import { concat, stack } from "../join.ts";
import { mirrorPad, sliceAxis } from "../pad.ts";
import { sum } from "../reduce.ts";
import { abs } from "../unary.ts";
import { batched, imageAxes, imagesOf } from "./shape.ts";

/** Each element of `axis` less the one `step` before it. */
function differences(x: Tensor, axis: number, step = 1): Tensor {
  const count = Math.max(0, x.shape[axis]! - step);
  return sub(sliceAxis(x, axis, Math.min(step, x.shape[axis]!), count), sliceAxis(x, axis, 0, count));
}

/** Sums of three neighbours along `axis`, the middle one twice. */
function smoothed(x: Tensor, axis: number): Tensor {
  const count = x.shape[axis]! - 2;
  const [before, here, after] = [0, 1, 2].map((at) => sliceAxis(x, axis, at, count)) as [Tensor, Tensor, Tensor];
  return add(add(before, mul(here, 2)), after);
}

/**
 * Returns the Sobel differences of images [batch, rows, columns, channels] (or of one without batch), along rows and along columns:
 * [..., channels, 2]. Edges are mirrored, without the edge itself. Keeps a float or complex dtype; others become float32.
 * @throws OpError when the images have another rank, or fewer than two rows or columns
 * @see TensorFlow's `tf.image.sobel_edges`
 * @example image.sobelEdges([[[0], [1]], [[0], [1]]]) // [[[[0, 0]], [[0, 0]]], [[[0, 0]], [[0, 0]]]]
 */
export function sobelEdges(image: TensorLike): Tensor {
  return batched("sobelEdges", image, (t) => {
    const border = [0, 1, 1, 0].map((p) => [p, p] as const);
    const x = mirrorPad(inexact(t), border, "reflect");
    return stack([smoothed(differences(x, 1, 2), 2), smoothed(differences(x, 2, 2), 1)], -1);
  });
}

/**
 * Returns [dy, dx] of images [batch, rows, columns, channels] (or of one without batch): the next row, or column, less this one; 0 in
 * the last. Shapes as the images. Keeps the dtype; bool becomes int32.
 * @throws OpError when the images have another rank
 * @see TensorFlow's `tf.image.image_gradients`
 * @example image.imageGradients([[[1], [3]]])[1] // [[[2], [0]]]
 */
export function imageGradients(image: TensorLike): [Tensor, Tensor] {
  const t = imagesOf("imageGradients", image);
  const [rows, columns] = imageAxes("imageGradients", t.shape);
  const along = (axis: number): Tensor => {
    const last = t.shape.map((d, a) => (a === axis ? Math.min(1, d) : d));
    return concat([differences(t, axis), zeros(last, t.dtype)], axis);
  };
  return [along(rows), along(columns)];
}

/**
 * Returns the total variation of images: the sum of the absolute differences of neighbouring pixels. [batch] for images
 * [batch, rows, columns, channels], a scalar for one without batch. Keeps a float dtype; integers are summed as `sum` does.
 * @throws OpError when the images have another rank
 * @see TensorFlow's `tf.image.total_variation`
 * @example image.totalVariation([[[1], [3]], [[1], [6]]]) // 10
 */
export function totalVariation(image: TensorLike): Tensor {
  const t = imagesOf("totalVariation", image);
  const axes = imageAxes("totalVariation", t.shape);
  const [down, across] = axes.slice(0, 2).map((a) => sum(abs(differences(t, a)), axes)) as [Tensor, Tensor];
  return add(down, across);
}
