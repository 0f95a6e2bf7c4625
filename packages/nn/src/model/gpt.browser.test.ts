import { expectClose } from "@weir/testing";
import { expect, test } from "vitest";
import { gptLosses } from "./gpt.testing.ts";

test("a tiny GPT has the same losses on all devices", async () => {
  const wasm = await gptLosses("wasm");
  expect(wasm.at(-1)).toBeLessThan(0.9 * wasm[0]!);
  for (const device of ["webgl2", "webgpu"] as const)
    expectClose(await gptLosses(device), wasm, { atol: 1e-4, rtol: 1e-4 });
}, 120_000);
