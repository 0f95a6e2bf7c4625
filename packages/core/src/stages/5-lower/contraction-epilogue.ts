/** What is done with a contraction's sums: the nest's stores, four columns at a time. */
import type { Const, Expr } from "../../ir/expr.ts";
import {
  coefficient,
  extract,
  freeVars,
  i32,
  localLoad,
  op,
  rewriter,
  splat,
  substitute,
  variable,
} from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import { add, sub, times, index, define, loop } from "./contraction-statements.ts";
import { decode } from "./coalesce.ts";
import { vectorizeSafely } from "./contraction-vectors.ts";
import type { Plan } from "./contraction-shape.ts";

/** After the last block of k: every row of the task, four columns at a time. */
export function finalEpilogue(c: Plan): Stmt[] {
  const m0 = index("m0", c.M - 1);
  const n0 = index("n0", c.N - 1);
  const sumAt = (er: Expr, en: Expr): Expr => add(times(sub(er, m0), c.strideC), sub(en, n0));
  return [loop("er", m0, index("m1", c.M), 1, [loop("en", n0, index("n1", c.N), 4, epilogue(c, sumAt))])];
}

/** The nest's stores at row `er` and columns `en` … `en`+3, as far as there are so many. All values are made before any is stored. */
export function epilogue(c: Plan, sumAt: (er: Expr, en: Expr) => Expr): Stmt[] {
  const er = index("er", c.M - 1);
  const en = index("en", c.N - 1);
  const stage = c.nest.stages[0]!.name;
  const type = c.a.type;
  const whole = variable("whole", type, undefined, undefined, 4);
  const out: Stmt[] = [define("whole", localLoad("sums", type, sumAt(er, en), 4))];
  const inner = c.nAxes.at(-1);
  const rows = decode(c.mAxes, er);
  const lane = (e: Expr, l: number): Expr =>
    substitute(e, new Map([...rows, ...decode(c.nAxes, add(en, i32(l))), [stage, extract(whole, l)]]));
  const scalars = (l: number): Stmt[] => [
    ...c.nest.stores.map((s, i) => define(`e${i}_${l}`, lane(s.value, l))),
    ...c.nest.stores.map((s, i): Stmt => ({
      kind: "store",
      arg: s.arg,
      index: lane(s.index, l),
      value: variable(`e${i}_${l}`, s.value.type),
    })),
  ];
  const tail = [0, 1, 2, 3].flatMap((l): Stmt[] =>
    l === 0 ? scalars(0) : [{ kind: "if", condition: op("lt", [add(en, i32(l)), i32(c.N)]), then: scalars(l) }],
  );
  const canVector =
    inner !== undefined &&
    c.N >= 4 &&
    (c.nAxes.length === 1 || inner.size % 4 === 0) &&
    c.nest.stores.every((s) => freeVars(s.index).has(inner.name));
  if (!canVector) return [...out, ...tail];

  const by = decode(c.nAxes, en);
  const ni = variable("ni", "i32", 0, inner.size - 1);
  // a stand-in for the sums that moves with the column, so that it becomes a vector with the rest
  const standIn = localLoad("whole", type, ni);
  const names: Stmt[] = [define("ni", by.get(inner.name)!)];
  const place = new Map<string, Expr>([...rows, ...by, [inner.name, ni], [stage, standIn]]);
  const named = rewriter((x) => {
    if (x.kind !== "local" || x.array !== "whole") return undefined;
    // what has no vector form, such as a division of integers, asks for its lanes one by one
    return x.lanes === 4 ? whole : extract(whole, (sub(x.index, ni) as Const).value);
  });
  const stores = c.nest.stores.map((s) => ({
    ...s,
    index: substitute(s.index, place),
    value: named(splat(vectorizeSafely(substitute(s.value, place), "ni", c.nest.args))),
  }));
  const vectors: Stmt[] = [
    ...stores.map((s, i) => define(`e${i}`, s.value)),
    ...stores.flatMap((s, i): Stmt[] => {
      const value = variable(`e${i}`, s.value.type, undefined, undefined, 4);
      if (coefficient(s.index, "ni") === 1) return [{ kind: "store", arg: s.arg, index: s.index, value }];
      const at = (l: number): Expr => substitute(s.index, new Map([["ni", add(ni, i32(l))]]));
      return [0, 1, 2, 3].map((l) => ({ kind: "store", arg: s.arg, index: at(l), value: extract(value, l) }));
    }),
  ];
  const full = [...names, ...vectors];
  if (c.N % 4 === 0) return [...out, ...full];
  return [...out, { kind: "if", condition: op("le", [add(en, i32(4)), i32(c.N)]), then: full, else: tail }];
}
