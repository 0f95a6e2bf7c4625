/**
 * A sum of products with few rows or few columns, on a GPU: nothing is read often enough for tiles to pay. The invocations of a workgroup
 * lie along the longer side, and several of them share each sum: every one adds up its slice of k, reading what its neighbours'
 * neighbours in memory are, and the parts meet in workgroup memory, in a fixed order.
 */
import type { Expr } from "../../ir/expr.ts";
import { constant, i32, localLoad, op, splat, substitute, variable, vectorize } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { decode, taskVar } from "./coalesce.ts";
import { layoutOf } from "./contraction-layout.ts";
import type { Lines } from "./contraction-schedules.ts";
import { FEW, threadsOf } from "./contraction-schedules.ts";
import { add, define, index, loop, multiplyAdd, times, within } from "./contraction-statements.ts";
import { foldLanes } from "./reduction.ts";
import { storeAlong } from "./contraction-store.ts";
import type { Scheduled } from "./schedule.ts";

/** One workgroup for `across` (times four, where those are one load) results along the longer side and a few along the other. */
export function scheduleLines(nest: Nest, target: Target, lines: Lines): Scheduled {
  const { batch, m, n, k: kAxes, a, b } = nest.contraction!;
  const rowsAreMore = pointsOf(m) > pointsOf(n);
  const [longAxes, shortAxes] = rowsAreMore ? [m, n] : [n, m];
  const [longValue, shortValue] = rowsAreMore ? [a, b] : [b, a];
  const [LONG, SHORT, K] = [pointsOf(longAxes), pointsOf(shortAxes), pointsOf(kAxes)];
  const { alongK, lanes } = layoutOf(longValue, kAxes, longAxes);
  const [wideK, wideX] = alongK ? [lanes, 1 as const] : [1 as const, lanes];
  const { across, slices } = lines;
  const [threads, width, few] = [threadsOf(lines), across * wideX, Math.min(FEW, SHORT)];
  const [tilesLong, tilesShort] = [Math.ceil(LONG / width), Math.ceil(SHORT / few)];
  const tasks = pointsOf(batch) * tilesLong * tilesShort;

  const place = decode(
    [...batch, { name: "tile_short", size: tilesShort }, { name: "tile_long", size: tilesLong }],
    taskVar(tasks),
  );
  const [firstLong, firstShort] = [times(place.get("tile_long")!, width), times(place.get("tile_short")!, few)];
  const local = index("local", threads - 1);
  // neighbours read neighbours in memory
  const [low, high] = alongK ? [slices, "x"] : [across, "slice"];
  const [inner, outer] = [op("rem", [local, i32(low)]), op("div", [local, i32(low)])];
  const [x, slice] = high === "x" ? [outer, inner] : [inner, outer];

  const k = index("line_k", K - 1);
  const at = (value: Expr, along: Axis | undefined, where: ReadonlyMap<string, Expr>): Expr => {
    const wide = lanes === 4 && along ? vectorize(value, along.name) : value;
    const e = substitute(wide, new Map([...place, ...decode(kAxes, k), ...where]));
    return lanes === 4 ? splat(e) : e;
  };
  const lastK = alongK ? kAxes.at(-1) : undefined;
  const type = a.type;
  const sums = Array.from({ length: few }, (_, i) => `sum_${i}`);
  const sum = (i: number): Expr => variable(sums[i]!, type, undefined, undefined, lanes);
  const zero = constant(0, type);
  const long = variable("long", type, undefined, undefined, lanes);
  const body: Stmt[] = [
    ...sums.map((name): Stmt => ({ kind: "var", name, init: lanes === 4 ? splat(zero) : zero })),
    loop("line_k", times(slice, wideK), i32(K), slices * wideK, [
      define(
        "long",
        at(longValue, alongK ? lastK : longAxes.at(-1), decode(longAxes, add(firstLong, times(x, wideX)))),
      ),
      ...sums.map((name, i): Stmt => {
        const short = at(shortValue, lastK, decode(shortAxes, add(firstShort, i32(i))));
        return { kind: "assign", name, value: multiplyAdd(short, long, sum(i), target) };
      }),
    ]),
    ...sums.map((_, i): Stmt => {
      const part = add(times(add(i32(i * slices), slice), width), times(x, wideX));
      return {
        kind: "storeLocal",
        array: "parts",
        index: part,
        value: wideK === 4 ? foldLanes("sum", sum(i)) : sum(i),
      };
    }),
    { kind: "barrier" },
  ];

  // each result, or four neighbours, is put together by one invocation
  const units = few * across;
  for (let first = 0; first < units; first += threads) {
    const [flat, totalName, part] = [add(local, i32(first)), `total_${first}`, `part_${first}`];
    const [i, position] = [op("div", [flat, i32(across)]), op("rem", [flat, i32(across)])];
    const [short, far] = [add(firstShort, i), add(firstLong, times(position, wideX))];
    const total = variable(totalName, type, undefined, undefined, wideX);
    const where = add(times(add(times(i, slices), index(part, slices - 1)), width), times(position, wideX));
    const names = new Map([...place, ...decode(shortAxes, short)]);
    const finish: Stmt[] = [
      { kind: "var", name: totalName, init: wideX === 4 ? splat(zero) : zero },
      loop(part, i32(0), i32(slices), 1, [
        { kind: "assign", name: totalName, value: add(total, localLoad("parts", type, where, wideX)) },
      ]),
      ...storeAlong({ nest, axes: longAxes, first: far, names, value: total }),
    ];
    body.push(...within(flat, units, within(short, SHORT, finish)));
  }
  return {
    tasks,
    workgroup: threads,
    cooperative: true,
    locals: [{ name: "parts", type, size: few * slices * width }],
    schedule: `${few} × ${width} results by ${across} invocations in ${slices} slices of k, ${alongK ? "along k" : "across"}${lanes === 4 ? "×4" : ""}`,
    body,
  };
}
