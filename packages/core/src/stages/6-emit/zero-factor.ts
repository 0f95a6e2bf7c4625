/** Factors of 0: shader compilers take such a product for 0, but NaN · 0 and ∞ · 0 are NaN. */
import type { Expr, Op, ScalarOp } from "../../ir/expr.ts";

const PRODUCTS: ReadonlySet<ScalarOp> = new Set(["mul", "div", "fma"]);

/** Whether argument `a` of `e` is a constant that its compiler must not see. */
export function isZeroFactor(e: Op, a: Expr): boolean {
  return PRODUCTS.has(e.op) && a.type === "f32" && isZero(a);
}

/** Whether `e` is the constant 0, or four of it. */
export function isZero(e: Expr): boolean {
  return e.kind === "splat" ? isZero(e.value) : e.kind === "const" && e.value === 0;
}
