/** Resizing as `tf.image.resize` does: a matrix product along each axis, which is its own derivative. */
import { OpError } from "../../ir/error.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { cast } from "../cast.ts";
import { matMul } from "../contraction.ts";
import { reshape, transpose } from "../movement.ts";
import { trace } from "../record.ts";
import type { Resampling } from "./resample.ts";
import { RESAMPLINGS, resampling } from "./resample.ts";
import { resizeNearestNeighbor } from "./resize-legacy.ts";
import type { Size } from "./shape.ts";
import { batched, checkSize } from "./shape.ts";

/** How {@link resize} weights pixels. */
export type ResizeMethod = Resampling | "nearest";

/** What {@link resize} can be asked for. */
export interface ResizeOptions {
  /** Default "bilinear". */
  readonly method?: ResizeMethod;
  /** When the image shrinks, let every pixel count: the kernel grows with the step. Nothing to "nearest" and "area". Default false. */
  readonly antialias?: boolean;
  /** Give the largest size that fits into the one asked for and keeps the proportions. Default false. */
  readonly preserveAspectRatio?: boolean;
}

/**
 * Returns images resized to `size` = [rows, columns], float32; "nearest" keeps the dtype. Pixels are centred at i + ½, as in TensorFlow 2.
 * @param images [batch, rows, columns, channels], or one without batch
 * @param options method ("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic"), antialias
 * and preserveAspectRatio
 * @throws OpError when the images have another rank, `size` is not two positive integers, or the method is unknown
 * @example image.resize([[[1], [3]]], [1, 4]) // [[[1], [1.5], [2.5], [3]]]
 */
export function resize(
  images: TensorLike,
  size: Size,
  { method = "bilinear", antialias = false, preserveAspectRatio = false }: ResizeOptions = {},
): Tensor {
  checkSize("resize", size);
  if (method !== "nearest" && !RESAMPLINGS.includes(method))
    throw new OpError("resize", `method is "nearest", "${RESAMPLINGS.join('", "')}", got ${JSON.stringify(method)}`);
  return batched("resize", images, (t) => {
    const [rows, columns] = preserveAspectRatio ? fitted(t.shape.slice(1, 3) as [number, number], size) : size;
    if (method === "nearest") return resizeNearestNeighbor(t, [rows, columns], false, true);
    return resizeColumns(resizeRows(cast(t, "float32"), rows, method, antialias), columns, method, antialias);
  });
}

/** Rounded as TensorFlow does, in float32 and halves to even. */
function fitted([rows, columns]: Size, size: Size): Size {
  const scale = Math.min(Math.fround(size[0] / rows), Math.fround(size[1] / columns));
  const scaled = (d: number): number => {
    const exact = Math.fround(d * scale);
    return exact % 1 === 0.5 ? 2 * Math.round(exact / 2) : Math.round(exact);
  };
  return [scaled(rows), scaled(columns)];
}

function weights(method: Resampling, from: number, to: number, antialias: boolean): Tensor {
  return reshape(trace().toTensor(resampling(method, from, to, antialias)), [to, from]);
}

function resizeRows(x: Tensor, to: number, method: Resampling, antialias: boolean): Tensor {
  const [n, from, columns, channels] = x.shape as readonly [number, number, number, number];
  const y = matMul(weights(method, from, to, antialias), reshape(x, [n, from, columns * channels]));
  return reshape(y, [n, to, columns, channels]);
}

/** Channels are moved out of the way: beside them, the product would have few columns. */
function resizeColumns(x: Tensor, to: number, method: Resampling, antialias: boolean): Tensor {
  const [n, rows, from, channels] = x.shape as readonly [number, number, number, number];
  const lines = reshape(transpose(x, [0, 1, 3, 2]), [n * rows * channels, from]);
  const y = matMul(lines, weights(method, from, to, antialias), false, true);
  return transpose(reshape(y, [n, rows, channels, to]), [0, 1, 3, 2]);
}
