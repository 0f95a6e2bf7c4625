/** A tensor's values while they are being put together. */
import { makeTensor } from "./convert.ts";
import type { Tensor } from "./tensor.ts";
import { installBuffer } from "./tensor.ts";
import type { DataType, DataValues } from "./types.ts";
import { assert, computeStrides, getTypedArrayFromDType, sizeFromShape } from "./util.ts";

type Element = number | string | boolean;

/**
 * Values of a tensor that can still be set. `toTensor` makes it one.
 * @throws Error when `values` has another length than `shape` asks for, or for complex64
 * @example tf.buffer([2], "int32", Int32Array.of(3, 4)).get(1) // 4
 */
export class TensorBuffer {
  readonly shape: number[];
  readonly dtype: DataType;
  readonly size: number;
  readonly strides: number[];
  readonly values: DataValues;

  constructor(shape: readonly number[], dtype: DataType, values?: DataValues) {
    this.shape = [...shape];
    this.dtype = dtype;
    this.size = sizeFromShape(shape);
    if (values)
      assert(
        values.length === this.size * (dtype === "complex64" ? 2 : 1),
        `Length of values '${values.length}' does not match the size inferred by the shape '${this.size}'.`,
      );
    if (dtype === "complex64")
      throw new Error(
        "complex64 dtype TensorBuffers are not supported. Please create a TensorBuffer for the real and imaginary parts separately and call tf.complex(real, imag).",
      );
    this.values = values ?? getTypedArrayFromDType(dtype, this.size);
    this.strides = computeStrides(shape);
  }

  get rank(): number {
    return this.shape.length;
  }

  /** Sets the element at `locs`. */
  set(value: Element, ...locs: number[]): void {
    const at = locs.length === 0 ? [0] : locs;
    assert(
      at.length === this.rank || this.rank === 0,
      `The number of provided coordinates (${at.length}) must match the rank (${this.rank})`,
    );
    (this.values as Element[])[this.locToIndex(at)] = typeof value === "boolean" ? Number(value) : value;
  }

  /** Returns the element at `locs`. */
  get(...locs: number[]): number | string | undefined {
    const at = locs.length === 0 ? [0] : locs;
    at.forEach((x, i) => {
      if (x < 0 || x >= (this.shape[i] ?? 1))
        throw new Error(`Requested out of range element at ${at}.   Buffer shape=${this.shape}`);
    });
    return this.values[this.locToIndex(at)];
  }

  /** Returns the position in `values` of the element at `locs`. */
  locToIndex(locs: readonly number[]): number {
    if (this.rank === 0) return 0;
    return locs.reduce((at, x, i) => at + x * (this.strides[i] ?? 1), 0);
  }

  /** Returns the place of position `index` of `values`. */
  indexToLoc(index: number): number[] {
    let rest = index;
    return this.shape.map((_, i) => {
      const stride = this.strides[i] ?? 1;
      const x = Math.floor(rest / stride);
      rest -= x * stride;
      return x;
    });
  }

  /** Returns a tensor of the values. */
  toTensor(): Tensor {
    return makeTensor(this.values.slice(), this.shape, this.dtype);
  }
}

/**
 * Returns an empty buffer, or one of `values`, to be filled and made a tensor.
 * @throws Error when a size is no whole number from 0, `values` has another length, or for complex64
 * @example
 * const b = tf.buffer([2, 2]);
 * b.set(5, 1, 0);
 * b.toTensor() // [[0, 0], [5, 0]]
 */
export function buffer(shape: readonly number[], dtype: DataType = "float32", values?: DataValues): TensorBuffer {
  for (const d of shape)
    assert(
      d >= 0 && Number.isInteger(d),
      `Tensor must have a shape comprised of positive integers but got shape [${shape}].`,
    );
  return new TensorBuffer(shape, dtype, values);
}

installBuffer((shape, dtype, values) => new TensorBuffer(shape, dtype, values));
