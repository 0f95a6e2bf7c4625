// The list of works; the bench runs them in this order.
import type { AdamSpec, ArraySpec, ColdWork, Network, TrainWork, Work } from "./work.ts";

const mlp: Network = {
  inputShape: [784],
  layers: [
    { kind: "dense", units: 256, relu: true },
    { kind: "dense", units: 10, relu: false },
  ],
};

const cnn: Network = {
  inputShape: [28, 28, 1],
  layers: [
    { kind: "conv2d", filters: 32, kernelSize: 3, relu: true },
    { kind: "maxPool2d", size: 2 },
    { kind: "conv2d", filters: 64, kernelSize: 3, relu: true },
    { kind: "maxPool2d", size: 2 },
    { kind: "flatten" },
    { kind: "dense", units: 128, relu: true },
    { kind: "dense", units: 10, relu: false },
  ],
};

function adam(learningRate: number): AdamSpec {
  return { learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
}

const images: ArraySpec = { shape: [64, 28, 28, 1], seed: 4, scale: 1 };

const matMul1024: Work = {
  name: "matmul-1024",
  suite: "kernels",
  kind: "matMul",
  about: "float32 [1024, 1024] × [1024, 1024]",
  a: { shape: [1024, 1024], seed: 1, scale: 1 },
  b: { shape: [1024, 1024], seed: 2, scale: 1 },
};

const chain1M: Work = {
  name: "chain-1m",
  suite: "kernels",
  kind: "chain",
  about: "ten elementwise ops in a row on 2²⁰ float32 values",
  x: { shape: [1 << 20], seed: 3, scale: 1 },
};

const mlpStep: TrainWork = {
  name: "mlp-step",
  suite: "training",
  kind: "train",
  about: "784-256-10, batch 128, softmax cross-entropy, Adam",
  network: mlp,
  x: { shape: [128, 784], seed: 5, scale: 1 },
  adam: adam(1e-3),
};

const cnnStep: TrainWork = {
  name: "cnn-step",
  suite: "training",
  kind: "train",
  about: "28×28×1, two convolutions (32, 64) with pooling, dense 128 and 10, batch 64, softmax cross-entropy, Adam",
  network: cnn,
  x: images,
  // Small enough that the loss falls from the first step on: where it jumps, rounding errors grow.
  adam: adam(1e-4),
};

const cnnInference: Work = {
  name: "cnn-inference",
  suite: "inference",
  kind: "inference",
  about: "the network of cnn-step, one batch of 64 to logits",
  network: cnn,
  x: images,
};

/** The works that are timed warm. */
export const works: readonly Work[] = [matMul1024, chain1M, mlpStep, cnnInference, cnnStep];

/** The works that are timed once per freshly started browser. */
export const coldWorks: readonly ColdWork[] = [
  { name: "mlp-first-step", suite: "cold", about: "from navigation to the first loss of mlp-step", step: mlpStep },
  { name: "cnn-first-step", suite: "cold", about: "from navigation to the first loss of cnn-step", step: cnnStep },
];
