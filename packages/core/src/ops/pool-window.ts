/** Pooling windows over 1 to 3 axes of space: reading their taps, in kernels and in references, and the geometries that the table tests. */
import type { Expr } from "../ir/expr.ts";
import { f32, i32 } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import { flatten } from "../ir/indexing.ts";
import { sizeOf, stridesOf } from "../ir/shape.ts";
import { ints } from "./movement.ts";
import type { Case, CaseInput, ElementContext, HostTensor } from "./record.ts";
import { at } from "./reference.ts";
import * as s from "./scalar.ts";
import { tapIndex, tapPosition, windowGrid, windowsOf } from "./window.ts";

export const windowSize = (attrs: Attrs): readonly number[] => ints(attrs, "window");
export const imageSize = (shape: readonly number[]): readonly number[] => shape.slice(1, -1);
export const tapCount = (attrs: Attrs): number => sizeOf(windowSize(attrs));

export function pooledShape(shape: readonly number[], attrs: Attrs): number[] {
  return [shape[0]!, ...windowGrid(imageSize(shape), windowSize(attrs), windowsOf(attrs)), shape.at(-1)!];
}

/** Whether every position of the image is under at most one tap. */
export function isDisjoint(attrs: Attrs): boolean {
  const { strides, dilations } = windowsOf(attrs);
  return windowSize(attrs).every((size, i) => size === 1 || (dilations[i] === 1 && size <= strides[i]!));
}

/** The index of tap number `t` in the window. */
export function tapOf(attrs: Attrs, t: number): Expr[] {
  return tapIndexOf(attrs, t).map((i) => i32(i));
}

function tapIndexOf(attrs: Attrs, t: number): number[] {
  const window = windowSize(attrs);
  const strides = stridesOf(window);
  return window.map((d, i) => Math.floor(t / strides[i]!) % d);
}

/** The number of the tap at `k` of the window. */
export function tapNumber(attrs: Attrs, k: readonly Expr[]): Expr {
  return flatten(k, windowSize(attrs));
}

/** The element of input `i` under tap `k` of window `o` (an index of the pooled shape); `outside` beyond the image. */
export function readTap(c: ElementContext, i: number, o: readonly Expr[], k: readonly Expr[], outside: number): Expr {
  const { at: position, inside } = tapPosition(windowsOf(c.attrs), imageSize(c.inputs[i]!.shape), o.slice(1, -1), k);
  const x = c.read(i, [o[0]!, ...position, o.at(-1)!], inside);
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
  for (let t = 0; t < tapCount(attrs); t++) {
    const p = tapIndex(w, imageSize(x.shape), o.slice(1, -1), tapIndexOf(attrs, t));
    if (!p) continue;
    const index = [o[0]!, ...p, o.at(-1)!];
    f(at(x, index), t, index);
  }
}

/** The number of the first tap that holds the maximum of window `o` of input `i`, taps unrolled. */
export function firstMaximum(c: ElementContext, i: number, o: readonly Expr[]): Expr {
  let best: Expr = f32(-Infinity);
  let first: Expr = i32(0);
  // a NaN is greater than nothing, and so passed over
  for (let t = 0; t < tapCount(c.attrs); t++) {
    const x = readTap(c, i, o, tapOf(c.attrs, t), -Infinity);
    const wins = s.gt(x, best);
    first = s.select(wins, i32(t), first);
    best = s.select(wins, x, best);
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
  let found: { tap: number; index: readonly number[] } = { tap: 0, index: x.shape.map(() => 0) };
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
): { o: Expr[]; k: Expr[]; exists: Expr } {
  const { strides, pads } = windowsOf(attrs);
  const window = windowSize(attrs);
  const position = window.map((_, i) => s.add(index[i + 1]!, pads[2 * i]!));
  const at = position.map((p, i) => s.div(p, strides[i]!));
  const k = position.map((p, i) => s.rem(p, strides[i]!));
  const exists = s.all(at.flatMap((o, i) => [s.lt(o, grid[i]!), s.lt(k[i]!, window[i]!)]));
  return { o: [index[0]!, ...at, index.at(-1)!], k, exists };
}

interface Geometry {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly pads: readonly number[];
  readonly dilations?: readonly number[];
  readonly shape: readonly number[];
}

/** Few taps: side by side, padded, overlapping, dilated, of one and of three dimensions; then many. */
const GEOMETRIES: readonly Geometry[] = [
  { window: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0], shape: [2, 4, 6, 3] },
  { window: [2, 2], strides: [2, 3], pads: [0, 1, 1, 0], shape: [1, 5, 5, 4] },
  { window: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], shape: [2, 5, 6, 3] },
  { window: [2, 3], strides: [1, 1], pads: [0, 0, 0, 0], dilations: [2, 1], shape: [1, 4, 5, 2] },
  { window: [3], strides: [2], pads: [1, 1], shape: [2, 5, 3] },
  { window: [2, 1, 2], strides: [2, 1, 2], pads: [0, 1, 0, 0, 1, 0], shape: [1, 3, 2, 3, 4] },
  { window: [2], strides: [2], pads: [0, 0], shape: [0, 5, 3] },
  { window: [3], strides: [2], pads: [0, 0], shape: [0, 5, 3] },
  { window: [5, 4], strides: [2, 3], pads: [0, 0, 0, 0], shape: [0, 6, 7, 3] },
  { window: [5, 4], strides: [5, 4], pads: [0, 0, 0, 0], shape: [0, 6, 7, 3] },
  { window: [5, 4], strides: [2, 3], pads: [1, 1, 0, 2], shape: [2, 6, 7, 3] },
  { window: [5, 4], strides: [5, 4], pads: [1, 1, 0, 2], shape: [1, 9, 10, 2] },
  { window: [3, 3, 2], strides: [2, 1, 1], pads: [1, 0, 1, 1, 0, 0], dilations: [1, 1, 2], shape: [1, 4, 3, 3, 2] },
];

/** Test cases over the geometries that `fits`; `inputs` makes them of the image's and the pooled shape. */
export function poolCases(
  fits: (attrs: Attrs) => boolean,
  inputs: (image: readonly number[], pooled: readonly number[], attrs: Attrs) => readonly CaseInput[],
): Case[] {
  return GEOMETRIES.flatMap(({ window, strides, pads, dilations = window.map(() => 1), shape }) => {
    const attrs: Attrs = { window, strides, pads, dilations, shape };
    return fits(attrs) ? [{ inputs: inputs(shape, pooledShape(shape, attrs), attrs), attrs }] : [];
  });
}
