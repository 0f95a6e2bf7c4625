/**
 * Running sums of rows on GPUs. A workgroup takes a row: each invocation sums a run of neighbours in registers, the totals of the runs are
 * summed up in workgroup memory, and what comes before a run is added to it. Where rows are short, or a CPU runs the shaders, an
 * invocation takes a row.
 */
import type { Expr } from "../ir/expr.ts";
import { extract, splat, substitute, variable, vec } from "../ir/expr.ts";
import { vectorizeAligned } from "../ir/aligned.ts";
import type { KernelBody, Stmt } from "../ir/kernel.ts";
import type { Target } from "../ir/target.ts";
import type { RoutineContext } from "./record.ts";
import * as s from "./scalar.ts";
import { define, index, times, when } from "./statements.ts";
import { MOST_LANES, RUNS, sharesOf, sumOfEarlier, totalsOf } from "./workgroup-sum.ts";

const mostLanes = ({ maxWorkgroup }: Target): number => Math.min(MOST_LANES, maxWorkgroup);

/** Elements of a row that a workgroup sums up at most. */
export function longestRow(target: Target): number {
  return RUNS[2] * mostLanes(target);
}

/** The body for rows of up to `longestRow` elements. */
export function rowPerWorkgroup(c: RoutineContext): KernelBody {
  const [rows, size] = c.output.shape as [number, number];
  const { lanes, run } = sharesOf(size, mostLanes(c.target));
  const type = s.scalarType(c.output.dtype);
  const width = size % 4 === 0 ? 4 : 1;
  const row = index("task", rows - 1);
  const at = (k: number): Expr => s.add(s.mul(index("local", lanes - 1), run), k);
  const j = index("j", lanes * run - 1);
  const value = c.read(0, [row, j], s.lt(j, size));
  const values = width === 4 ? splat(vectorizeAligned(value, "j")) : value;
  const given = (q: number): Expr => variable(`x${q}`, type, undefined, undefined, width);
  const element = (k: number): Expr => (width === 4 ? extract(given(k >> 2), k & 3) : given(k));
  const sum = (k: number): Expr => variable(`sum${k}`, type);
  const result = (k: number): Expr => s.add(variable("before", type), sum(k));
  const store = (k: number): Stmt[] =>
    when(s.lt(at(k), size), c.store([row, at(k)], width === 4 ? vec(times(4, (l) => result(k + l))) : result(k)));
  return {
    tasks: rows,
    workgroup: lanes,
    cooperative: true,
    locals: [totalsOf(type, lanes)],
    flops: 2 * rows * size,
    schedule: `${lanes} runs of ${run}`,
    body: [
      ...times(run / width, (q) => define(`x${q}`, substitute(values, new Map([["j", at(width * q)]])))),
      ...times(run, (k) => define(`sum${k}`, k === 0 ? element(0) : s.add(sum(k - 1), element(k)))),
      ...sumOfEarlier("before", sum(run - 1), lanes),
      ...times(run / width, (q) => store(width * q)).flat(),
    ],
  };
}
