/**
 * Convolutions of as many groups as channels, each output channel a sum over the window of one input channel: too little to share for a
 * contraction, so that channels are the lanes of a sum over taps. Few taps are one expression, without a loop: it fuses like arithmetic.
 */
import type { Expr } from "../ir/expr.ts";
import { i32 } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Shape } from "../ir/shape.ts";
import { sizeOf } from "../ir/shape.ts";
import { kernelWindow, spaceOf } from "./convolution-geometry.ts";
import type { Role } from "./convolution-geometry.ts";
import type { Aval, ElementContext, Lowering } from "./record.ts";
import * as s from "./scalar.ts";
import { taps } from "./taps.ts";
import { tapPosition, windowAt, windowsOf } from "./window.ts";

/** Sums of at most this many products are unrolled. */
const UNROLLED = 16;

/** Output channels made of each input channel. */
const multiplier = (kernel: Shape, channels: number): number => kernel.at(-1)! / channels;

/** Whether the sums over `kernel` are short enough to be unrolled. `channels` are the image's. */
export function isShort(kernel: Shape, channels: number): boolean {
  return sizeOf(kernelWindow(kernel)) * multiplier(kernel, channels) <= UNROLLED;
}

/** The loops of one sum, and its two factors at each point of them. */
interface TapSum {
  sizes(inputs: readonly Aval[], output: Aval): readonly number[];
  factors(c: ElementContext, r: readonly Expr[]): readonly [Expr, Expr];
}

const forward: TapSum = {
  sizes: ([, kernel]) => kernelWindow(kernel!.shape),
  factors: (c, k) => {
    const [x, kernel] = [c.inputs[0]!.shape, c.inputs[1]!.shape];
    const filter = c.index.at(-1)!;
    const { at, inside } = tapPosition(windowsOf(c.attrs), spaceOf(x), c.index.slice(1, -1), k);
    const input = s.div(filter, multiplier(kernel, x.at(-1)!));
    return [c.read(0, [c.index[0]!, ...at, input], inside), c.read(1, [...k, i32(0), filter])];
  },
};

const inputGrad: TapSum = {
  sizes: ([, kernel], out) => [...kernelWindow(kernel!.shape), multiplier(kernel!.shape, out.shape.at(-1)!)],
  factors: (c, r) => {
    const [g, kernel] = [c.inputs[0]!.shape, c.inputs[1]!.shape];
    const k = r.slice(0, -1);
    const filter = s.add(s.mul(c.index.at(-1)!, multiplier(kernel, c.output.shape.at(-1)!)), r.at(-1)!);
    const { at, exists } = windowAt(windowsOf(c.attrs), spaceOf(g), c.index.slice(1, -1), k);
    return [c.read(0, [c.index[0]!, ...at, filter], exists), c.read(1, [...k, i32(0), filter])];
  },
};

const unrolled = (sum: TapSum): Lowering => ({
  kind: "element",
  access: "gather",
  element: (c) =>
    points(sum.sizes(c.inputs, c.output))
      .map((r) => sum.factors(c, r.map(i32)))
      .reduce<Expr | undefined>((total, [a, b]) => (total ? s.fma(a, b, total) : s.mul(a, b)), undefined)!,
});

const looped = (sum: TapSum, outputOf: (inputs: readonly Aval[], attrs: Attrs) => Aval): Lowering => ({
  kind: "reduce",
  reducer: () => "sum",
  sizes: (inputs, attrs) => sum.sizes(inputs, outputOf(inputs, attrs)),
  element: (c, r) => s.mul(...sum.factors(c, r)),
});

/** Every index of `shape`, in row-major order. */
function points(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>((all, d) => all.flatMap((p) => Array.from({ length: d }, (_, i) => [...p, i])), [[]]);
}

/** A sum over batch and grid for each tap: a reduction of products that never are in memory, cut into parts like any other. */
const kernelGrad: Lowering = {
  kind: "compose",
  compose: ([x, g], attrs, { mul, reshape, sum }) => {
    const kernel = attrs["shape"] as Shape;
    const [channels, filters] = [x!.shape.at(-1)!, kernel.at(-1)!];
    const window = kernelWindow(kernel);
    const seen = taps(x!, window, windowsOf(attrs));
    const rows = g!.shape.slice(0, -1);
    const left = reshape(seen, [...rows, ...window, channels, 1]);
    const right = reshape(g!, [...rows, ...window.map(() => 1), channels, filters / channels]);
    return reshape(
      sum(
        mul(left, right),
        rows.map((_, i) => i),
      ),
      kernel,
    );
  },
};

type Lowerings = Readonly<Record<Role, Lowering>>;

/** How each of the three is a sum over taps: unrolled, or by loops. */
export function depthwise(
  short: boolean,
  outputOf: (role: Role) => (inputs: readonly Aval[], attrs: Attrs) => Aval,
): Lowerings {
  const lower = (role: Role, sum: TapSum): Lowering => (short ? unrolled(sum) : looped(sum, outputOf(role)));
  return { forward: lower("forward", forward), inputGrad: lower("inputGrad", inputGrad), kernelGrad };
}
