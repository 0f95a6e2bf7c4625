/** Resizing by the rules of TensorFlow 1 and TensorFlow.js, where pixels may be corners of a grid as well as centres of cells. */
import { OpError } from "../../ir/error.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, mul, sub } from "../binary.ts";
import { cast } from "../cast.ts";
import { gather } from "../gather.ts";
import { reshape } from "../movement.ts";
import { trace } from "../record.ts";
import type { Size } from "./shape.ts";
import { batched, checkSize } from "./shape.ts";

/** Where each of `to` pixels lies among `from`, before rounding. */
function positions(from: number, to: number, alignCorners: boolean, halfPixelCenters: boolean): number[] {
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  return Array.from({ length: to }, (_, i) => (halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale));
}

function checkResize(op: string, size: readonly number[], alignCorners: boolean, halfPixelCenters: boolean): void {
  checkSize(op, size);
  if (alignCorners && halfPixelCenters)
    throw new OpError(op, "alignCorners and halfPixelCenters exclude each other; set one of them to false");
}

const ints = (xs: readonly number[]): Tensor => trace().toTensor(Int32Array.from(xs));

/**
 * Returns images resized to `size` = [rows, columns] by linear interpolation, float32.
 * @param alignCorners the corner pixels' centres stay where they are; default false
 * @param halfPixelCenters pixel i is centred at i + ½; default false
 * @throws OpError when `size` is not two positive integers, or both options are set
 * @see TensorFlow.js's `tf.image.resizeBilinear`
 * @example resizeBilinear([[[1], [3]]], [1, 4]) // [[[1], [2], [3], [3]]]
 */
export function resizeBilinear(images: TensorLike, size: Size, alignCorners = false, halfPixelCenters = false): Tensor {
  checkResize("resizeBilinear", size, alignCorners, halfPixelCenters);
  return batched("resizeBilinear", images, (t) => {
    const along = (x: Tensor, axis: 1 | 2): Tensor => {
      const last = x.shape[axis]! - 1;
      const at = positions(x.shape[axis]!, size[axis - 1]!, alignCorners, halfPixelCenters);
      const low = at.map((p) => Math.min(Math.max(0, Math.floor(p)), last));
      const high = at.map((p) => Math.max(0, Math.min(last, Math.ceil(p))));
      const shares = Float32Array.from(at, (p) => Math.max(0, p) - Math.floor(Math.max(0, p)));
      const share = reshape(trace().toTensor(shares), axis === 1 ? [at.length, 1, 1] : [at.length, 1]);
      const [a, b] = [gather(x, ints(low), axis), gather(x, ints(high), axis)];
      return add(a, mul(sub(b, a), share));
    };
    return along(along(cast(t, "float32"), 1), 2);
  });
}

/**
 * Returns images resized to `size` = [rows, columns] by taking the nearest pixel.
 * @param alignCorners the corner pixels' centres stay where they are; default false
 * @param halfPixelCenters pixel i is centred at i + ½; default false
 * @throws OpError when `size` is not two positive integers, or both options are set
 * @see TensorFlow.js's `tf.image.resizeNearestNeighbor`
 * @example resizeNearestNeighbor([[[1], [3]]], [1, 4]) // [[[1], [1], [3], [3]]]
 */
export function resizeNearestNeighbor(
  images: TensorLike,
  size: Size,
  alignCorners = false,
  halfPixelCenters = false,
): Tensor {
  checkResize("resizeNearestNeighbor", size, alignCorners, halfPixelCenters);
  return batched("resizeNearestNeighbor", images, (t) => {
    const along = (x: Tensor, axis: 1 | 2): Tensor => {
      const [from, to] = [x.shape[axis]!, size[axis - 1]!];
      const at = positions(from, to, alignCorners, halfPixelCenters).map((p) => (halfPixelCenters ? p + 0.5 : p));
      const nearest = at.map((p) => Math.max(0, Math.min(from - 1, alignCorners ? Math.round(p) : Math.floor(p))));
      return gather(x, ints(nearest), axis);
    };
    return along(along(t, 1), 2);
  });
}
