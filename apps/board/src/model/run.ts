// Everything the board knows about the run it watches, fed by reports, free of React.
import { PROTOCOL_VERSION } from "@weir/core/events";
import type {
  CompilingEvent,
  GraphEvent,
  HelloEvent,
  LogEvent,
  MemoryEvent,
  ScalarColumn,
  StatsEvent,
  WeirReport,
} from "@weir/core/events";
import { layerNorms } from "./layer-norm.ts";
import { Series } from "./series.ts";

/** How many log lines are kept. */
const MAX_LOGS = 200;

/** The run being watched. `version` rises with every change, so that views know when to draw again. */
export class Run {
  version = 0;
  hello: HelloEvent | undefined;
  graph: GraphEvent | undefined;
  stats: StatsEvent | undefined;
  memory: MemoryEvent | undefined;
  /** How far the kernels of each program are, by its name. */
  readonly compiling = new Map<string, CompilingEvent>();
  /** When the newest report came, in milliseconds since 1970; 0 before the first. */
  lastReport = 0;
  /** Why nothing can be shown, if so: the run speaks another protocol. */
  refusal: string | undefined;
  readonly logs: LogEvent[] = [];
  /** Curves by tag. */
  readonly series = new Map<string, Series>();
  /** Gradient norm by layer. */
  readonly layers = new Map<string, Series>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes in one report. Reports of other protocols and types that this board does not know are left aside. */
  ingest(report: WeirReport): void {
    this.version += 1;
    this.lastReport = this.#now();
    if (report.type === "hello") this.#begin(report);
    if (this.refusal !== undefined) return;
    if (report.type === "graph") {
      // The same graph may be sent again; keeping the old object spares everybody who derived something from it.
      if (report.hash !== this.graph?.hash) this.graph = report;
    } else if (report.type === "stats") this.stats = report;
    else if (report.type === "memory") this.memory = report;
    else if (report.type === "compiling") this.compiling.set(report.program, report);
    else if (report.type === "log") this.#log(report);
    else if (report.type === "scalars") {
      appendColumns(this.series, report.steps, report.columns);
      appendColumns(this.layers, report.steps, layerNorms(report.columns));
    }
  }

  /** The largest step seen on any curve, or -1. */
  get lastStep(): number {
    let last = -1;
    for (const series of this.series.values()) last = Math.max(last, series.lastStep);
    return last;
  }

  #begin(hello: HelloEvent): void {
    const isRepeat = this.hello?.run === hello.run;
    this.hello = hello;
    const protocol: number = hello.protocol;
    this.refusal =
      protocol === PROTOCOL_VERSION
        ? undefined
        : `The run speaks version ${protocol} of the event protocol and this board version ${PROTOCOL_VERSION}. Load the board that came with the run's version of Weir.`;
    if (isRepeat) return;
    this.graph = undefined;
    this.stats = undefined;
    this.memory = undefined;
    this.compiling.clear();
    this.logs.length = 0;
    this.series.clear();
    this.layers.clear();
  }

  #log(log: LogEvent): void {
    this.logs.push(log);
    if (this.logs.length > MAX_LOGS) this.logs.shift();
  }
}

function appendColumns(into: Map<string, Series>, steps: Float64Array, columns: readonly ScalarColumn[]): void {
  for (const { tag, values } of columns) {
    const series = into.get(tag) ?? new Series();
    into.set(tag, series);
    const count = Math.min(steps.length, values.length);
    for (let i = 0; i < count; i++) series.append(steps[i] as number, values[i] as number);
  }
}
