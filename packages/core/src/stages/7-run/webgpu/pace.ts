/**
 * How many dispatches go into one submit. On a visible page a submit should keep the GPU no longer than a frame's time, or the
 * page stutters; each submit costs some 20 µs, so elsewhere everything goes at once.
 */
import type { Kernel } from "../../../ir/kernel.ts";
import { isWatched } from "../watched.ts";

const BUDGET_MS = 12;
/** A new division is made when the measured speed has changed by this factor. */
const CHANGE = 1.5;
/** The first replays are measured, then one in so many. */
const FIRST_MEASURED = 3;
const MEASURE_EVERY = 64;

/** Estimated work of one run of `kernel`, in operations. */
export function workOf(kernel: Kernel): number {
  return 20_000 + kernel.flops + kernel.bytes;
}

export class Pace {
  private readonly works: readonly number[];
  private readonly total: number;
  private readonly queue: GPUQueue;
  /** Work per millisecond, measured. */
  private rate: number;
  private bounds: readonly number[];
  private replays = 0;
  private measuring = false;

  /** `works`: the estimated work of each dispatch; `rate`: a first guess of work done in a millisecond. */
  constructor(queue: GPUQueue, works: readonly number[], rate: number) {
    this.queue = queue;
    this.works = works;
    this.total = works.reduce((a, b) => a + b, 0);
    this.rate = rate;
    this.bounds = divide(works, rate * BUDGET_MS);
  }

  /** Where each submit ends: after so many dispatches. The same array until the measured speed changes. */
  ends(): readonly number[] {
    return isWatched() ? this.bounds : [this.works.length];
  }

  /** To be called before a replay is submitted; returns whether to call `measure` after. */
  begin(): boolean {
    const wanted = this.replays < FIRST_MEASURED || this.replays % MEASURE_EVERY === 0;
    this.replays++;
    return wanted && !this.measuring;
  }

  /** Learns the speed from a replay whose submits began at `start` (`performance.now()`). */
  measure(start: number): void {
    this.measuring = true;
    this.queue.onSubmittedWorkDone().then(
      () => {
        this.measuring = false;
        // other work may have been waiting in the queue: the measured speed is a lower bound, so the submits get shorter, not longer
        const rate = this.total / Math.max(0.05, performance.now() - start);
        if (rate > this.rate / CHANGE && rate < this.rate * CHANGE) return;
        this.rate = rate;
        this.bounds = divide(this.works, rate * BUDGET_MS);
      },
      () => {
        this.measuring = false;
      },
    );
  }
}

/** Ends of runs of `works` that hold at most `budget` each, or one work. */
export function divide(works: readonly number[], budget: number): readonly number[] {
  const ends: number[] = [];
  let sum = 0;
  works.forEach((w, i) => {
    if (sum > 0 && sum + w > budget) {
      ends.push(i);
      sum = 0;
    }
    sum += w;
  });
  if (works.length > 0) ends.push(works.length);
  return ends;
}
