/**
 * Narrow elements in WGSL, whose memory is made of words: two 16-bit floats, or four bytes, are one u32. Four aligned neighbours are
 * stored as whole words. Where a kernel stores one element, others may be storing to the same word: such an array is atomic.
 */
import type { DeviceDType } from "../../ir/dtype.ts";
import { DTYPES } from "../../ir/dtype.ts";

/** An argument whose elements are packed. 16-bit floats are read and written as their bits. */
export interface Packed {
  readonly array: string;
  readonly dtype: DeviceDType;
  readonly atomic: boolean;
}

/** Elements of one word, as a shift: an index divided by that many is the word's. */
function wordShift({ dtype }: Packed): number {
  return DTYPES[dtype].bytes === 1 ? 2 : 1;
}

/** The type of the array's elements as kernels see them. */
function typeOf({ dtype }: Packed): string {
  return DTYPES[dtype].bytes === 1 ? "i32" : "u32";
}

/** The declared type of an array of `size` elements. */
export function packedArray(p: Packed, size: number): string {
  const words = Math.max(1, Math.ceil(size / 2 ** wordShift(p)));
  return `array<${p.atomic ? "atomic<u32>" : "u32"}, ${words}>`;
}

function word(p: Packed, index: string): string {
  return p.atomic ? `atomicLoad(&${p.array}[${index}])` : `${p.array}[${index}]`;
}

/** The low bits of the u32 `text` as an element, one or four. */
function element({ dtype }: Packed, text: string, vector: "" | "vec4"): string {
  const u32 = vector ? "vec4<u32>" : "u32";
  const i32 = vector ? "vec4<i32>" : "i32";
  if (dtype === "int8") return `bitcast<${i32}>((${text}) << ${u32}(24u)) >> ${u32}(24u)`;
  if (dtype === "uint8") return `bitcast<${i32}>((${text}) & ${u32}(255u))`;
  return `(${text}) & ${u32}(65535u)`;
}

/** A function that reads element i. */
export function readPacked(p: Packed): string {
  const [shift, lanes, bits] = DTYPES[p.dtype].bytes === 1 ? [2, 3, 3] : [1, 1, 4];
  const at = `(${word(p, `i >> ${shift}u`)} >> (u32(i & ${lanes}) << ${bits}u))`;
  return `fn read_${p.array}(i: i32) -> ${typeOf(p)} { return ${element(p, at, "")}; }`;
}

/** A function that reads the four elements from i on, which is a multiple of four. */
export function readFourPacked(p: Packed): string {
  const type = `vec4<${typeOf(p)}>`;
  if (DTYPES[p.dtype].bytes === 1)
    return `fn quad_${p.array}(i: i32) -> ${type} { return ${element(p, `vec4<u32>(${word(p, "i >> 2u")}) >> vec4<u32>(0u, 8u, 16u, 24u)`, "vec4")}; }`;
  return `fn quad_${p.array}(i: i32) -> ${type} {
  let a = ${word(p, "i >> 1u")};
  let b = ${word(p, "(i >> 1u) + 1")};
  return vec4<u32>(a & 65535u, a >> 16u, b & 65535u, b >> 16u);
}`;
}

/** A function that writes element i, beside others of its word. */
export function writePacked(p: Packed): string {
  const [shift, lanes, bits, mask] = DTYPES[p.dtype].bytes === 1 ? [2, 3, 3, 255] : [1, 1, 4, 65535];
  return `fn write_${p.array}(i: i32, v: ${typeOf(p)}) {
  let by = u32(i & ${lanes}) << ${bits}u;
  atomicAnd(&${p.array}[i >> ${shift}u], ~(${mask}u << by));
  atomicOr(&${p.array}[i >> ${shift}u], (u32(v) & ${mask}u) << by);
}`;
}

/** A function that writes the four elements from i on, which is a multiple of four: whole words. */
export function writeFourPacked(p: Packed): string {
  const put = (at: string, text: string): string =>
    p.atomic ? `atomicStore(&${p.array}[${at}], ${text})` : `${p.array}[${at}] = ${text}`;
  const type = `vec4<${typeOf(p)}>`;
  if (DTYPES[p.dtype].bytes === 1)
    return `fn store_${p.array}(i: i32, v: ${type}) {
  let w = (bitcast<vec4<u32>>(v) & vec4<u32>(255u)) << vec4<u32>(0u, 8u, 16u, 24u);
  ${put("i >> 2u", "w.x | w.y | w.z | w.w")};
}`;
  return `fn store_${p.array}(i: i32, v: ${type}) {
  ${put("i >> 1u", "v.x | (v.y << 16u)")};
  ${put("(i >> 1u) + 1", "v.z | (v.w << 16u)")};
}`;
}
