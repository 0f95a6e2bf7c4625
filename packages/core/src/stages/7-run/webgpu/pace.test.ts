import { expect, it } from "vitest";
import { divide } from "./pace.ts";

it("fills each submit up to the budget", () => {
  expect(divide([4, 4, 4, 4, 4], 8)).toEqual([2, 4, 5]);
});

it("gives a dispatch that is over the budget a submit of its own", () => {
  expect(divide([1, 100, 1, 1], 8)).toEqual([1, 2, 4]);
});

it("puts everything into one submit where the budget allows it", () => {
  expect(divide([1, 2, 3], 1e9)).toEqual([3]);
  expect(divide([], 8)).toEqual([]);
});
