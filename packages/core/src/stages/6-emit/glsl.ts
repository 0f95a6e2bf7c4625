/**
 * KERNEL → GLSL ES 3.00: prints a scheduled `fragment` kernel as fragment shaders, one per pass. Buffers are textures (see
 * `ir/texture.ts`); a fragment computes one texel of every buffer its pass writes.
 *
 * A `barrier` at the top level of the body ends a pass. Local arrays carry values from pass to pass, and are texture arrays of P
 * layers: the pass that fills one has size / 4P tasks, and its task t owns the elements 4Pt … 4Pt+4P−1, one texel of each layer. In
 * every pass `task` is the pass's own task.
 *
 * An argument that loops move is read from where it starts in this turn. One that is written is drawn into the rows of the
 * whole texture that hold it; fragments before and after it are discarded. The turn of loop d is the uniform `turnd`.
 */
import type { DeviceDType, ScalarType } from "../../ir/dtype.ts";
import { DTYPES } from "../../ir/dtype.ts";
import type { Const, Expr, Load, LocalLoad } from "../../ir/expr.ts";
import { linear, rewriter } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import type { Window } from "../../ir/loop.ts";
import { isAligned, loopDepth, showWindow, startText } from "../../ir/loop.ts";
import { walkStatements } from "../../ir/kernel.ts";
import type { Scratch } from "./glsl-fetch.ts";
import { fourText, SAMPLERS, storedType, texelOfBuffer, texelOfScratch } from "./glsl-fetch.ts";
import { name } from "./glsl-names.ts";
import { isZeroFactor } from "./zero-factor.ts";
import { COMPONENTS, glslFloat, glslType, OPERATIONS } from "./glsl-operations.ts";
import { passesOf } from "./glsl-passes.ts";
import type { Extent } from "../../ir/texture.ts";
import { bufferExtent, extentOf } from "../../ir/texture.ts";
import { Alignment } from "./wgsl-alignment.ts";

/** A texture a pass reads or writes: that of an argument, or a layer of a local array. */
export type TextureRef =
  | { readonly kind: "arg"; readonly arg: number }
  | { readonly kind: "local"; readonly local: number; readonly layer: number };

/** One draw: `viewport` is filled with fragments. */
export interface GlslPass {
  readonly fragment: string;
  /** What the samplers `s0`, `s1` … read (`layer` 0 stands for all layers). */
  readonly samplers: readonly TextureRef[];
  /** What the outputs `out0`, `out1` … write. */
  readonly targets: readonly TextureRef[];
  readonly viewport: Extent;
  /** Where in `viewport`, which then is the whole texture, the fragments of a turn lie: `texels` of them from the start of `window` on. */
  readonly moves?: { readonly window: Window; readonly texels: number };
}

export interface GlslKernel {
  readonly passes: readonly GlslPass[];
  readonly scratch: readonly Scratch[];
}

/** The shaders that run `kernel`. Throws for a kernel of another shape, or one that stores what its fragments do not own. */
export function emitGlsl(kernel: Kernel): GlslKernel {
  if (kernel.shape !== "fragment")
    throw new Error(
      `emitGlsl: kernel ${kernel.name} has shape ${kernel.shape}; GLSL runs fragment kernels. Schedule it for a webgl2 target.`,
    );
  const scratch = new Map<string, Scratch>();
  const passes = passesOf(kernel.body).map((body) => new PassPrinter(kernel, body, scratch).print());
  return { passes, scratch: kernel.locals.map((l) => scratch.get(l.name)!) };
}

/** The state of printing one pass. */
class PassPrinter {
  private readonly kernel: Kernel;
  private readonly body: readonly Stmt[];
  private readonly scratch: Map<string, Scratch>;
  private readonly alignment: Alignment;
  private readonly lines: string[] = [];
  private readonly samplers: { readonly ref: TextureRef; readonly type: ScalarType }[] = [];
  private readonly targets: { readonly ref: TextureRef; readonly type: ScalarType }[] = [];
  private readonly helpers = new Map<string, string>();
  private readonly letValues = new Map<string, Expr>();
  private tasks = 0;
  private usesZero = false;
  private indent = "  ";

  constructor(kernel: Kernel, body: readonly Stmt[], scratch: Map<string, Scratch>) {
    this.kernel = kernel;
    this.body = body;
    this.scratch = scratch;
    this.alignment = new Alignment(body);
  }

