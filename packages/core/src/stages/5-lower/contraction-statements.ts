/** Short names for the expressions and statements that schedules are written with. */
import type { Expr } from "../../ir/expr.ts";
import { i32, op, variable } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Target } from "../../ir/target.ts";

export function add(...xs: readonly Expr[]): Expr {
  return xs.reduce((p, x) => op("add", [p, x]));
}

export function sub(a: Expr, b: Expr): Expr {
  return op("sub", [a, b]);
}

export function times(a: Expr, c: number): Expr {
  return op("mul", [a, i32(c)]);
}

export function least(a: Expr, b: Expr): Expr {
  return op("min", [a, b]);
}

/** An index called `name`, from 0 to `max`. */
export function index(name: string, max: number): Expr {
  return variable(name, "i32", 0, Math.max(0, max));
}

export function define(name: string, value: Expr): Stmt {
  return { kind: "let", name, value };
}

export function loop(name: string, begin: Expr, end: Expr, step: number, body: readonly Stmt[]): Stmt {
  return { kind: "for", name, begin, end, step, body };
}

/** `a · b + c`, in one rounding where the target has that. */
export function multiplyAdd(a: Expr, b: Expr, c: Expr, target: Target): Expr {
  if (a.type === "f32" && target.native.has("fma")) return op("fma", [a, b, c]);
  return op("add", [c, op("mul", [a, b])]);
}

/** `body` where `index < size`; as it is where that always holds. */
export function within(index: Expr, size: number, body: readonly Stmt[]): readonly Stmt[] {
  const condition = op("lt", [index, i32(size)]);
  return condition.kind === "const" ? (condition.value ? body : []) : [{ kind: "if", condition, then: body }];
}
