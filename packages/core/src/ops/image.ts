/** Images [batch, rows, columns, channels]: resizing, cropping, warping, colours. Compositions over gathers, which fuse into one kernel. */
import { OpError } from "../ir/error.ts";
import type { Shape } from "../ir/shape.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, div, maximum, minimum, mul, sub } from "./binary.ts";
import { cast } from "./cast.ts";
import { greater, greaterEqual, less, lessEqual, logicalAnd, notEqual, where } from "./compare.ts";
import { iota } from "./create.ts";
import { gather } from "./gather.ts";
import { expandDims, reshape, reverse, tile } from "./movement.ts";
import { trace } from "./record.ts";
import { sum } from "./reduce.ts";
import { floor, round, trunc } from "./rounding.ts";
import { slice } from "./slice.ts";
import { abs, clipByValue, neg } from "./unary.ts";

/** [rows, columns] */
type Size = readonly [number, number];

/** Runs `f` on images with a batch axis, and takes that off again where there was none. */
function batched(op: string, x: TensorLike, f: (images: Tensor) => Tensor): Tensor {
  const t = trace().toTensor(x);
  if (t.rank !== 3 && t.rank !== 4)
    throw new OpError(
      op,
      `takes images [batch, rows, columns, channels] or one without batch, got ${showShape(t.shape)}`,
    );
  if (t.rank === 4) return f(t);
  const y = f(reshape(t, [1, ...t.shape]));
  return reshape(y, y.shape.slice(1));
}

// ---- resizing -----------------------------------------------------------------------------------------------------------

/** Where each of `to` pixels lies among `from`, before rounding. */
function positions(from: number, to: number, alignCorners: boolean, halfPixelCenters: boolean): number[] {
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  return Array.from({ length: to }, (_, i) => (halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale));
}

