/** The page's own `GPUBuffer`s and `GPUTexture`s as tensors and back: what stays on the GPU makes no trip to the host. */
import { callerLine } from "./compile.ts";
import type { DType } from "./ir/dtype.ts";
import { DTYPES } from "./ir/dtype.ts";
import { OpError } from "./ir/error.ts";
import type { Shape } from "./ir/shape.ts";
import { showShape, sizeOf } from "./ir/shape.ts";
import { valueOf } from "./pending.ts";
import { realize } from "./realize.ts";
import { currentDevice, deviceNow, drained, ensureBuffer, Value } from "./runtime.ts";
import type { Device, GpuSharing } from "./stages/7-run/device.ts";
import type { Tensor } from "./tensor.ts";
import { tensorFrom } from "./tensor.ts";

// the values of GPUBufferUsage and GPUTextureUsage, which Node has not as globals
const COPY_SRC = 0x4;
const TEXTURE_BINDING = 0x4;

/** Dtypes whose numbers lie in a buffer as WGSL's types do. */
const SHARED_DTYPES: readonly DType[] = ["float32", "int32", "uint32", "bool", "complex64"];

/**
 * Returns a promise of the `GPUDevice` that the `webgpu` device computes on: buffers and textures that go to and from tensors must be
 * made by it. It is Weir's: do not destroy it.
 * @throws OpError when the device in use is another one
 * @see the WebGPU standard's `GPUDevice`
 * @example gpuDevice().catch((e) => e.op) // "gpuDevice"
 */
export async function gpuDevice(): Promise<GPUDevice> {
  const { device } = await currentDevice();
  return sharingOf("gpuDevice", device).device;
}

function sharingOf(op: string, device: Device | undefined): GpuSharing {
  if (device?.sharing) return device.sharing;
  const rule = device
    ? `the device in use is ${device.name}, which has no GPUBuffers: await setDevice("webgpu") first`
    : "no device is open yet: await gpuDevice() first, which gives the GPUDevice that buffers are made by";
  throw new OpError(op, rule, callerLine());
}

/** Where in a buffer values begin. */
export interface FromGPUBufferOptions {
  /** Bytes before the first value, a multiple of 4. Default 0. */
  readonly offset?: number;
}

/**
 * Returns a tensor of `dtype` (default float32) with a copy of what `buffer` holds now, made on the GPU: after everything submitted to
 * the queue so far, and before whatever the page submits next, so that it may write into the buffer, or destroy it, at once. Values
 * lie row by row, four bytes each: float32, int32, uint32, bool as int32 of 0 and 1, complex64 as pairs of float32.
 * @throws OpError when the device in use is not `webgpu`, the dtype is another one, or the buffer is too short or cannot be copied
 * from; a buffer of another `GPUDevice` makes the next reading of a value throw
 * @see TensorFlow.js's `tf.tensor({ buffer })`
 * @example gpuDevice().then(() => fromGPUBuffer.length, () => "webgpu alone") // "webgpu alone"
 */
export function fromGPUBuffer(
  buffer: GPUBuffer,
  shape: Shape,
  dtype: DType = "float32",
  { offset = 0 }: FromGPUBufferOptions = {},
): Tensor {
  const device = deviceNow();
  const sharing = sharingOf("fromGPUBuffer", device);
  checkDType("fromGPUBuffer", dtype);
  for (const d of shape)
    if (!Number.isInteger(d) || d < 0)
      refuse("fromGPUBuffer", `dimensions are whole numbers ≥ 0, got ${showShape(shape)}`);
  const bytes = sizeOf(shape) * DTYPES[dtype].parts * DTYPES[dtype].bytes;
  if (!Number.isInteger(offset / 4) || offset < 0 || offset + bytes > buffer.size)
    refuse(
      "fromGPUBuffer",
      `${dtype}${showShape(shape)} takes ${bytes} bytes from byte ${offset} on, a multiple of 4, and the buffer has ${buffer.size}`,
    );
  if (!(buffer.usage & COPY_SRC))
    refuse("fromGPUBuffer", "the buffer is copied: create it with GPUBufferUsage.COPY_SRC");
  const value = new Value(dtype, sizeOf(shape));
  // not through the queue: nothing enqueued knows this memory, and the page's next command must find the copy made
  const memory = ensureBuffer(value, device!);
  if (bytes > 0) sharing.copyIn(buffer, offset, memory);
  return tensorFrom(value, shape);
}

