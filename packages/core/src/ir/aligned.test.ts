import { expect, test } from "vitest";
import { vectorizeAligned } from "./aligned.ts";
import type { Environment } from "./evaluate.ts";
import { evaluate } from "./evaluate.ts";
import type { Expr } from "./expr.ts";
import { extract, i32, load, op, splat, variable } from "./expr.ts";

const COLUMNS = 96;
const [i, row] = [variable("i", "i32", 0, COLUMNS - 1), variable("row", "i32", 0, 4)];
const flat = op("add", [op("mul", [row, i32(COLUMNS)]), i]);
const by = (name: "div" | "rem" | "lt" | "le", a: Expr, b: Expr | number): Expr =>
  op(name, [a, typeof b === "number" ? i32(b) : b]);
const after = (e: Expr, n: number): Expr => op("add", [e, i32(n)]);
/** An image of [row, 3, 32] as [3, row, 32], the way heads are moved. */
const moved = op("add", [
  op("mul", [op("add", [op("mul", [by("div", i, 32), i32(5)]), row]), i32(32)]),
  by("rem", i, 32),
]);

const at = (e: Expr, names: Readonly<Record<string, number>>): unknown => {
  const environment: Environment = {
    variable: (name) => names[name]!,
    load: (_, index) => index * 3 + 1,
    local: () => 0,
  };
  return evaluate(e, environment);
};

test.each<readonly [string, Expr]>([
  ["quotients", by("div", flat, 32)],
  ["remainders", by("rem", flat, 32)],
  ["remainders of remainders", by("rem", after(by("rem", flat, 48), 8), 16)],
  ["quotients by no multiple of 4", by("div", flat, 6)],
  ["unaligned quotients", by("div", after(flat, 2), 8)],
  ["unaligned remainders", by("rem", after(flat, 1), 4)],
  ["below a multiple", by("lt", i, 32)],
  ["from a multiple", by("le", i32(32), i)],
  ["above a multiple", by("lt", i32(32), i)],
  ["up to a multiple", by("le", i, 32)],
  ["below any number", by("lt", i, 30)],
  ["below a variable", by("lt", i, row)],
  ["below part of it", by("lt", by("rem", flat, 32), 12)],
  ["a gather of neighbours", load(0, "f32", moved, by("lt", by("rem", i, 64), 40))],
  ["a gather backwards", load(0, "f32", op("sub", [i32(COLUMNS), i]))],
])("%s at four neighbours are those of each", (_, e) => {
  const four = splat(vectorizeAligned(e, "i"));
  for (let r = 0; r < 5; r++)
    for (let first = 0; first < COLUMNS; first += 4)
      for (let l = 0; l < 4; l++)
        expect(at(extract(four, l), { i: first, row: r })).toBe(at(e, { i: first + l, row: r }));
});

test("what was moved in fours, and what holds for all four, is read at once", () => {
  expect(vectorizeAligned(load(0, "f32", moved, by("le", i32(64), i)), "i")).toMatchObject({ kind: "load", lanes: 4 });
});
