/** Windows that slide over the middle axes of [batch, …space, channels]: what convolutions and pools of 1 to 3 dimensions share. */
import { OpError } from "../ir/error.ts";
import type { Expr } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import { ints } from "./movement.ts";
import * as s from "./scalar.ts";

/** `same`: as many windows as strides fit, padded evenly; `valid`: no padding; a number for all sides; or [before, after] an axis. */
export type Pad = "valid" | "same" | number | readonly (readonly [number, number])[];
/** What becomes of a last window that does not fit whole, where `pad` is numbers. Default "floor": it is left out. */
export type Rounding = "floor" | "round" | "ceil";
/** One number for every axis of space, or one each. */
export type PerAxis = number | readonly number[];

/** The geometry of windows, as attributes: one number an axis of space, and pads [before, after, before, after, …]. */
export interface Windows {
  readonly strides: readonly number[];
  readonly pads: readonly number[];
  readonly dilations: readonly number[];
}

export function windowsOf(attrs: Attrs): Windows {
  return { strides: ints(attrs, "strides"), pads: ints(attrs, "pads"), dilations: ints(attrs, "dilations") };
}

/** The geometry as attributes of a node. */
export function windowAttrs(w: Windows): { strides: number[]; pads: number[]; dilations: number[] } {
  return { strides: [...w.strides], pads: [...w.pads], dilations: [...w.dilations] };
}

/** `value` for each of `rank` axes; throws unless they are positive integers. */
export function perAxis(op: string, what: string, value: PerAxis, rank: number): readonly number[] {
  const list = typeof value === "number" ? [value] : value;
  const all = list.length === 1 ? Array.from({ length: rank }, () => list[0]!) : list;
  if (all.length !== rank || !all.every((v) => Number.isInteger(v) && v > 0)) {
    const many = rank === 1 ? "" : ` or ${rank} of them`;
    throw new OpError(op, `${what} is a positive integer${many}, got ${JSON.stringify(value)}`);
  }
  return all;
}

/** What a caller says of windows. */
export interface WindowRequest {
  readonly size: readonly number[];
  readonly strides: PerAxis;
  readonly pad: Pad;
  readonly dilations?: PerAxis | undefined;
  readonly rounding?: Rounding | undefined;
}

/** Resolves the geometry of windows over `image`, its sizes in space. */
export function resolveWindows(op: string, image: readonly number[], request: WindowRequest): Windows {
  const { size, rounding = "floor" } = request;
  const rank = image.length;
  const strides = perAxis(op, "strides", request.strides, rank);
  const dilations = perAxis(op, "dilations", request.dilations ?? 1, rank);
  const pads = image.flatMap((length, i) => {
    const extent = (size[i]! - 1) * dilations[i]! + 1;
    const sides = padsOf(op, request.pad, { length, extent, stride: strides[i]!, rank, axis: i });
    return typeof request.pad === "string" ? sides : rounded(sides, length, extent, strides[i]!, rounding);
  });
  const w = { strides, pads, dilations };
  if (windowGrid(image, size, w).some((count) => count <= 0)) {
    throw new OpError(
      op,
      `a window of ${size.join(" × ")} does not fit into an image of ${image.join(" × ")}; use padding "same", or a smaller window`,
    );
  }
  return w;
}

interface PaddedAxis {
  readonly length: number;
  /** From the first to the last tap. */
  readonly extent: number;
  readonly stride: number;
  readonly rank: number;
  readonly axis: number;
}

function padsOf(op: string, pad: Pad, { length, extent, stride, rank, axis }: PaddedAxis): readonly [number, number] {
  if (pad === "valid") return [0, 0];
  if (pad === "same") {
    const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + extent - length);
    // an odd one goes to the end, as in TensorFlow
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  }
  if (typeof pad === "number" && Number.isInteger(pad) && pad >= 0) return [pad, pad];
  if (Array.isArray(pad)) {
    const list = pad as readonly (readonly [number, number])[];
    // with or without the axes of batch and channels
    const space = list.length === rank + 2 ? list.slice(1, -1) : list;
    const whole = (p: unknown): boolean =>
      Array.isArray(p) && p.length === 2 && p.every((v) => Number.isInteger(v) && v >= 0);
    if (space.length === rank && space.every(whole)) return space[axis]!;
  }
  throw new OpError(
    op,
    `pad is "same", "valid", a number, or [before, after] for each of ${rank} axes; got ${JSON.stringify(pad)}`,
  );
}

/** `sides`, the second one as long as the last window needs it to be. */
function rounded(
  [before, after]: readonly [number, number],
  length: number,
  extent: number,
  stride: number,
  rounding: Rounding,
): readonly [number, number] {
  const count = Math[rounding]((length + before + after - extent) / stride) + 1;
  return [before, Math.max(after, (count - 1) * stride + extent - length - before)];
}

/** How many windows there are along each axis of space; 0 or fewer when none fits. */
export function windowGrid(
  image: readonly number[],
  size: readonly number[],
  { strides, pads, dilations }: Windows,
): number[] {
  return image.map((length, i) => {
    const extent = (size[i]! - 1) * dilations[i]! + 1;
    return Math.floor((length + pads[2 * i]! + pads[2 * i + 1]! - extent) / strides[i]!) + 1;
  });
}

/** The image position of tap `k` of window `o`, and whether it lies inside. */
export function tapPosition(
  w: Windows,
  image: readonly number[],
  o: readonly Expr[],
  k: readonly Expr[],
): { at: Expr[]; inside: Expr } {
  const at = image.map((_, i) =>
    s.sub(s.add(s.mul(o[i]!, w.strides[i]!), s.mul(k[i]!, w.dilations[i]!)), w.pads[2 * i]!),
  );
  return { at, inside: s.all(at.map((p, i) => s.inRange(p, image[i]!))) };
}

/** The window whose tap `k` lies at position `p` of axis `i`, and whether there is one among `count`. */
export function windowAlong(w: Windows, i: number, count: number, p: Expr, k: Expr): { o: Expr; exists: Expr } {
  const stride = w.strides[i]!;
  const from = s.sub(s.add(p, w.pads[2 * i]!), s.mul(k, w.dilations[i]!));
  const o = s.div(from, stride);
  const hits = stride > 1 ? [s.eq(s.rem(from, stride), 0)] : [];
  return { o, exists: s.all([s.ge(from, 0), ...hits, s.lt(o, count)]) };
}

/** The window whose tap `k` lies at image position `p`, and whether there is one in a grid of `grid` windows. */
export function windowAt(
  w: Windows,
  grid: readonly number[],
  p: readonly Expr[],
  k: readonly Expr[],
): { at: Expr[]; exists: Expr } {
  const along = grid.map((count, i) => windowAlong(w, i, count, p[i]!, k[i]!));
  return { at: along.map((x) => x.o), exists: s.all(along.map((x) => x.exists)) };
}

/** The image position of tap `k` of window `o` in numbers, for references: `undefined` outside. */
export function tapIndex(
  w: Windows,
  image: readonly number[],
  o: readonly number[],
  k: readonly number[],
): number[] | undefined {
  const at = image.map((_, i) => o[i]! * w.strides[i]! + k[i]! * w.dilations[i]! - w.pads[2 * i]!);
  return at.every((p, i) => p >= 0 && p < image[i]!) ? at : undefined;
}
