/** For tests: runs a `range` kernel as WebAssembly. */
import type { Kernel } from "../../ir/kernel.ts";
import { emitWasm, LOWEST_ADDRESS, scratchLayout, SLACK_BYTES } from "./wasm.ts";
import { hasRelaxedSimd } from "./wasm-features.ts";

/** One array per argument of a kernel; bools as words 0 and 1. */
export type Buffers = readonly (Float32Array | Int32Array | Uint32Array)[];

/** Runs all of the kernel's tasks on `buffers` as WebAssembly on the calling thread, in `parts` calls. */
export function runKernel(kernel: Kernel, buffers: Buffers, parts = 1): void {
  const layout = scratchLayout(kernel);
  const places: number[] = [];
  let at = LOWEST_ADDRESS;
  for (const b of buffers) {
    places.push(at);
    at += Math.ceil(b.byteLength / 64) * 64;
  }
  const memory = new WebAssembly.Memory({ initial: Math.ceil((at + layout.bytes + SLACK_BYTES) / 65536) });
  buffers.forEach((b, i) => new Uint8Array(memory.buffer, places[i], b.byteLength).set(new Uint8Array(b.buffer)));
  const bytes = emitWasm(kernel, { relaxedSimd: hasRelaxedSimd(), shared: false });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const run = instance.exports["run"] as (...args: number[]) => void;
  for (let p = 0; p < parts; p++)
    run(Math.floor((kernel.tasks * p) / parts), Math.floor((kernel.tasks * (p + 1)) / parts), at, ...places);
  buffers.forEach((b, i) => new Uint8Array(b.buffer).set(new Uint8Array(memory.buffer, places[i], b.byteLength)));
}
