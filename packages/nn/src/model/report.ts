// Tells the bus how training goes, and obeys what boards ask. Nobody listens, nothing is made.
import { bus, getDevice, PROTOCOL_VERSION, type StatsEvent } from "@weir/core";
import type { Logs } from "../callbacks/callback.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { Control } from "./control.ts";
import type { StepRecord, TrainStep } from "./trainer.ts";

/** Milliseconds between two stats messages. */
const STATS_EVERY = 250;

/** What a report is about. */
export interface Subject {
  /** The same for every fit of one training state, so that a board goes on where it was. */
  readonly run: string;
  readonly name: string;
  readonly optimizer: Optimizer;
  readonly control: Control;
  readonly columns: readonly string[];
  /** Compiled at the first call: after the board has been told what run this is. */
  step(): TrainStep;
  readonly firstStep: number;
  readonly totalSteps: number;
  readonly totalEpochs: number;
}

/** One fit's line to the bus. */
export interface Report {
  /** The step is compiled: its graph can be shown. */
  compiled(): void;
  /** What steps measured. */
  steps(records: readonly StepRecord[], epoch: number): void;
  epochEnd(epoch: number, step: number, logs: Logs): void;
  /** The state changed: paused, running, done, failed. */
  state(state: StatsEvent["state"]): void;
  /** Ends it: commands are no longer obeyed. */
  close(): void;
}

/** Opens the line. */
export async function openReport(subject: Subject): Promise<Report> {
  const { run, name, optimizer, control, columns } = subject;
  const device = await getDevice();
  let last = {
    state: "running" as StatsEvent["state"],
    step: subject.firstStep,
    taken: subject.firstStep,
    epoch: 0,
    at: 0,
  };
  const rate = stepRate();
  // Before, nobody knows what a step costs.
  let isCompiled = false;

  bus.announce("hello", () => ({
    type: "hello",
    protocol: PROTOCOL_VERSION,
    run,
    name,
    time: Date.now(),
    commands: ["pause", "resume", "step", "setHyperparameter"],
    hyperparameters: { learningRate: optimizer.learningRate },
  }));
  const unhandle = bus.handle((command) => {
    if (command.type === "pause") control.pause();
    else if (command.type === "resume") control.resume();
    else if (command.type === "step") control.step(command.steps);
    else if (command.type === "setHyperparameter") setHyperparameter(command.name, command.value);
  });

  function setHyperparameter(parameter: string, value: number): void {
    const known = parameter === "learningRate" && Number.isFinite(value) && value >= 0;
    if (known) optimizer.learningRate = value;
    const message = known
      ? `${parameter} = ${value}`
      : `${parameter} = ${value} was refused: only learningRate, a number from 0, can be set.`;
    log(known ? "info" : "warning", "hyperparameter", message);
  }

  function log(level: "info" | "warning", kind: "hyperparameter" | "epoch", message: string): void {
    if (bus.active) bus.emit({ type: "log", level, kind, step: last.step, time: Date.now(), message });
  }

  function stats(): StatsEvent {
    const { state, taken, epoch } = last;
    return {
      type: "stats",
      state,
      step: taken,
      totalSteps: subject.totalSteps,
      epoch: epoch + 1,
      totalEpochs: subject.totalEpochs,
      stepsPerSecond: rate.perSecond(),
      device: device.name,
      deviceReason: device.reason,
      dispatchesPerStep: isCompiled ? subject.step().stats.dispatches : 0,
      peakBytes: isCompiled ? subject.step().stats.peakBytes : 0,
    };
  }

  return {
    compiled() {
      isCompiled = true;
      bus.announce("graph", () => subject.step().describe());
    },
    steps(records, epoch) {
      const newest = records.at(-1);
      if (!newest) return;
      rate.add(records.length);
      last = { ...last, step: newest.step, taken: newest.step + 1, epoch };
      if (!bus.active) return;
      bus.emit(scalars(columns, records));
      if (performance.now() - last.at < STATS_EVERY) return;
      last.at = performance.now();
      bus.emit(stats());
    },
    epochEnd(epoch, at, logs) {
      if (!bus.active) return;
      const validation = Object.entries(logs).filter(([key]) => key.startsWith("val_"));
      if (validation.length > 0) {
        const values = validation.map(([tag, value]) => ({ tag, values: Float32Array.of(value) }));
        bus.emit({ type: "scalars", steps: Float64Array.of(at), columns: values });
      }
      const numbers = Object.entries(logs).map(([key, value]) => `${key} ${value.toPrecision(4)}`);
      log("info", "epoch", `Epoch ${epoch + 1}: ${numbers.join(", ")}`);
    },
    state(state) {
      last = { ...last, state };
      if (bus.active) bus.emit(stats());
      else bus.announce("stats", stats);
    },
    close: unhandle,
  };
}

function scalars(columns: readonly string[], records: readonly StepRecord[]) {
  const column = (tag: string, of: (record: StepRecord) => number) => ({ tag, values: Float32Array.from(records, of) });
  return {
    type: "scalars" as const,
    steps: Float64Array.from(records, (record) => record.step),
    columns: [
      ...columns.map((tag, i) => column(tag, (record) => record.values[i]!)),
      column("lr", (record) => record.learningRate),
    ],
  };
}

/** Steps per second over about the last second. */
function stepRate() {
  const marks: { readonly time: number; readonly steps: number }[] = [];
  return {
    add(steps: number): void {
      const time = performance.now();
      marks.push({ time, steps });
      // One older mark stays, so that steps slower than a second still have a rate.
      while (marks.length > 2 && marks[1]!.time < time - 1000) marks.shift();
    },
    perSecond(): number {
      const [first, newest] = [marks[0], marks.at(-1)];
      if (!first || !newest || newest.time === first.time) return 0;
      const steps = marks.slice(1).reduce((sum, mark) => sum + mark.steps, 0);
      return (1000 * steps) / (newest.time - first.time);
    },
  };
}
