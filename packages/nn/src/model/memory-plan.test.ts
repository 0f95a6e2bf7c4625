// How much more memory a step's plan takes than its values need at the worst moment.
import { setDevice, type StepStats } from "@weir/core";
import { beforeAll, describe, expect, test } from "vitest";
import { dense } from "../layers/dense.ts";
import { resnetStep, volumes } from "./conv-gates.testing.ts";
import { gpt } from "./gpt.testing.ts";
import { sequential, type Sequential } from "./sequential.ts";

function mlp(): Sequential {
  const model = sequential([
    dense({ units: 256, activation: "relu", inputShape: [784] }),
    dense({ units: 128, activation: "relu" }),
    dense({ units: 10, activation: "softmax" }),
  ]);
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
  return model;
}

const decoder = (): Sequential => gpt({ layers: 2, width: 32, heads: 4, steps: 32, vocabulary: 65 });

async function statsOf(model: Sequential, batch: number): Promise<StepStats> {
  const step = model.trainStep(batch);
  await step.ready;
  const { stats } = step;
  model.dispose();
  return stats;
}

async function resnetStats(): Promise<StepStats> {
  const step = resnetStep(2);
  await step.ready;
  const { stats } = step;
  step.dispose();
  return stats;
}

describe("the plan of a step takes at most 15 % more than is needed at its worst moment", () => {
  beforeAll(async () => {
    await setDevice("wasm");
  });

  test.each([
    ["an MLP", () => statsOf(mlp(), 64)],
    ["a CNN", () => statsOf(volumes(), 8)],
    ["ResNet-8", resnetStats],
    ["a GPT", () => statsOf(decoder(), 4)],
  ] as const)("%s", async (_, make) => {
    const { peakBytes, leastBytes, stateBytes } = await make();
    expect(leastBytes).toBeGreaterThan(stateBytes);
    expect(peakBytes).toBeGreaterThanOrEqual(leastBytes);
    expect(peakBytes / leastBytes).toBeLessThanOrEqual(1.15);
  });
});
