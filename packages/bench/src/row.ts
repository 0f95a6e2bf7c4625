// One line of the results: one work by one library on one device.
import type { Device, LibraryName } from "./libs/library.ts";

/** What `--json` writes, one per work, library and device. */
export interface Row {
  readonly suite: "kernels" | "training" | "inference" | "cold";
  readonly work: string;
  readonly lib: LibraryName;
  readonly device: Device;
  /** Median milliseconds of one run; null when the library could not do it, and `reason` says why. */
  readonly ms: number | null;
  /** The quartiles of the samples, in ms. */
  readonly spread: readonly [low: number, high: number] | null;
  /** Whether the result equalled the float64 reference before the clock started. */
  readonly check: "equal" | "differs" | "none";
  /** The largest relative difference that the check saw. */
  readonly difference: number | null;
  readonly samples: number;
  readonly reason?: string;
  /** Bytes that one run needs at once, by the library's own account. */
  readonly peakBytes?: number;
  /** Cold works: gzipped bytes of script and WASM that the page fetched. */
  readonly bytes?: number;
}
