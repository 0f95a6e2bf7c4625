/**
 * Schedules for fragment shaders (`fragment`): a fragment owns four neighbouring elements of every output. When they lie in one
 * row they share its index arithmetic; otherwise each lane is decoded on its own.
 */
import type { Expr } from "../../ir/expr.ts";
import { vectorizeAligned } from "../../ir/aligned.ts";
import { i32, op, splat, substitute, substituteLanes, variable, vec } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest, Stage } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import { decode, taskVar } from "./coalesce.ts";
import { accumulator, loops, position } from "./reduction.ts";
import type { Scheduled } from "./schedule.ts";

function fragmentKernel(elements: number, body: readonly Stmt[], schedule: string): Scheduled {
  return { tasks: Math.ceil(elements / 4), workgroup: 1, cooperative: false, locals: [], schedule, body };
}

/** How the four elements of a fragment map to axes: `lanes(e)` is `e` at all four. */
interface LaneMap {
  readonly first: Expr;
  readonly schedule: string;
  lanes(e: Expr): Expr;
}

function laneMap(axes: readonly Axis[], elements: number): LaneMap {
  const tasks = Math.ceil(elements / 4);
  const first = op("mul", [taskVar(tasks), i32(4)]);
  const inner = axes.at(-1);
  if (inner && inner.size % 4 === 0) {
    const by = decode(axes, first);
    return {
      first,
      schedule: "4 neighbours of a row",
      lanes: (e) => splat(substitute(vectorizeAligned(e, inner.name), by)),
    };
  }
  const each = [0, 1, 2, 3].map((l) => decode(axes, op("add", [first, i32(l)])));
  return {
    first,
    schedule: "4 elements, decoded apart",
    lanes: (e) => splat(vec(each.map((by) => substitute(e, by)))),
  };
}

export function schedulePointwiseFragment(nest: Nest): Scheduled {
  const elements = pointsOf(nest.axes);
  const map = laneMap(nest.axes, elements);
  const body = nest.stores.map((s): Stmt => ({
    kind: "store",
    arg: s.arg,
    index: map.first,
    value: map.lanes(s.value),
  }));
  return fragmentKernel(elements, body, map.schedule);
}

/** Four results at a time, each lane one of them. */
export function scheduleReduceFragment(nest: Nest): Scheduled {
  const elements = pointsOf(nest.axes);
  const map = laneMap(nest.axes, elements);
  const results = new Map<string, Expr>();
  const body = nest.stages.flatMap((s) => laneStage(s, laneValue(s.value, map, results), results));
  for (const s of nest.stores)
    body.push({ kind: "store", arg: s.arg, index: map.first, value: laneValue(s.value, map, results) });
  return fragmentKernel(elements, body, map.schedule);
}

/** Four elements of a walked row: the row's reductions are computed again for each fragment, which is why rows are short here. */
export function scheduleRowFragment(nest: Nest): Scheduled {
  const [column] = nest.stores[0]!.axes as readonly [Axis];
  const elements = pointsOf(nest.axes) * column.size;
  const map = laneMap([...nest.axes, column], elements);
  const results = new Map<string, Expr>();
  const body = nest.stages.flatMap((s) => laneStage(s, laneValue(s.value, map, results), results));
  for (const s of nest.stores)
    body.push({ kind: "store", arg: s.arg, index: map.first, value: laneValue(s.value, map, results) });
  return fragmentKernel(elements, body, `${map.schedule}, row reduced per fragment`);
}

/** `e` in all lanes, each with its own row's reductions. */
function laneValue(e: Expr, map: LaneMap, results: ReadonlyMap<string, Expr>): Expr {
  return substituteLanes(map.lanes(e), results);
}

function laneStage(stage: Stage, value: Expr, results: Map<string, Expr>): Stmt[] {
  const acc = accumulator(stage.reducer, stage.value.type, 4, stage.name);
  results.set(stage.name, variable(`${stage.name}_all`, acc.result.type, undefined, undefined, 4));
  return [
    ...acc.declare,
    ...loops(stage.axes, acc.take(splat(value), position(stage))),
    { kind: "let", name: `${stage.name}_all`, value: acc.result },
  ];
}
