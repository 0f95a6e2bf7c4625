/**
 * The `wasm` device: kernels are small WebAssembly modules over one memory. Where memory can be shared, worker threads compute and
 * the calling thread only enqueues; elsewhere, or with `threads: 0`, everything is computed in place when it is asked for.
 */
import type { DeviceArray, DeviceDType } from "../../../ir/dtype.ts";
import { deviceArray, DTYPES } from "../../../ir/dtype.ts";
import { WeirError } from "../../../ir/error.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import type { Program } from "../../../ir/program.ts";
import { printWasm, scratchLayout } from "../../6-emit/wasm.ts";
import type { WasmFeatures } from "../../6-emit/wasm.ts";
import { hasRelaxedSimd, hasSimd } from "../../6-emit/wasm-features.ts";
import { WASM_NATIVE } from "../../6-emit/wasm-operations.ts";
import type { Device, DeviceBuffer, DeviceCounters, Recording } from "../device.ts";
import { newCounters } from "../device.ts";
import { checkWrite } from "../refusals.ts";
import type { Target } from "../../../ir/target.ts";
import { COMMANDS } from "./engine.ts";
import { WasmBuffer, WasmMemory } from "./memory.ts";
import type { CompiledKernel, PipelineUses } from "./pipelines.ts";
import { Pipelines } from "./pipelines.ts";
import type { Queue } from "./queue.ts";
import { DirectQueue, ThreadQueue } from "./queue.ts";
import type { RecordingHost } from "./recording.ts";
import { WasmRecording } from "./recording.ts";
import { Staging } from "./staging.ts";
import { availableThreads } from "./threads.ts";

export interface WasmOptions {
  /** Worker threads; 0 computes on the calling thread. Default: one per core, at most 8, where memory can be shared. */
  readonly threads?: number;
  /** Most bytes of device memory. Default: 4 GiB. */
  readonly maxBytes?: number;
  /** Schedules do not depend on the number of threads. */
  readonly deterministic?: boolean;
}

/** Opens the device. Falls back to the calling thread when worker threads do not start; `description` says so. Throws without SIMD. */
export async function openWasm(options: WasmOptions = {}): Promise<Device> {
  const threads = options.threads ?? availableThreads();
  if (threads === 0) return openWasmSync(options);
  let queue: ThreadQueue | undefined;
  try {
    requireSimd();
    const memory = new WasmMemory(true, newCounters(), options.maxBytes);
    queue = new ThreadQueue(memory.memory, threads);
    await queue.started();
    return new WasmDevice(memory, queue, `${threads} threads`, options);
  } catch (error) {
    queue?.destroy();
    if (options.threads !== undefined) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return openInPlace(options, `no threads (${why})`);
  }
}

/** Opens the device at once, without worker threads: it computes on the calling thread. */
export function openWasmSync(options: WasmOptions = {}): Device {
  return openInPlace(options, "no threads");
}

function openInPlace(options: WasmOptions, description: string): Device {
  requireSimd();
  const memory = new WasmMemory(false, newCounters(), options.maxBytes);
  return new WasmDevice(memory, new DirectQueue(memory.memory), description, options);
}

function requireSimd(): void {
  if (!hasSimd())
    throw new WeirError(
      "wasm: this engine has no WebAssembly SIMD. Use a browser of 2023 or later, or another device.",
    );
}

/** How finely reductions are split where that may not depend on the threads: enough for as many as are ever started. */
const DETERMINISTIC_PARALLELISM = 8;

class WasmDevice implements Device, RecordingHost {
  readonly name = "wasm";
  readonly description: string;
  readonly target: Target;
  readonly counters: DeviceCounters;
  readonly memory: WasmMemory;
  readonly queue: Queue;
  readonly lost = new Promise<string>(() => undefined);
  private readonly staging: Staging;
  private readonly features: WasmFeatures;
  private readonly pipelines: Pipelines;
  private nextRecording = 0;
  private scratchAddress = 0;
  private scratchStride = 0;

  constructor(memory: WasmMemory, queue: Queue, threads: string, { deterministic }: WasmOptions) {
    this.memory = memory;
    this.queue = queue;
    this.counters = memory.counters;
    this.staging = new Staging(memory, queue);
    this.features = { relaxedSimd: hasRelaxedSimd(), shared: queue.threads > 0 };
    this.pipelines = new Pipelines(queue, this.staging, this.counters, this.features);
    this.description = `${threads}, ${this.features.relaxedSimd ? "relaxed SIMD" : "SIMD"}`;
    this.target = {
      shape: "range",
      maxArgs: 256,
      maxOutputs: 64,
      parallelism: deterministic ? DETERMINISTIC_PARALLELISM : Math.max(1, queue.threads),
      software: false,
      maxWorkgroup: 0,
      localBytes: 0,
      native: WASM_NATIVE,
      narrow: { float16: "bits", bfloat16: "bits", int8: "values", uint8: "values" },
    };
  }

