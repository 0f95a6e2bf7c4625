/**
 * The schedules there are for a sum of products on a GPU: a table of names and numbers. `contraction-tiles.ts`, `contraction-lines.ts` and
 * `contraction-registers.ts` follow them. Of those that fit, a default is chosen by estimate; a device that has been measured knows
 * better, and names its pick for a class of problems.
 */
import type { Expr } from "../../ir/expr.ts";
import type { Nest } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import type { Layout } from "./contraction-layout.ts";
import { isPlain, layoutOf } from "./contraction-layout.ts";
import { operations } from "./operations.ts";

/**
 * One workgroup makes a tile of `m` × `n` results, in steps of `k`; each invocation sums `rows` × `columns` of them. All but `k` are
 * multiples of 4.
 */
export interface Tiles {
  readonly kind: "tiles";
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly rows: number;
  readonly columns: number;
  /** Not estimated to be the best: chosen only where it was measured to be. */
  readonly whenMeasured?: true;
}

/** For few rows or few columns: a workgroup has `across` invocations along the longer side, and `slices` of k for each sum. */
export interface Lines {
  readonly kind: "lines";
  readonly across: number;
  readonly slices: number;
}

/** An invocation sums `rows` × `columns` results of what it reads itself; `down` × `across` neighbours are a workgroup. */
export interface Registers {
  readonly kind: "registers";
  readonly rows: number;
  readonly columns: number;
  readonly down: number;
  readonly across: number;
}

export type GridSchedule = Tiles | Lines | Registers;

const TILES: readonly Tiles[] = [
  { kind: "tiles", m: 128, n: 64, k: 16, rows: 8, columns: 4 },
  { kind: "tiles", m: 64, n: 128, k: 16, rows: 4, columns: 8 },
  { kind: "tiles", m: 64, n: 64, k: 16, rows: 4, columns: 4 },
  { kind: "tiles", m: 128, n: 32, k: 16, rows: 8, columns: 4 },
  { kind: "tiles", m: 32, n: 128, k: 16, rows: 4, columns: 8 },
  { kind: "tiles", m: 32, n: 32, k: 16, rows: 4, columns: 4 },
  { kind: "tiles", m: 16, n: 64, k: 16, rows: 4, columns: 4 },
  { kind: "tiles", m: 64, n: 16, k: 16, rows: 4, columns: 4 },
  { kind: "tiles", m: 128, n: 128, k: 16, rows: 8, columns: 8, whenMeasured: true },
  { kind: "tiles", m: 128, n: 128, k: 8, rows: 8, columns: 8, whenMeasured: true },
  { kind: "tiles", m: 128, n: 64, k: 8, rows: 8, columns: 8, whenMeasured: true },
  { kind: "tiles", m: 64, n: 128, k: 8, rows: 8, columns: 8, whenMeasured: true },
  { kind: "tiles", m: 64, n: 64, k: 16, rows: 8, columns: 4, whenMeasured: true },
  { kind: "tiles", m: 64, n: 64, k: 8, rows: 8, columns: 8, whenMeasured: true },
  { kind: "tiles", m: 64, n: 32, k: 16, rows: 4, columns: 4, whenMeasured: true },
  { kind: "tiles", m: 32, n: 64, k: 16, rows: 4, columns: 4, whenMeasured: true },
  { kind: "tiles", m: 32, n: 32, k: 8, rows: 4, columns: 4, whenMeasured: true },
  { kind: "tiles", m: 32, n: 32, k: 32, rows: 4, columns: 4, whenMeasured: true },
];

const LINES: readonly Lines[] = [
  { kind: "lines", across: 64, slices: 1 },
  { kind: "lines", across: 16, slices: 4 },
  { kind: "lines", across: 4, slices: 16 },
  { kind: "lines", across: 1, slices: 64 },
  { kind: "lines", across: 64, slices: 4 },
  { kind: "lines", across: 16, slices: 16 },
  { kind: "lines", across: 4, slices: 64 },
  { kind: "lines", across: 1, slices: 256 },
];

