/** Pictures of the page as tensors, and tensors as pictures. */
import { callerLine } from "./compile.ts";
import type { DType } from "./ir/dtype.ts";
import { DTYPES, hostArray, isFloat } from "./ir/dtype.ts";
import { OpError } from "./ir/error.ts";
import { showShape } from "./ir/shape.ts";
import type { Tensor } from "./tensor.ts";
import { tensor } from "./tensor.ts";

/** Pixels of four bytes each, row by row: `ImageData`, or an object like it, where there is no page. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/** What {@link fromImage} takes pixels from. A `Blob` or `File` is decoded by {@link fromBlob}. */
export type ImageSource =
  | Pixels
  | HTMLImageElement
  | HTMLCanvasElement
  | OffscreenCanvas
  | HTMLVideoElement
  | ImageBitmap
  | VideoFrame;

/** What {@link fromImage} makes of pixels. */
export interface FromImageOptions {
  /** 1 (red alone), 2, 3 (default) or 4 (with alpha). */
  readonly channels?: number;
  /** int32 (default) and the other integers hold 0 … 255, floats 0 … 1. */
  readonly dtype?: DType;
}

/**
 * Returns the pixels of a picture as a tensor [rows, columns, channels]: whole numbers 0 … 255, or 0 … 1 for a float dtype. An image
 * has its natural size and a video that of its frame, whatever the page shows them at.
 * @throws OpError when `source` is no picture, has not loaded, is empty, or the options do not fit
 * @see TensorFlow.js's `tf.browser.fromPixels`
 * @example fromImage({ width: 2, height: 1, data: [255, 0, 0, 255, 0, 9, 0, 255] }) // [[[255, 0, 0], [0, 9, 0]]]
 */
export function fromImage(source: ImageSource, { channels = 3, dtype = "int32" }: FromImageOptions = {}): Tensor {
  if (!Number.isInteger(channels) || channels < 1 || channels > 4) refuse(`channels is 1, 2, 3 or 4, got ${channels}`);
  const kind = DTYPES[dtype]?.kind;
  const float = kind !== undefined && isFloat(dtype);
  if ((kind !== "int" && !float) || dtype === "int8")
    refuse(`dtype is a float, or an integer that holds 0 … 255, got ${String(dtype)}`);
  const { data, width, height } = pixelsOf(source);
  const host = hostArray(float ? "float32" : dtype, width * height * channels);
  for (let i = 0, at = 0; i < width * height; i++)
    for (let c = 0; c < channels; c++) host[at++] = float ? data[4 * i + c]! / 255 : data[4 * i + c]!;
  return tensor(host, [height, width, channels], dtype);
}

function refuse(rule: string): never {
  throw new OpError("fromImage", rule, callerLine());
}

