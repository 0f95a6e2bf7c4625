/** A long run of random programs in several processes: hands out portions, counts, and prints what fails as it comes. */
import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import type { Ready, Word } from "./lane.testing.ts";
import type { Portion, Tally } from "./portion.testing.ts";
import { portionsOf } from "./portion.testing.ts";

/** Programs that a process is sent at once. */
const PORTION = 10;
/** After so many failures a device is broken, and more of them say nothing new. */
const MOST_FAILURES = 20;
const PROGRESS_MS = 5000;
/** A portion that takes longer hangs. */
const PORTION_MS = 120_000;

/** The options of `main.testing.ts`, as they were typed. */
interface Asked {
  readonly programs: string;
  readonly seed: string;
  readonly path?: string;
  readonly seconds: string;
  readonly jobs: string;
}

/** Runs the programs that are asked for. Resolves to the exit code: 0 if none failed. */
export async function runLanes(asked: Asked): Promise<number> {
  const run = new Run(asked);
  const timer = setInterval(() => console.log(run.summary()), PROGRESS_MS);
  const jobs = asked.path === undefined ? Number(asked.jobs) : 1;
  await Promise.all(Array.from({ length: jobs }, () => runLane(run)));
  clearInterval(timer);
  console.log(run.summary());
  return run.good ? 0 : 1;
}

/** What is left to do, and what came of the rest. */
class Run {
  private readonly portions: Portion[];
  private readonly started = Date.now();
  private readonly until: number;
  private failures = 0;
  private programs = 0;
  private compared = 0;
  private skipped = 0;
  private device: string | undefined;

  constructor({ programs, seed, path, seconds }: Asked) {
    this.portions =
      path === undefined
        ? [...portionsOf(Number(seed), Number(programs), PORTION)]
        : [{ seed: Number(seed), path, programs: 1 }];
    this.until = this.started + 1000 * Number(seconds);
  }

  next(): Portion | undefined {
    if (Date.now() > this.until || this.failures >= MOST_FAILURES) return undefined;
    return this.portions.shift();
  }

  add(portion: Portion, { programs, compared, skipped, failure }: Tally): void {
    this.programs += programs;
    this.compared += compared;
    this.skipped += skipped;
    if (failure === undefined) return;
    this.fail(failure);
    const left = portion.programs - programs;
    if (left > 0) this.portions.unshift({ ...portion, path: String(Number(portion.path) + programs), programs: left });
  }

  on(device: string): void {
    if (device !== this.device) console.log(`on ${device}`);
    this.device = device;
  }

  fail(message: string): void {
    this.failures++;
    console.log(`\n${message}\n`);
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

/** Does portions until there are none; in a new process after each that ends one. */
async function runLane(run: Run): Promise<void> {
  for (let portion = run.next(); portion; portion = run.next()) {
    const child = fork(process.argv[1]!, process.argv.slice(2));
    try {
      run.on(((await wordOf(child)) as Ready).device);
      for (; portion; portion = run.next()) {
        child.send(portion);
        run.add(portion, (await wordOf(child)) as Tally);
      }
    } catch (error) {
      run.fail(
        `${portion!.programs} programs of seed ${portion!.seed} from path ${portion!.path} on: ${String(error)}`,
      );
    } finally {
      child.kill("SIGKILL");
    }
  }
}

/** The next message of `child`; throws when it ends or hangs. */
function wordOf(child: ChildProcess): Promise<Word> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the process ended with code ${code}`));
    const timer = setTimeout(() => reject(new Error("no answer")), PORTION_MS);
    child.once("exit", ended);
    child.once("message", (word: Word) => {
      clearTimeout(timer);
      child.off("exit", ended);
      resolve(word);
    });
  });
}
