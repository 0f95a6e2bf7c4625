/** What the kernels of a pass of sorting by digits share: its sizes, digits, and counters of them. */
import type { Expr } from "../ir/expr.ts";
import { i32, localLoad, u32, variable } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Stmt } from "../ir/kernel.ts";
import type { Aval, RoutineContext } from "./record.ts";
import * as s from "./scalar.ts";
import { assign, declare, define, index, loop, storeLocal, times } from "./statements.ts";

export interface Pass {
  readonly rows: number;
  readonly size: number;
  readonly shift: number;
  /** Values of a digit. */
  readonly radix: number;
  /** Elements of a block, and blocks of a row. */
  readonly block: number;
  readonly blocks: number;
  /** Planes of the result: 2 where positions are wanted. */
  readonly planes: number;
}

export function passOf({ shape: [, rows, size] }: Aval, attrs: Attrs): Pass {
  const block = attrs["block"] as number;
  return {
    rows: rows!,
    size: size!,
    shift: attrs["shift"] as number,
    radix: 2 ** (attrs["bits"] as number),
    block,
    blocks: Math.ceil(size! / block),
    planes: attrs["positions"] ? 2 : 1,
  };
}

export function digitOf(key: Expr, { shift, radix }: Pass): Expr {
  return s.convert(s.and(s.shr(key, shift), u32(radix - 1)), "i32");
}

/** Where the count of digit `d` in block `b` is in a row of counts. */
export function placeOf({ blocks }: Pass, d: Expr, b: Expr): Expr {
  return s.add(s.mul(d, blocks), b);
}

/** Where the first element of digit `d` in block `b` goes: after all that the counts before this one counted. */
export function startOf(c: RoutineContext, p: Pass, row: Expr, b: Expr, d: Expr): Expr {
  const at = placeOf(p, d, b);
  return c.read(1, [row, s.sub(at, 1)], s.gt(at, 0));
}

/** Moves element `i` with its `key`, and where it was, to place `to`. */
export function moveTo(c: RoutineContext, p: Pass, [row, i, to]: readonly [Expr, Expr, Expr], key: Expr): Stmt[] {
  const carried = c.inputs[0]!.shape[0] === 2;
  const from = carried ? c.read(0, [i32(1), row, i]) : s.convert(i, "u32");
  return [...c.store([i32(0), row, to], key), ...(p.planes === 2 ? c.store([i32(1), row, to], from) : [])];
}

/** The array of counters in memory. */
export const COUNTERS = "counters";

/** A number for every value of a digit. */
export interface Counters {
  /** Gives all of them a first value. */
  start(value: (digit: Expr) => Expr): readonly Stmt[];
  /** Adds one to that of `digit`. */
  count(digit: Expr): readonly Stmt[];
  /** Names that of `digit` `name`, and adds one to it. */
  next(digit: Expr, name: string): readonly Stmt[];
  /** What is done with each in the end. */
  finish(body: (digit: Expr, value: Expr) => readonly Stmt[]): readonly Stmt[];
}

/** In memory: that of a digit is where `place` says. */
export function inMemory({ radix }: Pass, place = (digit: Expr): Expr => digit): Counters {
  const d = index("d", radix - 1);
  const at = (digit: Expr): Expr => localLoad(COUNTERS, "i32", place(digit));
  const put = (digit: Expr, value: Expr): Stmt => storeLocal(COUNTERS, place(digit), value);
  return {
    start: (value) => [loop("d", 0, radix, 1, [put(d, value(d))])],
    count: (digit) => [put(digit, s.add(at(digit), 1))],
    next: (digit, name) => [define(name, at(digit)), put(digit, s.add(variable(name), 1))],
    finish: (body) => [loop("d", 0, radix, 1, [define("counted", at(d)), ...body(d, variable("counted"))])],
  };
}

/** In variables, of which there are few: a GPU has them in registers, and one that is software compiles memory for seconds. */
export function inVariables({ radix }: Pass): Counters {
  const counter = (d: number): Expr => variable(`counter${d}`);
  const each = (f: (d: number) => readonly Stmt[]): Stmt[] => times(radix, f).flat();
  /** That of `digit`, if it is among the `count` from `first` on. */
  const pick = (digit: Expr, first: number, count: number): Expr =>
    count === 1
      ? counter(first)
      : s.select(
          s.lt(digit, first + count / 2),
          pick(digit, first, count / 2),
          pick(digit, first + count / 2, count / 2),
        );
  const count = (digit: Expr): Stmt[] =>
    each((d) => [assign(`counter${d}`, s.add(counter(d), s.convert(s.eq(digit, d), "i32")))]);
  return {
    start: (value) => each((d) => [declare(`counter${d}`, value(i32(d)))]),
    count,
    next: (digit, name) => [define(name, pick(digit, 0, radix)), ...count(digit)],
    finish: (body) => each((d) => body(i32(d), counter(d))),
  };
}
