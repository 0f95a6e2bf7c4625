/** Sends commands to the engine: through the ring to worker threads, or at once to an engine on this thread. */
import { WeirError } from "../../../ir/error.ts";
import type { Engine, FromEngine } from "./engine.ts";
import { COMMANDS, CONTROL, startEngine } from "./engine.ts";
import type { Thread } from "./threads.ts";
import { startThread } from "./threads.ts";
import { onWatched } from "../watched.ts";

/** Words of the ring; a power of two. */
const RING_WORDS = 1 << 16;
/** A thread that has not started by then never will. */
const START_TIMEOUT_MS = 10_000;

/** Where commands go. Positions are in words of the ring, and grow. */
export interface Queue {
  /** Threads that run tasks; 0 when commands run at once, on the calling thread. */
  readonly threads: number;
  /** Enqueues [kind, …]; the array may be reused afterwards. */
  send(command: readonly number[], length?: number): void;
  /** Whether everything sent has been done. */
  idle(): boolean;
  /** Resolves when everything sent so far is done. Rejects when the engine failed. */
  finish(): Promise<void>;
  /** Returns when everything sent so far is done. Throws when the engine failed. */
  finishSync(): void;
  /** The number of commands' words sent, and of those done. */
  sent(): number;
  done(): number;
  addModule(kernel: number, module: WebAssembly.Module): void;
  destroy(): void;
}

/** A queue that runs every command when it is sent. */
export class DirectQueue implements Queue {
  readonly threads = 0;
  private readonly engine: Engine;
  private count = 0;

  constructor(memory: WebAssembly.Memory) {
    this.engine = startEngine({ memory, control: undefined, thread: 0, threads: 1, post: () => undefined });
  }
  send(command: readonly number[], length = command.length): void {
    this.count += length + 1;
    try {
      this.engine.run([length + 1, ...command]);
    } catch (error) {
      throw failure(error instanceof Error ? error.message : String(error));
    }
  }
  idle(): boolean {
    return true;
  }
  finish(): Promise<void> {
    return Promise.resolve();
  }
  finishSync(): void {}
  sent(): number {
    return this.count;
  }
  done(): number {
    return this.count;
  }
  addModule(kernel: number, module: WebAssembly.Module): void {
    this.engine.addModule(kernel, module);
  }
  destroy(): void {}
}

function failure(message: string): WeirError {
  return new WeirError(
    `wasm: a kernel or thread failed: ${message}. The device is unusable now; reload, or open it anew.`,
  );
}

interface Waiter {
  resolve(): void;
  reject(error: Error): void;
}

/** A queue that worker threads work off. Make one with `startThreads`. */
export class ThreadQueue implements Queue {
  readonly threads: number;
  private readonly control: Int32Array;
  private readonly ring: Int32Array;
  private readonly workers: Thread[] = [];
  private readonly waiters = new Map<number, Waiter>();
  private nextSignal = 0;
  private written = 0;
  private failed: Error | undefined;
  private ready = 0;
  private onReady: Waiter | undefined;
  private readonly watching: () => void;

  constructor(memory: WebAssembly.Memory, threads: number) {
    this.threads = threads;
    this.control = new Int32Array(new SharedArrayBuffer(4 * (CONTROL.ring + RING_WORDS)));
    this.ring = this.control.subarray(CONTROL.ring);
    this.watching = onWatched((watched) => Atomics.store(this.control, CONTROL.watched, watched ? 1 : 0));
    for (let thread = 0; thread < threads; thread++) {
      this.workers.push(
        startThread(
          { memory, control: this.control, thread, threads },
          { message: (m) => this.receive(m), died: (reason) => this.fail(`thread ${thread} died: ${reason}`) },
        ),
      );
    }
  }

  /** Resolves when every thread runs. */
  started(): Promise<void> {
    for (const w of this.workers) w.ref();
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new WeirError("wasm: worker threads did not start")), START_TIMEOUT_MS);
      const over = (then: () => void): void => {
        clearTimeout(timer);
        for (const w of this.workers) w.unref();
        then();
      };
      this.onReady = { resolve: () => over(resolve), reject: (e) => over(() => reject(e)) };
      if (this.failed) this.onReady.reject(this.failed);
      else if (this.ready === this.threads) this.onReady.resolve();
    });
  }

  private receive(message: FromEngine): void {
    if (message.kind === "failed") return this.fail(message.message);
    if (message.kind === "ready") {
      if (++this.ready === this.threads) this.onReady?.resolve();
      return;
    }
    this.settle(message.number)?.resolve();
  }

  private settle(number: number): Waiter | undefined {
    const waiter = this.waiters.get(number);
    this.waiters.delete(number);
    if (this.waiters.size === 0) this.workers[0]!.unref();
    return waiter;
  }

  private fail(reason: string): void {
    this.failed ??= failure(reason);
    Atomics.store(this.control, CONTROL.failed, 1);
    for (const at of [CONTROL.written, CONTROL.finished, CONTROL.arrived]) Atomics.notify(this.control, at);
    this.onReady?.reject(this.failed);
    for (const number of [...this.waiters.keys()]) this.settle(number)?.reject(this.failed);
  }

  private check(): void {
    if (this.failed) throw this.failed;
    // the message may still be on its way: the reason lies beside the mark
    if (Atomics.load(this.control, CONTROL.failed) !== 0) this.fail(this.reason());
    if (this.failed) throw this.failed;
  }

  private reason(): string {
    const words = this.control.slice(CONTROL.reason, CONTROL.ring);
    return String.fromCharCode(...words.subarray(0, words.indexOf(0)));
  }

  send(command: readonly number[], length = command.length): void {
    this.check();
    const words = length + 1;
    if (words > RING_WORDS / 2)
      throw new WeirError(`wasm: a command of ${words} words does not fit the queue of ${RING_WORDS}.`);
    // backpressure: a page that is this far ahead waits
    while (((this.written - Atomics.load(this.control, CONTROL.finished)) >>> 0) + words > RING_WORDS) this.check();
    const mask = RING_WORDS - 1;
    let at = this.written;
    this.ring[at++ & mask] = words;
    for (let i = 0; i < length; i++) this.ring[at++ & mask] = command[i]!;
    this.written = at | 0;
    Atomics.store(this.control, CONTROL.written, this.written);
    Atomics.notify(this.control, CONTROL.written);
  }

  idle(): boolean {
    return Atomics.load(this.control, CONTROL.finished) === this.written;
  }
  sent(): number {
    return this.written;
  }
  done(): number {
    return Atomics.load(this.control, CONTROL.finished);
  }

  async finish(): Promise<void> {
    this.check();
    if (this.idle()) return;
    const number = this.nextSignal++;
    await new Promise<void>((resolve, reject) => {
      this.waiters.set(number, { resolve, reject });
      this.workers[0]!.ref();
      this.send([COMMANDS.signal, number]);
    });
  }

  finishSync(): void {
    while (!this.idle()) this.check();
  }

  addModule(): void {
    throw new WeirError("wasm: threads compile modules themselves");
  }

  destroy(): void {
    this.watching();
    for (const w of this.workers) w.terminate();
    this.fail("the device was destroyed");
  }
}
