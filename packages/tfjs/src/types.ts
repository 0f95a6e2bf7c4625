/** The words the whole package speaks. */
import type { Tensor } from "./tensor.ts";

/** TensorFlow.js's element types. */
export type DataType = "float32" | "int32" | "bool" | "complex64" | "string";
/** Element types that hold numbers. */
export type NumericDataType = Exclude<DataType, "string">;
/** Host arrays that hold a tensor's numbers. */
export type TypedArray = Float32Array | Int32Array | Uint8Array;
/** The host values of a tensor. */
export type DataValues = TypedArray | string[];
/** One element of a tensor. */
export type ScalarLike = number | boolean | string | Uint8Array;
/** A value, or arrays of values nested to any depth. */
export type Nested = ScalarLike | readonly Nested[];
/** Whatever an op takes for a tensor. */
export type TensorLike = Tensor | Nested | TypedArray | Uint8ClampedArray | readonly TypedArray[];
/** A dimension, or several. */
export type Axis = number | readonly number[] | null;
/** A tensor, or objects and arrays of tensors. */
export type TensorContainer = unknown;
/** Values that lie in a GPU buffer of `backend().device`. They are copied on the GPU, with `zeroCopy` too. */
export interface WebGPUData {
  readonly buffer: GPUBuffer;
  readonly zeroCopy?: boolean;
}
/** A tensor's values in a GPU buffer of their own. */
export interface GPUData {
  readonly tensorRef: Tensor;
  readonly buffer: GPUBuffer;
}
