/**
 * KERNEL → WEBASSEMBLY: prints a scheduled `range` kernel as a module that exports `run(begin, end, scratch, p0, p1, …)`, where
 * `scratch` and `pᵢ` are byte addresses of the thread's local arrays and of the arguments. One function per kind of expression
 * and statement; which instruction an operation becomes is in `wasm-operations.ts`.
 *
 * A scalar bool is an i32 0 or 1, a vector of them a mask of all-zero or all-one lanes; in memory both are 0 or 1.
 */
import type { ScalarType } from "../../ir/dtype.ts";
import type { Expr, Lanes, Load, LocalLoad } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import type { FunctionModule, Instruction, Opcode, ValueType } from "./wasm-assembler.ts";
import { assemble, bitsOf, disassemble } from "./wasm-assembler.ts";
import type { Element } from "./wasm-memory.ts";
import { ELEMENTS, localElement } from "./wasm-memory.ts";
import { emitOperation } from "./wasm-operations.ts";

export interface WasmFeatures {
  /** The engine has relaxed SIMD: fused multiply-add and one-instruction lane selection. */
  readonly relaxedSimd: boolean;
  /** The module imports a memory shared between threads. */
  readonly shared: boolean;
}

/** Buffers never lie below this address, so an index may be this many bytes negative before its address wraps around. */
export const LOWEST_ADDRESS = 65536;
/** This many bytes after the last buffer are readable: vector loads may run over the end. */
export const SLACK_BYTES = 65536;

const LOCAL_ALIGNMENT = 64;

/** Byte offset of each of the kernel's local arrays in a thread's scratch, and the bytes they take together. */
export function scratchLayout(kernel: Kernel): {
  readonly offsets: ReadonlyMap<string, number>;
  readonly bytes: number;
} {
  const offsets = new Map<string, number>();
  let bytes = 0;
  for (const l of kernel.locals) {
    offsets.set(l.name, bytes);
    bytes += Math.ceil((l.size * 4) / LOCAL_ALIGNMENT) * LOCAL_ALIGNMENT;
  }
  return { offsets, bytes };
}

/** The binary module that runs `kernel`. Throws for a kernel of another shape, or with an operation wasm has no instruction for. */
export function emitWasm(kernel: Kernel, features: WasmFeatures): Uint8Array<ArrayBuffer> {
  return assemble(emitFunction(kernel, features));
}

/** The same as text, for goldens and the board. */
export function printWasm(kernel: Kernel, features: WasmFeatures): string {
  return disassemble(emitFunction(kernel, features));
}

function emitFunction(kernel: Kernel, features: WasmFeatures): FunctionModule {
  if (kernel.shape !== "range")
    throw new Error(
      `emitWasm: kernel ${kernel.name} has shape ${kernel.shape}; wasm runs range kernels. Schedule it for a wasm target.`,
    );
  const emitter = new Emitter(kernel, features);
  for (const s of kernel.body) emitter.statement(s);
  return emitter.finish();
}

/** The wasm type that holds a value. */
export function valueType(type: ScalarType, lanes: Lanes): ValueType {
  return lanes === 4 ? "v128" : type === "f32" ? "f32" : "i32";
}

/** Elements in memory: of an argument, or of a local array in the scratch. */
interface Place {
  /** The local that holds its address, and bytes to add. */
  readonly pointer: number;
  readonly base: number;
  /** How many elements are known to be there. */
  readonly size: number;
  readonly element: Element;
}

function isUnmaskedLoad(e: Expr): e is Load | LocalLoad {
  return (e.kind === "load" && !e.mask) || e.kind === "local";
}

/** Collects instructions; the state of printing one kernel. */
export class Emitter {
  private readonly code: Instruction[] = [];
  private readonly prologue: Instruction[] = [];
  private readonly parameters: string[];
  private readonly locals: { name: string; type: ValueType }[] = [];
  private readonly indices = new Map<string, number>();
  private temporaries = 0;
  private readonly offsets: ReadonlyMap<string, number>;
  readonly features: WasmFeatures;
  private readonly kernel: Kernel;

