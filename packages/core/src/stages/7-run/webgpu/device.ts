/** The `webgpu` device: memory and replay of compiled programs on a GPU. */
import type { DeviceArray, DeviceDType } from "../../../ir/dtype.ts";
import { deviceArray, DTYPES } from "../../../ir/dtype.ts";
import { OutOfDeviceMemory, WeirError } from "../../../ir/error.ts";
import type { ScalarOp } from "../../../ir/expr.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import type { Program } from "../../../ir/program.ts";
import { emitWgsl } from "../../6-emit/wgsl.ts";
import type { Device, DeviceBuffer, DeviceCounters, Recording, Stopwatch } from "../device.ts";
import { newCounters } from "../device.ts";
import { checkWrite } from "../refusals.ts";
import type { Target } from "../../../ir/target.ts";
import { BASIC_OPS } from "../../../ir/target.ts";
import type { OpenGpu } from "./adapter.ts";
import { findGpu, openGpu } from "./adapter.ts";
import { Memory, WebGPUBuffer } from "./memory.ts";
import { Pipelines } from "./pipelines.ts";
import { WebGPUSharing } from "./sharing.ts";
import { Turns } from "./turns.ts";
import type { RecordingHost } from "./recording.ts";
import { WebGPURecording } from "./recording.ts";
import { startStopwatch } from "./stopwatch.ts";

const MAP_MODE_READ = 1;
/** Guesses of operations per millisecond before anything was measured. */
const RATE_SOFTWARE = 2e6;
const RATE_GPU = 5e8;

// WGSL's exp may be 3 + 2|x| units in the last place off and its log 2⁻²¹ near 1: the expansions are better, and as fast where memory is slow
const NATIVE: readonly ScalarOp[] = [...BASIC_OPS, "fma", "mulhi"];

/** Opens the best adapter of `gpu` (default: the platform's WebGPU; in Node the npm package `webgpu`). Throws where there is none. */
export async function openWebGPU(gpu?: GPU): Promise<Device> {
  return new WebGPUDevice(await openGpu(gpu ?? (await findGpu())));
}

class WebGPUDevice implements Device, RecordingHost {
  readonly name = "webgpu";
  readonly description: string;
  readonly target: Target;
  readonly counters: DeviceCounters = newCounters();
  readonly lost: Promise<string>;
  readonly gpu: GPUDevice;
  readonly memory: Memory;
  readonly rate: number;
  readonly turns: Turns;
  readonly sharing: WebGPUSharing;
  private readonly pipelines: Pipelines;
  private failure: Error | undefined;
  private destroyed = false;

  constructor(opened: OpenGpu) {
    const { gpu, info, software } = opened;
    this.gpu = gpu;
    this.description =
      [info.vendor, info.architecture, info.description].filter(Boolean).join(" ") || "unnamed adapter";
    this.target = targetOf(opened);
    this.rate = software ? RATE_SOFTWARE : RATE_GPU;
    this.memory = new Memory(gpu, this.counters);
    this.turns = new Turns(gpu, this.counters);
    this.sharing = new WebGPUSharing(gpu, this.counters);
    this.pipelines = new Pipelines(gpu, this.counters, this.turns);
    this.lost = new Promise((resolve) => {
      void gpu.lost.then((why) => {
        if (!this.destroyed) resolve(why.message || why.reason);
      });
    });
    gpu.addEventListener("uncapturederror", (event) => this.fail(this.explain(event.error)));
  }

  createBuffer(dtype: DeviceDType, size: number): DeviceBuffer {
    return new WebGPUBuffer(this.memory, dtype, size);
  }

  write(buffer: DeviceBuffer, data: DeviceArray): void {
    const { block, dtype, size } = buffer as WebGPUBuffer;
    checkWrite("webgpu", buffer, data);
    if (size === 0) return;
    this.counters.uploads++;
    const words = dtype === "bool" ? Int32Array.from(data, (v) => Number(v !== 0)) : data;
    const whole = words.byteLength & ~3;
    if (whole > 0) this.gpu.queue.writeBuffer(block.gpu, 0, words.buffer, words.byteOffset, whole);
    if (whole === words.byteLength) return;
    // writes are of whole words
    const last = new Uint8Array(4);
    last.set(new Uint8Array(words.buffer, words.byteOffset + whole, words.byteLength - whole));
    this.gpu.queue.writeBuffer(block.gpu, whole, last);
  }

