/** Replay of a compiled program on WebGPU: resolved pipelines and bind groups, encoded into one pass per submit. */
import { WeirError } from "../../../ir/error.ts";
import type { Program } from "../../../ir/program.ts";
import { launchesOf } from "../../../ir/program.ts";
import type { DeviceBuffer, DeviceCounters, Recording } from "../device.ts";
import { checkReplay } from "../refusals.ts";
import { temporariesOf } from "../temporaries.ts";
import { Bindings } from "./bindings.ts";
import type { Block, Memory } from "./memory.ts";
import { WebGPUBuffer } from "./memory.ts";
import { Pace, workOf } from "./pace.ts";
import type { CompiledKernel, PipelineUses } from "./pipelines.ts";
import type { Turns } from "./turns.ts";
import { TURN_BYTES } from "./turns.ts";

/** What a recording needs of its device. */
export interface RecordingHost {
  readonly gpu: GPUDevice;
  readonly counters: DeviceCounters;
  readonly memory: Memory;
  readonly turns: Turns;
  /** A first guess of operations per millisecond. */
  readonly rate: number;
  /** Keeps an error that came too late to be thrown, for the next read. */
  fail(error: Error): void;
}

/** One run of a dispatch, with the dynamic offsets that tell its kernel the turns of its loops. */
interface Launch {
  readonly dispatch: number;
  readonly offsets: readonly number[];
}

export class WebGPURecording implements Recording {
  private readonly host: RecordingHost;
  private readonly program: Program;
  private readonly kernels: readonly CompiledKernel[];
  private readonly uses: PipelineUses;
  private readonly temporaries: readonly WebGPUBuffer[];
  private readonly bindings: Bindings;
  private readonly pace: Pace;
  private readonly launches: readonly Launch[];
  /** For each dispatch, the bind group that tells the turns of its loops. */
  private readonly turns: readonly (GPUBindGroup | undefined)[];
  /** For each output, where its buffer goes in `blocks`, or -1 when the program gives back an input. */
  private readonly outputPositions: readonly number[];
  private readonly blocks: Block[] = [];
  private checked = false;
  private destroyed = false;

  constructor(host: RecordingHost, program: Program, kernels: readonly CompiledKernel[], uses: PipelineUses) {
    this.host = host;
    this.program = program;
    this.kernels = kernels;
    this.uses = uses;
    const own = temporariesOf(program, (dtype, size) => new WebGPUBuffer(host.memory, dtype, size));
    this.temporaries = own.filter((b) => b !== undefined);
    const callerSlots = program.inputs.map((v) => v.slot);
    this.outputPositions = program.outputs.map((v) => {
      if (program.slots[v.slot]!.kind !== "output") return -1;
      return callerSlots.push(v.slot) - 1;
    });
    const ownBlocks = own.map((b) => b?.block);
    this.bindings = new Bindings(host.gpu, host.counters, program, kernels, ownBlocks, callerSlots);
    const trips = Math.max(0, ...(program.loops ?? []).map((l) => l.trips));
    this.turns = program.dispatches.map((d) => {
      const { depth } = kernels[d.kernel]!;
      return depth > 0 ? host.turns.group(depth, trips) : undefined;
    });
    this.launches = launchesOf(program).map(({ dispatch, turns }) => ({
      dispatch,
      offsets: turns.slice(0, kernels[program.dispatches[dispatch]!.kernel]!.depth).map((t) => t * TURN_BYTES),
    }));
    const works = this.launches.map((l) => workOf(program.kernels[program.dispatches[l.dispatch]!.kernel]!));
    this.pace = new Pace(host.gpu.queue, works, host.rate);
  }

  replay(inputs: readonly DeviceBuffer[], outputs: readonly DeviceBuffer[]): void {
    this.bind(inputs, outputs);
    if (this.program.dispatches.length === 0) return;
    const groups = this.bindings.groups(this.blocks);
    const measured = this.pace.begin();
    const start = measured ? performance.now() : 0;
    if (this.checked) this.submitAll(groups);
    else this.submitChecked(groups);
    if (measured) this.pace.measure(start);
  }

  private bind(inputs: readonly DeviceBuffer[], outputs: readonly DeviceBuffer[]): void {
    const { program, blocks } = this;
    checkReplay("webgpu", program, this.destroyed, inputs, outputs);
    for (let i = 0; i < inputs.length; i++) blocks[i] = (inputs[i] as WebGPUBuffer).block;
    for (let i = 0; i < outputs.length; i++) {
      const at = this.outputPositions[i]!;
      if (at >= 0) blocks[at] = (outputs[i] as WebGPUBuffer).block;
    }
  }

  private submitAll(groups: readonly GPUBindGroup[]): void {
    const ends = this.pace.ends();
    let begin = 0;
    for (let i = 0; i < ends.length; i++) {
      this.submit(groups, begin, ends[i]!);
      begin = ends[i]!;
    }
  }

  /** The first run is watched for rejected commands, so that the message can name the kernels. */
  private submitChecked(groups: readonly GPUBindGroup[]): void {
    const { gpu } = this.host;
    this.checked = true;
    gpu.pushErrorScope("validation");
    this.submitAll(groups);
    gpu.popErrorScope().then(
      (error) => {
        if (!error) return;
        const names = [...new Set(this.program.kernels.map((k) => k.name))].join(", ");
        this.host.fail(
          new WeirError(`webgpu: the commands of a program were rejected: ${error.message} (kernels: ${names})`),
        );
      },
      // the device is lost, which `lost` reports
      () => {},
    );
  }

  private submit(groups: readonly GPUBindGroup[], begin: number, end: number): void {
    const { gpu, counters } = this.host;
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    let last: GPUComputePipeline | undefined;
    for (let l = begin; l < end; l++) {
      const { dispatch: d, offsets } = this.launches[l]!;
      const kernel = this.kernels[this.program.dispatches[d]!.kernel]!;
      if (kernel.pipeline !== last) pass.setPipeline((last = kernel.pipeline));
      pass.setBindGroup(0, groups[d]!);
      const turns = this.turns[d];
      if (turns) pass.setBindGroup(1, turns, offsets);
      pass.dispatchWorkgroups(kernel.columns, kernel.rows);
    }
    pass.end();
    gpu.queue.submit([encoder.finish()]);
    counters.dispatches += end - begin;
    counters.submits++;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    for (const b of this.temporaries) b.destroy();
    this.uses.end();
  }
}
