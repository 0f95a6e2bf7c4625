// `window.demo`: the handle by which tests and the curious drive the page.
import type { DemoResult } from "./messages.ts";
import type { Session } from "./session.ts";

/** How a demo page is driven from outside. */
export interface Demo {
  /** Starts or resumes the training. */
  start(): void;
  pause(): void;
  /** Throws away what was learnt. */
  reset(): void;
  /** Resolves with the result of the training in progress, or of the next one; rejects when it fails. */
  readonly done: Promise<DemoResult>;
  /** The last result, or undefined before there is one. */
  readonly result: DemoResult | undefined;
  /** The loss of every step so far. */
  readonly losses: readonly number[];
}

declare global {
  // oxlint-disable-next-line no-var -- the only way to declare a global
  var demo: Demo | undefined;
}

/** Makes `session` drivable as `window.demo`. */
export function exposeDemo(session: Session): void {
  const losses: number[] = [];
  let run = "";
  session.bus.subscribe((report) => {
    if (report.type === "hello" && report.run !== run) {
      run = report.run;
      losses.length = 0;
    }
    if (report.type === "scalars") losses.push(...(report.columns.find(({ tag }) => tag === "loss")?.values ?? []));
  });
  globalThis.demo = {
    losses,
    start: session.start,
    pause: session.pause,
    reset: session.reset,
    get done() {
      return session.done();
    },
    get result() {
      return session.state().result;
    },
  };
}
