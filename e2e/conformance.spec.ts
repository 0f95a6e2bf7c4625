// A sample of TensorFlow.js's own published tests: `npm run conformance` runs all of them.
import { expect, test } from "@playwright/test";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const script = path.join(fileURLToPath(new URL("..", import.meta.url)), "scripts", "conformance.mjs");

test("the published tests of matMul pass on wasm", () => {
  test.setTimeout(120_000);
  // fails when a case does that is not listed
  const said = execFileSync(process.execPath, [script, "--device", "wasm", "--filter", "matmul"], { encoding: "utf8" });
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(said)!;
  expect(Number(passed)).toBeGreaterThan(20);
  expect(Number(failed)).toBe(0);
});
