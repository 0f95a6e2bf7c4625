import { describe, expect, test } from "vitest";
import { parameters, place } from "../works/network.ts";
import { labels, oneHot, values } from "../works/values.ts";
import type { InferenceWork, Network, TrainWork } from "../works/work.ts";
import { forward } from "./layers.ts";
import { expected } from "./index.ts";
import { infer, losses } from "./train.ts";

const small: Network = {
  inputShape: [4, 4, 2],
  layers: [
    { kind: "conv2d", filters: 3, kernelSize: 3, relu: true },
    { kind: "maxPool2d", size: 2 },
    { kind: "flatten" },
    { kind: "dense", units: 5, relu: true },
    { kind: "dense", units: 4, relu: false },
  ],
};
const x = { shape: [6, 4, 4, 2], seed: 7, scale: 1 };
const adam = { learningRate: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const step: TrainWork = { name: "s", suite: "training", kind: "train", about: "", network: small, x, adam };

describe("values", () => {
  test("fill [-scale, scale) evenly and differ by seed", () => {
    const drawn = values({ shape: [100, 100], seed: 1, scale: 2 });
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + value ** 2, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(variance).toBeCloseTo(4 / 3, 1);
    expect(Math.max(...drawn.map(Math.abs))).toBeLessThanOrEqual(2);
    expect(drawn).not.toEqual(values({ shape: [100, 100], seed: 2, scale: 2 }));
  });

  test("one-hot rows hold a single one at the label", () => {
    expect([...oneHot(Int32Array.of(1, 0), 3)]).toEqual([0, 1, 0, 1, 0, 0]);
  });
});

describe("the float64 reference", () => {
  test("every layer's gradients equal finite differences", () => {
    const weights = parameters(small).map((spec) => Float64Array.from(values(spec)));
    let input: Float64Array = Float64Array.from(values(x));
    for (const placed of place(small)) {
      const own = weights.splice(0, placed.parameters.length);
      const pass = forward(placed, own, input);
      const gy = Float64Array.from(pass.y, (_, i) => Math.cos(i));
      const { gx, gradients } = pass.backward(gy);
      const score = () => forward(placed, own, input).y.reduce((sum, value, i) => sum + value * gy[i]!, 0);
      [input, ...own].forEach((array, n) => {
        const gradient = n === 0 ? gx : gradients[n - 1]!;
        for (const at of [0, 1, array.length >> 1, array.length - 1]) {
          expect(gradient[at], `${placed.layer.kind} ${n} ${at}`).toBeCloseTo(slope(score, array, at), 6);
        }
      });
      input = pass.y;
    }
  });

  test("the first loss is the mean cross-entropy of the inference's logits", () => {
    const logits = infer({ ...step, suite: "inference", kind: "inference" } satisfies InferenceWork);
    const classOf = labels(6, 4);
    const rows = Array.from(classOf, (label, r) => {
      const row = [...logits.subarray(r * 4, r * 4 + 4)];
      return Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0)) - row[label]!;
    });
    expect(losses(step, 1)[0]).toBeCloseTo(rows.reduce((sum, value) => sum + value, 0) / 6, 12);
  });

  test("training on one batch brings the loss down", () => {
    const seen = losses(step, 60);
    expect(seen.at(-1)).toBeLessThan(seen[0]! * 0.2);
  });

  test("a matrix product by hand", () => {
    const a = { shape: [2, 2], seed: 1, scale: 1 };
    const [p, q, r, s] = values(a);
    const work = { name: "matmul-1024", suite: "kernels", kind: "function", about: "", inputs: [a, a] } as const;
    expect(expected(work).values[2]).toBeCloseTo(p! * p! + q! * r!, 12);
    expect(expected(work).values.at(-1)).toBeCloseTo(r! * q! + s! * s!, 12);
  });
});

function slope(score: () => number, array: Float64Array, at: number): number {
  const kept = array[at]!;
  const h = 1e-6;
  array[at] = kept + h;
  const above = score();
  array[at] = kept - h;
  const below = score();
  array[at] = kept;
  return (above - below) / (2 * h);
}
