// The adapter gives the float64 reference's numbers, as every run of the bench demands before it starts the clock.
import { beforeAll, expect, test } from "vitest";
import { difference, fingerprintOf, fingerprintOfLosses } from "../../fingerprint.ts";
import { expected } from "../../reference/index.ts";
import { works } from "../../works/index.ts";
import { trains, type FunctionWork, type Network, type Work } from "../../works/work.ts";
import { weir } from "./index.ts";

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
/** One of the bench's functions, of less. */
function functionOf(name: string, ...shapes: readonly number[][]): FunctionWork {
  const inputs = shapes.map((shape, i) => ({ shape, seed: 1 + i, scale: 1 }));
  return { name, suite: "kernels", about: "", kind: "function", inputs };
}

const small: readonly Work[] = [
  functionOf("matmul-1024", [33, 65], [65, 17]),
  functionOf("chain-1m", [1000]),
  functionOf("softmax-50k", [3, 1000]),
  functionOf("sum-16m", [5000]),
  functionOf("sort-1m", [1000]),
  { name: "inference", suite: "inference", about: "", kind: "inference", network, x },
  { name: "training", suite: "training", about: "", kind: "train", network, x, adam },
  ...works.filter(({ kind }) => kind === "loss"),
  ...works.filter(({ name }) => name === "mobilenet-block"),
];

beforeAll(() => weir.open("wasm"));

test.each(small)("$name on wasm equals the reference", async (work) => {
  const job = await weir.prepare(work);
  const truth = expected(work);
  if (trains(work)) {
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
