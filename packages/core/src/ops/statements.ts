/** Short names for building the statements of routines. */
import type { Expr, Lanes } from "../ir/expr.ts";
import { i32, variable } from "../ir/expr.ts";
import type { Stmt } from "../ir/kernel.ts";
import type { Operand } from "./scalar.ts";

const int = (e: Operand): Expr => (typeof e === "number" ? i32(e) : e);

/** An index variable from 0 (or `first`) to `last`. */
export const index = (name: string, last: number, first = 0): Expr =>
  variable(name, "i32", first, Math.max(first, last));

/** A float variable. */
export const float = (name: string, lanes: Lanes = 1): Expr => variable(name, "f32", undefined, undefined, lanes);

export const define = (name: string, value: Expr): Stmt => ({ kind: "let", name, value });
export const declare = (name: string, init: Expr): Stmt => ({ kind: "var", name, init });
export const assign = (name: string, value: Expr): Stmt => ({ kind: "assign", name, value });
export const storeLocal = (array: string, at: Operand, value: Expr): Stmt => ({
  kind: "storeLocal",
  array,
  index: int(at),
  value,
});

export function loop(name: string, begin: Operand, end: Operand, step: number, body: readonly Stmt[]): Stmt {
  return { kind: "for", name, begin: int(begin), end: int(end), step, body };
}

/** `body` where `condition` holds; without a question where it always does. */
export function when(condition: Expr, body: readonly Stmt[]): Stmt[] {
  return condition.kind === "const" && condition.value ? [...body] : [{ kind: "if", condition, then: body }];
}

export function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
