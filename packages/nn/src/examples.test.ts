// Every @example in the docs of this package is run, with the names of the core too: see `@weir/testing`.
import * as weir from "@weir/core";
import { examplesIn, runExample } from "@weir/testing";
import { beforeAll, test } from "vitest";
import * as nn from "./index.ts";

const sources = import.meta.glob<string>(["./**/*.ts", "!./**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

beforeAll(async () => {
  await weir.setDevice("wasm");
});

test.each(examplesIn(sources))("$file $name: $code is $result", async (example) => {
  const read = async (x: unknown): Promise<unknown> => (x instanceof weir.Tensor ? x.array() : undefined);
  await runExample(example, { ...weir, ...nn }, read);
});
