/** Which schedule a sum of products gets on fragment shaders: how operands are reached, tile, passes and parts. Numbers only, no code. */
import type { Expr } from "../../ir/expr.ts";
import { coefficient, freeVars, walk } from "../../ir/expr.ts";
import type { Axis, Nest } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";

/** Steps of k that are unrolled: what one fetch along k gives. */
export const UNROLL = 4;
/** Four multiply-adds, in fetches. */
const VECTOR_COST = 0.1;
/** What a second draw costs, in fetches: by the CPU's clock it is the same, but a GPU fetches faster. */
const SECOND_PASS = { software: 2e4, gpu: 1e6 };
/** Rows of a tile at most: more targets than four slow many GPUs down. */
const MAX_ROWS = { software: 8, gpu: 4 };
const MAX_PARTS = 64;

/** How an operand's elements are fetched: four along k, four across (along m or n), or one by one. */
type Reach = "k" | "across" | "single";

export interface Operand {
  readonly value: Expr;
  readonly axes: readonly Axis[];
  readonly reach: Reach;
}

/** How a contraction is run. `cost` is in fetches. */
export interface Plan {
  readonly left: Operand;
  readonly right: Operand;
  /** Whether the nest's n axes are the rows. */
  readonly swapped: boolean;
  readonly rows: number;
  readonly parts: number;
  readonly passes: 1 | 2;
  readonly cost: number;
}

/** The plan of the least estimated cost. */
export function choosePlan(nest: Nest, target: Target): Plan {
  return candidates(nest, target).reduce((p, q) => (q.cost < p.cost ? q : p));
}

/** Every plan that could be best for `nest`. */
function candidates(nest: Nest, target: Target): Plan[] {
  const { batch, m, n, k, a, b } = nest.contraction!;
  const [B, M, N, K] = [batch, m, n, k].map(pointsOf) as [number, number, number, number];
  const kind = target.software ? "software" : "gpu";
  const [left, right] = [operand(a, m, k), operand(b, n, k)];
  // a GPU that is not full works no faster for having less to do
  const fill = (fragments: number): number => Math.max(fragments, target.parallelism);
  const direct = K * fill((B * M * N) / 4) * (N % 4 === 0 ? step(left, right, 1) : 8);
  const plans: Plan[] = [{ left, right, swapped: false, rows: 1, parts: 1, passes: 1, cost: direct }];
  if (K === 0) return plans;
  const outer = k.find((axis) => axis.size > 1)?.size ?? 1;
  for (const swapped of [false, true]) {
    const [p, q] = swapped ? [right, left] : [left, right];
    for (let rows = 1; rows <= Math.min(MAX_ROWS[kind], target.maxOutputs); rows *= 2) {
      const tiles = B * Math.ceil(pointsOf(p.axes) / rows) * Math.ceil(pointsOf(q.axes) / 4);
      const parts = Math.max(1, Math.min(MAX_PARTS, outer, Math.floor(target.parallelism / tiles)));
      const second = fill((B * M * N) / 4) * (parts + 1);
      const cost = fill(tiles * parts) * Math.ceil(K / parts) * step(p, q, rows) + second + SECOND_PASS[kind];
      plans.push({ left: p, right: q, swapped, rows, parts, passes: 2, cost });
    }
  }
  return plans;
}

/** Fetches, or as much work, for one step of k of a tile. */
function step(left: Operand, right: Operand, rows: number): number {
  const a = left.reach === "k" ? rows / 4 : left.reach === "across" ? Math.ceil(rows / 4) : rows;
  const b = right.reach === "single" ? 4 : 1;
  return a + b + rows * VECTOR_COST;
}

function operand(value: Expr, axes: readonly Axis[], k: readonly Axis[]): Operand {
  const [lastK, lastAcross] = [lastOf(k), lastOf(axes)];
  const across = lastAcross !== undefined && lastAcross.size % 4 === 0 && neighbours(value, lastAcross);
  const reach: Reach = across
    ? "across"
    : lastK !== undefined && lastK.size >= UNROLL && neighbours(value, lastK)
      ? "k"
      : "single";
  return { value, axes, reach };
}

/** The innermost axis that is a loop at all. */
export function lastOf(axes: readonly Axis[]): Axis | undefined {
  return axes.findLast((a) => a.size > 1);
}

/** Whether all loads of `e` that depend on `axis` read neighbours along it, under one mask. */
function neighbours(e: Expr, axis: Axis): boolean {
  let [found, all] = [false, true];
  walk([e], (x) => {
    if (x.kind !== "load") return;
    const c = coefficient(x.index, axis.name);
    if (c === 1) found = true;
    if ((c !== 0 && c !== 1) || (x.mask && freeVars(x.mask).has(axis.name))) all = false;
  });
  return found && all;
}
