/** Four neighbours of an operand at once: where that is one load, and what it takes at the edges. */
import type { Expr } from "../../ir/expr.ts";
import {
  coefficient,
  constant,
  freeVars,
  i32,
  load,
  op,
  rewriter,
  substitute,
  variable,
  vec,
  vectorize,
  contains,
  walk,
} from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Arg, Axis } from "../../ir/nest.ts";
import { add, least, define } from "./contraction-statements.ts";
import { decode } from "./coalesce.ts";

/** Elements past either end of a buffer that a `range` target lets a load touch. */
const SLACK = 8192;

/** Whether every load of `e` that moves with `name` moves by one element. */
export function readsAlong(e: Expr, name: string): boolean {
  let moves = false;
  let smooth = true;
  walk([e], (x) => {
    if (x.kind !== "load" || !freeVars(x.index).has(name)) return;
    moves = true;
    if (coefficient(x.index, name) !== 1) smooth = false;
  });
  return moves && smooth;
}

/** Masked loads whose index stays near the buffer whatever the mask says are read anyway and cleared: that can be done for four lanes at once. */
export function vectorizeSafely(e: Expr, name: string, args: readonly Arg[]): Expr {
  const eager = rewriter((x) => {
    if (
      x.kind !== "load" ||
      !x.mask ||
      x.type === "bool" ||
      !freeVars(x.mask).has(name) ||
      coefficient(x.index, name) !== 1
    )
      return undefined;
    if (x.index.min < -SLACK || x.index.max > args[x.arg]!.size + SLACK) return undefined;
    return op("select", [x.mask, load(x.arg, x.type, x.index), constant(0, x.type)]);
  });
  return vectorize(eager(e), name);
}

/**
 * `e` at columns (or rows) base … base+3 of the flat index over `axes`: as one vector where the innermost axis allows it.
 * `names` makes statements that must precede the use.
 */
export function fourAlong(
  e: Expr,
  axes: readonly Axis[],
  base: Expr,
  name: string,
  total: number,
  args: readonly Arg[],
  names: Stmt[],
): Expr {
  const innerAxis = axes.at(-1);
  if (!innerAxis || !axes.some((x) => freeVars(e).has(x.name))) return e;
  if (axes.length === 1 || innerAxis.size % 4 === 0) {
    const v = variable(name, "i32", 0, innerAxis.size - 1);
    const start = total % 4 === 0 ? least(base, i32(total - 4)) : base;
    const by = decode(axes, start);
    names.push(define(name, by.get(innerAxis.name)!));
    const wide = vectorizeSafely(substitute(e, new Map([...by, [innerAxis.name, v]])), name, args);
    if (total % 4 === 0 || !gathers(wide)) return wide;
    names.pop();
  }
  const last = i32(total - 1);
  return vec([0, 1, 2, 3].map((l) => substitute(e, decode(axes, least(add(base, i32(l)), last)))));
}

/** Whether a vector is put together from four loads, each of which has an address of its own. */
function gathers(e: Expr): boolean {
  return contains(e, (x) => x.kind === "vec" && x.args.some((l) => l.kind !== "const"));
}
