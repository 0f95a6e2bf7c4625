/** Packs panels of a contraction's operands into scratch: the patches of a convolution are formed here. */
import type { Expr } from "../../ir/expr.ts";
import { axisVar, i32, splat, substitute } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis } from "../../ir/nest.ts";
import { add, sub, times, least, index, loop } from "./contraction-statements.ts";
import { decode } from "./coalesce.ts";
import { readsAlong, vectorizeSafely, fourAlong } from "./contraction-vectors.ts";
import type { Plan } from "./contraction-shape.ts";

/** Loops over the k axes of a block; `body` is given the position in the block. Loops are named `prefix` + the axis. */
function kLoops(c: Plan, prefix: string, step: number, body: (position: Expr) => readonly Stmt[]): Stmt[] {
  const { axis, inner } = c.blocks;
  const axes = [axis, ...inner];
  const at = (x: Axis): Expr => axisVar({ name: prefix + x.name, size: x.size });
  let position: Expr = sub(at(axis), index("k0", axis.size - 1));
  for (const x of inner) position = add(times(position, x.size), at(x));
  const begin = (x: Axis): Expr => (x === axis ? index("k0", axis.size - 1) : i32(0));
  const end = (x: Axis): Expr => (x === axis ? index("k1", axis.size) : i32(x.size));
  return axes.reduceRight<Stmt[]>(
    (b, x, i) => [loop(prefix + x.name, begin(x), end(x), i === axes.length - 1 ? step : 1, b)],
    [...body(position)],
  );
}

/** `e` over the names that `kLoops` gives the k axes. */
function inLoops(c: Plan, prefix: string, e: Expr): Expr {
  return substitute(
    e,
    new Map(
      [c.blocks.axis, ...c.blocks.inner].map(
        (x) => [x.name, axisVar({ name: prefix + x.name, size: x.size })] as const,
      ),
    ),
  );
}

/** The panel of columns p …: k by k, the columns of the tile side by side. */
export function packB(c: Plan, b: Expr): Stmt[] {
  const { vectors } = c.tile;
  const p = index("p", c.N - 1);
  const start = times(sub(p, index("n0", c.N - 1)), c.blocks.steps);
  const names: Stmt[] = [];
  const columns = Array.from({ length: vectors }, (_, v) =>
    fourAlong(inLoops(c, "b_", b), c.nAxes, add(p, i32(4 * v)), `p${v}`, c.N, c.nest.args, names),
  );
  const loops = kLoops(c, "b_", 1, (k) =>
    columns.map((value, v): Stmt => ({
      kind: "storeLocal",
      array: "panel_b",
      index: add(start, times(k, 4 * vectors), i32(4 * v)),
      value: splat(value),
    })),
  );
  return [...names, ...loops];
}

export function packA(c: Plan, original: Expr): Stmt[] {
  const { rowStep, strideA } = c;
  const a = inLoops(c, "a_", original);
  const g0 = index("g0", c.M - 1);
  const r = index("r", rowStep - 1);
  if (c.modeA === "columns") {
    // all rows at each k: what lies side by side in memory is read together
    const names: Stmt[] = [];
    const groups = Array.from({ length: rowStep / 4 }, (_, q) =>
      fourAlong(a, c.mAxes, add(g0, i32(4 * q)), `q${q}`, c.M, c.nest.args, names),
    );
    const stores = (k: Expr): Stmt[] =>
      groups.map((value, q) => ({
        kind: "storeLocal",
        array: "panel_a",
        index: add(times(k, strideA), i32(4 * q)),
        value: splat(value),
      }));
    return [...names, ...kLoops(c, "a_", 1, stores)];
  }
  const row = substitute(a, decode(c.mAxes, least(add(g0, r), i32(c.M - 1))));
  const innermost = c.blocks.inner.at(-1) ?? c.blocks.axis;
  const inside = `a_${innermost.name}`;
  const wide = readsAlong(row, inside) && innermost.size >= 3;
  // the last vector of a run may write past it: what follows is written later
  const value = wide ? splat(vectorizeSafely(row, inside, c.nest.args)) : row;
  return [
    loop(
      "r",
      i32(0),
      i32(rowStep),
      1,
      kLoops(c, "a_", wide ? 4 : 1, (k) => [
        { kind: "storeLocal", array: "panel_a", index: add(times(r, strideA), k), value },
      ]),
    ),
  ];
}
