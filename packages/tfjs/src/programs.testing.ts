// Two TensorFlow.js programs, as one would write them there.
import { expect, test } from "vitest";
import * as tf from "./index.ts";

/** Declares the programs' tests on `backend`. */
export function testPrograms(backend: string): void {
  test(`${backend}: a network of two layers learns three kinds of flowers`, async () => {
    await tf.setBackend(backend);
    const start = tf.memory().numTensors;
    // three clouds of points in four dimensions, one a corner each
    const rows = Array.from({ length: 60 }, (_, i) => {
      const kind = i % 3;
      return [0, 1, 2, 3].map((d) => (d === kind ? 2 : 0) + 0.4 * Math.sin(7 * i + 3 * d));
    });
    const xs = tf.tensor2d(rows);
    const kinds = tf.tensor1d(
      rows.map((_, i) => i % 3),
      "int32",
    );
    const ys = tf.oneHot(kinds, 3).toFloat();
    const w1 = tf.variable(tf.randomNormal([4, 8], 0, 0.5, "float32", 1));
    const b1 = tf.variable(tf.zeros([8]));
    const w2 = tf.variable(tf.randomNormal([8, 3], 0, 0.5, "float32", 2));
    const b2 = tf.variable(tf.zeros([3]));
    const model = (x: tf.Tensor): tf.Tensor => x.matMul(w1).add(b1).relu().matMul(w2).add(b2);
    const optimizer = tf.train.adam(0.05);
    const costs: number[] = [];
    for (let step = 0; step < 30; step++) {
      const cost = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(ys, model(xs)), true)!;
      if (step % 29 === 0) costs.push(Number((await cost.data())[0]));
      cost.dispose();
    }
    const correct = tf.tidy(() => model(xs).argMax(1).equal(kinds).mean());
    expect((await correct.data())[0]).toBeGreaterThan(0.95);
    expect(costs[1]).toBeLessThan(costs[0]! / 4);
    optimizer.dispose();
    tf.disposeVariables();
    tf.dispose([xs, kinds, ys, correct]);
    // the initial values of the four variables, and whole-numbered labels, are all that a careless program leaves
    expect(tf.memory().numTensors - start).toBe(5);
  });

  test(`${backend}: a cubic is found by descent`, async () => {
    await tf.setBackend(backend);
    const truth = [-0.8, -0.2, 0.9, 0.5];
    const xs = tf.linspace(-1, 1, 41);
    const cubic = (c: readonly (tf.Tensor | number)[]): tf.Tensor =>
      c.slice(0, 3).reduceRight<tf.Tensor>((sum, a) => sum.mul(xs).add(a), tf.zerosLike(xs).add(c[3]!));
    const ys = tf.tidy(() => cubic(truth));
    const coefficients = truth.map(() => tf.scalar(0).variable());
    const optimizer = tf.train.adam(0.1);
    for (let step = 0; step < 60; step++) {
      const cost = optimizer.minimize(() => cubic(coefficients).sub(ys).square().mean(), true)!;
      await cost.data();
    }
    for (const [i, c] of coefficients.entries())
      expect(Math.abs(Number((await c.data())[0]) - truth[i]!)).toBeLessThan(0.1);
    tf.disposeVariables();
  });
}
