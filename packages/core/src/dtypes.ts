/** What a program may ask of dtypes themselves. */
import { DTYPES } from "./ir/dtype.ts";
import { bitsOfHalves, halvesFromBits } from "./ir/half.ts";

export { promote } from "./ir/dtype.ts";

/**
 * Returns the IEEE 754 binary16 bits of `values`, each rounded to nearest even: how files and other libraries hold float16.
 * @example float16Bits([1, 65504]) // [15360, 31743]
 */
export function float16Bits(values: ArrayLike<number>): Uint16Array {
  return bitsOfHalves(
    "float16",
    Float64Array.from({ length: values.length }, (_, i) => DTYPES.float16.round(values[i]!)),
  );
}

/**
 * Returns the numbers whose IEEE 754 binary16 bits are `bits`; `tensor(float16FromBits(bits), shape, "float16")` keeps them exactly.
 * @example float16FromBits([15360, 31743]) // [1, 65504]
 */
export function float16FromBits(bits: ArrayLike<number>): Float32Array {
  return halvesFromBits("float16", bits);
}
