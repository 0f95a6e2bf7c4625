/** The `webgpu` device: memory and replay of compiled programs on a GPU. */
import type { DeviceDType, HostArray } from "../../../ir/dtype.ts";
import { BYTES_PER_ELEMENT, hostArray } from "../../../ir/dtype.ts";
import { OutOfDeviceMemory, WeirError } from "../../../ir/error.ts";
import type { ScalarOp } from "../../../ir/expr.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import type { Program } from "../../../ir/program.ts";
import { emitWgsl } from "../../6-emit/wgsl.ts";
import type { Device, DeviceBuffer, DeviceCounters, Recording } from "../device.ts";
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

  write(buffer: DeviceBuffer, data: HostArray): void {
    const { block, dtype, size } = buffer as WebGPUBuffer;
    checkWrite("webgpu", buffer, data);
    if (size === 0) return;
    this.counters.uploads++;
    const words = dtype === "bool" ? Int32Array.from(data, (v) => Number(v !== 0)) : data;
    this.gpu.queue.writeBuffer(block.gpu, 0, words.buffer, words.byteOffset, words.byteLength);
  }

  async read(buffer: DeviceBuffer): Promise<HostArray> {
    const { block, dtype, size } = buffer as WebGPUBuffer;
    const out = hostArray(dtype, size);
    if (size === 0) return out;
    const bytes = size * BYTES_PER_ELEMENT;
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
    if (out instanceof Uint8Array) out.set(new Int32Array(words));
    else out.set(new (out.constructor as Float32ArrayConstructor)(words));
    staging.unmap();
    this.memory.releaseStaging(staging);
    this.throwFailure();
    return out;
  }

  readSync(): HostArray {
    throw new WeirError('webgpu: values cannot be read synchronously. Use "await t.data()", or the device "wasm".');
  }

  async prepare(program: Program): Promise<Recording> {
    const kernels = await Promise.all(program.kernels.map((k) => this.pipelines.get(k)));
    return new WebGPURecording(this, program, kernels);
  }

  prepareSync(): Recording {
    throw new WeirError('webgpu: programs cannot be run synchronously. Use "await t.data()", or the device "wasm".');
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

function targetOf({ gpu, software, quads }: OpenGpu): Target {
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
  };
}
