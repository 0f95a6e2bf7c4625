/** Running sums of the rows of a matrix. */
import type { Expr } from "../ir/expr.ts";
import { constant, variable } from "../ir/expr.ts";
import type { KernelBody, Stmt } from "../ir/kernel.ts";
import type { Target } from "../ir/target.ts";
import { ADD, blocked, scanRows } from "./blocked-scan.ts";
import { joinsBatch, reverse } from "./movement.ts";
import type { OpRecord, RoutineContext } from "./record.ts";
import { apply, defineOp } from "./record.ts";
import { wrap } from "./reference.ts";
import { longestRow, rowPerWorkgroup } from "./running-sum-grid.ts";
import * as s from "./scalar.ts";
import { assign, declare, index, loop } from "./statements.ts";
import { OF_ROWS, SUM_FROM_ZERO } from "./without.ts";

/** Elements that a thread sums up one after the other: longer rows are cut, which also bounds rounding. */
const LONGEST = { range: 1024, software: 256 };
/** Rows that on a GPU are too short to be shared. */
const SHORT = 16;

/** Elements of a row that one kernel sums up at most. */
function mostOf(target: Target): number {
  if (target.shape === "range") return LONGEST.range;
  return target.software ? LONGEST.software : longestRow(target);
}

/** Sums the elements of `row` in order. */
function rowInOrder(c: RoutineContext, row: Expr): Stmt[] {
  const size = c.output.shape[1]!;
  const type = s.scalarType(c.output.dtype);
  const at = [row, index("j", size - 1)];
  const total = variable("total", type);
  return [
    declare("total", constant(0, type)),
    loop("j", 0, size, 1, [assign("total", s.add(total, c.read(0, at))), ...c.store(at, total)]),
  ];
}

/** What the kernels share in which nobody shares a row. */
function byRows(c: RoutineContext, workgroup: number, body: (row: Expr) => readonly Stmt[]): KernelBody {
  const [rows, size] = c.output.shape as [number, number];
  return {
    tasks: rows,
    workgroup,
    cooperative: false,
    locals: [],
    flops: rows * size,
    schedule: "row by row",
    body: body(index("task", rows - 1)),
  };
}

function range(c: RoutineContext): KernelBody {
  return byRows(c, 1, (row) => [loop("task", variable("begin"), variable("end"), 1, rowInOrder(c, row))]);
}

function grid(c: RoutineContext): KernelBody {
  if (!c.target.software && c.output.shape[1]! > SHORT) return rowPerWorkgroup(c);
  return byRows(c, 64, (row) => rowInOrder(c, row));
}

export const runningSum: OpRecord = defineOp({
  name: "runningSum",
  batch: joinsBatch(() => runningSum),
  infer: ([x]) => x!,
  reference: ([x], _attrs, out) => {
    const size = x!.shape[1]!;
    let total = 0;
    return x!.data.map((v, i) => (total = wrap(i % size === 0 ? v : total + v, out.dtype)));
  },
  lowering: {
    kind: "routine",
    once: [0],
    range,
    grid,
    fits: ([x], _attrs, target) => x!.shape[1]! <= mostOf(target),
    compose: ([x], _attrs, _ops, target) =>
      !target || target.shape === "fragment"
        ? scanRows(x!, ADD)
        : blocked(x!, mostOf(target), ADD, (y) => apply(runningSum, [y])),
  },
  vjp: (g) => [reverse(apply(runningSum, [reverse(g, 1)]), 1)],
  without: { ...OF_ROWS, ...SUM_FROM_ZERO },
  cases: [
    { inputs: [{ shape: [3, 5] }] },
    { inputs: [{ shape: [1, 1] }] },
    { inputs: [{ shape: [2, 33] }] },
    { inputs: [{ shape: [5, 17], dtype: "int32" }] },
    { inputs: [{ shape: [0, 3] }] },
  ],
});
