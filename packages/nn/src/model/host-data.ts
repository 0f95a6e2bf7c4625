// Examples on the host: whatever the user hands over, as rows of one typed array.
import { OpError, Tensor } from "@weir/core";
import { sameShape, showBatched, showShape, sizeOf, type Shape } from "../shape.ts";

/** Typed arrays that examples may come in. */
export type NumberArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/** Numbers in nested lists. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

/** Examples laid out one after another; `shape[0]` counts them. The columns of `@weir/data` are such. */
export interface Examples {
  readonly data: NumberArray;
  readonly shape: Shape;
}

/** Many examples: a tensor, a column, nested lists, or a typed array that is cut into examples of the shape wanted. */
export type Data = Tensor | Examples | NumberArray | NestedNumbers;

/** Examples that were checked: `count` of them, each `length` numbers long. */
export interface Rows {
  readonly data: NumberArray;
  readonly count: number;
  readonly length: number;
}

/** What the examples must be, for checks and messages. */
export interface Wanted {
  /** Who asks: "fit". */
  readonly op: string;
  /** Which argument: "x". */
  readonly name: string;
  /** Shape of one example. */
  readonly shape: Shape;
}

/**
 * Returns `data` as rows of the shape wanted. A trailing dimension of 1 may be there or not, as in Keras.
 * @throws OpError when there are no examples, the shape is another, or lists are ragged
 */
export async function toRows(data: Data, wanted: Wanted): Promise<Rows> {
  const { op, name, shape } = wanted;
  const length = sizeOf(shape);
  if (isNumberArray(data)) return cut(data, wanted);
  const examples = await toExamples(data, wanted);
  const [count, ...given] = examples.shape;
  if (!count)
    throw new OpError(op, `${name} holds no examples, its shape is ${showShape(examples.shape)}. Give at least one.`);
  if (sizeOf(examples.shape) !== examples.data.length) {
    throw new OpError(
      op,
      `${name} has shape ${showShape(examples.shape)}, but its data holds ${examples.data.length} numbers.`,
    );
  }
  if (!sameShape(withoutTrailingOnes(given), withoutTrailingOnes(shape))) {
    throw new OpError(
      op,
      `${name} must be ${showBatched(shape)}, got ${showShape(examples.shape)}.${hint(given, wanted)}`,
    );
  }
  return { data: examples.data, count, length };
}

/** Throws when a number is NaN: training on it would spoil every weight. */
export function rejectNaN({ data, length }: Rows, { op, name }: Wanted): void {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return;
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== data[i]) {
      throw new OpError(
        op,
        `${name} holds NaN, first in example ${Math.floor(i / length)}. Clean the data before training.`,
      );
    }
  }
}

/** Throws when a label is no class number: a whole number from 0 to `classes` − 1. */
export function rejectBadClasses({ data, length }: Rows, { op, name }: Wanted, classes: number): void {
  for (let i = 0; i < data.length; i++) {
    const label = data[i]!;
    if (Number.isInteger(label) && label >= 0 && label < classes) continue;
    throw new OpError(
      op,
      `${name} must be class numbers from 0 to ${classes - 1}, because the model's output has ${classes} classes; got ${label} in example ${Math.floor(i / length)}.`,
    );
  }
}

/** Copies the examples numbered `order[start … start + count − 1]` into `target`, one after another. */
export function gatherRows(rows: Rows, order: Uint32Array, start: number, count: number, target: NumberArray): void {
  const { data, length } = rows;
  for (let i = 0; i < count; i++) {
    const row = order[start + i]!;
    if (length === 1) target[i] = data[row]!;
    else target.set(data.subarray(row * length, (row + 1) * length), i * length);
  }
}

/** The examples from number `start` up to before `end`; nothing is copied. */
export function sliceRows({ data, length }: Rows, start: number, end: number): Rows {
  return { data: data.subarray(start * length, end * length), count: end - start, length };
}

/** Returns the shape of one example of `x`, where `x` has one. */
export function exampleShape(op: string, x: Data): Shape | undefined {
  if (x instanceof Tensor || "shape" in x) return x.shape.slice(1);
  if (!Array.isArray(x)) {
    throw new OpError(
      op,
      "a typed array alone does not say what shape an example has. Put input({ shape }) first, or give { data, shape }.",
    );
  }
  const shape: number[] = [];
  for (let level: unknown = x[0]; Array.isArray(level); level = level[0]) shape.push(level.length);
  return shape;
}

function cut(data: NumberArray, { op, name, shape }: Wanted): Rows {
  const length = sizeOf(shape);
  const count = data.length / length;
  if (count === 0) throw new OpError(op, `${name} is empty. Give at least one example of ${length} numbers.`);
  if (!Number.isInteger(count)) {
    throw new OpError(
      op,
      `${name} has ${data.length} numbers, which is no multiple of the ${length} of one example ${showShape(shape)}.`,
    );
  }
  return { data, count, length };
}

async function toExamples(data: Tensor | Examples | NestedNumbers, wanted: Wanted): Promise<Examples> {
  if (data instanceof Tensor) return { data: await data.data(), shape: data.shape };
  if (isNested(data)) return fromNested(data, wanted);
  if (isNumberArray(data?.data) && Array.isArray(data.shape)) return data;
  throw new OpError(
    wanted.op,
    `${wanted.name} must be a tensor, a typed array, nested lists of numbers, or { data, shape }, got ${typeof data}.`,
  );
}

function fromNested(nested: NestedNumbers, { op, name }: Wanted): Examples {
  const shape: number[] = [];
  for (let level: unknown = nested; Array.isArray(level); level = level[0]) shape.push(level.length);
  const data = new Float32Array(sizeOf(shape));
  let next = 0;
  function fill(level: number | NestedNumbers, depth: number): void {
    const isList = typeof level !== "number";
    if (isList !== depth < shape.length || (isList && level.length !== shape[depth])) {
      throw new OpError(
        op,
        `${name} is ragged or holds something else than numbers; all lists of one depth must be equally long.`,
      );
    }
    if (!isList) data[next++] = level;
    else for (const inner of level) fill(inner, depth + 1);
  }
  fill(nested, 0);
  return { data, shape };
}

function hint(given: Shape, { shape, name }: Wanted): string {
  if (sizeOf(given) === sizeOf(shape)) return " Reshape it.";
  if (name.startsWith("y") && withoutTrailingOnes(given).length === 0) {
    return ' Class numbers go with loss "sparseCategoricalCrossentropy".';
  }
  if (name.startsWith("y") && withoutTrailingOnes(shape).length === 0) {
    return ' One-hot labels go with loss "categoricalCrossentropy".';
  }
  return "";
}

function withoutTrailingOnes(shape: Shape): Shape {
  const end = shape.findLastIndex((n) => n !== 1);
  return shape.slice(0, end + 1);
}

function isNumberArray(value: unknown): value is NumberArray {
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array)
  );
}

function isNested(value: unknown): value is NestedNumbers {
  return Array.isArray(value);
}
