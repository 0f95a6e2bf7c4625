/** How large the values of random programs are. */
import type { Shape } from "../ir/shape.ts";

export interface Sizes {
  /** Of new inputs; the simplest first. */
  readonly shapes: readonly Shape[];
  /** What matrices are multiplied by. */
  readonly columns: readonly number[];
  /** Of a value that others are made from. */
  readonly mostElements: number;
}

/** Programs are many, and edges are everywhere. */
export const SMALL: Sizes = {
  shapes: [[4], [], [1], [3], [17], [2, 4], [3, 5], [8, 8], [5, 1], [1, 6], [2, 3, 4], [4, 17], [2, 2, 3, 2]],
  columns: [3, 1, 4, 8, 17],
  mostElements: 800,
};

/** Rows that a workgroup shares, matrices of several tiles, more elements than one workgroup has invocations. */
export const LARGE: Sizes = {
  shapes: [
    [256],
    [],
    [1],
    [300],
    [5000],
    [33, 65],
    [128, 132],
    [70, 1],
    [1, 260],
    [3, 17, 40],
    [2, 1030],
    [600, 9],
    [2, 20, 10, 17],
  ],
  columns: [64, 1, 20, 70, 130],
  mostElements: 20_000,
};
