/** What a row's kernel stores for one row: what there is once of it, and what lies along it. */
import { vectorizeAligned } from "../../ir/aligned.ts";
import type { Expr } from "../../ir/expr.ts";
import { i32, splat } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Store } from "../../ir/nest.ts";
import { loop, times } from "./contraction-statements.ts";

/** How several invocations share a row: the number of this one, and of them all. */
interface Share {
  readonly slice: Expr;
  readonly slices: number;
}

/** `along` is one loop for all stores of the row: what one of them replaces another may read. */
export function rowStores(
  stores: readonly Store[],
  { slice, slices }: Share = { slice: i32(0), slices: 1 },
): { readonly once: readonly Stmt[]; readonly along: readonly Stmt[] } {
  const axis = stores.flatMap((s) => s.axes)[0];
  const once = stores.filter((s) => s.axes.length === 0).map((s) => storeOf(s, s.value));
  if (!axis) return { once, along: [] };
  const lanes = axis.size % 4 === 0 ? 4 : 1;
  const each = stores
    .filter((s) => s.axes.length > 0)
    .map((s) => storeOf(s, lanes === 4 ? splat(vectorizeAligned(s.value, axis.name)) : s.value));
  return { once, along: [loop(axis.name, times(slice, lanes), i32(axis.size), slices * lanes, each)] };
}

function storeOf({ arg, index }: Store, value: Expr): Stmt {
  return { kind: "store", arg, index, value };
}
