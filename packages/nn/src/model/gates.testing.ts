// What no noise can blur: kernels per step, things made by a warm step, bytes. Shared by the tests of all devices.
import { bus, type DeviceInfo, type DeviceName, getDevice, scope, setDevice, tensor } from "@weir/core";
import { beforeAll, describe, expect, test } from "vitest";
import { conv2d } from "../layers/convolution.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import { flatten } from "../layers/flatten.ts";
import { maxPooling2d } from "../layers/pooling.ts";
import { sequential, type Sequential } from "./sequential.ts";

/** Gates of one device. A change that moves one shows it here. */
export interface Gates {
  /** Kernels launched by one training step. */
  readonly cnnDispatches: number;
  readonly mlpDispatches: number;
}

const BATCH = 64;
const WARM_STEPS = 3;

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

/** Images and labels that need no file: the same every time. */
function batch(size: number): { readonly x: Float32Array; readonly y: Int32Array } {
  return {
    x: Float32Array.from({ length: size * 784 }, (_, i) => Math.abs(Math.sin(i * 12.9898))),
    y: Int32Array.from({ length: size }, (_, i) => (i * 7) % 10),
  };
}

type Counts = Omit<DeviceInfo["counters"], "timed" | "liveBytes" | "peakBytes">;

async function counts(): Promise<Counts> {
  const { counters } = await getDevice();
  const { buffers, bindGroups, pipelines, dispatches, submits, uploads, readbacks } = counters;
  return { buffers, bindGroups, pipelines, dispatches, submits, uploads, readbacks };
}

/** What `WARM_STEPS` steps make, once two steps have been taken. */
async function madeByWarmSteps(model: Sequential): Promise<Counts> {
  const step = model.trainStep(BATCH);
  const { x, y } = batch(BATCH);
  for (let i = 0; i < 4; i++) step.run(x, y);
  await step.loss();
  const before = await counts();
  for (let i = 0; i < WARM_STEPS; i++) step.run(x, y);
  await step.finish();
  const after = await counts();
  const names = Object.keys(before) as (keyof Counts)[];
  return Object.fromEntries(names.map((n) => [n, after[n] - before[n]])) as unknown as Counts;
}

/** Registers the gates on `device`. */
export function describeGates(device: DeviceName, gates: Gates): void {
  describe(`gates on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    });

    test.each([
      ["CNN", digitsNetwork, gates.cnnDispatches],
      ["MLP", mlp, gates.mlpDispatches],
    ] as const)("a warm %s step makes nothing and launches what it did before", async (name, make, dispatches) => {
      expect(bus.active).toBe(false);
      const model = make();
      const made = await madeByWarmSteps(model);
      console.log(`${name} step on ${device}: ${made.dispatches / WARM_STEPS} dispatches`);
      expect(made).toMatchObject({ buffers: 0, bindGroups: 0, pipelines: 0, readbacks: 0 });
      expect(made.dispatches).toBe(dispatches * WARM_STEPS);
      // images and labels; the learning rate is uploaded when it changes
      expect(made.uploads).toBe(2 * WARM_STEPS);
      model.dispose();
    });

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
      await model.fit(x, y, { epochs: 2, batchSize: 4 });
      const before = { bytes: counters.liveBytes, buffers: counters.buffers, bindGroups: counters.bindGroups };
      await model.fit(x, y, { epochs: 20, batchSize: 4 });
      expect(counters.liveBytes - before.bytes).toBeLessThan(16 * 1024);
      // each fit may make its own few; two thousand steps make none
      expect(counters.buffers - before.buffers).toBeLessThan(64);
      expect(counters.bindGroups - before.bindGroups).toBeLessThan(200);
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
