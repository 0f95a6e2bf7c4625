// Every @example in the docs of this package is run: see `@weir/testing`.
import { examplesIn, runExample } from "@weir/testing";
import { beforeAll, test } from "vitest";
import * as tf from "./index.ts";

const sources = import.meta.glob<string>(["./**/*.ts", "!./**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

beforeAll(async () => {
  await tf.setBackend("wasm");
});

test.each(examplesIn(sources))("$file $name: $code is $result", async (example) => {
  await runExample(example, { tf }, async (x) => (x instanceof tf.Tensor ? x.array() : undefined));
});