  constructor(kernel: Kernel, features: WasmFeatures) {
    this.kernel = kernel;
    this.features = features;
    this.offsets = scratchLayout(kernel).offsets;
    this.parameters = ["begin", "end", "scratch:", ...kernel.args.map((_, i) => `arg:${i}`)];
    this.parameters.forEach((p, i) => this.indices.set(`${p}:i32`, i));
  }

  finish(): FunctionModule {
    return {
      parameters: this.parameters,
      locals: this.locals,
      code: [...this.prologue, ...this.code],
      shared: this.features.shared,
    };
  }

  emit(op: Opcode, ...immediates: number[]): void {
    this.code.push({ op, immediates });
  }

  /** The index of the local called `name`, made at its first mention. Sibling loops may reuse a name. */
  local(name: string, type: ValueType): number {
    const key = `${name}:${type}`;
    let i = this.indices.get(key);
    if (i === undefined) {
      this.indices.set(key, (i = this.parameters.length + this.locals.length));
      this.locals.push({ name, type });
    }
    return i;
  }

  /** Runs `body` with a local of its own; nested uses get others. */
  withTemporary(type: ValueType, body: (local: number) => void): void {
    body(this.local(`:temporary${this.temporaries++}`, type));
    this.temporaries--;
  }

  // ---- statements -------------------------------------------------------------------------------------------------------

  statement(s: Stmt): void {
    switch (s.kind) {
      case "let":
      case "assign":
        return this.define(s.name, s.value);
      case "var":
        return this.define(s.name, s.init);
      case "store":
        return this.store(this.placeOf(s.arg), s.index, s.value);
      case "storeLocal":
        return this.store(this.scratchOf(s.array, s.value.type), s.index, s.value);
      case "for":
        return this.loop(s.name, s.begin, s.end, s.step, s.body);
      case "if":
        this.expression(s.condition);
        this.emit("if");
        for (const t of s.then) this.statement(t);
        if (s.else) {
          this.emit("else");
          for (const t of s.else) this.statement(t);
        }
        return this.emit("end");
      case "barrier":
        throw new Error(`emitWasm: kernel ${this.kernel.name} has a barrier; range kernels do not cooperate.`);
    }
  }

  private define(name: string, value: Expr): void {
    this.expression(value);
    this.emit("local.set", this.local(name, valueType(value.type, value.lanes)));
  }

  private loop(name: string, begin: Expr, end: Expr, step: number, body: readonly Stmt[]): void {
    const i = this.local(name, "i32");
    this.expression(begin);
    this.emit("local.set", i);
    // the end is computed once; a name or constant can be read again for free
    let limit = end;
    if (end.kind !== "const" && end.kind !== "var") {
      const bound = this.local(`${name}:end`, "i32");
      this.expression(end);
      this.emit("local.set", bound);
      limit = { ...end, kind: "var", name: `${name}:end` } as Expr;
    }
    const test = (): void => {
      this.emit("local.get", i);
      this.expression(limit);
      this.emit("i32.lt_s");
    };
    const entered = begin.max < end.min;
    if (!entered) {
      test();
      this.emit("if");
    }
    this.emit("loop");
    for (const s of body) this.statement(s);
    this.emit("local.get", i);
    this.emit("i32.const", step);
    this.emit("i32.add");
    this.emit("local.set", i);
    test();
    this.emit("br_if", 0);
    this.emit("end");
    if (!entered) this.emit("end");
  }

  private store(place: Place, index: Expr, value: Expr): void {
    const { element } = place;
    const offset = this.address(place, index);
    this.expression(value);
    if (value.lanes === 1) return this.emit(element.store, offset);
    if (value.type === "bool") {
      this.vectorConstant(1, 1, 1, 1);
      this.emit("v128.and");
    }
    // two vectors become one: the second does not matter
    for (const code of element.narrow) {
      this.emit("v128.const", 0, 0, 0, 0);
      this.emit(code);
    }
    this.emit(element.store4, offset, ...(element.bytes < 4 ? [0] : []));
  }