  createBuffer(dtype: DeviceDType, size: number): WasmBuffer {
    return new WasmBuffer(this.memory, dtype, size);
  }

  write(buffer: DeviceBuffer, data: DeviceArray): void {
    const { address, dtype } = buffer as WasmBuffer;
    checkWrite("wasm", buffer, data);
    this.counters.uploads++;
    if (this.queue.idle()) return this.copyIn(address, dtype, data);
    const bytes = data.length * DTYPES[dtype].bytes;
    const from = this.staging.take(bytes);
    this.copyIn(from, dtype, data);
    this.queue.send([COMMANDS.copy, address, from, bytes]);
    this.staging.releaseWhenDone(from);
  }

  private copyIn(address: number, dtype: DeviceDType, data: DeviceArray): void {
    const { buffer } = this.memory.memory;
    // 0/1 bytes become words
    if (dtype === "bool") new Int32Array(buffer, address, data.length).set(data);
    else
      new Uint8Array(buffer, address, data.byteLength).set(
        new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      );
  }

  private copyOut(address: number, dtype: DeviceDType, size: number): DeviceArray {
    const out = deviceArray(dtype, size);
    const { buffer } = this.memory.memory;
    if (dtype === "bool") out.set(new Int32Array(buffer, address, size));
    else new Uint8Array(out.buffer).set(new Uint8Array(buffer, address, out.byteLength));
    return out;
  }

  async read(buffer: DeviceBuffer): Promise<DeviceArray> {
    const { address, dtype, size } = buffer as WasmBuffer;
    this.counters.readbacks++;
    if (this.queue.idle()) {
      const now = this.copyOut(address, dtype, size);
      await this.queue.finish();
      return now;
    }
    // work that is enqueued later may overwrite the buffer before this thread gets to it
    const bytes = size * DTYPES[dtype].bytes;
    const to = this.staging.take(bytes);
    try {
      this.queue.send([COMMANDS.copy, to, address, bytes]);
      await this.queue.finish();
      return this.copyOut(to, dtype, size);
    } finally {
      this.staging.release(to);
    }
  }

  readSync(buffer: DeviceBuffer): DeviceArray {
    const { address, dtype, size } = buffer as WasmBuffer;
    this.counters.readbacks++;
    this.queue.finishSync();
    return this.copyOut(address, dtype, size);
  }

  prepare(program: Program, ready?: () => void): Promise<Recording> {
    return this.pipelines.shared.lend(async (uses) =>
      this.record(program, await this.pipelines.getAll(program.kernels, uses, ready), uses),
    );
  }

  prepareSync(program: Program): Recording {
    return this.pipelines.shared.lendNow((uses) =>
      this.record(program, this.pipelines.getAllSync(program.kernels, uses), uses),
    );
  }

  private record(program: Program, kernels: readonly CompiledKernel[], uses: PipelineUses): Recording {
    const scratchBytes = Math.max(0, ...program.kernels.map((k) => scratchLayout(k).bytes));
    return new WasmRecording(this, program, kernels, uses, this.nextRecording++, scratchBytes);
  }

  scratch(bytes: number): { readonly address: number; readonly stride: number } {
    if (bytes > this.scratchStride || this.scratchAddress === 0) {
      // recordings made before keep their addresses: what they were given stays theirs
      this.scratchStride = Math.max(1 << 16, 2 ** Math.ceil(Math.log2(Math.max(1, bytes)))) + SCRATCH_OFFSET;
      this.scratchAddress = this.memory.allocate(
        this.scratchStride * Math.max(1, this.queue.threads),
        "scratch of the threads",
      );
    }
    return { address: this.scratchAddress, stride: this.scratchStride };
  }

  stage(words: Int32Array): number {
    const address = this.staging.put(new Uint8Array(words.buffer));
    this.staging.releaseAfterNext(address);
    return address;
  }

  code(kernel: Kernel): Uint8Array<ArrayBuffer> {
    return this.pipelines.codes.get(kernel);
  }

  emit(kernel: Kernel): string {
    return printWasm(kernel, this.features);
  }

  finish(): Promise<void> {
    return this.queue.finish();
  }

  destroy(): void {
    this.queue.destroy();
  }
}

/** Keeps the threads' scratches from lying a power of two apart, in the same cache sets. */
const SCRATCH_OFFSET = 4096 + 128;
