/** Windows that slide over the two middle axes of NHWC images: what convolutions and pools share. */
import { OpError } from "../ir/error.ts";
import type { Expr } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Shape } from "../ir/shape.ts";
import { showShape } from "../ir/shape.ts";
import { ints } from "./movement.ts";
import * as s from "./scalar.ts";

/** `same`: as many windows as strides fit, padded evenly; `valid`: no padding; a number for all sides; or [before, after] an axis. */
export type Pad = "valid" | "same" | number | readonly (readonly [number, number])[];

/** The geometry of windows, as attributes: [rows, columns] each, and pads [top, bottom, left, right]. */
export interface Windows {
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  readonly dilations: readonly [number, number];
}

export function windowsOf(attrs: Attrs): Windows {
  return {
    strides: ints(attrs, "strides") as unknown as Windows["strides"],
    pads: ints(attrs, "pads") as unknown as Windows["pads"],
    dilations: ints(attrs, "dilations") as unknown as Windows["dilations"],
  };
}

/** The geometry as attributes of a node. */
export function windowAttrs(w: Windows): { strides: number[]; pads: number[]; dilations: number[] } {
  return { strides: [...w.strides], pads: [...w.pads], dilations: [...w.dilations] };
}

/** One number for both axes, or one an axis; throws unless they are positive integers. */
export function pairOf(op: string, what: string, value: number | readonly number[]): readonly [number, number] {
  const list = typeof value === "number" ? [value, value] : value.length === 1 ? [value[0]!, value[0]!] : value;
  if (list.length !== 2 || !list.every((v) => Number.isInteger(v) && v > 0)) {
    throw new OpError(op, `${what} is a positive integer or two of them, got ${JSON.stringify(value)}`);
  }
  return [list[0]!, list[1]!];
}

/** How many windows of `size` lie along an axis; 0 or fewer when none does. */
function windowCount(length: number, size: number, stride: number, dilation: number, pads: number): number {
  return Math.floor((length + pads - ((size - 1) * dilation + 1)) / stride) + 1;
}

/** Resolves `pad` for an image [rows, columns] and windows of `size`. */
export function resolveWindows(
  op: string,
  image: readonly number[],
  size: readonly number[],
  strides: number | readonly number[],
  pad: Pad,
  dilations: number | readonly number[],
): Windows {
  const [step, spread] = [pairOf(op, "strides", strides), pairOf(op, "dilations", dilations)];
  const w = { strides: step, pads: resolvePads(op, image, size, step, pad, spread), dilations: spread };
  const [rows, columns] = windowGrid(image, size, w);
  if (rows <= 0 || columns <= 0) {
    throw new OpError(
      op,
      `a window of ${size.join(" × ")} does not fit into an image of ${image.join(" × ")}; use padding "same", or a smaller window`,
    );
  }
  return w;
}

function resolvePads(
  op: string,
  image: readonly number[],
  size: readonly number[],
  strides: readonly [number, number],
  pad: Pad,
  dilations: readonly [number, number],
): Windows["pads"] {
  if (pad === "valid") return [0, 0, 0, 0];
  if (pad === "same") {
    const [a, b] = [0, 1].map((i) => {
      const needed =
        (Math.ceil(image[i]! / strides[i]!) - 1) * strides[i]! + (size[i]! - 1) * dilations[i]! + 1 - image[i]!;
      const total = Math.max(0, needed);
      // an odd one goes to the end, as in TensorFlow
      return [Math.floor(total / 2), Math.ceil(total / 2)] as const;
    });
    return [...a!, ...b!];
  }
  if (typeof pad === "number" && Number.isInteger(pad) && pad >= 0) return [pad, pad, pad, pad];
  if (Array.isArray(pad)) {
    const middle = (pad.length === 4 ? pad.slice(1, 3) : pad) as readonly (readonly [number, number])[];
    if (middle.length === 2 && middle.every((p) => p.length === 2 && p.every((v) => Number.isInteger(v) && v >= 0))) {
      return [...middle[0]!, ...middle[1]!];
    }
  }
  throw new OpError(
    op,
    `pad is "same", "valid", a number, or [[top, bottom], [left, right]]; got ${JSON.stringify(pad)}`,
  );
}

/** How many windows there are, [rows, columns]. */
export function windowGrid(
  image: readonly number[],
  size: readonly number[],
  { strides, pads, dilations }: Windows,
): [number, number] {
  return [
    windowCount(image[0]!, size[0]!, strides[0], dilations[0], pads[0] + pads[1]),
    windowCount(image[1]!, size[1]!, strides[1], dilations[1], pads[2] + pads[3]),
  ];
}

/** The image position of tap (kh, kw) of window (oh, ow), and whether it lies inside. */
export function tapPosition(
  w: Windows,
  image: readonly number[],
  o: readonly Expr[],
  k: readonly Expr[],
): { at: [Expr, Expr]; inside: Expr } {
  const position = (axis: 0 | 1): Expr =>
    s.sub(s.add(s.mul(o[axis]!, w.strides[axis]), s.mul(k[axis]!, w.dilations[axis])), w.pads[2 * axis]!);
  const [h, v] = [position(0), position(1)];
  return { at: [h, v], inside: s.and(s.inRange(h, image[0]!), s.inRange(v, image[1]!)) };
}

/** The window whose tap (kh, kw) lies at image position (h, w), and whether there is one in a grid of `grid` windows. */
export function windowAt(
  w: Windows,
  grid: readonly number[],
  p: readonly Expr[],
  k: readonly Expr[],
): { at: [Expr, Expr]; exists: Expr } {
  const conditions: Expr[] = [];
  const find = (axis: 0 | 1): Expr => {
    const from = s.sub(s.add(p[axis]!, w.pads[2 * axis]!), s.mul(k[axis]!, w.dilations[axis]));
    const stride = w.strides[axis];
    const o = s.div(from, stride);
    conditions.push(s.ge(from, 0));
    if (stride > 1) conditions.push(s.eq(s.rem(from, stride), 0));
    conditions.push(s.lt(o, grid[axis]!));
    return o;
  };
  return { at: [find(0), find(1)], exists: s.all(conditions) };
}

/** The same in numbers, for references: `undefined` outside. */
export function tapIndex(w: Windows, axis: 0 | 1, o: number, k: number, size: number): number | undefined {
  const i = o * w.strides[axis] + k * w.dilations[axis] - w.pads[2 * axis]!;
  return i >= 0 && i < size ? i : undefined;
}

/** `x` as a batch of images; throws for other ranks than 3 and 4. */
export function checkImages(op: string, shape: Shape): void {
  if (shape.length !== 3 && shape.length !== 4) {
    throw new OpError(
      op,
      `takes images [batch, rows, columns, channels] or one of them without batch, got ${showShape(shape)}`,
    );
  }
}