/**
 * Returns a promise of a new `GPUBuffer` with the values of `t`, row by row whatever its shape, as for {@link fromGPUBuffer}, copied
 * on the GPU. Its usage is STORAGE, COPY_SRC and COPY_DST. It belongs to the caller, who destroys it; `t` is as before.
 * @throws OpError when the device in use is not `webgpu`, or for other dtypes
 * @see TensorFlow.js's `tensor.dataToGPU`
 * @example toGPUBuffer(tensor([1])).catch((e) => e.op) // "toGPUBuffer"
 */
export async function toGPUBuffer(t: Tensor): Promise<GPUBuffer> {
  checkDType("toGPUBuffer", t.dtype);
  const sharing = sharingOf("toGPUBuffer", (await currentDevice()).device);
  if (!valueOf(t.node)) realize([t]);
  const value = valueOf(t.node)!;
  const device = await drained();
  if (value.error) throw value.error as Error;
  return sharing.copyOut(ensureBuffer(value, device));
}

function checkDType(op: string, dtype: DType): void {
  if (!SHARED_DTYPES.includes(dtype))
    refuse(op, `a GPUBuffer holds ${SHARED_DTYPES.join(", ")}, got ${dtype}; cast() it`);
}

/** What {@link fromGPUTexture} takes of every texel. */
export interface FromGPUTextureOptions {
  /** 1 (red alone), 2, 3 or 4 (with alpha). Default 3, as of `fromImage`. */
  readonly channels?: number;
}

/**
 * Returns the texels of the first mip level of a 2-D texture as float32 [rows, columns, channels], copied on the GPU as
 * {@link fromGPUBuffer} does: 0 … 1 for `rgba8unorm` and `bgra8unorm`, what they are for float formats. A video or canvas gets into a
 * texture by `queue.copyExternalImageToTexture`.
 * @throws OpError when the device in use is not `webgpu`, or for textures that are no pictures or cannot be bound
 * @see the WebGPU standard's `GPUTexture`
 * @example gpuDevice().then(() => fromGPUTexture.length, () => "webgpu alone") // "webgpu alone"
 */
export function fromGPUTexture(texture: GPUTexture, { channels = 3 }: FromGPUTextureOptions = {}): Tensor {
  const op = "fromGPUTexture";
  const device = deviceNow();
  const sharing = sharingOf(op, device);
  const { width, height, depthOrArrayLayers, dimension, sampleCount, format, usage } = texture;
  if (![1, 2, 3, 4].includes(channels)) refuse(op, `channels is 1, 2, 3 or 4, got ${channels}`);
  if (dimension !== "2d" || depthOrArrayLayers !== 1 || sampleCount !== 1)
    refuse(op, `takes one picture, got a ${dimension} texture of ${depthOrArrayLayers} layers, ${sampleCount} samples`);
  if (/int$|depth|stencil/.test(format))
    refuse(op, `reads colours as floats, got ${format}; use a unorm or float format`);
  if (!(usage & TEXTURE_BINDING))
    refuse(op, "a shader reads the texture: create it with GPUTextureUsage.TEXTURE_BINDING");
  const shape = [height, width, channels];
  const value = new Value("float32", sizeOf(shape));
  sharing.readTexture(texture, channels, ensureBuffer(value, device!));
  return tensorFrom(value, shape);
}

function refuse(op: string, rule: string): never {
  throw new OpError(op, rule, callerLine());
}
