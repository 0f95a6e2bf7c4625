/**
 * The bits of 16-bit floats on the host. A float16 in the place of a float32's bits is a float32 whose exponent is 112 too small,
 * subnormals included; a bfloat16 is the upper half of a float32.
 */

/** Floats of 16 bits. */
export type HalfDType = "float16" | "bfloat16";

/** Whether memory that holds `dtype` holds floats of 16 bits. */
export function isHalf(dtype: string): dtype is HalfDType {
  return dtype === "float16" || dtype === "bfloat16";
}

const NAN: { readonly [D in HalfDType]: number } = { float16: 0x7e00, bfloat16: 0x7fc0 };

/** The bits of `values`, which are numbers of `dtype`: nothing is rounded. */
export function bitsOfHalves(dtype: HalfDType, values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const out = new Uint16Array(values.length);
  const scale = dtype === "float16" ? 2 ** -112 : 1;
  const float = new Float32Array(1);
  const word = new Uint32Array(float.buffer);
  for (let i = 0; i < out.length; i++) {
    const v = values[i]!;
    float[0] = v * scale;
    const bits = word[0]!;
    if (Number.isNaN(v)) out[i] = NAN[dtype];
    else out[i] = dtype === "float16" ? ((bits >>> 16) & 0x8000) | ((bits >>> 13) & 0x7fff) : bits >>> 16;
  }
  return out;
}

/** The numbers whose bits are `bits`. */
export function halvesFromBits(dtype: HalfDType, bits: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const words = Uint32Array.from({ length: bits.length }, (_, i) => widened(dtype, bits[i]!));
  const values = new Float32Array(words.buffer);
  if (dtype === "float16") for (let i = 0; i < values.length; i++) values[i]! *= 2 ** 112;
  return values;
}

function widened(dtype: HalfDType, h: number): number {
  if (dtype === "bfloat16") return h << 16;
  const magnitude = (h & 0x7fff) << 13;
  return ((h & 0x8000) << 16) | ((h & 0x7c00) === 0x7c00 ? magnitude | 0x7f800000 : magnitude);
}
