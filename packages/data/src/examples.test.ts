// Every @example in the docs of this package is run: see `@weir/testing`.
import { examplesIn, runExample } from "@weir/testing";
import { test } from "vitest";
import * as data from "./index.ts";

const sources = import.meta.glob<string>(["./**/*.ts", "!./**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

test.each(examplesIn(sources))("$file $name: $code is $result", async (example) => {
  await runExample(example, { ...data }, () => undefined);
});
