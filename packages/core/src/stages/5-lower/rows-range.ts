/**
 * Schedules for CPU threads (`range`): plain loops, the innermost four lanes wide with a scalar tail. A reduction runs its lanes
 * along the reduced axis where that is contiguous in memory, else along neighbouring results.
 */
import type { Expr } from "../../ir/expr.ts";
import { vectorizeAligned } from "../../ir/aligned.ts";
import {
  bool,
  freeVars,
  i32,
  op,
  rewriter,
  splat,
  substitute,
  substituteLanes,
  variable,
  walk,
} from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest, Stage, Store } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import { decode, substituteAxes, taskVar } from "./coalesce.ts";
import type { Kept } from "./kept-elements.ts";
import { keepElements, keeping } from "./kept-elements.ts";
import { accumulator, combine, foldLanes, isArgReducer, loops, position, readsNeighbours } from "./reduction.ts";
import type { Scheduled } from "./schedule.ts";

/** Elements of a one-loop kernel that make one task. */
const CHUNK = 2048;
const NO_AXIS: Axis = { name: "i_none", size: 1 };

const rangeKernel = (tasks: number, body: readonly Stmt[], schedule: string): Scheduled => ({
  tasks,
  workgroup: 1,
  cooperative: false,
  locals: [],
  schedule,
  body: [{ kind: "for", name: "task", begin: variable("begin"), end: variable("end"), step: 1, body }],
});

/** `for axis in begin..end` four at a time, then one at a time. `body(lanes)` is built for each width. */
function vectorLoop(axis: Axis, begin: Expr, end: Expr, body: (lanes: 1 | 4) => readonly Stmt[]): Stmt[] {
  const span = op("sub", [end, begin]);
  const whole = op("sub", [span, op("rem", [span, i32(4)])]);
  const middle = op("add", [begin, whole]);
  const out: Stmt[] = [];
  if (!(whole.kind === "const" && whole.value === 0))
    out.push({ kind: "for", name: axis.name, begin, end: middle, step: 4, body: body(4) });
  if (middle !== end) out.push({ kind: "for", name: axis.name, begin: middle, end, step: 1, body: body(1) });
  return out;
}

/** Stores at one point, or at four neighbours along `axis`. */
function storesAt(stores: readonly Store[], axis: string, lanes: 1 | 4): Stmt[] {
  return stores.map((s) => ({
    kind: "store",
    arg: s.arg,
    index: s.index,
    value: lanes === 4 ? splat(vectorizeAligned(s.value, axis)) : s.value,
  }));
}

export function schedulePointwiseRange(nest: Nest): Scheduled {
  const inner = nest.axes.at(-1) ?? NO_AXIS;
  const outer = nest.axes.slice(0, -1);
  if (outer.length === 0) {
    const tasks = Math.ceil(inner.size / CHUNK);
    const begin = op("mul", [taskVar(tasks), i32(CHUNK)]);
    const end =
      inner.size % CHUNK === 0
        ? op("add", [begin, i32(CHUNK)])
        : op("min", [op("add", [begin, i32(CHUNK)]), i32(inner.size)]);
    return rangeKernel(
      tasks,
      vectorLoop(inner, begin, end, (lanes) => storesAt(nest.stores, inner.name, lanes)),
      `chunks of ${CHUNK}, 4 lanes`,
    );
  }
  const tasks = pointsOf(outer);
  const n = substituteAxes(nest, decode(outer, taskVar(tasks)));
  const row = (stores: readonly Store[]): Stmt[] =>
    vectorLoop(inner, i32(0), i32(inner.size), (lanes) => storesAt(stores, inner.name, lanes));
  const masks = rowMasks(n.stores, inner.name);
  if (masks.size === 0) return rangeKernel(tasks, row(n.stores), "rows, 4 lanes");
  // most windows lie inside the image: their rows are read without asking
  const inside = rewriter((e) => (masks.has(e) ? bool(true) : undefined));
  const body: Stmt = {
    kind: "if",
    condition: [...masks].reduce((p, q) => op("and", [p, q])),
    then: row(n.stores.map((s) => ({ ...s, value: inside(s.value) }))),
    else: row(n.stores),
  };
  return rangeKernel(tasks, [body], "rows, 4 lanes, without masks inside");
}

/** The masks of loads that hold or fail for a whole row. */
function rowMasks(stores: readonly Store[], axis: string): Set<Expr> {
  const masks = new Set<Expr>();
  walk(
    stores.map((s) => s.value),
    (e) => {
      if (e.kind === "load" && e.mask && !freeVars(e.mask).has(axis)) masks.add(e.mask);
    },
  );
  return masks;
}

export function scheduleReduceRange(nest: Nest): Scheduled {
  const inner = nest.axes.at(-1);
  if (inner && inner.size >= 4 && nest.stages.some((s) => readsNeighbours(s.value, inner.name)))
    return reduceAcrossResults(nest, inner);
  return rowKernel(nest, "lanes along the reduced axis");
}

export function scheduleRowRange(nest: Nest): Scheduled {
  return rowKernel(nest, "row by row, 4 lanes");
}