  print(): GlslPass {
    this.nameTargets(this.body);
    const { kernel, tasks } = this;
    const window = this.movedTarget();
    const viewport = window ? bufferExtent(window.buffer) : extentOf(tasks);
    const guarded = !window && viewport.width * viewport.height > tasks;
    if (guarded) this.indent += "  ";
    this.block(this.body);
    const head = [
      "#version 300 es",
      `// ${kernel.name}${kernel.schedule ? `: ${kernel.schedule}` : ""}`,
      "precision highp float;",
      "precision highp int;",
      ...this.samplers.map(
        (s, i) => `uniform highp ${SAMPLERS[s.type]}${s.ref.kind === "local" ? "Array" : ""} s${i};`,
      ),
      ...(this.usesZero ? ["uniform uint zero;"] : []),
      ...Array.from({ length: loopDepth(kernel.args) }, (_, d) => `uniform highp int turn${d};`),
      ...this.targets.map((t, i) => `layout(location = ${i}) out ${glslType(t.type, 4)} out${i};`),
      ...this.helpers.values(),
      "void main() {",
      `  int task = int(gl_FragCoord.x)${viewport.height > 1 ? ` + (int(gl_FragCoord.y) << ${Math.log2(viewport.width)})` : ""};`,
      ...(guarded ? [`  if (task < ${tasks}) {`] : []),
      ...(window
        ? [`  task -= ${startText(window, 4, turnName)};`, `  if (task < 0 || task >= ${tasks}) discard;`]
        : []),
    ];
    return {
      fragment: [...head, ...this.lines, ...(guarded ? ["  }"] : []), "}", ""].join("\n"),
      samplers: this.samplers.map((s) => s.ref),
      targets: this.targets.map((t) => t.ref),
      viewport,
      ...(window ? { moves: { window, texels: tasks } } : {}),
    };
  }

  /** The window that the pass writes, one for all its targets. */
  private movedTarget(): Window | undefined {
    const windows = this.targets.map(({ ref }) => (ref.kind === "arg" ? this.kernel.args[ref.arg]!.window : undefined));
    if (new Set(windows.map((w) => w && showWindow(w))).size > 1 || windows.some((w) => w && !isAligned(w)))
      throw new Error(
        `emitGlsl: kernel ${this.kernel.name} writes slices that do not start at one texel. Give them whole texels, and stacks a kernel of their own.`,
      );
    return windows[0];
  }

  // ---- targets ----------------------------------------------------------------------------------------------------------

  /** Finds what the pass writes, how many tasks it has, and checks that every fragment writes its own texel. */
  private nameTargets(body: readonly Stmt[]): void {
    walkStatements(body, (s) => {
      if (s.kind === "let") this.letValues.set(s.name, s.value);
      if (s.kind === "store") {
        this.owned(s.index, 4, s.value.lanes);
        const { size } = this.kernel.args[s.arg]!;
        this.target({ kind: "arg", arg: s.arg }, storedType(s.value.type), Math.ceil(size / 4));
      }
      if (s.kind === "storeLocal") {
        const local = this.kernel.locals.findIndex((l) => l.name === s.array);
        const { type, size } = this.kernel.locals[local]!;
        const at = this.owned(s.index, undefined, s.value.lanes);
        const tasks = size / at.stride;
        const layers = at.stride / 4;
        this.target({ kind: "local", local, layer: at.offset >> 2 }, storedType(type), tasks);
        if (!this.scratch.has(s.array)) this.scratch.set(s.array, { ...extentOf(tasks), dtype: dtypeOf(type), layers });
      }
    });
  }

  private target(ref: TextureRef, type: ScalarType, tasks: number): void {
    if (this.tasks !== 0 && this.tasks !== tasks)
      throw new Error(
        `emitGlsl: kernel ${this.kernel.name} writes ${this.tasks} and ${tasks} texels in one pass. Give all its outputs one size.`,
      );
    this.tasks = tasks;
    if (this.targetIndex(ref) < 0) this.targets.push({ ref, type });
  }

  private targetIndex(ref: TextureRef): number {
    return this.targets.findIndex((t) => sameRef(t.ref, ref));
  }

  /** The store's index as `stride`·task + `offset`. */
  private owned(index: Expr, stride: number | undefined, lanes: number): { stride: number; offset: number } {
    const { terms, constant } = linear(this.unfold(index));
    const [only] = terms;
    const found =
      terms.size === 0
        ? (stride ?? 4)
        : terms.size === 1 && only![0].kind === "var" && only![0].name === "task"
          ? only![1]
          : 0;
    const fits =
      found > 0 && found % 4 === 0 && (stride === undefined || found === stride) && constant >= 0 && constant < found;
    if (!fits || (lanes === 4 && constant % 4 !== 0))
      throw new Error(
        `emitGlsl: kernel ${this.kernel.name} stores what its fragments do not own. Store elements 4·task … 4·task+3.`,
      );
    return { stride: found, offset: constant };
  }

