/**
 * Writes WebAssembly: a list of instructions becomes a binary module with one exported function, or readable text. It knows
 * just the instructions that kernels need: scalars, SIMD128, and three of relaxed SIMD.
 */

export type ValueType = "i32" | "i64" | "f32" | "v128";

/** What follows an opcode: nothing, an unsigned or signed LEB number, an f32's bits, a memory operand (alignment, offset), lanes. */
type Immediates = "" | "unsigned" | "signed" | "f32" | "v128" | "block" | "memory" | "memory lane" | "lane" | "lanes";

/** opcode (SIMD ones, whose prefix is 0xfd, as 0xfd00 + number; 0xfc ones likewise) and its immediates. */
const OPCODES = {
  block: [0x02, "block"],
  loop: [0x03, "block"],
  if: [0x04, "block"],
  else: [0x05, ""],
  end: [0x0b, ""],
  br: [0x0c, "unsigned"],
  br_if: [0x0d, "unsigned"],
  select: [0x1b, ""],
  "local.get": [0x20, "unsigned"],
  "local.set": [0x21, "unsigned"],
  "local.tee": [0x22, "unsigned"],
  "i32.load": [0x28, "memory"],
  "f32.load": [0x2a, "memory"],
  "i32.load8_s": [0x2c, "memory"],
  "i32.load8_u": [0x2d, "memory"],
  "i32.load16_u": [0x2f, "memory"],
  "i32.store": [0x36, "memory"],
  "f32.store": [0x38, "memory"],
  "i32.store8": [0x3a, "memory"],
  "i32.store16": [0x3b, "memory"],
  "i32.const": [0x41, "signed"],
  "i64.const": [0x42, "signed"],
  "f32.const": [0x43, "f32"],
  "i32.eqz": [0x45, ""],
  "i32.eq": [0x46, ""],
  "i32.ne": [0x47, ""],
  "i32.lt_s": [0x48, ""],
  "i32.lt_u": [0x49, ""],
  "i32.gt_s": [0x4a, ""],
  "i32.gt_u": [0x4b, ""],
  "i32.le_s": [0x4c, ""],
  "i32.le_u": [0x4d, ""],
  "f32.eq": [0x5b, ""],
  "f32.ne": [0x5c, ""],
  "f32.lt": [0x5d, ""],
  "f32.le": [0x5f, ""],
  "i32.add": [0x6a, ""],
  "i32.sub": [0x6b, ""],
  "i32.mul": [0x6c, ""],
  "i32.div_s": [0x6d, ""],
  "i32.div_u": [0x6e, ""],
  "i32.rem_s": [0x6f, ""],
  "i32.rem_u": [0x70, ""],
  "i32.and": [0x71, ""],
  "i32.or": [0x72, ""],
  "i32.xor": [0x73, ""],
  "i32.shl": [0x74, ""],
  "i32.shr_s": [0x75, ""],
  "i32.shr_u": [0x76, ""],
  "i64.mul": [0x7e, ""],
  "i64.shr_u": [0x88, ""],
  "f32.abs": [0x8b, ""],
  "f32.neg": [0x8c, ""],
  "f32.ceil": [0x8d, ""],
  "f32.floor": [0x8e, ""],
  "f32.trunc": [0x8f, ""],
  "f32.nearest": [0x90, ""],
  "f32.sqrt": [0x91, ""],
  "f32.add": [0x92, ""],
  "f32.sub": [0x93, ""],
  "f32.mul": [0x94, ""],
  "f32.div": [0x95, ""],
  "f32.min": [0x96, ""],
  "f32.max": [0x97, ""],
  "i32.wrap_i64": [0xa7, ""],
  "i64.extend_i32_u": [0xad, ""],
  "f32.convert_i32_s": [0xb2, ""],
  "f32.convert_i32_u": [0xb3, ""],
  "i32.reinterpret_f32": [0xbc, ""],
  "f32.reinterpret_i32": [0xbe, ""],
  "i32.trunc_sat_f32_s": [0xfc00, ""],
  "i32.trunc_sat_f32_u": [0xfc01, ""],
  "v128.load": [0xfd00, "memory"],
  "v128.load16x4_u": [0xfd04, "memory"],
  "v128.load32_splat": [0xfd09, "memory"],
  "v128.store": [0xfd0b, "memory"],
  "v128.const": [0xfd0c, "v128"],
  "i8x16.shuffle": [0xfd0d, "lanes"],
  "i32x4.splat": [0xfd11, ""],
  "f32x4.splat": [0xfd13, ""],
  "i32x4.extract_lane": [0xfd1b, "lane"],
  "i32x4.replace_lane": [0xfd1c, "lane"],
  "f32x4.extract_lane": [0xfd1f, "lane"],
  "f32x4.replace_lane": [0xfd20, "lane"],
  "i32x4.eq": [0xfd37, ""],
  "i32x4.ne": [0xfd38, ""],
  "i32x4.lt_s": [0xfd39, ""],
  "i32x4.lt_u": [0xfd3a, ""],
  "i32x4.le_s": [0xfd3d, ""],
  "i32x4.le_u": [0xfd3e, ""],
  "f32x4.eq": [0xfd41, ""],
  "f32x4.ne": [0xfd42, ""],
  "f32x4.lt": [0xfd43, ""],
  "f32x4.le": [0xfd45, ""],
  "v128.not": [0xfd4d, ""],
  "v128.and": [0xfd4e, ""],
  "v128.or": [0xfd50, ""],
  "v128.xor": [0xfd51, ""],
  "v128.bitselect": [0xfd52, ""],
  "v128.load32_lane": [0xfd56, "memory lane"],
  "v128.store32_lane": [0xfd5a, "memory lane"],
  "v128.store64_lane": [0xfd5b, "memory lane"],
  "v128.load32_zero": [0xfd5c, "memory"],
  "i8x16.narrow_i16x8_s": [0xfd65, ""],
  "i8x16.narrow_i16x8_u": [0xfd66, ""],
  "f32x4.ceil": [0xfd67, ""],
  "f32x4.floor": [0xfd68, ""],
  "f32x4.trunc": [0xfd69, ""],
  "f32x4.nearest": [0xfd6a, ""],
  "i16x8.narrow_i32x4_s": [0xfd85, ""],
  "i16x8.narrow_i32x4_u": [0xfd86, ""],
  "i16x8.extend_low_i8x16_s": [0xfd87, ""],
  "i16x8.extend_low_i8x16_u": [0xfd89, ""],
  "i32x4.abs": [0xfda0, ""],
  "i32x4.neg": [0xfda1, ""],
  "i32x4.extend_low_i16x8_s": [0xfda7, ""],
  "i32x4.extend_low_i16x8_u": [0xfda9, ""],
  "i32x4.shl": [0xfdab, ""],
  "i32x4.shr_s": [0xfdac, ""],
  "i32x4.shr_u": [0xfdad, ""],
  "i32x4.add": [0xfdae, ""],
  "i32x4.sub": [0xfdb1, ""],
  "i32x4.mul": [0xfdb5, ""],
  "i32x4.min_s": [0xfdb6, ""],
  "i32x4.min_u": [0xfdb7, ""],
  "i32x4.max_s": [0xfdb8, ""],
  "i32x4.max_u": [0xfdb9, ""],
  "i64x2.extmul_low_i32x4_u": [0xfdde, ""],
  "i64x2.extmul_high_i32x4_u": [0xfddf, ""],
  "f32x4.abs": [0xfde0, ""],
  "f32x4.neg": [0xfde1, ""],
  "f32x4.sqrt": [0xfde3, ""],
  "f32x4.add": [0xfde4, ""],
  "f32x4.sub": [0xfde5, ""],
  "f32x4.mul": [0xfde6, ""],
  "f32x4.div": [0xfde7, ""],
  "f32x4.min": [0xfde8, ""],
  "f32x4.max": [0xfde9, ""],
  "f32x4.pmin": [0xfdea, ""],
  "f32x4.pmax": [0xfdeb, ""],
  "i32x4.trunc_sat_f32x4_s": [0xfdf8, ""],
  "i32x4.trunc_sat_f32x4_u": [0xfdf9, ""],
  "f32x4.convert_i32x4_s": [0xfdfa, ""],
  "f32x4.convert_i32x4_u": [0xfdfb, ""],
  "f32x4.relaxed_madd": [0xfe05, ""],
  "i32x4.relaxed_laneselect": [0xfe0b, ""],
} as const satisfies Record<string, readonly [number, Immediates]>;