const REGISTERS: readonly Registers[] = [
  { kind: "registers", rows: 4, columns: 4, down: 8, across: 8 },
  { kind: "registers", rows: 8, columns: 4, down: 8, across: 8 },
  { kind: "registers", rows: 4, columns: 8, down: 8, across: 8 },
];

/** Rows of a panel are this much longer than the tile, so that neighbouring k lie in different banks. */
export const PAD = 4;
/** Rows (or columns) of the shorter side that one invocation of `lines` sums, at most. */
export const FEW = 4;
/** With so many rows or columns `lines` is the default, and with so many it is worth a try. */
const THIN = 4;
const NARROW = 16;

/** How many of each kind a device that measures tries, and how many where rows or columns are so few that `lines` is the default. */
const TRIED: Readonly<Record<GridSchedule["kind"], number>> = { tiles: 8, lines: 4, registers: 2 };
const TRIED_THIN: typeof TRIED = { tiles: 2, lines: 6, registers: 0 };

/** The name by which a device remembers a schedule. */
export function nameOf(s: GridSchedule): string {
  switch (s.kind) {
    case "tiles":
      return `tiles ${s.m}x${s.n}x${s.k} ${s.rows}x${s.columns}`;
    case "lines":
      return `lines ${s.across}x${s.slices}`;
    case "registers":
      return `registers ${s.down}x${s.across} ${s.rows}x${s.columns}`;
  }
}

const BY_NAME: ReadonlyMap<string, GridSchedule> = new Map(
  [...TILES, ...LINES, ...REGISTERS].map((s) => [nameOf(s), s]),
);

/** Invocations of a workgroup. */
export function threadsOf(s: GridSchedule): number {
  switch (s.kind) {
    case "tiles":
      return (s.m / s.rows) * (s.n / s.columns);
    case "lines":
      return s.across * s.slices;
    case "registers":
      return s.down * s.across;
  }
}

/** Bytes of workgroup memory at most. */
function localBytes(s: GridSchedule): number {
  switch (s.kind) {
    case "tiles":
      return 4 * s.k * (s.m + s.n + 2 * PAD);
    case "lines":
      return 4 * 4 * FEW * threadsOf(s);
    case "registers":
      return 0;
  }
}

// ---- problems -------------------------------------------------------------------------------------------------------------

/** What decides which schedule is the best. */
export interface Problem {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Layout;
  readonly b: Layout;
  /** Problems with the same text are one class: sizes up to the same power of two, the same layouts, dtype, and about as much else to do. */
  readonly text: string;
}

export function problemOf(nest: Nest): Problem {
  const { batch, m, n, k, a, b } = nest.contraction!;
  const sizes = { batch: pointsOf(batch), m: pointsOf(m), n: pointsOf(n), k: pointsOf(k) };
  const layouts = { a: layoutOf(a, k, m), b: layoutOf(b, k, n) };
  const text = [
    `b${rounded(sizes.batch)}-m${rounded(sizes.m)}-n${rounded(sizes.n)}-k${rounded(sizes.k)}`,
    `a${layoutText(a, layouts.a)}-b${layoutText(b, layouts.b)}`,
    `${a.type}-e${epilogueClass(nest)}`,
  ].join("-");
  return { ...sizes, ...layouts, text };
}

function rounded(size: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, size)));
}

function layoutText(value: Expr, { alongK, lanes }: Layout): string {
  return `${alongK ? "k" : "x"}${lanes}${isPlain(value) ? "" : "p"}`;
}

/** Nothing, a little, or much to do with each sum. */
function epilogueClass({ stores }: Nest): number {
  const count = operations(stores.map((s) => s.value));
  return count === 0 ? 0 : count < 16 ? 1 : 2;
}

// ---- choices --------------------------------------------------------------------------------------------------------------

/** The schedule that `target` was measured to be fastest with, if it knows one that fits. */
export function pickedFor(problem: Problem, target: Target): GridSchedule | undefined {
  const picked = BY_NAME.get(target.picks?.[problem.text] ?? "");
  return picked && fits(picked, problem, target) ? picked : undefined;
}

