import { describe, expect, test } from "vitest";
import { median, quantile, spread } from "./statistics.ts";

describe("statistics", () => {
  test("the median of an odd number of samples is the middle one, whatever their order", () => {
    expect(median([5, 1, 100])).toBe(5);
  });

  test("the median of an even number of samples lies between the middle two", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  test("one outlier moves neither median nor quartiles far", () => {
    const samples = [10, 11, 12, 13, 1000];
    expect(median(samples)).toBe(12);
    expect(spread(samples)).toEqual([11, 13]);
  });

  test("quantiles interpolate and reach the ends", () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
  });

  test("samples are left in their order", () => {
    const samples = [3, 1, 2];
    median(samples);
    expect(samples).toEqual([3, 1, 2]);
  });

  test("no samples are an error", () => {
    expect(() => median([])).toThrow("no samples");
  });
});
