/** How many kernels a turn of a loop takes. What reads a carry where it is replaced needs none of its own, nor do parts that are put together. */
import { describe, expect, test } from "vitest";
import type { KernelShape } from "../ir/kernel.ts";
import type { Target } from "../ir/target.ts";
import { programFor, TARGETS } from "../interpret-program.testing.ts";
import * as ops from "../ops/index.ts";
import type { Tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import { scan } from "./scan.ts";

const [BATCH, UNITS, TURNS] = [4, 8, 5];

interface Entry {
  readonly gates: number;
  readonly carries: number;
  readonly cell: (carry: readonly Tensor[], x: Tensor, w: Tensor) => Tensor[];
  /** Kernels of a turn, forwards and backwards. */
  readonly turns: Readonly<Record<KernelShape, readonly number[]>>;
}

const CELLS: Readonly<Record<string, Entry>> = {
  recurrent: {
    gates: 1,
    carries: 1,
    cell: ([h], x, w) => [ops.tanh(ops.add(ops.matMul(h!, w), x))],
    turns: { range: [2, 2], grid: [2, 2], fragment: [3, 2] },
  },
  LSTM: {
    gates: 4,
    carries: 2,
    cell: ([h, c], x, w) => {
      const [i, f, g, o] = ops.split(ops.add(ops.matMul(h!, w), x), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
      const next = ops.add(ops.mul(ops.sigmoid(f), c!), ops.mul(ops.sigmoid(i), ops.tanh(g)));
      return [ops.mul(ops.sigmoid(o), ops.tanh(next)), next];
    },
    turns: { range: [2, 2], grid: [2, 2], fragment: [4, 5] },
  },
  "carries that change places": {
    gates: 1,
    carries: 2,
    cell: ([p, q], x) => [ops.mul(q!, x), ops.sin(p!)],
    turns: { range: [1, 1], grid: [1, 1], fragment: [3, 2] },
  },
};

function turnsOf({ gates, carries, cell }: Entry, target: Target): number[] {
  const loss = (xs: Tensor, w: Tensor): Tensor => {
    const start = Array.from({ length: carries }, () => ops.zeros([BATCH, UNITS]));
    const [last] = scan((carry: Tensor[], x: Tensor) => [cell(carry, x, w), []] as const, start, xs);
    return ops.sum(ops.square(last[0]!));
  };
  const { loops = [] } = programFor(target, (xs, w) => grads(loss)([xs!, w!]), [
    { shape: [TURNS, BATCH, gates * UNITS], dtype: "float32", data: new Float32Array() },
    { shape: [UNITS, gates * UNITS], dtype: "float32", data: new Float32Array() },
  ]);
  return loops.map((l) => l.end - l.begin);
}

describe.each(TARGETS)("$shape", (target) => {
  test.each(Object.entries(CELLS))("%s", (_, entry) => {
    expect(turnsOf(entry, target)).toEqual(entry.turns[target.shape]);
  });
});
