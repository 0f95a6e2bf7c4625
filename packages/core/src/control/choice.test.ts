// Loops and branches that depend on values: inside traces and out.
import { beforeAll, expect, test } from "vitest";
import { jit } from "../jit.ts";
import * as ops from "../ops/index.ts";
import { setDevice } from "../runtime.ts";
import type { Tensor } from "../tensor.ts";
import { tensor } from "../tensor.ts";
import { grad } from "../transforms.ts";
import { cond, switchCase } from "./cond.ts";
import { map } from "./scan.ts";
import { whileLoop } from "./while-loop.ts";

beforeAll(async () => {
  await setDevice("wasm");
});

const below = (x: Tensor): Tensor => ops.less(x, 100);
const triple = (x: Tensor): Tensor => ops.mul(x, 3);

test("whileLoop stops by its condition, on the device and on the host", async () => {
  expect(await whileLoop(below, triple, tensor(1), { maxIterations: 10 }).array()).toBe(243);
  expect(await whileLoop(below, triple, tensor(1), { maxIterations: 3 }).array()).toBe(27);
  expect(await whileLoop(below, triple, tensor(1), { maxIterations: 0 }).array()).toBe(1);
  expect(await (await whileLoop(below, triple, tensor(1))).array()).toBe(243);
  expect(await jit((x: Tensor) => whileLoop(below, triple, x, { maxIterations: 10 }))(tensor(50)).array()).toBe(150);
  expect(() => jit((x: Tensor) => [whileLoop(below, triple, x) as unknown as Tensor])(tensor(1))).toThrow(
    "whileLoop: cannot ask for the value of its condition while a function is traced; give it maxIterations",
  );
});

test("whileLoop has the derivative of the turns it took", async () => {
  const f = (x: Tensor): Tensor => whileLoop(below, triple, x, { maxIterations: 8 });
  expect(await grad(f)(tensor(1)).array()).toBe(243);
  expect(await grad(f)(tensor(200)).array()).toBe(1);
});

test("cond calls one function where its predicate is known", () => {
  const never = (): Tensor => {
    throw new Error("called in vain");
  };
  const x = tensor(5);
  expect(cond(true, () => x, never)).toBe(x);
  expect(cond(tensor(0), never, () => x)).toBe(x);
  expect(switchCase(7, [never, never, () => x])).toBe(x);
});

test("cond and switchCase select inside traces", async () => {
  const f = (x: Tensor): Tensor =>
    cond(
      ops.greater(x, 0),
      (y: Tensor) => ops.square(y),
      (y: Tensor) => ops.neg(y),
      x,
    );
  expect(await jit(f)(tensor(3)).array()).toBe(9);
  expect(await jit(f)(tensor(-3)).array()).toBe(3);
  expect(await grad(f)(tensor(3)).array()).toBe(6);
  expect(await map(f, tensor([1, -2, 3])).array()).toEqual([1, 2, 9]);
  const g = jit((i: Tensor, x: Tensor) => switchCase(i, [() => x, () => ops.neg(x), () => ops.square(x)]));
  const chosen = [-1, 0, 1, 2, 9].map((i) => g(tensor(i, [], "int32"), tensor(3)).array());
  expect(await Promise.all(chosen)).toEqual([3, 3, -3, 9, 9]);
});

test("what branches must give is said", () => {
  const flag = (x: Tensor): Tensor => ops.greater(x, 0);
  const trace = (f: (x: Tensor) => unknown) => () => jit(f as (x: Tensor) => Tensor)(tensor([1]));
  expect(
    trace((x) =>
      cond(
        flag(x),
        () => [x],
        () => x as never,
      ),
    ),
  ).toThrow("cond: its functions give [tensor] and tensor; return results of one structure");
  expect(
    trace((x) =>
      cond(
        flag(x),
        () => x,
        () => ops.sum(x),
      ),
    ),
  ).toThrow("cast or reshape one like the other");
  expect(() =>
    cond(
      [true, false],
      () => 1,
      () => 2,
    ),
  ).toThrow("cond: chooses by a scalar, got bool[2]");
  expect(() => switchCase(0, [])).toThrow("switchCase: needs at least one branch");
});
