// Expansions against float64: error in units in the last place over a sweep, and what happens at the edges.
import { expect, test } from "vitest";
import { evaluate } from "../../ir/evaluate.ts";
import type { Expr, ScalarOp } from "../../ir/expr.ts";
import { extract, op, u32, variable, vec, walk } from "../../ir/expr.ts";
import { BASIC_OPS } from "../../ir/target.ts";
import * as math from "../../ops/math.ts";
import { erfReference } from "../../ops/unary.ts";
import { expandMath } from "./expand.ts";

const NATIVE: ReadonlySet<ScalarOp> = new Set(BASIC_OPS);

const x = (): Expr => variable("x", "f32");
const y = (): Expr => variable("y", "f32");

/** The function that `e` computes in float32 once expanded. */
function run(e: Expr): (x: number, y?: number) => number {
  const expanded = expandMath(e, NATIVE);
  walk([expanded], (p) => {
    if (p.kind === "op" && !NATIVE.has(p.op)) throw new Error(`${p.op} is left`);
  });
  return (a, b = 0) =>
    evaluate(expanded, { variable: (name) => Math.fround(name === "x" ? a : b), load: () => 0 }) as number;
}

/** The distance between neighbouring float32 numbers at v, at least that of the smallest normal one. */
function ulp(v: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(v) || 2 ** -126)), -126) - 23);
}

function worstUlps(
  f: (x: number) => number,
  truth: (x: number) => number,
  low: number,
  high: number,
  steps = 20_000,
): number {
  let worst = 0;
  for (let i = 0; i <= steps; i++) {
    const v = Math.fround(low + ((high - low) * i) / steps);
    const expected = truth(v);
    worst = Math.max(worst, Math.abs(f(v) - expected) / ulp(expected));
  }
  return worst;
}

const SWEEPS: readonly (readonly [
  name: string,
  e: () => Expr,
  truth: (x: number) => number,
  low: number,
  high: number,
  limit: number,
])[] = [
  ["exp", () => op("exp", [x()]), Math.exp, -87, 88.7, 2],
  ["log", () => op("log", [x()]), Math.log, 0.01, 20, 2],
  ["log of large numbers", () => op("log", [x()]), Math.log, 1, 3e38, 2],
  ["tanh", () => op("tanh", [x()]), Math.tanh, -10, 10, 3],
  ["erf", () => math.erf(x()), erfReference, -5, 5, 3],
  ["expm1", () => math.expm1(x()), Math.expm1, -10, 20, 4],
  ["log1p", () => math.log1p(x()), Math.log1p, -0.99, 50, 4],
  ["sinh", () => math.sinh(x()), Math.sinh, -20, 20, 5],
  ["cosh", () => math.cosh(x()), Math.cosh, -20, 20, 5],
  ["asinh", () => math.asinh(x()), Math.asinh, -1e5, 1e5, 5],
  ["acosh", () => math.acosh(x()), Math.acosh, 1.001, 1e5, 5],
  ["atanh", () => math.atanh(x()), Math.atanh, -0.999, 0.999, 6],
  ["atan", () => math.atan(x()), Math.atan, -20, 20, 3],
  ["asin", () => math.asin(x()), Math.asin, -1, 1, 4],
  ["acos", () => math.acos(x()), Math.acos, -1, 0.999, 4],
];

test.each(SWEEPS)("%s is accurate to its limit in the last place", (_name, e, truth, low, high, limit) => {
  expect(worstUlps(run(e()), truth, low, high)).toBeLessThan(limit);
});

test.each([
  ["sin", Math.sin],
  ["cos", Math.cos],
] as const)("%s is within 2e-7 up to 10⁴", (name, truth) => {
  const f = run(op(name, [x()]));
  for (const reach of [10, 1e4]) {
    for (let i = 0; i <= 20_000; i++) {
      const v = Math.fround(reach * ((2 * i) / 20_000 - 1));
      expect(Math.abs(f(v) - truth(v))).toBeLessThan(2e-7);
    }
  }
});

test("pow loses little for large exponents", () => {
  const f = run(op("pow", [x(), y()]));
  for (let i = 0; i < 3000; i++) {
    const a = Math.fround(1e-3 + i * 0.0123);
    for (const b of [-7.25, -2, -0.5, 0.25, 1, 2, 3.75, 10]) {
      const expected = a ** b;
      if (expected > 1e-37 && expected < 3e38) expect(Math.abs(f(a, b) / expected - 1)).toBeLessThan(1e-6);
    }
  }
});

