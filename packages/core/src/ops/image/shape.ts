/** The shapes that images come in, and what is said of others. */
import { isFloat } from "../../ir/dtype.ts";
import { OpError } from "../../ir/error.ts";
import type { Shape } from "../../ir/shape.ts";
import { showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { reshape } from "../movement.ts";
import { trace } from "../record.ts";

/** [rows, columns] */
export type Size = readonly [number, number];

/** Throws unless `size` is two positive integers. */
export function checkSize(op: string, size: readonly number[]): void {
  if (size.length !== 2 || !size.every((d) => Number.isInteger(d) && d > 0))
    throw new OpError(op, `takes a size [rows, columns] of positive integers, got ${showShape(size)}`);
}

/** `x` as images [batch, rows, columns, channels], or one of them without batch. */
export function imagesOf(op: string, x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  if (t.rank !== 3 && t.rank !== 4)
    throw new OpError(
      op,
      `takes images [batch, rows, columns, channels] or one without batch, got ${showShape(t.shape)}`,
    );
  return t;
}

/** Runs `f` on images with a batch axis, and takes that off again where there was none. */
export function batched(op: string, x: TensorLike, f: (images: Tensor) => Tensor): Tensor {
  const t = imagesOf(op, x);
  if (t.rank === 4) return f(t);
  const y = f(reshape(t, [1, ...t.shape]));
  return reshape(y, y.shape.slice(1));
}

/** The axes of rows, columns and channels of images with any number of axes before them. */
export function imageAxes(op: string, shape: Shape): [number, number, number] {
  const rank = shape.length;
  if (rank < 3) throw new OpError(op, `takes images [..., rows, columns, channels], got ${showShape(shape)}`);
  return [rank - 3, rank - 2, rank - 1];
}

/** `x` as images of floats whose last axis is three colours. */
export function coloursOf(op: string, x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  if (t.shape.at(-1) !== 3)
    throw new OpError(op, `takes colours [..., 3] along the last axis, got ${showShape(t.shape)}`);
  if (!isFloat(t.dtype))
    throw new OpError(op, `takes floats, got ${t.dtype}; convert it with image.convertImageDtype(x, "float32")`);
  return t;
}