  async read(buffer: DeviceBuffer): Promise<DeviceArray> {
    const { block, dtype, size } = buffer as WebGPUBuffer;
    const out = deviceArray(dtype, size);
    if (size === 0) return out;
    const bytes = Math.ceil((size * DTYPES[dtype].bytes) / 4) * 4;
    const staging = this.memory.acquireStaging(bytes);
    const encoder = this.gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(block.gpu, 0, staging, 0, bytes);
    this.gpu.queue.submit([encoder.finish()]);
    this.counters.submits++;
    this.counters.readbacks++;
    try {
      await staging.mapAsync(MAP_MODE_READ, 0, bytes);
    } catch (cause) {
      this.throwFailure();
      throw new WeirError(
        `webgpu: ${size} ${dtype} could not be read: ${String(cause)}. The device was lost or destroyed.`,
      );
    }
    const words = staging.getMappedRange(0, bytes);
    if (dtype === "bool") out.set(new Int32Array(words));
    else new Uint8Array(out.buffer).set(new Uint8Array(words, 0, out.byteLength));
    staging.unmap();
    this.memory.releaseStaging(staging);
    this.throwFailure();
    return out;
  }

  readSync(): DeviceArray {
    throw new WeirError('webgpu: values cannot be read synchronously. Use "await t.data()", or the device "wasm".');
  }

  prepare(program: Program, ready?: () => void): Promise<Recording> {
    return this.pipelines.shared.lend(async (uses) => {
      const kernels = await Promise.all(
        program.kernels.map(async (k) => {
          const compiled = await this.pipelines.get(k, uses);
          ready?.();
          return compiled;
        }),
      );
      return new WebGPURecording(this, program, kernels, uses);
    });
  }

  prepareSync(): Recording {
    throw new WeirError('webgpu: programs cannot be run synchronously. Use "await t.data()", or the device "wasm".');
  }

  stopwatch(kernels: readonly Kernel[]): Promise<Stopwatch> {
    return this.pipelines.shared.lend((uses) => startStopwatch(this, this.pipelines, kernels, uses));
  }

  code(kernel: Kernel): string {
    return this.pipelines.codes.get(kernel);
  }

  emit(kernel: Kernel): string {
    return emitWgsl(kernel);
  }

  async finish(): Promise<void> {
    await this.gpu.queue.onSubmittedWorkDone();
    this.throwFailure();
  }

  fail(error: Error): void {
    this.failure ??= error;
  }

  destroy(): void {
    this.destroyed = true;
    this.memory.destroy();
    this.gpu.destroy();
  }

  private throwFailure(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure;
  }

  private explain(error: GPUError): Error {
    if ("GPUOutOfMemoryError" in globalThis && error instanceof GPUOutOfMemoryError)
      return new OutOfDeviceMemory(
        `webgpu: the GPU's memory is full (${this.counters.liveBytes} bytes in use): ${error.message} Use a smaller batch or dispose of tensors.`,
      );
    return new WeirError(`webgpu: the GPU rejected a command: ${error.message}`);
  }
}

function targetOf({ gpu, software, quads, f16 }: OpenGpu): Target {
  const { limits } = gpu;
  return {
    shape: "grid",
    maxArgs: limits.maxStorageBuffersPerShaderStage,
    maxOutputs: limits.maxStorageBuffersPerShaderStage,
    parallelism: software ? 64 : 32768,
    software,
    maxWorkgroup: Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX),
    localBytes: limits.maxComputeWorkgroupStorageSize,
    native: new Set(software && quads ? [...NATIVE, "broadcast"] : NATIVE),
    narrow: { float16: f16 ? "values" : "bits", bfloat16: "bits", int8: "values", uint8: "values" },
  };
}
