/** The namespace `image`. */
import * as weir from "@weir/core";
import { convert, moved, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";

export * from "./non-max-suppression.ts";

type Size = readonly [number, number];

function resized(op: string, f: typeof weir.resizeBilinear) {
  return (images: TensorLike, size: Size, alignCorners = false, halfPixelCenters = false): Tensor => {
    const t = convert(images, "images", op);
    assert(t.rank === 3 || t.rank === 4, `Error in ${op}: x must be rank 3 or 4, but got rank ${t.rank}.`);
    assert(size.length === 2, `Error in ${op}: new shape must 2D, but got shape ${size}.`);
    assert(
      !halfPixelCenters || !alignCorners,
      `Error in ${op}: If halfPixelCenters is true, alignCorners must be false.`,
    );
    assert(
      op !== "resizeNearestNeighbor" || t.dtype === "float32" || t.dtype === "int32",
      "`images` must have `int32` or `float32` as dtype",
    );
    return wrap(f(t.core, size, alignCorners, halfPixelCenters));
  };
}

/** Resizes images to [rows, columns]. */
export type Resize = (images: TensorLike, size: Size, alignCorners?: boolean, halfPixelCenters?: boolean) => Tensor;
/**
 * Returns images resized by linear interpolation.
 * @throws Error for other ranks than 3 and 4, or with both ways of placing pixels
 * @example tf.image.resizeBilinear([[[0], [2]]], [1, 4]) // [[[0], [1], [2], [2]]]
 */
export const resizeBilinear: Resize = resized("resizeBilinear", weir.resizeBilinear);
/**
 * Returns images resized by taking the nearest pixel.
 * @throws Error for other ranks than 3 and 4, other dtypes than int32 and float32, or with both ways of placing pixels
 * @example tf.image.resizeNearestNeighbor([[[0], [2]]], [1, 4]) // [[[0], [0], [2], [2]]]
 */
export const resizeNearestNeighbor: Resize = resized("resizeNearestNeighbor", weir.resizeNearestNeighbor);

/**
 * Returns boxes [y1, x1, y2, x2] cut out of images and resized to `cropSize`.
 * @throws Error when a rank is wrong, sizes do not fit, or the method is unknown
 * @example tf.image.cropAndResize([[[[1], [2]], [[3], [4]]]], [[0, 0, 0, 1]], [0], [1, 2]) // [[[[1], [2]]]]
 */
export function cropAndResize(
  image: TensorLike,
  boxes: TensorLike,
  boxInd: TensorLike,
  cropSize: Size,
  method: "bilinear" | "nearest" = "bilinear",
  extrapolationValue = 0,
): Tensor {
  const t = convert(image, "image", "cropAndResize");
  const b = convert(boxes, "boxes", "cropAndResize", "float32");
  const i = convert(boxInd, "boxInd", "cropAndResize", "int32");
  const n = b.shape[0];
  assert(t.rank === 4, `Error in cropAndResize: image must be rank 4,but got rank ${t.rank}.`);
  assert(
    b.rank === 2 && b.shape[1] === 4,
    `Error in cropAndResize: boxes must be have size [${n},4] but had shape ${b.shape}.`,
  );
  assert(
    i.rank === 1 && i.shape[0] === n,
    `Error in cropAndResize: boxInd must be have size [${n}] but had shape ${b.shape}.`,
  );
  assert(
    cropSize.length === 2,
    `Error in cropAndResize: cropSize must be of length 2, but got length ${cropSize.length}.`,
  );
  assert(cropSize[0] >= 1 && cropSize[1] >= 1, `cropSize must be atleast [1,1], but was ${cropSize}`);
  assert(
    method === "bilinear" || method === "nearest",
    `method must be bilinear or nearest, but was ${String(method)}`,
  );
  return wrap(weir.cropAndResize(t.core, b.core, i.core, cropSize, method, extrapolationValue));
}

/**
 * Returns images mirrored left to right.
 * @throws Error for other ranks than 4
 * @example tf.image.flipLeftRight([[[[1], [2]]]]) // [[[[2], [1]]]]
 */
export function flipLeftRight(image: TensorLike): Tensor {
  const t = convert(image, "image", "flipLeftRight", "float32");
  assert(t.rank === 4, `Error in flipLeftRight: image must be rank 4,but got rank ${t.rank}.`);
  return moved(t, weir.flipLeftRight(t.core));
}

/**
 * Returns images of one channel as images of three equal ones.
 * @throws Error when the last axis is not of size 1
 * @example tf.image.grayscaleToRGB([[[5]]]) // [[[5, 5, 5]]]
 */
export function grayscaleToRGB(image: TensorLike): Tensor {
  const t = convert(image, "image", "grayscaleToRGB");
  const last = t.shape[t.rank - 1];
  assert(t.rank >= 2, `Error in grayscaleToRGB: images must be at least rank 2, but got rank ${t.rank}.`);
  assert(
    last === 1,
    `Error in grayscaleToRGB: last dimension of a grayscale image should be size 1, but got size ${last}.`,
  );
  return moved(t, weir.grayscaleToRGB(t.core));
}

/**
 * Returns the brightness of images of three channels, as images of one.
 * @throws Error when the last axis is not of size 3
 * @example tf.image.rgbToGrayscale([[[100, 0, 0]]]) // [[[29.89]]]
 */
export function rgbToGrayscale(image: TensorLike): Tensor {
  const t = convert(image, "image", "RGBToGrayscale");
  const last = t.shape[t.rank - 1];
  assert(t.rank >= 2, `Error in RGBToGrayscale: images must be at least rank 2, but got rank ${t.rank}.`);
  assert(last === 3, `Error in RGBToGrayscale: last dimension of an RGB image should be size 3, but got size ${last}.`);
  return wrap(weir.rgbToGrayscale(t.core));
}

/**
 * Returns images turned by `radians` about `center`.
 * @throws Error for other ranks than 4
 * @example tf.image.rotateWithOffset([[[[1], [2]]]], 0) // [[[[1], [2]]]]
 */
export function rotateWithOffset(
  image: TensorLike,
  radians: number,
  fillValue: number | readonly [number, number, number] = 0,
  center: number | Size = 0.5,
): Tensor {
  const t = convert(image, "image", "rotateWithOffset", "float32");
  assert(t.rank === 4, `Error in rotateWithOffset: image must be rank 4,but got rank ${t.rank}.`);
  return wrap(weir.rotateWithOffset(t.core, radians, fillValue, center));
}

/**
 * Returns images under projective maps from output to input positions.
 * @throws Error for other ranks than 4, or when there are not eight numbers a transform
 * @example tf.image.transform([[[[1], [2]]]], [[1, 0, 1, 0, 1, 0, 0, 0]]) // [[[[2], [0]]]]
 */
export function transform(
  image: TensorLike,
  transforms: TensorLike,
  interpolation: "nearest" | "bilinear" = "nearest",
  fillMode: "constant" | "reflect" | "wrap" | "nearest" = "constant",
  fillValue = 0,
  outputShape?: Size,
): Tensor {
  const [t, m] = [
    convert(image, "image", "transform", "float32"),
    convert(transforms, "transforms", "transform", "float32"),
  ];
  assert(t.rank === 4, `Error in transform: image must be rank 4,but got rank ${t.rank}.`);
  assert(
    m.rank === 2 && (m.shape[0] === t.shape[0] || m.shape[0] === 1) && m.shape[1] === 8,
    "Error in transform: Input transform should be batch x 8 or 1 x 8",
  );
  assert(
    !outputShape || outputShape.length === 2,
    `Error in transform: outputShape must be [height, width] or null, but got ${outputShape}.`,
  );
  return wrap(weir.transform(t.core, m.core, interpolation, fillMode, fillValue, outputShape));
}

/**
 * Returns 255 where an image [rows, columns, 1 or 3] is brighter than a threshold, else 0, int32; "otsu" chooses the threshold.
 * @throws Error for other ranks than 3, 2 channels or more than 3, other dtypes than int32 and float32, or an unknown method
 * @example tf.image.threshold([[[100], [200]]]) // [[[0], [255]]]
 */
export function threshold(
  image: TensorLike,
  method: "binary" | "otsu" = "binary",
  inverted = false,
  threshValue = 0.5,
): Tensor {
  const t = convert(image, "image", "threshold");
  const channels = t.shape[2];
  assert(t.rank === 3, `Error in threshold: image must be rank 3,but got rank ${t.rank}.`);
  assert(
    channels === 3 || channels === 1,
    `Error in threshold: image color channel must be equal to 3 or 1but got ${channels}.`,
  );
  assert(
    t.dtype === "int32" || t.dtype === "float32",
    `Error in dtype: image dtype must be int32 or float32,but got dtype ${t.dtype}.`,
  );
  assert(method === "otsu" || method === "binary", `Method must be binary or otsu, but was ${String(method)}`);
  const gray = channels === 3 ? weir.rgbToGrayscale(weir.cast(t.core, "float32")) : weir.cast(t.core, "float32");
  const limit = method === "otsu" ? otsu(gray) : weir.fill([], threshValue * 255);
  const chosen = inverted ? weir.lessEqual(gray, limit) : weir.greater(gray, limit);
  return wrap(weir.mul(weir.cast(chosen, "int32"), weir.fill([], 255, "int32")));
}

/** The threshold that sets brightnesses below it furthest apart from those above (Otsu 1979), as a scalar. */
function otsu(gray: weir.Tensor): weir.Tensor {
  const level = weir.cast(weir.round(weir.reshape(gray, [gray.size, 1])), "int32");
  const levels = weir.range(0, 256);
  const histogram = weir.sum(weir.cast(weir.equal(level, weir.iota([1, 256], 1)), "float32"), 0);
  const upTo = weir.cast(weir.greaterEqual(weir.reshape(levels, [256, 1]), weir.reshape(levels, [1, 256])), "float32");
  const below = (x: weir.Tensor): weir.Tensor => weir.reshape(weir.matMul(upTo, weir.reshape(x, [256, 1])), [256]);
  const [count, weight] = [below(histogram), below(weir.mul(histogram, levels))];
  const [rest, restWeight] = [weir.sub(gray.size, count), weir.sub(weir.sum(weir.mul(histogram, levels)), weight)];
  const apart = weir.sub(weir.divNoNan(weight, count), weir.divNoNan(restWeight, rest));
  const spread = weir.mul(weir.mul(count, rest), weir.square(apart));
  return weir.cast(weir.argMax(spread), "float32");
}
