/**
 * A sum of products on a GPU. One workgroup makes one tile of the result. In steps of k it brings a panel of `a` (k × m) and one of
 * `b` (k × n) into workgroup memory, every invocation fetching a few elements in the order that memory holds them; then each
 * invocation multiplies its rows with its columns, sums in registers. The next panels are on their way from memory meanwhile.
 */
import type { Expr } from "../../ir/expr.ts";
import {
  coefficient,
  constant,
  extract,
  i32,
  localLoad,
  op,
  splat,
  substitute,
  variable,
  vectorize,
  walk,
} from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest, Store } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { decode, taskVar } from "./coalesce.ts";
import { multiplyAdd } from "./contraction-quads.ts";
import type { Scheduled } from "./schedule.ts";

/** Rows, columns and steps of k of a workgroup's tile, and the rows and columns of one invocation. Multiples of 4. */
export interface Tile {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly rows: number;
  readonly columns: number;
}

const TILES: readonly Tile[] = [
  { m: 128, n: 128, k: 8, rows: 8, columns: 8 },
  { m: 128, n: 64, k: 16, rows: 8, columns: 4 },
  { m: 64, n: 128, k: 16, rows: 4, columns: 8 },
  { m: 64, n: 64, k: 16, rows: 4, columns: 4 },
  { m: 128, n: 32, k: 16, rows: 8, columns: 4 },
  { m: 32, n: 128, k: 16, rows: 4, columns: 8 },
  { m: 32, n: 32, k: 16, rows: 4, columns: 4 },
  { m: 16, n: 64, k: 16, rows: 4, columns: 4 },
  { m: 64, n: 16, k: 16, rows: 4, columns: 4 },
];
/** Rows of a panel are this much longer than the tile, so that neighbouring k lie in different banks. */
const PAD = 4;

/** Invocations that one compute unit runs at the same time when it is busy, of all that the device runs. */
const UNIT = 256;
/** With fewer invocations than this a compute unit waits for memory. */
const HIDES_LATENCY = 128;
/** What fetching an element of a panel costs, in multiply-adds of one invocation. */
const FETCH_COST = 8;

/** The tile of the least estimated time for `batch` results of `m` × `n`. */
export function chooseTile(batch: number, m: number, n: number, target: Target): Tile {
  const fitting = TILES.filter((t) => threadsOf(t) <= target.maxWorkgroup && localBytes(t) <= target.localBytes);
  const units = Math.max(1, target.parallelism / UNIT);
  const cost = (t: Tile): number => {
    const threads = threadsOf(t);
    const perUnit = Math.ceil((batch * Math.ceil(m / t.m) * Math.ceil(n / t.n)) / units);
    const step = threads * (t.rows * t.columns + 2 * (t.rows + t.columns)) + FETCH_COST * (t.m + t.n);
    return (perUnit * step) / Math.min(1, (perUnit * threads) / HIDES_LATENCY);
  };
  return fitting.reduce((best, t) => (cost(t) < cost(best) ? t : best));
}

function threadsOf(t: Tile): number {
  return (t.m / t.rows) * (t.n / t.columns);
}

function localBytes(t: Tile): number {
  return 4 * t.k * (t.m + t.n + 2 * PAD);
}

