/**
 * Bind groups of one recording, remembered by the caller's buffers: a training loop that alternates two batches finds both sets
 * ready. Dispatches that touch only temporaries keep one bind group for ever.
 */
import type { Program } from "../../../ir/program.ts";
import type { DeviceCounters } from "../device.ts";
import type { Block } from "./memory.ts";
import type { CompiledKernel } from "./pipelines.ts";

/** Sets of the caller's buffers that are remembered. */
const REMEMBERED_SETS = 16;

interface BindingSet {
  /** Block numbers by caller slot. */
  readonly ids: readonly number[];
  readonly groups: readonly GPUBindGroup[];
}

export class Bindings {
  private readonly gpu: GPUDevice;
  private readonly counters: DeviceCounters;
  private readonly program: Program;
  private readonly kernels: readonly CompiledKernel[];
  /** The program's own memory by slot; the caller's slots are empty. */
  private readonly temporaries: readonly (Block | undefined)[];
  /** For each dispatch, which of the caller's slots it uses (positions in the list given to `groups`). */
  private readonly callerArgs: readonly (readonly number[])[];
  private readonly callerPosition: ReadonlyMap<number, number>;
  /** Last used first. */
  private readonly sets: BindingSet[] = [];

  constructor(
    gpu: GPUDevice,
    counters: DeviceCounters,
    program: Program,
    kernels: readonly CompiledKernel[],
    temporaries: readonly (Block | undefined)[],
    callerSlots: readonly number[],
  ) {
    this.gpu = gpu;
    this.counters = counters;
    this.program = program;
    this.kernels = kernels;
    this.temporaries = temporaries;
    this.callerPosition = new Map(callerSlots.map((slot, i) => [slot, i]));
    this.callerArgs = program.dispatches.map((d) => [
      ...new Set(d.slots.flatMap((s) => (this.callerPosition.has(s) ? [this.callerPosition.get(s)!] : []))),
    ]);
  }

  /** One bind group per dispatch, for the caller's `blocks` in the order of its slots. */
  groups(blocks: readonly Block[]): readonly GPUBindGroup[] {
    const { sets } = this;
    for (let i = 0; i < sets.length; i++) {
      const set = sets[i]!;
      if (!matches(set, blocks)) continue;
      for (let j = i; j > 0; j--) sets[j] = sets[j - 1]!;
      sets[0] = set;
      return set.groups;
    }
    const made: BindingSet = {
      ids: blocks.map((b) => b.id),
      groups: this.program.dispatches.map((_, d) => this.find(d, blocks) ?? this.create(d, blocks)),
    };
    sets.unshift(made);
    if (sets.length > REMEMBERED_SETS) sets.pop();
    return made.groups;
  }

  /** A bind group of another set that has the same buffers for dispatch `d`. */
  private find(d: number, blocks: readonly Block[]): GPUBindGroup | undefined {
    const args = this.callerArgs[d]!;
    return this.sets.find((set) => args.every((a) => set.ids[a] === blocks[a]!.id))?.groups[d];
  }

  private create(d: number, blocks: readonly Block[]): GPUBindGroup {
    const dispatch = this.program.dispatches[d]!;
    const { kernel, layout } = this.kernels[dispatch.kernel]!;
    this.counters.bindGroups++;
    return this.gpu.createBindGroup({
      label: kernel.name,
      layout,
      entries: dispatch.slots.map((slot, binding) => {
        const block = this.temporaries[slot] ?? blocks[this.callerPosition.get(slot)!]!;
        return { binding, resource: { buffer: block.gpu } };
      }),
    });
  }
}

function matches(set: BindingSet, blocks: readonly Block[]): boolean {
  for (let i = 0; i < blocks.length; i++) if (set.ids[i] !== blocks[i]!.id) return false;
  return true;
}
