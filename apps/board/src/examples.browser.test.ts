// Every @example in the docs of this package is run in a page, with React's names too: see `@weir/testing`.
import { createBus } from "@weir/core/events";
import { examplesIn, runExample } from "@weir/testing";
import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { test } from "vitest";
import * as board from "./index.ts";

const sources = import.meta.glob<string>(["./**/*.{ts,tsx}", "!./**/*.test.{ts,tsx}"], {
  query: "?raw",
  import: "default",
  eager: true,
});

test.each(examplesIn(sources))("$file $name: $code is $result", async (example) => {
  const scope = { ...board, createBus, createElement, createRoot, flushSync };
  await runExample(example, scope, () => undefined);
});
