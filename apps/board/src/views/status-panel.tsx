// How the run is going: readings in a row, the device and why it was picked, and the last events.
import { memo, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { formatBytes, formatStep } from "../charts/format.ts";
import type { Run } from "../model/run.ts";
import { useRun } from "./context.ts";
import { Empty, PanelFrame, Standalone } from "./panel.tsx";
import type { PanelProps } from "./panel.tsx";

/** Without a report for this long a running run counts as stale, in milliseconds. */
const STALE = 5_000;

/**
 * Device and why it was picked, step, speed, dispatches, peak memory, and whether what one sees is live.
 * @example
 * const host = document.createElement("div");
 * flushSync(() => createRoot(host).render(createElement(StatusPanel, { source: createBus() })));
 * host.textContent.includes("No run yet") // true
 */
export function StatusPanel({ source }: PanelProps) {
  return (
    <Standalone {...(source && { source })} title="Status">
      <StillStatus />
    </Standalone>
  );
}

const StillStatus = memo(Status);

function Status() {
  const run = useRun();
  const { stats } = run;
  if (run.refusal !== undefined || !stats)
    return (
      <PanelFrame title="Status" className="weir-status" tools={<Badge />}>
        <Empty>
          <p>{run.refusal ?? "No run yet. This board shows the first training run that reports to it."}</p>
        </Empty>
      </PanelFrame>
    );
  const kernels = kernelsReady(run);
  const ofTotal = stats.totalSteps === undefined ? "" : ` / ${formatStep(stats.totalSteps)}`;
  return (
    <PanelFrame title="Status" className="weir-status" tools={<Badge />}>
      <dl className="weir-readings">
        {kernels && (
          <Reading
            name="Kernels compiled"
            value={formatStep(kernels.done)}
            unit={` / ${formatStep(kernels.total)}`}
            note={kernels.programs.join(", ")}
          />
        )}
        <Reading name="Step" value={formatStep(stats.step)} unit={ofTotal} />
        {stats.epoch !== undefined && (
          <Reading
            name="Epoch"
            value={String(stats.epoch)}
            unit={stats.totalEpochs === undefined ? "" : ` / ${stats.totalEpochs}`}
          />
        )}
        <Reading name="Speed" value={stats.stepsPerSecond.toFixed(stats.stepsPerSecond < 10 ? 2 : 1)} unit=" steps/s" />
        <Reading name="Dispatches" value={formatStep(stats.dispatchesPerStep)} unit=" per step" />
        <Reading name="Peak memory" {...splitUnit(formatBytes(stats.peakBytes))} />
        <Reading name="Device" value={stats.device} unit="" note={stats.deviceReason} />
      </dl>
      <LastEvent run={run} />
    </PanelFrame>
  );
}

interface ReadingProps {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly note?: string;
}

function Reading({ name, value, unit, note }: ReadingProps) {
  return (
    <div className={note === undefined ? "weir-reading" : "weir-reading weir-reading-wide"}>
      <dt>{name}</dt>
      <dd>
        <span className="weir-value">{value}</span>
        <span className="weir-unit">{unit}</span>
        {note !== undefined && <span className="weir-note">{note}</span>}
      </dd>
    </div>
  );
}

function splitUnit(text: string): { readonly value: string; readonly unit: string } {
  const cut = text.indexOf(" ");
  return { value: text.slice(0, cut), unit: text.slice(cut) };
}

function LastEvent({ run }: { readonly run: Run }): ReactNode {
  const last = run.logs[run.logs.length - 1];
  if (!last) return null;
  return (
    <p className={`weir-event weir-event-${last.level}`}>
      <span>step {formatStep(last.step)}</span> {last.message}
    </p>
  );
}

/** Returns how far the kernels of all programs together are, and which programs wait for theirs; undefined when no run is preparing. */
export function kernelsReady(
  run: Run,
): { readonly done: number; readonly total: number; readonly programs: readonly string[] } | undefined {
  const programs = [...run.compiling.values()];
  if (run.stats?.state !== "preparing" || programs.length === 0) return undefined;
  return {
    done: programs.reduce((sum, p) => sum + p.done, 0),
    total: programs.reduce((sum, p) => sum + p.total, 0),
    programs: programs.filter((p) => p.done < p.total).map((p) => p.program),
  };
}

/** Says whether what one sees is live. Never shows old numbers as current. */
export function Badge() {
  const run = useRun();
  const [kind, text] = freshness(run, useNow(1_000));
  return (
    <span className="weir-badge" data-kind={kind} role="status">
      {text}
    </span>
  );
}

/** Returns the state of a run in a word, by its last report and how long ago that was. */
export function freshness(run: Run, now: number): readonly [kind: string, text: string] {
  const state = run.stats?.state;
  if (state === undefined) return ["waiting", "Waiting"];
  if (state === "paused") return ["paused", "Paused"];
  if (state === "done") return ["done", "Done"];
  if (state === "failed") return ["failed", "Failed"];
  const silence = now - run.lastReport;
  if (silence > STALE) return ["stale", `No news for ${Math.round(silence / 1000)} s`];
  return state === "preparing" ? ["waiting", "Preparing"] : ["live", "Live"];
}

/** The time in milliseconds since 1970, renewed this often. */
function useNow(interval: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
