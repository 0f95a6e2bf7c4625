/**
 * A sum of products on a GPU that a CPU emulates. Such a device runs four neighbouring invocations (a quad) as the lanes of one
 * SIMD register, and a load costs it as much as some eight multiply-adds: a lane's address is tested and fetched on its own. So:
 *
 * - lanes are neighbours in n, so that an element of `a` is the same for all of them; each lane loads another row of `a`, and
 *   `broadcast` hands it to the others: one load where there were four;
 * - a tile of sums is large enough to pay for its loads, and small enough for the emulator's compiler.
 *
 * Sums that loops carry cost a masked copy per turn, so the innermost loop is unrolled and each sum assigned once a turn. What is done
 * to the sums afterwards is a loop over them: written out for each, an optimizer's update took the emulator's compiler a second.
 */
import type { Expr } from "../../ir/expr.ts";
import { axisVar, constant, i32, localLoad, op, substitute, variable, walk } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { decode, taskVar } from "./coalesce.ts";
import { add, define, index, loop, multiplyAdd, times, within } from "./contraction-statements.ts";
import type { Scheduled } from "./schedule.ts";

/** Neighbouring invocations that work on one tile. */
const QUAD = 4;
/** What one load costs, in multiply-adds, and what carrying a sum through one turn of a loop adds to a multiply-add. */
const LOAD_COST = 8;
const CARRY_COST = 1.5;
/** A loop body with more loads than this (an eighth for a multiply-add) runs at half the speed. */
const BODY_LIMIT = 40;
/** Operations on `a` and `b` in a kernel's text. The emulator's compiler takes more than linear time. */
const TEXT_LIMIT = 1200;
/** An invocation's sums, column by column. */
const SUMS = "sums";
/** What stands for an operation the target has not: a polynomial. */
const EXPANSION = 25;
/** Workgroups that keep every thread busy to the end. */
const ENOUGH_WORKGROUPS = 16;

/** Rows of a tile, columns of each lane, and turns of the innermost loop that are unrolled. */
export interface QuadTile {
  readonly rows: number;
  readonly columns: number;
  readonly unroll: number;
}

/** Operations to write out for each row of `a` and column of `b` at each turn. */
export interface QuadText {
  readonly row: number;
  readonly column: number;
}

/** The tile of the least estimated time for sums of `m` × `n`, whose innermost loop has `inner` turns. */
export function chooseQuadTile(
  m: number,
  n: number,
  inner: number,
  shares: boolean,
  text: QuadText = { row: 0, column: 0 },
): QuadTile {
  let best: QuadTile = { rows: QUAD, columns: 1, unroll: 1 };
  let bestCost = Infinity;
  for (const rows of [4, 8, 12, 16, 24, 32]) {
    for (const columns of [1, 2, 3, 4, 6, 8]) {
      const loads = (shares ? rows / QUAD : rows) + columns;
      const products = rows * columns;
      const turn = (shares ? rows / QUAD : rows) * text.row + columns * text.column;
      const unroll = [8, 4, 3, 2, 1].find(
        (u) => inner % u === 0 && u * (loads + products / 8) <= BODY_LIMIT && u * turn <= TEXT_LIMIT,
      );
      if (!unroll) continue;
      const step = LOAD_COST * loads + products * (1 + CARRY_COST / unroll);
      const cost = Math.ceil(m / rows) * Math.ceil(n / (QUAD * columns)) * step;
      if (cost >= bestCost) continue;
      bestCost = cost;
      best = { rows, columns, unroll };
    }
  }
  return best;
}

/** Operations that computing `value` takes on `target`, polynomials written out; index arithmetic is left out. */
function operations(value: Expr, target: Target): number {
  let count = 0;
  walk([value], (e) => {
    if (e.kind === "op" && e.type === "f32") count += target.native.has(e.op) ? 1 : EXPANSION;
  });
  return count;
}

