import { expect, test } from "vitest";
import { examplesIn, expectClose, expectGradient, isClose, runExample, sample } from "./index.ts";

test("isClose tells NaN and infinities from numbers and from each other", () => {
  expect(isClose(NaN, NaN)).toBe(true);
  expect(isClose(NaN, 1)).toBe(false);
  expect(isClose(Infinity, Infinity)).toBe(true);
  expect(isClose(Infinity, -Infinity)).toBe(false);
  expect(isClose(Infinity, 1e30)).toBe(false);
});

test("isClose is absolute near 0 and relative elsewhere", () => {
  expect(isClose(0, 9e-6)).toBe(true);
  expect(isClose(0, 2e-5)).toBe(false);
  expect(isClose(1e6, 1e6 + 9)).toBe(true);
  expect(isClose(1e6, 1e6 + 20)).toBe(false);
});

test("isClose tells −0 from 0 when asked", () => {
  expect(isClose(-0, 0)).toBe(true);
  expect(isClose(-0, 0, { signs: true })).toBe(false);
  expect(isClose(-0, -0, { signs: true })).toBe(true);
});

test("expectClose names the worst element", () => {
  expect(() => expectClose([1, 2, 9], [1, 2.1, 3])).toThrow("2 of 3 numbers differ; element 2: got 9, expected 3");
  expect(() => expectClose([1], [1, 2])).toThrow("got 1 numbers, expected 2");
});

test("expectGradient accepts the gradient of a product and rejects a wrong one", () => {
  const f = ([x, y]: readonly Float64Array[]): number => x![0]! * y![0]! ** 2;
  const at = [Float64Array.of(3), Float64Array.of(2)];
  expectGradient(f, at, [Float64Array.of(4), Float64Array.of(12)]);
  expectGradient(f, at, [Float64Array.of(4), undefined]);
  expect(() => expectGradient(f, at, [Float64Array.of(4), Float64Array.of(12.01)])).toThrow("finite differences");
});

test("sample draws the same numbers for the same seed, in range, of the dtype asked for", () => {
  const a = sample({ shape: [50] }, 3);
  expect(a.data).toEqual(sample({ shape: [50] }, 3).data);
  expect(a.data).not.toEqual(sample({ shape: [50] }, 4).data);
  expect(a.data.every((v) => v >= -2 && v <= 2 && v === Math.fround(v))).toBe(true);
  const whole = sample({ shape: [99], dtype: "int32", range: [-1, 1] }, 1).data;
  expect(new Set(whole)).toEqual(new Set([-1, 0, 1]));
  expect(new Set(sample({ shape: [40], dtype: "bool" }, 1).data)).toEqual(new Set([0, 1]));
});

test("distinct samples keep apart from each other and from 0", () => {
  const sorted = [...sample({ shape: [20], distinct: true }, 5).data, 0].sort((p, q) => p - q);
  sorted.slice(1).forEach((v, i) => expect(v - sorted[i]!).toBeGreaterThan(0.02));
});

const SOURCE = `
/** Returns twice x. @example double(2) // 4 */
export function double() {}

/** Has none. */
export function plain() {}

/**
 * Returns a promise.
 * @example
 * const list = [1, 2];
 * await later(list) // [1, 2]
 * @see somewhere
 */
export const later: Later = () => {};
`;

test("examplesIn finds the examples of doc comments, in one line or several", () => {
  expect(examplesIn({ "./a.ts": SOURCE })).toEqual([
    { file: "a.ts", name: "double", code: "double(2)", result: "4" },
    { file: "a.ts", name: "later", code: "const list = [1, 2];\nawait later(list)", result: "[1, 2]" },
  ]);
  const withoutResult = "/** @example f() */\nexport function f() {}";
  expect(() => examplesIn({ "b.ts": withoutResult })).toThrow("b.ts: the example of f does not end with");
});

test("runExample awaits and reads what an example gives, and compares it with the result", async () => {
  const example = (code: string, result: string) => ({ file: "a.ts", name: "f", code, result });
  const boxed = (value: unknown) => ({ boxed: value });
  const read = (x: unknown): unknown => (x as { boxed?: unknown } | undefined)?.boxed;
  const run = async (code: string, result: string) => runExample(example(code, result), { boxed }, read);
  await run("const boxed = 1;\nboxed + 1", "2");
  await run("[Promise.resolve(boxed([0.1 + 0.2])), { a: boxed(1) }]", "[[0.3], { a: true }]");
  await run("Int8Array.of(1, 2)", "[1, 2]");
  await run("Promise.resolve(NaN)", "NaN");
  await expect(run("boxed([1, 2])", "[1, 3]")).rejects.toThrow("the example of f gives [1,2], and not [1, 3]");
  await expect(run("[1]", "1")).rejects.toThrow("gives [1]");
  await expect(run("[]", "{}")).rejects.toThrow("gives []");
});
