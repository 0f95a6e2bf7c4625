// Draws a chart's lines, bad values and cursor on a canvas.
import { decimate } from "../model/decimate.ts";
import type { Series } from "../model/series.ts";
import { MARGIN } from "./plot.ts";
import type { Line, Plot } from "./plot.ts";

/** The colours a chart draws with, read from the page's theme. */
export interface ChartColours {
  readonly series: readonly string[];
  readonly ink: string;
  readonly paper: string;
  readonly bad: string;
}

const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 3]];

/** How pale the raw line is behind its smoothed one. */
const RAW_OPACITY = 0.25;

/** Returns the colour of a line and its dash: after the last colour the first comes back dashed. */
export function strokeOf(
  index: number,
  colours: readonly string[],
): { readonly colour: string; readonly dash: readonly number[] } {
  return {
    colour: colours[index % colours.length] ?? "gray",
    dash: DASHES[Math.floor(index / colours.length) % DASHES.length] ?? [],
  };
}

/** Draws everything of a chart that is not text. The context is scaled to CSS pixels. */
export function drawLines(
  context: CanvasRenderingContext2D,
  plot: Plot,
  lines: readonly Line[],
  cursor: number | null,
  colours: ChartColours,
): void {
  context.clearRect(0, 0, plot.width, plot.height);
  context.save();
  context.beginPath();
  context.rect(MARGIN.left, 0, plot.width - MARGIN.left - MARGIN.right + 1, plot.height - MARGIN.bottom + 1);
  context.clip();
  context.lineJoin = "round";
  for (const line of lines) {
    const { colour, dash } = strokeOf(line.colour, colours.series);
    context.strokeStyle = colour;
    context.setLineDash([...dash]);
    if (line.smoothed) strokeSeries(context, plot, line.series, 1, RAW_OPACITY);
    strokeSeries(context, plot, line.smoothed ?? line.series, 1.75, 1);
    context.setLineDash([]);
    markBadValues(context, plot, line.series, colours.bad);
    if (line.series.length === 1) dot(context, plot, line.series, 0, colour, colours.paper);
  }
  if (cursor !== null) drawCursor(context, plot, lines, cursor, colours);
  context.restore();
}

function strokeSeries(
  context: CanvasRenderingContext2D,
  plot: Plot,
  series: Series,
  width: number,
  opacity: number,
): void {
  const [x0, x1] = plot.x.domain() as [number, number];
  context.globalAlpha = opacity;
  context.lineWidth = width;
  context.beginPath();
  let isDown = false;
  for (const row of decimate(series, x0, x1, Math.max(1, Math.round(plot.width - MARGIN.left - MARGIN.right)))) {
    const value = series.value(row);
    // A gap, never a bridge, across values that cannot be drawn.
    const canDraw = Number.isFinite(value) && !(plot.isLog && value <= 0);
    if (canDraw && isDown) context.lineTo(plot.x(series.step(row)), plot.y(value));
    else if (canDraw) context.moveTo(plot.x(series.step(row)), plot.y(value));
    isDown = canDraw;
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** NaN as a cross, infinities as arrows, on a lane along the top (−∞: the bottom). One mark per pixel column is enough. */
function markBadValues(context: CanvasRenderingContext2D, plot: Plot, series: Series, colour: string): void {
  const [x0, x1] = plot.x.domain() as [number, number];
  if (series.extremes(0, series.length).bad < 0) return;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  for (const row of decimate(series, x0, x1, Math.max(1, Math.round(plot.width)))) {
    const value = series.value(row);
    if (Number.isFinite(value)) continue;
    const x = plot.x(series.step(row));
    const y = value === -Infinity ? plot.height - MARGIN.bottom - 6 : MARGIN.top + 4;
    context.beginPath();
    if (Number.isNaN(value)) {
      context.moveTo(x - 3, y - 3);
      context.lineTo(x + 3, y + 3);
      context.moveTo(x + 3, y - 3);
      context.lineTo(x - 3, y + 3);
    } else {
      const tip = value > 0 ? -4 : 4;
      context.moveTo(x - 3, y - tip);
      context.lineTo(x, y + tip);
      context.lineTo(x + 3, y - tip);
    }
    context.stroke();
  }
}

function drawCursor(
  context: CanvasRenderingContext2D,
  plot: Plot,
  lines: readonly Line[],
  cursor: number,
  colours: ChartColours,
): void {
  context.strokeStyle = colours.ink;
  context.globalAlpha = 0.35;
  context.lineWidth = 1;
  context.beginPath();
  const x = Math.round(plot.x(cursor)) + 0.5;
  context.moveTo(x, MARGIN.top);
  context.lineTo(x, plot.height - MARGIN.bottom);
  context.stroke();
  context.globalAlpha = 1;
  for (const line of lines) {
    const series = line.smoothed ?? line.series;
    const row = series.nearest(cursor);
    if (row >= 0) dot(context, plot, series, row, strokeOf(line.colour, colours.series).colour, colours.paper);
  }
}

function dot(
  context: CanvasRenderingContext2D,
  plot: Plot,
  series: Series,
  row: number,
  colour: string,
  paper: string,
): void {
  const value = series.value(row);
  if (!Number.isFinite(value) || (plot.isLog && value <= 0)) return;
  context.beginPath();
  context.arc(plot.x(series.step(row)), plot.y(value), 3.5, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = paper;
  context.stroke();
}