  // ---- expressions ------------------------------------------------------------------------------------------------------

  /** Leaves the value of `e` on the stack. */
  expression(e: Expr): void {
    switch (e.kind) {
      case "const":
        if (e.type === "f32") this.emit("f32.const", bitsOf(e.value));
        else this.emit("i32.const", e.value | 0);
        return;
      case "var":
        return this.emit("local.get", this.local(e.name, valueType(e.type, e.lanes)));
      case "load":
      case "local":
        return this.load(e);
      case "op":
        return emitOperation(e, this);
      case "splat":
        return this.splat(e.value);
      case "vec":
        return this.vec(e.args);
      case "extract":
        this.expression(e.value);
        if (e.type === "f32") return this.emit("f32x4.extract_lane", e.lane);
        this.emit("i32x4.extract_lane", e.lane);
        if (e.type === "bool") this.and1();
    }
  }

  private and1(): void {
    this.emit("i32.const", 1);
    this.emit("i32.and");
  }

  private placeOf(arg: number): Place {
    const { dtype, size } = this.kernel.args[arg]!;
    return { pointer: this.local(`arg:${arg}`, "i32"), base: 0, size, element: ELEMENTS[dtype] };
  }

  private scratchOf(array: string, type: ScalarType): Place {
    const base = this.offsets.get(array);
    if (base === undefined)
      throw new Error(`emitWasm: kernel ${this.kernel.name} names a local array "${array}" it does not declare.`);
    return { pointer: this.local("scratch:", "i32"), base, size: 0, element: localElement(type) };
  }

  private sourceOf(e: Load | LocalLoad): Place {
    return e.kind === "load" ? this.placeOf(e.arg) : this.scratchOf(e.array, e.type);
  }

  /** Leaves the address of element `index` on the stack but for a constant, which it returns: the offset of the memory operand. */
  private address({ pointer, base, element: { bytes } }: Place, index: Expr): number {
    let rest = index;
    let offset = base;
    // an offset is added without wrapping, so what precedes it must not have wrapped below zero
    if (index.kind === "op" && index.op === "add" && index.args[1]!.kind === "const" && index.args[1]!.value > 0) {
      if (index.args[0]!.min * bytes >= -LOWEST_ADDRESS) {
        rest = index.args[0]!;
        offset += index.args[1]!.value * bytes;
      }
    } else if (index.kind === "const" && index.value >= 0) {
      this.emit("local.get", pointer);
      return offset + index.value * bytes;
    }
    const wraps = rest.min * bytes < -LOWEST_ADDRESS;
    this.emit("local.get", pointer);
    this.expression(rest);
    this.scale(bytes);
    this.emit("i32.add");
    if (wraps && offset > 0) {
      this.emit("i32.const", offset);
      this.emit("i32.add");
      return 0;
    }
    return offset;
  }

  /** Turns the index on the stack into bytes. */
  private scale(bytes: Element["bytes"]): void {
    if (bytes === 1) return;
    this.emit("i32.const", bytes === 2 ? 1 : 2);
    this.emit("i32.shl");
  }

  private load(e: Load | LocalLoad): void {
    const { type, lanes, index } = e;
    const place = this.sourceOf(e);
    const mask = e.kind === "load" ? e.mask : undefined;
    if (!mask) this.access(place, lanes, this.address(place, index));
    else if (mask.kind === "var") this.maskedLoad(place, e, this.local(mask.name, "i32"));
    else {
      this.withTemporary("i32", (local) => {
        this.expression(mask);
        this.emit("local.set", local);
        this.maskedLoad(place, e, local);
      });
    }
    if (type !== "bool") return;
    if (lanes === 4) this.emit("v128.const", 0, 0, 0, 0);
    else this.emit("i32.const", 0);
    this.emit(lanes === 4 ? "i32x4.ne" : "i32.ne");
  }

  /** Loads from the address on the stack. */
  private access({ element }: Place, lanes: Lanes, offset: number): void {
    this.emit(lanes === 4 ? element.load4 : element.load, offset);
    if (lanes === 4) for (const code of element.widen) this.emit(code);
  }

