// How much more memory a step's plan takes than its values need at the worst moment.
import { type DeviceName, setDevice, type StepStats } from "@weir/core";
import { beforeAll, describe, expect, test } from "vitest";
import { dense } from "../layers/dense.ts";
import { embedding } from "../layers/embedding.ts";
import { globalAveragePooling1d } from "../layers/global-pooling.ts";
import { lstm } from "../layers/lstm.ts";
import { autoencoder, mobilenetBlock, resnetStep, volumes } from "./conv-gates.testing.ts";
import { digitsNetwork, MOST_WASTE } from "./gates.testing.ts";
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

function recurrent(): Sequential {
  const model = sequential([lstm({ units: 64, inputShape: [25, 16] }), dense({ units: 10, activation: "softmax" })]);
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
  return model;
}

function bagOfEmbeddings(): Sequential {
  const model = sequential([
    embedding({ inputDim: 1000, outputDim: 32, inputShape: [20] }),
    globalAveragePooling1d(),
    dense({ units: 64, activation: "relu" }),
    dense({ units: 1, activation: "sigmoid" }),
  ]);
  model.compile({ optimizer: "adam", loss: "binaryCrossentropy" });
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

interface Compiled {
  readonly ready: Promise<void>;
  readonly stats: StepStats;
  dispose(): void;
}

async function compiledStats(step: Compiled): Promise<StepStats> {
  await step.ready;
  const { stats } = step;
  step.dispose();
  return stats;
}

/** Registers the tests on `device`. */
export function describeMemoryPlan(device: DeviceName): void {
  describe(`the plan of a step on ${device} takes little more than is needed at its worst moment`, () => {
    beforeAll(async () => {
      await setDevice(device);
    });

    test.each([
      ["an MLP", () => statsOf(mlp(), 64)],
      ["a CNN", () => statsOf(digitsNetwork(), 64)],
      ["ResNet-8", () => compiledStats(resnetStep(2))],
      ["a GPT", () => statsOf(decoder(), 4)],
      ["an LSTM", () => statsOf(recurrent(), 32)],
      ["a MobileNet block", () => compiledStats(mobilenetBlock(56, 24, 6))],
      ["three-dimensional convolutions", () => statsOf(volumes(), 8)],
      ["an autoencoder", () => statsOf(autoencoder(), 32)],
      ["a bag of embeddings", () => statsOf(bagOfEmbeddings(), 256)],
    ] as const)("%s", async (_, make) => {
      const { peakBytes, leastBytes, stateBytes } = await make();
      expect(leastBytes).toBeGreaterThan(stateBytes);
      expect(peakBytes).toBeGreaterThanOrEqual(leastBytes);
      expect(peakBytes / leastBytes).toBeLessThanOrEqual(MOST_WASTE);
    });
  });
}