/** The schedule of the least estimated time. */
export function defaultFor(problem: Problem, target: Target): GridSchedule {
  if (isWithin(problem, THIN)) {
    const [line] = byCost(LINES, problem, target);
    if (line) return line;
  }
  return byCost(TILES, problem, target).find((t) => !t.whenMeasured)!;
}

/** Schedules that are worth measuring, the default first. */
export function candidatesFor(problem: Problem, target: Target): readonly GridSchedule[] {
  const tried = isWithin(problem, THIN) ? TRIED_THIN : TRIED;
  const kinds = [TILES, LINES, REGISTERS].map((all: readonly GridSchedule[]) =>
    byCost(all, problem, target).slice(0, tried[all[0]!.kind]),
  );
  return [...new Set([defaultFor(problem, target), ...kinds.flat()])];
}

function isWithin({ m, n }: Problem, few: number): boolean {
  return Math.min(m, n) <= few;
}

function fits(s: GridSchedule, problem: Problem, target: Target): boolean {
  if (threadsOf(s) > target.maxWorkgroup || localBytes(s) > target.localBytes) return false;
  return s.kind === "tiles" || (s.kind === "lines") === isWithin(problem, NARROW);
}

/** Those of `all` that fit, the least estimated time first; equal ones in the table's order. */
function byCost<S extends GridSchedule>(all: readonly S[], problem: Problem, target: Target): S[] {
  const cost = (s: S): number => COSTS[s.kind](s as never, problem, target);
  const fitting = all.filter((s) => fits(s, problem, target)).map((s) => ({ s, cost: cost(s) }));
  return fitting.sort((p, q) => p.cost - q.cost).map(({ s }) => s);
}

/** Invocations that one compute unit runs at the same time when it is busy, of all that the device runs. */
const UNIT = 256;
/** With fewer invocations than this a compute unit waits for memory. */
const HIDES_LATENCY = 128;
/** What fetching an element of a panel costs, in multiply-adds of one invocation. */
const FETCH_COST = 8;
/** Neighbours in memory that are fetched at once whether they are wanted or not. */
const SECTOR = 8;

/** Estimated times, comparable within a kind. */
const COSTS: {
  readonly [K in GridSchedule["kind"]]: (s: Extract<GridSchedule, { kind: K }>, p: Problem, t: Target) => number;
} = {
  tiles: (s, { batch, m, n }, target) => {
    const step = threadsOf(s) * (s.rows * s.columns + 2 * (s.rows + s.columns)) + FETCH_COST * (s.m + s.n);
    return unitCost(batch * Math.ceil(m / s.m) * Math.ceil(n / s.n), threadsOf(s), step, target);
  },
  registers: (s, { batch, m, n }, target) => {
    const step = threadsOf(s) * (s.rows * s.columns + FETCH_COST * (s.rows + s.columns));
    const [tileM, tileN] = [s.down * s.rows, s.across * s.columns];
    return unitCost(batch * Math.ceil(m / tileM) * Math.ceil(n / tileN), threadsOf(s), step, target);
  },
  lines: (s, { batch, m, n, k, a, b }, target) => {
    const { alongK, lanes } = m > n ? a : b;
    const [acrossLanes, kLanes] = alongK ? [1, lanes] : [lanes, 1];
    const groups = batch * Math.ceil(Math.min(m, n) / FEW) * Math.ceil(Math.max(m, n) / (s.across * acrossLanes));
    const together = lanes * (alongK ? s.slices : s.across);
    const turns = Math.ceil(k / (s.slices * kLanes)) * Math.max(1, SECTOR / together);
    return Math.ceil((groups * threadsOf(s)) / target.parallelism) * (FETCH_COST * turns + s.slices);
  },
};

function unitCost(workgroups: number, threads: number, step: number, target: Target): number {
  const perUnit = Math.ceil(workgroups / Math.max(1, target.parallelism / UNIT));
  return (perUnit * step) / Math.min(1, (perUnit * threads) / HIDES_LATENCY);
}
