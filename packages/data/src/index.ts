// Public names of @weir/data, nothing else.
export type { Column, ColumnArray, Columns } from "./column.ts";
export { Dataset, fromArrays, type BatchOptions, type ShuffleOptions } from "./dataset.ts";
export { mnist, type Digits, type DigitsSplit } from "./digits.ts";
