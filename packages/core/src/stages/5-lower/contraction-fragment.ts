/**
 * A sum of products for fragment shaders. Fetches are what it costs, so that a fragment computes a tile: `rows` rows of four columns,
 * for which four steps of k take `rows` fetches of `a` and four of `b`. A fragment may write only four elements of a buffer, but one
 * texel of each of several layers: tiles go to a layered local array first, and a second pass puts them in order and computes the
 * epilogue. Where that does not pay, one pass computes one row of four columns for each fragment.
 *
 * Too few tiles for a GPU are made more by splitting k; the second pass adds the parts in their order.
 */
import type { Expr } from "../../ir/expr.ts";
import {
  axisVar,
  constant,
  extract,
  i32,
  localLoad,
  op,
  splat,
  substitute,
  substituteLanes,
  variable,
  vec,
  vectorize,
} from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import { flatten } from "../../ir/indexing.ts";
import type { Axis, Nest } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { decode, taskVar } from "./coalesce.ts";
import type { Operand, Plan } from "./contraction-fragment-plan.ts";
import { choosePlan, lastOf, UNROLL } from "./contraction-fragment-plan.ts";
import { scheduleReduceFragment } from "./rows-fragment.ts";
import type { Scheduled } from "./schedule.ts";

const TILES = "tiles";
const row = (i: number): string => `sum_${i}`;

/** Schedules a contraction: two passes over tiles, or one where that does not pay. */
export function scheduleContractionFragment(nest: Nest, target: Target): Scheduled {
  const best = choosePlan(nest, target);
  if (best.passes === 2) return tiled(nest, best);
  return pointsOf(nest.contraction!.n) % 4 === 0 ? rowsOfFour(nest, best) : scheduleReduceFragment(nest);
}

// ---- one pass -----------------------------------------------------------------------------------------------------------

function rowsOfFour(nest: Nest, { left, right }: Plan): Scheduled {
  const { batch, m, n } = nest.contraction!;
  const tasks = pointsOf(batch) * pointsOf(m) * (pointsOf(n) / 4);
  const first = op("mul", [taskVar(tasks), i32(4)]);
  const names = decode(nest.axes, first);
  const column = op("rem", [first, i32(pointsOf(n))]);
  const sums = sumProducts(nest, left, right, [names], columnsFrom(right, column, names), 1, undefined);
  return {
    ...whole(tasks),
    schedule: `1×4 per fragment, ${reaches(left, right)}`,
    body: [...sums, ...epilogue(nest, first, nest.stages[0]!.name, sumOf(nest, 0))],
  };
}

function whole(tasks: number): Omit<Scheduled, "schedule" | "body"> {
  return { tasks, workgroup: 1, cooperative: false, locals: [] };
}

function reaches(left: Operand, right: Operand): string {
  return `a by ${left.reach}, b by ${right.reach}`;
}

// ---- two passes ---------------------------------------------------------------------------------------------------------

