/** Merges neighbouring axes of a nest wherever every index still is as simple: an elementwise kernel becomes one loop. */
import type { Expr } from "../../ir/expr.ts";
import { i32, op, substitute, variable, walk } from "../../ir/expr.ts";
import type { Axis, Nest, Stage, Store } from "../../ir/nest.ts";

/** `nest` with as few axes as its accesses allow, those of size 1 dropped. Not for contractions, whose axes have roles, nor routines. */
export function coalesce(nest: Nest): Nest {
  if (nest.class === "contraction" || nest.class === "routine") return nest;
  let out: Nest = { ...nest, axes: nest.axes.filter((a) => a.size !== 1) };
  for (let i = out.axes.length - 2; i >= 0; i--) out = mergeAxes(out, i) ?? out;
  return { ...out, stages: out.stages.map(coalesceStage) };
}

function mergeAxes(nest: Nest, i: number): Nest | undefined {
  const [outer, inner] = [nest.axes[i]!, nest.axes[i + 1]!];
  const merged: Axis = { name: inner.name, size: outer.size * inner.size };
  const map = (e: Expr): Expr => substituteMerged(e, outer, inner);
  const mapped: Nest = {
    ...nest,
    axes: [...nest.axes.slice(0, i), merged, ...nest.axes.slice(i + 2)],
    stages: nest.stages.map((s): Stage => ({ ...s, value: map(s.value) })),
    stores: nest.stores.map((s): Store => ({ ...s, index: map(s.index), value: map(s.value) })),
  };
  return divisions(expressions(mapped)) <= divisions(expressions(nest)) ? mapped : undefined;
}

function coalesceStage(stage: Stage): Stage {
  let out: Stage = { ...stage, axes: stage.axes.filter((a) => a.size !== 1) };
  for (let i = out.axes.length - 2; i >= 0; i--) {
    const [outer, inner] = [out.axes[i]!, out.axes[i + 1]!];
    const value = substituteMerged(out.value, outer, inner);
    if (divisions([value]) > divisions([out.value])) continue;
    const merged: Axis = { name: inner.name, size: outer.size * inner.size };
    out = { ...out, axes: [...out.axes.slice(0, i), merged, ...out.axes.slice(i + 2)], value };
  }
  return out;
}

function substituteMerged(e: Expr, outer: Axis, inner: Axis): Expr {
  const t = variable(inner.name, "i32", 0, outer.size * inner.size - 1);
  return substitute(
    e,
    new Map([
      [outer.name, op("div", [t, i32(inner.size)])],
      [inner.name, op("rem", [t, i32(inner.size)])],
    ]),
  );
}

function expressions(nest: Nest): Expr[] {
  return [...nest.stages.map((s) => s.value), ...nest.stores.flatMap((s) => [s.index, s.value])];
}

/** How many index divisions and remainders the expressions take. */
function divisions(roots: readonly Expr[]): number {
  let count = 0;
  walk(roots, (e) => {
    if (e.kind === "op" && e.type === "i32" && (e.op === "div" || e.op === "rem")) count++;
  });
  return count;
}

/** The index of every axis for the point number `flat` of their row-major space, by name. */
export function decode(axes: readonly Axis[], flat: Expr): Map<string, Expr> {
  const out = new Map<string, Expr>();
  let stride = axes.reduce((p, a) => p * a.size, 1);
  axes.forEach((a, i) => {
    stride /= a.size;
    const q = op("div", [flat, i32(stride)]);
    out.set(a.name, a.size === 1 ? i32(0) : i === 0 ? q : op("rem", [q, i32(a.size)]));
  });
  return out;
}

/** The index of the task a body runs for, of `tasks`. */
export function taskVar(tasks: number): Expr {
  return variable("task", "i32", 0, Math.max(0, tasks - 1));
}

/** Replaces the axes decoded from a task in everything a nest computes. */
export function substituteAxes(nest: Nest, by: ReadonlyMap<string, Expr>): Nest {
  return {
    ...nest,
    stages: nest.stages.map((s): Stage => ({ ...s, value: substitute(s.value, by) })),
    stores: nest.stores.map((s): Store => ({ ...s, index: substitute(s.index, by), value: substitute(s.value, by) })),
  };
}
