// Every @example in the docs outside `ops`, whose own test runs those, is run as a program would: see `@weir/testing`.
import { examplesIn, runExample } from "@weir/testing";
import { beforeAll, test } from "vitest";
import * as weir from "./index.ts";

const sources = import.meta.glob<string>(["./**/*.ts", "!./ops/**", "!./**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

beforeAll(async () => {
  await weir.setDevice("wasm");
});

test.each(examplesIn(sources))("$file $name: $code is $result", async (example) => {
  await runExample(example, weir, async (x) => (x instanceof weir.Tensor ? x.array() : undefined));
});