export type Opcode = keyof typeof OPCODES;

/** An opcode and its immediates: memory operands give the offset alone, then the lane; `v128.const` gives four words. */
export interface Instruction {
  readonly op: Opcode;
  readonly immediates: readonly number[];
}

/** The binary logarithm of what accesses to fewer than 4 bytes are aligned to. */
const ALIGNMENT: { readonly [O in Opcode]?: number } = {
  "i32.load8_s": 0,
  "i32.load8_u": 0,
  "i32.store8": 0,
  "i32.load16_u": 1,
  "i32.store16": 1,
};

const VALUE_TYPES: { readonly [T in ValueType]: number } = { i32: 0x7f, i64: 0x7e, f32: 0x7d, v128: 0x7b };
const EMPTY_BLOCK = 0x40;

/** A function `run` over a memory, as the whole of a module. */
export interface FunctionModule {
  /** All parameters are i32. */
  readonly parameters: readonly string[];
  readonly locals: readonly { readonly name: string; readonly type: ValueType }[];
  readonly code: readonly Instruction[];
  /** Whether the imported memory (`env.memory`) is shared between threads. */
  readonly shared: boolean;
}

/** The most pages (64 KiB each) a memory may have; modules import memories up to this. */
export const MAX_PAGES = 65536;

/** The binary module. */
export function assemble(module: FunctionModule): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  out.raw(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
  out.section(1, (w) => {
    w.unsigned(1);
    w.raw(0x60);
    w.unsigned(module.parameters.length);
    for (const _ of module.parameters) w.raw(VALUE_TYPES.i32);
    w.unsigned(0);
  });
  out.section(2, (w) => {
    w.unsigned(1);
    w.name("env");
    w.name("memory");
    w.raw(0x02, module.shared ? 0x03 : 0x00);
    w.unsigned(1);
    if (module.shared) w.unsigned(MAX_PAGES);
  });
  out.section(3, (w) => w.raw(1, 0));
  out.section(7, (w) => {
    w.unsigned(1);
    w.name("run");
    w.raw(0x00, 0x00);
  });
  out.section(10, (w) => {
    w.unsigned(1);
    const body = new ByteWriter();
    const runs = typeRuns(module.locals.map((l) => l.type));
    body.unsigned(runs.length);
    for (const [count, type] of runs) {
      body.unsigned(count);
      body.raw(VALUE_TYPES[type]);
    }
    for (const i of module.code) encode(i, body);
    body.raw(0x0b);
    w.unsigned(body.length);
    w.append(body);
  });
  return out.bytes();
}

