// Every @example in the docs of transforms, loops, scopes and devices is run as a program would: `expression // result`.
import { readFileSync } from "node:fs";
import { expectClose } from "@weir/testing";
import { beforeAll, expect, test } from "vitest";
import * as weir from "./index.ts";

/** Files of public functions outside `ops`, whose examples its own test runs. */
const FILES = [
  "tensor.ts",
  "transforms.ts",
  "jit.ts",
  "audio.ts",
  "gpu.ts",
  "pixels.ts",
  "print/format.ts",
  "print/print.ts",
  "runtime.ts",
  "ir/dtype.ts",
  "control/cond.ts",
  "control/scan.ts",
  "control/while-loop.ts",
  "stages/1-trace/origin.ts",
];

const examples = FILES.flatMap((file) => {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  const found = [...text.matchAll(/@example (.+?) \/\/ (.+?)(?: \*\/)?\n/g)];
  return found.map(([, code, result]) => [file, code!, result!] as const);
});

beforeAll(async () => {
  await weir.setDevice("wasm");
});

/** Tensors as their numbers, in lists and promises too. */
async function plain(given: unknown): Promise<unknown> {
  const x = await given;
  if (x instanceof weir.Tensor) return x.array();
  return Array.isArray(x) ? Promise.all(x.map(plain)) : x;
}

function shapeOf(x: unknown): number[] {
  return Array.isArray(x) ? [x.length, ...shapeOf(x[0])] : [];
}

test("every file has examples", () => {
  expect(FILES.filter((file) => !examples.some(([f]) => f === file))).toEqual([]);
});

test.each(examples)("%s: %s is %s", async (_file, code, result) => {
  const names = Object.keys(weir);
  // oxlint-disable-next-line typescript/no-implied-eval -- the examples are our own comments
  const call = new Function(...names, `return ${code}`) as (...args: unknown[]) => unknown;
  const got = await plain(call(...Object.values(weir)));
  // oxlint-disable-next-line typescript/no-implied-eval -- the examples are our own comments
  const expected: unknown = new Function(`return ${result}`)();
  if (typeof expected !== "number" && !Array.isArray(expected)) return expect(got).toEqual(expected);
  expect(shapeOf(got)).toEqual(shapeOf(expected));
  const numbers = (x: unknown): number[] => ([x].flat(9) as (number | boolean)[]).map(Number);
  expectClose(numbers(got), numbers(expected), { atol: 1e-6, rtol: 1e-6 });
});
