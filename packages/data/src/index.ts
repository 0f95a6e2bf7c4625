/**
 * The public names of `@weir/data`, and nothing else: the MNIST digits, and datasets that are shuffled, cut and batched, as in `tf.data`.
 * @module @weir/data
 */
export type { Column, ColumnArray, Columns } from "./column.ts";
export { Dataset, fromArrays, type BatchOptions, type ShuffleOptions } from "./dataset.ts";
export { mnist, type Digits, type DigitsSplit } from "./digits.ts";
