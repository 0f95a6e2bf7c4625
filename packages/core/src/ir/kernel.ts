/**
 * THE KERNEL LANGUAGE: a scheduled kernel, statement by statement, that each target prints almost word for word. Tiles, vectors
 * and unrolling have been decided; what is left is spelling.
 *
 * A kernel is run for the tasks 0 … tasks−1, in any order and in parallel. Three shapes, one per kind of target:
 *
 * | shape | target | how the body runs | names it may use |
 * |---|---|---|---|
 * | `range` | wasm | once per thread, for the tasks `begin ≤ t < end`: the body contains that loop itself | `begin`, `end` |
 * | `grid` | WGSL | once per invocation; workgroups of `workgroup` invocations, workgroup g has the task `task` = g; without cooperation (`workgroup` invocations each own a task) `task` is the invocation's own index, and invocations with task ≥ tasks do nothing | `task`, `local` (index in the workgroup, cooperative kernels only) |
 * | `fragment` | GLSL | once per fragment, which owns elements 4·task … 4·task+3 of every written buffer | `task` |
 */
import type { ScalarType } from "./dtype.ts";
import type { Expr, Lanes } from "./expr.ts";
import { printExpr } from "./print-expr.ts";
import type { Arg } from "./nest.ts";
import { showArgs } from "./loop.ts";

export type Stmt =
  /** An immutable name for `value`. */
  | { readonly kind: "let"; readonly name: string; readonly value: Expr }
  /** A mutable variable. It is read through `variable(name, type, …, lanes)`. */
  | { readonly kind: "var"; readonly name: string; readonly init: Expr }
  | { readonly kind: "assign"; readonly name: string; readonly value: Expr }
  /** Writes 1 or 4 neighbouring elements starting at `index`. A bool value is stored as 0 or 1. */
  | { readonly kind: "store"; readonly arg: number; readonly index: Expr; readonly value: Expr }
  | { readonly kind: "storeLocal"; readonly array: string; readonly index: Expr; readonly value: Expr }
  /** `for (name = begin; name < end; name += step)`. */
  | {
      readonly kind: "for";
      readonly name: string;
      readonly begin: Expr;
      readonly end: Expr;
      readonly step: number;
      readonly body: readonly Stmt[];
    }
  | { readonly kind: "if"; readonly condition: Expr; readonly then: readonly Stmt[]; readonly else?: readonly Stmt[] }
  /** All invocations of the workgroup reach this point, and see each other's local stores. `fragment`: a pass ends here, see `6-emit/glsl.ts`. */
  | { readonly kind: "barrier" };

/**
 * An array private to a thread (`range`) or an invocation (`grid`), shared by a workgroup that cooperates, or carried from one pass to
 * the next (`fragment`).
 */
export interface LocalArray {
  readonly name: string;
  readonly type: ScalarType;
  /** Elements. */
  readonly size: number;
}

export type KernelShape = "range" | "grid" | "fragment";

export interface Kernel {
  readonly name: string;
  readonly shape: KernelShape;
  readonly args: readonly Arg[];
  readonly tasks: number;
  /** Invocations per workgroup (`grid`), else 1. */
  readonly workgroup: number;
  /** Whether one workgroup works on one task together. Then `local` is defined and barriers are allowed. */
  readonly cooperative: boolean;
  readonly locals: readonly LocalArray[];
  readonly body: readonly Stmt[];
  /** How the kernel was scheduled, in words, for printing: `tile 6×8, pack k 256`. */
  readonly schedule: string;
  /** Floating-point operations and bytes moved, estimated: for balance, profiles and the board. */
  readonly flops: number;
  readonly bytes: number;
  /** Set where the schedule is one of several. */
  readonly choice?: Choice;
  /** Set in a kernel that comes from an earlier visit, whose `body` is empty: its text, and what the device printed it as. */
  readonly printed?: Printed;
}

/** The class of problems that a schedule was chosen for, and which one `Target.picks` named, if any. */
export interface Choice {
  readonly problem: string;
  readonly picked?: string;
}

/** All that is left to know of a kernel once it is printed. `code` is what `Device.code` gave. */
export interface Printed {
  readonly text: string;
  readonly code: unknown;
}

/** What a schedule decides of a kernel: the rest follows from the nest. */
export type KernelBody = Omit<Kernel, "name" | "shape" | "args" | "bytes">;

/** The expressions that `s` itself evaluates, not those of the statements inside it. */
export function expressionsOf(s: Stmt): readonly Expr[] {
  switch (s.kind) {
    case "let":
    case "assign":
      return [s.value];
    case "var":
      return [s.init];
    case "store":
    case "storeLocal":
      return [s.index, s.value];
    case "for":
      return [s.begin, s.end];
    case "if":
      return [s.condition];
    case "barrier":
      return [];
  }
}

