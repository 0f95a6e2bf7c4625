/** What a program may ask of dtypes themselves. */
import { DTYPES } from "./ir/dtype.ts";

export { promote } from "./ir/dtype.ts";

/**
 * Returns the IEEE 754 binary16 bits of `values`, each rounded to nearest even: how files and other libraries hold float16.
 * @example float16Bits([1, 65504]) // [15360, 31743]
 */
export function float16Bits(values: ArrayLike<number>): Uint16Array {
  return Uint16Array.from({ length: values.length }, (_, i) => bitsOf(values[i]!));
}

function bitsOf(value: number): number {
  const v = DTYPES.float16.round(value);
  const sign = v < 0 || Object.is(v, -0) ? 0x8000 : 0;
  const size = Math.abs(v);
  if (Number.isNaN(v)) return 0x7e00;
  if (size === Infinity) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | (size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  return sign | (((exponent + 15) << 10) + (size / 2 ** exponent - 1) * 1024);
}

/**
 * Returns the numbers whose IEEE 754 binary16 bits are `bits`; `tensor(float16FromBits(bits), shape, "float16")` keeps them exactly.
 * @example float16FromBits([15360, 31743]) // [1, 65504]
 */
export function float16FromBits(bits: ArrayLike<number>): Float32Array {
  return Float32Array.from({ length: bits.length }, (_, i) => numberOf(bits[i]!));
}

function numberOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
