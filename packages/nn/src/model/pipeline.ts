// Keeps a few steps in flight: enqueue without waiting, read numbers back behind, never be more than two readings ahead.
import { RING_ROWS } from "./train-function.ts";
import type { StepRecord, Trainer } from "./trainer.ts";
import { yieldToPage } from "./yield-to-page.ts";

/** A reading about every frame: often enough for a live curve, seldom enough to cost nothing. */
const MILLISECONDS_PER_READING = 16;
const MOST_STEPS_PER_READING = RING_ROWS / 2;
const READINGS_IN_FLIGHT = 2;
/** The pace is measured over this long: readings arrive in bursts, and two that come together say nothing of it. */
const MILLISECONDS_PER_MEASUREMENT = 100;

/** Enqueues steps and hands out what they measured, in order. */
export interface Pipeline {
  /** Call after every step. Waits only when the device is two readings behind. */
  stepped(): Promise<void>;
  /** Waits until everything enqueued is done and handed out. */
  drain(): Promise<void>;
}

/** Returns a pipeline that calls `deliver` with each step's numbers. */
export function createPipeline(trainer: Trainer, deliver: (records: readonly StepRecord[]) => Promise<void>): Pipeline {
  const readings: Promise<readonly StepRecord[]>[] = [];
  let stepsPerReading = 1;
  let sinceReading = 0;
  let yielded = performance.now();
  let measuredAt = performance.now();
  let stepsSince = 0;

  /** As many steps to a reading as the device takes in a frame. */
  function keepPace(steps: number): void {
    stepsSince += steps;
    const elapsed = performance.now() - measuredAt;
    if (elapsed < MILLISECONDS_PER_MEASUREMENT) return;
    const fitting = Math.round((stepsSince * MILLISECONDS_PER_READING) / elapsed);
    stepsPerReading = Math.min(MOST_STEPS_PER_READING, Math.max(1, fitting));
    measuredAt += elapsed;
    stepsSince = 0;
  }

  async function deliverOldest(): Promise<void> {
    const records = await readings.shift()!;
    keepPace(records.length);
    await deliver(records);
  }

  function read(): void {
    sinceReading = 0;
    const reading = trainer.read();
    // It is awaited later; until then a failure is not an unhandled one.
    reading.catch(() => undefined);
    readings.push(reading);
  }

  return {
    async stepped() {
      sinceReading += 1;
      if (sinceReading >= stepsPerReading) read();
      while (readings.length > READINGS_IN_FLIGHT) await deliverOldest();
      if (performance.now() - yielded < MILLISECONDS_PER_READING) return;
      await yieldToPage();
      yielded = performance.now();
    },
    async drain() {
      if (sinceReading > 0) read();
      while (readings.length > 0) await deliverOldest();
    },
  };
}
