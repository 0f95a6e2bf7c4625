/**
 * What a device is to the rest of Weir: memory, and replay of compiled programs. One folder beside this file per device, with the
 * same file names in each: `device.ts` (open, capabilities), `memory.ts` (buffers), `pipelines.ts` (kernels), `recording.ts` (replay).
 */
import type { DeviceArray, DeviceDType } from "../../ir/dtype.ts";
import type { Kernel } from "../../ir/kernel.ts";
import type { Program } from "../../ir/program.ts";
import type { Target } from "../../ir/target.ts";

/** The devices there are. */
export type DeviceName = "webgpu" | "webgl2" | "wasm";

/** Device memory for `size` elements of `dtype`. Lives until `destroy`. */
export interface DeviceBuffer {
  readonly dtype: DeviceDType;
  readonly size: number;
  destroy(): void;
}

/** A program with its buffers and everything else a run needs, made once and replayed. */
export interface Recording {
  /**
   * Enqueues one run and returns at once. `inputs` are bound in the program's order (`input` and `state` slots); outputs go to `outputs`.
   * With the same buffers as a run before, nothing is created.
   */
  replay(inputs: readonly DeviceBuffer[], outputs: readonly DeviceBuffer[]): void;
  /** Frees the temporaries, and leaves the kernels to others. */
  destroy(): void;
}

/** Times kernels of the same arguments, on memory of its own. */
export interface Stopwatch {
  /** Milliseconds: what takes less is not told apart. */
  readonly shortest: number;
  /** Milliseconds that `runs` runs of a kernel take, one after the other; `Infinity` where it does not run here. */
  time(kernel: number, runs: number): Promise<number>;
  /** Frees the memory. */
  destroy(): void;
}

/** Things a device has made since it was opened: tests gate on their differences. */
export interface DeviceCounters {
  buffers: number;
  /** WebGPU bind groups, WebGL framebuffers; 0 on `wasm`. */
  bindGroups: number;
  pipelines: number;
  dispatches: number;
  submits: number;
  uploads: number;
  readbacks: number;
  /** Measurements of kernels, to choose one; 0 unless the device is tuned. */
  timed: number;
  /** Pipelines there are now: those in use, and some that were. */
  livePipelines: number;
  /** Bytes of buffers alive now, and the most there ever were. */
  liveBytes: number;
  peakBytes: number;
}

/** The counters of a device just opened. */
export function newCounters(): DeviceCounters {
  return {
    buffers: 0,
    bindGroups: 0,
    pipelines: 0,
    dispatches: 0,
    submits: 0,
    uploads: 0,
    readbacks: 0,
    timed: 0,
    livePipelines: 0,
    liveBytes: 0,
    peakBytes: 0,
  };
}

/** The page's way to a device's memory, where that is a GPU's that the page can use too. Every copy is submitted at once. */
export interface GpuSharing {
  readonly device: GPUDevice;
  /** Fills `buffer` with what `source` holds from byte `offset` on. */
  copyIn(source: GPUBuffer, offset: number, buffer: DeviceBuffer): void;
  /** A new GPU buffer with the contents of `buffer`. It is the caller's. */
  copyOut(buffer: DeviceBuffer): GPUBuffer;
  /** Fills `buffer` with the first `channels` of every texel, row by row. */
  readTexture(texture: GPUTexture, channels: number, buffer: DeviceBuffer): void;
}

export interface Device {
  readonly name: DeviceName;
  /** The adapter in words: vendor and architecture, or threads and SIMD level. */
  readonly description: string;
  readonly target: Target;
  readonly counters: DeviceCounters;
  /** Only where the page can share the device's memory. */
  readonly sharing?: GpuSharing;
  createBuffer(dtype: DeviceDType, size: number): DeviceBuffer;
  /** Copies `data` in, in order with replays enqueued before and after. bool buffers take 0/1 bytes, those of 16-bit floats their bits. */
  write(buffer: DeviceBuffer, data: DeviceArray): void;
  /** The buffer's values once all work enqueued so far is done. */
  read(buffer: DeviceBuffer): Promise<DeviceArray>;
  /** The same without waiting for a promise, where the device can; throws a clear error elsewhere. */
  readSync(buffer: DeviceBuffer): DeviceArray;
  /**
   * Compiles the program's kernels (those that no other recording uses or has just used, in parallel where possible) and allocates its
   * temporaries.
   * `ready` is called once for each of `program.kernels`, as they get ready.
   */
  prepare(program: Program, ready?: () => void): Promise<Recording>;
  /** As `prepare`, at once: for `readSync`. Throws where the device cannot. */
  prepareSync(program: Program): Recording;
  /** Readies a watch for `kernels`, where schedules of one kernel can be told apart by measuring. */
  stopwatch?(kernels: readonly Kernel[]): Promise<Stopwatch>;
  /** What `kernel` is printed as for this device: plain data, which a later visit finds again as `Kernel.printed`. */
  code(kernel: Kernel): unknown;
  /** The text or bytes that `kernel` becomes, for goldens and the board. */
  emit(kernel: Kernel): string;
  /** Resolves when all work enqueued so far is done. */
  finish(): Promise<void>;
  /** Resolves when the device was lost, with the reason; never for `wasm`. */
  readonly lost: Promise<string>;
  /** Gives back everything; the device is unusable afterwards. */
  destroy(): void;
}
