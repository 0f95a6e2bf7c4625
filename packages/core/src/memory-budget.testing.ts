/** What a memory budget makes of a deep network's step: less memory, the same numbers. On a device. */
import { beforeAll, describe, expect, test } from "vitest";
import { jit } from "./jit.ts";
import { matMul, relu, sum } from "./ops/index.ts";
import { setDevice } from "./runtime.ts";
import type { DeviceName } from "./stages/7-run/device.ts";
import type { Step } from "./step.ts";
import { compileStep } from "./step.ts";
import type { Tensor } from "./tensor.ts";
import { tensor } from "./tensor.ts";
import { grad } from "./transforms.ts";

const LAYERS = 16;
const WIDTH = 12;
const BATCH = 200;

const wave = (shape: readonly [number, number], seed: number): Tensor =>
  tensor(
    Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => Math.sin(i * 12.9898 + seed) / 2),
    shape,
  );
const weights = (): Tensor[] => Array.from({ length: LAYERS }, (_, i) => wave([WIDTH, WIDTH], i));
const images = Float32Array.from({ length: BATCH * WIDTH }, (_, i) => Math.cos(i));

function loss(layers: readonly Tensor[], x: Tensor): Tensor {
  return sum(layers.reduce((y, w) => relu(matMul(y, w)).add(0.01), x).square());
}

type Training = Step<Tensor[], { x: { shape: number[]; dtype: "float32" } }, object>;

function training(memoryBudget?: number): Training {
  return compileStep(
    (state: Tensor[], { x }) => {
      const slopes = grad((layers: Tensor[]) => loss(layers, x))(state);
      return { state: state.map((w, i) => w.sub(slopes[i]!.mul(1e-4))), outputs: {} };
    },
    {
      state: weights(),
      inputs: { x: { shape: [BATCH, WIDTH], dtype: "float32" } },
      ...(memoryBudget === undefined ? {} : { memoryBudget }),
    },
  );
}

async function trained(step: Training): Promise<number[][]> {
  for (let i = 0; i < 3; i++) step.run({ x: images });
  return Promise.all(step.state.map(async (w) => [...(await w.data())]));
}

export function describeMemoryBudget(device: DeviceName): void {
  describe(`a memory budget on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);

    test("a deep network's step fits under a budget, and learns what it learned without", async () => {
      const free = training();
      await free.ready;
      const { peakBytes, dispatches } = free.stats;
      const budget = Math.floor(0.65 * peakBytes);
      const tight = training(budget);
      await tight.ready;
      expect(tight.stats.peakBytes).toBeLessThanOrEqual(budget);
      // no more than the forward pass once again
      expect(tight.stats.dispatches).toBeGreaterThan(dispatches);
      expect(tight.stats.dispatches).toBeLessThanOrEqual(dispatches + LAYERS);
      expect(await trained(tight)).toEqual(await trained(free));
      free.dispose();
      tight.dispose();
    });

    test("a budget that is large enough changes nothing", async () => {
      const free = training();
      await free.ready;
      const roomy = training(free.stats.peakBytes);
      await roomy.ready;
      expect(roomy.stats).toEqual(free.stats);
      free.dispose();
      roomy.dispose();
    });

    test("one that nothing fits under names the largest buffers", async () => {
      const step = training(20_000);
      await expect(step.ready).rejects.toThrow(
        /memoryBudget: at least \d+ bytes are needed at once, and 20000 are allowed/,
      );
      await expect(step.ready).rejects.toThrow(/input x float32\[200, 12\]: 9600 bytes/);
      step.dispose();
    });

    test("jit takes one too", async () => {
      const f = (...layers: Tensor[]): Tensor[] =>
        grad((all: Tensor[]) => loss(all, tensor(images, [BATCH, WIDTH])))(layers);
      const [free, tight] = [jit(f), jit(f, { memoryBudget: 210_000 })];
      const [a, b] = [free(...weights()), tight(...weights())];
      for (const [i, g] of a.entries()) expect(await b[i]!.data()).toEqual(await g.data());
    });
  });
}
