/** What an op is given becomes tensors here; nobody else looks at JavaScript values. */
import * as weir from "@weir/core";
import { Tensor, wordOf } from "./tensor.ts";
import type { DataType, TypedArray } from "./types.ts";
import { assert, flatten, isTypedArray, upcastType } from "./util.ts";

/** A dtype that an argument must have, or a class of them. */
export type Expected = DataType | "numeric" | "string_or_numeric";

/** Returns the shape of nested arrays, and throws when they are ragged. */
export function inferShape(x: unknown, dtype?: DataType): number[] {
  if (isTypedArray(x)) return dtype === "string" ? [] : [x.length];
  if (!Array.isArray(x)) return [];
  const shape: number[] = [];
  let first: unknown = x;
  while (Array.isArray(first) || (isTypedArray(first) && dtype !== "string")) {
    shape.push(first.length);
    first = first[0];
  }
  checkRagged(x, shape, []);
  return shape;
}

function checkRagged(x: unknown, shape: readonly number[], path: readonly number[]): void {
  if (!Array.isArray(x) && !isTypedArray(x)) {
    assert(
      shape.length === 0,
      () => `Element arr[${path.join("][")}] is a primitive, but should be an array/TypedArray of ${shape[0]} elements`,
    );
    return;
  }
  if (shape.length === 0 && isTypedArray(x)) return;
  assert(
    shape.length > 0,
    () => `Element arr[${path.join("][")}] should be a primitive, but is an array of ${x.length} elements`,
  );
  assert(
    x.length === shape[0],
    () => `Element arr[${path.join("][")}] should have ${shape[0]} elements, but has ${x.length} elements`,
  );
  if (Array.isArray(x)) x.forEach((y, i) => checkRagged(y, shape.slice(1), [...path, i]));
}

/** Returns the dtype that values have when none is asked for. */
export function inferDType(values: unknown): DataType {
  if (values instanceof Float32Array) return "float32";
  if (isTypedArray(values)) return "int32";
  if (Array.isArray(values)) {
    const first: unknown = values[0];
    return values.length > 0 && first instanceof Uint8Array && !Array.isArray(first) ? "string" : inferDType(first);
  }
  if (typeof values === "string") return "string";
  if (typeof values === "boolean") return "bool";
  return "float32";
}

/** Returns a new tensor of host values. `unscoped` ones are arguments of an op that nobody else sees: they are not counted. */
export function makeTensor(values: unknown, shape: readonly number[], dtype: DataType): Tensor {
  const { core, words } = hostTensor(values, shape, dtype);
  return new Tensor(core, { words });
}

interface Host {
  readonly core: weir.Tensor;
  readonly words?: readonly string[];
}

function hostTensor(values: unknown, shape: readonly number[], dtype: DataType): Host {
  if (dtype === "string") {
    const words = flatten(Array.isArray(values) ? values : [values], [], true).map(wordOf);
    return {
      core: weir.tensor(
        Int32Array.from(words, (_, i) => i),
        shape,
        "int32",
      ),
      words,
    };
  }
  return { core: weir.tensor(typed(values, dtype), shape, dtype as weir.DType) };
}

/** Returns flat host values as the typed array of `dtype`: integers truncated, booleans 0 or 1. */
export function typed(values: unknown, dtype: DataType): TypedArray {
  const flat = (isTypedArray(values) ? values : flatten(values)) as ArrayLike<number | boolean>;
  if (dtype === "float32" || dtype === "complex64")
    return flat instanceof Float32Array ? flat : Float32Array.from(flat as ArrayLike<number>, Number);
  if (dtype === "int32") return flat instanceof Int32Array ? flat : Int32Array.from(flat as ArrayLike<number>, Number);
  return Uint8Array.from(flat as ArrayLike<number>, (x) => (Math.round(Number(x)) === 0 ? 0 : 1));
}

