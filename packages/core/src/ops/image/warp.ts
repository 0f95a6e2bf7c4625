/** Images [batch, rows, columns, channels] read at other positions: boxes cut out, rotations, projective maps. Gathers, which fuse. */
import { OpError } from "../../ir/error.ts";
import type { Shape } from "../../ir/shape.ts";
import { sameShape, showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { add, div, maximum, minimum, mul, sub } from "../binary.ts";
import { cast } from "../cast.ts";
import { greater, greaterEqual, less, lessEqual, logicalAnd, notEqual, where } from "../compare.ts";
import { iota } from "../create.ts";
import { gather } from "../gather.ts";
import { expandDims, reshape } from "../movement.ts";
import { indicesOf, whole } from "../places.ts";
import { trace } from "../record.ts";
import { ceil, floor, round, trunc } from "../rounding.ts";
import { slice } from "../slice.ts";
import { abs, clipByValue, neg } from "../unary.ts";
import type { Size } from "./shape.ts";
import { checkSize } from "./shape.ts";

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

/** Pixels at real positions, from the four around by linear interpolation; each outside counts as `fill`. */
function interpolated(images: Tensor, batch: Tensor, y: Tensor, x: Tensor, fill: TensorLike): Tensor {
  const [top, left] = [floor(y), floor(x)];
  const [dy, dx] = [expandDims(sub(y, top), -1), expandDims(sub(x, left), -1)];
  // on a pixel both neighbours are that pixel: the derivative does not look beyond the edge
  const [y0, y1] = [cast(top, "int32"), cast(ceil(y), "int32")];
  const [x0, x1] = [cast(left, "int32"), cast(ceil(x), "int32")];
  const row = (at: Tensor): Tensor => {
    const [a, b] = [pixels(images, batch, at, x0, fill), pixels(images, batch, at, x1, fill)];
    return add(mul(a, sub(1, dx)), mul(b, dx));
  };
  return add(mul(row(y0), sub(1, dy)), mul(row(y1), dy));
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
  const owners = indicesOf("cropAndResize", boxInd, "the images of boxes");
  const [n] = edges.shape;
  if (images.rank !== 4 || edges.rank !== 2 || edges.shape[1] !== 4 || !sameShape(owners.shape, [n!]))
    throw new OpError(
      "cropAndResize",
      `takes images of rank 4, boxes [n, 4] and the image of each [n], got ${[images, edges, owners].map((t) => showShape(t.shape)).join(", ")}`,
    );
  checkSize("cropAndResize", cropSize);
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
  const batch = reshape(owners, [n!, 1, 1]);
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
