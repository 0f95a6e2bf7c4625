/** Making tensors of values. */
import * as weir from "@weir/core";
import { convert, inferDType, inferShape, makeTensor, sharing, wrap } from "../convert.ts";
import { Tensor, Variable } from "../tensor.ts";
import type { DataType, Nested, TensorLike, TypedArray, WebGPUData } from "../types.ts";
import { assert, bytesPerElement, isTypedArray, sizeFromShape } from "../util.ts";

/** Values to make a tensor of. */
export type Values = Nested | TypedArray | Uint8ClampedArray | readonly TypedArray[];

function checkShape(shape: readonly number[]): void {
  for (const d of shape)
    assert(
      d >= 0 && Number.isInteger(d),
      () => `Tensor must have a shape comprised of positive integers but got shape [${shape}].`,
    );
}

/**
 * Returns a tensor of `values`: a number, boolean or string, nested arrays of them, or a typed array with `shape`. The dtype is that
 * of the values unless given. On the WebGPU backend the values may lie in a buffer of the GPU (`{ buffer }`, float32 unless `dtype` says
 * otherwise), which is copied there.
 * @throws Error when arrays are ragged or `shape` holds another number of values
 * @example tf.tensor([1, 2, 3, 4], [2, 2]) // [[1, 2], [3, 4]]
 */
export function tensor(values: Values | WebGPUData, shape?: readonly number[], dtype?: DataType): Tensor {
  if (isWebGPUData(values)) return fromBuffer(values, shape, dtype);
  return create(values, shape, inferShape(values, dtype), dtype);
}

function isWebGPUData(values: unknown): values is WebGPUData {
  return typeof values === "object" && values !== null && !ArrayBuffer.isView(values) && "buffer" in values;
}

function fromBuffer({ buffer }: WebGPUData, shape: readonly number[] | undefined, dtype: DataType = "float32"): Tensor {
  if (dtype !== "float32" && dtype !== "int32" && dtype !== "bool")
    throw new Error(
      `Creating tensor from WebGPUData only supports 'float32'|'int32'|'bool' dtype, while the dtype is ${dtype}.`,
    );
  const size = Math.floor(buffer.size / bytesPerElement("float32"));
  return wrap(weir.fromGPUBuffer(buffer, shape ?? [size], dtype));
}

function create(
  values: Values,
  shape: readonly number[] | undefined,
  inferred: readonly number[],
  asked?: DataType,
): Tensor {
  const dtype = asked ?? inferDType(values);
  if (dtype === "complex64")
    throw new Error("Cannot construct a complex64 tensor directly. Please use tf.complex(real, imag).");
  const plain = typeof values;
  if (
    !isTypedArray(values) &&
    !Array.isArray(values) &&
    plain !== "number" &&
    plain !== "boolean" &&
    plain !== "string"
  )
    throw new Error(
      "values passed to tensor(values) must be a number/boolean/string or an array of numbers/booleans/strings, or a TypedArray",
    );
  if (shape) {
    checkShape(shape);
    const [given, size] = [sizeFromShape(shape), sizeFromShape(inferred)];
    assert(
      given === size,
      () => `Based on the provided shape, [${shape}], the tensor should have ${given} values but has ${size}`,
    );
    for (let i = 0; i < inferred.length; i++) {
      const last = i === inferred.length - 1 ? inferred[i] !== sizeFromShape(shape.slice(i)) : true;
      assert(
        inferred[i] === shape[i] || !last,
        () =>
          `Error creating a new Tensor. Inferred shape (${inferred}) does not match the provided shape (${shape}). `,
      );
    }
  }
  const host: unknown = isTypedArray(values) || Array.isArray(values) ? values : [values];
  return makeTensor(host, shape ?? inferred, dtype);
}

/**
 * Returns a tensor of rank 0.
 * @throws Error for arrays
 * @example tf.scalar(3) // 3
 */
export function scalar(value: number | boolean | string | Uint8Array, dtype?: DataType): Tensor {
  const bytes = value instanceof Uint8Array;
  if (((isTypedArray(value) && dtype !== "string") || Array.isArray(value)) && dtype !== "complex64")
    throw new Error("Error creating a new Scalar: value must be a primitive (number|boolean|string)");
  if (dtype === "string" && isTypedArray(value) && !bytes)
    throw new Error("When making a scalar from encoded string, the value must be `Uint8Array`.");
  return create(value as Values, [], [], dtype);
}

