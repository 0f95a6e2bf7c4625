/** For tests: what a `range` kernel computes, by walking its statements in JavaScript; and the same through WebAssembly. */
import type { Expr } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import { emitWasm, LOWEST_ADDRESS, scratchLayout, SLACK_BYTES } from "./wasm.ts";
import { hasRelaxedSimd } from "./wasm-features.ts";

export type Buffers = readonly (Float32Array | Int32Array | Uint32Array)[];
type Value = number | readonly number[];

/** Runs all of the kernel's tasks on `buffers`, bools as 0 and 1. Float arithmetic is rounded to float32 after every operation. */
export function interpretKernel(kernel: Kernel, buffers: Buffers): void {
  const locals = new Map(
    kernel.locals.map((l) => [l.name, l.type === "f32" ? new Float32Array(l.size + 16) : new Int32Array(l.size + 16)]),
  );
  const names = new Map<string, Value>([
    ["begin", 0],
    ["end", kernel.tasks],
  ]);
  const value = (e: Expr): Value => {
    switch (e.kind) {
      case "const":
        return e.value;
      case "var":
        return names.get(e.name)!;
      case "splat":
        return [0, 0, 0, 0].map(() => value(e.value) as number);
      case "vec":
        return e.args.map((a) => value(a) as number);
      case "extract":
        return (value(e.value) as readonly number[])[e.lane]!;
      case "local":
        return read(locals.get(e.array)!, value(e.index) as number, e);
      case "load": {
        if (e.mask && !value(e.mask)) return e.lanes === 4 ? [0, 0, 0, 0] : 0;
        return read(buffers[e.arg]!, value(e.index) as number, e);
      }
      case "op": {
        const args = e.args.map(value);
        if (e.lanes === 1) return apply(e, args as number[]);
        return [0, 1, 2, 3].map((l) =>
          apply(
            e,
            args.map((a) => (typeof a === "number" ? a : a[l]!)),
          ),
        );
      }
    }
  };
  const read = (from: Buffers[number], at: number, e: Expr): Value => {
    const one = (l: number): number => (e.type === "bool" ? Number((from[at + l] ?? 0) !== 0) : (from[at + l] ?? 0));
    return e.lanes === 4 ? [0, 1, 2, 3].map(one) : one(0);
  };
  const write = (to: Buffers[number], at: number, v: Value): void => {
    for (const [l, x] of (typeof v === "number" ? [v] : v).entries()) to[at + l] = x;
  };
  const run = (s: Stmt): void => {
    switch (s.kind) {
      case "let":
      case "assign":
        names.set(s.name, value(s.value));
        break;
      case "var":
        names.set(s.name, value(s.init));
        break;
      case "store":
        write(buffers[s.arg]!, value(s.index) as number, value(s.value));
        break;
      case "storeLocal":
        write(locals.get(s.array)!, value(s.index) as number, value(s.value));
        break;
      case "if":
        for (const t of value(s.condition) ? s.then : (s.else ?? [])) run(t);
        break;
      case "for": {
        const end = value(s.end) as number;
        for (let i = value(s.begin) as number; i < end; i += s.step) {
          names.set(s.name, i);
          s.body.forEach(run);
        }
        break;
      }
      case "barrier":
        throw new Error("range kernels have no barriers");
    }
  };
  kernel.body.forEach(run);
}

const words = new DataView(new ArrayBuffer(4));

function wrap(v: number, type: Expr["type"]): number {
  return type === "f32" ? Math.fround(v) : type === "i32" ? v | 0 : type === "u32" ? v >>> 0 : Number(v !== 0);
}

function saturate(v: number, type: "i32" | "u32"): number {
  if (Number.isNaN(v)) return 0;
  const [low, high] = type === "i32" ? [-(2 ** 31), 2 ** 31 - 1] : [0, 2 ** 32 - 1];
  return Math.min(high, Math.max(low, Math.trunc(v)));
}

function roundEven(v: number): number {
  const r = Math.round(v);
  return Math.abs(v % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

function apply(e: Expr & { kind: "op" }, args: readonly number[]): number {
  const [a, b, c] = args as [number, number, number];
  const from = e.args[0]!.type;
  const float = from === "f32";
  const low = (x: number): bigint => BigInt(x >>> 0);
  switch (e.op) {
    case "add":
      return wrap(a + b, e.type);
    case "sub":
      return wrap(a - b, e.type);
    case "mul":
      return float ? wrap(a * b, e.type) : wrap(Math.imul(a, b), e.type);
    case "div":
      return float ? wrap(a / b, e.type) : b === 0 ? a : wrap(Math.trunc(a / b), e.type);
    case "rem":
      return b === 0 ? 0 : wrap(a % b, e.type);
    case "min":
      return Math.min(a, b);
    case "max":
      return Math.max(a, b);
    case "neg":
      return wrap(-a, e.type);
    case "abs":
      return wrap(Math.abs(a), e.type);
    case "floor":
      return Math.floor(a);
    case "ceil":
      return Math.ceil(a);
    case "rint":
      return roundEven(a);
    case "trunc":
      return Math.trunc(a);
    case "sqrt":
      return Math.fround(Math.sqrt(a));
    case "fma":
      return float ? wrap(Math.fround(a * b) + c, e.type) : wrap(Math.imul(a, b) + c, e.type);
    case "eq":
      return Number(a === b);
    case "ne":
      return Number(a !== b);
    case "lt":
      return Number(a < b);
    case "le":
      return Number(a <= b);
    case "and":
      return wrap(a & b, e.type);
    case "or":
      return wrap(a | b, e.type);
    case "xor":
      return wrap(a ^ b, e.type);
    case "not":
      return from === "bool" ? Number(!a) : wrap(~a, e.type);
    case "shl":
      return wrap(a << b, e.type);
    case "shr":
      return wrap(from === "i32" ? a >> b : a >>> b, e.type);
    case "mulhi":
      return Number((low(a) * low(b)) >> 32n);
    case "select":
      return a ? b : c;
    case "convert":
      return float && (e.type === "i32" || e.type === "u32") ? saturate(a, e.type) : wrap(a, e.type);
    case "bitcast": {
      if (from === "f32") words.setFloat32(0, a);
      else words.setInt32(0, a | 0);
      return e.type === "f32" ? words.getFloat32(0) : e.type === "i32" ? words.getInt32(0) : words.getUint32(0);
    }
    default:
      throw new Error(`no rule for ${e.op}`);
  }
}

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
