/** The namespace `browser`: pictures to tensors and back. */
import { getBackend } from "./backend.ts";
import { convert, makeTensor } from "./convert.ts";
import { Tensor } from "./tensor.ts";
import type { TensorLike } from "./types.ts";

/** Pixels with four bytes each. */
export interface PixelData {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** What pixels can be taken from. */
export type Picture =
  | PixelData
  | ImageData
  | HTMLImageElement
  | HTMLCanvasElement
  | OffscreenCanvas
  | HTMLVideoElement
  | ImageBitmap;

/**
 * Returns the pixels of a picture, [height, width, numChannels] int32 of 0 … 255.
 * @throws Error for more than 4 channels, null, what is no picture, or a video that has not loaded
 * @example tf.browser.fromPixels({ width: 1, height: 1, data: Uint8Array.of(9, 8, 7, 255) }) // [[[9, 8, 7]]]
 */
export function fromPixels(pixels: Picture, numChannels = 3): Tensor {
  if (numChannels > 4) throw new Error("Cannot construct Tensor with more than 4 channels from pixels.");
  if (pixels === null || pixels === undefined)
    throw new Error("pixels passed to tf.browser.fromPixels() can not be null");
  const { data, width, height } = bytesOf(pixels);
  const values = new Int32Array(width * height * numChannels);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < numChannels; c++) values[i * numChannels + c] = data[i * 4 + c]!;
  return makeTensor(values, [height, width, numChannels], "int32");
}

/**
 * As `fromPixels`, with a promise.
 * @throws Error for more than 4 channels, null, what is no picture, or a video that has not loaded
 * @example tf.browser.fromPixelsAsync({ width: 1, height: 1, data: Uint8Array.of(9, 8, 7, 255) }, 1) // [[[9]]]
 */
export async function fromPixelsAsync(pixels: Picture, numChannels = 3): Promise<Tensor> {
  return fromPixels(pixels, numChannels);
}

interface Bytes {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

function bytesOf(pixels: Picture): Bytes {
  const object = typeof pixels === "object";
  if (object && "data" in pixels && ArrayBuffer.isView(pixels.data)) return pixels as Bytes;
  const isVideo = typeof HTMLVideoElement !== "undefined" && pixels instanceof HTMLVideoElement;
  if (isVideo && pixels.readyState < 2)
    throw new Error(
      "The video element has not loaded data yet. Please wait for `loadeddata` event on the <video> element.",
    );
  const drawable =
    isVideo ||
    (typeof HTMLImageElement !== "undefined" && pixels instanceof HTMLImageElement) ||
    (typeof ImageBitmap !== "undefined" && pixels instanceof ImageBitmap) ||
    (object && "getContext" in pixels);
  if (!drawable)
    throw new Error(
      `pixels passed to tf.browser.fromPixels() must be either an HTMLVideoElement, HTMLImageElement, HTMLCanvasElement, ImageData in browser, or OffscreenCanvas, ImageData in webworker or {data: Uint32Array, width: number, height: number}, but was ${(pixels as object).constructor.name}`,
    );
  const [width, height] = isVideo ? [pixels.videoWidth, pixels.videoHeight] : [pixels.width, pixels.height];
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
  context.drawImage(pixels as CanvasImageSource, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** An image, checked. */
function imageOf(x: TensorLike, op: string): ReturnType<typeof convert> {
  const t = convert(x, "img", op, x instanceof Tensor ? "numeric" : "int32");
  if (t.rank !== 2 && t.rank !== 3) throw new Error(`toPixels only supports rank 2 or 3 tensors, got rank ${t.rank}.`);
  const depth = t.rank === 2 ? 1 : t.shape[2]!;
  if (depth > 4 || depth === 2) throw new Error(`toPixels only supports depth of size 1, 3 or 4 but got ${depth}`);
  if (t.dtype !== "float32" && t.dtype !== "int32")
    throw new Error(`Unsupported type for toPixels: ${t.dtype}. Please use float32 or int32 tensors.`);
  return t;
}

interface Rgba {
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** The bytes of an image, four to a pixel, from values of [0, 1] for float32 and 0 … 255 for int32; `alpha` where it has none. */
function rgba(t: ReturnType<typeof convert>, data: ArrayLike<number>, alpha = 1): Rgba {
  const [height, width] = t.shape as [number, number];
  const depth = t.rank === 2 ? 1 : t.shape[2]!;
  const [scale, top] = t.dtype === "float32" ? [255, 1] : [1, 255];
  const bytes = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    bytes[4 * i + 3] = Math.round(255 * alpha);
    for (let c = 0; c < 4; c++) {
      if (c === 3 && depth !== 4) continue;
      const value = data[i * depth + (depth === 1 ? 0 : c)]!;
      if (value < 0 || value > top)
        throw new Error(
          `Tensor values for a ${t.dtype} Tensor must be in the range [0 - ${top}] but encountered ${value}.`,
        );
      bytes[4 * i + c] = Math.round(value * scale);
    }
  }
  return { bytes, width, height };
}

/**
 * Returns a promise of the bytes of an image tensor, drawn on `canvas` if one is given.
 * @throws Error for other ranks than 2 and 3, depths other than 1, 3 and 4, other dtypes than float32 and int32, or values out of range
 * @example tf.browser.toPixels([[0, 255]]) // [0, 0, 0, 255, 255, 255, 255, 255]
 */
export async function toPixels(img: TensorLike, canvas?: HTMLCanvasElement): Promise<Uint8ClampedArray> {
  const t = imageOf(img, "toPixels");
  const picture = rgba(t, await t.core.data());
  if (canvas) put(picture, canvas);
  return picture.bytes;
}

/** What `draw` can be told. */
export interface DrawOptions {
  readonly imageOptions?: { readonly alpha?: number };
  readonly canvasOptions?: { readonly contextType?: string };
}

/**
 * Draws an image tensor on `canvas`.
 * @throws Error for what `toPixels` does not take
 * @example
 * const canvas = { getContext: () => null };
 * tf.browser.draw([[0, 255]], canvas);
 * [canvas.width, canvas.height] // [2, 1]
 */
export function draw(image: TensorLike, canvas: HTMLCanvasElement, options?: DrawOptions): void {
  const { alpha = 1 } = options?.imageOptions ?? {};
  const t = imageOf(image, "draw");
  const show = (data: ArrayLike<number>): void => {
    put(rgba(t, data, alpha), canvas);
  };
  // at once where the device can, as the caller expects
  if (getBackend() !== "webgpu") show(t.core.dataSync());
  else void t.core.data().then(show);
}

function put({ bytes, width, height }: Rgba, canvas: HTMLCanvasElement): void {
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(bytes, width, height), 0, 0);
}
