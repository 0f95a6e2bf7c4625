/** Replay of a compiled program on WebGL2: one draw for each pass of each dispatch. */
import { WeirError } from "../../../ir/error.ts";
import { loopDepth } from "../../../ir/loop.ts";
import type { Program } from "../../../ir/program.ts";
import { launchesOf } from "../../../ir/program.ts";
import type { GlslPass, TextureRef } from "../../6-emit/glsl.ts";
import type { DeviceBuffer, DeviceCounters, Recording } from "../device.ts";
import { checkReplay } from "../refusals.ts";
import { temporariesOf } from "../temporaries.ts";
import { isWatched } from "../watched.ts";
import type { Memory, Texture } from "./memory.ts";
import { WebGL2Buffer } from "./memory.ts";
import type { CompiledKernel, PipelineUses } from "./pipelines.ts";

/** What a recording needs of its device. */
export interface RecordingHost {
  readonly gl: WebGL2RenderingContext;
  readonly counters: DeviceCounters;
  readonly memory: Memory;
  /** Operations after which the browser is told to start while the page is looked at: its own drawing gets its turn between such chunks. */
  readonly chunk: number;
}

/** One run of a draw. */
interface Launch {
  readonly draw: Draw;
  readonly turns: readonly number[];
  /** The rows that are drawn. */
  readonly row: number;
  readonly rows: number;
}

/** One draw, resolved: where each texture comes from when it is drawn. */
interface Draw {
  readonly program: WebGLProgram;
  /** Where the program is told the turns of its loops. */
  readonly turns: readonly (WebGLUniformLocation | null)[];
  readonly moves: GlslPass["moves"];
  readonly reads: readonly Source[];
  readonly writes: readonly Source[];
  readonly layers: readonly number[];
  readonly width: number;
  readonly height: number;
  /** Estimated operations. */
  readonly work: number;
  /** Written textures in the making, so that a replay allocates nothing. */
  readonly targets: Texture[];
}

type Source =
  | { readonly kind: "slot"; readonly slot: number }
  /** Where an updated slot is written: the recording's spare texture, which then changes places with the slot's own. */
  | { readonly kind: "twin"; readonly slot: number; readonly twin: number }
  | { readonly kind: "scratch"; readonly texture: Texture };

export class WebGL2Recording implements Recording {
  private readonly host: RecordingHost;
  private readonly program: Program;
  private readonly uses: PipelineUses;
  /** The buffer in each slot; callers' are filled in at every replay. */
  private readonly slots: (WebGL2Buffer | undefined)[];
  private readonly temporaries: readonly WebGL2Buffer[];
  private readonly scratch = new Map<string, Texture>();
  private readonly twins: Texture[] = [];
  private readonly twinOf = new Map<number, number>();
  /** Every draw of a run, in order. */
  private readonly draws: readonly Launch[];
  private destroyed = false;

  constructor(host: RecordingHost, program: Program, kernels: readonly CompiledKernel[], uses: PipelineUses) {
    this.host = host;
    this.program = program;
    this.uses = uses;
    this.slots = temporariesOf(program, (dtype, size) => new WebGL2Buffer(host.memory, dtype, size));
    this.temporaries = this.slots.filter((b) => b !== undefined);
    const draws = program.dispatches.map((d) => this.resolve(kernels[d.kernel]!, d.slots));
    this.draws = launchesOf(program).flatMap(({ dispatch, turns }) =>
      draws[dispatch]!.map((draw): Launch => ({ draw, turns, ...rowsOf(draw, turns) })),
    );
  }

  private resolve({ kernel, glsl, programs }: CompiledKernel, slots: readonly number[]): Draw[] {
    const scratch = glsl.scratch.map((s, i) =>
      this.scratchOf(`${i} ${s.dtype} ${s.width}×${s.height}×${s.layers}`, () =>
        this.host.memory.acquire(s.dtype, s, s.layers),
      ),
    );
    const source = (ref: TextureRef, written: boolean): Source => {
      if (ref.kind === "local") return { kind: "scratch", texture: scratch[ref.local]! };
      const slot = slots[ref.arg]!;
      // read and written at once, by this argument or by two
      const updates =
        written && (kernel.args[ref.arg]!.access === "update" || slots.indexOf(slot) !== slots.lastIndexOf(slot));
      return updates ? { kind: "twin", slot, twin: this.twin(slot) } : { kind: "slot", slot };
    };
    return glsl.passes.map((pass, i): Draw => ({
      program: programs[i]!,
      turns: Array.from({ length: loopDepth(kernel.args) }, (_, depth) =>
        this.host.gl.getUniformLocation(programs[i]!, `turn${depth}`),
      ),
      moves: pass.moves,
      reads: pass.samplers.map((r) => source(r, false)),
      writes: pass.targets.map((r) => source(r, true)),
      layers: pass.targets.map((r) => (r.kind === "local" ? r.layer : 0)),
      ...pass.viewport,
      work: (kernel.flops + kernel.bytes) / glsl.passes.length,
      targets: [],
    }));
  }

