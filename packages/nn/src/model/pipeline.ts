// Keeps a few steps in flight: enqueue without waiting, read numbers back behind, never be more than two readings ahead.
import { RING_ROWS } from "./train-function.ts";
import type { StepRecord, Trainer } from "./trainer.ts";
import { yieldToPage } from "./yield-to-page.ts";

/** A reading about every frame: often enough for a live curve, seldom enough to cost nothing. */
const MILLISECONDS_PER_READING = 16;
const MOST_STEPS_PER_READING = RING_ROWS / 2;
const READINGS_IN_FLIGHT = 2;

/** Enqueues steps and hands out what they measured, in order. */
export interface Pipeline {
  /** Call after every step. Waits only when the device is two readings behind. */
  stepped(): Promise<void>;
  /** Waits until everything enqueued is done and handed out. */
  drain(): Promise<void>;
}

/** Returns a pipeline that calls `deliver` with each step's numbers. */
export function createPipeline(
  trainer: Trainer,
  deliver: (records: readonly StepRecord[]) => Promise<void>,
): Pipeline {
  const readings: Promise<readonly StepRecord[]>[] = [];
  let stepsPerReading = 1;
  let sinceReading = 0;
  let delivered = performance.now();
  let yielded = performance.now();

  async function deliverOldest(): Promise<void> {
    const records = await readings.shift()!;
    await deliver(records);
    const now = performance.now();
    const fitting = (records.length * MILLISECONDS_PER_READING) / Math.max(now - delivered, 0.1);
    // At most doubled or halved: one odd reading must not empty or flood the queue.
    const bounded = Math.min(2 * stepsPerReading, Math.max(stepsPerReading / 2, fitting));
    stepsPerReading = Math.round(Math.min(MOST_STEPS_PER_READING, Math.max(1, bounded)));
    delivered = now;
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
