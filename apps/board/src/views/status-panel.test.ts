// Freshness: the badge never calls old numbers live.
import type { StatsEvent } from "@weir/core/events";
import { expect, test } from "vitest";
import { Run } from "../model/run.ts";
import { freshness, kernelsReady } from "./status-panel.tsx";

function after(state: StatsEvent["state"]): Run {
  const run = new Run(() => 1_000);
  run.ingest({
    type: "stats",
    state,
    step: 1,
    stepsPerSecond: 1,
    device: "wasm",
    deviceReason: "",
    dispatchesPerStep: 1,
    peakBytes: 0,
  });
  return run;
}

test.each([
  ["running", 1_500, "Live"],
  ["running", 8_000, "No news for 7 s"],
  ["preparing", 1_500, "Preparing"],
  ["paused", 99_000, "Paused"],
  ["done", 99_000, "Done"],
  ["failed", 99_000, "Failed"],
] as const)("a run that is %s, looked at at %i ms, is called %s", (state, now, text) => {
  expect(freshness(after(state), now)[1]).toBe(text);
});

test("while a run prepares, the kernels of all its programs are counted together", () => {
  const run = after("preparing");
  expect(kernelsReady(run)).toBeUndefined();
  for (const [program, done, total] of [
    ["train", 0, 40],
    ["evaluate", 9, 9],
    ["train", 12, 40],
  ] as const)
    run.ingest({ type: "compiling", program, done, total });
  expect(kernelsReady(run)).toEqual({ done: 21, total: 49, programs: ["train"] });
  run.ingest({ ...run.stats!, state: "running" });
  expect(kernelsReady(run)).toBeUndefined();
});

test("without any report the board waits", () => {
  expect(freshness(new Run(), 0)[1]).toBe("Waiting");
});