function tiled(nest: Nest, plan: Plan): Scheduled {
  const { batch, k } = nest.contraction!;
  const { left, right, rows, parts, swapped } = plan;
  const type = nest.contraction!.a.type;
  const tilesM = Math.ceil(pointsOf(left.axes) / rows);
  const tilesN = Math.ceil(pointsOf(right.axes) / 4);
  const B = pointsOf(batch);
  const tiles = B * tilesM * tilesN;
  const tasks = tiles * parts;
  const task = taskVar(tasks);

  const place = decode(
    [{ name: "part", size: parts }, ...batch, { name: "tile_m", size: tilesM }, { name: "tile_n", size: tilesN }],
    task,
  );
  const firstRow = op("mul", [place.get("tile_m")!, i32(rows)]);
  const rowNames = Array.from(
    { length: rows },
    (_, i) => new Map([...place, ...decode(left.axes, op("add", [firstRow, i32(i)]))]),
  );
  const columns = columnsFrom(right, op("mul", [place.get("tile_n")!, i32(4)]), place);
  const body = sumProducts(nest, left, right, rowNames, columns, parts, place.get("part"));
  for (let i = 0; i < rows; i++) {
    const index = op("add", [op("mul", [task, i32(4 * rows)]), i32(4 * i)]);
    body.push({ kind: "storeLocal", array: TILES, index, value: sumOf(nest, i) });
  }
  body.push({ kind: "barrier" });

  // where the second pass finds the sum at an element: four at once lie in one tile's row
  const { m, n } = nest.contraction!;
  const [M, N] = [pointsOf(m), pointsOf(n)];
  const outputs = Math.ceil((B * M * N) / 4);
  const output = taskVar(outputs);
  const first = op("mul", [output, i32(4)]);
  const inTile = (b: Expr, r: Expr, tileN: Expr, lane: Expr): Expr => {
    const tile = flat([b, tilesM, op("div", [r, i32(rows)])], tilesN, tileN);
    return flat([tile, rows, op("rem", [r, i32(rows)])], 4, lane);
  };
  /** The batch and the row of m of row number `i` of the output. */
  const rowAt = (i: Expr): { b: Expr; row: Expr } => {
    const names = decode(nest.axes.slice(0, nest.axes.length - n.length), i);
    const at = (axes: readonly Axis[]): Expr =>
      flatten(
        axes.map((a) => names.get(a.name)!),
        axes.map((a) => a.size),
      );
    return { b: at(batch), row: at(m) };
  };
  const located = (lane: number): Expr => {
    const element = op("add", [first, i32(lane)]);
    const { b, row } = rowAt(op("div", [element, i32(N)]));
    const column = op("rem", [element, i32(N)]);
    const [r, c] = swapped ? [column, row] : [row, column];
    return inTile(b, r, op("div", [c, i32(4)]), op("rem", [c, i32(4)]));
  };
  const wide = !swapped && wideEpilogue(nest);
  const outputRow = op("div", [output, i32(N / 4)]);
  const locatedFour = (): Expr => {
    const { b, row } = rowAt(outputRow);
    return inTile(b, row, op("rem", [output, i32(N / 4)]), i32(0));
  };
  const sumAt = (offset: Expr): Expr => {
    const shifted = (index: Expr): Expr => op("add", [index, offset]);
    return wide
      ? localLoad(TILES, type, shifted(locatedFour()), 4)
      : vec([0, 1, 2, 3].map((l) => localLoad(TILES, type, shifted(located(l)))));
  };
  const stage = nest.stages[0]!.name;
  const stride = tiles * rows * 4;
  const total = variable("total", type, undefined, undefined, 4);
  if (parts === 1) body.push({ kind: "let", name: "total", value: sumAt(i32(0)) });
  else {
    const part = axisVar({ name: "part_", size: parts });
    const sum: Stmt = {
      kind: "assign",
      name: "total",
      value: op("add", [total, sumAt(op("mul", [part, i32(stride)]))]),
    };
    body.push({ kind: "var", name: "total", init: splat(constant(0, type)) });
    body.push({ kind: "for", name: "part_", begin: i32(0), end: i32(parts), step: 1, body: [sum] });
  }
  body.push(...epilogue(nest, first, stage, total));
  const split = parts > 1 ? `, k (${pointsOf(k)}) in ${parts} parts` : "";
  return {
    ...whole(outputs),
    locals: [{ name: TILES, type, size: tasks * rows * 4 }],
    schedule: `${rows}×4 per fragment${swapped ? " transposed" : ""}, ${reaches(left, right)}${split}, then in order`,
    body,
  };
}

// ---- the sum ------------------------------------------------------------------------------------------------------------

function sumOf(nest: Nest, i: number): Expr {
  return variable(row(i), nest.contraction!.a.type, undefined, undefined, 4);
}

/** What each of four columns is called; one set of names for all where they are neighbours on one axis. */
interface Columns {
  readonly first: ReadonlyMap<string, Expr>;
  readonly each: readonly ReadonlyMap<string, Expr>[];
}

function columnsFrom(right: Operand, column: Expr, place: ReadonlyMap<string, Expr>): Columns {
  const each = [0, 1, 2, 3].map((l) => new Map([...place, ...decode(right.axes, op("add", [column, i32(l)]))]));
  return { first: each[0]!, each };
}

/** Statements that compute `sum_i` for each of `rows`: four columns' sums of products over k, or over its part number `part`. */
function sumProducts(
  nest: Nest,
  left: Operand,
  right: Operand,
  rows: readonly ReadonlyMap<string, Expr>[],
  columns: Columns,
  parts: number,
  part: Expr | undefined,
): Stmt[] {
  const { k, a } = nest.contraction!;
  const loops = k.filter((axis) => axis.size > 1);
  const inner = loops.at(-1);
  const ones = new Map(k.filter((axis) => axis.size === 1).map((axis) => [axis.name, i32(0) as Expr]));
  const begin = rows.map((_, i): Stmt => ({ kind: "var", name: row(i), init: splat(constant(0, a.type)) }));

  const add = (steps: number, wide: boolean, at: (u: number) => Expr): Stmt[] => {
    const bs = Array.from({ length: steps }, (_, u) => rightAt(right, columns, inner, ones, at, u, wide));
    return rows.map((names, i) => {
      let sum = sumOf(nest, i);
      // the last step innermost, so that fetches are printed, and made, in the order of memory: caches are worth a sixth here
      for (let u = steps - 1; u >= 0; u--)
        sum = multiplyAdd(leftAt(left, rows, names, i, inner, ones, at, u, wide), bs[u]!, sum);
      return { kind: "assign", name: row(i), value: sum };
    });
  };
  if (!inner) return [...begin, ...add(1, false, () => i32(0))];

  // the part's own range of the outermost loop
  const outer = loops[0]!;
  const chunk = Math.ceil(outer.size / parts);
  const from = part ? op("mul", [part, i32(chunk)]) : i32(0);
  const to = part && parts > 1 ? op("min", [op("add", [from, i32(chunk)]), i32(outer.size)]) : i32(outer.size);
  const k0 = axisVar(inner);
  const splitHere = outer === inner && parts > 1;
  let body: Stmt[];
  if (splitHere)
    body = [{ kind: "for", name: inner.name, begin: from, end: to, step: 1, body: add(1, false, () => k0) }];
  else {
    const main = inner.size - (inner.size % UNROLL);
    const tail = inner.size - main;
    body =
      main === UNROLL
        ? add(UNROLL, true, (u) => i32(u))
        : main > 0
          ? [
              {
                kind: "for",
                name: inner.name,
                begin: i32(0),
                end: i32(main),
                step: UNROLL,
                body: add(UNROLL, true, (u) => op("add", [k0, i32(u)])),
              },
            ]
          : [];
    if (tail > 0) body.push(...add(tail, false, (u) => i32(main + u)));
  }
  for (const axis of loops.slice(0, -1).toReversed()) {
    const [b, e] = axis === outer && parts > 1 ? [from, to] : [i32(0), i32(axis.size)];
    body = [{ kind: "for", name: axis.name, begin: b, end: e, step: 1, body }];
  }
  return [...begin, ...body];
}

