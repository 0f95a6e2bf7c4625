// An epoch's order is a permutation that seed and epoch decide.
import { expect, test } from "vitest";
import { inOrder, shuffled } from "./order.ts";

test("every example comes once", () => {
  expect([...shuffled(100, 1, 0)].sort((a, b) => a - b)).toEqual([...inOrder(100)]);
});

test("the same seed and epoch give the same order, others another", () => {
  expect(shuffled(50, 1, 2)).toEqual(shuffled(50, 1, 2));
  expect(shuffled(50, 1, 2)).not.toEqual(shuffled(50, 1, 3));
  expect(shuffled(50, 1, 2)).not.toEqual(shuffled(50, 2, 2));
});

test("every place is about equally likely", () => {
  const counts = new Array<number>(5).fill(0);
  for (let seed = 0; seed < 5000; seed++) counts[shuffled(5, seed, 0).indexOf(0)]! += 1;
  // A fair count is 1000 with a standard deviation of 28.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
