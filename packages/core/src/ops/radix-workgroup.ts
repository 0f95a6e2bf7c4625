/**
 * A pass of sorting by digits on GPUs. A workgroup takes a block: each invocation counts the digits of a run of neighbours, and the counts
 * of all, digit after digit, are summed up in workgroup memory (Satish, Harris, Garland, "Designing efficient sorting algorithms for
 * manycore GPUs", 2009). So an element's place in its block follows from counts alone, and equal digits stay in order.
 */
import type { Expr } from "../ir/expr.ts";
import { i32, localLoad, variable } from "../ir/expr.ts";
import type { KernelBody, LocalArray, Stmt } from "../ir/kernel.ts";
import type { Target } from "../ir/target.ts";
import type { Counters, Pass } from "./radix-pass.ts";
import { COUNTERS, digitOf, inMemory, moveTo, passOf, placeOf, startOf } from "./radix-pass.ts";
import type { RoutineContext } from "./record.ts";
import { longestRow } from "./running-sum-grid.ts";
import * as s from "./scalar.ts";
import { assign, declare, define, index, loop, storeLocal, when } from "./statements.ts";
import { MOST_LANES, RUNS, sharesOf, sumOfEarlier, totalsOf } from "./workgroup-sum.ts";

/** Bits of a digit: an invocation has a counter for every value. */
export const DIGIT_BITS = 4;

/** Invocations of a workgroup at most: there is memory for the counters of all, and what they are summed up in. */
function mostLanes({ maxWorkgroup, localBytes }: Target): number {
  const counters = 2 ** DIGIT_BITS;
  const room = Math.floor((localBytes / 4 - counters) / (counters + 2));
  return Math.min(MOST_LANES, maxWorkgroup, 2 ** Math.floor(Math.log2(room)));
}

/** Elements of a block in rows of `size`: few, for many workgroups, but so many that one kernel sums up the counts of a row, if it can. */
export function workgroupBlock(size: number, target: Target): number {
  const lanes = mostLanes(target);
  const counts = (run: number): number => 2 ** DIGIT_BITS * Math.ceil(size / (lanes * run));
  const run = RUNS.find((r) => counts(r) <= longestRow(target)) ?? RUNS[2];
  return Math.min(size, lanes * run);
}

/** A block and who works on it. */
interface Block extends Pass {
  readonly row: Expr;
  readonly b: Expr;
  readonly lanes: number;
  readonly run: number;
  readonly counters: Counters;
}

function blockOf(c: RoutineContext): Block {
  const p = passOf(c.inputs[0]!, c.attrs);
  const task = index("task", p.rows * p.blocks - 1);
  const shares = sharesOf(p.block, mostLanes(c.target));
  const local = index("local", shares.lanes - 1);
  const counters = inMemory(p, (d) => s.add(s.mul(d, shares.lanes), local));
  return { ...p, ...shares, row: s.div(task, p.blocks), b: s.rem(task, p.blocks), counters };
}

/** What is counted before the first of digit `d` in the block. */
const before = ({ lanes }: Block, d: Expr): Expr => localLoad(COUNTERS, "i32", s.mul(d, lanes));

/** Each element of an invocation's run: its key and its digit are named. */
function eachElement(c: RoutineContext, p: Block, body: (i: Expr, digit: Expr) => readonly Stmt[]): Stmt {
  const offset = s.add(s.mul(index("local", p.lanes - 1), p.run), index("k", p.run - 1));
  const i = s.add(s.mul(p.b, p.block), offset);
  const each = [
    define("key", c.read(0, [i32(0), p.row, i])),
    define("digit", digitOf(variable("key", "u32"), p)),
    ...body(i, index("digit", p.radix - 1)),
  ];
  return loop("k", 0, p.run, 1, when(s.and(s.lt(offset, p.block), s.lt(i, p.size)), each));
}

/** Counts the digits of the block. Afterwards a counter tells what comes before its digit of its invocation. */
function count(c: RoutineContext, p: Block): Stmt[] {
  const { radix, lanes, counters } = p;
  const at = s.add(s.mul(index("local", lanes - 1), radix), index("e", radix - 1));
  const counted = localLoad(COUNTERS, "i32", at);
  const total = (name: string): Expr => variable(name);
  return [
    ...counters.start(() => i32(0)),
    eachElement(c, p, (_, digit) => counters.count(digit)),
    { kind: "barrier" },
    declare("own", i32(0)),
    loop("e", 0, radix, 1, [assign("own", s.add(total("own"), counted))]),
    ...sumOfEarlier("earlier", total("own"), lanes),
    declare("total", total("earlier")),
    loop("e", 0, radix, 1, [
      define("counted", counted),
      storeLocal(COUNTERS, at, total("total")),
      assign("total", s.add(total("total"), variable("counted"))),
    ]),
    { kind: "barrier" },
  ];
}

/** The digits, shared by the invocations. */
function eachDigit({ radix, lanes }: Block, body: (d: Expr) => readonly Stmt[]): Stmt {
  return loop("d", index("local", lanes - 1), radix, lanes, body(index("d", radix - 1)));
}

function kernel(p: Block, body: readonly Stmt[], more: readonly LocalArray[] = []): KernelBody {
  const { rows, size, radix, block, blocks, lanes, run } = p;
  return {
    tasks: rows * blocks,
    workgroup: lanes,
    cooperative: true,
    locals: [{ name: COUNTERS, type: "i32", size: radix * lanes }, ...more, totalsOf("i32", lanes)],
    flops: 4 * rows * (size + radix * blocks),
    schedule: `a block of ${block} by ${lanes} runs of ${run}, ${radix} counters`,
    body,
  };
}

/** Stores how often each digit occurs in a block. */
export function countInWorkgroup(c: RoutineContext): KernelBody {
  const p = blockOf(c);
  const { row, b, radix, block, size } = p;
  const all = s.min(s.sub(size, s.mul(b, block)), block);
  const end = (d: Expr): Expr => s.select(s.lt(d, radix - 1), before(p, s.min(s.add(d, 1), radix - 1)), all);
  const store = (d: Expr): readonly Stmt[] => c.store([row, placeOf(p, d, b)], s.sub(end(d), before(p, d)));
  return kernel(p, [...count(c, p), eachDigit(p, store)]);
}

/** Moves the elements of a block to their places. */
export function moveInWorkgroup(c: RoutineContext): KernelBody {
  const p = blockOf(c);
  const { row, b, size, counters } = p;
  const start = (d: Expr): Expr => s.sub(startOf(c, p, row, b, d), before(p, d));
  const to = index("to", size - 1);
  const body: Stmt[] = [
    ...count(c, p),
    eachDigit(p, (d) => [storeLocal("starts", d, start(d))]),
    { kind: "barrier" },
    eachElement(c, p, (i, digit) => [
      ...counters.next(digit, "rank"),
      define("to", s.add(variable("rank"), localLoad("starts", "i32", digit))),
      ...moveTo(c, p, [row, i, to], variable("key", "u32")),
    ]),
  ];
  return kernel(p, body, [{ name: "starts", type: "i32", size: p.radix }]);
}
