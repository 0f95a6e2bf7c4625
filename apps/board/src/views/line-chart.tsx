// A line chart: canvas for the lines, SVG for the axes, the pointer and the keyboard for looking closer.
import { useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { describeLines } from "../charts/describe.ts";
import { drawLines } from "../charts/draw-lines.ts";
import type { ChartColours } from "../charts/draw-lines.ts";
import { formatStep, formatValue } from "../charts/format.ts";
import { MARGIN, plotOf } from "../charts/plot.ts";
import type { Line, Plot } from "../charts/plot.ts";
import { useColours, useDrawing, useSize } from "./canvas.tsx";
import { useBoard, useView } from "./context.ts";

/** How far the pointer must travel for a drag to be a zoom, in CSS pixels. */
const DRAG = 6;

/** Properties of a line chart. */
interface LineChartProps {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly isLog?: boolean;
}

/** A chart of some lines. Zoom and cursor are shared with the board's other charts. */
export function LineChart({ title, lines, isLog = false }: LineChartProps) {
  const { session } = useBoard();
  const zoom = useView((state) => state.zoom);
  const cursor = useView((state) => state.cursor);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(frame);
  const [drag, setDrag] = useState<readonly [number, number] | null>(null);
  const plot = plotOf(lines, zoom, isLog, size.width, size.height);
  const colours = useColours(canvas, chartColours);
  useDrawing(canvas, size, (context) => drawLines(context, plot, lines, cursor, colours()));

  function stepUnder(event: PointerEvent): number | null {
    const left = frame.current?.getBoundingClientRect().left ?? 0;
    return nearestStep(lines, plot.x.invert(event.clientX - left));
  }

  function onPointerMove(event: PointerEvent): void {
    session.view.setState({ cursor: stepUnder(event) });
    if (drag) setDrag([drag[0], event.nativeEvent.offsetX]);
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag([event.nativeEvent.offsetX, event.nativeEvent.offsetX]);
  }

  function onPointerUp(): void {
    if (drag && Math.abs(drag[1] - drag[0]) >= DRAG) {
      const [from, to] = [Math.min(...drag), Math.max(...drag)].map((x) => plot.x.invert(x)) as [number, number];
      if (to - from >= 1) session.view.setState({ zoom: [from, to] });
    }
    setDrag(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = keyTarget(event.key, lines, plot, cursor);
    if (next === undefined) return;
    event.preventDefault();
    session.view.setState(next);
  }

  return (
    <div
      ref={frame}
      className="weir-chart"
      role="img"
      aria-label={describeLines(title, lines)}
      tabIndex={0}
      onPointerMove={onPointerMove}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={() => session.view.setState({ cursor: null })}
      onDoubleClick={() => session.view.setState({ zoom: null })}
      onKeyDown={onKeyDown}
      title={zoom ? "Double-click to show all steps" : undefined}
    >
      <Axes plot={plot} />
      <canvas ref={canvas} />
      {drag && <Selection plot={plot} drag={drag} />}
    </div>
  );
}

function chartColours(colour: (name: string) => string): ChartColours {
  return { series: seriesColours(colour), ink: colour("ink"), paper: colour("paper"), bad: colour("bad") };
}

/** Returns the categorical colours of the theme. */
export function seriesColours(colour: (name: string) => string): readonly string[] {
  return Array.from({ length: 8 }, (_, i) => colour(`series-${i}`));
}

function nearestStep(lines: readonly Line[], step: number): number | null {
  let best: number | null = null;
  for (const { series } of lines) {
    const row = series.nearest(step);
    if (row >= 0 && (best === null || Math.abs(series.step(row) - step) < Math.abs(best - step)))
      best = series.step(row);
  }
  return best;
}

/** Arrow keys walk along the points of the longest line, Home and End jump, Escape fits all. */
function keyTarget(key: string, lines: readonly Line[], plot: Plot, cursor: number | null) {
  const longest = lines.reduce<Line | undefined>(
    (most, line) => (most && most.series.length >= line.series.length ? most : line),
    undefined,
  );
  if (key === "Escape") return { zoom: null, cursor: null };
  if (!longest || longest.series.length === 0) return undefined;
  const { series } = longest;
  const row = series.nearest(cursor ?? series.lastStep);
  const page = Math.max(
    1,
    Math.round((series.nearest(plot.x.domain()[1] as number) - series.nearest(plot.x.domain()[0] as number)) / 20),
  );
  const target = {
    ArrowLeft: row - 1,
    ArrowRight: row + 1,
    PageDown: row - page,
    PageUp: row + page,
    Home: 0,
    End: series.length - 1,
  }[key];
  return target === undefined ? undefined : { cursor: series.step(Math.min(series.length - 1, Math.max(0, target))) };
}

function Axes({ plot }: { readonly plot: Plot }) {
  const right = plot.width - MARGIN.right;
  const bottom = plot.height - MARGIN.bottom;
  if (plot.width === 0) return null;
  return (
    <svg width={plot.width} height={plot.height} aria-hidden="true">
      {plot.yTicks.map((tick) => (
        <g key={tick} transform={`translate(0,${plot.y(tick)})`}>
          <line className="weir-grid" x1={MARGIN.left} x2={right} />
          <text className="weir-tick" x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
            {formatValue(tick)}
          </text>
        </g>
      ))}
      <line className="weir-axis" x1={MARGIN.left} x2={right} y1={bottom + 0.5} y2={bottom + 0.5} />
      {plot.xTicks.map((tick) => (
        <g key={tick} transform={`translate(${plot.x(tick)},${bottom})`}>
          <line className="weir-axis" y2={4} />
          <text className="weir-tick" y={16} textAnchor="middle">
            {formatStep(tick)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function Selection({ plot, drag }: { readonly plot: Plot; readonly drag: readonly [number, number] }) {
  const left = Math.min(...drag);
  return (
    <svg className="weir-selection" width={plot.width} height={plot.height} aria-hidden="true">
      <rect
        x={left}
        y={MARGIN.top}
        width={Math.max(...drag) - left}
        height={plot.height - MARGIN.top - MARGIN.bottom}
      />
    </svg>
  );
}

/** The names of a chart's lines with their values at the cursor, or their last. */
export function Legend({ lines }: { readonly lines: readonly Line[] }) {
  const cursor = useView((state) => state.cursor);
  return (
    <ul className="weir-legend">
      {lines.map((line) => (
        <li key={line.label}>
          <Swatch colour={line.colour} />
          {line.label} <b>{valueAt(line.smoothed ?? line.series, cursor)}</b>
          {line.smoothed && cursor !== null && <span className="weir-raw">raw {valueAt(line.series, cursor)}</span>}
        </li>
      ))}
    </ul>
  );
}

function valueAt(series: Line["series"], cursor: number | null): string {
  const row = cursor === null ? series.length - 1 : series.nearest(cursor);
  return row < 0 ? "–" : formatValue(series.value(row));
}

/** A short piece of a line in its colour and dash. */
export function Swatch({ colour }: { readonly colour: number }) {
  return (
    <svg className="weir-swatch" width="16" height="8" aria-hidden="true">
      <line
        x1="0"
        x2="16"
        y1="4"
        y2="4"
        data-series={colour % 8}
        strokeDasharray={["none", "6 3", "2 3"][Math.floor(colour / 8) % 3]}
      />
    </svg>
  );
}
