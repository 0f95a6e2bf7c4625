/**
 * Random words by key and place, the same on every device. Element i of a draw is word i mod 4 of the Philox block with counter
 * (⌊i / 4⌋, 0, stream, domain) under the key, as in TensorFlow's stateless draws, whose seed also gives the counter's upper half.
 */
import type { Expr } from "../../ir/expr.ts";
import { i32, u32 } from "../../ir/expr.ts";
import type { Attrs } from "../../ir/graph.ts";
import { flatten } from "../../ir/indexing.ts";
import type { Shape } from "../../ir/shape.ts";
import { sizeOf } from "../../ir/shape.ts";
import type { Tensor } from "../../tensor.ts";
import { ints } from "../movement.ts";
import type { CaseInput, ElementContext, HostTensor, OpRecord } from "../record.ts";
import { apply, defineOp } from "../record.ts";
import * as s from "../scalar.ts";
import { philox, philoxWords } from "./philox.ts";

/** Numbers drawn, keys split, data folded in, and the keys inside a distribution come from different counters: no two coincide. */
export const DOMAIN = { draw: 0, split: 1, fold: 2, inner: 3 } as const;

export const KEY: CaseInput = { shape: [2], dtype: "uint32", range: [0, 4e9] };

/** The block of a key for a counter. A key of four words changes the counter's upper half with its own. */
export function block(c: ElementContext, [first, stream]: readonly [Expr, number], domain: number): readonly Expr[] {
  const word = (i: number): Expr => c.read(0, [i32(i)]);
  const upper = [u32(stream), u32(domain)].map((w, i) => (c.inputs[0]!.shape[0] === 4 ? s.xor(w, word(2 + i)) : w));
  return philox([first, u32(0), upper[0]!, upper[1]!], [word(0), word(1)]);
}

/** The same on the host. */
export function blockOnHost(
  { data }: HostTensor,
  [first, stream]: readonly number[],
  domain: number,
): readonly number[] {
  const upper = [stream!, domain].map((w, i) => (w ^ (data[2 + i] ?? 0)) >>> 0);
  return philoxWords([first!, 0, upper[0]!, upper[1]!], [data[0]!, data[1]!]);
}

/** The block that element `flat` of a draw is taken from. */
export function blockOf(c: ElementContext, flat: Expr, domain: number = DOMAIN.draw): readonly Expr[] {
  return block(c, [s.convert(s.div(flat, 4), "u32"), c.attrs["stream"] as number], domain);
}

/** What `f` makes of the block of every element i of a draw, on the host. */
export function drawnOnHost(
  key: HostTensor,
  attrs: Attrs,
  f: (block: readonly number[], i: number) => number,
  domain: number = DOMAIN.draw,
): Float64Array {
  return Float64Array.from({ length: sizeOf(drawShape(attrs)) }, (_, i) =>
    f(blockOnHost(key, [Math.floor(i / 4), attrs["stream"] as number], domain), i),
  );
}

/** `choices[i]` for an index expression i. */
export function pick(i: Expr, choices: readonly Expr[]): Expr {
  return choices.slice(1).reduce((picked, x, k) => s.select(s.eq(i, k + 1), x, picked), choices[0]!);
}

export function drawShape(attrs: Attrs): Shape {
  return ints(attrs, "shape");
}

/** Test cases of a draw. */
export function drawCases(extra: Attrs = {}): OpRecord["cases"] {
  return [[6], [2, 3, 5], [], [1, 17], [2, 1, 3, 1, 2, 1], [0, 3]].map((shape, stream) => ({
    inputs: [stream === 1 ? { ...KEY, shape: [4] } : KEY],
    attrs: { shape, stream, ...extra },
  }));
}

const randomBitsRecord: OpRecord = defineOp({
  name: "randomBits",
  infer: (_inputs, attrs) => ({ shape: drawShape(attrs), dtype: "uint32" }),
  reference: ([key], attrs) => drawnOnHost(key!, attrs, (words, i) => words[i % 4]!, attrs["domain"] as number),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const flat = flatten(c.index, c.output.shape);
      return pick(s.rem(flat, 4), blockOf(c, flat, c.attrs["domain"] as number));
    },
  },
  cases: drawCases({ domain: DOMAIN.draw }),
});

/** A random word an element. */
export function bitsOf(key: Tensor, shape: Shape, stream: number, domain: number): Tensor {
  return apply(randomBitsRecord, [key], { shape: [...shape], stream, domain });
}
