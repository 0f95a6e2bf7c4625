// Scans and sorting beyond the cases of their records: long axes, ties, NaN, and gradients.
import { describe, expect, test, beforeAll } from "vitest";
import { setDevice } from "../runtime.ts";
import type { Tensor } from "../tensor.ts";
import { tensor } from "../tensor.ts";
import { grad } from "../transforms.ts";
import * as ops from "./index.ts";

beforeAll(async () => {
  await setDevice("wasm");
});

const list = async (t: Tensor): Promise<number[]> => [...(await t.data())].map(Number);

describe("running totals", () => {
  test("exclusive, reversed, along an inner axis", async () => {
    const x = tensor([1, 2, 3, 4, 5, 6], [3, 2]);
    expect(await list(ops.cumsum(x, 0, true, true))).toEqual([8, 10, 5, 6, 0, 0]);
    expect(await list(ops.cumprod(x, 1, true))).toEqual([1, 1, 1, 3, 1, 5]);
    expect(await list(ops.cummax(tensor(Int32Array.of(-7, -9, -3)), 0, true))).toEqual([-3, -3, -3]);
    expect(await list(ops.cummin([3, 5, 1]))).toEqual([3, 3, 1]);
  });

  test("a long axis stays accurate", async () => {
    const n = 300_001;
    const got = await ops.cumsum(ops.fill([n], 0.1)).data();
    for (const i of [0, 1023, 1024, 77_777, n - 1])
      expect(Math.abs(got[i]! / ((i + 1) * Math.fround(0.1)) - 1)).toBeLessThan(2e-5);
    expect((await list(ops.cummax(ops.range(0, 1000)))).at(-1)).toBe(999);
  });

  test("a product with a zero has the right derivative", async () => {
    const slope = grad((x: Tensor) => ops.sum(ops.cumprod(x)))(tensor([2, 0, 3]));
    expect(await list(slope)).toEqual([1, 8, 0]);
  });
});

describe("order", () => {
  test("stable, NaN last in both directions, zeros equal", async () => {
    const x = tensor([2, NaN, -0, 2, 0, -Infinity]);
    expect(await list(ops.argSort(x))).toEqual([5, 2, 4, 0, 3, 1]);
    expect(await list(ops.argSort(x, 0, true))).toEqual([0, 3, 2, 4, 5, 1]);
  });

  test("a long row, like JavaScript's own", async () => {
    const x = Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i * i) * 10 ** ((i % 9) - 4));
    expect(await ops.sort(tensor(x)).data()).toEqual(x.slice().sort());
  });

  test("gradients go back to where the elements were", async () => {
    const w = tensor([1, 10, 100]);
    expect(await list(grad((x: Tensor) => ops.sum(ops.mul(ops.sort(x), w)))(tensor([3, 1, 2])))).toEqual([100, 1, 10]);
    expect(await list(grad((x: Tensor) => ops.sum(ops.topk(x, 2).values))(tensor([1, 5, 5, 3])))).toEqual([0, 1, 1, 0]);
  });

  test("quantiles interpolate; NaN is passed on", async () => {
    const x = tensor([4, 1, 3, 2]);
    expect(await list(ops.quantile(x, [0, 0.25, 1]))).toEqual([1, 1.75, 4]);
    expect(await list(ops.quantile(x, 0.5, 0, { interpolation: "nearest" }))).toEqual([2 + 1]);
    expect(await list(ops.median(tensor([1, NaN, 2])))).toEqual([NaN]);
  });

  test("bisection in longer rows", async () => {
    const row = ops.range(0, 100);
    expect(await list(ops.searchSorted(row, [-1, 0, 41.5, 99, 100]))).toEqual([0, 0, 42, 99, 100]);
    expect(await list(ops.upperBound(row, [0, 99]))).toEqual([1, 100]);
  });
});
