// Every @example in this folder's docs is run, by the oracle: see `@weir/testing`.
import { examplesIn, runExample } from "@weir/testing";
import { expect, test } from "vitest";
import type { Node } from "../ir/graph.ts";
import { NO_ORIGIN, topologicalOrder } from "../ir/graph.ts";
import { evaluateGraph } from "../oracle.ts";
import { valueOf } from "../pending.ts";
import { Tensor, composer } from "../tensor.ts";
import * as ops from "./index.ts";

/** Names exported as one, each from the file so called. */
const NAMESPACES: Readonly<Record<string, object>> = {
  fused: ops.fused,
  image: ops.image,
  linalg: ops.linalg,
  random: ops.random,
  signal: ops.signal,
};

const sources = import.meta.glob<string>(["./**/*.ts", "!./**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const examples = examplesIn(sources);

/** `data` nested as `shape`. */
function nested(data: readonly number[], shape: readonly number[]): unknown {
  if (shape.length === 0) return data[0];
  const [first, ...rest] = shape;
  const size = data.length / first!;
  return Array.from({ length: first! }, (_, i) => nested(data.slice(i * size, (i + 1) * size), rest));
}

/** The elements of a tensor, in float64. */
function oracle(t: unknown): unknown {
  if (!(t instanceof Tensor)) return undefined;
  const leaf = (n: Node): boolean => n.op === "input";
  const inputs = topologicalOrder([t.node]).filter(leaf);
  const given = inputs.map((n) => ({ shape: n.shape, dtype: n.dtype, data: Float64Array.from(valueOf(n)!.host!) }));
  return nested([...evaluateGraph({ inputs, outputs: [t.node] }, given)[0]!.data], t.shape);
}

test.each(examples)("$file $name: $code is $result", async (example) => {
  const scope = { ...ops, ...NAMESPACES[example.file.replace(".ts", "")] };
  await composer.onBehalfOf(NO_ORIGIN, async () => runExample(example, scope, oracle, { atol: 2e-7, rtol: 2e-7 }));
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
