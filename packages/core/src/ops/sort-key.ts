/** Unsigned keys in the order of other numbers, and back. */
import type { DType } from "../ir/dtype.ts";
import { isFloat } from "../ir/dtype.ts";
import type { Expr } from "../ir/expr.ts";
import { u32 } from "../ir/expr.ts";
import type { Tensor } from "../tensor.ts";
import { cast } from "./cast.ts";
import { reshape } from "./movement.ts";
import { apply, defineOp } from "./record.ts";
import * as s from "./scalar.ts";

const SIGN = 0x80000000;
const LAST = 0xffffffff;

const view = new DataView(new ArrayBuffer(4));

function floatKey(v: number, equalZeros: boolean, descending: boolean): number {
  if (Number.isNaN(v)) return LAST;
  view.setFloat32(0, equalZeros && v === 0 ? 0 : v);
  const bits = view.getUint32(0);
  const key = bits >= SIGN ? ~bits >>> 0 : bits + SIGN;
  return descending ? LAST - key : key;
}

/** Negative floats have their bits turned over, others their sign; NaN is last either way. */
function floatKeyOf(x: Expr, equalZeros: boolean, descending: boolean): Expr {
  const own = s.bitcast(x, "u32");
  const bits = equalZeros ? s.select(s.eq(x, 0), u32(0), own) : own;
  const key = s.select(s.ge(bits, SIGN), s.xor(bits, LAST), s.or(bits, SIGN));
  return s.select(s.isNaNBits(x), u32(LAST), descending ? s.xor(key, LAST) : key);
}

const keyRecord = defineOp({
  name: "sortKey",
  infer: ([x]) => ({ shape: x!.shape, dtype: "uint32" }),
  reference: ([x], { equalZeros, descending }) =>
    x!.data.map((v) => {
      if (isFloat(x!.dtype)) return floatKey(v, equalZeros === true, descending === true);
      const key = x!.dtype === "uint32" ? v : v + SIGN;
      return descending ? LAST - key : key;
    }),
  lowering: {
    kind: "element",
    access: "identity",
    element: (c) => {
      const { equalZeros, descending } = c.attrs;
      const x = c.read(0, c.index);
      if (x.type === "f32") return floatKeyOf(x, equalZeros === true, descending === true);
      const key = x.type === "i32" ? s.xor(s.bitcast(x, "u32"), SIGN) : x;
      return descending ? s.xor(key, LAST) : key;
    },
  },
  cases: [
    { inputs: [{ shape: [2, 5] }], attrs: { equalZeros: true, descending: false } },
    { inputs: [{ shape: [2, 5] }], attrs: { equalZeros: false, descending: true } },
    { inputs: [{ shape: [7], dtype: "int32", range: [-9, 9] }], attrs: { equalZeros: true, descending: false } },
    { inputs: [{ shape: [7], dtype: "uint32", range: [0, 9] }], attrs: { equalZeros: true, descending: true } },
  ],
});

/** The number that `sortKey` gave each key for. */
const valueRecord = defineOp({
  name: "sortValue",
  infer: ([key], attrs) => ({ shape: key!.shape, dtype: attrs["dtype"] as DType }),
  reference: ([key], { dtype, descending }) =>
    key!.data.map((k) => {
      const own = descending ? LAST - k : k;
      if (dtype !== "float32") return dtype === "int32" ? own - SIGN : own;
      view.setUint32(0, own >= SIGN ? own - SIGN : ~own);
      return view.getFloat32(0);
    }),
  lowering: {
    kind: "element",
    access: "identity",
    element: (c) => {
      const { dtype, descending } = c.attrs;
      const given = c.read(0, c.index);
      const key = descending ? s.xor(given, LAST) : given;
      if (dtype === "uint32") return key;
      if (dtype === "int32") return s.bitcast(s.xor(key, SIGN), "i32");
      return s.bitcast(s.select(s.ge(key, SIGN), s.xor(key, SIGN), s.xor(key, LAST)), "f32");
    },
  },
  // keys of numbers from −2 to 2 that are not subnormal, which some GPUs take for 0
  cases: [
    {
      inputs: [{ shape: [2, 5], dtype: "uint32", range: [0xbe000000, 0xbfffffff] }],
      attrs: { dtype: "float32", descending: false },
    },
    {
      inputs: [{ shape: [2, 5], dtype: "uint32", range: [0xbe000000, 0xbfffffff] }],
      attrs: { dtype: "float32", descending: true },
    },
    {
      inputs: [{ shape: [5], dtype: "uint32", range: [0x7ffffff0, 0x80000010] }],
      attrs: { dtype: "int32", descending: false },
    },
    { inputs: [{ shape: [5], dtype: "uint32", range: [0, 9] }], attrs: { dtype: "uint32", descending: true } },
  ],
});

/** The dtype among those that have keys which holds all of `dtype`. */
function plain(dtype: DType): DType {
  if (isFloat(dtype)) return "float32";
  return dtype === "uint32" || dtype === "bool" ? "uint32" : "int32";
}

/**
 * Keys of the rows of a matrix, [1, rows, size] of uint32: less where the element comes earlier. NaN comes last.
 * @param equalZeros whether −0 and 0 have one key
 */
export function keysOf(rows: Tensor, descending: boolean, equalZeros: boolean): Tensor {
  const x = cast(rows, plain(rows.dtype));
  return reshape(apply(keyRecord, [x], { descending, equalZeros }), [1, ...x.shape]);
}

/** What has these keys, as `dtype`. */
export function valuesOf(keys: Tensor, descending: boolean, dtype: DType): Tensor {
  return cast(apply(valueRecord, [keys], { dtype: plain(dtype), descending }), dtype);
}
