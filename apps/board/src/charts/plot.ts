// The geometry of a line chart: domains, scales, ticks. Pure; d3 computes.
import { scaleLinear, scaleLog } from "d3";
import type { ScaleContinuousNumeric } from "d3";
import type { Series } from "../model/series.ts";

/** One line of a chart. */
export interface Line {
  /** Shown in the legend: "train". */
  readonly label: string;
  readonly series: Series;
  /** Drawn in full colour over the pale raw line, where smoothing is on. */
  readonly smoothed?: Series | undefined;
  /** Which of the categorical colours. Beyond the eighth they return dashed. */
  readonly colour: number;
}

/** A chart's scales and ticks in CSS pixels. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly x: ScaleContinuousNumeric<number, number>;
  readonly y: ScaleContinuousNumeric<number, number>;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly isLog: boolean;
}

/** Space around the plotting area for the axes' texts. */
export const MARGIN = { top: 8, right: 12, bottom: 22, left: 46 } as const;

/** Returns the scales of a chart of this size showing these lines; `zoom` null fits all steps. */
export function plotOf(
  lines: readonly Line[],
  zoom: readonly [number, number] | null,
  isLog: boolean,
  width: number,
  height: number,
): Plot {
  const [x0, x1] = zoom ?? stepDomain(lines);
  const [y0, y1] = valueDomain(lines, x0, x1, isLog);
  const x = scaleLinear([x0, x1], [MARGIN.left, width - MARGIN.right]);
  const y = (isLog ? scaleLog : scaleLinear)([y0, y1], [height - MARGIN.bottom, MARGIN.top]);
  if (!isLog) y.nice(4);
  // Accuracies and other shares end at 1: an axis that goes on to 1.2 would promise more.
  if (!isLog && y1 <= 1.1 && highest(lines) <= 1)
    y.domain([y.domain()[0] as number, Math.min(1, y.domain()[1] as number)]);
  return {
    width,
    height,
    x,
    y,
    isLog,
    xTicks: x.ticks(Math.max(2, Math.floor(width / 90))).filter(Number.isInteger),
    yTicks: valueTicks(y, isLog, height),
  };
}

/** Returns the first and last step of all lines, at least one step apart. */
export function stepDomain(lines: readonly Line[]): readonly [number, number] {
  let first = Infinity;
  let last = -Infinity;
  for (const { series } of lines) {
    if (series.length === 0) continue;
    first = Math.min(first, series.step(0));
    last = Math.max(last, series.lastStep);
  }
  if (first > last) return [0, 1];
  return first === last ? [first, first + 1] : [first, last];
}

function highest(lines: readonly Line[]): number {
  return lines.reduce((most, { series }) => {
    const { max } = series.extremes(0, series.length);
    return max < 0 ? most : Math.max(most, series.value(max));
  }, -Infinity);
}

/** The smallest and largest finite value in view, with air around; on a logarithmic axis only positive values count. */
function valueDomain(lines: readonly Line[], x0: number, x1: number, isLog: boolean): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const { series } of lines) {
    const { min, max } = series.extremes(series.indexAtOrAfter(x0), series.indexAtOrAfter(x1) + 1);
    if (max < 0) continue;
    high = Math.max(high, series.value(max));
    low = Math.min(low, isLog ? smallestPositive(series, x0, x1, series.value(min)) : series.value(min));
  }
  if (isLog) {
    if (!(high > 0)) return [0.1, 1];
    return [Math.max(low, high * 1e-12) / 1.15, high * 1.15];
  }
  if (low > high) return [0, 1];
  const air = (high - low) * 0.04 || Math.abs(high) * 0.1 || 1;
  return [low >= 0 && low < (high - low) * 0.5 ? 0 : low - air, high + air];
}

/** The minimum where it is positive; else a scan, for curves that touch zero. */
function smallestPositive(series: Series, x0: number, x1: number, min: number): number {
  if (min > 0) return min;
  let least = Infinity;
  const end = Math.min(series.length, series.indexAtOrAfter(x1) + 1);
  for (let i = series.indexAtOrAfter(x0); i < end; i++) {
    const value = series.value(i);
    if (value > 0 && value < least) least = value;
  }
  return least;
}

/** On a logarithmic axis powers of ten, and twos and fives between them where the axis spans little. */
function valueTicks(y: ScaleContinuousNumeric<number, number>, isLog: boolean, height: number): readonly number[] {
  const wanted = Math.max(2, Math.floor(height / 40));
  if (!isLog) return y.ticks(wanted);
  const ticks = y.ticks(wanted);
  const leading = (tick: number) => Math.round(tick / 10 ** Math.floor(Math.log10(tick) + 1e-9));
  for (const digits of [[1], [1, 3], [1, 2, 5]]) {
    const kept = ticks.filter((tick) => digits.includes(leading(tick)));
    if (kept.length >= Math.min(3, wanted)) return thin(kept, wanted);
  }
  return thin(ticks, wanted);
}

function thin(ticks: readonly number[], wanted: number): readonly number[] {
  const every = Math.ceil(ticks.length / (wanted + 1));
  return ticks.filter((_, i) => i % every === 0);
}
