/**
 * A sum of products on a GPU. One workgroup makes one tile of the result. In steps of k it brings a panel of `a` (k × m) and one of
 * `b` (k × n) into workgroup memory, every invocation fetching a few elements in the order that memory holds them; then each
 * invocation multiplies its rows with its columns, sums in registers. The next panels are on their way from memory meanwhile.
 */
import type { Expr } from "../../ir/expr.ts";
import { constant, extract, i32, localLoad, op, splat, substitute, variable, vectorize } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { decode, taskVar } from "./coalesce.ts";
import { blocksOf, storeSums } from "./contraction-store.ts";
import { layoutOf } from "./contraction-layout.ts";
import type { Tiles } from "./contraction-schedules.ts";
import { PAD, threadsOf } from "./contraction-schedules.ts";
import { multiplyAdd, within } from "./contraction-statements.ts";
import type { Scheduled } from "./schedule.ts";

/** One workgroup per tile. */
export function scheduleTiles(nest: Nest, target: Target, tile: Tiles): Scheduled {
  const { batch, m: mAxes, n: nAxes, k: kAxes, a, b } = nest.contraction!;
  const [M, N, K] = [pointsOf(mAxes), pointsOf(nAxes), pointsOf(kAxes)];
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

  const [rowsHere, columnsHere] = [
    rowBlocks.map((r) => op("add", [firstRow, r])),
    columnBlocks.map((c) => op("add", [firstColumn, c])),
  ];
  body.push(...storeSums({ nest, place, rows: tile.rows, rowBlocks: rowsHere, columnBlocks: columnsHere, sum }));
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
  const layout = layoutOf(value, p.kAxes, across);
  const { alongK } = layout;
  const along = (alongK ? p.kAxes : across).at(-1)!;
  // the panel may not be smaller than what its invocations fetch at once
  const wide = layout.lanes === 4 && (width * depth) % (4 * threads) === 0;
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
