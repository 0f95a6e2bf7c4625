// The adapter gives the float64 reference's numbers, as every run of the bench demands before it starts the clock.
import { beforeAll, expect, test } from "vitest";
import { difference, fingerprintOf, fingerprintOfLosses } from "../fingerprint.ts";
import { expected } from "../reference/index.ts";
import type { Network, Work } from "../works/work.ts";
import { weir } from "./weir.ts";

const network: Network = {
  inputShape: [8, 8, 2],
  layers: [
    { kind: "conv2d", filters: 4, kernelSize: 3, relu: true },
    { kind: "maxPool2d", size: 2 },
    { kind: "conv2d", filters: 8, kernelSize: 3, relu: true },
    { kind: "maxPool2d", size: 2 },
    { kind: "flatten" },
    { kind: "dense", units: 16, relu: true },
    { kind: "dense", units: 5, relu: false },
  ],
};
const x = { shape: [6, 8, 8, 2], seed: 4, scale: 1 };
const adam = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const small: readonly Work[] = [
  {
    name: "matrix product",
    suite: "kernels",
    about: "",
    kind: "matMul",
    a: { shape: [33, 65], seed: 1, scale: 1 },
    b: { shape: [65, 17], seed: 2, scale: 1 },
  },
  { name: "chain", suite: "kernels", about: "", kind: "chain", x: { shape: [1000], seed: 3, scale: 1 } },
  { name: "inference", suite: "inference", about: "", kind: "inference", network, x },
  { name: "training", suite: "training", about: "", kind: "train", network, x, adam },
];

beforeAll(() => weir.open("wasm"));

test.each(small)("$name on wasm equals the reference", async (work) => {
  const job = await weir.prepare(work);
  const truth = expected(work);
  if (work.kind === "train") {
    const losses: number[] = [];
    for (const _ of truth.values) {
      await job.start();
      losses.push((await job.result())[0]!);
    }
    expect(difference(fingerprintOfLosses(losses), truth)).toBeLessThan(1e-4);
  } else {
    await job.start();
    expect(difference(fingerprintOf(await job.result()), truth)).toBeLessThan(1e-4);
  }
  job.close();
});
