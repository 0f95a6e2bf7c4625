/** Small helpers that TensorFlow.js offers as `util`. */
import type { DataType, DataValues, Nested, TypedArray } from "./types.ts";

const BYTES: Readonly<Record<DataType, number>> = { float32: 4, int32: 4, bool: 1, complex64: 8, string: 0 };

/**
 * Returns the bytes that one element of `dtype` takes on the host; 0 for strings.
 * @example tf.util.bytesPerElement("complex64") // 8
 */
export function bytesPerElement(dtype: DataType): number {
  return BYTES[dtype] ?? 4;
}

/**
 * Returns the number of elements of `shape`.
 * @example tf.util.sizeFromShape([2, 3]) // 6
 */
export function sizeFromShape(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/**
 * Returns how far apart neighbours along each axis but the last are.
 * @example tf.util.computeStrides([2, 3, 4]) // [12, 4]
 */
export function computeStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(Math.max(shape.length - 1, 0));
  let step = 1;
  for (let i = shape.length - 1; i > 0; i--) strides[i - 1] = step *= shape[i]!;
  return strides;
}

/**
 * Throws `message` unless `condition` holds.
 * @throws Error with that message
 * @example tf.util.assert(1 < 2, "numbers are out of order") // undefined
 */
export function assert(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new Error(typeof message === "string" ? message : message());
}

/**
 * Throws unless the shapes are equal.
 * @throws Error when they differ
 * @example tf.util.assertShapesMatch([2, 3], [2, 3]) // undefined
 */
export function assertShapesMatch(a: readonly number[], b: readonly number[], prefix = ""): void {
  assert(arraysEqual(a, b), `${prefix} Shapes ${a} and ${b} must match`);
}

/**
 * Returns whether two arrays have the same elements.
 * @example tf.util.arraysEqual([1, 2], [1, 3]) // false
 */
export function arraysEqual(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a === b) return true;
  if (!a || !b || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Returns whether `x` is a typed array that tensors are made of.
 * @example tf.util.isTypedArray(Int32Array.of(1)) // true
 */
export function isTypedArray(x: unknown): x is TypedArray | Uint8ClampedArray {
  return (
    x instanceof Float32Array || x instanceof Int32Array || x instanceof Uint8Array || x instanceof Uint8ClampedArray
  );
}

/**
 * Returns all leaves of nested arrays in order; with `whole`, typed arrays count as leaves.
 * @example tf.util.flatten([[1, 2], [3, [4]]]) // [1, 2, 3, 4]
 */
export function flatten(x: unknown, out: unknown[] = [], whole = false): unknown[] {
  if (Array.isArray(x) || (isTypedArray(x) && !whole)) for (const y of x as Iterable<unknown>) flatten(y, out, whole);
  else out.push(x);
  return out;
}

/**
 * Returns the flat `data` as arrays nested to `shape`.
 * @example tf.util.nest(Int32Array.of(1, 2, 3, 4), [2, 2]) // [[1, 2], [3, 4]]
 */
export function nest(data: DataValues, shape: readonly number[], complex = false): Nested {
  let at = 0;
  const width = complex ? 2 : 1;
  const build = (d: number): Nested => {
    if (d === shape.length) {
      at += width;
      return complex ? [data[at - 2] as number, data[at - 1] as number] : data[at - 1]!;
    }
    return Array.from({ length: shape[d]! }, () => build(d + 1));
  };
  return build(0);
}

/**
 * Returns the UTF-8 bytes of `text`.
 * @example tf.util.encode("é") // [195, 169]
 */
export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * Returns the text of UTF-8 bytes.
 * @example tf.util.decode(Uint8Array.of(195, 169)) // "é"
 */
export function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/**
 * Returns a typed array of `size` zeros for `dtype`.
 * @example tf.util.getTypedArrayFromDType("int32", 2) // [0, 0]
 */
export function getTypedArrayFromDType(dtype: DataType, size: number): DataValues {
  if (dtype === "float32" || dtype === "complex64") return new Float32Array(size);
  if (dtype === "int32") return new Int32Array(size);
  if (dtype === "bool") return new Uint8Array(size);
  return new Array<string>(size);
}

/**
 * Returns the dtype that holds both.
 * @throws Error for a string and a number
 * @example tf.util.upcastType("int32", "bool") // "int32"
 */
export function upcastType(a: DataType, b: DataType): DataType {
  if (a === "string" || b === "string") {
    if (a === b) return "string";
    throw new Error(`Can not upcast ${a} with ${b}`);
  }
  const order: readonly DataType[] = ["bool", "int32", "float32", "complex64"];
  return order[Math.max(order.indexOf(a), order.indexOf(b))]!;
}

/**
 * Returns the indices of an axis argument, all of them for none, counted from the front and checked.
 * @throws Error when an axis is not whole or out of range
 * @example tf.util.parseAxisParam(-1, [2, 3]) // [1]
 */
export function parseAxisParam(
  axis: number | readonly number[] | null | undefined,
  shape: readonly number[],
): number[] {
  const rank = shape.length;
  const axes = axis === null || axis === undefined ? shape.map((_, i) => i) : [axis].flat();
  assert(
    axes.every((a) => a >= -rank && a < rank),
    `All values in axis param must be in range [-${rank}, ${rank}) but got axis ${String(axis)}`,
  );
  assert(
    axes.every((a) => Number.isInteger(a)),
    `All values in axis param must be integers but got axis ${String(axis)}`,
  );
  return axes.map((a) => (a < 0 ? rank + a : a));
}

/**
 * Returns a new permutation-shuffled order in place.
 * @example
 * const list = [1, 2, 3];
 * tf.util.shuffle(list);
 * list.sort() // [1, 2, 3]
 */
export function shuffle<T>(array: T[]): void {
  for (let i = array.length; i > 0;) {
    const j = Math.floor(Math.random() * i--);
    [array[i], array[j]] = [array[j]!, array[i]!];
  }
}

/**
 * Returns the current time in milliseconds, of the best clock there is.
 * @example tf.util.now() > 0 // true
 */
export function now(): number {
  return performance.now();
}

/**
 * Returns `x` kept within [`min`, `max`].
 * @example tf.util.clamp(0, 7, 5) // 5
 */
export function clamp(min: number, x: number, max: number): number {
  return Math.max(min, Math.min(x, max));
}

/**
 * Returns an array of 0 … n−1 in random order.
 * @example tf.util.createShuffledIndices(3).sort() // [0, 1, 2]
 */
export function createShuffledIndices(n: number): Uint32Array {
  const order = Array.from({ length: n }, (_, i) => i);
  shuffle(order);
  return Uint32Array.from(order);
}