  /** `e` with the names that statements gave replaced by their values. */
  private unfold(e: Expr): Expr {
    const go: (x: Expr) => Expr = rewriter((x) => {
      const value = x.kind === "var" ? this.letValues.get(x.name) : undefined;
      return value && go(value);
    });
    return go(e);
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
        return this.declare(s.name, s.value);
      case "var":
        return this.declare(s.name, s.init);
      case "assign":
        return this.line(`${name(s.name)} = ${this.expression(s.value)};`);
      case "store":
        return this.store({ kind: "arg", arg: s.arg }, this.owned(s.index, 4, s.value.lanes).offset, s.value);
      case "storeLocal": {
        const local = this.kernel.locals.findIndex((l) => l.name === s.array);
        const { offset } = this.owned(s.index, undefined, s.value.lanes);
        return this.store({ kind: "local", local, layer: offset >> 2 }, offset & 3, s.value);
      }
      case "for": {
        const v = name(s.name);
        const step = s.step === 1 ? `${v}++` : `${v} += ${s.step}`;
        this.line(`for (int ${v} = ${this.expression(s.begin)}; ${v} < ${this.expression(s.end)}; ${step}) {`);
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
      case "barrier":
        throw new Error(
          `emitGlsl: kernel ${this.kernel.name} has a barrier inside a block. Only the top level of a fragment kernel can be cut.`,
        );
    }
  }

  private declare(n: string, value: Expr): void {
    this.line(`${glslType(value.type, value.lanes)} ${name(n)} = ${this.expression(value)};`);
  }

  private store(ref: TextureRef, component: number, value: Expr): void {
    const stored =
      value.type === "bool" ? `${glslType("i32", value.lanes)}(${this.expression(value)})` : this.expression(value);
    const place = `out${this.targetIndex(ref)}`;
    this.line(`${place}${value.lanes === 4 ? "" : `.${COMPONENTS[component]}`} = ${stored};`);
  }

  // ---- memory -----------------------------------------------------------------------------------------------------------

  private sampler(ref: TextureRef, type: ScalarType): string {
    let i = this.samplers.findIndex((s) => sameRef(s.ref, ref));
    if (i < 0) i = this.samplers.push({ ref, type }) - 1;
    return `s${i}`;
  }

  private load(e: Load): string {
    const stored = storedType(e.type);
    const { size, window } = this.kernel.args[e.arg]!;
    const moved = window && isAligned(window) ? startText(window, 4, turnName) : "";
    const start = window && !isAligned(window) ? startText(window, 1, turnName) : "";
    const value = this.read(
      this.sampler({ kind: "arg", arg: e.arg }, stored),
      e,
      (s) => texelOfBuffer(s, stored, window?.buffer ?? size, moved),
      start,
    );
    const read = e.type === "bool" ? notZero(value, e.lanes) : value;
    if (!e.mask) return read;
    // WebGL keeps fetches outside a texture safe: what they give does not count
    const zero = `${glslType(e.type, e.lanes)}(${e.type === "bool" ? "false" : "0"})`;
    return OPERATIONS.select!(
      [this.condition(e.mask, e.lanes), read, zero],
      { ...e, kind: "op", op: "select", args: [] },
      this.need,
    );
  }

  private condition(mask: Expr, lanes: number): string {
    const text = this.expression(mask);
    return lanes === 4 && mask.lanes === 1 ? `bvec4(${text})` : text;
  }

  private localLoad(e: LocalLoad): string {
    const local = this.kernel.locals.findIndex((l) => l.name === e.array);
    const stored = storedType(e.type);
    const scratch = this.scratch.get(e.array);
    if (!scratch) throw new Error(`emitGlsl: kernel ${this.kernel.name} reads ${e.array} before a pass has filled it.`);
    const value = this.read(this.sampler({ kind: "local", local, layer: 0 }, stored), e, (s) =>
      texelOfScratch(s, stored, scratch),
    );
    return e.type === "bool" ? notZero(value, e.lanes) : value;
  }

