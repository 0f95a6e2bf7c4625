/** What a contraction looks like to a CPU thread: merged axes, where its operands lie, and all that its schedule decides. */
import type { Expr } from "../../ir/expr.ts";
import { axisVar, coefficient, contains, freeVars, i32, substitute } from "../../ir/expr.ts";
import type { LocalArray } from "../../ir/kernel.ts";
import { isHalf } from "../../ir/half.ts";
import type { Arg, Axis, Nest } from "../../ir/nest.ts";
import { chooseBlocks, chooseGrid, chooseTile, product, roundUp, stepOverBlock } from "./contraction-plan.ts";
import { decode } from "./coalesce.ts";
import { readsAlong } from "./contraction-vectors.ts";
import { index } from "./contraction-statements.ts";
import type { Blocks, Grid, Tile } from "./contraction-plan.ts";
import type { Target } from "../../ir/target.ts";

/** Elements from one row of b to the next, at most, that are walked without packing: further apart, each row is a page of its own. */
const WIDEST_UNPACKED_ROW = 256;

/** Everything the parts of the schedule have to know. */
export interface Plan {
  readonly nest: Nest;
  readonly batch: readonly Axis[];
  readonly mAxes: readonly Axis[];
  readonly nAxes: readonly Axis[];
  readonly M: number;
  readonly N: number;
  readonly a: Expr;
  readonly b: Expr;
  readonly tile: Tile;
  readonly blocks: Blocks;
  readonly grid: Grid;
  /** `direct`: read where it is; `rows`: packed along k; `columns`: packed along m. */
  readonly modeA: "direct" | "rows" | "columns";
  readonly packsB: boolean;
  /** Rows of a packed at a time. */
  readonly rowStep: number;
  /** Elements from one row of packed a to the next (`rows`), or from one k to the next (`columns`). */
  readonly strideA: number;
  /** Elements from one row of the sums in scratch to the next. */
  readonly strideC: number;
  readonly locals: readonly LocalArray[];
}

/** Decides everything about the schedule of `nest`. */
export function prepare(nest: Nest, target: Target): Plan {
  const con = nest.contraction;
  if (!con) throw new Error(`scheduleContractionRange: nest ${nest.name} is a ${nest.class}; it has no contraction.`);
  const stores = nest.stores.flatMap((s) => [s.index, s.value]);
  let exprs: readonly Expr[] = [con.a, con.b, ...stores];
  let [k, m, n]: (readonly Axis[])[] = [con.k, con.m, con.n];
  [k, exprs] = mergeAxes(k!, exprs, "k");
  [m, exprs] = mergeAxes(m!, exprs, "m");
  [n, exprs] = mergeAxes(n!, exprs, "n");
  const a = exprs[0]!;
  const b = exprs[1]!;
  const merged: Nest = {
    ...nest,
    stores: nest.stores.map((s, i) => ({ ...s, index: exprs[2 + 2 * i]!, value: exprs[3 + 2 * i]! })),
  };
  const kAxes: readonly Axis[] = k!.length > 0 ? k! : [{ name: "k_one", size: 1 }];
  const M = product(m!);
  const N = product(n!);
  const K = product(kAxes);
  const tile = chooseTile(M, N);
  const blocks = chooseBlocks(kAxes);
  const flatM = decode(m!, index("m", M - 1));
  const modeA = chooseModeA(a, m!, blocks, flatM, nest.args, N <= 4 * tile.vectors);
  const indexB = plainLoad(b, nest.args);
  const rowOfB = indexB && stepOverBlock((name) => coefficient(indexB, name), blocks);
  const packsB = !(
    indexB &&
    rowOfB !== undefined &&
    coefficient(substitute(indexB, decode(n!, index("n", N - 1))), "n") === 1 &&
    (rowOfB <= WIDEST_UNPACKED_ROW || M <= 2 * tile.rows)
  );
  const rowStep = modeA === "columns" ? lcm(tile.rows, 4) * Math.max(1, Math.floor(24 / lcm(tile.rows, 4))) : tile.rows;
  const grid = chooseGrid({
    batch: product(con.batch),
    m: M,
    n: N,
    k: K,
    tile,
    rowStep,
    packsA: modeA !== "direct",
    packsB,
    blockSteps: blocks.steps,
    threads: target.parallelism,
  });
  const strideA = modeA === "columns" ? rowStep : roundUp(blocks.steps + 3, 4) + (blocks.steps % 256 === 0 ? 16 : 0);
  const width = 4 * tile.vectors;
  const strideC = blocks.count === 1 ? width : grid.blockN;
  const type = a.type;
  const locals: LocalArray[] = [
    { name: "sums", type, size: blocks.count === 1 ? tile.rows * width : grid.blockM * grid.blockN },
  ];
  if (modeA !== "direct")
    locals.push({ name: "panel_a", type, size: (modeA === "columns" ? blocks.steps : rowStep) * strideA + 8 });
  if (packsB) locals.push({ name: "panel_b", type, size: grid.blockN * blocks.steps });
  return {
    nest: merged,
    batch: con.batch,
    mAxes: m!,
    nAxes: n!,
    M,
    N,
    a,
    b,
    tile,
    blocks,
    grid,
    modeA,
    packsB,
    rowStep,
    strideA,
    strideC,
    locals,
  };
}