/** Groups of up to four vectors of neighbouring results are a task; every reduction step reads them side by side. */
function reduceAcrossResults(nest: Nest, inner: Axis): Scheduled {
  const width = inner.size % 16 === 0 ? 4 : inner.size % 8 === 0 ? 2 : 1;
  const blocks = Math.floor(inner.size / (4 * width));
  const tail = inner.size - blocks * 4 * width;
  const outer = nest.axes.slice(0, -1);
  const perRow = blocks + (tail > 0 ? 1 : 0);
  const tasks = pointsOf(outer) * perRow;
  const task = taskVar(tasks);
  const by = decode([...outer, { name: "block", size: perRow }], task);
  const n = substituteAxes(nest, by);
  const first = op("mul", [perRow === 1 ? i32(0) : by.get("block")!, i32(4 * width)]);
  const block: Stmt[] = resultsBlock(n, inner, first, width, 4);
  if (tail === 0) return rangeKernel(tasks, block, `${4 * width} neighbouring results`);
  const rest: Stmt[] = [
    {
      kind: "for",
      name: "last",
      begin: i32(blocks * 4 * width),
      end: i32(inner.size),
      step: 1,
      body: resultsBlock(n, inner, variable("last", "i32", 0, inner.size - 1), 1, 1),
    },
  ];
  if (blocks === 0) return rangeKernel(tasks, rest, "one result at a time");
  const isBlock = op("lt", [by.get("block")!, i32(blocks)]);
  return rangeKernel(
    tasks,
    [{ kind: "if", condition: isBlock, then: block, else: rest }],
    `${4 * width} neighbouring results, scalar tail`,
  );
}

function resultsBlock(nest: Nest, inner: Axis, first: Expr, width: number, lanes: 1 | 4): Stmt[] {
  const tag = lanes === 4 ? "" : "t";
  const at = (e: Expr, w: number): Expr => {
    const here = new Map([[inner.name, op("add", [first, i32(4 * w)])]]);
    return substitute(lanes === 4 ? splat(vectorizeAligned(e, inner.name)) : e, here);
  };
  const body: Stmt[] = [];
  const results = Array.from({ length: width }, () => new Map<string, Expr>());
  for (const stage of nest.stages) {
    const accs = results.map((_, w) => accumulator(stage.reducer, stage.value.type, lanes, `${stage.name}${tag}_${w}`));
    accs.forEach((a) => body.push(...a.declare));
    const named = (w: number, e: Expr): Expr => substituteLanes(e, results[w]!);
    body.push(
      ...loops(
        stage.axes,
        accs.flatMap((a, w) => a.take(named(w, at(stage.value, w)), position(stage))),
      ),
    );
    accs.forEach((a, w) => {
      const name = `${stage.name}${tag}_${w}`;
      body.push({ kind: "let", name, value: a.result });
      results[w]!.set(stage.name, variable(name, a.result.type, undefined, undefined, lanes));
    });
  }
  for (let w = 0; w < width; w++) {
    const here = new Map([[inner.name, op("add", [first, i32(4 * w)])]]);
    for (const s of nest.stores)
      body.push({
        kind: "store",
        arg: s.arg,
        index: substitute(s.index, here),
        value: substituteLanes(at(s.value, w), results[w]!),
      });
  }
  return body;
}

/** One row is a task: each stage runs along it, then the stores do. */
function rowKernel(nest: Nest, schedule: string): Scheduled {
  const tasks = pointsOf(nest.axes);
  const { nest: n, kept } = keepElements(substituteAxes(nest, decode(nest.axes, taskVar(tasks))));
  const body = n.stages.flatMap((s) => rowStage(s, kept.get(s)));
  for (const s of n.stores) {
    if (s.axes.length === 0) body.push({ kind: "store", arg: s.arg, index: s.index, value: s.value });
  }
  const full = n.stores.filter((s) => s.axes.length > 0);
  if (full.length > 0) {
    const axis = full[0]!.axes[0]!;
    body.push(...vectorLoop(axis, i32(0), i32(axis.size), (lanes) => storesAt(full, axis.name, lanes)));
  }
  return rangeKernel(tasks, body, schedule);
}

function rowStage(stage: Stage, keep: Kept | undefined): Stmt[] {
  const inner = stage.axes.at(-1);
  const scalar = accumulator(stage.reducer, stage.value.type, 1, stage.name);
  const done = (result: Expr): Stmt => ({ kind: "let", name: stage.name, value: result });
  if (
    !inner ||
    inner.size < 8 ||
    isArgReducer(stage.reducer) ||
    stage.value.type === "bool" ||
    !readsNeighbours(stage.value, inner.name)
  ) {
    const each = [...keeping(keep, stage.value), ...scalar.take(stage.value, position(stage))];
    return [...scalar.declare, ...loops(stage.axes, each), done(scalar.result)];
  }
  const wide = accumulator(stage.reducer, stage.value.type, 4, `${stage.name}v`);
  const rowLoops = vectorLoop(inner, i32(0), i32(inner.size), (lanes) => {
    const value = lanes === 4 ? vectorizeAligned(stage.value, inner.name) : stage.value;
    const { take } = lanes === 4 ? wide : scalar;
    return [...keeping(keep, lanes === 4 ? splat(value) : value), ...take(value, i32(0))];
  });
  const outer = stage.axes.slice(0, -1);
  const hasTail = inner.size % 4 !== 0;
  const folded = foldLanes(stage.reducer, wide.result);
  return [
    ...wide.declare,
    ...(hasTail ? scalar.declare : []),
    ...loops(outer, rowLoops),
    done(hasTail ? combine(stage.reducer, folded, scalar.result) : folded),
  ];
}
