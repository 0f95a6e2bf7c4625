/** Sorting on WebGPU by the kernels of hardware and of software, beside JavaScript's own. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDevice } from "../compile.ts";
import type { Given } from "../interpret-program.testing.ts";
import { programFor, runProgram } from "../interpret-program.testing.ts";
import type { Target } from "../ir/target.ts";
import type { Device } from "../stages/7-run/device.ts";
import type { Tensor } from "../tensor.ts";
import { GRID_TARGETS } from "./grid-targets.testing.ts";
import { radixPasses } from "./radix.ts";
import * as vocabulary from "./vocabulary.ts";

/** Rows of whole numbers of 8 bits: two passes, and most keys are equal to others. */
const BITS = 8;

function keys(rows: number, size: number): Given {
  const data = Uint32Array.from({ length: rows * size }, (_, i) => Math.floor(128 * (1 + Math.sin(i * i))));
  return { shape: [1, rows, size], dtype: "uint32", data };
}

/** Where the elements of each row are that come in order. */
function orders(data: ArrayLike<number>, size: number): number[] {
  const all = Array.from({ length: data.length }, (_, i) => i);
  const row = (i: number): number => Math.floor(i / size);
  return all.sort((i, j) => row(i) - row(j) || data[i]! - data[j]! || i - j).map((i) => i % size);
}

describe.each(GRID_TARGETS)("sorting on %s", (_, change) => {
  let device: Device;
  let target: Target;
  beforeAll(async () => {
    ({ device } = await openDevice("webgpu"));
    target = { ...device.target, ...change };
  });
  afterAll(() => device.destroy());

  test.each([
    [40, 64],
    [1, 9001],
  ])("%i rows of %i", async (rows, size) => {
    const x = keys(rows, size);
    const sorted = (t: Tensor): Tensor => radixPasses(t, BITS, true, vocabulary, target);
    const [got] = await runProgram(
      device,
      programFor(target, (t) => [sorted(t!)], [x]),
      [x],
    );
    const from = orders(x.data, size);
    expect([...got!.slice(rows * size)]).toEqual(from);
    expect([...got!.slice(0, rows * size)]).toEqual(from.map((p, i) => x.data[i - (i % size) + p]));
  });
});
