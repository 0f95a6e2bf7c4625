// Fifty steps of every optimizer equal plain NumPy's, on the device under test. Shared by the tests of all devices.
import { type DeviceName, setDevice } from "@weir/core";
import { beforeAll, describe, expect, test } from "vitest";
import goldens from "../../goldens/training.json" with { type: "json" };
import { conv2d } from "../layers/convolution.ts";
import { dense } from "../layers/dense.ts";
import { flatten } from "../layers/flatten.ts";
import { maxPooling2d } from "../layers/pooling.ts";
import { adam, adamW } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { rmsprop } from "../optimizers/rmsprop.ts";
import { sgd } from "../optimizers/sgd.ts";
import { sizeOf } from "../shape.ts";
import { noise } from "./noise.testing.ts";
import { sequential, type Sequential } from "./sequential.ts";

/** Even over He's limits, as make.py gives the variables one after another. */
function initialWeights(model: Sequential): Float32Array[] {
  const shapes = model.layers.flatMap((layer) => layer.variables.map((v) => v.shape));
  return shapes.map((shape, i) => {
    const fanIn = shape.length > 1 ? sizeOf(shape.slice(0, -1)) : 400;
    return noise(100 + i, sizeOf(shape)).map((v) => v * Math.sqrt(6 / fanIn));
  });
}

/** Which of the first `classes` numbers of an example is the largest. */
function labelsOf(x: Float32Array, length: number, classes: number): Int32Array {
  return Int32Array.from({ length: x.length / length }, (_, i) => {
    const first = x.subarray(i * length, i * length + classes);
    return first.indexOf(Math.max(...first));
  });
}

interface Task {
  readonly model: () => Sequential;
  readonly x: Float32Array;
  readonly length: number;
  readonly classes: number;
  readonly batchSize: number;
}

const mlp: Task = {
  model: () =>
    sequential([
      dense({ units: 16, activation: "relu", inputShape: [20] }),
      dense({ units: 5, activation: "softmax" }),
    ]),
  x: noise(1, 96 * 20),
  length: 20,
  classes: 5,
  batchSize: 16,
};

const cnn: Task = {
  model: () =>
    sequential([
      conv2d({ filters: 4, kernelSize: 3, padding: "same", activation: "relu", inputShape: [12, 12, 1] }),
      maxPooling2d(),
      conv2d({ filters: 6, kernelSize: 3, activation: "relu" }),
      maxPooling2d(),
      flatten(),
      dense({ units: 8, activation: "relu" }),
      dense({ units: 3, activation: "softmax" }),
    ]),
  x: noise(2, 48 * 144),
  length: 144,
  classes: 3,
  batchSize: 8,
};

async function losses(task: Task, optimizer: Optimizer): Promise<number[]> {
  const { x, length, classes, batchSize } = task;
  const model = task.model();
  await model.setWeights(initialWeights(model));
  model.compile({ optimizer, loss: "sparseCategoricalCrossentropy" });
  const y = labelsOf(x, length, classes);
  const step = model.trainStep(batchSize);
  const found: number[] = [];
  for (let t = 0; t < 50; t++) {
    const start = (t * batchSize) % y.length;
    step.run(x.subarray(start * length, (start + batchSize) * length), y.subarray(start, start + batchSize));
    found.push(await step.loss());
  }
  model.dispose();
  return found;
}

/** Registers the tests against NumPy on `device`. */
export function describeTraining(device: DeviceName): void {
  describe(`training on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    });

    test.each<[keyof typeof goldens, Task, () => Optimizer]>([
      ["mlp adam", mlp, () => adam({ learningRate: 0.01 })],
      ["mlp adamW", mlp, () => adamW({ learningRate: 0.01, weightDecay: 0.1 })],
      ["mlp sgd", mlp, () => sgd({ learningRate: 0.1 })],
      ["mlp sgd momentum", mlp, () => sgd({ learningRate: 0.05, momentum: 0.9 })],
      ["mlp sgd nesterov", mlp, () => sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true })],
      ["mlp rmsprop", mlp, () => rmsprop({ learningRate: 0.01 })],
      ["mlp rmsprop centered momentum", mlp, () => rmsprop({ learningRate: 0.001, momentum: 0.9, centered: true })],
      ["mlp sgd clipnorm", mlp, () => sgd({ learningRate: 0.1, clipnorm: 0.1 })],
      ["mlp sgd globalClipnorm", mlp, () => sgd({ learningRate: 0.1, globalClipnorm: 0.1 })],
      ["cnn adam", cnn, () => adam({ learningRate: 0.01 })],
    ])("%s equals NumPy over 50 steps within 1e-4", async (name, task, optimizer) => {
      const found = await losses(task, optimizer());
      const worst = Math.max(...found.map((loss, i) => Math.abs(loss - goldens[name][i]!)));
      expect(found).toHaveLength(50);
      expect(worst).toBeLessThan(1e-4);
    });
  });
}
