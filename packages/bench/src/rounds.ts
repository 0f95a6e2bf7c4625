// Times one warm work on one device: every library is checked, then they take turns, a sample each.
import { OutOfTime, type LibraryPage } from "./browser.ts";
import { difference, type Fingerprint } from "./fingerprint.ts";
import type { Device, LibraryName } from "./libs/library.ts";
import type { Options } from "./options.ts";
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
  readonly #page: LibraryPage;
  readonly #limitMs: number;
  #left: number;
  readonly samples: number[] = [];
  runs = 1;
  difference: number | null = null;
  reason: string | undefined;

  constructor(lib: LibraryName, page: LibraryPage, limitMs: number) {
    this.lib = lib;
    this.#page = page;
    this.#limitMs = limitMs;
    this.#left = limitMs;
  }

  get isRunning(): boolean {
    return this.reason === undefined;
  }

  /** Readies and checks the work, warms it up, and finds how many runs make a sample. */
  async prepare(work: Work, device: Device, expected: Fingerprint, sampleMs: number): Promise<void> {
    await this.#within(async () => {
      const page = this.#page;
      if (await page.open())
        await page.use(this.#left, (tab) => tab.evaluate((name) => window.bench!.open(name), device));
      const steps = expected.values.length;
      const got = await page.use(this.#left, (tab) =>
        tab.evaluate(([name, count]) => window.bench!.prepare(name, count), [work.name, steps] as const),
      );
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
    await this.#within(() => this.#page.use(10_000, (tab) => tab.evaluate(() => window.bench!.close())));
  }

  #sample(runs: number): Promise<number> {
    return this.#page.use(this.#left, (tab) => tab.evaluate((count) => window.bench!.sample(count), runs));
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
      await this.#page.close();
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
      ...(enough ? {} : { reason: this.reason ?? "fewer samples than asked for" }),
    };
  }
}

/** Returns one row per library. A library that fails or runs out of time gets a row without a time. */
export async function timeWork(
  work: Work,
  device: Device,
  pages: ReadonlyMap<LibraryName, LibraryPage>,
  expected: Fingerprint,
  { rounds, sampleMs, limitMs }: Options,
): Promise<readonly Row[]> {
  const contenders = [...pages].map(([lib, page]) => new Contender(lib, page, limitMs));
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

/** What an error says on one line, without its stack and the wrapping that the browser's driver puts around it. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const said = message.split("\n").filter((line) => !/^\s*at /.test(line));
  const text = said
    .join(" ")
    .replace(/^page\.\w+: /, "")
    .replace(/^Error: /, "");
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