type Names = ReadonlyMap<string, Expr>;

/** Element of `a` in row `i` at the `u`-th unrolled step. `wide`: the steps are four neighbours that may be fetched at once. */
function leftAt(
  left: Operand,
  rows: readonly Names[],
  names: Names,
  i: number,
  inner: Axis | undefined,
  ones: Names,
  at: (u: number) => Expr,
  u: number,
  wide: boolean,
): Expr {
  if (left.reach === "across") {
    const axis = lastOf(left.axes)!;
    const four = splat(
      substitute(vectorize(left.value, axis.name), new Map([...rows[i - (i % 4)]!, ...ones, ...step1(inner, at(u))])),
    );
    return extract(four, i % 4);
  }
  return alongK(left, names, inner, ones, at, u, wide);
}

function rightAt(
  right: Operand,
  columns: Columns,
  inner: Axis | undefined,
  ones: Names,
  at: (u: number) => Expr,
  u: number,
  wide: boolean,
): Expr {
  if (right.reach === "across") {
    const axis = lastOf(right.axes)!;
    return splat(
      substitute(vectorize(right.value, axis.name), new Map([...columns.first, ...ones, ...step1(inner, at(u))])),
    );
  }
  return vec(columns.each.map((names) => alongK(right, names, inner, ones, at, u, wide)));
}

function alongK(
  x: Operand,
  names: Names,
  inner: Axis | undefined,
  ones: Names,
  at: (u: number) => Expr,
  u: number,
  wide: boolean,
): Expr {
  if (x.reach === "k" && wide) {
    const four = splat(
      substitute(vectorize(x.value, inner!.name), new Map([...names, ...ones, ...step1(inner, at(0))])),
    );
    return extract(four, u);
  }
  return substitute(x.value, new Map([...names, ...ones, ...step1(inner, at(u))]));
}

function step1(inner: Axis | undefined, value: Expr): [string, Expr][] {
  return inner ? [[inner.name, value]] : [];
}

function multiplyAdd(a: Expr, b: Expr, sum: Expr): Expr {
  return sum.type === "f32" ? op("fma", [splat(a), splat(b), sum]) : op("add", [sum, op("mul", [splat(a), splat(b)])]);
}

// ---- the epilogue -------------------------------------------------------------------------------------------------------

/** Whether four neighbouring outputs lie on one axis. */
function wideEpilogue(nest: Nest): boolean {
  const last = lastOf(nest.contraction!.n);
  return last !== undefined && last.size % 4 === 0;
}

/** Stores of the four elements from `first` on, with `sums` for the result of the stage so called. */
function epilogue(nest: Nest, first: Expr, stage: string, sums: Expr): Stmt[] {
  const last = lastOf(nest.contraction!.n);
  return nest.stores.map((s): Stmt => {
    if (wideEpilogue(nest)) {
      const wide = substitute(vectorize(s.value, last!.name), decode(nest.axes, first));
      return { kind: "store", arg: s.arg, index: first, value: splat(substituteLanes(wide, new Map([[stage, sums]]))) };
    }
    const lanes = [0, 1, 2, 3].map((l) => {
      const names = decode(nest.axes, op("add", [first, i32(l)]));
      return substitute(s.value, names.set(stage, extract(sums, l)));
    });
    return { kind: "store", arg: s.arg, index: first, value: splat(vec(lanes)) };
  });
}

/** Row-major index, outermost first: (a·size + b)·size₂ + c. */
function flat([a, size, b]: readonly [Expr, number, Expr], size2: number, c: Expr): Expr {
  return op("add", [op("mul", [op("add", [op("mul", [a, i32(size)]), b]), i32(size2)]), c]);
}
