/** A long run of random programs: hands out portions, counts, and prints what fails as it comes. */
import type { Run } from "../lanes/lanes.testing.ts";
import type { Portion, Tally } from "./portion.testing.ts";
import { portionsOf } from "./portion.testing.ts";

/** Programs that a process is sent at once. */
const PORTION = 10;
/** After so many failures a device is broken, and more of them say nothing new. */
const MOST_FAILURES = 20;

/** What a run is asked for. */
interface Asked {
  readonly seed: number;
  readonly programs: number;
  /** Where the one program is, where only one is to run. */
  readonly path: string | undefined;
  /** After so many no further portions are begun. */
  readonly seconds: number;
}

export class FuzzRun implements Run<Portion, Tally> {
  private readonly portions: Portion[];
  private readonly started = Date.now();
  private readonly until: number;
  private failures = 0;
  private programs = 0;
  private compared = 0;
  private skipped = 0;

  constructor({ seed, programs, path, seconds }: Asked) {
    this.portions = path === undefined ? [...portionsOf(seed, programs, PORTION)] : [{ seed, path, programs: 1 }];
    this.until = this.started + 1000 * seconds;
  }

  next(): Portion | undefined {
    return Date.now() > this.until || this.failures >= MOST_FAILURES ? undefined : this.portions.shift();
  }

  add(portion: Portion, { programs, compared, skipped, failure }: Tally): void {
    this.programs += programs;
    this.compared += compared;
    this.skipped += skipped;
    if (failure === undefined) return;
    this.say(failure);
    const left = portion.programs - programs;
    if (left > 0) this.portions.unshift({ ...portion, path: String(Number(portion.path) + programs), programs: left });
  }

  fail({ seed, path, programs }: Portion, why: string): void {
    this.say(`${programs} programs of seed ${seed} from path ${path} on: ${why}`);
  }

  private say(failure: string): void {
    this.failures++;
    console.log(`\n${failure}\n`);
  }

  /** A generator that made only nonsense would find nothing. */
  get good(): boolean {
    return this.failures === 0 && this.compared > 4 * this.skipped;
  }

  summary(): string {
    const seconds = Math.round((Date.now() - this.started) / 1000);
    return `${this.programs} programs in ${seconds} s, ${this.failures} failed; ${this.compared} outputs compared, ${this.skipped} too sensitive to be`;
  }
}
