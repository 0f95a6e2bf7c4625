// A GPT: decoder blocks with residual paths, out of layers. Shared by the tests of all devices.
import { add as addTensors, type DeviceName, setDevice } from "@weir/core";
import { multiHeadAttention } from "../layers/attention.ts";
import { dense } from "../layers/dense.ts";
import { embedding } from "../layers/embedding.ts";
import { input } from "../layers/input.ts";
import type { Layer } from "../layers/layer.ts";
import { layerNormalization } from "../layers/layer-normalization.ts";
import { add } from "../layers/merge.ts";
import { toInitializer } from "../initializers/initializer.ts";
import { apply, model, type Flow } from "./functional.ts";
import type { Sequential } from "./sequential.ts";

/** Sizes of a GPT. */
export interface GptSizes {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly steps: number;
  readonly vocabulary: number;
}

export const TINY: GptSizes = { layers: 1, width: 16, heads: 2, steps: 12, vocabulary: 11 };

/** A learned vector for each position, added: a layer of one's own. */
function positions(): Layer {
  return {
    className: "Positions",
    options: {},
    outputShape: (shape) => shape,
    variables: (shape) => [{ name: "positions", shape, initializer: toInitializer("positions", "randomUniform") }],
    call: (x, { variable }) => addTensors(x, variable("positions")),
  };
}

/** Pre-norm decoder blocks over learned positions; the head is a layer of its own. */
export function gpt({ layers, width, heads, steps, vocabulary }: GptSizes, seed = 3): Sequential {
  const tokens = apply(input({ shape: [steps] }));
  let x = apply(positions(), apply(embedding({ inputDim: vocabulary, outputDim: width }), tokens));
  const residual = (f: (normal: Flow) => Flow): Flow => apply(add(), x, f(apply(layerNormalization(), x)));
  for (let i = 0; i < layers; i++) {
    x = residual((h) => apply(multiHeadAttention({ numHeads: heads, keyDim: width / heads, useCausalMask: true }), h));
    x = residual((h) => apply(dense({ units: width }), apply(dense({ units: 4 * width, activation: "gelu" }), h)));
  }
  const outputs = apply(dense({ units: vocabulary, activation: "softmax" }), apply(layerNormalization(), x));
  const m = model({ inputs: tokens, outputs, name: "gpt", seed });
  m.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
  return m;
}

/** Sequences that count up by one or two, and what comes next in each. */
export function sequences({ steps, vocabulary }: GptSizes, count: number): { x: Float32Array; y: Int32Array } {
  const token = (i: number, shift: number): number => {
    const [row, t] = [Math.floor(i / steps), (i % steps) + shift];
    return (row * 3 + t * (1 + (row % 2))) % vocabulary;
  };
  return {
    x: Float32Array.from({ length: count * steps }, (_, i) => token(i, 0)),
    y: Int32Array.from({ length: count * steps }, (_, i) => token(i, 1)),
  };
}

/** The losses of 20 steps of the tiny GPT on `device`. */
export async function gptLosses(device: DeviceName): Promise<number[]> {
  await setDevice(device);
  const m = gpt(TINY);
  const step = m.trainStep(4);
  const { x, y } = sequences(TINY, 4);
  const losses: number[] = [];
  for (let i = 0; i < 20; i++) {
    step.run(x, y);
    losses.push(await step.loss());
  }
  m.dispose();
  return losses;
}
