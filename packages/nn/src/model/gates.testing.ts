// What no noise can blur: kernels per step, things made by a warm step, bytes. Shared by the tests of all devices.
import { bus, type DeviceInfo, type DeviceName, getDevice, scope, setDevice, tensor } from "@weir/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conv2d } from "../layers/convolution.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import { flatten } from "../layers/flatten.ts";
import { lstm } from "../layers/lstm.ts";
import { maxPooling2d } from "../layers/pooling.ts";
import { gpt, sequences, TINY } from "./gpt.testing.ts";
import { sequential, type Sequential } from "./sequential.ts";
import type { TrainStep } from "./trainer.ts";

/** Gates of one training step on one device. A change that moves one shows it here. */
interface StepGates {
  /** Kernels launched; draws on WebGL2, of which a kernel may need several. */
  readonly dispatches: number;
  /** Kernels launched in addition when gradient norms are measured. */
  readonly norms: number;
  /** Bytes of everything that the step needs at once. */
  readonly peakBytes: number;
}

/** Gates of one device, by model. */
export type Gates = Readonly<Record<(typeof MODELS)[number]["name"], StepGates>>;

const WARM_STEPS = 3;
/** How much more the plan of a step may take than is needed at its worst moment. */
export const MOST_WASTE = 1.15;

/** The digits demo's network. */
export function digitsNetwork(): Sequential {
  const model = sequential([
    conv2d({ filters: 32, kernelSize: 3, padding: "same", activation: "relu", inputShape: [28, 28, 1] }),
    maxPooling2d(),
    conv2d({ filters: 64, kernelSize: 3, padding: "same", activation: "relu" }),
    maxPooling2d(),
    flatten(),
    dense({ units: 128, activation: "relu" }),
    dropout({ rate: 0.5 }),
    dense({ units: 10, activation: "softmax" }),
  ]);
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

function mlp(): Sequential {
  const model = sequential([
    dense({ units: 256, activation: "relu", inputShape: [784] }),
    dense({ units: 10, activation: "softmax" }),
  ]);
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
  return model;
}

function recurrent(): Sequential {
  const model = sequential([lstm({ units: 32, inputShape: [10, 16] }), dense({ units: 10, activation: "softmax" })]);
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
  return model;
}

interface Batch {
  readonly x: Float32Array;
  readonly y: Int32Array;
}

/** Numbers and labels that need no file: the same every time. */
function batchOf(size: number, features: number): Batch {
  return {
    x: Float32Array.from({ length: size * features }, (_, i) => Math.abs(Math.sin(i * 12.9898))),
    y: Int32Array.from({ length: size }, (_, i) => (i * 7) % 10),
  };
}

const MODELS = [
  { name: "MLP", metrics: [], make: mlp, size: 64, batch: () => batchOf(64, 784) },
  { name: "CNN", metrics: ["accuracy"], make: digitsNetwork, size: 64, batch: () => batchOf(64, 784) },
  { name: "LSTM", metrics: [], make: recurrent, size: 32, batch: () => batchOf(32, 10 * 16) },
  { name: "GPT", metrics: [], make: () => gpt(TINY), size: 4, batch: () => sequences(TINY, 4) },
] as const;

type Counts = Omit<DeviceInfo["counters"], "timed" | "livePipelines" | "liveBytes" | "peakBytes">;

async function counts(): Promise<Counts> {
  const { counters } = await getDevice();
  const { buffers, bindGroups, pipelines, dispatches, submits, uploads, readbacks } = counters;
  return { buffers, bindGroups, pipelines, dispatches, submits, uploads, readbacks };
}

/** What a step makes, once a few have been taken. */
async function madeByWarmStep(step: TrainStep, { x, y }: Batch): Promise<Counts> {
  for (let i = 0; i < 4; i++) step.run(x, y);
  await step.loss();
  const before = await counts();
  for (let i = 0; i < WARM_STEPS; i++) step.run(x, y);
  await step.finish();
  const after = await counts();
  const names = Object.keys(before) as (keyof Counts)[];
  return Object.fromEntries(names.map((n) => [n, (after[n] - before[n]) / WARM_STEPS])) as unknown as Counts;
}

/** Kernels launched by a step of `model` that measures the norms of its gradients. */
async function dispatchesWithNorms(model: Sequential, metrics: readonly "accuracy"[], size: number): Promise<number> {
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics, gradientNorms: true });
  const step = model.trainStep(size);
  await step.ready;
  return step.stats.dispatches;
}

/** Lets nobody look at the page: how many submits a step is cut into does not depend on the machine's speed then. */
function lookAway(): () => void {
  if (!("document" in globalThis)) return () => undefined;
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  return () => Reflect.deleteProperty(document, "visibilityState");
}

