/** Draws on a device against the float64 oracle: what is made of integers exactly, the rest within rounding. */
import { expectClose } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { truth } from "../../control/device.testing.ts";
import { setDevice } from "../../runtime.ts";
import type { DeviceName } from "../../stages/7-run/device.ts";
import type { Tensor } from "../../tensor.ts";
import { tensor } from "../../tensor.ts";
import * as ops from "../index.ts";

const { random } = ops;

interface Draw {
  readonly name: string;
  readonly draw: (k: Tensor) => Tensor;
  /** Absolute and relative; default 0. */
  readonly tolerance?: number;
}

const DRAWS: readonly Draw[] = [
  { name: "bits", draw: (k) => random.bits(k, [3, 101]) },
  { name: "bits of another stream", draw: (k) => random.bits(k, [50], { stream: 3 }) },
  { name: "keys", draw: (k) => random.split(random.foldIn(k, 77), 9) },
  { name: "uniform", draw: (k) => random.uniform(k, [7, 33]) },
  { name: "randint", draw: (k) => random.randint(k, [300], -5, 1_000_000_000) },
  { name: "randint of a whole dtype", draw: (k) => random.randint(k, [64], -(2 ** 31), 2 ** 31) },
  { name: "randint, uint32", draw: (k) => random.randint(k, [64], 7, 4_000_000_000, { dtype: "uint32" }) },
  { name: "bernoulli", draw: (k) => random.bernoulli(k, [0.25, 0.5, 0.75], [40, 3]) },
  { name: "permutation", draw: (k) => random.permutation(k, 700) },
  { name: "categorical", draw: (k) => random.categorical(k, [0, 1, 2, 3], { shape: [200] }) },
  { name: "poisson", draw: (k) => random.poisson(k, [0.1, 3, 9, 12, 400], [60, 5]) },
  { name: "normal", draw: (k) => random.normal(k, [203]), tolerance: 1e-5 },
  { name: "truncated normal", draw: (k) => random.truncatedNormal(k, [203]), tolerance: 1e-5 },
  { name: "exponential", draw: (k) => random.exponential(k, [203]), tolerance: 1e-5 },
  { name: "gumbel", draw: (k) => random.gumbel(k, [203]), tolerance: 1e-5 },
  // a small concentration raises 24 good bits to a power of 10
  { name: "gamma", draw: (k) => random.gamma(k, [0.1, 1, 3, 50], [50, 4]), tolerance: 2e-5 },
];

/** Registers the tests on `device`. */
export function describeDraws(device: DeviceName): void {
  describe(`draws on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);
    test.each(DRAWS)("$name", async ({ draw, tolerance = 0 }) => {
      for (const key of [
        [7, 0],
        [0xdeadbeef, 0xfffffff0, 0x9e3779b9, 0x80000001],
      ]) {
        const found = await draw(tensor(Uint32Array.from(key))).data();
        const given = { shape: [key.length], dtype: "uint32", data: Float64Array.from(key) } as const;
        const expected = truth((k) => [draw(k)], [given])[0]!.data;
        if (tolerance === 0) expect([...found]).toEqual([...expected]);
        else expectClose(found, expected, { atol: tolerance, rtol: tolerance });
      }
    });
  });
}
