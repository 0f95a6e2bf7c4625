/** Sums over the invocations of a workgroup, through its memory. */
import type { ScalarType } from "../ir/dtype.ts";
import type { Expr } from "../ir/expr.ts";
import { localLoad, variable } from "../ir/expr.ts";
import type { LocalArray, Stmt } from "../ir/kernel.ts";
import * as s from "./scalar.ts";
import { define, index, storeLocal, times } from "./statements.ts";

/** Invocations of a workgroup, at least and at most. */
const FEWEST_LANES = 32;
export const MOST_LANES = 256;
/** Neighbours that an invocation takes. */
export const RUNS = [4, 8, 16] as const;

/** How a workgroup shares some elements. */
export interface Shares {
  readonly lanes: number;
  readonly run: number;
}

/** How many invocations, `most` at most, share `count` elements, and how many each takes; all of them, unless there are more than `most` can. */
export function sharesOf(count: number, most: number): Shares {
  const run = RUNS.find((r) => r * most >= count) ?? RUNS[2];
  const wanted = Math.max(FEWEST_LANES, 2 ** Math.ceil(Math.log2(count / run)));
  return { lanes: Math.min(most, wanted), run };
}

const TOTALS = "totals";

/** The workgroup memory that `sumOfEarlier` works in: what is read in a step and what is written. */
export function totalsOf(type: ScalarType, lanes: number): LocalArray {
  return { name: TOTALS, type, size: 2 * lanes };
}

/**
 * Names `name` the sum of `total` over those of `lanes` invocations that come before this one, by Hillis and Steele's steps. All of them
 * come here, and no more than once.
 */
export function sumOfEarlier(name: string, total: Expr, lanes: number): Stmt[] {
  const local = index("local", lanes - 1);
  const steps = Math.ceil(Math.log2(lanes));
  const upTo = (k: number): Expr => variable(`upTo${k}`, total.type);
  /** What the invocation `by` before this one has after `k` steps, which take turns between two halves. */
  const earlier = (k: number, by: number): Expr => {
    const at = s.add(s.max(s.sub(local, by), 0), (k % 2) * lanes);
    return s.select(s.ge(local, by), localLoad(TOTALS, total.type, at), 0);
  };
  const share = (k: number, value: Expr): Stmt[] => [
    define(`upTo${k}`, value),
    storeLocal(TOTALS, s.add(local, (k % 2) * lanes), upTo(k)),
    { kind: "barrier" },
  ];
  return [
    ...share(0, total),
    ...times(steps, (k) => share(k + 1, s.add(earlier(k, 2 ** k), upTo(k)))).flat(),
    define(name, earlier(steps, 1)),
  ];
}