  /** Loads, then clears what the mask in `local` says not to read: without a branch, which padding would mispredict. */
  private maskedLoad(place: Place, { type, lanes, index }: Load | LocalLoad, local: number): void {
    const { pointer, size, element } = place;
    const { bytes } = element;
    const inside = index.min * bytes >= -LOWEST_ADDRESS && (index.max - size) * bytes < SLACK_BYTES - 64;
    if (inside) this.access(place, lanes, this.address(place, index));
    else {
      // the index may lie anywhere: read element 0 instead
      this.emit("local.get", pointer);
      this.expression(index);
      this.emit("i32.const", 0);
      this.emit("local.get", local);
      this.emit("select");
      this.scale(bytes);
      this.emit("i32.add");
      this.access(place, lanes, 0);
    }
    if (lanes === 4) {
      this.emit("i32.const", 0);
      this.emit("local.get", local);
      this.emit("i32.sub");
      this.emit("i32x4.splat");
      return this.emit("v128.and");
    }
    if (type === "f32") this.emit("f32.const", 0);
    else this.emit("i32.const", 0);
    this.emit("local.get", local);
    this.emit("select");
  }

  private splat(value: Expr): void {
    if (value.kind === "const") {
      const word = value.type === "f32" ? bitsOf(value.value) : value.type === "bool" ? -value.value : value.value | 0;
      return this.vectorConstant(word, word, word, word);
    }
    if (value.type !== "bool" && isUnmaskedLoad(value) && this.sourceOf(value).element.bytes === 4)
      return this.emit("v128.load32_splat", this.address(this.sourceOf(value), value.index));
    if (value.type === "bool") this.emit("i32.const", 0);
    this.expression(value);
    if (value.type === "bool") this.emit("i32.sub");
    this.emit(value.type === "f32" ? "f32x4.splat" : "i32x4.splat");
  }

  private vec(args: readonly Expr[]): void {
    const { type } = args[0]!;
    if (args.every((a) => a.kind === "const")) {
      const words = args.map((a) => (type === "f32" ? bitsOf(a.value) : type === "bool" ? -a.value : a.value | 0));
      return this.vectorConstant(...(words as [number, number, number, number]));
    }
    if (type !== "bool" && args.every(isUnmaskedLoad)) {
      const places = args.map((a) => this.sourceOf(a));
      if (places.every((p) => p.element.bytes === 4)) return this.gather(args, places);
    }
    this.expression(args[0]!);
    this.emit(type === "f32" ? "f32x4.splat" : "i32x4.splat");
    for (let l = 1; l < 4; l++) {
      this.expression(args[l]!);
      this.emit(type === "f32" ? "f32x4.replace_lane" : "i32x4.replace_lane", l);
    }
    if (type === "bool") this.emit("i32x4.neg");
  }

  /** Four words of memory as lanes. */
  private gather(loads: readonly (Load | LocalLoad)[], places: readonly Place[]): void {
    this.emit("v128.load32_zero", this.address(places[0]!, loads[0]!.index));
    // each lane's load wants its address below the vector
    this.withTemporary("v128", (partial) => {
      for (let l = 1; l < 4; l++) {
        this.emit("local.set", partial);
        const offset = this.address(places[l]!, loads[l]!.index);
        this.emit("local.get", partial);
        this.emit("v128.load32_lane", offset, l);
      }
    });
  }

  /** A vector constant. Engines build one at every mention, so each is made once, at the function's start, and kept in a local. */
  vectorConstant(...words: [number, number, number, number]): void {
    if (words.every((w) => w === 0) || words.every((w) => w === -1)) return this.emit("v128.const", ...words);
    const name = `:c_${words.map((w) => (w >>> 0).toString(16)).join("_")}`;
    const known = this.indices.has(`${name}:v128`);
    const local = this.local(name, "v128");
    if (!known) {
      this.prologue.push({ op: "v128.const", immediates: words }, { op: "local.set", immediates: [local] });
    }
    this.emit("local.get", local);
  }
}
