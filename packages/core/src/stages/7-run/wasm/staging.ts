/**
 * Memory the host writes while the engine runs. Buffers can be used again as soon as they are freed, since all work on them is in
 * order; but the host writes at once, so what it writes to must have been left by all work that was sent.
 */
import type { WasmMemory } from "./memory.ts";
import type { Queue } from "./queue.ts";

interface Block {
  readonly address: number;
  readonly bytes: number;
}

/** Blocks of a power of two bytes, kept for good. */
export class Staging {
  private readonly memory: WasmMemory;
  private readonly queue: Queue;
  private readonly free = new Map<number, number[]>();
  private readonly taken = new Map<number, Block>();
  /** Blocks that are free once the engine has come to this position. */
  private readonly pending: { readonly position: number; readonly block: Block }[] = [];
  private readonly next: Block[] = [];

  constructor(memory: WasmMemory, queue: Queue) {
    this.memory = memory;
    this.queue = queue;
  }

  /** The address of `bytes` bytes that no work sent so far touches. */
  take(bytes: number): number {
    this.collect();
    const size = 2 ** Math.max(6, Math.ceil(Math.log2(Math.max(1, bytes))));
    let address = this.free.get(size)?.pop();
    if (address === undefined) {
      const { untouched } = this.memory;
      address = this.memory.allocate(size, "staging");
      // what somebody had before may have been freed while work on it is still to be done
      if (address < untouched) this.queue.finishSync();
    }
    this.taken.set(address, { address, bytes: size });
    return address;
  }

  /** Takes a block and fills it. */
  put(bytes: Uint8Array): number {
    const address = this.take(bytes.length);
    new Uint8Array(this.memory.memory.buffer, address, bytes.length).set(bytes);
    return address;
  }

  release(address: number): void {
    const block = this.taken.get(address);
    if (!block) return;
    this.taken.delete(address);
    const list = this.free.get(block.bytes);
    if (list) list.push(address);
    else this.free.set(block.bytes, [address]);
  }

  /** Releases a block when all work sent so far is done. */
  releaseWhenDone(address: number): void {
    const block = this.taken.get(address);
    if (block) this.pending.push({ position: this.queue.sent(), block });
  }

  /** Releases a block when the command that is sent next is done. */
  releaseAfterNext(address: number): void {
    const block = this.taken.get(address);
    if (block) this.next.push(block);
  }

  private collect(): void {
    for (const block of this.next.splice(0)) this.pending.push({ position: this.queue.sent(), block });
    const done = this.queue.done();
    while (this.pending.length > 0 && ((done - this.pending[0]!.position) | 0) >= 0)
      this.release(this.pending.shift()!.block.address);
  }
}
