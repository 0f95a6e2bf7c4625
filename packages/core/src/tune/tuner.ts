/**
 * MEASURED TUNING of one device: the first program with a class of problems for which there are several schedules waits while they are
 * timed; from then on every program of that class is compiled with the fastest. A schedule never changes under a program that runs, so
 * the numbers of a run are summed in one order from its first step to its last.
 */
import type { Compiled } from "../compile.ts";
import type { Kernel } from "../ir/kernel.ts";
import type { Target } from "../ir/target.ts";
import type { Device, Stopwatch } from "../stages/7-run/device.ts";
import { fastest } from "./fastest.ts";

/** The ways to compute each class of problems, by the name of the schedule, the default first. */
export type Untuned = Map<string, ReadonlyMap<string, Kernel>>;

/** Picks of earlier visits, and where those of this one are kept. */
export interface PickShelf {
  read(): ReadonlyMap<string, string>;
  keep(problem: string, schedule: string): void;
}

/** Compiles for `target`, and notes in `untuned` the classes of problems for which it names no pick. */
type CompileFor = (target: Target, untuned: Untuned) => Compiled;

export class Tuner {
  readonly device: Device;
  private readonly shelf: PickShelf;
  private readonly start: (kernels: readonly Kernel[]) => Promise<Stopwatch>;
  private known: Target;
  private tail: Promise<unknown> = Promise.resolve();

  /** `start` readies a watch for kernels of the same arguments. */
  constructor(
    device: Device,
    shelf: PickShelf,
    start: (kernels: readonly Kernel[]) => Promise<Stopwatch>,
    target = device.target,
  ) {
    this.device = device;
    this.shelf = shelf;
    this.start = start;
    this.known = { ...target, picks: {} };
  }

  /** The device's target with all that has been picked. */
  get target(): Target {
    const { picks } = this.known;
    const read = [...this.shelf.read()].filter(([problem]) => picks![problem] === undefined);
    if (read.length > 0) this.known = { ...this.known, picks: { ...picks, ...Object.fromEntries(read) } };
    return this.known;
  }

  /** What `compileFor` makes once every class of problems in it is tuned. One program at a time, or they would measure each other. */
  settle(compileFor: CompileFor): Promise<Compiled> {
    const settled = this.tail.then(() => this.settleNow(compileFor));
    this.tail = settled.catch(() => undefined);
    return settled;
  }

  private async settleNow(compileFor: CompileFor): Promise<Compiled> {
    const untuned: Untuned = new Map();
    const compiled = compileFor(this.target, untuned);
    if (untuned.size === 0) return compiled;
    const picks: Record<string, string> = {};
    for (const [problem, kernels] of untuned) picks[problem] = await this.pick(problem, kernels);
    this.known = { ...this.known, picks: { ...this.known.picks, ...picks } };
    return compileFor(this.known, new Map());
  }

  /** The fastest schedule by name. Where nothing can be measured it is the default, until the next visit. */
  private async pick(problem: string, kernels: ReadonlyMap<string, Kernel>): Promise<string> {
    const names = [...kernels.keys()];
    try {
      const watch = await this.start([...kernels.values()]);
      try {
        const name = names[await fastest(names.length, watch)]!;
        this.shelf.keep(problem, name);
        return name;
      } finally {
        watch.destroy();
      }
    } catch {
      return names[0]!;
    }
  }
}
