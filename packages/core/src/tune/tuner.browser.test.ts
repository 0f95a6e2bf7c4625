// Tuning through the public API, on an emulated GPU that passes for a real one.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clearCache, flushPrograms, setProgramCache } from "../cache/program-cache.ts";
import { takeForHardware } from "../lanes/hardware.testing.ts";
import { matMul, relu } from "../ops/index.ts";
import { getDevice, setDevice } from "../runtime.ts";
import { compileStep } from "../step.ts";
import { tensor } from "../tensor.ts";

beforeAll(() => takeForHardware(navigator.gpu));

afterAll(async () => {
  await clearCache();
  await setProgramCache({ enabled: false });
});

/** Weights after two steps of something with one product, and how much was measured before the steps and during them. */
async function train(): Promise<{
  readonly weights: readonly number[];
  readonly readied: number;
  readonly warm: number;
}> {
  const wave = (size: number, by: number): Float32Array =>
    Float32Array.from({ length: size }, (_, i) => Math.sin(i * by));
  const x = tensor(wave(3 * 24, 0.7), [3, 24]);
  const step = compileStep(({ w }) => ({ state: { w: w.sub(relu(matMul(x, w)).mean().mul(0.1)) }, outputs: {} }), {
    state: { w: tensor(wave(24 * 12, 0.3), [24, 12]) },
    inputs: {},
  });
  await step.ready;
  const { counters } = await getDevice();
  const readied = counters.timed;
  for (let i = 0; i < 2; i++) step.run({});
  const weights = [...(await step.state.w.data())];
  step.dispose();
  return { weights, readied, warm: counters.timed - readied };
}

const reopen = (options: { readonly tune?: boolean; readonly deterministic?: boolean }): Promise<unknown> =>
  setDevice("wasm").then(() => setDevice("webgpu", options));

describe("a device that is tuned", () => {
  test("measures while a step is readied, not while it runs, and computes the same", async () => {
    await reopen({});
    const plain = await train();
    expect(plain.readied).toBe(0);
    await reopen({ tune: true });
    const tuned = await train();
    expect(tuned.readied).toBeGreaterThan(0);
    expect(tuned.warm).toBe(0);
    tuned.weights.forEach((w, i) => expect(w).toBeCloseTo(plain.weights[i]!, 5));
    const again = await train();
    expect(again.readied).toBe(tuned.readied);
    expect(again.weights).toEqual(tuned.weights);
  });

  test("measures nothing on a later visit, and finds its programs", async () => {
    await setProgramCache({ build: "tuning's test" });
    await reopen({ tune: true });
    const first = await train();
    await flushPrograms();
    await reopen({ tune: true });
    const before = await setProgramCache({ build: "tuning's test" });
    const second = await train();
    const after = await setProgramCache({ build: "tuning's test" });
    expect(first.readied).toBeGreaterThan(0);
    expect(second.readied).toBe(0);
    expect(second.weights).toEqual(first.weights);
    expect(after.found).toBeGreaterThan(before.found);
    // what was tuned is not for a device that is not
    await reopen({});
    await train();
    expect((await setProgramCache({ build: "tuning's test" })).found).toBe(after.found);
  });

  test("that is deterministic as well measures nothing, and gives the same bits as without", async () => {
    await reopen({ deterministic: true });
    const plain = await train();
    await reopen({ deterministic: true, tune: true });
    const both = await train();
    expect(both.readied).toBe(0);
    expect(both.weights).toEqual(plain.weights);
  });
});
