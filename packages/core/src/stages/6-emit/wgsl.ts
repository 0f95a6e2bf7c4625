/**
 * KERNEL → WGSL: prints a scheduled `grid` kernel as one module with one entry point, `main`. Buffers are arrays of the size the
 * kernel knows, so that the bounds checks browsers add compare with constants; a buffer that is only ever read or written four
 * aligned elements at a time, or alone, is an array of vectors.
 *
 * An argument that loops move is read and written from where it starts in this turn; the turn of loop d is the uniform `turnd`, in
 * group 1.
 *
 * Narrow elements are packed into words (`wgsl-packed.ts`), but for a float16 that is loaded and stored as a number: that one is f16.
 *
 * What would be a constant expression with a value WGSL rejects (NaN, ±Inf, 1/0, exp(1000)) goes through `zero`, which no compiler knows to be
 * that: the third dimension of a dispatch, which has two.
 */
import type { DeviceDType, ScalarType } from "../../ir/dtype.ts";
import { DTYPES } from "../../ir/dtype.ts";
import type { Const, Expr, Load, LocalLoad } from "../../ir/expr.ts";
import { walk } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import { expressionsOf, walkStatements } from "../../ir/kernel.ts";
import { isAligned, loopDepth, startText } from "../../ir/loop.ts";
import { Alignment, vectorArrays } from "./wgsl-alignment.ts";
import type { Helper } from "./wgsl-operations.ts";
import type { Packed } from "./wgsl-packed.ts";
import { packedArray, readFourPacked, readPacked, writeFourPacked, writePacked } from "./wgsl-packed.ts";
import { isZero, isZeroFactor } from "./zero-factor.ts";
import { helperText, OPERATIONS, wgslType } from "./wgsl-operations.ts";

/** Workgroups of one dispatch along each dimension, at most: WebGPU's default limit. */
const MAX_WORKGROUPS = 65535;

/** Workgroups along x and y for `kernel`: one row, or several rows where one would be longer than the limit. */
export function workgroupGrid(kernel: Kernel): readonly [x: number, y: number] {
  const count = kernel.cooperative ? kernel.tasks : Math.ceil(kernel.tasks / kernel.workgroup);
  if (count <= MAX_WORKGROUPS) return [count, 1];
  const rows = Math.ceil(count / MAX_WORKGROUPS);
  return [Math.ceil(count / rows), rows];
}

/** The WGSL module that runs `kernel` (entry point `main`, buffers in group 0 by argument number). Throws for a kernel of another shape. */
export function emitWgsl(kernel: Kernel): string {
  if (kernel.shape !== "grid")
    throw new Error(
      `emitWgsl: kernel ${kernel.name} has shape ${kernel.shape}; WGSL runs grid kernels. Schedule it for a webgpu target.`,
    );
  return new WgslPrinter(kernel).print();
}

/** WGSL's words and built-in functions that a kernel's names could meet; such names get an underscore. */
const TAKEN = new Set(
  (
    "abs and array as atLeast atLeast4 atMost atMost4 atomic auto await bitcast bool break case ceil const continue continuing cos default diagnostic discard div do else enable " +
    "enum eq exp f16 f32 false filter floor fma fn for from get i32 id if import in let local log loop main mat4x4 max maximum maximum4 min " +
    "minimum minimum4 mod mulhi mulhi4 new not of or override package pass pow ptr round select self set shared sin sqrt static struct switch tanh " +
    "target this true trunc type u32 use using var vec2 vec3 vec4 while with workgroup zero"
  ).split(" "),
);

