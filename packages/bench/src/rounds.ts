// Times one warm work on one device: every library is checked, then they take turns, a sample each.
import { OutOfTime, type Host } from "./host.ts";
import { difference, type Fingerprint } from "./fingerprint.ts";
import type { Device, LibraryName } from "./libs/library.ts";
import type { Options } from "./options.ts";
import { reasonOf } from "./reason.ts";
import type { Row } from "./row.ts";
import { median, spread } from "./statistics.ts";
import type { Work } from "./works/work.ts";

/** Largest relative difference from the float64 reference that counts as equal. */
export const TOLERANCE = 1e-3;

/** A median of fewer samples is not reported. */
const FEWEST_SAMPLES = 3;
const MOST_RUNS = 50;
/** A run this long is not warmed up a second time. */
const SLOW_MS = 1000;

/** One library on its way through a case. */
class Contender {
  readonly lib: LibraryName;
  readonly #host: Host;
  readonly #limitMs: number;
  #left: number;
  readonly samples: number[] = [];
  runs = 1;
  difference: number | null = null;
  peakBytes: number | null = null;
  reason: string | undefined;

  constructor(lib: LibraryName, host: Host, limitMs: number) {
    this.lib = lib;
    this.#host = host;
    this.#limitMs = limitMs;
    this.#left = limitMs;
  }

  get isRunning(): boolean {
    return this.reason === undefined;
  }

  /** Readies and checks the work, warms it up, and finds how many runs make a sample. */
  async prepare(work: Work, device: Device, expected: Fingerprint, sampleMs: number): Promise<void> {
    await this.#within(async () => {
      const host = this.#host;
      if (await host.open()) await host.call(this.#left, "open", device);
      const got = await host.call(this.#left, "prepare", work.name, expected.values.length);
      this.difference = difference(got, expected);
      if (this.difference > TOLERANCE) {
        this.reason = `its result differs from the float64 reference by ${this.difference.toExponential(1)}`;
        return;
      }
      const warm = await this.#sample(1);
      const once = warm > SLOW_MS ? warm : await this.#sample(1);
      this.runs = Math.min(Math.max(Math.round(sampleMs / once), 1), MOST_RUNS);
    });
  }

  /** Takes one sample, if there is time left for it. */
  async takeTurn(): Promise<void> {
    await this.#within(async () => void this.samples.push(await this.#sample(this.runs)));
  }

  async close(): Promise<void> {
    await this.#within(async () => {
      this.peakBytes = await this.#host.call(this.#left, "peakBytes");
      await this.#host.call(10_000, "close");
    });
  }

  #sample(runs: number): Promise<number> {
    return this.#host.call(this.#left, "sample", runs);
  }

  /** Counts the time that `action` takes against the limit, and keeps why it failed. */
  async #within(action: () => Promise<unknown>): Promise<void> {
    if (!this.isRunning) return;
    const began = performance.now();
    try {
      await action();
    } catch (error) {
      this.reason =
        error instanceof OutOfTime ? `did not finish within ${Math.round(this.#limitMs / 1000)} s` : reasonOf(error);
      await this.#host.close();
    }
    this.#left -= performance.now() - began;
  }

  row(work: Work, device: Device): Row {
    const enough = this.samples.length >= FEWEST_SAMPLES;
    const check = this.difference === null ? "none" : this.difference > TOLERANCE ? "differs" : "equal";
    return {
      suite: work.suite,
      work: work.name,
      lib: this.lib,
      device,
      ms: enough ? median(this.samples) : null,
      spread: enough ? spread(this.samples) : null,
      check,
      difference: this.difference,
      samples: this.samples.length,
      ...(enough && this.peakBytes !== null ? { peakBytes: this.peakBytes } : {}),
      ...(enough ? {} : { reason: this.reason ?? "fewer samples than asked for" }),
    };
  }
}

/** Returns one row per library. A library that fails or runs out of time gets a row without a time. */
export async function timeWork(
  work: Work,
  device: Device,
  hosts: ReadonlyMap<LibraryName, Host>,
  expected: Fingerprint,
  { rounds, sampleMs, limitMs }: Options,
): Promise<readonly Row[]> {
  const contenders = [...hosts].map(([lib, host]) => new Contender(lib, host, limitMs));
  for (const contender of contenders) await contender.prepare(work, device, expected, sampleMs);
  for (let round = 0; round < rounds; round++) {
    // Whoever goes first in one round goes last in the next, so that no library always runs on a rested machine.
    const first = round % contenders.length;
    const order = [...contenders.slice(first), ...contenders.slice(0, first)];
    for (const contender of order) await contender.takeTurn();
  }
  for (const contender of contenders) await contender.close();
  return contenders.map((contender) => contender.row(work, device));
}
