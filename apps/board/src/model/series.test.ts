// Curves: decimation keeps exactly what a pixel column can show, smoothing follows its formula, rewinding drops what it should.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decimate } from "./decimate.ts";
import { Series } from "./series.ts";
import { SmoothedSeries } from "./smooth.ts";

function seriesOf(values: readonly number[]): Series {
  const series = new Series();
  values.forEach((value, i) => series.append(i, value));
  return series;
}

const value = fc.oneof(
  { weight: 9, arbitrary: fc.float({ noNaN: true, min: -1000, max: 1000 }) },
  fc.constantFrom(NaN, Infinity, -Infinity),
);

test("extremes of any range equal a search through every point", () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 700 }), fc.nat(), fc.nat(), (values, a, b) => {
      const series = seriesOf(values);
      const [from, to] = [a % values.length, (b % values.length) + 1].sort((x, y) => x - y) as [number, number];
      const slice = values.slice(from, to);
      const finite = slice.filter(Number.isFinite);
      const { min, max, bad } = series.extremes(from, to);
      const firstBad = slice.findIndex((v) => !Number.isFinite(v));
      expect(bad).toBe(firstBad < 0 ? -1 : from + firstBad);
      expect(min >= 0 ? series.value(min) : Infinity).toBe(Math.min(...finite));
      expect(max >= 0 ? series.value(max) : -Infinity).toBe(Math.max(...finite));
    }),
    { numRuns: 200 },
  );
});

test("decimation keeps first, min, max, last and the first NaN of every pixel column, in order", () => {
  const count = 100_000;
  const columns = 250;
  const values = Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i / 90) + Math.sin(i * 12.9898) * 0.3));
  values[4_711] = NaN;
  const series = seriesOf(values);
  const rows = decimate(series, 0, count, columns);
  expect(rows.length).toBeLessThanOrEqual(columns * 5);
  expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
  const kept = new Set(rows);
  expect(kept.has(4_711)).toBe(true);
  for (let column = 0; column < columns; column++) {
    const from = (column * count) / columns;
    const to = from + count / columns;
    const finite = values.slice(from, to).filter(Number.isFinite);
    const drawn = [...rows]
      .filter((row) => row >= from && row < to)
      .map((row) => values[row] as number)
      .filter(Number.isFinite);
    expect(Math.min(...drawn)).toBe(Math.min(...finite));
    expect(Math.max(...drawn)).toBe(Math.max(...finite));
    expect(kept.has(from) && kept.has(to - 1)).toBe(true);
  }
});

test("a range with fewer points than pixels comes back whole, with its neighbours outside", () => {
  expect([...decimate(seriesOf([5, 4, 3, 2, 1, 0]), 2, 3, 100)]).toEqual([1, 2, 3, 4]);
  expect([...decimate(new Series(), 0, 10, 100)]).toEqual([]);
});

test("smoothing equals the debiased average's formula, and NaN passes through without entering it", () => {
  const values = [1, 2, NaN, 4, 8, 16].map(Math.fround);
  const source = seriesOf(values);
  const smoothed = new SmoothedSeries(source, 0.6);
  source.append(6, 32);
  smoothed.update();
  let last = 0;
  let n = 0;
  [...values, 32].forEach((y, i) => {
    if (Number.isFinite(y)) last = 0.6 * last + 0.4 * y;
    if (Number.isFinite(y)) n += 1;
    const expected = Number.isFinite(y) ? Math.fround(last / (1 - 0.6 ** n)) : NaN;
    expect(smoothed.series.value(i)).toBe(expected);
  });
  smoothed.setWeight(0);
  expect(Array.from({ length: 7 }, (_, i) => smoothed.series.value(i))).toEqual([...values, 32]);
});

test("a step at or below the last one drops what came after it, in the pyramid too", () => {
  const series = seriesOf(Array.from({ length: 1000 }, (_, i) => i));
  series.append(300, -7);
  expect(series.length).toBe(301);
  expect(series.lastStep).toBe(300);
  const { min, max } = series.extremes(0, series.length);
  expect([series.value(min), series.value(max)]).toEqual([-7, 299]);
});

test("smoothing starts over when its source was rewound", () => {
  const source = seriesOf([1, 2, 3, 4]);
  const smoothed = new SmoothedSeries(source, 0.6);
  source.append(1, 9);
  smoothed.update();
  expect(smoothed.series.length).toBe(2);
  expect(smoothed.series.value(1)).toBe(Math.fround((0.6 * 0.4 + 0.4 * 9) / (1 - 0.36)));
});

test("nearest finds the point closest to a step", () => {
  const series = new Series();
  for (const step of [0, 10, 20]) series.append(step, step);
  expect([-5, 4, 6, 15, 16, 99].map((step) => series.nearest(step))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(new Series().nearest(3)).toBe(-1);
});
