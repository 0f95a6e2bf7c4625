/** Changing the dtype of a value: by conversion (cast), or by reading its bits anew (bitcast). */
import type { DType } from "../ir/dtype.ts";
import { DTYPES, dtypeNames, isDType, isFloat, isInexact, isInteger } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import type { ComplexRule, OpRecord } from "./record.ts";
import type { Expr } from "../ir/expr.ts";
import { constant } from "../ir/expr.ts";
import { NARROW } from "./narrow.ts";
import { apply, defineOp, trace } from "./record.ts";
import { wrap } from "./reference.ts";
import * as s from "./scalar.ts";

const dtypeOf = (attrs: Attrs): DType => attrs["dtype"] as DType;

/** Floats beyond the 32-bit integers become the nearest one, NaN becomes 0: then narrower integers take the lowest bits. */
function whole(v: number, to: DType): number {
  if (!isInteger(to)) return v;
  const [low, high] = to === "uint32" ? [0, 2 ** 32 - 1] : [-(2 ** 31), 2 ** 31 - 1];
  return Number.isNaN(v) ? 0 : Math.max(low, Math.min(high, Math.trunc(v)));
}

/** The same in a kernel, where a conversion out of range may give anything. */
function saturate(x: Expr, type: "i32" | "u32"): Expr {
  const [low, high] = type === "u32" ? [0, 2 ** 32] : [-(2 ** 31), 2 ** 31];
  const inside = s.convert(x, type);
  const below = s.select(s.isNaNBits(x), constant(0, type), constant(low, type));
  return s.select(s.ge(x, high), constant(high - 1, type), s.select(s.gt(x, low - 1), inside, below));
}

const castRule: ComplexRule = ([x], attrs, { complex, notEqual, real }) => {
  if (dtypeOf(attrs) === "complex64") return complex(x!, 0);
  return dtypeOf(attrs) === "bool" ? notEqual(x!, 0) : cast(real(x!), dtypeOf(attrs));
};

const castRecord: OpRecord = defineOp({
  name: "cast",
  complex: castRule,
  infer: ([x], attrs) => ({ shape: x!.shape, dtype: dtypeOf(attrs) }),
  reference: ([x], attrs) => x!.data.map((v) => wrap(isFloat(x!.dtype) ? whole(v, dtypeOf(attrs)) : v, dtypeOf(attrs))),
  lowering: {
    kind: "element",
    access: "identity",
    element: (c) => {
      const x = c.read(0, c.index);
      const type = s.scalarType(dtypeOf(c.attrs));
      if (type === "bool" && x.type !== "bool") return s.ne(x, 0);
      return x.type === "f32" && (type === "i32" || type === "u32") ? saturate(x, type) : s.convert(x, type);
    },
  },
  vjp: (g, { inputs: [x] }) => [isInexact(x!.dtype) ? cast(g, x!.dtype) : undefined],
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
 * Returns `x` with its elements converted to `dtype`: floats truncate towards zero to integers, non-zero (NaN too) becomes true, true
 * becomes 1. Integers wrap around to fewer bits. Floats beyond the range of int32 (uint32) saturate and NaN becomes 0, as in XLA;
 * TensorFlow leaves both undefined. Floats round to nearest even. A complex value loses its imaginary part.
 * @returns the shape of `x`, and `dtype`
 * @throws OpError when `dtype` is not one that Weir knows, or for strings
 * @example cast([1.7, -1.7], "int32") // [1, -1]
 */
export function cast(x: TensorLike, dtype: DType): Tensor {
  if (!isDType(dtype)) throw new OpError("cast", `unknown dtype ${String(dtype)}; use one of ${dtypeNames()}`);
  const t = trace().toTensor(x);
  if (t.dtype === dtype) return t;
  if (t.dtype === "string" || dtype === "string")
    throw new OpError("cast", `does not go between strings and numbers, got ${t.dtype} to ${dtype}`);
  return apply(castRecord, [t], { dtype });
}

defineOp({
  name: "narrow",
  infer: ([x]) => x!,
  reference: ([x], attrs) => x!.data.map(DTYPES[dtypeOf(attrs)].round),
  lowering: { kind: "element", access: "identity", element: (c) => NARROW[dtypeOf(c.attrs)]!(c.read(0, c.index)) },
  cases: [
    { inputs: [{ shape: [7] }], attrs: { dtype: "float16" } },
    { inputs: [{ shape: [7] }], attrs: { dtype: "bfloat16" } },
    { inputs: [{ shape: [9], dtype: "int32", range: [-999, 999] }], attrs: { dtype: "int8" } },
    { inputs: [{ shape: [9], dtype: "int32", range: [-999, 999] }], attrs: { dtype: "uint8" } },
  ],
});

/** What an op that computes sees of a narrow value in memory: see `represent.ts`. */
defineOp({
  name: "widen",
  infer: ([x]) => x!,
  reference: ([x]) => x!.data,
  lowering: { kind: "element", access: "identity", element: (c) => c.read(0, c.index) },
  cases: [{ inputs: [{ shape: [7] }] }],
});

const view = new DataView(new ArrayBuffer(4));

function readBits(value: number, from: DType, to: DType): number {
  if (from === "float32") view.setFloat32(0, value);
  else view.setInt32(0, value);
  return to === "float32" ? view.getFloat32(0) : to === "int32" ? view.getInt32(0) : view.getUint32(0);
}

/** Dtypes whose 32 bits are what they seem. */
const WORDS: ReadonlySet<DType> = new Set(["float32", "int32", "uint32"]);

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
 * @returns the shape of `x`, and `dtype`
 * @throws OpError for other dtypes than float32, int32 and uint32
 * @see TensorFlow's `tf.bitcast`
 * @example bitcast([1], "int32") // [1065353216]
 */
export function bitcast(x: TensorLike, dtype: DType): Tensor {
  const t = trace().toTensor(x);
  if (![dtype, t.dtype].every((d) => WORDS.has(d))) {
    throw new OpError(
      "bitcast",
      `goes between float32, int32 and uint32, got ${t.dtype} to ${String(dtype)}; use cast for bool`,
    );
  }
  return t.dtype === dtype ? t : apply(bitcastRecord, [t], { dtype });
}
