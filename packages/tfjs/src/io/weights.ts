/** Weights as bytes and back: the format of TensorFlow.js's weight files. */
import { float16FromBits } from "@weir/core";
import { complex } from "../ops/complex.ts";
import { tensor } from "../ops/create.ts";
import type { Tensor } from "../tensor.ts";
import type { DataType, TypedArray } from "../types.ts";
import { bytesPerElement, sizeFromShape } from "../util.ts";
import { CompositeArrayBuffer } from "./composite-array-buffer.ts";
import type { NamedTensor, NamedTensorMap, Quantization, WeightData, WeightGroup } from "./types.ts";
import type { WeightsManifestEntry } from "./types.ts";

/** Bytes before every string that tell its length. */
const LENGTH_BYTES = 4;
const DTYPES: readonly string[] = ["float32", "int32", "bool", "complex64", "string"];

/**
 * Returns a promise of the values of `tensors` as bytes, one tensor after the other, and what each of them is.
 * @throws Error for other dtypes than float32, int32, bool, complex64 and string
 * @example
 * const { data, specs } = await tf.io.encodeWeights({ w: tf.tensor1d([true, false]) });
 * [specs, new Uint8Array(data)] // [[{ name: "w", shape: [2], dtype: "bool" }], [1, 0]]
 */
export async function encodeWeights(
  tensors: NamedTensorMap | readonly NamedTensor[],
  group?: WeightGroup,
): Promise<{ data: ArrayBuffer; specs: WeightsManifestEntry[] }> {
  const list = Array.isArray(tensors)
    ? (tensors as readonly NamedTensor[])
    : Object.entries(tensors as NamedTensorMap).map(([name, t]): NamedTensor => ({ name, tensor: t }));
  const specs = list.map(({ name, tensor: { shape, dtype } }): WeightsManifestEntry => {
    checkDType(name, dtype);
    return group === undefined ? { name, shape, dtype } : { name, shape, dtype, group };
  });
  const data = await Promise.all(list.map(async ({ tensor: t }) => bytesOf(await t.bytes())));
  return { data: CompositeArrayBuffer.join(data), specs };
}

function bytesOf(bytes: Uint8Array | Uint8Array[]): Uint8Array {
  if (!Array.isArray(bytes)) return bytes;
  const pieces = bytes.flatMap((b) => [new Uint8Array(Uint32Array.of(b.length).buffer), b]);
  return new Uint8Array(CompositeArrayBuffer.join(pieces));
}

function checkDType(name: string, dtype: string): void {
  if (!DTYPES.includes(dtype)) throw new Error(`Unsupported dtype in weight '${name}': ${dtype}`);
}

/**
 * Returns the tensors that lie in `data` as `specs` says, quantized ones as values of their dtype.
 * @throws Error for unknown dtypes, or a quantization that does not go with the dtype
 * @example tf.io.decodeWeights(Float32Array.of(1, 2).buffer, [{ name: "w", shape: [2], dtype: "float32" }]) // { w: [1, 2] }
 */
export function decodeWeights(data: WeightData, specs: readonly WeightsManifestEntry[]): NamedTensorMap {
  const all = new CompositeArrayBuffer(data);
  const out: NamedTensorMap = {};
  let at = 0;
  for (const spec of specs) {
    const reading = lengthOf(spec);
    let step = reading.next();
    while (!step.done) step = reading.next(all.slice(at + step.value[0], at + step.value[1]));
    out[spec.name] = decodeWeight(spec, all.slice(at, at + step.value));
    at += step.value;
  }
  return out;
}

/**
 * Returns a promise of what {@link decodeWeights} gives, from a stream: its chunks are read as each tensor wants them.
 * @throws Error when the stream ends too early, and where {@link decodeWeights} does
 * @example
 * const stream = new Blob([Float32Array.of(1, 2)]).stream();
 * tf.io.decodeWeightsStream(stream, [{ name: "w", shape: [2], dtype: "float32" }]) // { w: [1, 2] }
 */