function typeRuns(types: readonly ValueType[]): [number, ValueType][] {
  const runs: [number, ValueType][] = [];
  for (const type of types) {
    const last = runs.at(-1);
    if (last?.[1] === type) last[0]++;
    else runs.push([1, type]);
  }
  return runs;
}

function encode({ op, immediates }: Instruction, w: ByteWriter): void {
  const [code, kind] = OPCODES[op];
  if (code < 0x100) w.raw(code);
  else {
    // 0xfe.. stands for the SIMD numbers from 0x100 on
    w.raw(code >= 0xfe00 ? 0xfd : code >> 8);
    w.unsigned(code >= 0xfe00 ? 0x100 + (code & 0xff) : code & 0xff);
  }
  const [first = 0, second = 0] = immediates;
  switch (kind) {
    case "":
      break;
    case "unsigned":
      w.unsigned(first);
      break;
    case "signed":
      w.signed(first);
      break;
    case "block":
      w.raw(EMPTY_BLOCK);
      break;
    case "f32":
    case "v128":
      for (const word of immediates) w.word(word);
      break;
    case "memory":
      w.raw(ALIGNMENT[op] ?? 2);
      w.unsigned(first);
      break;
    case "memory lane":
      w.raw(ALIGNMENT[op] ?? 2);
      w.unsigned(first);
      w.raw(second);
      break;
    case "lane":
    case "lanes":
      w.raw(...immediates);
  }
}

