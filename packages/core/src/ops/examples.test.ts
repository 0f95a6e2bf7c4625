// Every @example in this folder's docs is run, by the oracle: `f(args) // result`.
import { readFileSync, readdirSync } from "node:fs";
import { expectClose } from "@weir/testing";
import { describe, expect, test } from "vitest";
import type { Node } from "../ir/graph.ts";
import { NO_ORIGIN, topologicalOrder } from "../ir/graph.ts";
import { evaluateGraph } from "../oracle.ts";
import { valueOf } from "../pending.ts";
import { Tensor, composer } from "../tensor.ts";
import * as ops from "./index.ts";

interface Example {
  readonly file: string;
  readonly name: string;
  readonly code: string;
  readonly result: string;
}

/** Names exported as one, each from the file so called. */
const NAMESPACES: Readonly<Record<string, object>> = {
  fused: ops.fused,
  image: ops.image,
  linalg: ops.linalg,
  random: ops.random,
  signal: ops.signal,
};

/** The examples of one file, with the public function each belongs to. */
function examplesOf(file: string): Example[] {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  const pattern = /@example (.+?) \/\/ (.+?)(?: \*\/)?\n(?:\s*\*\/\n)?export (?:async function|function|const) (\w+)/g;
  return [...text.matchAll(pattern)].map(([, code, result, name]) => ({
    file,
    name: name!,
    code: code!,
    result: result!,
  }));
}

const files = readdirSync(new URL(".", import.meta.url), { recursive: true, encoding: "utf8" }).filter(
  (f) => f.endsWith(".ts") && !f.endsWith(".test.ts"),
);
const examples = files.flatMap(examplesOf);

function valuesOf(t: Tensor): number[] {
  const leaf = (n: Node): boolean => n.op === "input";
  const inputs = topologicalOrder([t.node]).filter(leaf);
  const given = inputs.map((n) => ({ shape: n.shape, dtype: n.dtype, data: Float64Array.from(valueOf(n)!.host!) }));
  return [...evaluateGraph({ inputs, outputs: [t.node] }, given)[0]!.data];
}

function shapeOf(x: unknown): number[] {
  return Array.isArray(x) ? [x.length, ...shapeOf(x[0])] : [];
}

describe.each(examples)("$file $name", ({ file, code, result }) => {
  test(`${code} is ${result}`, async () => {
    const scope: Record<string, unknown> = { ...ops, ...NAMESPACES[file.replace(".ts", "")] };
    const names = Object.keys(scope);
    // oxlint-disable-next-line typescript/no-implied-eval -- the examples are our own comments
    const call = new Function(...names, code.includes("await ") ? `return (async () => ${code})()` : `return ${code}`);
    const got: unknown = await composer.onBehalfOf(NO_ORIGIN, () => call(...names.map((n) => scope[n])) as unknown);
    // oxlint-disable-next-line typescript/no-implied-eval -- the examples are our own comments
    const expected: unknown = new Function(`return ${result}`)();
    if (!(got instanceof Tensor)) return expect(got).toEqual(expected);
    expect(got.shape).toEqual(shapeOf(expected));
    expectClose(valuesOf(got), ([expected].flat(9) as (number | boolean)[]).map(Number), { atol: 2e-7, rtol: 2e-7 });
  });
});

test("every public op has an example", () => {
  const shown = (file: RegExp): Set<string> => new Set(examples.filter((e) => file.test(e.file)).map((e) => e.name));
  const inTheOpen = shown(/./);
  const missing = [
    ...Object.keys(ops).filter((name) => !(name in NAMESPACES) && !inTheOpen.has(name)),
    ...Object.entries(NAMESPACES).flatMap(([space, members]) => {
      const there = shown(new RegExp(`^${space}(\\.ts$|/)`));
      return Object.keys(members).filter((name) => !there.has(name));
    }),
  ];
  expect(missing).toEqual([]);
});
