/** Schedules for GPU compute (`grid`): one invocation per element, or per four neighbours, or per row. */
import { i32, op, splat, substitute } from "../../ir/expr.ts";
import { vectorizeAligned } from "../../ir/aligned.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Nest, Stage } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { decode, substituteAxes, taskVar } from "./coalesce.ts";
import type { Kept } from "./kept-elements.ts";
import { keepElements, keeping } from "./kept-elements.ts";
import { accumulator, foldLanes, isArgReducer, loops, position, readsInFours } from "./reduction.ts";
import { rowStores } from "./row-stores.ts";
import { scheduleWorkgroup } from "./rows-workgroup.ts";
import type { Scheduled } from "./schedule.ts";

function gridKernel(tasks: number, body: readonly Stmt[], schedule: string, target: Target): Scheduled {
  return { tasks, workgroup: workgroupFor(tasks, target), cooperative: false, locals: [], schedule, body };
}

/** Invocations of a workgroup. A CPU runs each workgroup on one core: where there are few tasks, smaller ones give every core some. */
function workgroupFor(tasks: number, target: Target): number {
  const size = Math.min(64, target.maxWorkgroup);
  return target.software && tasks <= 4 * size ? Math.min(16, size) : size;
}

export function schedulePointwiseGrid(nest: Nest, target: Target): Scheduled {
  const inner = nest.axes.at(-1);
  if (inner && inner.size % 4 === 0) {
    const tasks = pointsOf(nest.axes) / 4;
    const by = decode(nest.axes, op("mul", [taskVar(tasks), i32(4)]));
    const body = nest.stores.map((s): Stmt => ({
      kind: "store",
      arg: s.arg,
      index: substitute(s.index, by),
      value: substitute(splat(vectorizeAligned(s.value, inner.name)), by),
    }));
    return gridKernel(tasks, body, "4 neighbours", target);
  }
  const tasks = pointsOf(nest.axes);
  const by = decode(nest.axes, taskVar(tasks));
  const body = nest.stores.map((s): Stmt => ({
    kind: "store",
    arg: s.arg,
    index: substitute(s.index, by),
    value: substitute(s.value, by),
  }));
  return gridKernel(tasks, body, "one element", target);
}

/** Several invocations per result, or one: neighbours in the grid then read neighbours in memory when the results do. */
export function scheduleReduceGrid(nest: Nest, target: Target): Scheduled {
  return scheduleWorkgroup(nest, target) ?? rowKernel(nest, "one result", target);
}

export function scheduleRowGrid(nest: Nest, target: Target): Scheduled {
  return scheduleWorkgroup(nest, target) ?? rowKernel(nest, "one row", target);
}

function rowKernel(whole: Nest, schedule: string, target: Target): Scheduled {
  const tasks = pointsOf(whole.axes);
  const own = substituteAxes(whole, decode(whole.axes, taskVar(tasks)));
  // a graphics card computes faster than it reads
  const { nest, kept } = target.software ? keepElements(own) : { nest: own, kept: new Map<Stage, Kept>() };
  const { once, along } = rowStores(nest.stores);
  const body = [...nest.stages.flatMap((s) => stageLoops(s, kept.get(s))), ...once, ...along];
  return gridKernel(tasks, body, schedule, target);
}

function stageLoops(stage: Stage, keep: Kept | undefined): Stmt[] {
  const wide = !isArgReducer(stage.reducer) && stage.value.type !== "bool" && readsInFours(stage);
  const acc = accumulator(stage.reducer, stage.value.type, wide ? 4 : 1, stage.name);
  const value = wide ? vectorizeAligned(stage.value, stage.axes.at(-1)!.name) : stage.value;
  return [
    ...acc.declare,
    ...loops(
      stage.axes,
      [...keeping(keep, wide ? splat(value) : value), ...acc.take(value, position(stage))],
      wide ? 4 : 1,
    ),
    { kind: "let", name: stage.name, value: wide ? foldLanes(stage.reducer, acc.result) : acc.result },
  ];
}
