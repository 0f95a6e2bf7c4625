// Picks the points of a curve that can be told apart at a given width: first, min, max and last of every pixel column.
import type { Series } from "./series.ts";

/**
 * Returns the rows to draw, ascending, so that the line at `columns` pixels looks as if every point had been drawn.
 * Each column keeps its first, smallest, largest, last, and first non-finite point. The points just outside the range come along, so that lines
 * leave the frame where they should. Short ranges come back whole.
 */
export function decimate(series: Series, fromStep: number, toStep: number, columns: number): Uint32Array {
  const begin = Math.max(0, series.indexAtOrAfter(fromStep) - 1);
  const end = Math.min(series.length, series.indexAtOrAfter(toStep) + 2);
  if (end - begin <= columns * 4) return Uint32Array.from({ length: Math.max(0, end - begin) }, (_, i) => begin + i);

  const rows: number[] = [];
  const width = (toStep - fromStep) / columns;
  let at = begin;
  for (let column = 0; at < end; column++) {
    const isLast = column >= columns - 1;
    const next = isLast ? end : Math.min(end, series.indexAtOrAfter(fromStep + (column + 1) * width));
    if (next > at) pushColumn(rows, series, at, next);
    at = Math.max(at, next);
  }
  return Uint32Array.from(rows);
}

function pushColumn(rows: number[], series: Series, from: number, to: number): void {
  const { min, max, bad } = series.extremes(from, to);
  const kept = [from, min, max, bad, to - 1].filter((row) => row >= 0).sort((a, b) => a - b);
  for (const row of kept) if (row !== rows[rows.length - 1]) rows.push(row);
}