test.each([
  [
    "exp",
    [
      [0, 1],
      [-0, 1],
      [Infinity, Infinity],
      [-Infinity, 0],
      [NaN, NaN],
      [200, Infinity],
      [-200, 0],
      [88.7, Math.exp(Math.fround(88.7))],
    ],
  ],
  [
    "log",
    [
      [0, -Infinity],
      [-0, -Infinity],
      [1, 0],
      [Infinity, Infinity],
      [-1, NaN],
      [-Infinity, NaN],
      [NaN, NaN],
    ],
  ],
  [
    "tanh",
    [
      [0, 0],
      [-0, -0],
      [Infinity, 1],
      [-Infinity, -1],
      [NaN, NaN],
      [1e-20, Math.fround(1e-20)],
    ],
  ],
  [
    "sin",
    [
      [0, 0],
      [NaN, NaN],
      [Infinity, NaN],
    ],
  ],
  [
    "cos",
    [
      [0, 1],
      [NaN, NaN],
      [Infinity, NaN],
    ],
  ],
] as const)("%s is right at the edges", (name, rows) => {
  const f = run(op(name, [x()]));
  for (const [at, expected] of rows) {
    if (expected === 0) expect(f(at) === 0).toBe(true);
    else if (Number.isFinite(expected)) expect(f(at) / expected).toBeCloseTo(1, 5);
    else expect(f(at)).toBe(expected);
  }
});

test("pow is right at the edges, as IEEE 754 has them", () => {
  const f = run(op("pow", [x(), y()]));
  const rows: readonly (readonly [number, number, number])[] = [
    [0, 2, 0],
    [0, -1, Infinity],
    [0, 0, 1],
    [-2, 2, 4],
    [-2, 3, -8],
    [-2, 0.5, NaN],
    [-1, 1e9, 1],
    [1, Infinity, 1],
    [1, NaN, 1],
    [2, Infinity, Infinity],
    [2, -Infinity, 0],
    [0.5, Infinity, 0],
    [0.5, -Infinity, Infinity],
    [Infinity, 2, Infinity],
    [Infinity, -2, 0],
    [-Infinity, 3, -Infinity],
    [NaN, 2, NaN],
    [NaN, 0, 1],
    [2, NaN, NaN],
    [10, 50, Infinity],
    [10, -60, 0],
    [2, 10, 1024],
    [3, 4, 81],
  ];
  for (const [a, b, expected] of rows) {
    if (Number.isFinite(expected) && expected !== 0) expect(f(a, b) / expected).toBeCloseTo(1, 6);
    else expect(f(a, b)).toBe(expected);
  }
});

test("inverse functions are right at the edges", () => {
  expect(run(math.atan(x()))(Infinity)).toBeCloseTo(Math.PI / 2, 6);
  expect(run(math.atan(x()))(-Infinity)).toBeCloseTo(-Math.PI / 2, 6);
  expect(run(math.asin(x()))(1.01)).toBeNaN();
  expect(run(math.acos(x()))(-1)).toBeCloseTo(Math.PI, 6);
  expect(run(math.atanh(x()))(1)).toBe(Infinity);
  expect(run(math.atanh(x()))(2)).toBeNaN();
  expect(run(math.acosh(x()))(0.5)).toBeNaN();
  expect(run(math.asinh(x()))(3e38)).toBeCloseTo(Math.asinh(3e38), 4);
  expect(run(math.sinh(x()))(89)).toBeLessThan(Infinity);
  expect(run(math.sinh(x()))(-200)).toBe(-Infinity);
  expect(run(math.cosh(x()))(-200)).toBe(Infinity);
  expect(run(math.erf(x()))(NaN)).toBeNaN();
  expect(run(math.erf(x()))(Infinity)).toBe(1);
});

test("atan2 finds the quadrant and the axes", () => {
  const f = run(math.atan2(x(), y()));
  for (const a of [-2, -1, -0, 0, 0.5, 1, Infinity, -Infinity]) {
    for (const b of [-3, -1, -0, 0, 1, 4, Infinity, -Infinity]) expect(f(a, b)).toBeCloseTo(Math.atan2(a, b), 6);
  }
});

test("mulhi from 16-bit halves is the upper word of the product", () => {
  for (const [a, b] of [
    [0xffffffff, 0xffffffff],
    [0xd2511f53, 0x12345678],
    [1, 0xffffffff],
    [0x10000, 0x10000],
    [0, 7],
  ] as const) {
    const e = expandMath(op("mulhi", [u32(a), variable("b", "u32")]), NATIVE);
    const got = evaluate(e, { variable: () => b, load: () => 0 });
    expect(got).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
  }
});

test("four lanes expand to the same numbers as one", () => {
  const inputs = [-1.5, 0.25, 3, 40];
  const lanes = vec(inputs.map((_, i) => variable(`v${i}`, "f32")));
  for (const name of ["exp", "tanh", "sin", "log"] as const) {
    const wide = expandMath(op(name, [lanes]), NATIVE);
    const narrow = run(op(name, [x()]));
    inputs.forEach((v, i) => {
      expect(evaluate(extract(wide, i), { variable: (n) => inputs[Number(n.slice(1))]!, load: () => 0 })).toBe(
        narrow(v),
      );
    });
  }
});
