/** Replay of a compiled program on WASM: its steps lie with the engine, so a run is one command with the callers' addresses. */
import { DTYPES } from "../../../ir/dtype.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import type { Arg } from "../../../ir/nest.ts";
import type { Program } from "../../../ir/program.ts";
import { launchCount } from "../../../ir/program.ts";
import type { DeviceBuffer, DeviceCounters, Recording } from "../device.ts";
import { checkReplay } from "../refusals.ts";
import { temporariesOf } from "../temporaries.ts";
import { COMMANDS } from "./engine.ts";
import type { WasmMemory } from "./memory.ts";
import { WasmBuffer } from "./memory.ts";
import type { CompiledKernel, PipelineUses } from "./pipelines.ts";
import type { Queue } from "./queue.ts";

export interface RecordingHost {
  readonly queue: Queue;
  readonly memory: WasmMemory;
  readonly counters: DeviceCounters;
  /** Memory for every thread's local arrays, at least this many bytes for each. */
  scratch(bytes: number): { readonly address: number; readonly stride: number };
  /** Puts words into memory, to be read by the next command, and gives their address. */
  stage(words: Int32Array): number;
}

/** Work below this is done by one thread: sharing it out takes longer. In operations, and in bytes. */
const SMALL_FLOPS = 60_000;
const SMALL_BYTES = 100_000;
/** Chunks per thread: what one thread is late with, another takes over. */
const CHUNKS_PER_THREAD = 4;

function chunksOf(kernel: Kernel, threads: number): number {
  if (kernel.flops < SMALL_FLOPS && kernel.bytes < SMALL_BYTES) return 1;
  return Math.min(kernel.tasks, threads * CHUNKS_PER_THREAD);
}

/** The length of a window's description, and it: the offset in bytes, then the bytes of a turn of every loop. */
function windowWords({ window, dtype }: Arg): number[] {
  if (!window) return [0];
  const bytes = [window.offset, ...window.strides].map((n) => n * DTYPES[dtype].bytes);
  return [bytes.length, ...bytes];
}

export class WasmRecording implements Recording {
  private readonly host: RecordingHost;
  private readonly program: Program;
  private readonly uses: PipelineUses;
  private readonly id: number;
  private readonly temporaries: readonly WasmBuffer[];
  private readonly outputPositions: readonly number[];
  private readonly command: number[];
  private readonly launches: number;
  private destroyed = false;

  constructor(
    host: RecordingHost,
    program: Program,
    kernels: readonly CompiledKernel[],
    uses: PipelineUses,
    id: number,
    scratchBytes: number,
  ) {
    this.host = host;
    this.program = program;
    this.uses = uses;
    this.id = id;
    this.launches = launchCount(program);
    const own = temporariesOf(program, (dtype, size) => new WasmBuffer(host.memory, dtype, size, "temporary"));
    this.temporaries = own.filter((b) => b !== undefined);
    const bound = program.inputs.map((v) => v.slot);
    this.outputPositions = program.outputs.map((v) =>
      program.slots[v.slot]!.kind === "output" ? bound.push(v.slot) - 1 : -1,
    );
    const positionOf = new Map(bound.map((slot, i) => [slot, i] as const));
    const loops = program.loops ?? [];
    const words: number[] = [loops.length, ...loops.flatMap((l) => [l.begin, l.end, l.trips])];
    for (const d of program.dispatches) {
      const { id: kernelId, kernel } = kernels[d.kernel]!;
      words.push(kernelId, kernel.tasks, chunksOf(kernel, host.queue.threads), d.slots.length);
      d.slots.forEach((slot, a) => {
        const temporary = own[slot];
        if (temporary) words.push(0, temporary.address);
        else words.push(1, positionOf.get(slot)!);
        words.push(...windowWords(kernel.args[a]!));
      });
    }
    const scratch = host.scratch(scratchBytes);
    const address = host.stage(new Int32Array(words));
    host.queue.send([COMMANDS.define, id, address, words.length, scratch.address, scratch.stride]);
    this.command = [COMMANDS.replay, id, ...bound.map(() => 0)];
  }

  replay(inputs: readonly DeviceBuffer[], outputs: readonly DeviceBuffer[]): void {
    const { program, command, host } = this;
    checkReplay("wasm", program, this.destroyed, inputs, outputs);
    for (let i = 0; i < inputs.length; i++) command[2 + i] = (inputs[i] as WasmBuffer).address;
    for (let i = 0; i < outputs.length; i++) {
      const at = this.outputPositions[i]!;
      if (at >= 0) command[2 + at] = (outputs[i] as WasmBuffer).address;
    }
    if (program.dispatches.length === 0) return;
    host.queue.send(command);
    host.counters.dispatches += this.launches;
    host.counters.submits++;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.host.queue.send([COMMANDS.forget, this.id]);
    for (const t of this.temporaries) t.destroy();
    this.uses.end();
  }
}
