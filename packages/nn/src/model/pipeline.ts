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

/** How many steps go to a reading: about as many as the device takes in a frame. Lasts for a fit, over the pipelines of its epochs. */
export interface Pace {
  readonly stepsPerReading: number;
  /** Time counts from now on. */
  begin(): void;
  /** So many more steps were read. */
  read(steps: number): void;
}

/** Returns the pace of a device that nothing is known of: the first reading tells, later ones what is new. */
export function createPace(): Pace {
  let stepsPerReading = 1;
  let measuredAt = performance.now();
  let span = 0;
  let stepsSince = 0;
  return {
    get stepsPerReading() {
      return stepsPerReading;
    },
    begin() {
      measuredAt = performance.now();
      stepsSince = 0;
    },
    read(steps) {
      stepsSince += steps;
      const elapsed = performance.now() - measuredAt;
      if (elapsed < span) return;
      const fitting = Math.round((stepsSince * MILLISECONDS_PER_READING) / elapsed);
      stepsPerReading = Math.min(MOST_STEPS_PER_READING, Math.max(1, fitting));
      span = MILLISECONDS_PER_MEASUREMENT;
      measuredAt += elapsed;
      stepsSince = 0;
    },
  };
}

/** Returns a pipeline that calls `deliver` with each step's numbers. */
export function createPipeline(
  trainer: Pick<Trainer, "read">,
  pace: Pace,
  deliver: (records: readonly StepRecord[]) => Promise<void>,
): Pipeline {
  const readings: Promise<readonly StepRecord[]>[] = [];
  let sinceReading = 0;
  let yielded = performance.now();
  pace.begin();

  async function deliverOldest(): Promise<void> {
    await deliver(await readings.shift()!);
  }

  function read(): void {
    sinceReading = 0;
    const reading = trainer.read();
    // It is awaited later, when its time would tell nothing; until then a failure is not an unhandled one.
    reading.then(
      (records) => pace.read(records.length),
      () => undefined,
    );
    readings.push(reading);
  }

  return {
    async stepped() {
      sinceReading += 1;
      if (sinceReading >= pace.stepsPerReading) read();
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
