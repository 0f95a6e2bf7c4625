/** A deterministic device gives the same bits at every run, on however many threads. */
import { describe, expect, test } from "vitest";
import { conv2d, matMul, maxPool, mean, relu, reshape, sparseSoftmaxCrossEntropy } from "./ops/index.ts";
import { setDevice } from "./runtime.ts";
import type { DeviceName } from "./stages/7-run/device.ts";
import { compileStep } from "./step.ts";
import type { Tensor } from "./tensor.ts";
import { tensor } from "./tensor.ts";
import { valueAndGrad } from "./transforms.ts";

const RUNS = 20;
const STEPS = 3;
const BATCH = 16;

function wave(shape: readonly number[], seed: number, scale: number): Tensor {
  const size = shape.reduce((product, d) => product * d, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898 + seed) * scale),
    shape,
  );
}

function loss({ kernel, head }: { readonly kernel: Tensor; readonly head: Tensor }, x: Tensor, y: Tensor): Tensor {
  const pooled = maxPool(relu(conv2d(x, kernel, 1, "same")), 2, 2, "valid");
  return mean(sparseSoftmaxCrossEntropy(y, matMul(reshape(pooled, [BATCH, -1]), head)));
}

/** Losses and weights after a few steps of a convolutional network from the same start, as bits. */
async function train(): Promise<number[]> {
  const x = wave([BATCH, 12, 12, 1], 1, 1);
  const y = tensor(
    Int32Array.from({ length: BATCH }, (_, i) => i % 5),
    [BATCH],
  );
  const step = compileStep(
    (state: { readonly kernel: Tensor; readonly head: Tensor }) => {
      const { value, grad } = valueAndGrad((s: typeof state) => loss(s, x, y))(state);
      return {
        state: { kernel: state.kernel.sub(grad.kernel.mul(0.1)), head: state.head.sub(grad.head.mul(0.1)) },
        outputs: { value },
      };
    },
    { state: { kernel: wave([3, 3, 1, 8], 2, 0.4), head: wave([6 * 6 * 8, 5], 3, 0.1) }, inputs: {} },
  );
  for (let i = 0; i < STEPS; i++) step.run({});
  const parts = [step.outputs.value, step.state.kernel, step.state.head];
  const numbers = await Promise.all(parts.map((t) => t.data()));
  step.dispose();
  return numbers.flatMap((n) => [...new Int32Array((n as Float32Array).buffer, n.byteOffset, n.length)]);
}

export function describeDeterminism(device: DeviceName, threads: readonly (number | undefined)[]): void {
  describe(`deterministic ${device}`, () => {
    test(`${RUNS} trainings are equal to the bit`, async () => {
      const seen: number[][] = [];
      for (const count of threads) {
        await setDevice(device, { deterministic: true, ...(count === undefined ? {} : { threads: count }) });
        for (let run = 0; run < RUNS / threads.length; run++) seen.push(await train());
      }
      expect(seen.length).toBe(RUNS);
      for (const bits of seen) expect(bits).toEqual(seen[0]);
    });
  });
}
