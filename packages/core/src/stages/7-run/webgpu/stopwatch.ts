/** Times kernels on the GPU: by timestamps where it has them, else by when the queue is empty. */
import { OutOfDeviceMemory } from "../../../ir/error.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import type { Stopwatch } from "../device.ts";
import { WebGPUBuffer } from "./memory.ts";
import type { CompiledKernel, PipelineUses, Pipelines } from "./pipelines.ts";
import type { RecordingHost } from "./recording.ts";

const MAP_MODE_READ = 1;
// the values of GPUBufferUsage, which Node has not as a global
const COPY_SRC = 0x4;
const QUERY_RESOLVE = 0x200;
/** Two timestamps of 8 bytes. */
const STAMP_BYTES = 16;

/** Timestamps come in steps of 65 µs in a browser: one part in sixty of this. The queue's end is known a little late. */
const SHORTEST_MS = { stamped: 4, unstamped: 10 };

/** Readies `kernels`, whose arguments are alike: memory for them, all zeros, and their pipelines. */
export async function startStopwatch(
  host: RecordingHost,
  pipelines: Pipelines,
  kernels: readonly Kernel[],
  uses: PipelineUses,
): Promise<Stopwatch> {
  // one that this GPU's compiler refuses is left out
  const compiled = await Promise.all(kernels.map((k) => pipelines.get(k, uses).catch(() => undefined)));
  host.gpu.pushErrorScope("out-of-memory");
  const watch = new GpuStopwatch(host, compiled, uses);
  const full = await host.gpu.popErrorScope();
  if (!full) return watch;
  watch.destroy();
  throw new OutOfDeviceMemory(`webgpu: there is no memory to time kernels with: ${full.message}`);
}

class GpuStopwatch implements Stopwatch {
  readonly shortest: number;
  private readonly host: RecordingHost;
  private readonly kernels: readonly (CompiledKernel | undefined)[];
  private readonly uses: PipelineUses;
  private readonly buffers: readonly WebGPUBuffer[];
  private readonly group: GPUBindGroup | undefined;
  private readonly stamps: GPUQuerySet | undefined;
  private readonly resolved: GPUBuffer | undefined;

  constructor(host: RecordingHost, kernels: readonly (CompiledKernel | undefined)[], uses: PipelineUses) {
    this.host = host;
    this.kernels = kernels;
    this.uses = uses;
    const { gpu, memory } = host;
    const one = kernels.find((k) => k !== undefined);
    const args = one?.kernel.args ?? [];
    this.buffers = args.map((a) => new WebGPUBuffer(memory, a.dtype, a.window?.buffer ?? a.size));
    const entries = this.buffers.map((b, binding) => ({ binding, resource: { buffer: b.block.gpu } }));
    // kernels that access their arguments alike share a layout
    this.group = one && gpu.createBindGroup({ layout: one.layout, entries });
    host.counters.bindGroups++;
    if (gpu.features.has("timestamp-query")) {
      this.stamps = gpu.createQuerySet({ type: "timestamp", count: 2 });
      this.resolved = gpu.createBuffer({ size: STAMP_BYTES, usage: QUERY_RESOLVE | COPY_SRC });
    }
    this.shortest = this.stamps ? SHORTEST_MS.stamped : SHORTEST_MS.unstamped;
    this.clear();
  }

  /** Memory is used again, and what another left in it could be slow to compute with, or an index out of range. */
  private clear(): void {
    const encoder = this.host.gpu.createCommandEncoder();
    for (const b of this.buffers) encoder.clearBuffer(b.block.gpu);
    this.host.gpu.queue.submit([encoder.finish()]);
  }

  async time(kernel: number, runs: number): Promise<number> {
    const { gpu, counters } = this.host;
    const timed = this.kernels[kernel];
    if (!timed) return Infinity;
    // what was submitted before is not counted
    await gpu.queue.onSubmittedWorkDone();
    const encoder = gpu.createCommandEncoder();
    this.encode(encoder, timed, runs);
    const start = performance.now();
    gpu.queue.submit([encoder.finish()]);
    counters.timed++;
    const stamped = await this.stampedTime();
    if (stamped !== undefined) return stamped;
    await gpu.queue.onSubmittedWorkDone();
    return performance.now() - start;
  }

  private encode(encoder: GPUCommandEncoder, { pipeline, columns, rows, depth }: CompiledKernel, runs: number): void {
    const { stamps } = this;
    const timestampWrites = stamps && { querySet: stamps, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
    const pass = encoder.beginComputePass(timestampWrites ? { timestampWrites } : {});
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.group!);
    if (depth > 0) pass.setBindGroup(1, this.host.turns.group(depth, 1), new Array<number>(depth).fill(0));
    for (let r = 0; r < runs; r++) pass.dispatchWorkgroups(columns, rows);
    pass.end();
    if (stamps) encoder.resolveQuerySet(stamps, 0, 2, this.resolved!, 0);
  }

  /** Milliseconds between the timestamps of the last pass; undefined where there are none, or they make no sense. */
  private async stampedTime(): Promise<number | undefined> {
    if (!this.resolved) return undefined;
    const { gpu, memory } = this.host;
    const staging = memory.acquireStaging(STAMP_BYTES);
    const encoder = gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(this.resolved, 0, staging, 0, STAMP_BYTES);
    gpu.queue.submit([encoder.finish()]);
    await staging.mapAsync(MAP_MODE_READ, 0, STAMP_BYTES);
    const [begin, end] = new BigUint64Array(staging.getMappedRange(0, STAMP_BYTES)) as unknown as [bigint, bigint];
    staging.unmap();
    memory.releaseStaging(staging);
    return end > begin ? Number(end - begin) / 1e6 : undefined;
  }

  destroy(): void {
    for (const b of this.buffers) b.destroy();
    this.stamps?.destroy();
    this.resolved?.destroy();
    this.uses.end();
  }
}