/** An argument of an op: a tensor, or values that became one without being counted as one. */
export interface Input {
  readonly core: weir.Tensor;
  readonly words?: readonly string[] | undefined;
  readonly shape: readonly number[];
  readonly dtype: DataType;
  readonly rank: number;
  readonly size: number;
  /** The numbers, when a caller's tensor holds them. */
  readonly dataId?: Tensor["dataId"];
  dataSync(): ReturnType<Tensor["dataSync"]>;
}

/**
 * Returns `x` as an argument called `name` of the op `op`. Plain values take the dtype `expected` when it names a numeric one.
 * @throws Error when `x` is no tensor nor values, or has another dtype than `expected`
 */
export function convert(x: unknown, name: string, op: string, expected: Expected = "numeric"): Input {
  if (x instanceof Tensor) {
    checkDType(expected, x.dtype, name, op);
    x.throwIfDisposed();
    return x;
  }
  const plain = typeof x;
  if (
    x === null ||
    x === undefined ||
    (!isTypedArray(x) && !Array.isArray(x) && plain !== "number" && plain !== "boolean" && plain !== "string")
  ) {
    const what = x === null || x === undefined ? "null" : (x as object).constructor.name;
    throw new Error(`Argument '${name}' passed to '${op}' must be a Tensor or TensorLike, but got '${what}'`);
  }
  let dtype = inferDType(x);
  if (dtype !== "string" && (expected === "bool" || expected === "int32" || expected === "float32")) dtype = expected;
  checkDType(expected, dtype, name, op);
  const shape = inferShape(x, dtype);
  return argument(hostTensor(Array.isArray(x) || isTypedArray(x) ? x : [x], shape, dtype), dtype);
}

function argument({ core, words }: Host, dtype: DataType): Input {
  const spell = (): ReturnType<Tensor["dataSync"]> => {
    const data = core.dataSync();
    return words ? Array.from(data, (i) => words[i]!) : (data as TypedArray);
  };
  return { core, words, shape: core.shape, dtype, rank: core.rank, size: core.size, dataSync: spell };
}

/** Returns an argument that holds `core`. */
export function inputOf(core: weir.Tensor): Input {
  return argument({ core }, core.dtype as DataType);
}

/** Returns the elements of an array argument: each is converted. */
export function convertArray(xs: unknown, name: string, op: string, expected: Expected = "numeric"): Input[] {
  if (!Array.isArray(xs))
    throw new Error(`Argument ${name} passed to ${op} must be a \`Tensor[]\` or \`TensorLike[]\``);
  return xs.map((x, i) => convert(x, `${name}[${i}]`, op, expected));
}

function checkDType(expected: Expected, actual: DataType, name: string, op: string): void {
  if (expected === "string_or_numeric") return;
  if (expected === "numeric" ? actual === "string" : expected !== actual)
    throw new Error(`Argument '${name}' passed to '${op}' must be ${expected} tensor, but got ${actual} tensor`);
}

/** Returns both arguments in the dtype that holds both. */
export function matchTypes(a: Input, b: Input): [Input, Input] {
  if (a.dtype === b.dtype) return [a, b];
  const dtype = upcastType(a.dtype, b.dtype) as weir.DType;
  const as = (x: Input): Input => {
    if (x.dtype === dtype) return x;
    // whole numbers that stand as real ones for a derivative stay real
    const real = dtype === "int32" && x.core.dtype === "float32";
    return { ...inputOf(real ? x.core : weir.cast(x.core, dtype)), dtype: dtype as DataType };
  };
  return [as(a), as(b)];
}

/** Returns the tensor of a result. */
export function wrap(core: weir.Tensor): Tensor {
  return new Tensor(core);
}

/** Returns the tensor of an op that only moves elements of `x`: strings stay strings. */
export function moved(x: Input, core: weir.Tensor): Tensor {
  return new Tensor(core, { words: x.words, dtype: x.dtype });
}

/** Returns a tensor over the same numbers as `x`, in another shape. */
export function sharing(x: Input, core: weir.Tensor): Tensor {
  return new Tensor(core, { words: x.words, data: x.dataId, dtype: x.dtype });
}
