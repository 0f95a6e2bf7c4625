/** Tensors made from nothing: constants, ranges, identity matrices, one-hot rows. */
import type { DType } from "../ir/dtype.ts";
import { dtypeNames, isDType, isFloat } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Shape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, mul } from "./binary.ts";
import { cast } from "./cast.ts";
import { equal, where } from "./compare.ts";
import { checkShape, expandDims, ints } from "./movement.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { tabulate } from "./reference.ts";
import * as s from "./scalar.ts";
import { WITHOUT_AXES } from "./without.ts";

const iotaRecord: OpRecord = defineOp({
  name: "iota",
  infer: (_inputs, attrs) => ({ shape: ints(attrs, "shape"), dtype: attrs["dtype"] as DType }),
  reference: (_inputs, attrs, out) => tabulate(out.shape, (index) => index[attrs["axis"] as number]!),
  lowering: {
    kind: "element",
    access: "identity",
    element: (c) => s.convert(c.index[c.attrs["axis"] as number]!, s.scalarType(c.output.dtype)),
  },
  without: WITHOUT_AXES,
  cases: [
    { inputs: [], attrs: { shape: [9], axis: 0, dtype: "int32" } },
    { inputs: [], attrs: { shape: [3, 5], axis: 1, dtype: "float32" } },
    { inputs: [], attrs: { shape: [3, 5], axis: 0, dtype: "uint32" } },
    { inputs: [], attrs: { shape: [2, 1, 3, 1, 2, 1], axis: 2, dtype: "int32" } },
    { inputs: [], attrs: { shape: [0, 3], axis: 1, dtype: "int32" } },
  ],
});

/**
 * Returns the index of every element along `axis`: 0, 1, 2 … It is computed where it is used and never stored.
 * @param axis default 0
 * @param dtype default int32
 * @throws OpError when `axis` is out of range
 * @see JAX's `jax.lax.iota`
 * @example iota([2, 3], 1) // [[0, 1, 2], [0, 1, 2]]
 */
export function iota(shape: Shape, axis = 0, dtype: DType = "int32"): Tensor {
  checkShape("iota", shape);
  if (!(axis >= 0 && axis < shape.length))
    throw new OpError("iota", `axis ${axis} is out of range for rank ${shape.length}`);
  return apply(iotaRecord, [], { shape: [...shape], axis, dtype });
}

/**
 * Returns a tensor of `shape` whose every element is `value`.
 * @param dtype default float32
 * @throws OpError for sizes that are no whole numbers, or an unknown dtype
 * @see TensorFlow.js's `tf.fill`
 * @example fill([2], 7) // [7, 7]
 */
export function fill(shape: Shape, value: number, dtype: DType = "float32"): Tensor {
  checkShape("fill", shape);
  if (!isDType(dtype)) throw new OpError("fill", `unknown dtype ${String(dtype)}; use one of ${dtypeNames()}`);
  return trace().literal(value, [...shape], dtype);
}

/**
 * Returns a tensor of zeros.
 * @param dtype default float32
 * @returns a tensor of `shape`
 * @see TensorFlow.js's `tf.zeros`
 * @example zeros([2]) // [0, 0]
 */
export function zeros(shape: Shape, dtype: DType = "float32"): Tensor {
  return fill(shape, 0, dtype);
}

/**
 * Returns a tensor of ones.
 * @param dtype default float32
 * @returns a tensor of `shape`
 * @see TensorFlow.js's `tf.ones`
 * @example ones([2]) // [1, 1]
 */
export function ones(shape: Shape, dtype: DType = "float32"): Tensor {
  return fill(shape, 1, dtype);
}

/**
 * Returns zeros of the shape and dtype of `x`.
 * @see TensorFlow.js's `tf.zerosLike`
 * @example zerosLike([5, 6]) // [0, 0]
 */
export function zerosLike(x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  return fill(t.shape, 0, t.dtype);
}

/**
 * Returns ones of the shape and dtype of `x`.
 * @see TensorFlow.js's `tf.onesLike`
 * @example onesLike([5, 6]) // [1, 1]
 */
