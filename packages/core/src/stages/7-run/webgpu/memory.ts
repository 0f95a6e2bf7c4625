/** Device memory on WebGPU: buffers padded to whole 4-vectors, a pool of the freed ones, and staging buffers to read through. */
import type { DeviceDType } from "../../../ir/dtype.ts";
import { DTYPES } from "../../../ir/dtype.ts";
import { WeirError } from "../../../ir/error.ts";
import type { DeviceBuffer, DeviceCounters } from "../device.ts";
import { usedAfterDestroy } from "../refusals.ts";

// The values of GPUBufferUsage, which Node has not as a global.
const MAP_READ = 0x1;
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const STORAGE = 0x80;

/** Bytes of freed buffers that are kept to be used again. */
const POOL_BYTES = 256 << 20;
/** Bytes of staging buffers that are kept. */
const STAGING_BYTES = 32 << 20;

/** A GPU buffer with a number by which bind groups remember it. The number outlives the tensor: blocks are used again. */
export interface Block {
  readonly id: number;
  readonly bytes: number;
  readonly gpu: GPUBuffer;
}

/** A tensor's memory on WebGPU. */
export class WebGPUBuffer implements DeviceBuffer {
  readonly dtype: DeviceDType;
  readonly size: number;
  private owned: Block | undefined;
  private readonly memory: Memory;

  constructor(memory: Memory, dtype: DeviceDType, size: number) {
    this.memory = memory;
    this.dtype = dtype;
    this.size = size;
    this.owned = memory.acquire(size * DTYPES[dtype].bytes);
  }

  /** The memory itself. Throws when it was given back. */
  get block(): Block {
    if (!this.owned) throw usedAfterDestroy("webgpu", this);
    return this.owned;
  }

  destroy(): void {
    if (this.owned) this.memory.release(this.owned);
    this.owned = undefined;
  }
}

/** Makes and reuses the GPU buffers of one device. `counters.liveBytes` counts blocks in use, not those in the pool nor staging. */
export class Memory {
  private readonly gpu: GPUDevice;
  private readonly counters: DeviceCounters;
  private readonly free = new Map<number, Block[]>();
  private freeBytes = 0;
  private readonly staging: GPUBuffer[] = [];
  private nextId = 1;

  constructor(gpu: GPUDevice, counters: DeviceCounters) {
    this.gpu = gpu;
    this.counters = counters;
  }

  /** A block of at least `bytes`: a freed one of the same size, or a new one. Its contents are undefined. */
  acquire(bytes: number): Block {
    const padded = Math.max(16, Math.ceil(bytes / 16) * 16);
    let block = this.free.get(padded)?.pop();
    if (block) this.freeBytes -= padded;
    else block = this.create(padded);
    this.counters.liveBytes += padded;
    this.counters.peakBytes = Math.max(this.counters.peakBytes, this.counters.liveBytes);
    return block;
  }

  /** Takes a block back. Work enqueued before may still use it: the queue runs in order. */
  release(block: Block): void {
    this.counters.liveBytes -= block.bytes;
    if (this.freeBytes + block.bytes > POOL_BYTES) return block.gpu.destroy();
    this.freeBytes += block.bytes;
    const same = this.free.get(block.bytes);
    if (same) same.push(block);
    else this.free.set(block.bytes, [block]);
  }

  private create(bytes: number): Block {
    const limit = Math.min(this.gpu.limits.maxStorageBufferBindingSize, this.gpu.limits.maxBufferSize);
    if (bytes > limit)
      throw new WeirError(
        `webgpu: one buffer of ${bytes} bytes was asked for, and this device allows ${limit}. Use a smaller batch or split the tensor.`,
      );
    this.counters.buffers++;
    return {
      id: this.nextId++,
      bytes,
      gpu: this.gpu.createBuffer({ size: bytes, usage: STORAGE | COPY_SRC | COPY_DST }),
    };
  }

  /** A buffer that can be mapped, of at least `bytes`: kept ones come in powers of two. */
  acquireStaging(bytes: number): GPUBuffer {
    const size = 2 ** Math.ceil(Math.log2(Math.max(bytes, 256)));
    const kept = this.staging.findIndex((b) => b.size === size);
    if (kept >= 0) return this.staging.splice(kept, 1)[0]!;
    this.counters.buffers++;
    return this.gpu.createBuffer({ size, usage: MAP_READ | COPY_DST });
  }

  /** Takes an unmapped staging buffer back. */
  releaseStaging(buffer: GPUBuffer): void {
    this.staging.push(buffer);
    let bytes = this.staging.reduce((sum, b) => sum + b.size, 0);
    while (bytes > STAGING_BYTES) {
      const oldest = this.staging.shift()!;
      bytes -= oldest.size;
      oldest.destroy();
    }
  }

  /** Frees everything that is not in use. */
  destroy(): void {
    for (const blocks of this.free.values()) for (const b of blocks) b.gpu.destroy();
    this.free.clear();
    this.freeBytes = 0;
    for (const b of this.staging.splice(0)) b.destroy();
  }
}