/** Little-endian bytes that grow. */
class ByteWriter {
  private data = new Uint8Array(1024);
  length = 0;

  private reserve(extra: number): void {
    if (this.length + extra <= this.data.length) return;
    const larger = new Uint8Array(2 * (this.length + extra));
    larger.set(this.data.subarray(0, this.length));
    this.data = larger;
  }
  raw(...bytes: number[]): void {
    this.reserve(bytes.length);
    for (const b of bytes) this.data[this.length++] = b;
  }
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.raw((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.raw(rest);
  }
  signed(value: number): void {
    let rest = value | 0;
    for (;;) {
      const byte = rest & 0x7f;
      rest >>= 7;
      if ((rest === 0 && !(byte & 0x40)) || (rest === -1 && byte & 0x40)) return this.raw(byte);
      this.raw(byte | 0x80);
    }
  }
  word(bits: number): void {
    this.raw(bits & 0xff, (bits >>> 8) & 0xff, (bits >>> 16) & 0xff, bits >>> 24);
  }
  name(text: string): void {
    this.unsigned(text.length);
    for (let i = 0; i < text.length; i++) this.raw(text.charCodeAt(i));
  }
  section(id: number, write: (w: ByteWriter) => void): void {
    const content = new ByteWriter();
    write(content);
    this.raw(id);
    this.unsigned(content.length);
    this.append(content);
  }
  append(other: ByteWriter): void {
    this.reserve(other.length);
    this.data.set(other.data.subarray(0, other.length), this.length);
    this.length += other.length;
  }
  bytes(): Uint8Array<ArrayBuffer> {
    return this.data.slice(0, this.length);
  }
}

/** The module as text in the manner of WAT, one instruction a line, locals by name. */
export function disassemble(module: FunctionModule): string {
  const names = [...module.parameters, ...module.locals.map((l) => l.name)];
  const lines = [`(func run ${module.parameters.map((p) => `(param $${p} i32)`).join(" ")}`];
  for (const l of module.locals) lines.push(`  (local $${l.name} ${l.type})`);
  let depth = 1;
  for (const { op, immediates } of module.code) {
    if (op === "end" || op === "else") depth--;
    lines.push("  ".repeat(depth) + [op, ...showImmediates(op, immediates, names)].join(" "));
    if (op === "block" || op === "loop" || op === "if" || op === "else") depth++;
  }
  return lines.join("\n") + ")\n";
}

function showImmediates(op: Opcode, immediates: readonly number[], names: readonly string[]): string[] {
  switch (OPCODES[op][1]) {
    case "memory":
      return immediates[0] ? [`offset=${immediates[0]}`] : [];
    case "memory lane":
      return [...(immediates[0] ? [`offset=${immediates[0]}`] : []), String(immediates[1])];
    case "unsigned":
      return op.startsWith("local.") ? [`$${names[immediates[0]!]}`] : immediates.map(String);
    case "f32":
      return [String(floatOf(immediates[0]!))];
    case "v128":
      return ["i32x4", ...immediates.map((w) => `0x${(w >>> 0).toString(16).padStart(8, "0")}`)];
    case "block":
      return [];
    default:
      return immediates.map(String);
  }
}

const scratch = new DataView(new ArrayBuffer(4));

/** The bit pattern of `value` as a float32. */
export function bitsOf(value: number): number {
  scratch.setFloat32(0, value);
  return scratch.getInt32(0);
}

function floatOf(bits: number): number {
  scratch.setInt32(0, bits);
  return scratch.getFloat32(0);
}
