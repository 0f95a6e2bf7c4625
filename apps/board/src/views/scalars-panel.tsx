// The curves of a run: loss, accuracy, and whatever else it measures.
import { memo } from "react";
import type { Line } from "../charts/plot.ts";
import { GRADIENT_PREFIX } from "../model/layer-norm.ts";
import type { Run } from "../model/run.ts";
import { useBoard, useRun, useView } from "./context.ts";
import { Legend, LineChart } from "./line-chart.tsx";
import { Empty, PanelFrame, Standalone } from "./panel.tsx";
import type { PanelProps } from "./panel.tsx";
import { smoothed } from "./smoothed.ts";

const VALIDATION_PREFIX = "val_";

/** The metrics that come first, whatever order the run sends them in. */
const FIRST: readonly string[] = ["loss", "accuracy"];

/**
 * Charts of loss, accuracy and every other scalar, training and validation together, with smoothing, logarithmic loss and zoom.
 * @example
 * const host = document.createElement("div");
 * flushSync(() => createRoot(host).render(createElement(ScalarsPanel, { source: createBus() })));
 * host.querySelector("h2").textContent // "Scalars"
 */
export function ScalarsPanel({ source }: PanelProps) {
  return (
    <Standalone {...(source && { source })} title="Scalars">
      <StillScalars />
    </Standalone>
  );
}

const StillScalars = memo(Scalars);

function Scalars() {
  const run = useRun();
  const weight = useView((state) => state.smoothing);
  const logLoss = useView((state) => state.logLoss);
  const metrics = metricsOf(run);
  return (
    <PanelFrame title="Scalars" tools={metrics.length > 0 && <Tools />}>
      {metrics.length === 0 && (
        <Empty>
          <p>No values yet. They come with the first steps of a training run.</p>
        </Empty>
      )}
      {metrics.map((metric) => (
        <Metric key={metric} metric={metric} run={run} weight={weight} isLog={logLoss && metric.endsWith("loss")} />
      ))}
    </PanelFrame>
  );
}

/** The metrics to chart: each tag without its validation twin. */
function metricsOf(run: Run): readonly string[] {
  const names = new Set<string>();
  for (const tag of run.series.keys())
    if (!tag.startsWith(GRADIENT_PREFIX)) names.add(tag.replace(VALIDATION_PREFIX, ""));
  const place = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return [...names].sort((a, b) => place(a) - place(b));
}

interface MetricProps {
  readonly metric: string;
  readonly run: Run;
  readonly weight: number;
  readonly isLog: boolean;
}

function Metric({ metric, run, weight, isLog }: MetricProps) {
  const lines: Line[] = [];
  const train = run.series.get(metric);
  const validation = run.series.get(VALIDATION_PREFIX + metric);
  if (train)
    lines.push({ label: validation ? "train" : metric, series: train, smoothed: smoothed(train, weight), colour: 0 });
  // Validation is measured once per epoch: few points, each meant; smoothing would only blur them.
  if (validation) lines.push({ label: "validation", series: validation, colour: 1 });
  return (
    <figure className={`weir-figure ${FIRST.includes(metric) ? "" : "weir-figure-small"}`}>
      <figcaption>
        <h3>{metric}</h3>
        <Legend lines={lines} />
      </figcaption>
      <LineChart title={metric} lines={lines} isLog={isLog} />
    </figure>
  );
}

function Tools() {
  const { view } = useBoard().session;
  const weight = useView((state) => state.smoothing);
  const logLoss = useView((state) => state.logLoss);
  const isZoomed = useView((state) => state.zoom !== null);
  return (
    <>
      {isZoomed && (
        <button type="button" onClick={() => view.setState({ zoom: null })}>
          All steps
        </button>
      )}
      <label>
        Smoothing
        <input
          type="range"
          min="0"
          max="0.99"
          step="0.01"
          value={weight}
          onChange={(event) => view.setState({ smoothing: Number(event.target.value) })}
        />
        <output>{weight.toFixed(2)}</output>
      </label>
      <label>
        <input
          type="checkbox"
          checked={logLoss}
          onChange={(event) => view.setState({ logLoss: event.target.checked })}
        />
        Log loss
      </label>
    </>
  );
}
