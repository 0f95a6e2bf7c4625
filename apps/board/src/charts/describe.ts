// A chart in a sentence, for people who listen to it.
import { formatStep, formatValue } from "./format.ts";
import type { Line } from "./plot.ts";

/** Returns what a chart shows: each line's last value, its least and where, its trend, and whether anything was not finite. */
export function describeLines(title: string, lines: readonly Line[]): string {
  const shown = lines.filter(({ series }) => series.length > 0);
  if (shown.length === 0) return `${title}: no values yet.`;
  return `${title} by step. ${shown.map(describeLine).join(" ")}`;
}

function describeLine({ label, series, smoothed }: Line): string {
  const { min, bad } = series.extremes(0, series.length);
  const least = min < 0 ? "" : `, lowest ${formatValue(series.value(min))} at step ${formatStep(series.step(min))}`;
  const anomaly = bad < 0 ? "" : `, not finite at step ${formatStep(series.step(bad))}`;
  return `${label}: ${formatValue(series.lastValue)} at step ${formatStep(series.lastStep)}${least}, ${trend(smoothed ?? series)}${anomaly}.`;
}

/** Compares the end with a point a tenth of the curve before it. */
function trend(series: Line["series"]): string {
  const before = series.value(Math.max(0, Math.floor(series.length * 0.9) - 1));
  const change = (series.lastValue - before) / (Math.abs(before) || 1);
  if (!Number.isFinite(change)) return "trend unknown";
  if (Math.abs(change) < 0.01) return "steady";
  return change < 0 ? "falling" : "rising";
}
