/** Starting worker threads, in browsers and in Node, and whether they can be had here. */
import type * as NodeOs from "node:os";
import type * as NodeThreads from "node:worker_threads";
import type { EngineOptions, FromEngine } from "./engine.ts";
import { startEngine } from "./engine.ts";

/** What a thread is given when it starts. */
export type EngineStart = Omit<EngineOptions, "post">;

/** A worker thread, however it was made. */
export interface Thread {
  /** Keeps the process alive while it is referenced (Node). */
  ref(): void;
  unref(): void;
  terminate(): void;
}

export interface ThreadEvents {
  message(message: FromEngine): void;
  /** The thread died: it could not be loaded, or crashed. */
  died(reason: string): void;
}

const MOST_THREADS = 8;

/** `node:` modules where there are such; a bundler must not see an import. */
function nodeModule<T>(name: string): T | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => unknown; versions?: { node?: string } };
  };
  return process?.versions?.node ? (process.getBuiltinModule?.(name) as T | undefined) : undefined;
}

/** Threads to use here: as many as there are cores, at most 8; 0 where memory cannot be shared. */
export function availableThreads(): number {
  const os = nodeModule<typeof NodeOs>("node:os");
  if (os) return Math.min(MOST_THREADS, os.availableParallelism());
  if (typeof SharedArrayBuffer === "undefined" || typeof Worker === "undefined" || !globalThis.crossOriginIsolated)
    return 0;
  return Math.min(MOST_THREADS, navigator.hardwareConcurrency || 1);
}

/** Starts a thread that follows the ring of `start.control`. */
export function startThread(start: EngineStart, events: ThreadEvents): Thread {
  const threads = nodeModule<typeof NodeThreads>("node:worker_threads");
  return threads ? startNodeThread(threads, start, events) : startBrowserThread(start, events);
}

function startNodeThread(threads: typeof NodeThreads, start: EngineStart, events: ThreadEvents): Thread {
  // the source itself: no file to find, whatever has bundled this module
  const source = `const { parentPort, workerData } = require("node:worker_threads");
(${startEngine.toString()})({ ...workerData, post: (message) => parentPort.postMessage(message) });`;
  const worker = new threads.Worker(source, { eval: true, workerData: start });
  let over = false;
  worker.on("message", (m: FromEngine) => events.message(m));
  worker.on("error", (e: Error) => events.died(e.message));
  worker.on("exit", (code) => {
    if (!over) events.died(`it ended with code ${code}`);
  });
  worker.unref();
  return {
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    terminate: () => {
      over = true;
      void worker.terminate();
    },
  };
}

function startBrowserThread(start: EngineStart, events: ThreadEvents): Thread {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: `weir ${start.thread}` });
  worker.addEventListener("message", (e: MessageEvent<FromEngine>) => events.message(e.data));
  worker.addEventListener("error", (e) => events.died(e.message || "its script could not be loaded"));
  worker.postMessage(start);
  return { ref: () => undefined, unref: () => undefined, terminate: () => worker.terminate() };
}