export async function decodeWeightsStream(
  stream: ReadableStream<ArrayBuffer>,
  specs: readonly WeightsManifestEntry[],
): Promise<NamedTensorMap> {
  const reader = stream.getReader();
  const out: NamedTensorMap = {};
  let held = new ArrayBuffer(0);
  for (const spec of specs) {
    const reading = lengthOf(spec);
    let step = reading.next();
    while (!step.done) {
      held = await readTo(reader, held, step.value[1]);
      step = reading.next(held.slice(...step.value));
    }
    held = await readTo(reader, held, step.value);
    out[spec.name] = decodeWeight(spec, held.slice(0, step.value));
    held = held.slice(step.value);
  }
  return out;
}

/** `held` and what comes after it, at least `length` bytes together. */
async function readTo(
  reader: ReadableStreamDefaultReader<ArrayBuffer>,
  held: ArrayBuffer,
  length: number,
): Promise<ArrayBuffer> {
  const pieces: (ArrayBuffer | ArrayBufferView)[] = [held];
  let missing = length - held.byteLength;
  while (missing > 0) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`Reader is done but ${missing} bytes are still expected`);
    pieces.push(value);
    missing -= value.byteLength;
  }
  return pieces.length === 1 ? held : CompositeArrayBuffer.join(pieces);
}

/** Bytes of one stored value, of a weight that is no string. */
function storedBytes({ dtype, quantization }: WeightsManifestEntry): number {
  if (!quantization) return bytesPerElement(dtype);
  return quantization.dtype === "uint8" ? 1 : 2;
}

/** Bytes of a weight, counted from its first. Strings tell their lengths themselves, which are asked for as [start, end]. */
export function* lengthOf(spec: WeightsManifestEntry): Generator<[number, number], number, ArrayBuffer> {
  const size = sizeFromShape(spec.shape);
  checkDType(spec.name, spec.dtype);
  if (spec.dtype !== "string" || spec.quantization) return size * storedBytes(spec);
  let length = 0;
  for (let i = 0; i < size; i++) {
    const told = yield [length, length + LENGTH_BYTES];
    length += LENGTH_BYTES + new Uint32Array(told)[0]!;
  }
  return length;
}

function decodeWeight({ name, shape, dtype, quantization }: WeightsManifestEntry, bytes: ArrayBuffer): Tensor {
  if (quantization) return tensor(dequantized(name, dtype, quantization, bytes), shape, dtype);
  if (dtype === "string") return tensor(stringsIn(bytes), shape, dtype);
  if (dtype === "bool") return tensor(new Uint8Array(bytes), shape, dtype);
  if (dtype === "int32") return tensor(new Int32Array(bytes), shape, dtype);
  const floats = new Float32Array(bytes);
  return dtype === "complex64" ? complexOf(floats, shape) : tensor(floats, shape, dtype);
}

function complexOf(pairs: Float32Array, shape: readonly number[]): Tensor {
  const [re, im] = [0, 1].map((part) =>
    tensor(
      Float32Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i + part]!),
      shape,
    ),
  ) as [Tensor, Tensor];
  const joined = complex(re, im);
  re.dispose();
  im.dispose();
  return joined;
}

function stringsIn(bytes: ArrayBuffer): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const length = new Uint32Array(bytes.slice(at, at + LENGTH_BYTES))[0]!;
    out.push(new Uint8Array(bytes, at + LENGTH_BYTES, length));
    at += LENGTH_BYTES + length;
  }
  return out;
}

function dequantized(name: string, dtype: DataType, quantization: Quantization, bytes: ArrayBuffer): TypedArray {
  const { dtype: stored, scale, min } = quantization;
  if (stored === "float16") {
    if (dtype !== "float32")
      throw new Error(
        `Weight ${name} is quantized with ${stored} which only supports weights of type float32 not ${dtype}.`,
      );
    return float16FromBits(new Uint16Array(bytes));
  }
  if (stored !== "uint8" && stored !== "uint16")
    throw new Error(
      `Weight ${name} has unknown quantization dtype ${String(stored)}. Supported quantization dtypes are: 'uint8', 'uint16', and 'float16'.`,
    );
  if (scale === undefined || min === undefined)
    throw new Error(`Weight ${name} with quantization ${stored} doesn't have corresponding metadata min and scale.`);
  const values = stored === "uint8" ? new Uint8Array(bytes) : new Uint16Array(bytes);
  if (dtype === "float32") return Float32Array.from(values, (v) => v * scale + min);
  if (dtype === "int32") return Int32Array.from(values, (v) => Math.round(v * scale + min));
  throw new Error(`Unsupported dtype in weight '${name}': ${dtype}`);
}