/** Drops axes of size 1 and joins neighbours wherever no expression then needs a division to tell them apart. */
function mergeAxes(axes: readonly Axis[], exprs: readonly Expr[], prefix: string): [Axis[], readonly Expr[]] {
  const ones = new Map(axes.filter((x) => x.size === 1).map((x) => [x.name, i32(0)] as const));
  let out = exprs.map((e) => substitute(e, ones));
  const list = axes.filter((x) => x.size !== 1).map((x) => ({ ...x }));
  for (let i = list.length - 2; i >= 0; i--) {
    const [p, q] = [list[i]!, list[i + 1]!];
    const joined: Axis = { name: `${prefix}_${p.name}_${q.name}`, size: p.size * q.size };
    const v = axisVar(joined);
    const by = decode([p, q], v);
    const next = out.map((e) => substitute(e, by));
    if (next.some((e) => divides(e, joined.name))) continue;
    out = next;
    list.splice(i, 2, joined);
  }
  return [list, out];
}

function divides(e: Expr, name: string): boolean {
  return contains(e, (x) => x.kind === "op" && (x.op === "div" || x.op === "rem") && freeVars(x).has(name));
}

/** The index of `e` when it is nothing but an unmasked load from a buffer that is only read. 16-bit floats are converted, once: while packing. */
function plainLoad(e: Expr, args: readonly Arg[]): Expr | undefined {
  if (e.kind !== "load" || e.mask || e.type === "bool") return undefined;
  const { access, dtype } = args[e.arg]!;
  return access === "read" && !isHalf(dtype) ? e.index : undefined;
}

function chooseModeA(
  a: Expr,
  m: readonly Axis[],
  blocks: Blocks,
  flatM: ReadonlyMap<string, Expr>,
  args: readonly Arg[],
  usedOnce: boolean,
): Plan["modeA"] {
  const plain = plainLoad(a, args);
  const kAxis = blocks.inner.at(-1) ?? blocks.axis;
  if (plain && coefficient(substitute(plain, flatM), "m") !== undefined) {
    const step = stepOverBlock((name) => coefficient(plain, name), blocks);
    if (step === 1 || (step !== undefined && usedOnce)) return "direct";
  }
  if (readsAlong(a, kAxis.name) && kAxis.size >= 3) return "rows";
  const inner = m.at(-1);
  if (inner && (m.length === 1 || inner.size % 4 === 0) && readsAlong(a, inner.name)) return "columns";
  return "rows";
}

function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y) [x, y] = [y, x % y];
  return (a / x) * b;
}
