/** Sums over runs of a list whose bounds are data: what falls on each index, once the indices are in order. */
import type { Expr } from "../ir/expr.ts";
import { constant, splat, substitute, variable, vec, vectorize } from "../ir/expr.ts";
import { unflatten } from "../ir/indexing.ts";
import type { KernelBody, Stmt } from "../ir/kernel.ts";
import { sizeOf } from "../ir/shape.ts";
import { joinsBatch } from "./movement.ts";
import type { RoutineContext, OpRecord } from "./record.ts";
import { defineOp } from "./record.ts";
import { at, tabulate, wrap } from "./reference.ts";
import * as s from "./scalar.ts";
import { assign, declare, define, index, loop, times } from "./statements.ts";
import { OF_ROWS } from "./without.ts";

/** Vectors a thread adds up at a time. */
const VECTORS = 4;

/** Names the bounds of run `v` of `batch`. */
function bounds(c: RoutineContext, batch: Expr, v: Expr, tag = ""): Stmt[] {
  return [define(`first${tag}`, c.read(2, [batch, v])), define(`stop${tag}`, c.read(2, [batch, s.add(v, 1)]))];
}

/** Declares and computes `count` sums of `lanes` neighbours from `w` on, called sum0, sum1 … followed by `tag`. */
function sums(
  c: RoutineContext,
  [batch, plane, w]: readonly [Expr, Expr, Expr],
  count: number,
  lanes: 1 | 4,
  tag = "",
): Stmt[] {
  const [, , n, width] = c.inputs[0]!.shape as [number, number, number, number];
  const type = s.scalarType(c.output.dtype);
  const k = index(`k${tag}`, n - 1);
  const from = index(`from${tag}`, n - 1);
  const value = (w: Expr): Expr => {
    if (lanes === 1) return c.read(0, [batch, plane, from, w]);
    const four = vectorize(c.read(0, [batch, plane, from, index("lane", width - 1)]), "lane");
    return splat(substitute(four, new Map([["lane", w]])));
  };
  const zero = constant(0, type);
  const sum = (i: number): Expr => variable(`sum${i}${tag}`, type, undefined, undefined, lanes);
  return [
    ...times(count, (i) => declare(`sum${i}${tag}`, lanes === 4 ? splat(zero) : zero)),
    loop(`k${tag}`, variable(`first${tag}`), variable(`stop${tag}`), 1, [
      define(`from${tag}`, c.read(1, [batch, k])),
      ...times(count, (i) => assign(`sum${i}${tag}`, s.add(sum(i), value(s.add(w, lanes * i))))),
    ]),
  ];
}

const result = (c: RoutineContext, i: number, lanes: 1 | 4, tag = ""): Expr =>
  variable(`sum${i}${tag}`, s.scalarType(c.output.dtype), undefined, undefined, lanes);

const flops = (c: RoutineContext): number => sizeOf(c.inputs[0]!.shape) + sizeOf(c.output.shape);

/** A task is one run: its rows are added four vectors at a time. */
function range(c: RoutineContext): KernelBody {
  const [batches, planes, size, width] = c.output.shape as [number, number, number, number];
  const tasks = batches * planes * size;
  const [batch, plane, v] = unflatten(index("task", tasks - 1), [batches, planes, size]) as [Expr, Expr, Expr];
  const chunk = (begin: number, end: number, count: number, lanes: 1 | 4): Stmt[] => {
    if (begin === end) return [];
    const w = index("w", end - count * lanes, begin);
    const stores = times(count, (i) => c.store([batch, plane, v, s.add(w, lanes * i)], result(c, i, lanes))).flat();
    return [loop("w", begin, end, count * lanes, [...sums(c, [batch, plane, w], count, lanes), ...stores])];
  };
  const wide = width - (width % (4 * VECTORS));
  const fours = width - (width % 4);
  const body = [
    ...bounds(c, batch, v),
    ...chunk(0, wide, VECTORS, 4),
    ...chunk(wide, fours, 1, 4),
    ...chunk(fours, width, 1, 1),
  ];
  return {
    tasks,
    workgroup: 1,
    cooperative: false,
    locals: [],
    flops: flops(c),
    schedule: "one run",
    body: [loop("task", variable("begin"), variable("end"), 1, body)],
  };
}

