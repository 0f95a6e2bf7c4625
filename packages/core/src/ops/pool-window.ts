/** Pooling windows: reading their taps, in kernels and in references, and the geometries that the table tests. */
import type { Expr } from "../ir/expr.ts";
import { i32 } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import { ints } from "./movement.ts";
import type { Case, CaseInput, ElementContext, HostTensor } from "./record.ts";
import { at } from "./reference.ts";
import * as s from "./scalar.ts";
import { tapIndex, tapPosition, windowGrid, windowsOf } from "./window.ts";

export const windowSize = (attrs: Attrs): readonly number[] => ints(attrs, "window");
export const imageSize = (shape: readonly number[]): readonly number[] => shape.slice(1, 3);
export const tapCount = (attrs: Attrs): number => windowSize(attrs)[0]! * windowSize(attrs)[1]!;

export function pooledShape(shape: readonly number[], attrs: Attrs): number[] {
  return [shape[0]!, ...windowGrid(imageSize(shape), windowSize(attrs), windowsOf(attrs)), shape[3]!];
}

/** Whether every position of the image is under at most one tap. */
export function isDisjoint(attrs: Attrs): boolean {
  const { strides } = windowsOf(attrs);
  return windowSize(attrs).every((size, i) => size <= strides[i]!);
}

/** [row, column] of tap number t. */
export function tapOf(attrs: Attrs, t: number): [Expr, Expr] {
  const columns = windowSize(attrs)[1]!;
  return [i32(Math.floor(t / columns)), i32(t % columns)];
}

/** The number of the tap at [row, column]. */
export function tapNumber(attrs: Attrs, k: readonly Expr[]): Expr {
  return s.add(s.mul(k[0]!, windowSize(attrs)[1]!), k[1]!);
}

/** The element of input `i` under tap `k` of window `o` (an index of the pooled shape); `outside` beyond the image. */
export function readTap(c: ElementContext, i: number, o: readonly Expr[], k: readonly Expr[], outside: number): Expr {
  const { at: position, inside } = tapPosition(windowsOf(c.attrs), imageSize(c.inputs[i]!.shape), o.slice(1, 3), k);
  const x = c.read(i, [o[0]!, ...position, o[3]!], inside);
  return outside === 0 ? x : s.select(inside, x, outside);
}

/** `f(value, tap number, index)` for the taps of window `o` that lie inside the image `x`. */
export function eachTap(
  x: HostTensor,
  attrs: Attrs,
  o: readonly number[],
  f: (value: number, tap: number, index: number[]) => void,
): void {
  const w = windowsOf(attrs);
  const columns = windowSize(attrs)[1]!;
  for (let t = 0; t < tapCount(attrs); t++) {
    const h = tapIndex(w, 0, o[1]!, Math.floor(t / columns), x.shape[1]!);
    const v = tapIndex(w, 1, o[2]!, t % columns, x.shape[2]!);
    if (h === undefined || v === undefined) continue;
    const index = [o[0]!, h, v, o[3]!];
    f(at(x, index), t, index);
  }
}

/** The number of the first tap that holds the maximum of window `o` of input `i`, taps unrolled. */
export function firstMaximum(c: ElementContext, i: number, o: readonly Expr[]): Expr {
  let best = readTap(c, i, o, tapOf(c.attrs, 0), -Infinity);
  let first: Expr = i32(0);
  for (let t = 1; t < tapCount(c.attrs); t++) {
    const x = readTap(c, i, o, tapOf(c.attrs, t), -Infinity);
    first = s.select(s.gt(x, best), i32(t), first);
    best = s.max(best, x);
  }
  return first;
}

/** The same for a reference, with the tap's index in the image. */
export function firstMaximumOf(
  x: HostTensor,
  attrs: Attrs,
  o: readonly number[],
): { readonly tap: number; readonly index: readonly number[] } {
  let best = -Infinity;
  let found: { tap: number; index: readonly number[] } = { tap: 0, index: [0, 0, 0, 0] };
  eachTap(x, attrs, o, (v, tap, index) => {
    if (v > best) [best, found] = [v, { tap, index }];
  });
  return found;
}

/** The windows that cover an image position once each: which one, and by which tap. For windows that do not overlap. */
export function onlyWindow(
  attrs: Attrs,
  grid: readonly number[],
  index: readonly Expr[],
): { o: Expr[]; k: [Expr, Expr]; exists: Expr } {
  const { strides, pads } = windowsOf(attrs);
  const position = [s.add(index[1]!, pads[0]), s.add(index[2]!, pads[2])] as const;
  const [h, v] = [s.div(position[0], strides[0]), s.div(position[1], strides[1])];
  const k: [Expr, Expr] = [s.rem(position[0], strides[0]), s.rem(position[1], strides[1])];
  const [rows, columns] = windowSize(attrs);
  const exists = s.all([s.lt(h, grid[0]!), s.lt(v, grid[1]!), s.lt(k[0], rows!), s.lt(k[1], columns!)]);
  return { o: [index[0]!, h, v, index[3]!], k, exists };
}

interface Geometry {
  readonly window: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  readonly shape: readonly [number, number, number, number];
}

/** Few taps: side by side, padded, overlapping; then many. */
const GEOMETRIES: readonly Geometry[] = [
  { window: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0], shape: [2, 4, 6, 3] },
  { window: [2, 2], strides: [2, 3], pads: [0, 1, 1, 0], shape: [1, 5, 5, 4] },
  { window: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], shape: [2, 5, 6, 3] },
  { window: [2, 3], strides: [1, 1], pads: [0, 0, 0, 0], shape: [1, 4, 5, 2] },
  { window: [5, 4], strides: [2, 3], pads: [1, 1, 0, 2], shape: [2, 6, 7, 3] },
  { window: [5, 4], strides: [5, 4], pads: [1, 1, 0, 2], shape: [1, 9, 10, 2] },
];

/** Test cases over the geometries that `fits`; `inputs` makes them of the image's and the pooled shape. */
export function poolCases(
  fits: (attrs: Attrs) => boolean,
  inputs: (image: readonly number[], pooled: readonly number[], attrs: Attrs) => readonly CaseInput[],
): Case[] {
  return GEOMETRIES.flatMap(({ window, strides, pads, shape }) => {
    const attrs: Attrs = { window, strides, pads, dilations: [1, 1], shape };
    return fits(attrs) ? [{ inputs: inputs(shape, pooledShape(shape, attrs), attrs), attrs }] : [];
  });
}
