/** Values on the console. */
import type { Tensor } from "../tensor.ts";
import type { FormatOptions } from "./format.ts";
import { formatValues } from "./format.ts";

/**
 * Logs the values of `t`, of any shape and dtype, the way NumPy prints them. Returns a promise, done when they have arrived and are
 * logged.
 * @example print(tensor([[1, 2.5], [-3, 4]])) // undefined
 */
export async function print(t: Tensor, options: FormatOptions = {}): Promise<void> {
  console.log(formatValues(await t.data(), t.shape, t.dtype, options));
}
