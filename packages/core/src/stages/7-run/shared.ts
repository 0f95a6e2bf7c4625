/** Pipelines of one device by their text: each is made once, shared by the recordings that use it, and dropped when nobody has for long. */
import type { DeviceCounters } from "./device.ts";

/** Pipelines that are kept though nobody uses them, those left last: a program that is made again finds them. */
export const MOST_IDLE = 256;

interface Entry<P> {
  readonly text: string;
  readonly pipeline: P;
  users: number;
}

/** What a device calls a pipeline is `P`: whatever it makes of a text, and `erase` gives back. */
export class SharedPipelines<P> {
  private readonly counters: DeviceCounters;
  private readonly erase: (pipeline: P) => void;
  private readonly entries = new Map<string, Entry<P>>();
  /** Those without a user, the one left longest ago first. */
  private readonly idle = new Set<Entry<P>>();

  constructor(counters: DeviceCounters, erase: (pipeline: P) => void) {
    this.counters = counters;
    this.erase = erase;
  }

  /** What `make` makes of pipelines it asks `uses` for. They are its own until it ends the uses; where it fails they end at once. */
  async lend<R>(make: (uses: Uses<P>) => Promise<R>): Promise<R> {
    const uses = new Uses(this);
    try {
      return await make(uses);
    } catch (error) {
      uses.end();
      throw error;
    }
  }

  /** The same without waiting. */
  lendNow<R>(make: (uses: Uses<P>) => R): R {
    const uses = new Uses(this);
    try {
      return make(uses);
    } catch (error) {
      uses.end();
      throw error;
    }
  }

  /** The entry of `text`, made by `make` on first use, with one user more. */
  take(text: string, make: () => P): Entry<P> {
    const entry = this.entries.get(text) ?? this.enter(text, make());
    entry.users++;
    this.idle.delete(entry);
    return entry;
  }

  /** One user of `entry` is gone. */
  leave(entry: Entry<P>): void {
    if (--entry.users > 0 || this.entries.get(entry.text) !== entry) return;
    this.idle.add(entry);
    if (this.idle.size <= MOST_IDLE) return;
    const [oldest] = this.idle;
    this.drop(oldest!);
  }

  /** Drops a pipeline that is no good: who asks next has it made anew. */
  forget(text: string, pipeline: P): void {
    const entry = this.entries.get(text);
    if (entry?.pipeline === pipeline) this.drop(entry);
  }

  /** Drops all, in use or not. */
  clear(): void {
    for (const entry of [...this.entries.values()]) this.drop(entry);
  }

  private enter(text: string, pipeline: P): Entry<P> {
    const entry = { text, pipeline, users: 0 };
    this.entries.set(text, entry);
    this.counters.pipelines++;
    this.counters.livePipelines++;
    return entry;
  }

  private drop(entry: Entry<P>): void {
    this.entries.delete(entry.text);
    this.idle.delete(entry);
    this.counters.livePipelines--;
    this.erase(entry.pipeline);
  }
}

/** The pipelines that one recording uses, from when it asks for them until it ends all uses. */
export class Uses<P> {
  private readonly shared: SharedPipelines<P>;
  private readonly taken: Entry<P>[] = [];

  constructor(shared: SharedPipelines<P>) {
    this.shared = shared;
  }

  /** The pipeline of `text`, made by `make` where there is none. */
  get(text: string, make: () => P): P {
    const entry = this.shared.take(text, make);
    this.taken.push(entry);
    return entry.pipeline;
  }

  /** Leaves them all. */
  end(): void {
    for (const entry of this.taken.splice(0)) this.shared.leave(entry);
  }
}