/** A task is four neighbours of a run where its rows are made of such, else one element. */
function grid(c: RoutineContext): KernelBody {
  const { shape } = c.output;
  const lanes = shape[3]! % 4 === 0 ? 4 : 1;
  const tasks = sizeOf(shape) / lanes;
  const flat = s.mul(index("task", tasks - 1), lanes);
  const [batch, plane, v, w] = unflatten(flat, shape) as [Expr, Expr, Expr, Expr];
  const body = [
    ...bounds(c, batch, v),
    ...sums(c, [batch, plane, w], 1, lanes),
    ...c.store([batch, plane, v, w], result(c, 0, lanes)),
  ];
  return { tasks, workgroup: 64, cooperative: false, locals: [], flops: flops(c), schedule: `${lanes} of a run`, body };
}

/** A fragment has four elements: of one run, or each with a loop of its own. */
function fragment(c: RoutineContext): KernelBody {
  const { shape } = c.output;
  if (shape[3]! % 4 === 0) return { ...grid(c), workgroup: 1 };
  const tasks = Math.ceil(sizeOf(shape) / 4);
  const first = s.mul(index("task", tasks - 1), 4);
  const body = times(4, (l) => {
    const [batch, plane, v, w] = unflatten(s.add(first, l), shape) as [Expr, Expr, Expr, Expr];
    return [...bounds(c, batch, v, `_${l}`), ...sums(c, [batch, plane, w], 1, 1, `_${l}`)];
  }).flat();
  const four = vec(times(4, (l) => result(c, 0, 1, `_${l}`)));
  return {
    tasks,
    workgroup: 1,
    cooperative: false,
    locals: [],
    flops: flops(c),
    schedule: "4 elements",
    body: [...body, ...c.store(first, four)],
  };
}

/** result[b, p, v, w] = Σ of x[b, p, order[b, k], w] over starts[b, v] ≤ k < starts[b, v + 1]. */
export const sumRunsRecord: OpRecord = defineOp({
  name: "sumRuns",
  batch: joinsBatch(() => sumRunsRecord),
  infer: ([x, , starts]) => ({
    shape: [x!.shape[0]!, x!.shape[1]!, starts!.shape[1]! - 1, x!.shape[3]!],
    dtype: x!.dtype,
  }),
  reference: ([x, order, starts], _attrs, out) =>
    tabulate(out.shape, ([b, p, v, w]) => {
      let total = 0;
      for (let k = at(starts!, [b!, v!]); k < at(starts!, [b!, v! + 1]); k++)
        total = wrap(total + at(x!, [b!, p!, at(order!, [b!, k]), w!]), out.dtype);
      return total;
    }),
  // orders name each element once at most, so what makes x may be computed in the read
  lowering: { kind: "routine", once: [0], range, grid, fragment },
  without: OF_ROWS,
  cases: [
    {
      inputs: [
        { shape: [2, 3, 5, 7] },
        { shape: [2, 5], dtype: "int32", range: [0, 4], bounded: true },
        { shape: [2, 4], dtype: "int32", range: [0, 5], bounded: true },
      ],
    },
    {
      inputs: [
        { shape: [1, 2, 9, 24] },
        { shape: [1, 9], dtype: "int32", range: [0, 8], bounded: true },
        { shape: [1, 6], dtype: "int32", range: [0, 9], bounded: true },
      ],
    },
    {
      inputs: [
        { shape: [1, 1, 4, 4], dtype: "int32" },
        { shape: [1, 4], dtype: "int32", range: [0, 3], bounded: true },
        { shape: [1, 3], dtype: "int32", range: [0, 4], bounded: true },
      ],
    },
    { inputs: [{ shape: [0, 2, 3, 4] }, { shape: [0, 3], dtype: "int32" }, { shape: [0, 3], dtype: "int32" }] },
  ],
});