/** One workgroup per tile. */
export function scheduleTiles(nest: Nest, target: Target): Scheduled {
  const { batch, m: mAxes, n: nAxes, k: kAxes, a, b } = nest.contraction!;
  const [M, N, K] = [pointsOf(mAxes), pointsOf(nAxes), pointsOf(kAxes)];
  const tile = chooseTile(pointsOf(batch), M, N, target);
  const threads = threadsOf(tile);
  const [tilesM, tilesN] = [Math.ceil(M / tile.m), Math.ceil(N / tile.n)];
  const tasks = pointsOf(batch) * tilesM * tilesN;
  const place = decode([...batch, { name: "tile_m", size: tilesM }, { name: "tile_n", size: tilesN }], taskVar(tasks));
  const firstRow = op("mul", [place.get("tile_m")!, i32(tile.m)]);
  const firstColumn = op("mul", [place.get("tile_n")!, i32(tile.n)]);
  const local = variable("local", "i32", 0, threads - 1);
  const firstK = variable("panel_k", "i32", 0, Math.max(0, K - 1));
  const type = a.type;

  const panels = [panel("a", a, mAxes, tile.m, firstRow), panel("b", b, nAxes, tile.n, firstColumn)];
  function panel(name: string, value: Expr, across: readonly Axis[], width: number, first: Expr): Panel {
    return preparePanel({ name, value, across, width, first, place, kAxes, K, depth: tile.k, threads, local });
  }

  // the sums of one invocation: vectors along n
  const lanesN = tile.n / tile.columns;
  const [tx, ty] = [op("rem", [local, i32(lanesN)]), op("div", [local, i32(lanesN)])];
  const rowBlocks = blocksOf(ty, tile.rows, tile.m);
  const columnBlocks = blocksOf(tx, tile.columns, tile.n);
  const sumName = (i: number, j: number): string => `sum_${i}_${j}`;
  const sum = (i: number, j: number): Expr => variable(sumName(i, j), type, undefined, undefined, 4);
  const body: Stmt[] = [];
  for (let i = 0; i < tile.rows; i++)
    columnBlocks.forEach((_, j) => body.push({ kind: "var", name: sumName(i, j), init: splat(constant(0, type)) }));

  const kk = variable("step_k", "i32", 0, tile.k - 1);
  const rowsOfA = rowBlocks.map((r) =>
    localLoad("a_panel", type, op("add", [op("mul", [kk, i32(tile.m + PAD)]), r]), 4),
  );
  const columnsOfB = columnBlocks.map((c) =>
    localLoad("b_panel", type, op("add", [op("mul", [kk, i32(tile.n + PAD)]), c]), 4),
  );
  const products: Stmt[] = [
    ...rowsOfA.map((value, i): Stmt => ({ kind: "let", name: `left_${i}`, value })),
    ...columnsOfB.map((value, j): Stmt => ({ kind: "let", name: `right_${j}`, value })),
  ];
  for (let i = 0; i < tile.rows; i++) {
    const left = splat(extract(variable(`left_${i >> 2}`, type, undefined, undefined, 4), i & 3));
    columnBlocks.forEach((_, j) => {
      const right = variable(`right_${j}`, type, undefined, undefined, 4);
      products.push({ kind: "assign", name: sumName(i, j), value: multiplyAdd(left, right, sum(i, j), target) });
    });
  }
  body.push(...panels.flatMap((p) => p.fetch(i32(0), "var")));
  body.push({
    kind: "for",
    name: "panel_k",
    begin: i32(0),
    end: i32(K),
    step: tile.k,
    body: [
      ...panels.flatMap((p) => p.store),
      { kind: "barrier" },
      // past the end in the last turn: read somewhere, and never used
      ...panels.flatMap((p) => p.fetch(op("add", [firstK, i32(tile.k)]), "assign")),
      { kind: "for", name: "step_k", begin: i32(0), end: i32(tile.k), step: 1, body: products },
      { kind: "barrier" },
    ],
  });

  const result = nest.stages[0]!.name;
  for (let i = 0; i < tile.rows; i++) {
    const row = op("add", [op("add", [firstRow, rowBlocks[i >> 2]!]), i32(i & 3)]);
    const stores = columnBlocks.flatMap((c, j) => {
      const column = op("add", [firstColumn, c]);
      const names = new Map([...place, ...decode(mAxes, row)]);
      return nest.stores.flatMap((s) => storeFour(s, nAxes, N, column, names, result, sum(i, j)));
    });
    body.push(...within(row, M, stores));
  }
  return {
    tasks,
    workgroup: threads,
    cooperative: true,
    locals: [
      { name: "a_panel", type, size: tile.k * (tile.m + PAD) },
      { name: "b_panel", type, size: tile.k * (tile.n + PAD) },
    ],
    schedule: `tile ${tile.m}×${tile.n}×${tile.k}, ${tile.rows}×${tile.columns} per invocation, a ${panels[0]!.how}, b ${panels[1]!.how}`,
    body,
  };
}

/** First element of each block of four that an invocation owns: blocks of neighbours lie side by side. */
function blocksOf(position: Expr, count: number, width: number): Expr[] {
  const blocks = count / 4;
  return Array.from({ length: blocks }, (_, i) =>
    op("add", [op("mul", [position, i32(4)]), i32((i * width) / blocks)]),
  );
}

interface PanelInput {
  readonly name: string;
  readonly value: Expr;
  /** The m or n axes. */
  readonly across: readonly Axis[];
  readonly width: number;
  readonly first: Expr;
  readonly place: ReadonlyMap<string, Expr>;
  readonly kAxes: readonly Axis[];
  readonly K: number;
  readonly depth: number;
  readonly threads: number;
  readonly local: Expr;
}

interface Panel {
  /** Reads this invocation's elements of the panel that begins at `k` into registers. */
  fetch(k: Expr, kind: "var" | "assign"): Stmt[];
  /** Moves them to workgroup memory. */
  readonly store: readonly Stmt[];
  readonly how: string;
}

