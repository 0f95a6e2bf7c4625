// A kernel that breaks a rule of the language is refused, and the message says which.
import { beforeEach, expect, test } from "vitest";
import { f32, i32, load, op, resetExpressions, variable } from "./expr.ts";
import type { Kernel, Stmt } from "./kernel.ts";
import { verifyKernel } from "./verify.ts";

beforeEach(resetExpressions);

const kernel = (...body: Stmt[]): Kernel => ({
  name: "k",
  shape: "grid",
  args: [
    { dtype: "float32", size: 8, access: "read" },
    { dtype: "float32", size: 8, access: "write" },
  ],
  tasks: 8,
  workgroup: 1,
  cooperative: false,
  locals: [],
  body,
  schedule: "",
  flops: 0,
  bytes: 0,
});
const store = (value = f32(1) as Parameters<typeof op>[1][number], arg = 1): Stmt => ({
  kind: "store",
  arg,
  index: variable("task"),
  value,
});

test("a kernel that keeps the rules passes", () => {
  const x = variable("x", "f32");
  expect(() =>
    verifyKernel(
      kernel(
        { kind: "let", name: "x", value: load(0, "f32", variable("task")) },
        { kind: "for", name: "i", begin: i32(0), end: i32(4), step: 1, body: [store(op("add", [x, f32(1)]))] },
      ),
    ),
  ).not.toThrow();
});

test.each<[string, () => Stmt[]]>([
  ["kernel k: x is used before it is defined", () => [store(variable("x", "f32"))]],
  ["x is assigned before it is declared", () => [{ kind: "assign", name: "x", value: f32(1) }]],
  ["argument 0 is not writable", () => [store(f32(1), 0)]],
  ["argument 2 is not writable", () => [store(f32(1), 2)]],
  ["a i32 is stored in float32", () => [store(i32(1))]],
  ["a i32 is loaded from float32", () => [store(op("convert", [load(0, "i32", i32(0))], "f32"))]],
  ["there is no argument 7", () => [store(load(7, "f32", i32(0)))]],
  ["an index is one i32", () => [{ kind: "store", arg: 1, index: f32(0), value: f32(1) }]],
  ["operands have one type", () => [store(op("fma", [f32(1), i32(1), f32(1)]))]],
  ["sqrt takes f32", () => [store(op("sqrt", [variable("task")], "f32"))]],
  ["a barrier needs a cooperative kernel", () => [{ kind: "barrier" }]],
])("%s", (message, body) => {
  expect(() => verifyKernel(kernel(...body()))).toThrow(message);
  const guarded: Stmt = { kind: "if", condition: op("lt", [variable("task"), i32(8)]), then: [], else: body() };
  expect(() => verifyKernel(kernel(guarded))).toThrow(message);
});

/** The kernel `body`, whose two arguments are updated in place. */
const updating = (...body: Stmt[]): Kernel => ({
  ...kernel(...body),
  args: [0, 1].map(() => ({ dtype: "float32", size: 8, access: "update" })),
});
const old = (arg: number): ReturnType<typeof load> => load(arg, "f32", variable("task"));
const where = (...then: Stmt[]): Stmt => ({ kind: "if", condition: op("lt", [variable("task"), i32(3)]), then });

test("what an earlier store has replaced is not read", () => {
  const first = store(op("mul", [old(0), f32(2)]), 0);
  const second = store(op("add", [old(1), old(0)]), 1);
  expect(() => verifyKernel(updating(first, second))).toThrow("what an earlier store has replaced is read");
  expect(() => verifyKernel(updating(where(first), where(second)))).toThrow("replaced is read");
  const moment: Stmt = { kind: "let", name: "moment", value: old(0) };
  expect(() => verifyKernel(updating(moment, second, first))).not.toThrow();
});

test("an element that is read to be stored again belongs to another part of the work", () => {
  const again: Stmt = { kind: "for", name: "i", begin: i32(0), end: i32(4), step: 1, body: [store(old(0), 0)] };
  expect(() => verifyKernel(updating(where(store(old(0), 0)), again))).not.toThrow();
  const before: Stmt = { kind: "let", name: "before", value: old(0) };
  expect(() => verifyKernel(updating(where(store(old(0), 0)), where(before, again)))).not.toThrow();
});
