/** What every form of convolution agrees on: shapes, attributes, which products make up which sums, and the geometries the table tests. */
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Shape } from "../ir/shape.ts";
import { showShape, sizeOf, stridesOf } from "../ir/shape.ts";
import { ints } from "./movement.ts";
import type { Case, CaseInput } from "./record.ts";
import { tabulate } from "./reference.ts";
import type { Windows } from "./window.ts";
import { tapIndex, windowAttrs, windowGrid, windowsOf } from "./window.ts";

/** The sizes in space of [batch, …space, channels]. */
export const spaceOf = (shape: Shape): readonly number[] => shape.slice(1, -1);
/** The sizes of the window of a kernel [...window, input channels a group, output channels]. */
export const kernelWindow = (kernel: Shape): readonly number[] => kernel.slice(0, -2);
/** Into how many groups channels are divided; each group of outputs sees its group of inputs. */
export const groupsOf = (attrs: Attrs): number => attrs["groups"] as number;

export function convolutionAttrs(w: Windows, groups: number): Attrs {
  return { ...windowAttrs(w), groups };
}

/** The attributes without what only a gradient has. */
export function geometryOf(attrs: Attrs): Attrs {
  return convolutionAttrs(windowsOf(attrs), groupsOf(attrs));
}

/** The shape of x ∗ kernel; throws when their channels do not match. */
export function convolvedShape(op: string, x: Shape, kernel: Shape, attrs: Attrs): number[] {
  const groups = groupsOf(attrs);
  const [channels, takes, gives] = [x.at(-1)!, kernel.at(-2)!, kernel.at(-1)!];
  if (channels !== takes * groups) {
    const each = groups === 1 ? "" : ` in each of ${groups} groups`;
    throw new OpError(
      op,
      `the images ${showShape(x)} have ${channels} channels, the kernel ${showShape(kernel)} takes ${takes}${each} (its last size but one)`,
    );
  }
  if (gives % groups !== 0)
    throw new OpError(
      op,
      `${gives} output channels cannot be divided into ${groups} groups; use a multiple of ${groups}`,
    );
  return [x[0]!, ...windowGrid(spaceOf(x), kernelWindow(kernel), windowsOf(attrs)), gives];
}

/** The three shapes of a convolution. */
export interface Shapes {
  readonly x: Shape;
  readonly kernel: Shape;
  readonly y: Shape;
}

/** `visit(x, kernel, y)` with the offsets of every product x·kernel that is part of y: the definition of all three references. */
export function eachProduct(shapes: Shapes, attrs: Attrs, visit: (x: number, kernel: number, y: number) => void): void {
  const w = windowsOf(attrs);
  const image = spaceOf(shapes.x);
  const rank = image.length;
  const [inputs, outputs] = [shapes.kernel.at(-2)!, shapes.kernel.at(-1)! / groupsOf(attrs)];
  const offset = (shape: Shape, index: readonly number[]): number => {
    const strides = stridesOf(shape);
    return index.reduce((sum, i, axis) => sum + i * strides[axis]!, 0);
  };
  tabulate([...shapes.y.slice(0, -1), ...kernelWindow(shapes.kernel)], (at) => {
    const [n, o, k] = [at[0]!, at.slice(1, 1 + rank), at.slice(1 + rank)];
    const p = tapIndex(w, image, o, k);
    if (!p) return 0;
    const [x, y] = [offset(shapes.x, [n, ...p, 0]), offset(shapes.y, [n, ...o, 0])];
    const kernel = offset(shapes.kernel, [...k, 0, 0]);
    for (let c = 0; c < shapes.y.at(-1)!; c++) {
      const first = Math.floor(c / outputs) * inputs;
      for (let i = 0; i < inputs; i++) visit(x + first + i, kernel + i * shapes.kernel.at(-1)! + c, y + c);
    }
    return 0;
  });
}

/** One of the three shapes is the result's, and the others are those of the inputs. */
export type Role = "forward" | "inputGrad" | "kernelGrad";

export function shapesOf(role: Role, first: Shape, second: Shape, out: Shape): Shapes {
  if (role === "forward") return { x: first, kernel: second, y: out };
  return role === "inputGrad" ? { y: first, kernel: second, x: out } : { x: first, y: second, kernel: out };
}

/** The sum that `role` makes of the other two. */
export function convolutionReference(
  role: Role,
  first: Float64Array,
  second: Float64Array,
  shapes: Shapes,
  attrs: Attrs,
): Float64Array {
  const of = { forward: shapes.y, inputGrad: shapes.x, kernelGrad: shapes.kernel }[role];
  const out = new Float64Array(sizeOf(of));
  eachProduct(shapes, attrs, (x, kernel, y) => {
    if (role === "forward") out[y]! += first[x]! * second[kernel]!;
    else if (role === "inputGrad") out[x]! += first[y]! * second[kernel]!;
    else out[kernel]! += first[x]! * second[y]!;
  });
  return out;
}

/** A geometry of the table: `window` with strides, pads and dilations over `image`, from `channels` to `filters` in `groups`. */
export interface Geometry {
  /** Default 2. */
  readonly batch?: number;
  readonly image: readonly number[];
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly pads: readonly number[];
  readonly dilations: readonly number[];
  readonly channels: number;
  readonly filters: number;
  readonly groups: number;
}

/** The cases of `role` over `geometries`. */
export function convolutionCases(role: Role, geometries: readonly Geometry[]): Case[] {
  return geometries.map(({ batch = 2, image, window, channels, filters, groups, ...w }) => {
    const attrs: Attrs = { strides: [...w.strides], pads: [...w.pads], dilations: [...w.dilations], groups };
    const x = [batch, ...image, channels];
    const kernel = [...window, channels / groups, filters];
    const y = [batch, ...windowGrid(image, window, w), filters];
    const [inputs, shape] = { forward: [[x, kernel], y], inputGrad: [[y, kernel], x], kernelGrad: [[x, y], kernel] }[
      role
    ] as [number[][], number[]];
    return {
      inputs: inputs.map((s): CaseInput => ({ shape: s })),
      attrs: role === "forward" ? attrs : { ...attrs, shape },
    };
  });
}

/** The result's shape as a gradient's attributes name it. */
export const namedShape = (attrs: Attrs): Shape => ints(attrs, "shape");