function ofRank(rank: number, nesting: string) {
  return (values: Values, shape?: readonly number[], dtype?: DataType): Tensor => {
    assert(values !== null && values !== undefined, "The input to the tensor constructor must be a non-null value.");
    assert(
      !shape || shape.length === rank,
      `tensor${rank}d() requires shape to have ${["", "", "two", "three", "four", "five", "six"][rank]} numbers`,
    );
    const inferred = inferShape(values, dtype);
    assert(
      inferred.length === rank || inferred.length === 1,
      `tensor${rank}d() requires values to be ${nesting} or flat/TypedArray`,
    );
    assert(
      inferred.length !== 1 || shape !== undefined,
      `tensor${rank}d() requires shape to be provided when \`values\` are a flat array/TypedArray`,
    );
    return create(values, shape, inferred, dtype);
  };
}

/**
 * Returns a tensor of rank 1.
 * @throws Error for null, or values of another rank
 * @example tf.tensor1d([1, 2], "int32") // [1, 2]
 */
export function tensor1d(values: Values, dtype?: DataType): Tensor {
  assert(values !== null && values !== undefined, "The input to the tensor constructor must be a non-null value.");
  const inferred = inferShape(values, dtype);
  assert(inferred.length === 1, "tensor1d() requires values to be a flat/TypedArray");
  return create(values, undefined, inferred, dtype);
}
/** Makes a tensor of one rank, of nested values, or flat ones with `shape`. */
export type OfRank = (values: Values, shape?: readonly number[], dtype?: DataType) => Tensor;
/**
 * Returns a tensor of rank 2.
 * @throws Error for null, values of another rank, or flat ones without a shape
 * @example tf.tensor2d([1, 2, 3, 4], [2, 2]) // [[1, 2], [3, 4]]
 */
export const tensor2d: OfRank = ofRank(2, "number[][]");
/**
 * Returns a tensor of rank 3.
 * @throws Error for null, values of another rank, or flat ones without a shape
 * @example tf.tensor3d([[[1], [2]]]).shape // [1, 2, 1]
 */
export const tensor3d: OfRank = ofRank(3, "number[][][]");
/**
 * Returns a tensor of rank 4.
 * @throws Error for null, values of another rank, or flat ones without a shape
 * @example tf.tensor4d([[[[1], [2]]]]).shape // [1, 1, 2, 1]
 */
export const tensor4d: OfRank = ofRank(4, "number[][][][]");
/**
 * Returns a tensor of rank 5.
 * @throws Error for null, values of another rank, or flat ones without a shape
 * @example tf.tensor5d([1, 2], [1, 1, 1, 2, 1]).shape // [1, 1, 1, 2, 1]
 */
export const tensor5d: OfRank = ofRank(5, "number[][][][][]");
/**
 * Returns a tensor of rank 6; flat values need a shape of six numbers.
 * @throws Error for null, values of another rank, or flat ones without a shape
 * @example tf.tensor6d([1, 2], [1, 1, 1, 1, 2, 1]).shape // [1, 1, 1, 1, 2, 1]
 */
export const tensor6d: OfRank = ofRank(6, "number[][][][][][]");

/**
 * Returns a tensor of `shape` filled with `value`; the dtype is that of the value unless given.
 * @throws Error when a size is no whole number from 0
 * @example tf.fill([2, 2], 4) // [[4, 4], [4, 4]]
 */
export function fill(shape: readonly number[], value: number | string, dtype?: DataType): Tensor {
  checkShape(shape);
  const type = dtype ?? inferDType(value);
  if (type === "string") return new Tensor(weir.zeros(shape, "int32"), { words: [String(value)] });
  return wrap(weir.fill(shape, Number(value), type as weir.DType));
}

/**
 * Returns zeros.
 * @throws Error when a size is no whole number from 0
 * @example tf.zeros([2], "int32") // [0, 0]
 */
export function zeros(shape: readonly number[], dtype: DataType = "float32"): Tensor {
  checkShape(shape);
  return dtype === "string" ? fill(shape, "", dtype) : wrap(weir.zeros(shape, dtype as weir.DType));
}

/**
 * Returns ones.
 * @throws Error when a size is no whole number from 0
 * @example tf.ones([2]) // [1, 1]
 */
export function ones(shape: readonly number[], dtype: DataType = "float32"): Tensor {
  checkShape(shape);
  return wrap(weir.ones(shape, dtype as weir.DType));
}

