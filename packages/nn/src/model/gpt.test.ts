import { expect, test } from "vitest";
import { gpt, gptLosses, TINY } from "./gpt.testing.ts";

test("a tiny GPT learns to count", async () => {
  const losses = await gptLosses("wasm");
  expect(losses[0]).toBeCloseTo(Math.log(TINY.vocabulary), 0);
  expect(losses.at(-1)).toBeLessThan(0.9 * losses[0]!);
  // one layer of attention has Keras's variables in Keras's order
  const { variables } = gpt(TINY).layers.find(({ layer }) => layer.className === "MultiHeadAttention")!;
  expect(variables.map((v) => [v.name, v.shape])).toEqual([
    ["queryKernel", [16, 2, 8]],
    ["queryBias", [2, 8]],
    ["keyKernel", [16, 2, 8]],
    ["keyBias", [2, 8]],
    ["valueKernel", [16, 2, 8]],
    ["valueBias", [2, 8]],
    ["outputKernel", [2, 8, 16]],
    ["outputBias", [16]],
  ]);
});

test("the kernels of a step of a GPT of four layers", async () => {
  const m = gpt({ layers: 4, width: 128, heads: 4, steps: 128, vocabulary: 256 });
  const step = m.trainStep(8);
  await step.ready;
  expect(step.stats.dispatches).toBe(125);
  m.dispose();
});
