/** What the WebAssembly engine at hand can do, found by asking it to validate tiny modules. */
import type { Instruction } from "./wasm-assembler.ts";
import { assemble } from "./wasm-assembler.ts";

const zero: Instruction = { op: "v128.const", immediates: [0, 0, 0, 0] };

function validates(code: readonly Instruction[]): boolean {
  return WebAssembly.validate(assemble({ parameters: [], locals: [{ name: "v", type: "v128" }], code, shared: false }));
}

let simd: boolean | undefined;
let relaxedSimd: boolean | undefined;

/** Whether the engine has 128-bit SIMD. */
export function hasSimd(): boolean {
  return (simd ??= validates([zero, { op: "local.set", immediates: [0] }]));
}

/** Whether the engine has relaxed SIMD: fused multiply-add, lane selection. */
export function hasRelaxedSimd(): boolean {
  return (relaxedSimd ??= validates([
    zero,
    zero,
    zero,
    { op: "f32x4.relaxed_madd", immediates: [] },
    { op: "local.set", immediates: [0] },
  ]));
}
