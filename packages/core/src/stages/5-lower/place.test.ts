// Where expressions end up: named once, out of loops, never where they would mean something else.
import { beforeEach, expect, test } from "vitest";
import type { Expr } from "../../ir/expr.ts";
import { f32, i32, load, op, resetExpressions, variable } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import { printKernel } from "../../ir/kernel.ts";
import { place } from "./place.ts";

beforeEach(resetExpressions);

/** The placed statements as text, over arguments `$0` to read, `$1` to write and `$2` to update. */
function placed(...body: Stmt[]): string[] {
  const kernel: Kernel = {
    name: "k",
    shape: "grid",
    args: (["read", "write", "update"] as const).map((access) => ({ dtype: "float32", size: 64, access })),
    tasks: 8,
    workgroup: 1,
    cooperative: false,
    locals: [],
    body,
    schedule: "",
    flops: 0,
    bytes: 0,
  };
  return printKernel(place(kernel)).trimEnd().split("\n").slice(2);
}
const task = (): Expr => variable("task", "i32", 0, 7);
const i = (): Expr => variable("i", "i32", 0, 3);
const store = (value: Expr, index = task()): Stmt => ({ kind: "store", arg: 1, index, value });
const loop = (...body: Stmt[]): Stmt => ({ kind: "for", name: "i", begin: i32(0), end: i32(4), step: 1, body });
const when = (condition: Expr, ...then: Stmt[]): Stmt => ({ kind: "if", condition, then });
const twice = (e: Expr): Expr => op("mul", [e, e]);

test("what is used twice is named once", () => {
  const x = op("exp", [load(0, "f32", task())]);
  expect(placed(store(x), store(twice(x), i32(0)))).toEqual([
    "  t0: f32 = exp($0[task])",
    "  $1[task] = t0",
    "  $1[0] = (t0 * t0)",
  ]);
});

test("what does not change in a loop is computed before it", () => {
  const x = op("exp", [load(0, "f32", task())]);
  expect(placed(loop(store(op("add", [x, load(0, "f32", i())]), i())))).toEqual([
    "  t0: f32 = exp($0[task])",
    "  for i = 0 .. 4 step 1",
    "    $1[i] = (t0 + $0[i])",
  ]);
});

test("a load stays in the if that may guard it, arithmetic does not", () => {
  const guard = op("lt", [task(), i32(5)]);
  const x = op("exp", [variable("scale", "f32")]);
  expect(placed(loop(when(guard, store(op("add", [x, twice(load(0, "f32", task()))]), i()))))).toEqual([
    "  t0: bool = (task < 5)",
    "  t1: f32 = exp(scale)",
    "  for i = 0 .. 4 step 1",
    "    if t0",
    "      t2: f32 = $0[task]",
    "      $1[i] = (t1 + (t2 * t2))",
  ]);
});

test("sibling loops with one variable are told apart", () => {
  const body = (): Stmt => store(load(0, "f32", i()), i());
  expect(placed(loop(body()), loop(body()))).toEqual([
    "  for i = 0 .. 4 step 1",
    "    $1[i] = $0[i]",
    "  for i_2 = 0 .. 4 step 1",
    "    $1[i_2] = $0[i_2]",
  ]);
});

test("what reads a mutable variable stays in its statement", () => {
  const sum = variable("sum", "f32");
  const root = op("sqrt", [sum]);
  expect(
    placed(
      { kind: "var", name: "sum", init: f32(0) },
      loop({ kind: "assign", name: "sum", value: op("add", [sum, f32(1)]) }, store(root, i())),
      store(root),
    ),
  ).toEqual([
    "  var sum: f32 = 0.0",
    "  for i = 0 .. 4 step 1",
    "    sum = (sum + 1.0)",
    "    $1[i] = sqrt(sum)",
    "  $1[task] = sqrt(sum)",
  ]);
});

test("what reads memory the kernel writes stays in its statement", () => {
  const old = load(2, "f32", task());
  expect(
    placed({ kind: "store", arg: 2, index: task(), value: op("add", [old, f32(1)]) }, store(op("sqrt", [old]))),
  ).toEqual(["  $2[task] = ($2[task] + 1.0)", "  $1[task] = sqrt($2[task])"]);
});

test("what a statement makes twice of a mutable variable is named right before it, and anew for the next", () => {
  const total = variable("total", "f32");
  const x = op("exp", [total]);
  const body: Stmt[] = [
    { kind: "var", name: "total", init: f32(0) },
    { kind: "assign", name: "total", value: twice(x) },
    store(op("add", [twice(x), load(0, "f32", task())])),
  ];
  expect(placed(...body)).toEqual([
    "  var total: f32 = 0.0",
    "  t0: f32 = exp(total)",
    "  total = (t0 * t0)",
    "  t1: f32 = exp(total)",
    "  $1[task] = ((t1 * t1) + $0[task])",
  ]);
});

test("the end of a loop, which every turn computes, gets no name from a mutable variable", () => {
  const total = variable("total", "i32", 0, 9);
  const end = twice(op("rem", [total, i32(4)]));
  const once: Stmt = { kind: "for", name: "i", begin: i32(0), end, step: 1, body: [store(f32(1), i())] };
  expect(placed({ kind: "var", name: "total", init: i32(3) }, once)[1]).toBe(
    "  for i = 0 .. ((total % 4) * (total % 4)) step 1",
  );
});
