// Index arithmetic simplified while it is built means what it says: random forms, evaluated.
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import type { Expr } from "./expr.ts";
import { axisVar, f32, i32, op, resetExpressions, variable } from "./expr.ts";
import { flatten, unflatten } from "./indexing.ts";
import { printExpr } from "./print-expr.ts";
import { sizeOf, stridesOf } from "./shape.ts";

beforeEach(resetExpressions);

const shapes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
const shapesAndPermutations = shapes.chain((shape) =>
  fc.tuple(fc.constant(shape), fc.shuffledSubarray(shape, { minLength: shape.length })),
);

function valueOf(e: Expr, values: Readonly<Record<string, number>>): number {
  return evaluate(e, {
    variable: (name) => values[name]!,
    load: () => {
      throw new Error("index arithmetic reads nothing");
    },
  }) as number;
}

const axesOf = (shape: readonly number[]): Expr[] =>
  shape.map((size, i) => (size === 1 ? i32(0) : axisVar({ name: `i${i}`, size })));

/** The values of i0, i1 … at every point of `shape`. */
function pointsOf(shape: readonly number[]): Record<string, number>[] {
  const strides = stridesOf(shape);
  return Array.from({ length: sizeOf(shape) }, (_, flat) =>
    Object.fromEntries(shape.map((d, i) => [`i${i}`, Math.floor(flat / strides[i]!) % d])),
  );
}

test("unflattening a flattened index gives the variables back", () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const index = axesOf(shape);
      unflatten(flatten(index, shape), shape).forEach((e, i) => expect(e).toBe(index[i]));
    }),
  );
});

test("flattening an unflattened offset gives the offset back", () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const size = sizeOf(shape);
      const flat = size === 1 ? i32(0) : variable("flat", "i32", 0, size - 1);
      expect(flatten(unflatten(flat, shape), shape)).toBe(flat);
    }),
  );
});

test("an index carried into another shape of the same size keeps its offset", () => {
  fc.assert(
    fc.property(shapesAndPermutations, ([shape, other]) => {
      const there = unflatten(flatten(axesOf(shape), shape), other);
      const strides = stridesOf(other);
      pointsOf(shape).forEach((point, offset) =>
        expect(there.map((e, i) => valueOf(e, point) * strides[i]!).reduce((a, b) => a + b)).toBe(offset),
      );
    }),
  );
});

test("division and remainder of a linear form are those of its value", () => {
  const term = fc.record({
    size: fc.integer({ min: 1, max: 5 }),
    factor: fc.integer({ min: -12, max: 24 }),
  });
  const forms = fc.array(term, { minLength: 1, maxLength: 3 });
  const small = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(forms, fc.integer({ min: -40, max: 40 }), small, small, (terms, constant, d, e) => {
      const shape = terms.map((t) => t.size);
      const form = axesOf(shape).reduce(
        (sum, x, i) => op("add", [sum, op("mul", [x, i32(terms[i]!.factor)])]),
        i32(constant) as Expr,
      );
      const divide = (x: Expr, by: number): Expr => op("div", [x, i32(by)]);
      const rest = (x: Expr, by: number): Expr => op("rem", [x, i32(by)]);
      const joined = op("add", [op("mul", [divide(form, d), i32(d * e)]), op("mul", [rest(form, d), i32(e)])]);
      for (const point of pointsOf(shape)) {
        const v = terms.reduce((sum, t, i) => sum + t.factor * point[`i${i}`]!, constant);
        const q = Math.trunc(v / d);
        const found = [divide(form, d), rest(form, d), divide(divide(form, d), e), rest(divide(form, d), e), joined];
        // + 0 turns a −0 into 0
        const wanted = [q, v % d, Math.trunc(q / e), q % e, v * e].map((x) => x + 0);
        expect(found.map((x) => valueOf(x, point))).toEqual(wanted);
        expect(found.every((x, i) => x.min <= wanted[i]! && wanted[i]! <= x.max)).toBe(true);
      }
    }),
    { numRuns: 500, examples: [[[{ size: 2, factor: 12 }], -1, 2, 2]] },
  );
});

test("the text of a deeply shared expression grows with its distinct parts, and a small one is plain", () => {
  let e: Expr = variable("x", "f32");
  expect(printExpr(op("mul", [op("add", [e, e]), op("add", [e, e])]))).toBe("((x + x) * (x + x))");
  for (let i = 0; i < 60; i++) e = op("mul", [e, op("add", [e, f32(-0)])]);
  const text = printExpr(e);
  expect(text.length).toBeLessThan(4000);
  expect(text).toContain("#0 = (x * (x + -0.0)); #1 = (#0 * (#0 + -0.0)); ");
});
