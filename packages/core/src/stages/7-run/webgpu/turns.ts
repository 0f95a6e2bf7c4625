/**
 * How kernels learn which turn a loop is at: a buffer holds the numbers 0, 1, 2 …, far enough apart that a dynamic offset can point at
 * each. All loops of a device share it, so a replay makes and writes nothing.
 */
import type { DeviceCounters } from "../device.ts";

/** Bytes between the numbers: what every device allows as a dynamic offset's step. */
export const TURN_BYTES = 256;

const COMPUTE_STAGE = 0x4;
// the values of GPUBufferUsage, which Node has not as a global
const COPY_DST = 0x8;
const UNIFORM = 0x40;

export class Turns {
  private readonly gpu: GPUDevice;
  private readonly counters: DeviceCounters;
  private readonly layouts: GPUBindGroupLayout[] = [];
  private buffer: GPUBuffer | undefined;
  private groups: GPUBindGroup[] = [];

  constructor(gpu: GPUDevice, counters: DeviceCounters) {
    this.gpu = gpu;
    this.counters = counters;
  }

  /** The layout of group 1 for kernels inside `depth` loops. */
  layout(depth: number): GPUBindGroupLayout {
    return (this.layouts[depth] ??= this.gpu.createBindGroupLayout({
      label: `turns of ${depth}`,
      entries: Array.from({ length: depth }, (_, binding) => ({
        binding,
        visibility: COMPUTE_STAGE,
        buffer: { type: "uniform", hasDynamicOffset: true, minBindingSize: 16 },
      })),
    }));
  }

  /** The group for kernels inside `depth` loops of at most `trips` turns. The group of more turns does for fewer. */
  group(depth: number, trips: number): GPUBindGroup {
    if (!this.buffer || this.buffer.size < trips * TURN_BYTES) this.grow(trips);
    const buffer = this.buffer!;
    let group = this.groups[depth];
    if (!group) {
      this.counters.bindGroups++;
      const entries = Array.from({ length: depth }, (_, binding) => ({ binding, resource: { buffer, size: 16 } }));
      this.groups[depth] = group = this.gpu.createBindGroup({ layout: this.layout(depth), entries });
    }
    return group;
  }

  private grow(trips: number): void {
    const count = 2 ** Math.ceil(Math.log2(Math.max(64, trips)));
    // groups made for the old buffer keep it for as long as recordings use them
    this.groups = [];
    this.counters.buffers++;
    this.buffer = this.gpu.createBuffer({ size: count * TURN_BYTES, usage: UNIFORM | COPY_DST });
    const numbers = new Int32Array((count * TURN_BYTES) / 4);
    for (let t = 0; t < count; t++) numbers[(t * TURN_BYTES) / 4] = t;
    this.gpu.queue.writeBuffer(this.buffer, 0, numbers);
  }
}
