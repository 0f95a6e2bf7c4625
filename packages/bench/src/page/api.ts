// What a page offers to the bench outside it. Everything crosses as JSON.
import type { Fingerprint } from "../fingerprint.ts";
import type { Device } from "../libs/library.ts";

/** `window.bench` of a page that serves one library. */
export interface BenchPage {
  /** Readies the device. */
  open(device: Device): Promise<void>;
  /** Makes the named work ready, runs it and returns what it gave (the losses of the first `steps` steps, for training). */
  prepare(work: string, steps: number): Promise<Fingerprint>;
  /** Returns the milliseconds that one run took, over `runs` runs. */
  sample(runs: number): Promise<number>;
  /**
   * Returns, for each of `runs` warm runs, the milliseconds of script on this thread: from its start until all that it does without
   * waiting for the device is done. Stops early after `limitMs`.
   */
  overhead(runs: number, limitMs: number): Promise<readonly number[]>;
  /** Returns the bytes that one run of the work needs at once, or null where the library does not tell. */
  peakBytes(): Promise<number | null>;
  /** Frees the work that was made ready. */
  close(): Promise<void>;
  /** Returns when the first loss of the named cold work was read, in ms since navigation began, and the loss. */
  firstStep(work: string, device: Device): Promise<{ readonly ms: number; readonly loss: number }>;
}

declare global {
  interface Window {
    bench?: BenchPage;
    /** Set while a page opened with `?first=work&device=…` runs its first step. */
    firstStep?: ReturnType<BenchPage["firstStep"]>;
  }
}
