/** The parts every schedule of a reduction is made of: start values, combining, loops, and folding lanes together. */
import type { ScalarType } from "../../ir/dtype.ts";
import type { Expr, Lanes } from "../../ir/expr.ts";
import { axisVar, bool, coefficient, constant, contains, extract, i32, op, splat, variable } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Reducer, Stage } from "../../ir/nest.ts";

const LOWEST: Readonly<Record<ScalarType, number>> = { f32: -Infinity, i32: -(2 ** 31), u32: 0, bool: 0 };
const HIGHEST: Readonly<Record<ScalarType, number>> = { f32: Infinity, i32: 2 ** 31 - 1, u32: 2 ** 32 - 1, bool: 1 };

interface ReducerRule {
  /** The value that changes nothing. */
  start(type: ScalarType): Expr;
  combine(a: Expr, b: Expr): Expr;
  /** For arg-reducers: whether a new value beats the best so far. */
  beats?(value: Expr, best: Expr): Expr;
}

const RULES: { readonly [R in Reducer]: ReducerRule } = {
  sum: { start: (t) => constant(0, t), combine: (a, b) => op("add", [a, b]) },
  prod: { start: (t) => constant(1, t), combine: (a, b) => op("mul", [a, b]) },
  max: { start: (t) => constant(LOWEST[t], t), combine: (a, b) => op("max", [a, b]) },
  min: { start: (t) => constant(HIGHEST[t], t), combine: (a, b) => op("min", [a, b]) },
  any: { start: () => bool(false), combine: (a, b) => op("or", [a, b]) },
  all: { start: () => bool(true), combine: (a, b) => op("and", [a, b]) },
  argmax: { start: (t) => constant(LOWEST[t], t), combine: (a) => a, beats: (v, best) => op("lt", [best, v]) },
  argmin: { start: (t) => constant(HIGHEST[t], t), combine: (a) => a, beats: (v, best) => op("lt", [v, best]) },
};

export function isArgReducer(r: Reducer): boolean {
  return RULES[r].beats !== undefined;
}

/** A reduction being accumulated: its variables, and the statements that take in one value. */
export interface Accumulator {
  readonly declare: readonly Stmt[];
  take(value: Expr, position: Expr): readonly Stmt[];
  /** The result so far, in as many lanes as it was declared with. */
  readonly result: Expr;
}

/** An accumulator called `name` for values of `type` in `lanes`. */
export function accumulator(reducer: Reducer, type: ScalarType, lanes: Lanes, name: string): Accumulator {
  const rule = RULES[reducer];
  const wide = (e: Expr): Expr => (lanes === 4 ? splat(e) : e);
  const best = variable(`${name}_best`, type, undefined, undefined, lanes);
  if (!rule.beats) {
    return {
      declare: [{ kind: "var", name: `${name}_best`, init: wide(rule.start(type)) }],
      take: (value) => [{ kind: "assign", name: `${name}_best`, value: rule.combine(best, wide(value)) }],
      result: best,
    };
  }
  const at = variable(`${name}_at`, "i32", undefined, undefined, lanes);
  return {
    declare: [
      { kind: "var", name: `${name}_best`, init: wide(rule.start(type)) },
      { kind: "var", name: `${name}_at`, init: wide(i32(0)) },
    ],
    take: (value, position) => {
      const wins = rule.beats!(wide(value), best);
      return [
        { kind: "assign", name: `${name}_at`, value: op("select", [wins, wide(position), at]) },
        { kind: "assign", name: `${name}_best`, value: op("select", [wins, wide(value), best]) },
      ];
    },
    result: at,
  };
}

/** Combines the four lanes of `e` into one scalar. Not for arg-reducers. */
export function foldLanes(reducer: Reducer, e: Expr): Expr {
  const { combine } = RULES[reducer];
  const [a, b, c, d] = [0, 1, 2, 3].map((l) => extract(e, l)) as [Expr, Expr, Expr, Expr];
  return combine(combine(a, b), combine(c, d));
}

/** `a` combined with `b`. */
export function combine(reducer: Reducer, a: Expr, b: Expr): Expr {
  return RULES[reducer].combine(a, b);
}

/** Loops over `axes`, outermost first, around `body`; the innermost may advance by `step`. */
export function loops(axes: readonly Axis[], body: readonly Stmt[], step = 1): readonly Stmt[] {
  return axes.reduceRight<readonly Stmt[]>(
    (inner, axis, i) => [
      {
        kind: "for",
        name: axis.name,
        begin: i32(0),
        end: i32(axis.size),
        step: i === axes.length - 1 ? step : 1,
        body: inner,
      },
    ],
    body,
  );
}

/** The position of a reduction's current point in row-major order: what arg-reducers report. */
export function position(stage: Stage): Expr {
  return stage.axes.reduce<Expr>((p, a) => op("add", [op("mul", [p, i32(a.size)]), axisVar(a)]), i32(0));
}

/** Whether the values of `stage` are neighbours in memory, four at a time. */
export function readsInFours({ axes, value }: Stage): boolean {
  const inner = axes.at(-1);
  return inner !== undefined && inner.size % 4 === 0 && readsNeighbours(value, inner.name);
}

/** Whether some load of `e` moves by one element when `axis` does. */
export function readsNeighbours(e: Expr, axis: string): boolean {
  return contains(e, (x) => x.kind === "load" && coefficient(x.index, axis) === 1);
}
