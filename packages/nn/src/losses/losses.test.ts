// Losses and metrics against numbers computed by hand (float64), on the device that Node has.
import { setDevice, sigmoid, softmax, tensor, type Tensor } from "@weir/core";
import { beforeAll, expect, test } from "vitest";
import {
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  toMetric,
  type Metric,
} from "../metrics/metric.ts";
import { binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy } from "./cross-entropy.ts";
import type { Loss, Prediction } from "./loss.ts";
import { meanAbsoluteError, meanSquaredError } from "./regression.ts";

beforeAll(async () => {
  await setDevice("wasm");
});

const logits = [
  [1, 2, 0.5],
  [-1, 0, 3],
  [40, -40, 0],
];
const probabilities = logits.map((row) => {
  const sum = row.reduce((total, v) => total + Math.exp(v), 0);
  return row.map((v) => Math.exp(v) / sum);
});
const classes = tensor(new Int32Array([1, 0, 1]));
const oneHot = tensor([
  [0, 1, 0],
  [1, 0, 0],
  [0, 1, 0],
]);
const negativeLogs = [1, 0, 1].map((label, i) => {
  const row = logits[i]!;
  return Math.log(row.reduce((total, v) => total + Math.exp(v), 0)) - row[label]!;
});

/** A model that ends in `activation`, seen by a loss. */
function ends(activation: "linear" | "softmax" | "sigmoid" | "custom"): Prediction {
  const raw = tensor(logits);
  const apply = { linear: (x: Tensor) => x, softmax, sigmoid, custom: softmax }[activation];
  return { values: apply(raw), logits: raw, activation };
}

async function found(loss: Loss | Metric, labels: Tensor, prediction: Prediction): Promise<number[]> {
  return Array.from(await loss.call(labels, prediction).data());
}

function expectClose(values: number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) =>
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected[i]!))),
  );
}

test("crossentropies on logits are exact, however large", async () => {
  expectClose(await found(sparseCategoricalCrossentropy({ fromLogits: true }), classes, ends("linear")), negativeLogs);
  expectClose(await found(categoricalCrossentropy({ fromLogits: true }), oneHot, ends("linear")), negativeLogs);
});

test("a softmax at the end is fused: as exact as logits", async () => {
  expectClose(await found(sparseCategoricalCrossentropy(), classes, ends("softmax")), negativeLogs);
  expectClose(await found(categoricalCrossentropy(), oneHot, ends("softmax")), negativeLogs);
});

test("probabilities of unknown origin are clipped at 1e-7, as in Keras", async () => {
  const clipped = [1, 0, 1].map((label, i) => -Math.log(Math.max(1e-7, probabilities[i]![label]!)));
  expectClose(await found(sparseCategoricalCrossentropy(), classes, ends("custom")), clipped);
  expectClose(await found(categoricalCrossentropy(), oneHot, ends("custom")), clipped);
});

test("label smoothing spreads its share over all classes", async () => {
  const label = [1, 0, 1];
  const expected = logits.map((row, i) =>
    row.reduce((sum, _, k) => sum - ((k === label[i] ? 0.9 : 0) + 0.1 / 3) * logOf(i, k), 0),
  );
  expectClose(await found(categoricalCrossentropy({ labelSmoothing: 0.1 }), oneHot, ends("softmax")), expected);
});

function logOf(row: number, k: number): number {
  const values = logits[row]!;
  return values[k]! - Math.log(values.reduce((total, v) => total + Math.exp(v), 0));
}

test("binary crossentropy is the mean over the last dimension, with and without logits", async () => {
  const labels = tensor([
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
  ]);
  const target = [
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
  ];
  const expected = logits.map((row, i) => {
    // log(1 + e^-|z|) + max(z, 0) − z·y
    const each = row.map((z, j) => Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - z * target[i]![j]!);
    return each.reduce((a, b) => a + b, 0) / 3;
  });
  expectClose(await found(binaryCrossentropy({ fromLogits: true }), labels, ends("linear")), expected);
  expectClose(await found(binaryCrossentropy(), labels, ends("sigmoid")), expected);
  const p: Prediction = { values: tensor([[0.9], [0]]), logits: tensor([[0], [0]]), activation: "custom" };
  expectClose(await found(binaryCrossentropy(), tensor([[1], [1]]), p), [-Math.log(0.9), -Math.log(1e-7)]);
});

test("errors are means over the last dimension", async () => {
  const prediction: Prediction = {
    values: tensor([
      [1, 2],
      [3, 4],
    ]),
    logits: tensor([
      [0, 0],
      [0, 0],
    ]),
    activation: "linear",
  };
  const labels = tensor([
    [1, 0],
    [0, 0],
  ]);
  expectClose(await found(meanSquaredError(), labels, prediction), [2, 12.5]);
  expectClose(await found(meanAbsoluteError(), labels, prediction), [1, 3.5]);
});

test("accuracies count what they should, and the name accuracy finds the right one", async () => {
  expectClose(await found(sparseCategoricalAccuracy(), classes, ends("softmax")), [1, 0, 0]);
  expectClose(await found(categoricalAccuracy(), oneHot, ends("softmax")), [1, 0, 0]);
  const binary: Prediction = {
    values: tensor([[0.6], [0.4], [0.5]]),
    logits: tensor([[9], [9], [9]]),
    activation: "sigmoid",
  };
  const labels = tensor([[1], [1], [0]]);
  expectClose(await found(binaryAccuracy(), labels, binary), [1, 0, 1]);
  expectClose(await found(binaryAccuracy({ threshold: 0.3 }), labels, binary), [1, 1, 0]);
  expectClose(await found(toMetric("compile", "accuracy", "values", [1]), labels, binary), [1, 0, 1]);
  expectClose(await found(toMetric("compile", "accuracy", "values", [3]), oneHot, ends("linear")), [1, 0, 0]);
  expectClose(await found(toMetric("compile", "accuracy", "classes", [3]), classes, ends("linear")), [1, 0, 0]);
});
