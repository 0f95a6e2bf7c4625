/**
 * Reductions and rows on a GPU that has more invocations than results: a workgroup shares its rows among several invocations each.
 * Every one takes in a slice, their parts are combined in workgroup memory, in halves, and all of them store what lies along the
 * row. Neighbouring invocations read neighbours in memory: of one row where it lies there, else of neighbouring rows.
 */
import { vectorizeAligned } from "../../ir/aligned.ts";
import type { Expr } from "../../ir/expr.ts";
import { i32, localLoad, op, substitute, variable } from "../../ir/expr.ts";
import type { LocalArray, Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest, Stage } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { decode, taskVar } from "./coalesce.ts";
import { add, define, least, loop, times, within } from "./contraction-statements.ts";
import { accumulator, combine, foldLanes, isArgReducer, readsInFours, readsNeighbours } from "./reduction.ts";
import { rowStores } from "./row-stores.ts";
import type { Scheduled } from "./schedule.ts";

/** How a workgroup is divided: `rows` results, `slices` invocations each. */
interface Division {
  readonly rows: number;
  readonly slices: number;
  /** Neighbouring invocations are of one row. */
  readonly along: boolean;
}

/** Invocations of a workgroup, for short rows and for long ones. Few sizes: kernels whose workgroups are alike can be one dispatch. */
const FEW = 64;
const MANY = 256;
const MOST = 512;
/** A row is shared from so many elements on. */
const SHORTEST = 32;
/** Elements, or vectors of four, that an invocation should at least take in. */
const LEAST = 2;
/** Neighbouring rows whose invocations read whole sectors of memory. */
const SECTOR_ROWS = 16;

/** The schedule of `nest`, or undefined where an invocation for each result does as well. */
export function scheduleWorkgroup(nest: Nest, target: Target): Scheduled | undefined {
  const division = target.software ? undefined : divisionOf(nest, target);
  if (!division) return undefined;
  const { rows, slices, along } = division;
  const results = pointsOf(nest.axes);
  const threads = rows * slices;
  const tasks = Math.ceil(results / rows);
  const local = variable("local", "i32", 0, threads - 1);
  const [inGroup, slice] = along
    ? [op("div", [local, i32(slices)]), op("rem", [local, i32(slices)])]
    : [op("rem", [local, i32(rows)]), op("div", [local, i32(rows)])];
  const row = add(times(taskVar(tasks), rows), inGroup);
  const by = decode(nest.axes, least(row, i32(results - 1)));

  const locals: LocalArray[] = [];
  const body: Stmt[] = [];
  for (const s of nest.stages) {
    const array = `${s.name}_parts`;
    locals.push({ name: array, type: s.value.type, size: threads });
    body.push(...shareStage({ ...s, value: substitute(s.value, by) }, division, array, local, slice));
    const first = along ? times(inGroup, slices) : inGroup;
    body.push(define(s.name, localLoad(array, s.value.type, first)));
  }
  const stores = nest.stores.map((s) => ({ ...s, index: substitute(s.index, by), value: substitute(s.value, by) }));
  const { once, along: each } = rowStores(stores, { slice, slices });
  const alone = once.length > 0 ? within(slice, 1, once) : [];
  body.push(...within(row, results, [...alone, ...each]));
  return {
    tasks,
    workgroup: threads,
    cooperative: true,
    locals,
    schedule: `rows in ${slices} slices, ${rows} a workgroup, ${along ? "along" : "across"}`,
    body,
  };
}

function divisionOf(nest: Nest, target: Target): Division | undefined {
  const lengths = nest.stages.map((s) => pointsOf(s.axes));
  const length = Math.min(...lengths);
  const results = pointsOf(nest.axes);
  const shares = nest.stages.every((s) => !isArgReducer(s.reducer) && s.value.type !== "bool");
  if (!shares || length < SHORTEST || results === 0) return undefined;
  const along = nest.stages.some((s) => readsAlong(s, s.axes.at(-1)));
  const across = !along && nest.stages.some((s) => readsAlong(s, nest.axes.at(-1)));
  if (across) {
    if (results >= target.parallelism) return undefined;
    return fitted({ rows: SECTOR_ROWS, slices: MANY / SECTOR_ROWS, along: false }, nest, target);
  }
  const wanted = powerDown(length / (nest.stages.every(readsInFours) ? 4 : 1) / LEAST);
  const most = results * MANY < target.parallelism ? MOST : MANY;
  const slices = wanted > FEW ? Math.min(most, powerDown(target.maxWorkgroup)) : wanted;
  return fitted({ rows: Math.max(1, FEW / slices), slices, along: true }, nest, target);
}

/** `division`, if the device can run such workgroups. */
function fitted(division: Division, nest: Nest, target: Target): Division | undefined {
  const threads = division.rows * division.slices;
  const fits = threads <= target.maxWorkgroup && 4 * threads * nest.stages.length <= target.localBytes;
  return fits && division.slices > 1 ? division : undefined;
}

function powerDown(x: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, x)));
}

function readsAlong({ value }: Stage, axis: Axis | undefined): boolean {
  return axis !== undefined && readsNeighbours(value, axis.name);
}

/** Each invocation's slice of a stage, and then the parts of a row in the place of its first. */
function shareStage(stage: Stage, { rows, slices, along }: Division, array: string, local: Expr, slice: Expr): Stmt[] {
  const { reducer, axes, name, value } = stage;
  const wide = along && readsInFours(stage);
  const step = wide ? 4 : 1;
  const acc = accumulator(reducer, value.type, step, name);
  const length = pointsOf(axes);
  const at = variable(`${name}_at`, "i32", 0, length - step);
  const each = substitute(wide ? vectorizeAligned(value, axes.at(-1)!.name) : value, decode(axes, at));
  const own = wide ? foldLanes(reducer, acc.result) : acc.result;
  const part = (index: Expr): Expr => localLoad(array, value.type, index);
  const out: Stmt[] = [
    ...acc.declare,
    loop(`${name}_at`, times(slice, step), i32(length), slices * step, acc.take(each, at)),
    { kind: "storeLocal", array, index: local, value: own },
    { kind: "barrier" },
  ];
  for (let half = slices / 2; half >= 1; half /= 2) {
    const other = add(local, i32(half * (along ? 1 : rows)));
    const joined = combine(reducer, part(local), part(other));
    out.push(...within(slice, half, [{ kind: "storeLocal", array, index: local, value: joined }]), { kind: "barrier" });
  }
  return out;
}
