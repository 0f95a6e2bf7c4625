/** Device memory on WASM: one WebAssembly memory, cut into buffers that are used again when they are freed. */
import type { DeviceDType } from "../../../ir/dtype.ts";
import { DTYPES } from "../../../ir/dtype.ts";
import { OutOfDeviceMemory } from "../../../ir/error.ts";
import { LOWEST_ADDRESS, SLACK_BYTES } from "../../6-emit/wasm.ts";
import { MAX_PAGES } from "../../6-emit/wasm-assembler.ts";
import type { DeviceBuffer, DeviceCounters } from "../device.ts";
import { usedAfterDestroy } from "../refusals.ts";

const PAGE = 65536;
const ALIGNMENT = 64;
/** The memory grows by at least this much. */
const GROWTH = 16 << 20;

interface Span {
  start: number;
  size: number;
}

interface Owned {
  readonly size: number;
  readonly label: string;
}

/** A tensor's memory on WASM. */
export class WasmBuffer implements DeviceBuffer {
  readonly dtype: DeviceDType;
  readonly size: number;
  private readonly memory: WasmMemory;
  private readonly place: number;
  private freed = false;

  constructor(memory: WasmMemory, dtype: DeviceDType, size: number, label = "tensor") {
    this.memory = memory;
    this.dtype = dtype;
    this.size = size;
    this.place = memory.allocate(size * DTYPES[dtype].bytes, `${label} ${dtype}[${size}]`);
    memory.counters.buffers++;
  }

  /** Byte address. Throws when the memory was given back. */
  get address(): number {
    if (this.freed) throw usedAfterDestroy("wasm", this);
    return this.place;
  }

  destroy(): void {
    if (this.freed) return;
    this.freed = true;
    this.memory.free(this.place);
  }
}

/** Hands out byte ranges, the smallest free one that fits. Nothing lies in the first 64 KiB nor in the last. */
export class WasmMemory {
  readonly memory: WebAssembly.Memory;
  readonly counters: DeviceCounters;
  private readonly maxBytes: number;
  private readonly owned = new Map<number, Owned>();
  /** Sorted by start, never touching one another. */
  private readonly spans: Span[] = [];
  private end: number;
  /** From this address on nobody has had memory yet. */
  untouched = LOWEST_ADDRESS;

  /** `maxBytes` bounds the memory's size; the default is all of 4 GiB. */
  constructor(shared: boolean, counters: DeviceCounters, maxBytes: number = MAX_PAGES * PAGE) {
    this.counters = counters;
    this.maxBytes = maxBytes;
    const initial = Math.min(GROWTH, maxBytes) / PAGE;
    this.memory = createMemory(initial, shared);
    this.end = initial * PAGE;
    this.spans.push({ start: LOWEST_ADDRESS, size: this.end - LOWEST_ADDRESS - SLACK_BYTES });
  }

  /** The address of `bytes` bytes. Throws `OutOfDeviceMemory` when the memory cannot grow further. */
  allocate(bytes: number, label: string): number {
    const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
    let span = this.bestFit(size);
    if (!span) {
      this.grow(size);
      span = this.bestFit(size);
      if (!span) throw this.outOfMemory(size, label);
    }
    const { start } = span;
    span.start += size;
    span.size -= size;
    if (span.size === 0) this.spans.splice(this.spans.indexOf(span), 1);
    this.owned.set(start, { size, label });
    this.untouched = Math.max(this.untouched, start + size);
    this.counters.liveBytes += size;
    this.counters.peakBytes = Math.max(this.counters.peakBytes, this.counters.liveBytes);
    return start;
  }

  free(start: number): void {
    const block = this.owned.get(start);
    if (!block) return;
    this.owned.delete(start);
    this.counters.liveBytes -= block.size;
    this.giveBack(start, block.size);
  }

  private bestFit(size: number): Span | undefined {
    let best: Span | undefined;
    for (const s of this.spans) {
      if (s.size < size || (best && best.size <= s.size)) continue;
      best = s;
      if (s.size === size) break;
    }
    return best;
  }

  private giveBack(start: number, size: number): void {
    let low = 0;
    let high = this.spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.spans[middle]!.start < start) low = middle + 1;
      else high = middle;
    }
    const before = this.spans[low - 1];
    const after = this.spans[low];
    const joinsBefore = before !== undefined && before.start + before.size === start;
    const joinsAfter = after !== undefined && start + size === after.start;
    if (joinsBefore) {
      before.size += size + (joinsAfter ? after.size : 0);
      if (joinsAfter) this.spans.splice(low, 1);
    } else if (joinsAfter) {
      after.start = start;
      after.size += size;
    } else this.spans.splice(low, 0, { start, size });
  }

  /** Makes room for `size` more bytes, and for as much again as a quarter of what there is. */
  private grow(size: number): void {
    const last = this.spans.at(-1);
    const tail = last && last.start + last.size === this.end - SLACK_BYTES ? last.size : 0;
    const needed = Math.ceil((size - tail) / PAGE) * PAGE;
    const generous = Math.ceil(Math.max(needed, GROWTH, this.end / 4) / PAGE) * PAGE;
    for (const extra of [generous, needed]) {
      if (this.end + extra > this.maxBytes) continue;
      try {
        this.memory.grow(extra / PAGE);
      } catch {
        continue;
      }
      this.giveBack(this.end - SLACK_BYTES, extra);
      this.end += extra;
      return;
    }
  }

  private outOfMemory(size: number, label: string): OutOfDeviceMemory {
    const largest = [...this.owned.values()].sort((a, b) => b.size - a.size).slice(0, 10);
    const list = largest.map((b) => `\n  ${b.size} bytes  ${b.label}`).join("");
    return new OutOfDeviceMemory(
      `wasm: no room for ${size} bytes (${label}): ${this.counters.liveBytes} of at most ${this.maxBytes} bytes are in use. ` +
        `Use a smaller batch, or dispose of tensors. The largest buffers:${list}`,
    );
  }
}

/** Shared memories must say how large they may become; devices short of address space refuse large promises. */
function createMemory(initial: number, shared: boolean): WebAssembly.Memory {
  if (!shared) return new WebAssembly.Memory({ initial });
  for (let maximum = MAX_PAGES; ; maximum /= 2) {
    try {
      return new WebAssembly.Memory({ initial, maximum, shared });
    } catch (error) {
      if (maximum / 2 < initial) throw error;
    }
  }
}