function pixelsOf(source: ImageSource): Pixels {
  if (source === null || typeof source !== "object") return refuse(`takes a picture, got ${String(source)}`);
  if ("data" in source) {
    const { width, height, data } = source;
    if (data.length === 4 * width * height) return source;
    return refuse(
      `${width}×${height} pixels take ${4 * width * height} bytes, got ${data.length}; give red, green, blue and alpha`,
    );
  }
  const [width, height] = sizeOf(source);
  if (!(width > 0 && height > 0))
    return refuse(`the picture is empty (${width}×${height}): await its load or decode() first`);
  if (typeof OffscreenCanvas === "undefined")
    return refuse(
      "there is nothing here to draw a picture on; give { width, height, data } with four bytes to a pixel",
    );
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** Columns and rows of a picture, as it was made and not as the page shows it. */
function sizeOf(source: Exclude<ImageSource, Pixels>): readonly [number, number] {
  if ("naturalWidth" in source) return [source.naturalWidth, source.naturalHeight];
  if ("displayWidth" in source) return [source.displayWidth, source.displayHeight];
  if ("videoWidth" in source) {
    // HAVE_CURRENT_DATA: there is a frame
    if (source.readyState < 2) refuse("the video has no frame yet: await its loadeddata event first");
    return [source.videoWidth, source.videoHeight];
  }
  if ("width" in source && "height" in source) return [source.width, source.height];
  const name = (source as object).constructor.name;
  return refuse(
    `takes an image, canvas, video, ImageBitmap, VideoFrame or ImageData, got ${name}; fromBlob() decodes a Blob`,
  );
}

/**
 * Returns a promise of the picture in a file (`Blob`, `File`, the body of a response), decoded by the browser, as a tensor [rows,
 * columns, channels] of int32 or the dtype of `options`: see {@link fromImage}. Images alone are decoded: their type tells, and none
 * at all is taken for an image.
 * @throws OpError for other types, with what reads them, and when the image cannot be decoded
 * @see the HTML standard's `createImageBitmap`
 * @example fromBlob(new Blob(["x"], { type: "text/plain" })).catch((e) => e.op) // "fromBlob"
 */
export async function fromBlob(blob: Blob, options: FromImageOptions = {}): Promise<Tensor> {
  const line = callerLine();
  const refused = (rule: string): OpError => new OpError("fromBlob", rule, line);
  if (!(blob instanceof Blob)) throw refused(`takes a Blob, got ${typeof blob}; fromImage() takes pictures`);
  if (blob.type !== "" && !blob.type.startsWith("image/"))
    throw refused(
      `decodes images, got ${blob.type}; give a sound to decodeAudioData() and fromAudio(), and other bytes to tensor(new Uint8Array(await blob.arrayBuffer()))`,
    );
  if (typeof createImageBitmap === "undefined")
    throw refused("nothing here decodes images; give pixels to fromImage()");
  const bitmap = await createImageBitmap(blob).catch((cause: unknown) => {
    throw refused(`the image could not be decoded: ${String(cause)}`);
  });
  try {
    return fromImage(bitmap, options);
  } finally {
    bitmap.close();
  }
}

/**
 * Returns a promise of the image tensor `t` as bytes, four to a pixel: [rows, columns] or [rows, columns, 1] is grey, 3 channels are red,
 * green and blue, the fourth is alpha (else 255). Floats are 0 … 1 and integers 0 … 255; what is outside is clipped. `ImageData` takes it.
 * @throws OpError for other shapes and dtypes
 * @see TensorFlow.js's `tf.browser.toPixels`
 * @example toPixels(tensor([[0, 1]])).then((p) => [...p.data]) // [0, 0, 0, 255, 255, 255, 255, 255]
 */
export async function toPixels(t: Tensor): Promise<Pixels & { readonly data: Uint8ClampedArray<ArrayBuffer> }> {
  const [height, width, depth = 1] = t.shape;
  const { kind } = DTYPES[t.dtype];
  if ((t.rank !== 2 && t.rank !== 3) || ![1, 3, 4].includes(depth) || (kind !== "int" && !isFloat(t.dtype)))
    throw new OpError(
      "toPixels",
      `takes numbers [rows, columns] or [rows, columns, 1, 3 or 4], got ${t.dtype}${showShape(t.shape)}`,
      callerLine(),
    );
  const values = await t.data();
  const scale = isFloat(t.dtype) ? 255 : 1;
  const data = new Uint8ClampedArray(width! * height! * 4);
  for (let i = 0; i < width! * height!; i++)
    for (let c = 0; c < 4; c++)
      data[4 * i + c] = c < 3 || depth === 4 ? values[i * depth + (depth === 1 ? 0 : c)]! * scale : 255;
  return { width: width!, height: height!, data };
}

/**
 * Draws the image tensor `t` on `canvas`, which takes its size: see {@link toPixels}. Returns a promise, done when it is drawn. Takes the
 * shapes and dtypes that that one takes.
 * @throws OpError when `t` is no image, or `canvas` already has a context of another kind
 * @see TensorFlow.js's `tf.browser.draw`
 * @example toCanvas.length // 2
 */
export async function toCanvas(t: Tensor, canvas: HTMLCanvasElement | OffscreenCanvas): Promise<void> {
  const context = canvas.getContext("2d") as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
  if (!context)
    throw new OpError("toCanvas", "this canvas has a context of another kind; give one of its own", callerLine());
  const { width, height, data } = await toPixels(t);
  [canvas.width, canvas.height] = [width, height];
  context.putImageData(new ImageData(data, width, height), 0, 0);
}