/** The state of printing one kernel. */
class WgslPrinter {
  private readonly kernel: Kernel;
  private readonly alignment: Alignment;
  private readonly lines: string[] = [];
  private readonly helpers = new Map<string, string>();
  /** Buffers and local arrays that are declared as arrays of 4-vectors. */
  private readonly vectorArgs: ReadonlySet<number>;
  private readonly vectorLocals: ReadonlySet<string>;
  /** Arguments whose elements are packed into words, and those whose elements are f16. */
  private readonly packed: ReadonlyMap<number, Packed>;
  private readonly halves: ReadonlySet<number>;
  private usesZero = false;
  private usesQuads = false;
  private indent = "  ";

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.alignment = new Alignment(kernel.body);
    const accesses = vectorArrays(kernel.body, this.alignment);
    this.vectorArgs = new Set(
      [...accesses.args].filter((i) => !kernel.args[i]!.window || isAligned(kernel.args[i]!.window)),
    );
    this.vectorLocals = accesses.locals;
    this.halves = floatArgs(kernel);
    this.packed = this.findPacked();
  }

  /** The narrow arguments that are not f16. One that is stored to by anything but whole words is atomic. */
  private findPacked(): Map<number, Packed> {
    const atomic = new Set<number>();
    walkStatements(this.kernel.body, (s) => {
      if (s.kind === "store" && !(s.value.lanes === 4 && this.startsWord(s.arg, s.index))) atomic.add(s.arg);
    });
    return new Map(
      this.kernel.args.flatMap(({ dtype }, i) =>
        DTYPES[dtype].bytes < 4 && !this.halves.has(i)
          ? [[i, { array: `b${i}`, dtype, atomic: atomic.has(i) }] as const]
          : [],
      ),
    );
  }

  /** Whether element `index` of an argument lies where four elements are whole words. */
  private startsWord(arg: number, index: Expr): boolean {
    const { window } = this.kernel.args[arg]!;
    return this.alignment.of(index) % 4 === 0 && (!window || isAligned(window));
  }

  print(): string {
    const { kernel } = this;
    this.block(kernel.body);
    const [columns, rows] = workgroupGrid(kernel);
    const head: string[] = [`// ${kernel.name}${kernel.schedule ? `: ${kernel.schedule}` : ""}`];
    if (this.halves.size > 0) head.push("enable f16;");
    if (this.usesQuads) head.push("enable subgroups;", "diagnostic(off, subgroup_uniformity);");
    kernel.args.forEach((a, i) => {
      const access = a.access === "read" ? "read" : "read_write";
      const size = a.window?.buffer ?? a.size;
      const packed = this.packed.get(i);
      const type = packed
        ? packedArray(packed, size)
        : arrayType(this.halves.has(i) ? "f16" : elementType(a.dtype), size, this.vectorArgs.has(i));
      head.push(`@group(0) @binding(${i}) var<storage, ${access}> b${i}: ${type};`);
    });
    for (let d = 0; d < loopDepth(kernel.args); d++)
      head.push(`@group(1) @binding(${d}) var<uniform> turn${d}: vec4<i32>;`);
    for (const l of kernel.locals) {
      const type = arrayType(l.type === "bool" ? "i32" : l.type, l.size, this.vectorLocals.has(l.name));
      head.push(`var<${kernel.cooperative ? "workgroup" : "private"}> ${name(l.name)}: ${type};`);
    }
    kernel.args.forEach(({ window }, i) => {
      if (window) head.push(`fn start_b${i}() -> i32 { return ${startText(window, 1, (d) => `turn${d}.x`)}; }`);
    });
    head.push(...this.helpers.values());
    const builtins = kernel.cooperative
      ? "@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32"
      : "@builtin(global_invocation_id) id: vec3<u32>";
    head.push(`@compute @workgroup_size(${kernel.workgroup})`, `fn main(${builtins}) {`);
    const stride = kernel.cooperative ? columns : columns * kernel.workgroup;
    head.push(rows > 1 ? `  let task = i32(id.x + id.y * ${stride}u);` : "  let task = i32(id.x);");
    if (kernel.cooperative) head.push("  let local_ = i32(lane);");
    const launched = columns * rows * (kernel.cooperative ? 1 : kernel.workgroup);
    if (launched > kernel.tasks) head.push(`  if (task >= ${kernel.tasks}) { return; }`);
    if (this.usesZero) head.push("  let zero = id.z;");
    return [...head, ...this.lines, "}", ""].join("\n");
  }

  // ---- statements -------------------------------------------------------------------------------------------------------

  private line(text: string): void {
    this.lines.push(this.indent + text);
  }

  private block(body: readonly Stmt[]): void {
    for (const s of body) this.statement(s);
  }

  private nested(body: readonly Stmt[]): void {
    const outer = this.indent;
    this.indent += "  ";
    this.block(body);
    this.indent = outer;
  }

  private statement(s: Stmt): void {
    switch (s.kind) {
      case "let":
        return this.line(`let ${name(s.name)} = ${this.expression(s.value)};`);
      case "var":
        return this.line(`var ${name(s.name)}: ${wgslType(s.init.type, s.init.lanes)} = ${this.expression(s.init)};`);
      case "assign":
        return this.line(`${name(s.name)} = ${this.expression(s.value)};`);
      case "store":
        if (this.packed.has(s.arg)) return this.storePacked(s.arg, s.index, s.value);
        return this.store(`b${s.arg}`, this.vectorArgs.has(s.arg), s.index, s.value, this.halves.has(s.arg));
      case "storeLocal":
        return this.store(name(s.array), this.vectorLocals.has(s.array), s.index, s.value);
      case "barrier":
        return this.line("workgroupBarrier();");
      case "for": {
        const v = name(s.name);
        const step = s.step === 1 ? `${v}++` : `${v} += ${s.step}`;
        this.line(`for (var ${v}: i32 = ${this.expression(s.begin)}; ${v} < ${this.expression(s.end)}; ${step}) {`);
        this.nested(s.body);
        return this.line("}");
      }
      case "if":
        this.line(`if (${this.expression(s.condition)}) {`);
        this.nested(s.then);
        if (s.else) {
          this.line("} else {");
          this.nested(s.else);
        }
        return this.line("}");
    }
  }

  private store(array: string, vectors: boolean, index: Expr, value: Expr, half = false): void {
    const text = value.type === "bool" ? this.boolToInt(value) : this.expression(value);
    const stored = half ? `${value.lanes === 4 ? "vec4<f16>" : "f16"}(${text})` : text;
    if (value.lanes === 1) return this.line(`${this.element(array, vectors, index)} = ${stored};`);
    if (vectors) return this.line(`${array}[${this.quarter(array, index)}] = ${stored};`);
    const at = this.position(array, index);
    this.line("{");
    this.line(`  let at = ${at};`);
    this.line(`  let four = ${stored};`);
    [0, 1, 2, 3].forEach((l) => this.line(`  ${array}[at + ${l}] = four[${l}];`));
    this.line("}");
  }

  private storePacked(arg: number, index: Expr, value: Expr): void {
    const p = this.packed.get(arg)!;
    const at = this.position(p.array, index);
    if (value.lanes === 1)
      return this.line(`${this.helper(`write_${p.array}`, () => writePacked(p))}(${at}, ${this.expression(value)});`);
    if (this.startsWord(arg, index))
      return this.line(
        `${this.helper(`store_${p.array}`, () => writeFourPacked(p))}(${at}, ${this.expression(value)});`,
      );
    const write = this.helper(`write_${p.array}`, () => writePacked(p));
    this.line("{");
    this.line(`  let at = ${at};`);
    this.line(`  let four = ${this.expression(value)};`);
    [0, 1, 2, 3].forEach((l) => this.line(`  ${write}(at + ${l}, four[${l}]);`));
    this.line("}");
  }

  private helper(named: string, text: () => string): string {
    if (!this.helpers.has(named)) this.helpers.set(named, text());
    return named;
  }

  // ---- memory -----------------------------------------------------------------------------------------------------------

  /** One element of an array, as a place that can be read or written. */
  private element(array: string, vectors: boolean, index: Expr): string {
    // a constant index past the end (a tile's edge, never used) would be an error
    if (index.kind === "const" && !this.moves(array)) {
      const at = Math.max(0, Math.min(index.value, this.sizeOf(array) - 1));
      return vectors ? `${array}[${at >> 2}][${at & 3}]` : `${array}[${at}]`;
    }
    const at = this.position(array, index);
    if (!vectors) return `${array}[${at}]`;
    const lane = this.alignment.of(index) % 4 === 0 ? "0" : `${at} & 3`;
    return `${array}[${at} >> 2u][${lane}]`;
  }

  /** Whether the argument called `array` is a window that loops move. */
  private moves(array: string): boolean {
    return this.kernel.args.some((a, i) => a.window && array === `b${i}`);
  }

  /** Where element `index` lies in `array`. */
  private position(array: string, index: Expr): string {
    const at = this.expression(index);
    return this.moves(array) ? `(start_${array}() + ${at})` : at;
  }

  private sizeOf(array: string): number {
    const arg = this.kernel.args.findIndex((_, i) => array === `b${i}`);
    const size = arg >= 0 ? this.kernel.args[arg]!.size : this.kernel.locals.find((l) => name(l.name) === array)!.size;
    return Math.max(1, size);
  }

  /** The vector that starts at element `index`. */
  private quarter(array: string, index: Expr): string {
    if (index.kind === "const" && !this.moves(array)) return String(index.value >> 2);
    return `${this.position(array, index)} >> 2u`;
  }

  private read(array: string, vectors: boolean, e: Load | LocalLoad, half = false): string {
    const stored: ScalarType = e.type === "bool" ? "i32" : e.type;
    let text: string;
    if (e.lanes === 1)
      text = half ? `f32(${this.element(array, vectors, e.index)})` : this.element(array, vectors, e.index);
    else if (vectors && half) text = `vec4<f32>(${array}[${this.quarter(array, e.index)}])`;
    else if (vectors) text = `${array}[${this.quarter(array, e.index)}]`;
    else {
      const helper = `read4_${array}`;
      const vector = wgslType(stored, 4);
      this.helpers.set(
        helper,
        `fn ${helper}(i: i32) -> ${vector} { return ${vector}(${[0, 1, 2, 3].map((l) => (half ? `f32(${array}[i + ${l}])` : `${array}[i + ${l}]`)).join(", ")}); }`,
      );
      text = `${helper}(${this.position(array, e.index)})`;
    }
    return e.type === "bool" ? `(${text} != ${wgslType("i32", e.lanes)}(0))` : text;
  }

  private readPacked(p: Packed, e: Load): string {
    const at = this.position(p.array, e.index);
    if (e.lanes === 4 && this.startsWord(e.arg, e.index))
      return `${this.helper(`quad_${p.array}`, () => readFourPacked(p))}(${at})`;
    const read = this.helper(`read_${p.array}`, () => readPacked(p));
    if (e.lanes === 1) return `${read}(${at})`;
    const four = this.helper(
      `read4_${p.array}`,
      () =>
        `fn read4_${p.array}(i: i32) -> ${wgslType(e.type, 4)} { return ${wgslType(e.type, 4)}(${[0, 1, 2, 3].map((l) => `${read}(i + ${l})`).join(", ")}); }`,
    );
    return `${four}(${at})`;
  }

  private load(e: Load): string {
    const packed = this.packed.get(e.arg);
    const value = packed
      ? this.readPacked(packed, e)
      : this.read(`b${e.arg}`, this.vectorArgs.has(e.arg), e, this.halves.has(e.arg));
    if (!e.mask) return value;
    // an index out of range is brought into range by WGSL itself: what is read there does not count
    const nothing = `${wgslType(e.type, e.lanes)}(${e.type === "bool" ? "false" : "0"})`;
    return `select(${nothing}, ${value}, ${this.expression(e.mask)})`;
  }

  // ---- expressions ------------------------------------------------------------------------------------------------------

  private expression(e: Expr): string {
    switch (e.kind) {
      case "const":
        return this.constant(e);
      case "var":
        return name(e.name);
      case "load":
        return this.load(e);
      case "local":
        return this.read(name(e.array), this.vectorLocals.has(e.array), e);
      case "splat":
        return `${wgslType(e.type, 4)}(${this.expression(e.value)})`;
      case "vec":
        return `${wgslType(e.type, 4)}(${e.args.map((a) => this.expression(a)).join(", ")})`;
      case "extract":
        return `${this.expression(e.value)}[${e.lane}]`;
      case "op": {
        if (e.op === "broadcast") this.usesQuads = true;
        const args = e.args.map((a, i) =>
          (i === 0 && e.args.every(isConstant)) || isZeroFactor(e, a) ? this.opaque(a) : this.expression(a),
        );
        if ((e.op === "div" || e.op === "rem") && e.type !== "f32" && isZero(e.args[1]!))
          args[1] = this.opaque(e.args[1]!);
        return OPERATIONS[e.op](args, e, (helper) => this.need(helper, e.lanes === 4));
      }
    }
  }

  private need(helper: Helper, wide: boolean): void {
    const key = `${helper}${wide ? "4" : ""}`;
    if (!this.helpers.has(key)) this.helpers.set(key, helperText(helper, wide ? 4 : 1));
  }

  private constant(e: Const): string {
    switch (e.type) {
      case "bool":
        return e.value ? "true" : "false";
      case "u32":
        return `${e.value}u`;
      case "i32":
        return e.value === -(2 ** 31) ? "(-2147483647 - 1)" : e.value < 0 ? `(${e.value})` : String(e.value);
      case "f32":
        if (!Number.isFinite(e.value)) return this.opaque(e);
        if (Object.is(e.value, -0)) return "bitcast<f32>(0x80000000u)";
        return floatText(e.value);
    }
  }

  /** A constant that WGSL's compiler does not see through. */
  private opaque(e: Expr): string {
    if (e.kind === "splat") return `${wgslType(e.type, 4)}(${this.opaque(e.value)})`;
    if (e.kind === "vec") return `${wgslType(e.type, 4)}(${e.args.map((a) => this.opaque(a)).join(", ")})`;
    if (e.kind !== "const") return this.expression(e);
    this.usesZero = true;
    if (e.type === "bool") return `(zero == ${e.value ? 0 : 1}u)`;
    if (e.type === "u32") return `(${e.value}u | zero)`;
    const bits = new Uint32Array(
      e.type === "f32" ? new Float32Array([e.value]).buffer : new Int32Array([e.value]).buffer,
    )[0]!;
    return `bitcast<${e.type}>(0x${bits.toString(16)}u | zero)`;
  }

  private boolToInt(e: Expr): string {
    return `${wgslType("i32", e.lanes)}(${this.expression(e)})`;
  }
}

