// Gradient norms: over time for every layer, and now as bars.
import { memo } from "react";
import { formatValue } from "../charts/format.ts";
import type { Line } from "../charts/plot.ts";
import { GRADIENT_PREFIX } from "../model/layer-norm.ts";
import type { Run } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import { useBoard, useRun, useView } from "./context.ts";
import { LineChart, Swatch } from "./line-chart.tsx";
import { Empty, PanelFrame, Standalone } from "./panel.tsx";
import type { PanelProps } from "./panel.tsx";
import { smoothed } from "./smoothed.ts";

/**
 * The gradient norm of every layer on a logarithmic axis over time, and its value at the cursor (or now) as a bar.
 * @example
 * const host = document.createElement("div");
 * flushSync(() => createRoot(host).render(createElement(GradientsPanel, { source: createBus() })));
 * host.querySelector("h2").textContent // "Gradient norms"
 */
export function GradientsPanel({ source }: PanelProps) {
  return (
    <Standalone {...(source && { source })} title="Gradient norms">
      <StillGradients />
    </Standalone>
  );
}

const StillGradients = memo(Gradients);

function Gradients() {
  const run = useRun();
  const by = useView((state) => state.gradientsBy);
  const weight = useView((state) => state.smoothing);
  const curves = curvesOf(run, by);
  const lines = curves.map(([label, series], colour): Line => ({
    label,
    series,
    smoothed: smoothed(series, weight),
    colour,
  }));
  return (
    <PanelFrame title="Gradient norms" tools={lines.length > 0 && <ByChoice />}>
      {lines.length === 0 ? (
        <Empty>
          <p>No gradient norms yet. A run sends them with its scalars while a board is watching.</p>
        </Empty>
      ) : (
        <figure className="weir-figure">
          <LineChart title="Gradient norm" lines={lines} isLog />
          <Bars lines={lines} />
        </figure>
      )}
    </PanelFrame>
  );
}

function curvesOf(run: Run, by: "layer" | "variable"): readonly (readonly [string, Series])[] {
  if (by === "layer") return [...run.layers];
  return [...run.series]
    .filter(([tag]) => tag.startsWith(GRADIENT_PREFIX))
    .map(([tag, series]) => [tag.slice(GRADIENT_PREFIX.length), series]);
}

function ByChoice() {
  const { view } = useBoard().session;
  const by = useView((state) => state.gradientsBy);
  return (
    <div className="weir-choice" role="group" aria-label="Gradient norms by">
      {(["layer", "variable"] as const).map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={by === choice}
          onClick={() => view.setState({ gradientsBy: choice })}
        >
          By {choice}
        </button>
      ))}
    </div>
  );
}

/** One row per line, its bar on the chart's own kind of scale: logarithmic, over the range in the table. */
function Bars({ lines }: { readonly lines: readonly Line[] }) {
  const cursor = useView((state) => state.cursor);
  const values = lines.map(({ series, smoothed: smooth }) => {
    const shown = smooth ?? series;
    return shown.value(cursor === null ? shown.length - 1 : Math.max(0, shown.nearest(cursor)));
  });
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const top = Math.log10(Math.max(...positive));
  const bottom = Math.log10(Math.min(...positive)) - 0.5;
  return (
    <table className="weir-bars">
      <caption className="weir-hidden">
        Gradient norm of each line {cursor === null ? "now" : `at step ${cursor}`}, bars on a logarithmic scale
      </caption>
      <tbody>
        {lines.map((line, i) => {
          const value = values[i] as number;
          const share = value > 0 && Number.isFinite(value) ? (Math.log10(value) - bottom) / (top - bottom || 1) : 0;
          return (
            <tr key={line.label}>
              <th scope="row">
                <Swatch colour={line.colour} />
                {line.label}
              </th>
              <td className="weir-bar">
                <svg width="100%" height="8" aria-hidden="true">
                  <rect width={`${(100 * share).toFixed(1)}%`} height="8" data-series={line.colour % 8} />
                </svg>
              </td>
              <td className="weir-number">{formatValue(value)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