  /**
   * Elements from `e.index` on; `texel` defines the function that fetches a texel by number. `start`, if any, is added to the index: texels
   * and elements then do not match.
   */
  private read(s: string, e: Load | LocalLoad, texel: (s: string) => string, start = ""): string {
    this.need(`texel_${s}`, () => texel(s));
    const vector = glslType(storedType(e.type), 4);
    const at = e.index;
    const plus = start ? ` + ${start}` : "";
    if (e.lanes === 4) {
      if (!start && this.alignment.of(at) % 4 === 0) return `texel_${s}(${this.quarter(at)})`;
      this.need(`four_${s}`, () => fourText(s, vector));
      return `four_${s}(${this.expression(at)}${plus})`;
    }
    const component = start ? undefined : this.component(at);
    if (component !== undefined) return `texel_${s}(${this.quarter(at)}).${COMPONENTS[component]}`;
    const scalar = glslType(storedType(e.type), 1);
    this.need(`element_${s}`, () => `${scalar} element_${s}(int i) { return texel_${s}(i >> 2)[i & 3]; }`);
    return `element_${s}(${this.expression(at)}${plus})`;
  }

  /** The texel of element `index`. */
  private quarter(index: Expr): string {
    if (index.kind === "const") return String(index.value >> 2);
    const [rest, last] = index.kind === "op" && index.op === "add" ? index.args : [];
    // neighbours on other rows then share what is left of the index
    if (last?.kind === "const") return `(${this.expression(rest!)} >> 2) + ${last.value >> 2}`;
    return `${this.expression(index)} >> 2`;
  }

  /** Which component of its texel element `index` is, where that does not change. */
  private component(index: Expr): number | undefined {
    if (index.kind === "const") return index.value & 3;
    if (this.alignment.of(index) % 4 === 0) return 0;
    if (index.kind !== "op" || index.op !== "add") return undefined;
    const [rest, last] = index.args as [Expr, Expr];
    return last.kind === "const" && this.alignment.of(rest) % 4 === 0 ? last.value & 3 : undefined;
  }

  // ---- expressions ------------------------------------------------------------------------------------------------------

  private readonly need = (helper: string, text: () => string): string => {
    if (!this.helpers.has(helper)) this.helpers.set(helper, text());
    return helper;
  };

  private expression(e: Expr): string {
    switch (e.kind) {
      case "const":
        return this.constant(e);
      case "var":
        return name(e.name);
      case "load":
        return this.load(e);
      case "local":
        return this.localLoad(e);
      case "splat":
        return `${glslType(e.type, 4)}(${this.expression(e.value)})`;
      case "vec":
        return `${glslType(e.type, 4)}(${e.args.map((a) => this.expression(a)).join(", ")})`;
      case "extract":
        return `${this.expression(e.value)}.${COMPONENTS[e.lane]}`;
      case "op": {
        const spelling = OPERATIONS[e.op];
        if (!spelling)
          throw new Error(`emitGlsl: GLSL has no ${e.op} (kernel ${this.kernel.name}). Schedule it without.`);
        const args = e.args.map((a) => (isZeroFactor(e, a) ? this.opaqueFactor(a) : this.expression(a)));
        return spelling(args, e, this.need);
      }
    }
  }

  private constant(e: Const): string {
    switch (e.type) {
      case "bool":
        return e.value ? "true" : "false";
      case "u32":
        return `${e.value}u`;
      case "i32":
        return e.value === -(2 ** 31) ? "int(0x80000000u)" : e.value < 0 ? `(${e.value})` : String(e.value);
      case "f32":
        if (
          Number.isFinite(e.value) &&
          (e.value === 0 ? !Object.is(e.value, -0) : Math.abs(e.value) >= SMALLEST_NORMAL)
        )
          return glslFloat(e.value);
        return this.opaque(e.value);
    }
  }

  private opaqueFactor(e: Expr): string {
    const value = (e.kind === "splat" ? e.value : e) as Const;
    return e.lanes === 4 ? `vec4(${this.opaque(value.value)})` : this.opaque(value.value);
  }

  /** A constant that no compiler sees through: NaN, infinities, −0 and subnormals are not safe with all of them. */
  private opaque(value: number): string {
    this.usesZero = true;
    const bits = new Uint32Array(new Float32Array([value]).buffer)[0]!;
    return `uintBitsToFloat(0x${bits.toString(16)}u | zero)`;
  }
}

const turnName = (d: number): string => `turn${d}`;

const SMALLEST_NORMAL = 2 ** -126;

function dtypeOf(type: ScalarType): DeviceDType {
  return (Object.keys(DTYPES) as DeviceDType[]).find((d) => DTYPES[d].device === d && DTYPES[d].scalar === type)!;
}

function sameRef(p: TextureRef, q: TextureRef): boolean {
  if (p.kind === "arg") return q.kind === "arg" && p.arg === q.arg;
  return q.kind === "local" && p.local === q.local && p.layer === q.layer;
}

function notZero(text: string, lanes: number): string {
  return lanes === 4 ? `notEqual(${text}, ivec4(0))` : `(${text} != 0)`;
}
