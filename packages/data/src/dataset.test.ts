import { expect, test } from "vitest";
import { fromArrays } from "./index.ts";

function ten() {
  return fromArrays({
    x: { data: Float32Array.from({ length: 20 }, (_, i) => i), shape: [10, 2] },
    y: { data: Int32Array.from({ length: 10 }, (_, i) => i), shape: [10] },
  });
}

async function labels(dataset: ReturnType<typeof ten>): Promise<number[]> {
  const seen = [];
  for await (const { y } of dataset) seen.push(...y.data);
  return seen;
}

test("batch yields typed arrays with their shapes, and the shorter rest last", async () => {
  const batches = [];
  for await (const { x, y } of ten().batch(4)) batches.push([x.shape, [...x.data], y.shape, [...y.data]]);
  expect(batches).toEqual([
    [[4, 2], [0, 1, 2, 3, 4, 5, 6, 7], [4], [0, 1, 2, 3]],
    [[4, 2], [8, 9, 10, 11, 12, 13, 14, 15], [4], [4, 5, 6, 7]],
    [[2, 2], [16, 17, 18, 19], [2], [8, 9]],
  ]);
});

test("a batch keeps each column's array type", async () => {
  for await (const { x, y } of ten().batch(10)) {
    expect(x.data).toBeInstanceOf(Float32Array);
    expect(y.data).toBeInstanceOf(Int32Array);
  }
});

test("dropRemainder leaves the shorter last batch out", async () => {
  const dataset = ten().batch(4, { dropRemainder: true });
  expect(dataset.size).toBe(2);
  expect(await labels(dataset)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test("shuffle keeps every example once and keeps x with its y", async () => {
  const seen = [];
  for await (const { x, y } of ten().shuffle(7).batch(3)) {
    y.data.forEach((label, i) => expect([...x.data.subarray(2 * i, 2 * i + 2)]).toEqual([2 * label, 2 * label + 1]));
    seen.push(...y.data);
  }
  expect(seen).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(seen.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("the same seed gives the same orders, epoch by epoch; another seed gives others", async () => {
  const [a, b, c] = [ten().shuffle(1), ten().shuffle(1), ten().shuffle(2)];
  const first = await labels(a);
  const second = await labels(a);
  expect(second).not.toEqual(first);
  expect([await labels(b), await labels(b)]).toEqual([first, second]);
  expect(await labels(c)).not.toEqual(first);
});

test("reshuffleEachIteration: false repeats one order", async () => {
  const dataset = ten().shuffle(3, { reshuffleEachIteration: false });
  expect(await labels(dataset)).toEqual(await labels(dataset));
});

test("take and skip cut the examples, also after a shuffle", async () => {
  expect(await labels(ten().take(3))).toEqual([0, 1, 2]);
  expect(await labels(ten().skip(8))).toEqual([8, 9]);
  expect(await labels(ten().skip(12))).toEqual([]);
  const all = await labels(ten().shuffle(5));
  expect(await labels(ten().shuffle(5).take(4).batch(3))).toEqual(all.slice(0, 4));
});

test("errors say the rule, what came and the next step", () => {
  const y = { data: new Int32Array(3), shape: [3] };
  expect(() => fromArrays({ x: { data: new Float32Array(8), shape: [4, 2] }, y })).toThrow(
    "fromArrays: columns must hold the same number of examples: x has 4, y has 3. Slice the longer one.",
  );
  expect(() => fromArrays({ x: { data: new Float32Array(7), shape: [4, 2] } })).toThrow(
    "fromArrays: x has shape [4, 2], which holds 8 numbers, but its data has 7. Give a shape whose product is 7.",
  );
  expect(() => fromArrays({ y }).batch(0)).toThrow(
    "batch: batchSize must be a whole number from 1, got 0. Try batch(32).",
  );
});
