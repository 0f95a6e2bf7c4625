/**
 * A sum of products on a GPU whose caches are fast: each invocation reads its rows and columns itself and sums in registers. There is no
 * workgroup memory and nothing to wait for; the invocations of a workgroup lie on a tile, so that what they read they have in common.
 */
import type { Expr } from "../../ir/expr.ts";
import { constant, extract, i32, splat, substitute, variable, vec, vectorize } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { decode, taskVar } from "./coalesce.ts";
import { layoutOf } from "./contraction-layout.ts";
import type { Registers } from "./contraction-schedules.ts";
import { threadsOf } from "./contraction-schedules.ts";
import { add, define, index, loop, multiplyAdd, times } from "./contraction-statements.ts";
import { blocksOf, storeSums } from "./contraction-store.ts";
import type { Scheduled } from "./schedule.ts";

const LANES = [0, 1, 2, 3] as const;

/** One invocation for `rows` × `columns` results. */
export function scheduleRegisters(nest: Nest, target: Target, registers: Registers): Scheduled {
  const { batch, m: mAxes, n: nAxes, k: kAxes, a, b } = nest.contraction!;
  const { rows, columns, down, across } = registers;
  const [M, N, K] = [pointsOf(mAxes), pointsOf(nAxes), pointsOf(kAxes)];
  const [tileM, tileN] = [down * rows, across * columns];
  const grid: readonly Axis[] = [
    { name: "tile_m", size: Math.ceil(M / tileM) },
    { name: "tile_n", size: Math.ceil(N / tileN) },
    { name: "down", size: down },
    { name: "across", size: across },
  ];
  const tasks = pointsOf(batch) * pointsOf(grid);
  const place = decode([...batch, ...grid], taskVar(tasks));
  const rowBlocks = blocksOf(place.get("down")!, rows, tileM).map((r) => add(times(place.get("tile_m")!, tileM), r));
  const columnBlocks = blocksOf(place.get("across")!, columns, tileN).map((c) =>
    add(times(place.get("tile_n")!, tileN), c),
  );

  const unroll = (kAxes.at(-1)?.size ?? 1) % 4 === 0 ? 4 : 1;
  const k = index("step_k", K - 1);
  const input = { kAxes, k, unroll, place };
  const left = rowBlocks.map((first, i) => fourOf({ ...input, name: `left_${i}`, value: a, axes: mAxes, first }));
  const right = columnBlocks.map((first, j) => fourOf({ ...input, name: `right_${j}`, value: b, axes: nAxes, first }));

  const type = a.type;
  const sumName = (i: number, j: number): string => `sum_${i}_${j}`;
  const sum = (i: number, j: number): Expr => variable(sumName(i, j), type, undefined, undefined, 4);
  const body: Stmt[] = [];
  const products: Stmt[] = [...left, ...right].flatMap((four) => four.load);
  for (let i = 0; i < rows; i++)
    columnBlocks.forEach((_, j) => {
      body.push({ kind: "var", name: sumName(i, j), init: splat(constant(0, type)) });
      for (let u = 0; u < unroll; u++) {
        const row = splat(extract(left[i >> 2]!.at[u]!, i & 3));
        const value = multiplyAdd(row, right[j]!.at[u]!, sum(i, j), target);
        products.push({ kind: "assign", name: sumName(i, j), value });
      }
    });
  body.push(loop("step_k", i32(0), i32(K), unroll, products));
  body.push(...storeSums({ nest, place, rows, rowBlocks, columnBlocks, sum }));
  return {
    tasks,
    workgroup: threadsOf(registers),
    cooperative: false,
    locals: [],
    schedule: `${rows}×${columns} per invocation, ${down}×${across} together, k by ${unroll}`,
    body,
  };
}

interface FourInput {
  readonly name: string;
  readonly value: Expr;
  /** The m or n axes, and the first of four neighbours along them. */
  readonly axes: readonly Axis[];
  readonly first: Expr;
  readonly kAxes: readonly Axis[];
  readonly k: Expr;
  readonly unroll: number;
  readonly place: ReadonlyMap<string, Expr>;
}

/** Four neighbours of an operand at `unroll` steps of k: the statements that read them, and for each step a vector. */
function fourOf({ name, value, axes, first, kAxes, k, unroll, place }: FourInput): {
  readonly load: readonly Stmt[];
  readonly at: readonly Expr[];
} {
  const { alongK, lanes } = layoutOf(value, kAxes, axes);
  const element = (e: Expr, u: number, x: number): Expr =>
    substitute(e, new Map([...place, ...decode(kAxes, add(k, i32(u))), ...decode(axes, add(first, i32(x)))]));
  const named = (suffix: number): Expr => variable(`${name}_${suffix}`, value.type, undefined, undefined, 4);
  const steps = Array.from({ length: unroll }, (_, u) => u);
  if (lanes === 4 && alongK) {
    const wide = splat(vectorize(value, kAxes.at(-1)!.name));
    return {
      load: LANES.map((x) => define(`${name}_${x}`, element(wide, 0, x))),
      at: steps.map((u) => vec(LANES.map((x) => extract(named(x), u)))),
    };
  }
  const wide = lanes === 4 ? splat(vectorize(value, axes.at(-1)!.name)) : undefined;
  const four = (u: number): Expr => (wide ? element(wide, u, 0) : vec(LANES.map((x) => element(value, u, x))));
  return { load: steps.map((u) => define(`${name}_${u}`, four(u))), at: steps.map(named) };
}
