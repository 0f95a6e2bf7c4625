// What a row's kernel stores while it reduces. That the numbers stay the same is what the goldens' values and the random programs see.
import { expect, test } from "vitest";
import { axisVar, constant, load, op, variable } from "../../ir/expr.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Arg, Axis, Nest, Stage, Store } from "../../ir/nest.ts";
import { keepElements } from "./kept-elements.ts";

const COLUMNS = 100;
const row = variable("i0", "i32", 0, 9);
const along = (name: string): Axis => ({ name, size: COLUMNS });
const at = (axis: Axis): Expr => op("add", [op("mul", [row, constant(COLUMNS, "i32")]), axisVar(axis)]);
/** exp(x − r0) at `axis`. */
const shifted = (axis: Axis): Expr => op("exp", [op("sub", [load(0, "f32", at(axis)), variable("r0", "f32")])]);

const [J, K, L] = [along("j"), along("k"), along("l")];
const total: Stage = { name: "r1", reducer: "sum", axes: [K], value: shifted(K) };
const quotient: Store = { arg: 1, axes: [J], index: at(J), value: op("div", [shifted(J), variable("r1", "f32")]) };

function nestOf(changes: Partial<Nest> = {}, out: Partial<Arg> = {}): Nest {
  return {
    name: "row",
    class: "row",
    args: [
      { dtype: "float32", size: 1000, access: "read" },
      { dtype: "float32", size: 1000, access: "write", ...out },
      { dtype: "float32", size: 1000, access: "write" },
    ],
    axes: [{ name: "i0", size: 10 }],
    stages: [total],
    stores: [quotient],
    ...changes,
  };
}

test("a result that needs a stage's values reads them from where it will be", () => {
  const { nest, kept } = keepElements(nestOf());
  expect([...kept]).toEqual([[total, { arg: 1, index: at(K) }]]);
  expect(nest.stores[0]!.value).toBe(op("div", [load(1, "f32", at(J)), variable("r1", "f32")]));
  expect(nest.stages).toEqual([total]);
});

test("so does a later stage", () => {
  const squares: Stage = { name: "r2", reducer: "sum", axes: [L], value: op("mul", [shifted(L), shifted(L)]) };
  const { nest, kept } = keepElements(nestOf({ stages: [total, squares] }));
  expect([...kept.keys()]).toEqual([total]);
  const memory = load(1, "f32", at(L));
  expect(nest.stages[1]!.value).toBe(op("mul", [memory, memory]));
});

test.each<[string, Nest]>([
  ["two results that would both compute it", nestOf({ stores: [quotient, { ...quotient, arg: 2 }] })],
  ["a result of less precision", nestOf({}, { dtype: "float16" })],
  ["a result that replaces an input", nestOf({}, { access: "update" })],
  ["a stage of another row", nestOf({ stages: [{ ...total, axes: [{ name: "k", size: COLUMNS / 2 }] }] })],
  ["a stage over two axes", nestOf({ stages: [{ ...total, axes: [L, K] }] })],
  ["what memory costs as much as", nestOf({ stages: [{ ...total, value: load(0, "f32", at(K)) }] })],
])("not kept: %s", (_, given) => {
  const { nest, kept } = keepElements(given);
  expect(kept.size).toBe(0);
  expect(nest).toEqual(given);
});
