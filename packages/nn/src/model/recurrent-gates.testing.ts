// What no noise can blur, of a recurrent model: kernels per training step and per turn, things made by a warm step.
import { getDevice, setDevice, type DeviceName } from "@weir/core";
import { expect, test } from "vitest";
import { dense } from "../layers/dense.ts";
import { lstm } from "../layers/lstm.ts";
import { sequential } from "./sequential.ts";

/** Gates of one device. A change that moves one shows it here. */
export interface RecurrentGates {
  /** Kernels launched by a step for every turn, forwards and backwards together. */
  readonly perTurn: number;
  /** Those launched once. */
  readonly once: number;
}

const BATCH = 32;
const FEATURES = 16;
const WARM_STEPS = 2;

/** Launches of a warm training step over `steps` steps. Fails when it makes anything. */
async function launches(steps: number): Promise<number> {
  const model = sequential([
    lstm({ units: 128, inputShape: [steps, FEATURES] }),
    dense({ units: 10, activation: "softmax" }),
  ]);
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
  const step = model.trainStep(BATCH);
  const x = Float32Array.from({ length: BATCH * steps * FEATURES }, (_, i) => Math.sin(i * 12.9898));
  const y = Int32Array.from({ length: BATCH }, (_, i) => i % 10);
  for (let i = 0; i < 4; i++) step.run(x, y);
  await step.loss();
  const { counters } = await getDevice();
  const before = { ...counters };
  for (let i = 0; i < WARM_STEPS; i++) step.run(x, y);
  await step.finish();
  const made = (name: "buffers" | "bindGroups" | "pipelines" | "dispatches"): number => counters[name] - before[name];
  expect([made("buffers"), made("bindGroups"), made("pipelines")]).toEqual([0, 0, 0]);
  model.dispose();
  return made("dispatches") / WARM_STEPS;
}

/** Registers the gates on `device`. */
export function describeRecurrentGates(device: DeviceName, gates: RecurrentGates): void {
  test(`a warm LSTM step on ${device} makes nothing and launches what it did before`, async () => {
    await setDevice(device);
    const [few, many] = [await launches(10), await launches(50)];
    const perTurn = (many - few) / 40;
    console.log(`LSTM step of 50 turns on ${device}: ${many} launches, ${perTurn} per turn`);
    expect({ perTurn, once: many - 50 * perTurn }).toEqual(gates);
  }, 60_000);
}
