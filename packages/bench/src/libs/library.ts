// What the bench asks of a library: take a device, make a work ready, run it, wait for it, give its numbers.
import type { Work } from "../works/work.ts";

/** The devices in Weir's names; TFJS and jax-js call `webgl2` "webgl". */
export const devices = ["wasm", "webgl2", "webgpu"] as const;
export type Device = (typeof devices)[number];

/** The libraries; each has a page entry of the same name. */
export const libraryNames = ["weir", "tfjs", "jax", "onnx"] as const;
export type LibraryName = (typeof libraryNames)[number];

/** How one library does the works. */
export interface Library {
  /** Readies the device. Throws if this browser or this library has none. */
  open(device: Device): Promise<void>;
  /** Builds the work with its inputs on the device. */
  prepare(work: Work): Promise<Job>;
}

/** One work, ready to run again and again. A training job goes on from the parameters that the last run left. */
export interface Job {
  /** Starts one run without waiting for the device, where the library allows that. */
  start(): void | Promise<void>;
  /** Waits, in the library's cheapest way, until all started runs have been computed. */
  finish(): Promise<void>;
  /** Waits for and returns the newest run's output, or its loss as the single value of a training job. */
  result(): Promise<ArrayLike<number>>;
  /** Bytes that one run needs at once, inputs and parameters included; absent where the library does not tell. */
  peakBytes?(): number | Promise<number>;
  /** Frees what the job holds. */
  close(): void;
}