function checkResize(op: string, size: readonly number[], alignCorners: boolean, halfPixelCenters: boolean): void {
  if (size.length !== 2 || !size.every((d) => Number.isInteger(d) && d > 0))
    throw new OpError(op, `takes a size [rows, columns] of positive integers, got ${showShape(size)}`);
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

// ---- sampling -----------------------------------------------------------------------------------------------------------

/** Pixels of `images` at whole positions: `batch`, `y` and `x` are int32 and broadcast; `fill` outside. */
function pixels(images: Tensor, batch: Tensor, y: Tensor, x: Tensor, fill: TensorLike): Tensor {
  const [n, h, w, c] = images.shape as [number, number, number, number];
  const within = (p: Tensor, size: number): Tensor =>
    logicalAnd(greaterEqual(p, whole(0)), lessEqual(p, whole(size - 1)));
  const kept = (p: Tensor, size: number): Tensor => maximum(whole(0), minimum(p, whole(size - 1)));
  const flat = add(mul(add(mul(batch, whole(h)), kept(y, h)), whole(w)), kept(x, w));
  const found = gather(reshape(images, [n * h * w, c]), flat);
  return where(expandDims(logicalAnd(within(y, h), within(x, w)), -1), found, fill);
}

/** The nearest whole position, halves up. */
const nearestPixel = (p: Tensor): Tensor => cast(floor(add(p, 0.5)), "int32");
const whole = (x: number): Tensor => trace().literal(x, [], "int32");

/** Pixels at real positions, from the four around by linear interpolation; each outside counts as `fill`. */
function interpolated(images: Tensor, batch: Tensor, y: Tensor, x: Tensor, fill: TensorLike): Tensor {
  const [top, left] = [floor(y), floor(x)];
  const [dy, dx] = [expandDims(sub(y, top), -1), expandDims(sub(x, left), -1)];
  const [y0, x0] = [cast(top, "int32"), cast(left, "int32")];
  const row = (at: Tensor): Tensor => {
    const [a, b] = [pixels(images, batch, at, x0, fill), pixels(images, batch, at, add(x0, whole(1)), fill)];
    return add(mul(a, sub(1, dx)), mul(b, dx));
  };
  return add(mul(row(y0), sub(1, dy)), mul(row(add(y0, whole(1))), dy));
}

/**
 * Returns boxes cut out of images and resized to `cropSize`: [boxes, rows, columns, channels], float32.
 * @param boxes [boxes, 4] of y1, x1, y2, x2, where 0 and 1 are the first and last pixel's centres; y2 < y1 turns upside down
 * @param boxInd the image of each box, int32
 * @param method "bilinear" (default) or "nearest"
 * @param extrapolationValue taken outside the image; default 0
 * @throws OpError when shapes do not fit or the method is unknown
 * @see TensorFlow.js's `tf.image.cropAndResize`
 * @example cropAndResize([[[[1], [2]], [[3], [4]]]], [[0, 0, 1, 1]], [0], [1, 1]) // [[[[2.5]]]]
 */
export function cropAndResize(
  image: TensorLike,
  boxes: TensorLike,
  boxInd: TensorLike,
  cropSize: Size,
  method: "bilinear" | "nearest" = "bilinear",
  extrapolationValue = 0,
): Tensor {
  const images = cast(trace().toTensor(image), "float32");
  const edges = trace().toTensor(boxes);
  const [n] = edges.shape;
  if (images.rank !== 4 || edges.rank !== 2 || edges.shape[1] !== 4)
    throw new OpError(
      "cropAndResize",
      `takes images of rank 4 and boxes [n, 4], got ${showShape(images.shape)} and ${showShape(edges.shape)}`,
    );
  if (method !== "bilinear" && method !== "nearest")
    throw new OpError("cropAndResize", `method is "bilinear" or "nearest", got "${String(method)}"`);
  const edge = (i: number): Tensor => reshape(slice(edges, [0, i], [n!, 1]), [n!, 1, 1]);
  const along = (from: Tensor, to: Tensor, axis: 1 | 2): Tensor => {
    const [size, count] = [images.shape[axis]! - 1, cropSize[axis - 1]!];
    const shape: Shape = axis === 1 ? [1, count, 1] : [1, 1, count];
    if (count === 1) return add(mul(mul(add(from, to), 0.5), size), cast(iota(shape), "float32"));
    return add(mul(from, size), mul(cast(iota(shape, axis), "float32"), div(mul(sub(to, from), size), count - 1)));
  };
  const [y, x] = [along(edge(0), edge(2), 1), along(edge(1), edge(3), 2)];
  const batch = reshape(cast(trace().toTensor(boxInd, "int32"), "int32"), [n!, 1, 1]);
  const within = (p: Tensor, size: number): Tensor => logicalAnd(greaterEqual(p, 0), lessEqual(p, size - 1));
  const inside = logicalAnd(within(y, images.shape[1]!), within(x, images.shape[2]!));
  const [cy, cx] = [clipByValue(y, 0, images.shape[1]! - 1), clipByValue(x, 0, images.shape[2]! - 1)];
  const found =
    method === "bilinear"
      ? interpolated(images, batch, cy, cx, 0)
      : pixels(images, batch, nearestPixel(cy), nearestPixel(cx), 0);
  return where(expandDims(inside, -1), found, extrapolationValue);
}

/**
 * Returns images turned by `radians` about `center`, each pixel the nearest one, float32. Positive angles turn clockwise.
 * @param fillValue outside: one number, or one for each channel, with alpha (the fourth) then 255; default 0
 * @param center [x, y] as shares of width and height, or one number for both; default ½
 * @throws OpError when the images are not of rank 4
 * @see TensorFlow.js's `tf.image.rotateWithOffset`
 * @example rotateWithOffset([[[[1], [2]]]], 0) // [[[[1], [2]]]]
 */
export function rotateWithOffset(
  image: TensorLike,
  radians: number,
  fillValue: number | readonly number[] = 0,
  center: number | readonly [number, number] = 0.5,
): Tensor {
  const images = cast(trace().toTensor(image), "float32");
  if (images.rank !== 4)
    throw new OpError("rotateWithOffset", `takes images of rank 4, got ${showShape(images.shape)}`);
  const [n, h, w, c] = images.shape as [number, number, number, number];
  const [px, py] = typeof center === "number" ? [center, center] : center;
  const [cx, cy] = [px * w, py * h];
  const [s, k] = [Math.sin(radians), Math.cos(radians)];
  const dx = sub(cast(iota([1, 1, w], 2), "float32"), cx);
  const dy = sub(cast(iota([1, h, 1], 1), "float32"), cy);
  const x = nearestPixel(add(sub(mul(dx, k), mul(dy, s)), cx));
  const y = nearestPixel(add(add(mul(dx, s), mul(dy, k)), cy));
  const fill =
    typeof fillValue === "number" ? fillValue : Array.from({ length: c }, (_, i) => (i === 3 ? 255 : fillValue[i]!));
  return pixels(images, iota([n, 1, 1]), y, x, fill);
}

/** Where a position outside goes: to itself, mirrored, round the other side, or to the edge. */
function folded(p: Tensor, size: number, mode: FillMode): Tensor {
  if (mode === "constant") return p;
  if (mode === "nearest") return clipByValue(p, 0, size - 1);
  if (size <= 1) return mul(p, 0);
  if (mode === "wrap") {
    // TensorFlow's: the way from the last pixel to the first is one step, on which the edge stays
    const turns = div(p, size - 1);
    const back = sub(p, mul(trunc(turns), size));
    const on = add(p, mul(add(trunc(neg(turns)), 1), size));
    const turned = where(greater(p, size - 1), back, where(less(p, 0), on, p));
    return clipByValue(turned, 0, size - 1);
  }
  // … c b a | a b c d | d c b …: a triangle of period 2·size about −½
  const shifted = add(p, 0.5);
  const phase = sub(shifted, mul(floor(div(shifted, 2 * size)), 2 * size));
  return clipByValue(sub(sub(size, abs(sub(phase, size))), 0.5), 0, size - 1);
}

/** What lies outside an image. */
type FillMode = "constant" | "reflect" | "wrap" | "nearest";

/**
 * Returns images under projective maps from output to input positions, float32.
 * @param transforms [batch or 1, 8]: (a0 x + a1 y + a2)/k, (b0 x + b1 y + b2)/k with k = c0 x + c1 y + 1
 * @param interpolation "nearest" (default) or "bilinear"
 * @param fillMode what lies outside: "constant" (default), "reflect", "wrap" or "nearest"
 * @param fillValue for "constant"; default 0
 * @param outputShape [rows, columns]; default that of the images
 * @throws OpError when shapes do not fit
 * @see TensorFlow.js's `tf.image.transform`
 * @example transform([[[[1], [2]]]], [[1, 0, 1, 0, 1, 0, 0, 0]]) // [[[[2], [0]]]]
 */
export function transform(
  image: TensorLike,
  transforms: TensorLike,
  interpolation: "nearest" | "bilinear" = "nearest",
  fillMode: FillMode = "constant",
  fillValue = 0,
  outputShape?: Size,
): Tensor {
  const images = cast(trace().toTensor(image), "float32");
  const maps = trace().toTensor(transforms);
  if (
    images.rank !== 4 ||
    maps.rank !== 2 ||
    maps.shape[1] !== 8 ||
    (maps.shape[0] !== 1 && maps.shape[0] !== images.shape[0])
  )
    throw new OpError(
      "transform",
      `takes images of rank 4 and transforms [batch or 1, 8], got ${showShape(images.shape)} and ${showShape(maps.shape)}`,
    );
  const [n, h, w] = images.shape as [number, number, number];
  const [rows, columns] = outputShape ?? [h, w];
  const coefficient = (i: number): Tensor => reshape(slice(maps, [0, i], [maps.shape[0]!, 1]), [maps.shape[0]!, 1, 1]);
  const x = cast(iota([1, 1, columns], 2), "float32");
  const y = cast(iota([1, rows, 1], 1), "float32");
  const linear = (i: number): Tensor => add(mul(coefficient(i), x), mul(coefficient(i + 1), y));
  const k = add(linear(6), 1);
  const position = (i: number, size: number): Tensor =>
    folded(div(add(linear(i), coefficient(i + 2)), k), size, fillMode);
  const [px, py] = [position(0, w), position(3, h)];
  const batch = iota([n, 1, 1]);
  const finite = expandDims(notEqual(k, 0), -1);
  const found =
    interpolation === "nearest"
      ? pixels(images, batch, cast(round(py), "int32"), cast(round(px), "int32"), fillValue)
      : interpolated(images, batch, py, px, fillValue);
  return where(finite, found, fillValue);
}

// ---- colours ------------------------------------------------------------------------------------------------------------

/**
 * Returns images mirrored left to right. Keeps the dtype, which may be any.
 * @throws OpError when the images are not of rank 4
 * @see TensorFlow.js's `tf.image.flipLeftRight`
 * @example flipLeftRight([[[[1], [2]]]]) // [[[[2], [1]]]]
 */
export function flipLeftRight(image: TensorLike): Tensor {
  const t = trace().toTensor(image);
  if (t.rank !== 4) throw new OpError("flipLeftRight", `takes images of rank 4, got ${showShape(t.shape)}`);
  return reverse(t, 2);
}

/**
 * Returns images of one channel as images of three equal ones. Keeps the dtype, which may be any.
 * @throws OpError when the last axis is not of size 1
 * @see TensorFlow.js's `tf.image.grayscaleToRGB`
 * @example grayscaleToRGB([[[7]]]) // [[[7, 7, 7]]]
 */
export function grayscaleToRGB(image: TensorLike): Tensor {
  const t = trace().toTensor(image);
  if (t.rank < 2 || t.shape[t.rank - 1] !== 1)
    throw new OpError("grayscaleToRGB", `takes images whose last axis is 1, got ${showShape(t.shape)}`);
  return tile(t, [...new Array<number>(t.rank - 1).fill(1), 3]);
}

/** Luma weights of ITU-R BT.601. */
const LUMA = [0.2989, 0.587, 0.114];

/**
 * Returns the brightness of images of three channels, as images of one. Keeps the dtype.
 * @throws OpError when the last axis is not of size 3
 * @see TensorFlow.js's `tf.image.rgbToGrayscale`
 * @example rgbToGrayscale([[[100, 0, 0]]]) // [[[29.89]]]
 */
export function rgbToGrayscale(image: TensorLike): Tensor {
  const t = trace().toTensor(image);
  if (t.rank < 2 || t.shape[t.rank - 1] !== 3)
    throw new OpError("rgbToGrayscale", `takes images whose last axis is 3, got ${showShape(t.shape)}`);
  return cast(sum(mul(cast(t, "float32"), LUMA), -1, true), t.dtype);
}
