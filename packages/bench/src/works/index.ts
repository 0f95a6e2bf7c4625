// The list of works; the bench runs them in this order.
import { autoencoder, conv3d, embeddingBag, gpt, lstm, mobilenetBlock, resnet8 } from "./models.ts";
import type { AdamSpec, ArraySpec, ColdWork, FunctionWork, LossWork, Network, TrainWork, Work } from "./work.ts";

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

function matMul(size: number): FunctionWork {
  return {
    name: `matmul-${size}`,
    suite: "kernels",
    kind: "function",
    about: `float32 [${size}, ${size}] × [${size}, ${size}]`,
    inputs: [
      { shape: [size, size], seed: 1, scale: 1 },
      { shape: [size, size], seed: 2, scale: 1 },
    ],
  };
}

const matMul1024 = matMul(1024);

const chain1M: FunctionWork = {
  name: "chain-1m",
  suite: "kernels",
  kind: "function",
  about: "sigmoid(-exp(square(tanh(x·2 + 1)·x - 0.5) + x)) of 2²⁰ values: ten elementwise ops in a row",
  inputs: [{ shape: [1 << 20], seed: 3, scale: 1 }],
};

const softmax50k: FunctionWork = {
  name: "softmax-50k",
  suite: "kernels",
  kind: "function",
  about: "softmax over the rows of [64, 50000]",
  inputs: [{ shape: [64, 50_000], seed: 6, scale: 4 }],
};

const sum16M: FunctionWork = {
  name: "sum-16m",
  suite: "kernels",
  kind: "function",
  about: "the sum of 2²⁴ values, around 0.5 each",
  inputs: [{ shape: [1 << 24], seed: 7, scale: 1, offset: 0.5 }],
};

const sort1M: FunctionWork = {
  name: "sort-1m",
  suite: "kernels",
  kind: "function",
  about: "2²⁰ values in ascending order",
  inputs: [{ shape: [1 << 20], seed: 8, scale: 1 }],
};

const mobilenet: FunctionWork = {
  name: "mobilenet-block",
  suite: "inference",
  kind: "function",
  about:
    "an inverted residual of MobileNet-v2 with its depthwise convolution: 24 channels at 56×56, expansion 6, batch 4",
  inputs: mobilenetBlock(4, 56, 24, 6),
};

function lossWork(
  name: string,
  about: string,
  model: Omit<LossWork, "name" | "suite" | "kind" | "about" | "adam">,
): LossWork {
  return { name, suite: "training", kind: "loss", about, ...model, adam: adam(1e-3) };
}

const steps: readonly LossWork[] = [
  lossWork(
    "lstm-step",
    "LSTM of 128 units over 50 steps of 64 features, dense 10, batch 32, Adam",
    lstm(32, 50, 64, 128, 10),
  ),
  lossWork(
    "gpt-step",
    "decoder of 4 layers, width 128, 4 heads, 128 tokens of 256, batch 8, Adam",
    gpt(8, 128, 256, 128, 4),
  ),
  lossWork("resnet8-step", "ResNet-8 with batch norm, 32×32×3, batch 32, Adam", resnet8(32, 32, 10)),
  lossWork(
    "embedding-bag-step",
    "mean of 20 of 10,000 embeddings of width 32, dense 64, click or none, batch 256, Adam",
    embeddingBag(256, 20, 10_000, 32, 64),
  ),
  lossWork("conv3d-step", "two 3-D convolutions (8, 16) with pooling, 16³, dense 10, batch 4, Adam", conv3d(4, 16, 10)),
  lossWork(
    "autoencoder-step",
    "28×28×1, two strided convolutions (16, 32), two transposed ones, squared error, batch 32, Adam",
    autoencoder(32, 28),
  ),
];

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
export const works: readonly Work[] = [
  matMul1024,
  chain1M,
  softmax50k,
  sum16M,
  sort1M,
  mobilenet,
  cnnInference,
  mlpStep,
  cnnStep,
  ...steps,
];

/** What is timed on a real GPU: matrices that fill it, too. */
export const gpuWorks: readonly Work[] = [matMul(512), matMul(2048), matMul(4096), ...works];

/** The works that are timed once per freshly started browser. */
export const coldWorks: readonly ColdWork[] = [
  { name: "mlp-first-step", suite: "cold", about: "from navigation to the first loss of mlp-step", step: mlpStep },
  { name: "cnn-first-step", suite: "cold", about: "from navigation to the first loss of cnn-step", step: cnnStep },
];
