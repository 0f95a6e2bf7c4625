// Scales, numbers and sentences of a chart.
import { expect, test } from "vitest";
import { Series } from "../model/series.ts";
import { describeLines } from "./describe.ts";
import { formatBytes, formatCount, formatValue } from "./format.ts";
import { plotOf, stepDomain } from "./plot.ts";
import type { Line } from "./plot.ts";

function line(values: readonly number[], label = "loss"): Line {
  const series = new Series();
  values.forEach((value, i) => series.append(i, value));
  return { label, series, colour: 0 };
}

test("the plot shows every finite value and every step, with steps as whole numbers", () => {
  const plot = plotOf([line([3, NaN, 1, 2])], null, false, 400, 200);
  const [low, high] = plot.y.domain() as [number, number];
  expect(low).toBeLessThanOrEqual(1);
  expect(high).toBeGreaterThanOrEqual(3);
  expect(plot.x.domain()).toEqual([0, 3]);
  expect(plot.xTicks.every(Number.isInteger)).toBe(true);
  expect(plot.yTicks.length).toBeGreaterThan(2);
});

test("y fits what is in view", () => {
  const plot = plotOf([line([100, 1, 1.2, 1.1, 1.3])], [1, 4], false, 400, 200);
  expect(plot.y.domain()[1]).toBeLessThan(2);
});

test("shares end at 1", () => {
  expect(plotOf([line([0.1, 0.9, 0.99])], null, false, 400, 200).y.domain()).toEqual([0, 1]);
});

test("a logarithmic axis leaves zero and negative values out and has ticks", () => {
  const plot = plotOf([line([0, -1, 0.02, 5])], null, true, 400, 200);
  expect(plot.y.domain()[0]).toBeCloseTo(0.02 / 1.15, 6);
  expect(plot.yTicks).toContain(1);
  expect(plotOf([line([0, -1])], null, true, 400, 200).y.domain()).toEqual([0.1, 1]);
  expect(plotOf([line([0.1, 0.13])], null, true, 400, 200).yTicks.length).toBeGreaterThan(1);
});

test("no values and one value still make a plot", () => {
  expect(stepDomain([line([])])).toEqual([0, 1]);
  expect(plotOf([line([7])], null, false, 400, 200).y(7)).toBeGreaterThan(0);
});

test("the sentence says last, lowest, trend and what was not finite", () => {
  const falling = line(Array.from({ length: 100 }, (_, i) => (i === 40 ? NaN : 2 - i / 60)));
  expect(describeLines("Loss", [falling])).toBe(
    "Loss by step. loss: 0.35 at step 99, lowest 0.35 at step 99, falling, not finite at step 40.",
  );
  expect(describeLines("Loss", [line([])])).toBe("Loss: no values yet.");
});

test("numbers are short and honest", () => {
  expect([0.08321, 1234.4, 0, 1.2e-7, 123_456, NaN, -Infinity].map(formatValue)).toEqual([
    "0.08321",
    "1234",
    "0",
    "1.2e-7",
    "1.23e+5",
    "NaN",
    "−∞",
  ]);
  expect([0, 512, 2048, 46_137_344].map(formatBytes)).toEqual(["0 B", "512 B", "2.0 KiB", "44.0 MiB"]);
  expect([0, 462_422_016].map((count) => formatCount(count, "FLOP"))).toEqual(["0 FLOP", "462 MFLOP"]);
});
