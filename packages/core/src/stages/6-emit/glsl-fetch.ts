/** GLSL functions that fetch texels and elements: of a buffer, and of a local array kept in layers. */
import type { DeviceDType, ScalarType } from "../../ir/dtype.ts";
import { glslType } from "./glsl-operations.ts";
import type { Extent } from "../../ir/texture.ts";
import { bufferExtent } from "../../ir/texture.ts";

/** A local array as textures. */
export interface Scratch extends Extent {
  readonly dtype: DeviceDType;
  readonly layers: number;
}

/** The kind of sampler that gives values stored as that type. */
export const SAMPLERS: { readonly [T in ScalarType]: string } = {
  f32: "sampler2D",
  i32: "isampler2D",
  u32: "usampler2D",
  bool: "isampler2D",
};

/** bool is stored as i32. */
export function storedType(type: ScalarType): ScalarType {
  return type === "bool" ? "i32" : type;
}

/** Texel t of a buffer of `elements`, counted from texel `start`. */
export function texelOfBuffer(s: string, type: ScalarType, elements: number, start = ""): string {
  const { width } = bufferExtent(elements);
  if (start)
    return `${glslType(type, 4)} texel_${s}(int i) {
  int t = i + ${start};
  return texelFetch(${s}, ivec2(t & ${width - 1}, t >> ${Math.log2(width)}), 0);
}`;
  return `${glslType(type, 4)} texel_${s}(int t) { return texelFetch(${s}, ivec2(t & ${width - 1}, t >> ${Math.log2(width)}), 0); }`;
}

/** Texel t of a local array is texel t div P of layer t mod P. */
export function texelOfScratch(s: string, type: ScalarType, { width, layers }: Scratch): string {
  return `${glslType(type, 4)} texel_${s}(int t) {
  int at = t >> ${Math.log2(layers)};
  return texelFetch(${s}, ivec3(at & ${width - 1}, at >> ${Math.log2(width)}, t & ${layers - 1}), 0);
}`;
}

/** Four neighbours that begin anywhere, out of two texels. */
export function fourText(s: string, vector: string): string {
  return `${vector} four_${s}(int i) {
  ${vector} a = texel_${s}(i >> 2);
  int c = i & 3;
  if (c == 0) return a;
  ${vector} b = texel_${s}((i >> 2) + 1);
  return c == 1 ? ${vector}(a.yzw, b.x) : c == 2 ? ${vector}(a.zw, b.xy) : ${vector}(a.w, b.xyz);
}`;
}
