// How often losses are read back: about once a frame, whatever a step takes, and each step's numbers once and in order.
import { expect, test, vi } from "vitest";
import { createPace, createPipeline } from "./pipeline.ts";
import type { StepRecord } from "./trainer.ts";

/** A device that takes `milliseconds` for a step, on a clock of its own. Returns what 100 steps read, and how often. */
async function readingsOf(milliseconds: number): Promise<{ readings: number; steps: readonly number[] }> {
  let [clock, busyUntil, taken, readings] = [0, 0, 0, 0];
  const now = vi.spyOn(performance, "now").mockImplementation(() => clock);
  const waiting: StepRecord[] = [];
  const read = async (): Promise<readonly StepRecord[]> => {
    readings++;
    const [records, at] = [waiting.splice(0), busyUntil];
    await Promise.resolve();
    clock = Math.max(clock, at);
    return records;
  };
  const steps: number[] = [];
  const pipeline = createPipeline({ read }, createPace(), async (records) => {
    steps.push(...records.map((r) => r.step));
  });
  for (; taken < 100; taken++) {
    waiting.push({ step: taken, learningRate: 0, batchSize: 1, values: new Float32Array(1) });
    busyUntil = Math.max(busyUntil, clock) + milliseconds;
    await pipeline.stepped();
  }
  await pipeline.drain();
  now.mockRestore();
  return { readings, steps };
}

test.each([
  [50, 100],
  [10, 51],
  [1, 9],
  [0.1, 9],
])("100 steps of %d ms are read in %i readings", async (milliseconds, expected) => {
  const { readings, steps } = await readingsOf(milliseconds);
  expect(steps).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(readings).toBe(expected);
});
