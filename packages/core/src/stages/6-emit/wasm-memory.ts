/** How elements lie in memory: which instructions load and store one of them, or four, as 32-bit lanes. */
import type { DeviceDType, ScalarType } from "../../ir/dtype.ts";
import type { Opcode } from "./wasm-assembler.ts";

/** One element as a scalar, and four as 32-bit lanes: `widen` follows their load, `narrow` precedes their store. */
export interface Element {
  readonly bytes: 1 | 2 | 4;
  readonly load: Opcode;
  readonly store: Opcode;
  readonly load4: Opcode;
  readonly widen: readonly Opcode[];
  readonly narrow: readonly Opcode[];
  /** Of the lowest bytes where the elements are narrower than lanes. */
  readonly store4: Opcode;
}

const WORD = { bytes: 4, load4: "v128.load", widen: [], narrow: [], store4: "v128.store" } as const;
const F32: Element = { ...WORD, load: "f32.load", store: "f32.store" };
const I32: Element = { ...WORD, load: "i32.load", store: "i32.store" };
/** The bits of a 16-bit float. */
const HALF: Element = {
  bytes: 2,
  load: "i32.load16_u",
  store: "i32.store16",
  load4: "v128.load16x4_u",
  widen: [],
  narrow: ["i16x8.narrow_i32x4_u"],
  store4: "v128.store64_lane",
};
const BYTE = { bytes: 1, store: "i32.store8", load4: "v128.load32_zero", store4: "v128.store32_lane" } as const;
const INT8: Element = {
  ...BYTE,
  load: "i32.load8_s",
  widen: ["i16x8.extend_low_i8x16_s", "i32x4.extend_low_i16x8_s"],
  narrow: ["i16x8.narrow_i32x4_s", "i8x16.narrow_i16x8_s"],
};
const UINT8: Element = {
  ...BYTE,
  load: "i32.load8_u",
  widen: ["i16x8.extend_low_i8x16_u", "i32x4.extend_low_i16x8_u"],
  narrow: ["i16x8.narrow_i32x4_s", "i8x16.narrow_i16x8_u"],
};

/** How memory holds the elements of each dtype. */
export const ELEMENTS: { readonly [D in DeviceDType]: Element } = {
  float32: F32,
  int32: I32,
  uint32: I32,
  bool: I32,
  float16: HALF,
  bfloat16: HALF,
  int8: INT8,
  uint8: UINT8,
};

/** How a local array holds scalars. */
export function localElement(type: ScalarType): Element {
  return type === "f32" ? F32 : I32;
}
