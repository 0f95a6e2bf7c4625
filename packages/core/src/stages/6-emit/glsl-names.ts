/** Names that a kernel gives, as names GLSL takes. */

/** GLSL's words and functions, and ours, that a kernel's names could meet; such names get an underscore. */
const TAKEN = new Set(
  (
    "abs active all any asm attribute bool both break bvec4 case cast ceil class common const continue cos default discard do dot double either else " +
    "enum equal exp extern external false filter fixed flat float floor for fract goto half highp if in inline inout input int interface invariant " +
    "ivec4 layout length log long lowp main max mediump min mix mod modulo namespace noinline not out output partition pow precision public quotient " +
    "resource return round roundEven sample sampler2D select shared short sign sin sizeof sqrt static step struct superp switch tan tanh task template " +
    "texture this true trunc typedef uint unequal uniform union unsigned using uvec4 varying vec4 void volatile while zero"
  ).split(" "),
);

/** `n` as a GLSL identifier. `task` stays what it is. */
export function name(n: string): string {
  if (n === "task") return n;
  const plain = n.replace(/\W/g, "_").replace(/__+/g, "_");
  return TAKEN.has(plain) ||
    /^(s\d+|out\d+|gl_.*|(texel|element|four)_s\d+|(rem|select|mulhi|maximum|minimum)_.*)$/.test(plain)
    ? `${plain}_`
    : plain;
}
