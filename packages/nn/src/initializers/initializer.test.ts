// Initial values: Keras's numbers (limits, deviations), and one seed, one value.
import { expect, test } from "vitest";
import {
  constant,
  ones,
  randomNormal,
  randomUniform,
  glorotUniform,
  toInitializer,
  truncatedNormal,
  varianceScaling,
  zeros,
  type Initializer,
} from "./initializer.ts";

const kernel = [100, 300];
const convolution = [3, 3, 16, 32];

function statistics(initializer: Initializer, shape: readonly number[]) {
  const values = initializer.initialize(shape, 7);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return { mean, stddev: Math.sqrt(variance), largest };
}

test.each([
  ["glorotUniform", kernel, Math.sqrt(6 / 400), Math.sqrt(2 / 400)],
  ["glorotUniform", convolution, Math.sqrt(6 / (9 * 48)), Math.sqrt(2 / (9 * 48))],
  ["heUniform", kernel, Math.sqrt(6 / 100), Math.sqrt(2 / 100)],
  ["heUniform", convolution, Math.sqrt(6 / 144), Math.sqrt(2 / 144)],
  ["lecunUniform", kernel, Math.sqrt(3 / 100), Math.sqrt(1 / 100)],
  ["randomUniform", kernel, 0.05, 0.05 / Math.sqrt(3)],
] as const)("%s of %j stays within its limit and fills it", (name, shape, limit, stddev) => {
  const found = statistics(toInitializer("test", name), shape);
  expect(found.largest).toBeLessThanOrEqual(Math.fround(limit));
  expect(found.largest).toBeGreaterThan(0.99 * limit);
  expect(found.stddev / stddev).toBeCloseTo(1, 1);
  expect(Math.abs(found.mean)).toBeLessThan(0.03 * limit);
});

test.each([
  ["glorotNormal", kernel, Math.sqrt(2 / 400)],
  ["heNormal", kernel, Math.sqrt(2 / 100)],
  ["heNormal", convolution, Math.sqrt(2 / 144)],
  ["lecunNormal", kernel, Math.sqrt(1 / 100)],
] as const)("%s of %j is cut at two deviations and still has its variance", (name, shape, stddev) => {
  const found = statistics(toInitializer("test", name), shape);
  expect(found.stddev / stddev).toBeCloseTo(1, 1);
  // The cut lies at two standard deviations of the normal curve that was cut.
  expect(found.largest).toBeLessThanOrEqual((2 * stddev) / 0.8796256 + 1e-6);
});

test("randomNormal is not cut; truncatedNormal is", () => {
  expect(statistics(randomNormal(), kernel).largest).toBeGreaterThan(0.15);
  expect(statistics(randomNormal(), kernel).stddev).toBeCloseTo(0.05, 3);
  expect(statistics(truncatedNormal(), kernel).largest).toBeLessThanOrEqual(Math.fround(0.1));
});

test("constants fill", () => {
  expect(zeros().initialize([2], 1)).toEqual(new Float32Array(2));
  expect(ones().initialize([2], 1)).toEqual(new Float32Array([1, 1]));
  expect(constant({ value: 0.5 }).initialize([2], 1)).toEqual(new Float32Array([0.5, 0.5]));
});

test("the seed decides the values, an own seed overrules it", () => {
  const free = glorotUniform();
  expect(free.initialize([4, 4], 1)).toEqual(free.initialize([4, 4], 1));
  expect(free.initialize([4, 4], 1)).not.toEqual(free.initialize([4, 4], 2));
  const fixed = glorotUniform({ seed: 3 });
  expect(fixed.initialize([4, 4], 1)).toEqual(free.initialize([4, 4], 3));
});

test("a name stands for its initializer, an unknown one is answered with the closest", () => {
  expect(toInitializer("dense", "heNormal").name).toBe("heNormal");
  expect(() => toInitializer("dense", "he_normal" as "heNormal")).toThrow('Did you mean "heNormal"?');
});

test("impossible settings throw", () => {
  expect(() => randomUniform({ minval: 1, maxval: 0 })).toThrow("minval 1 exceeds maxval 0");
  expect(() => varianceScaling({ scale: 0 })).toThrow("scale must be above 0, got 0");
});
