/** Compute pipelines of one device: each distinct module compiled once while it is in use, all of them at the same time. */
import { WeirError } from "../../../ir/error.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import { loopDepth } from "../../../ir/loop.ts";
import { emitWgsl, workgroupGrid } from "../../6-emit/wgsl.ts";
import type { DeviceCounters } from "../device.ts";
import { Codes } from "../codes.ts";
import { SharedPipelines } from "../shared.ts";
import type { Uses } from "../shared.ts";
import type { Turns } from "./turns.ts";

const COMPUTE_STAGE = 0x4;

/** Pipelines that someone uses. */
export type PipelineUses = Uses<Promise<CompiledKernel>>;

/** A kernel ready to be dispatched. */
export interface CompiledKernel {
  readonly kernel: Kernel;
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
  readonly columns: number;
  readonly rows: number;
  /** How many loops it must know the turn of. */
  readonly depth: number;
}

export class Pipelines {
  readonly codes = new Codes(emitWgsl);
  /** By WGSL text. The browser gives back what nothing refers to any more. */
  readonly shared: SharedPipelines<Promise<CompiledKernel>>;
  private readonly gpu: GPUDevice;
  /** By the accesses of the arguments: kernels with the same ones share a layout. */
  private readonly layouts = new Map<string, { bindings: GPUBindGroupLayout; pipeline: GPUPipelineLayout }>();

  private readonly turns: Turns;

  constructor(gpu: GPUDevice, counters: DeviceCounters, turns: Turns) {
    this.turns = turns;
    this.gpu = gpu;
    this.shared = new SharedPipelines(counters, () => undefined);
  }

  /** The compiled `kernel`. Rejects with the compiler's message when the module is not valid. */
  get(kernel: Kernel, uses: PipelineUses): Promise<CompiledKernel> {
    const code = this.codes.get(kernel);
    return uses.get(code, () => {
      const made = this.compile(kernel, code);
      // a lost device must not be remembered as a bad kernel
      made.catch(() => this.shared.forget(code, made));
      return made;
    });
  }

  private async compile(kernel: Kernel, code: string): Promise<CompiledKernel> {
    const layout = this.layout(kernel);
    const [columns, rows] = workgroupGrid(kernel);
    this.gpu.pushErrorScope("validation");
    const module = this.gpu.createShaderModule({ code, label: kernel.name });
    const rejected = this.gpu.popErrorScope();
    const made = this.gpu.createComputePipelineAsync({
      label: kernel.name,
      layout: layout.pipeline,
      compute: { module, entryPoint: "main" },
    });
    const [error, pipeline] = await Promise.all([rejected, made.catch((e: unknown) => e as Error)]);
    if (error || pipeline instanceof Error) {
      const reason = error?.message ?? (pipeline as Error).message;
      throw new WeirError(
        `webgpu: kernel ${kernel.name} did not compile: ${reason}\nPlease report this with the module's text:\n${code}`,
      );
    }
    return { kernel, pipeline, layout: layout.bindings, columns, rows, depth: loopDepth(kernel.args) };
  }

  private layout(kernel: Kernel): { bindings: GPUBindGroupLayout; pipeline: GPUPipelineLayout } {
    const depth = loopDepth(kernel.args);
    const key = `${kernel.args.map((a) => (a.access === "read" ? "r" : "w")).join("")}${depth || ""}`;
    let layout = this.layouts.get(key);
    if (!layout) {
      const bindings = this.gpu.createBindGroupLayout({
        label: key,
        entries: kernel.args.map((a, binding) => ({
          binding,
          visibility: COMPUTE_STAGE,
          buffer: { type: a.access === "read" ? "read-only-storage" : "storage" },
        })),
      });
      const bindGroupLayouts = depth > 0 ? [bindings, this.turns.layout(depth)] : [bindings];
      layout = { bindings, pipeline: this.gpu.createPipelineLayout({ bindGroupLayouts }) };
      this.layouts.set(key, layout);
    }
    return layout;
  }
}
