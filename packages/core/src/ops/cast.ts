/** Changing the dtype of a value: by conversion (cast), or by reading its bits anew (bitcast). */
import type { DType } from "../ir/dtype.ts";
import { isDType, isFloat } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { wrap } from "./reference.ts";
import * as s from "./scalar.ts";

const dtypeOf = (attrs: Attrs): DType => attrs["dtype"] as DType;

const castRecord: OpRecord = defineOp({
  name: "cast",
  infer: ([x], attrs) => ({ shape: x!.shape, dtype: dtypeOf(attrs) }),
  // floats outside the integer range saturate or wrap, as the device likes: no case tests them
  reference: ([x], attrs) =>
    x!.data.map((v) => wrap(Number.isNaN(v) && dtypeOf(attrs) === "bool" ? 1 : v, dtypeOf(attrs))),
  lowering: {
    kind: "element",
    access: "identity",
    element: (c) => {
      const x = c.read(0, c.index);
      const type = s.scalarType(dtypeOf(c.attrs));
      return type === "bool" && x.type !== "bool" ? s.ne(x, 0) : s.convert(x, type);
    },
  },
  vjp: (g, { inputs: [x] }) => [isFloat(x!.dtype) ? cast(g, x!.dtype) : undefined],
  cases: [
    { inputs: [{ shape: [7] }], attrs: { dtype: "int32" } },
    { inputs: [{ shape: [7] }], attrs: { dtype: "bool" } },
    { inputs: [{ shape: [7] }], attrs: { dtype: "float32" } },
    { inputs: [{ shape: [7], range: [0, 9] }], attrs: { dtype: "uint32" } },
    { inputs: [{ shape: [2, 5], dtype: "int32", range: [-9, 9] }], attrs: { dtype: "float32" } },
    { inputs: [{ shape: [2, 5], dtype: "int32", range: [-2, 2] }], attrs: { dtype: "bool" } },
    { inputs: [{ shape: [2, 5], dtype: "int32", range: [-9, 9] }], attrs: { dtype: "uint32" } },
    { inputs: [{ shape: [], dtype: "bool" }], attrs: { dtype: "float32" } },
    { inputs: [{ shape: [3], dtype: "bool" }], attrs: { dtype: "int32" } },
    { inputs: [{ shape: [3], dtype: "uint32", range: [0, 9] }], attrs: { dtype: "float32" } },
  ],
});

/**
 * Returns `x` with its elements converted to `dtype`: floats truncate towards zero to integers, non-zero becomes true, true becomes 1.
 * @throws OpError when `dtype` is not one that Weir knows
 * @example cast([1.7, -1.7], "int32") // [1, -1]
 */
export function cast(x: TensorLike, dtype: DType): Tensor {
  if (!isDType(dtype)) throw new OpError("cast", `unknown dtype ${String(dtype)}; use float32, int32, uint32 or bool`);
  const t = trace().toTensor(x);
  return t.dtype === dtype ? t : apply(castRecord, [t], { dtype });
}

const view = new DataView(new ArrayBuffer(4));

function readBits(value: number, from: DType, to: DType): number {
  if (from === "float32") view.setFloat32(0, value);
  else view.setInt32(0, value);
  return to === "float32" ? view.getFloat32(0) : to === "int32" ? view.getInt32(0) : view.getUint32(0);
}

const bitcastRecord: OpRecord = defineOp({
  name: "bitcast",
  infer: ([x], attrs) => ({ shape: x!.shape, dtype: dtypeOf(attrs) }),
  reference: ([x], attrs) => x!.data.map((v) => readBits(v, x!.dtype, dtypeOf(attrs))),
  lowering: {
    kind: "element",
    access: "identity",
    element: (c) => s.bitcast(c.read(0, c.index), s.scalarType(dtypeOf(c.attrs))),
  },
  cases: [
    { inputs: [{ shape: [7], dtype: "int32", range: [1, 9e8] }], attrs: { dtype: "float32" } },
    { inputs: [{ shape: [7], dtype: "int32", range: [-9, 9] }], attrs: { dtype: "uint32" } },
  ],
});

/**
 * Returns the bits of every element of `x` read as `dtype`. No gradient flows through it.
 * @throws OpError for bool, whose bits have no meaning
 * @example bitcast([1], "int32") // [1065353216]
 */
export function bitcast(x: TensorLike, dtype: DType): Tensor {
  const t = trace().toTensor(x);
  if (!isDType(dtype) || dtype === "bool" || t.dtype === "bool") {
    throw new OpError(
      "bitcast",
      `goes between float32, int32 and uint32, got ${t.dtype} to ${String(dtype)}; use cast for bool`,
    );
  }
  return t.dtype === dtype ? t : apply(bitcastRecord, [t], { dtype });
}
