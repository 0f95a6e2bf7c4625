/** Factors of 0: shader compilers take such a product for 0, but NaN · 0 and ∞ · 0 are NaN. */
import type { Expr, Op, ScalarOp } from "../../ir/expr.ts";

const PRODUCTS: ReadonlySet<ScalarOp> = new Set(["mul", "div", "fma"]);

/** Whether argument `a` of `e` is a constant that its compiler must not see. */
export function isZeroFactor(e: Op, a: Expr): boolean {
  const value = a.kind === "splat" ? a.value : a;
  return PRODUCTS.has(e.op) && value.kind === "const" && value.type === "f32" && value.value === 0;
}
