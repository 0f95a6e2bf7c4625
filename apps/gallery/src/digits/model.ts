// The network of the Digits demo.
import { adam, conv2d, dense, dropout, flatten, input, maxPooling2d, sequential, type Sequential } from "@weir/nn";

/** Examples per training step. */
export const BATCH_SIZE = 64;

/** Returns the untrained network: two convolutions, each halved by pooling, and two dense layers, 421,642 parameters. */
export function digitsModel(seed: number, learningRate: number): Sequential {
  const model = sequential({
    name: "digits",
    seed,
    layers: [
      input({ shape: [28, 28, 1] }),
      conv2d({ filters: 32, kernelSize: 3, padding: "same", activation: "relu" }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ filters: 64, kernelSize: 3, padding: "same", activation: "relu" }),
      maxPooling2d({ poolSize: 2 }),
      flatten(),
      dense({ units: 128, activation: "relu" }),
      dropout({ rate: 0.5 }),
      dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({
    optimizer: adam({ learningRate }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
    gradientNorms: true,
  });
  return model;
}