/** `s` with its own expressions mapped; the statements inside it stay as they are. */
export function withExpressions(s: Stmt, f: (e: Expr) => Expr): Stmt {
  switch (s.kind) {
    case "let":
    case "assign":
      return { ...s, value: f(s.value) };
    case "var":
      return { ...s, init: f(s.init) };
    case "store":
    case "storeLocal":
      return { ...s, index: f(s.index), value: f(s.value) };
    case "for":
      return { ...s, begin: f(s.begin), end: f(s.end) };
    case "if":
      return { ...s, condition: f(s.condition) };
    case "barrier":
      return s;
  }
}

/** The blocks inside `s`: a loop's body, the branches of an `if`. */
export function blocksOf(s: Stmt): readonly (readonly Stmt[])[] {
  if (s.kind === "for") return [s.body];
  if (s.kind === "if") return s.else ? [s.then, s.else] : [s.then];
  return [];
}

/** `s` with the blocks inside it mapped; its own expressions stay as they are. */
export function withBlocks(s: Stmt, f: (body: readonly Stmt[]) => readonly Stmt[]): Stmt {
  if (s.kind === "for") return { ...s, body: f(s.body) };
  if (s.kind === "if") return { ...s, then: f(s.then), ...(s.else ? { else: f(s.else) } : {}) };
  return s;
}

/** Calls `visit` for every statement of `body` in the order of the text: a statement before those inside it. */
export function walkStatements(body: readonly Stmt[], visit: (s: Stmt) => void): void {
  for (const s of body) {
    visit(s);
    for (const block of blocksOf(s)) walkStatements(block, visit);
  }
}

/** `body` with every expression in it mapped. */
export function mapBody(body: readonly Stmt[], f: (e: Expr) => Expr): Stmt[] {
  return body.map((s) => withBlocks(withExpressions(s, f), (block) => mapBody(block, f)));
}

/** The shape of a value a statement makes, for printers. */
export function typeName(type: ScalarType, lanes: Lanes): string {
  return lanes === 4 ? `${type}x4` : type;
}

/** The kernel as text, for goldens and as its identity: equal text is the same kernel. */
export function printKernel(kernel: Kernel): string {
  let text = kernel.printed?.text ?? texts.get(kernel);
  if (text === undefined) {
    text = [`${kernel.shape} ${kernel.name}(${showArgs(kernel.args)})`, ...printBody(kernel)].join("\n") + "\n";
    texts.set(kernel, text);
  }
  return text;
}
/** Printed once: devices look their kernels up by it. */
const texts = new WeakMap<Kernel, string>();

/** The lines of a kernel after its first. */
export function printBody(kernel: KernelBody): string[] {
  const group =
    kernel.workgroup > 1 ? `  workgroup ${kernel.workgroup}${kernel.cooperative ? " cooperative" : ""}` : "";
  const lines = [`tasks ${kernel.tasks}${group}${kernel.schedule ? `  # ${kernel.schedule}` : ""}`];
  for (const l of kernel.locals) lines.push(`local ${l.name}: ${l.type}[${l.size}]`);
  const print = (body: readonly Stmt[], indent: string): void => {
    for (const s of body) {
      switch (s.kind) {
        case "let":
          lines.push(`${indent}${s.name}: ${typeName(s.value.type, s.value.lanes)} = ${printExpr(s.value)}`);
          break;
        case "var":
          lines.push(`${indent}var ${s.name}: ${typeName(s.init.type, s.init.lanes)} = ${printExpr(s.init)}`);
          break;
        case "assign":
          lines.push(`${indent}${s.name} = ${printExpr(s.value)}`);
          break;
        case "store":
          lines.push(`${indent}$${s.arg}[${printExpr(s.index)}] = ${printExpr(s.value)}`);
          break;
        case "storeLocal":
          lines.push(`${indent}${s.array}[${printExpr(s.index)}] = ${printExpr(s.value)}`);
          break;
        case "barrier":
          lines.push(`${indent}barrier`);
          break;
        case "for":
          lines.push(`${indent}for ${s.name} = ${printExpr(s.begin)} .. ${printExpr(s.end)} step ${s.step}`);
          print(s.body, `${indent}  `);
          break;
        case "if":
          lines.push(`${indent}if ${printExpr(s.condition)}`);
          print(s.then, `${indent}  `);
          if (s.else) {
            lines.push(`${indent}else`);
            print(s.else, `${indent}  `);
          }
      }
    }
  };
  print(kernel.body, "  ");
  return lines;
}