  /** Scratch is shared by all kernels that want the same, for draws run one after another; a kernel's own arrays are told apart. */
  private scratchOf(key: string, make: () => Texture): Texture {
    let texture = this.scratch.get(key);
    if (!texture) this.scratch.set(key, (texture = make()));
    return texture;
  }

  /** The number of the spare texture for updates of `slot`. */
  private twin(slot: number): number {
    let index = this.twinOf.get(slot);
    if (index === undefined) {
      const { dtype, size } = this.program.slots[slot]!;
      const spare = new WebGL2Buffer(this.host.memory, dtype, size);
      this.twinOf.set(slot, (index = this.twins.push(spare.texture) - 1));
    }
    return index;
  }

  replay(inputs: readonly DeviceBuffer[], outputs: readonly DeviceBuffer[]): void {
    this.bind(inputs, outputs);
    const { gl, counters } = this.host;
    if (this.draws.length === 0) return;
    const chunk = isWatched() ? this.host.chunk : Infinity;
    let work = 0;
    let program: WebGLProgram | undefined;
    for (let l = 0; l < this.draws.length; l++) {
      const launch = this.draws[l]!;
      const { draw } = launch;
      if (draw.program !== program) gl.useProgram((program = draw.program));
      this.draw(launch);
      work += draw.work;
      if (work < chunk) continue;
      work = 0;
      gl.flush();
      counters.submits++;
    }
    counters.dispatches += this.draws.length;
    if (work === 0) return;
    gl.flush();
    counters.submits++;
  }

  private draw({ draw, turns, row, rows }: Launch): void {
    const { gl, memory, counters } = this.host;
    const { targets, writes, reads } = draw;
    for (let i = 0; i < writes.length; i++) {
      const w = writes[i]!;
      targets[i] =
        w.kind === "scratch" ? w.texture : w.kind === "twin" ? this.twins[w.twin]! : this.slots[w.slot]!.texture;
    }
    const made = counters.bindGroups;
    const framebuffer = memory.framebuffer(targets, draw.layers);
    if (counters.bindGroups !== made) this.foresee(draw);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer.gl);
    for (let i = 0; i < reads.length; i++) {
      const r = reads[i]!;
      const texture = r.kind === "scratch" ? r.texture : this.slots[r.slot]!.texture;
      gl.activeTexture(gl.TEXTURE0 + i);
      gl.bindTexture(texture.layered ? gl.TEXTURE_2D_ARRAY : gl.TEXTURE_2D, texture.gl);
    }
    for (let d = 0; d < draw.turns.length; d++) gl.uniform1i(draw.turns[d]!, turns[d]!);
    gl.viewport(0, row, draw.width, rows);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    for (let i = 0; i < writes.length; i++) {
      const w = writes[i]!;
      if (w.kind === "twin") this.twins[w.twin] = this.slots[w.slot]!.swap(this.twins[w.twin]!);
    }
  }

  /** Makes the framebuffer that the next run with these buffers will need: its twins will have changed places. */
  private foresee({ writes, targets, layers }: Draw): void {
    if (!writes.some((w) => w.kind === "twin")) return;
    const next = writes.map((w, i) => (w.kind === "twin" ? this.slots[w.slot]!.texture : targets[i]!));
    this.host.memory.framebuffer(next, layers);
  }

  private bind(inputs: readonly DeviceBuffer[], outputs: readonly DeviceBuffer[]): void {
    const { program } = this;
    checkReplay("webgl2", program, this.destroyed, inputs, outputs);
    for (let i = 0; i < inputs.length; i++) this.put(program.inputs[i]!.slot, inputs[i] as WebGL2Buffer);
    for (let i = 0; i < outputs.length; i++) {
      const { slot } = program.outputs[i]!;
      if (program.slots[slot]!.kind === "output") this.put(slot, outputs[i] as WebGL2Buffer);
    }
  }

  private put(slot: number, buffer: WebGL2Buffer): void {
    const { size, dtype } = this.program.slots[slot]!;
    // a twin of another extent could not change places with it
    if (buffer.size !== size || buffer.dtype !== dtype)
      throw new WeirError(
        `webgl2: a program that takes ${size} ${dtype} was given a buffer of ${buffer.size} ${buffer.dtype}.`,
      );
    this.slots[slot] = buffer;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    const { memory } = this.host;
    for (const b of this.temporaries) b.destroy();
    for (const t of this.scratch.values()) memory.release(t);
    for (const t of this.twins) memory.release(t);
    this.uses.end();
  }
}

/** The rows that a draw covers: of a target that loops move, those with the slice of this turn. */
function rowsOf({ moves, width, height }: Draw, turns: readonly number[]): { row: number; rows: number } {
  if (!moves) return { row: 0, rows: height };
  const { offset, strides } = moves.window;
  const start = strides.reduce((sum, s, d) => sum + s * turns[d]!, offset) / 4;
  const row = Math.floor(start / width);
  return { row, rows: Math.ceil((start + moves.texels) / width) - row };
}
