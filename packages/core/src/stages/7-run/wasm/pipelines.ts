/** Kernels as modules that the engine runs: each distinct one compiled once while it is in use, aside where the caller can wait. */
import type { Kernel } from "../../../ir/kernel.ts";
import { printKernel } from "../../../ir/kernel.ts";
import type { WasmFeatures } from "../../6-emit/wasm.ts";
import { emitWasm } from "../../6-emit/wasm.ts";
import { Codes } from "../codes.ts";
import type { DeviceCounters } from "../device.ts";
import type { Uses } from "../shared.ts";
import { SharedPipelines } from "../shared.ts";
import { COMMANDS } from "./engine.ts";
import type { Queue } from "./queue.ts";
import type { Staging } from "./staging.ts";

/** A kernel the engine has compiled. */
export interface CompiledKernel {
  readonly id: number;
  readonly kernel: Kernel;
}

interface Pipeline {
  /** What the engine knows it by. */
  readonly id: number;
  /** Kept so that the engine's threads, which compile the same bytes, find them compiled. */
  module: Promise<WebAssembly.Module> | undefined;
  /** Whether the engine has it. */
  given: boolean;
}

/** Kernels that someone uses. */
export type PipelineUses = Uses<Pipeline>;

export class Pipelines {
  readonly codes: Codes<Uint8Array<ArrayBuffer>>;
  /** By printed text: equal text is the same kernel. */
  readonly shared: SharedPipelines<Pipeline>;
  private readonly queue: Queue;
  private readonly staging: Staging;
  private nextId = 0;

  constructor(queue: Queue, staging: Staging, counters: DeviceCounters, features: WasmFeatures) {
    this.queue = queue;
    this.staging = staging;
    this.codes = new Codes((kernel) => emitWasm(kernel, features));
    this.shared = new SharedPipelines(counters, ({ id, given }) => {
      if (given) queue.send([COMMANDS.drop, id]);
    });
  }

  /** The compiled `kernels`; compiles on other threads, and calls `ready` for each kernel. */
  async getAll(kernels: readonly Kernel[], uses: PipelineUses, ready?: () => void): Promise<CompiledKernel[]> {
    const found = kernels.map((kernel) => ({ kernel, pipeline: this.take(kernel, uses) }));
    const modules = await Promise.all(
      found.map(async ({ kernel, pipeline }) => {
        const module = pipeline.given ? undefined : await this.compileAside(kernel, pipeline);
        ready?.();
        return module;
      }),
    );
    return found.map(({ kernel, pipeline }, i) => this.give(kernel, pipeline, modules[i]));
  }

  /** The same at once. */
  getAllSync(kernels: readonly Kernel[], uses: PipelineUses): CompiledKernel[] {
    return kernels.map((kernel) => this.give(kernel, this.take(kernel, uses)));
  }

  private take(kernel: Kernel, uses: PipelineUses): Pipeline {
    return uses.get(printKernel(kernel), () => ({ id: this.nextId++, module: undefined, given: false }));
  }

  private compileAside(kernel: Kernel, pipeline: Pipeline): Promise<WebAssembly.Module> {
    return (pipeline.module ??= WebAssembly.compile(this.codes.get(kernel)));
  }

  /** Gives a kernel to the engine, unless another program did meanwhile. */
  private give(kernel: Kernel, pipeline: Pipeline, module?: WebAssembly.Module): CompiledKernel {
    const { id } = pipeline;
    if (!pipeline.given) {
      const bytes = this.codes.get(kernel);
      if (this.queue.threads === 0) this.queue.addModule(id, module ?? new WebAssembly.Module(bytes));
      else this.send(id, bytes);
      pipeline.given = true;
    }
    return { id, kernel };
  }

  /** The engine's threads compile for themselves. */
  private send(id: number, bytes: Uint8Array): void {
    const address = this.staging.put(bytes);
    this.queue.send([COMMANDS.compile, id, address, bytes.length]);
    this.staging.releaseWhenDone(address);
  }
}