/** Registers the gates on `device`. */
export function describeGates(device: DeviceName, gates: Gates): void {
  describe(`gates on ${device}`, () => {
    let lookBack: (() => void) | undefined;
    beforeAll(async () => {
      lookBack = lookAway();
      // as many threads on every machine: what runs in parallel is split accordingly
      await setDevice(device, { threads: 2 });
    });
    afterAll(() => lookBack?.());

    test.each(MODELS)(
      "a warm step of $name makes nothing and launches what it did before",
      async (entry) => {
        expect(bus.active).toBe(false);
        const model = entry.make();
        const step = model.trainStep(entry.size);
        await step.ready;
        const { stats } = step;
        const made = await madeByWarmStep(step, entry.batch());
        const { peakBytes, leastBytes } = stats;
        const norms = (await dispatchesWithNorms(model, entry.metrics, entry.size)) - stats.dispatches;
        expect({ ...made, norms, peakBytes }).toEqual({
          buffers: 0,
          bindGroups: 0,
          pipelines: 0,
          submits: 1,
          // examples and labels; the learning rate is uploaded when it changes
          uploads: 2,
          readbacks: 0,
          ...gates[entry.name],
        });
        expect(peakBytes / leastBytes).toBeLessThanOrEqual(MOST_WASTE);
        model.dispose();
      },
      120_000,
    );

    test("a loop of 2,000 eager ops that disposes of nothing holds its memory flat", async () => {
      const { counters } = await getDevice();
      let x = tensor(new Float32Array(1000).fill(1));
      const loop = async (): Promise<number> => {
        for (let i = 0; i < 500; i++) x = x.mul(0.5).add(1).mul(x).tanh();
        await x.data();
        return counters.liveBytes;
      };
      const first = await loop();
      const second = await loop();
      // the calls made 8 MB; each window of 256 leaves 4 kB behind until the garbage collector comes by
      expect(second - first).toBeLessThan(65_536);
    });

    test("2,000 steps of a fit hold memory flat", async () => {
      const model = sequential([dense({ units: 8, activation: "relu", inputShape: [4] }), dense({ units: 1 })]);
      model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      const x = Float32Array.from({ length: 400 * 4 }, (_, i) => Math.sin(i));
      const y = Float32Array.from({ length: 400 }, (_, i) => Math.cos(i));
      const { counters } = await getDevice();
      await model.fit(x, y, { epochs: 20, batchSize: 4 });
      const before = { ...counters };
      const began = performance.now();
      await model.fit(x, y, { epochs: 20, batchSize: 4 });
      expect(counters.liveBytes - before.liveBytes).toBeLessThan(16 * 1024);
      // each fit may make its own few; two thousand steps make none
      expect(counters.buffers - before.buffers).toBeLessThan(64);
      expect(counters.bindGroups - before.bindGroups).toBeLessThan(200);
      // every step's loss is told, and one reading brings those of many: on a slow device those of a frame, of two thirds of one at the least
      const mostReadings = Math.max(1000, (performance.now() - began) / 10);
      expect(counters.readbacks - before.readbacks).toBeLessThan(mostReadings);
      model.dispose();
    });

    test("scope gives memory back at once", async () => {
      const { counters } = await getDevice();
      const before = counters.liveBytes;
      const kept = scope(() => {
        const a = tensor(new Float32Array(50_000).fill(2));
        return a.square().sum();
      });
      expect(await kept.array()).toBe(200_000);
      expect(counters.liveBytes - before).toBeLessThan(50_000);
    });
  });
}

/** The losses of 50 steps of the digits network's smaller sister, dropout and order included. */
export async function seededLosses(device: DeviceName): Promise<number[]> {
  await setDevice(device);
  const layers = [
    conv2d({ filters: 8, kernelSize: 3, padding: "same", activation: "relu", inputShape: [12, 12, 1] }),
    maxPooling2d(),
    flatten(),
    dense({ units: 16, activation: "relu" }),
    dropout({ rate: 0.3 }),
    dense({ units: 5, activation: "softmax" }),
  ];
  const model = sequential({ layers, seed: 7 });
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
  const x = Float32Array.from({ length: 64 * 144 }, (_, i) => Math.abs(Math.sin(i * 12.9898)));
  const y = Int32Array.from({ length: 64 }, (_, i) => (i * 3) % 5);
  const step = model.trainStep(16);
  const losses: number[] = [];
  for (let t = 0; t < 50; t++) {
    const at = (t % 4) * 16;
    step.run(x.subarray(at * 144, (at + 16) * 144), y.subarray(at, at + 16));
    losses.push(await step.loss());
  }
  model.dispose();
  return losses;
}