/** How one operand's panel gets into workgroup memory, k-major. */
function preparePanel(p: PanelInput): Panel {
  const { name, value, across, width, depth, threads, local } = p;
  const [lastK, lastAcross] = [p.kAxes.at(-1), across.at(-1)];
  const alongK = stride(value, lastK) === 1 && stride(value, lastAcross) !== 1;
  const along = alongK ? lastK : lastAcross;
  // four neighbours may not straddle the end of the axis, nor may the panel be smaller than what its invocations fetch at once
  const wide =
    along !== undefined && along.size % 4 === 0 && stride(value, along) === 1 && (width * depth) % (4 * threads) === 0;
  const lanes = wide ? 4 : 1;
  const e = wide ? splat(vectorize(value, along.name)) : value;
  const count = Math.ceil((width * depth) / (lanes * threads));
  const partial = (width * depth) % (lanes * threads) !== 0;
  const register = (i: number): string => `${name}_next_${i}`;

  const element = (i: number): { k: Expr; x: Expr; flat: Expr } => {
    const flat = op("mul", [op("add", [local, i32(i * threads)]), i32(lanes)]);
    const [size, inner] = alongK ? [depth, "k"] : [width, "x"];
    const [low, high] = [op("rem", [flat, i32(size)]), op("div", [flat, i32(size)])];
    return inner === "k" ? { k: low, x: high, flat } : { k: high, x: low, flat };
  };
  const fetch = (k: Expr, kind: "var" | "assign"): Stmt[] =>
    Array.from({ length: count }, (_, i): Stmt => {
      const at = element(i);
      const kIndex = op("add", [k, at.k]);
      const names = new Map([...p.place, ...decode(p.kAxes, kIndex), ...decode(across, op("add", [p.first, at.x]))]);
      let loaded = substitute(e, names);
      if (p.K % depth !== 0) {
        const zero = constant(0, value.type);
        loaded = op("select", [op("lt", [kIndex, i32(p.K)]), loaded, loaded.lanes === 4 ? splat(zero) : zero]);
      }
      return kind === "var" ? { kind, name: register(i), init: loaded } : { kind, name: register(i), value: loaded };
    });
  const store = Array.from({ length: count }, (_, i): readonly Stmt[] => {
    const { k, x, flat } = element(i);
    const fetched = variable(register(i), value.type, undefined, undefined, lanes);
    const put = (kOffset: number, v: Expr): Stmt => ({
      kind: "storeLocal",
      array: `${name}_panel`,
      index: op("add", [op("mul", [op("add", [k, i32(kOffset)]), i32(width + PAD)]), x]),
      value: v,
    });
    const puts = wide && alongK ? [0, 1, 2, 3].map((l) => put(l, extract(fetched, l))) : [put(0, fetched)];
    return partial && i === count - 1 ? within(flat, width * depth, puts) : puts;
  }).flat();
  return { fetch, store, how: `${alongK ? "along k" : "across"}${wide ? "×4" : ""}` };
}

/** How far apart in memory neighbours along `axis` lie in the loads of `e`: of all loads that depend on it, or undefined. */
function stride(e: Expr, axis: Axis | undefined): number | undefined {
  if (!axis) return undefined;
  const strides = new Set<number | undefined>();
  walk([e], (x) => {
    if (x.kind !== "load") return;
    const c = coefficient(x.index, axis.name);
    if (c !== 0) strides.add(c);
    if (x.mask && coefficient(x.mask, axis.name) !== 0) strides.add(undefined);
  });
  return strides.size === 1 ? [...strides][0] : undefined;
}

/** Stores four neighbouring columns, at once where they are neighbours in memory too. */
function storeFour(
  s: Store,
  nAxes: readonly Axis[],
  N: number,
  column: Expr,
  names: ReadonlyMap<string, Expr>,
  result: string,
  sums: Expr,
): readonly Stmt[] {
  const last = nAxes.at(-1);
  if (last && last.size % 4 === 0 && coefficient(s.index, last.name) === 1) {
    const all = new Map([...names, ...decode(nAxes, column), [result, sums] as const]);
    const value = splat(substitute(vectorize(s.value, last.name), all));
    return within(column, N, [{ kind: "store", arg: s.arg, index: substitute(s.index, all), value }]);
  }
  return [0, 1, 2, 3].flatMap((l) => {
    const at = op("add", [column, i32(l)]);
    const all = new Map([...names, ...decode(nAxes, at), [result, extract(sums, l)] as const]);
    return within(at, N, [
      { kind: "store", arg: s.arg, index: substitute(s.index, all), value: substitute(s.value, all) },
    ]);
  });
}

/** `body` where `index < size`; as it is where that always holds. */
function within(index: Expr, size: number, body: readonly Stmt[]): readonly Stmt[] {
  const condition = op("lt", [index, i32(size)]);
  return condition.kind === "const" ? (condition.value ? body : []) : [{ kind: "if", condition, then: body }];
}
