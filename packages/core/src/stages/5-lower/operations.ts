/** How much arithmetic expressions hold. */
import type { Expr } from "../../ir/expr.ts";
import { walk } from "../../ir/expr.ts";

/** Floating-point operations in `values`, each counted once; index arithmetic is left out. */
export function operations(values: readonly Expr[]): number {
  let count = 0;
  walk(values, (e) => {
    if (e.kind === "op" && e.type === "f32") count++;
  });
  return count;
}