/**
 * Returns zeros in the shape and dtype of `x`.
 * @example tf.zerosLike([1, 2]) // [0, 0]
 */
export function zerosLike(x: TensorLike): Tensor {
  const t = convert(x, "x", "zerosLike");
  return zeros(t.shape, t.dtype);
}

/**
 * Returns ones in the shape and dtype of `x`.
 * @example tf.onesLike([[5, 6]]) // [[1, 1]]
 */
export function onesLike(x: TensorLike): Tensor {
  const t = convert(x, "x", "onesLike");
  return ones(t.shape, t.dtype);
}

/**
 * Returns the identity matrix, repeated over `batchShape`.
 * @throws Error when `batchShape` has not 1 to 4 sizes
 * @example tf.eye(2) // [[1, 0], [0, 1]]
 */
export function eye(
  numRows: number,
  numColumns = numRows,
  batchShape?: readonly number[],
  dtype: DataType = "float32",
): Tensor {
  if (batchShape && (batchShape.length < 1 || batchShape.length > 4))
    throw new Error(`eye() currently supports only 1D, 2D, 3D and 4D batchShapes, but received ${batchShape.length}D.`);
  return wrap(weir.eye(numRows, numColumns, batchShape ?? [], dtype as weir.DType));
}

/**
 * Returns a tensor of twice the rank of `x` with `x` on its diagonal.
 * @example tf.diag([1, 2]) // [[1, 0], [0, 2]]
 */
export function diag(x: TensorLike): Tensor {
  const t = convert(x, "x", "diag");
  const square = weir.diag(weir.reshape(t.core, [t.size]));
  return wrap(weir.reshape(square, [...t.shape, ...t.shape]));
}

/**
 * Returns `num` evenly spaced numbers from `start` to `stop`, both included.
 * @throws Error when `num` is not positive
 * @example tf.linspace(0, 1, 3) // [0, 0.5, 1]
 */
export function linspace(start: number, stop: number, num: number): Tensor {
  if (num <= 0) throw new Error("The number of values should be positive.");
  return wrap(weir.linspace(start, stop, num));
}

/**
 * Returns start, start + step, … before `stop`.
 * @throws Error for a step of 0
 * @example tf.range(1, 7, 2) // [1, 3, 5]
 */
export function range(start: number, stop: number, step = 1, dtype: "float32" | "int32" = "float32"): Tensor {
  if (step === 0) throw new Error("Cannot have a step of zero");
  const away = (start < stop && step < 0) || (stop < start && step > 1);
  if (start === stop || away) return zeros([0], dtype);
  return wrap(weir.range(start, stop, stop < start && step === 1 ? -1 : step, dtype));
}

/**
 * Returns rows of length `depth` that are `onValue` at the index and `offValue` elsewhere.
 * @throws Error when `depth` is below 2
 * @example tf.oneHot([1, 0], 3) // [[0, 1, 0], [1, 0, 0]]
 */
export function oneHot(
  indices: TensorLike,
  depth: number,
  onValue = 1,
  offValue = 0,
  dtype: DataType = "int32",
): Tensor {
  if (depth < 2) throw new Error(`Error in oneHot: depth must be >=2, but it is ${depth}`);
  const t = convert(indices, "indices", "oneHot", "int32");
  return wrap(weir.oneHot(weir.cast(t.core, "int32"), depth, onValue, offValue, dtype as weir.DType));
}

/**
 * Returns a trainable variable with the value of `initialValue`.
 * @example tf.variable(tf.tensor1d([1, 2])).trainable // true
 */
export function variable(initialValue: Tensor, trainable = true, name?: string, dtype?: DataType): Variable {
  const value =
    dtype !== undefined && dtype !== initialValue.dtype
      ? wrap(weir.cast(initialValue.core, dtype as weir.DType))
      : initialValue;
  return new Variable(value, trainable, name ?? `variable_${nextVariable++}`);
}
let nextVariable = 0;

/**
 * Returns a tensor of values drawn by `randFunction`.
 * @throws Error when a size is no whole number from 0
 * @example tf.rand([2, 2], () => 0.5) // [[0.5, 0.5], [0.5, 0.5]]
 */
export function rand(shape: readonly number[], randFunction: () => number, dtype: DataType = "float32"): Tensor {
  checkShape(shape);
  const size = sizeFromShape(shape);
  const values = Array.from({ length: size }, randFunction);
  return makeTensor(values, shape, dtype);
}