/** One invocation in four neighbours; each keeps `rows` × `columns` sums. */
export function scheduleQuads(nest: Nest, target: Target): Scheduled {
  const { batch, m: mAxes, n: nAxes, k, a, b } = nest.contraction!;
  const [M, N] = [pointsOf(mAxes), pointsOf(nAxes)];
  const kAxes = k.filter((axis) => axis.size !== 1);
  const inner = kAxes.at(-1);
  const shares = target.native.has("broadcast");
  const { rows, columns, unroll } = chooseQuadTile(M, N, inner?.size ?? 1, shares, {
    row: operations(a, target),
    column: operations(b, target),
  });
  const [tilesM, tilesN] = [Math.ceil(M / rows), Math.ceil(N / (QUAD * columns))];
  const tiles = pointsOf(batch) * tilesM * tilesN;

  const task = taskVar(tiles * QUAD);
  const lane = op("rem", [task, i32(QUAD)]);
  const place = decode(
    [...batch, { name: "tile_m", size: tilesM }, { name: "tile_n", size: tilesN }],
    op("div", [task, i32(QUAD)]),
  );
  const firstRow = op("mul", [place.get("tile_m")!, i32(rows)]);
  const firstColumn = op("add", [op("mul", [place.get("tile_n")!, i32(QUAD * columns)]), lane]);
  const rowAt = (row: Expr): Map<string, Expr> => decode(mAxes, op("add", [firstRow, row]));
  const columnAt = (j: number): Map<string, Expr> => decode(nAxes, op("add", [firstColumn, i32(QUAD * j)]));
  const fixed = [...place, ...k.filter((axis) => axis.size === 1).map((axis) => [axis.name, i32(0)] as const)];

  const at = (e: Expr, where: ReadonlyMap<string, Expr>, turn: number): Expr => {
    const names = new Map([...fixed, ...where]);
    if (inner) names.set(inner.name, op("add", [axisVar(inner), i32(turn)]));
    return substitute(e, names);
  };
  /** `a` in each of the tile's rows. */
  const rowsOfA = (turn: number): Expr[] => {
    if (!shares) return range(rows).map((i) => at(a, rowAt(i32(i)), turn));
    const loaded = range(rows / QUAD).map((i) => at(a, rowAt(op("add", [lane, i32(QUAD * i)])), turn));
    return range(rows).map((i) => op("broadcast", [loaded[Math.floor(i / QUAD)]!, i32(i % QUAD)]));
  };

  const type = a.type;
  const sum = (i: number, j: number): Expr => variable(`sum_${i}_${j}`, type);
  const body: Stmt[] = [];
  each(rows, columns, (i, j) => body.push({ kind: "var", name: `sum_${i}_${j}`, init: constant(0, type) }));
  const turns = range(unroll).map((u) => ({ a: rowsOfA(u), b: range(columns).map((j) => at(b, columnAt(j), u)) }));
  const step: Stmt[] = [];
  each(rows, columns, (i, j) => {
    const value = turns.reduce((s, t) => multiplyAdd(t.a[i]!, t.b[j]!, s, target), sum(i, j));
    step.push({ kind: "assign", name: `sum_${i}_${j}`, value });
  });
  body.push(...loopsOver(kAxes, unroll, step));

  each(rows, columns, (i, j) =>
    body.push({ kind: "storeLocal", array: SUMS, index: i32(j * rows + i), value: sum(i, j) }),
  );
  body.push(...storeAll({ nest, rows, columns, firstRow, firstColumn, place: fixed }));

  const most = Math.min(64, target.maxWorkgroup);
  let workgroup = most;
  while (workgroup > QUAD && (tiles * QUAD) / workgroup < ENOUGH_WORKGROUPS) workgroup /= 2;
  return {
    tasks: tiles * QUAD,
    workgroup,
    cooperative: false,
    locals: [{ name: SUMS, type, size: rows * columns }],
    schedule: `tile ${rows}×${QUAD * columns} by ${QUAD} invocations, unroll ${unroll}${shares ? ", rows shared" : ""}`,
    body,
  };
}

interface Tile {
  readonly nest: Nest;
  readonly rows: number;
  readonly columns: number;
  /** The first row, and the first of an invocation's columns, as numbers over the m and n axes. */
  readonly firstRow: Expr;
  readonly firstColumn: Expr;
  /** All other axes. */
  readonly place: readonly (readonly [name: string, value: Expr])[];
}

/** The nest's stores for all sums of an invocation, in a loop over those that are the result's. */
function storeAll({ nest, rows, columns, firstRow, firstColumn, place }: Tile): readonly Stmt[] {
  const { m, n, a } = nest.contraction!;
  const [i, j] = [index("row", rows - 1), index("column", columns - 1)];
  const [row, column] = [add(firstRow, i), add(firstColumn, times(j, QUAD))];
  const sum = [nest.stages[0]!.name, variable("sum", a.type)] as const;
  const names = new Map([...place, ...decode(m, row), ...decode(n, column), sum]);
  const stores = nest.stores.map((s): Stmt => {
    return { kind: "store", arg: s.arg, index: substitute(s.index, names), value: substitute(s.value, names) };
  });
  const named = define("sum", localLoad(SUMS, a.type, add(times(j, rows), i)));
  // the tiles at the edges hold sums of rows and columns that are not there
  const down = loop("row", i32(0), i32(rows), 1, within(row, pointsOf(m), [named, ...stores]));
  return [loop("column", i32(0), i32(columns), 1, within(column, pointsOf(n), [down]))];
}

/** Loops over `axes`, the last in steps of `unroll`, around `body`. */
function loopsOver(axes: readonly Axis[], unroll: number, body: readonly Stmt[]): readonly Stmt[] {
  return axes.reduceRight<readonly Stmt[]>(
    (inside, axis, i) => [
      {
        kind: "for",
        name: axis.name,
        begin: i32(0),
        end: i32(axis.size),
        step: i === axes.length - 1 ? unroll : 1,
        body: inside,
      },
    ],
    body,
  );
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function each(rows: number, columns: number, visit: (i: number, j: number) => void): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) visit(i, j);
}
