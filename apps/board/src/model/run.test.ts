// The run's memory: a new run starts empty, a repeat changes nothing, layers join their variables, other protocols are refused.
import type { HelloEvent, ScalarsEvent } from "@weir/core/events";
import { expect, test } from "vitest";
import { Run } from "./run.ts";

function hello(run: string, protocol = 1): HelloEvent {
  return { type: "hello", protocol: protocol as 1, run, name: "digits", time: 0, commands: [] };
}

function frame(step: number, columns: Readonly<Record<string, number>>): ScalarsEvent {
  return {
    type: "scalars",
    steps: Float64Array.of(step),
    columns: Object.entries(columns).map(([tag, value]) => ({ tag, values: Float32Array.of(value) })),
  };
}

test("a new run id empties the board, the same id does not, and a repeated history changes nothing", () => {
  const run = new Run();
  run.ingest(hello("a"));
  run.ingest(frame(0, { loss: 2 }));
  run.ingest(frame(1, { loss: 1 }));
  run.ingest(hello("a"));
  run.ingest(frame(0, { loss: 2 }));
  run.ingest(frame(1, { loss: 1 }));
  expect(run.series.get("loss")?.length).toBe(2);
  expect(run.lastStep).toBe(1);
  run.ingest(hello("b"));
  expect(run.series.size).toBe(0);
  expect(run.lastStep).toBe(-1);
});

test("a layer's gradient norm is the root of the sum of its variables' squares", () => {
  const run = new Run();
  run.ingest(
    frame(0, { "gradient_norm/dense/kernel": 3, "gradient_norm/dense/bias": 4, "gradient_norm/total": 5, loss: 1 }),
  );
  expect([...run.layers.keys()]).toEqual(["dense", "total"]);
  expect(run.layers.get("dense")?.lastValue).toBe(5);
  expect(run.layers.get("total")?.lastValue).toBe(5);
});

test("another protocol is refused in words, and its reports are left aside", () => {
  const run = new Run();
  run.ingest(hello("a", 2));
  run.ingest(frame(0, { loss: 2 }));
  expect(run.refusal).toMatch(/version 2.*version 1/);
  expect(run.series.size).toBe(0);
});
