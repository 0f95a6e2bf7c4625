/** Where a GPU's invocation has its sums in the result, and how it stores what the nest makes of them. */
import type { Expr } from "../../ir/expr.ts";
import { coefficient, extract, i32, op, splat, substitute, substituteLanes, vectorize } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest, Store } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import { decode } from "./coalesce.ts";
import { within } from "./contraction-statements.ts";

/** First element of each block of four that an invocation owns: blocks of neighbours lie side by side. */
export function blocksOf(position: Expr, count: number, width: number): Expr[] {
  const blocks = count / 4;
  return Array.from({ length: blocks }, (_, i) =>
    op("add", [op("mul", [position, i32(4)]), i32((i * width) / blocks)]),
  );
}

interface Sums {
  readonly nest: Nest;
  readonly place: ReadonlyMap<string, Expr>;
  readonly rows: number;
  /** The first row of every four, and the first column. */
  readonly rowBlocks: readonly Expr[];
  readonly columnBlocks: readonly Expr[];
  /** The four sums of row `i` and column block `j`. */
  sum(i: number, j: number): Expr;
}

/** The nest's stores for every sum of an invocation that is one of the result's. */
export function storeSums({ nest, place, rows, rowBlocks, columnBlocks, sum }: Sums): Stmt[] {
  const { m, n } = nest.contraction!;
  const out: Stmt[] = [];
  for (let i = 0; i < rows; i++) {
    const row = op("add", [rowBlocks[i >> 2]!, i32(i & 3)]);
    const names = new Map([...place, ...decode(m, row)]);
    const stores = columnBlocks.flatMap((first, j) => storeAlong({ nest, axes: n, first, names, value: sum(i, j) }));
    out.push(...within(row, pointsOf(m), stores));
  }
  return out;
}

interface Neighbours {
  readonly nest: Nest;
  /** The m or n axes, along which the values lie, and the first one's index over them. */
  readonly axes: readonly Axis[];
  readonly first: Expr;
  /** All other axes. */
  readonly names: ReadonlyMap<string, Expr>;
  /** One sum, or those of four neighbours. */
  readonly value: Expr;
}

/**
 * The nest's stores for one sum or four neighbours, as far as they are the result's; at once where they are neighbours in memory too.
 * All that is stored at one place is stored together: what replaces a value may be read by another store's value.
 */
export function storeAlong({ nest, axes, first, names, value }: Neighbours): readonly Stmt[] {
  const last = axes.at(-1);
  const size = pointsOf(axes);
  const [stage] = nest.stages;
  const placeOf = (by: number): ReadonlyMap<string, Expr> =>
    new Map([...names, ...decode(axes, op("add", [first, i32(by)]))]);
  const isWide = ({ index }: Store): boolean =>
    last !== undefined && last.size % 4 === 0 && coefficient(index, last.name) === 1;
  if (value.lanes === 4 && nest.stores.every(isWide)) {
    const here = placeOf(0);
    const four = nest.stores.map((s): Stmt => {
      const wide = substitute(vectorize(s.value, last!.name), here);
      return storeAt(s, here, splat(substituteLanes(wide, new Map([[stage!.name, value]]))));
    });
    return within(first, size, four);
  }
  const sums = value.lanes === 4 ? [0, 1, 2, 3].map((l) => extract(value, l)) : [value];
  return sums.flatMap((sum, by) => {
    const here = new Map([...placeOf(by), [stage!.name, sum]]);
    const one = nest.stores.map((s) => storeAt(s, here, substitute(s.value, here)));
    return within(op("add", [first, i32(by)]), size, one);
  });
}

function storeAt({ arg, index }: Store, here: ReadonlyMap<string, Expr>, value: Expr): Stmt {
  return { kind: "store", arg, index: substitute(index, here), value };
}