export function onesLike(x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  return fill(t.shape, 1, t.dtype);
}

/**
 * Returns the numbers start, start + step, … before `stop`.
 * @param step default 1, or −1 when `stop` lies below `start`
 * @param dtype default float32
 * @returns a vector of ⌈(stop − start) / step⌉ numbers
 * @throws OpError when `step` is 0
 * @see TensorFlow.js's `tf.range`
 * @example range(0, 6, 2) // [0, 2, 4]
 */
export function range(
  start: number,
  stop: number,
  step: number = stop < start ? -1 : 1,
  dtype: DType = "float32",
): Tensor {
  if (step === 0) throw new OpError("range", "step must not be 0");
  const count = Math.max(0, Math.ceil((stop - start) / step));
  const index = iota([count], 0, isFloat(dtype) ? "float32" : dtype);
  return add(mul(index, fill([], step, dtype)), fill([], start, dtype));
}

/**
 * Returns `count` evenly spaced float32 numbers from `start` to `stop`, both included.
 * @returns a vector of `count` float32 numbers
 * @throws OpError when `count` is not a positive whole number
 * @see TensorFlow.js's `tf.linspace`
 * @example linspace(0, 1, 3) // [0, 0.5, 1]
 */
export function linspace(start: number, stop: number, count: number): Tensor {
  if (!Number.isInteger(count) || count <= 0) throw new OpError("linspace", `takes a positive count, got ${count}`);
  if (count === 1) return fill([1], start);
  const spaced = add(mul(iota([count], 0, "float32"), (stop - start) / (count - 1)), start);
  // the last number is `stop` itself, whatever rounding did
  return where(equal(iota([count]), fill([], count - 1, "int32")), stop, spaced);
}

/**
 * Returns the identity matrix [..., rows, columns].
 * @param columns default `rows`
 * @param batchShape leading dimensions, default none
 * @param dtype default float32
 * @see TensorFlow.js's `tf.eye`
 * @example eye(2) // [[1, 0], [0, 1]]
 */
export function eye(rows: number, columns: number = rows, batchShape: Shape = [], dtype: DType = "float32"): Tensor {
  const shape = [...batchShape, rows, columns];
  return cast(equal(iota(shape, shape.length - 2), iota(shape, shape.length - 1)), dtype);
}

/**
 * Returns the vector `x` as the diagonal of a square matrix of zeros. Keeps the dtype.
 * @throws OpError when `x` is no vector
 * @see TensorFlow.js's `tf.diag`
 * @example diag([1, 2]) // [[1, 0], [0, 2]]
 */
export function diag(x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  if (t.rank !== 1) throw new OpError("diag", `takes a vector, got rank ${t.rank}`);
  const [n] = t.shape;
  return where(cast(eye(n!), "bool"), expandDims(t, 1), fill([], 0, t.dtype));
}

/**
 * Returns rows of length `depth` that are `onValue` at the index and `offValue` elsewhere; an index out of range gives no `onValue`.
 * Shape of `indices` with `depth` put last.
 * @param onValue default 1
 * @param offValue default 0
 * @param dtype default int32, as in TensorFlow.js
 * @throws OpError when the indices are not integers
 * @example oneHot([0, 2], 3) // [[1, 0, 0], [0, 0, 1]]
 */
export function oneHot(indices: TensorLike, depth: number, onValue = 1, offValue = 0, dtype: DType = "int32"): Tensor {
  if (!Number.isInteger(depth) || depth < 1) throw new OpError("oneHot", `depth is a positive integer, got ${depth}`);
  const given = trace().toTensor(indices, "int32");
  if (given.dtype !== "int32" && given.dtype !== "uint32") {
    throw new OpError("oneHot", `indices are int32, got ${given.dtype}; cast them first`);
  }
  const t = cast(given, "int32");
  const hit = equal(expandDims(t, -1), iota([...t.shape, depth], t.rank));
  if (onValue === 1 && offValue === 0) return cast(hit, dtype);
  return where(hit, fill([], onValue, dtype), fill([], offValue, dtype));
}
