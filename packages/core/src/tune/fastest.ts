/**
 * Which of several kernels is the fastest, by a watch that may be coarse: a browser's timestamps come in steps of 65 µs, and without them
 * there is only the time at which the queue is empty. So each kernel runs many times at once, until that takes long enough to tell; all
 * are timed in turns, so that a clock that changes is fair to each; and the middle of a few times counts.
 */
import type { Stopwatch } from "../stages/7-run/device.ts";

/** Times taken of each kernel. */
const ROUNDS = 3;
/** Runs in one measurement at most. */
const MOST_RUNS = 4096;
/** How much longer than needed a measurement is meant to take, so that it is not repeated for a little. */
const ENOUGH = 1.25;
/** From a measurement that told nothing the next may be so many times as long, and no longer: a page must not freeze. */
const GROWTH = 16;
/** A kernel that twice takes so many times as long as the best is given up. */
const HOPELESS = 1.5;
/** The first kernel is kept unless another takes so much less. */
const BETTER = 0.97;

/** The number of the fastest of `count` kernels; of nearly equal ones the first kernel of all. One that cannot run is never it, unless none can. */
export async function fastest(count: number, watch: Stopwatch): Promise<number> {
  const first: Calibration[] = [];
  for (let i = 0; i < count; i++) first.push(await calibrate(i, watch));
  const enough = Math.min(...first.map((c) => c.each)) * HOPELESS;
  const hopeful: number[] = [];
  // the first time may have been bad luck
  for (const [i, { runs, each }] of first.entries())
    if (i === 0 || each <= enough || (await timeEach(i, runs, watch)) <= enough) hopeful.push(i);
  const times = hopeful.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [at, i] of hopeful.entries()) times[at]!.push(await timeEach(i, first[i]!.runs, watch));
  const middle = times.map((t) => t.sort((p, q) => p - q)[ROUNDS >> 1]!);
  const least = middle.indexOf(Math.min(...middle));
  return middle[least]! < middle[0]! * BETTER ? hopeful[least]! : 0;
}

interface Calibration {
  readonly runs: number;
  /** Milliseconds of one run. */
  readonly each: number;
}

/** As many runs of kernel `i` as take long enough to be told apart. */
async function calibrate(i: number, watch: Stopwatch): Promise<Calibration> {
  // the first run pays for what is done once
  await timeEach(i, 1, watch);
  for (let runs = 1; ;) {
    const each = await timeEach(i, runs, watch);
    const total = each * runs;
    if (total >= watch.shortest || runs === MOST_RUNS || !Number.isFinite(each)) return { runs, each };
    const wanted = total > 0 ? (runs * watch.shortest * ENOUGH) / total : Infinity;
    runs = Math.min(MOST_RUNS, Math.ceil(Math.min(wanted, runs * GROWTH)));
  }
}

async function timeEach(i: number, runs: number, watch: Stopwatch): Promise<number> {
  return (await watch.time(i, runs)) / runs;
}