function name(n: string): string {
  const plain = n.replace(/\W/g, "_");
  return TAKEN.has(plain) ||
    /^(b\d+|_|__.*|read4?_.*|write_.*|quad_.*|store_.*|start_.*|turn\d+|at|four|lane)$/.test(plain)
    ? `${plain}_`
    : plain;
}

function elementType(dtype: DeviceDType): ScalarType {
  const { scalar } = DTYPES[dtype];
  return scalar === "bool" ? "i32" : scalar;
}

/** The float16 arguments that are loaded and stored as numbers, not as their bits. */
function floatArgs({ args, body }: Kernel): Set<number> {
  const found = new Set<number>();
  const note = (arg: number, type: ScalarType): void => {
    if (args[arg]!.dtype === "float16" && type === "f32") found.add(arg);
  };
  walkStatements(body, (s) => {
    if (s.kind === "store") note(s.arg, s.value.type);
    walk(expressionsOf(s), (e) => {
      if (e.kind === "load") note(e.arg, e.type);
    });
  });
  return found;
}

function arrayType(type: ScalarType | "f16", size: number, vectors: boolean): string {
  return vectors ? `array<vec4<${type}>, ${Math.max(1, Math.ceil(size / 4))}>` : `array<${type}, ${Math.max(1, size)}>`;
}

/** A float literal that reads back as exactly `value`. */
function floatText(value: number): string {
  const text = String(value);
  const literal = /[.e]/.test(text) ? text : `${text}.0`;
  return value < 0 ? `(${literal}f)` : `${literal}f`;
}

function isConstant(e: Expr): boolean {
  return (
    e.kind === "const" || (e.kind === "splat" && isConstant(e.value)) || (e.kind === "vec" && e.args.every(isConstant))
  );
}