/**
 * Returns `x` in another dtype. Strings cannot be cast.
 * @throws Error for an unknown dtype, or between strings and numbers
 * @example tf.cast([1.7, -1.7], "int32") // [1, -1]
 */
export function cast(x: TensorLike, dtype: DataType): Tensor {
  const t = convert(x, "x", "cast", "string_or_numeric");
  if (!["float32", "int32", "bool", "complex64", "string"].includes(dtype))
    throw new Error(`Failed to cast to unknown dtype ${dtype}`);
  if ((dtype === "string") !== (t.dtype === "string")) throw new Error("Only strings can be casted to strings");
  if (dtype === t.dtype) return sharing(t, t.core);
  // whole numbers that stand as real ones for a derivative stay real
  if (dtype === "int32" && t.dtype === "bool" && t.core.dtype === "float32") return new Tensor(t.core, { dtype });
  return wrap(weir.cast(t.core, dtype as weir.DType));
}

/**
 * Logs a tensor's values.
 * @example tf.print(tf.scalar(1)) // undefined
 */
export function print(x: Tensor, verbose = false): void {
  console.log(x.toString(verbose));
}

/**
 * Returns `x` once it is known to fit `shape`, in which null stands for any size.
 * @throws Error when the shape is another
 * @example tf.ensureShape([[1, 2]], [null, 2]) // [[1, 2]]
 */
export function ensureShape(x: TensorLike, shape: readonly (number | null)[]): Tensor {
  const t = convert(x, "x", "ensureShape", "string_or_numeric");
  const fits = t.rank === shape.length && shape.every((d, i) => d === null || d < 0 || d === t.shape[i]);
  if (!fits) throw new Error(`EnsureShape: Shape of tensor ${t.shape} is not compatible with expected shape ${shape}`);
  return x instanceof Tensor ? x : sharing(t, t.core);
}

/**
 * Returns coordinate matrices of two vectors.
 * @throws TypeError for another `indexing` than "xy" and "ij"
 * @example tf.meshgrid([1, 2], [3, 4])[0] // [[1, 2], [1, 2]]
 */
export function meshgrid(x?: TensorLike, y?: TensorLike, { indexing = "xy" } = {}): Tensor[] {
  if (indexing !== "xy" && indexing !== "ij")
    throw new TypeError(`${String(indexing)} is not a valid third argument to meshgrid`);
  if (x === undefined) return [];
  const a = convert(x, "x", "meshgrid", x instanceof Tensor ? x.dtype : "float32");
  if (y === undefined) return [sharing(a, a.core)];
  const b = convert(y, "y", "meshgrid", y instanceof Tensor ? y.dtype : "float32");
  const [w, h] = [a.size, b.size];
  if (indexing === "xy")
    return [
      wrap(weir.broadcastTo(weir.reshape(a.core, [1, w]), [h, w])),
      wrap(weir.broadcastTo(weir.reshape(b.core, [h, 1]), [h, w])),
    ];
  return [
    wrap(weir.broadcastTo(weir.reshape(a.core, [w, 1]), [w, h])),
    wrap(weir.broadcastTo(weir.reshape(b.core, [1, h]), [w, h])),
  ];
}

/**
 * Returns the shape that two shapes broadcast to, as int32.
 * @throws Error when a shape is no vector, or they do not broadcast
 * @example tf.broadcastArgs([1, 3], [2, 1]) // [2, 3]
 */
export function broadcastArgs(s0: TensorLike, s1: TensorLike): Tensor {
  const [a, b] = [convert(s0, "s0", "broadcastArgs", "int32"), convert(s1, "s1", "broadcastArgs", "int32")];
  for (const t of [a, b])
    if (t.rank !== 1) throw new Error(`broadcastArgs(): first input must be a vector (rank=1). Has rank ${t.rank}`);
  const shapes = [a, b].map((t) => Array.from(t.dataSync() as TypedArray));
  return makeTensor(Int32Array.from(broadcastShape(shapes[0]!, shapes[1]!)), [Math.max(a.size, b.size)], "int32");
}

/**
 * Returns the shape that `a` and `b` broadcast to.
 * @throws Error when they do not broadcast
 * @example tf.broadcastShape([4, 1], [3]) // [4, 3]
 */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const p = a[i - rank + a.length] ?? 1;
    const q = b[i - rank + b.length] ?? 1;
    if (p !== q && p !== 1 && q !== 1)
      throw new Error(`Operands could not be broadcast together with shapes ${a} and ${b}.`);
    return p === 1 ? q : p;
  });
}
