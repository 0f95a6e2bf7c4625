// Settings of optimizers; their numbers are held to goldens in model/training.test.ts.
import { expect, test } from "vitest";
import { adam, adamW } from "./adam.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

test("Keras's defaults", () => {
  expect(sgd().learningRate).toBe(0.01);
  expect(adam().learningRate).toBe(0.001);
  expect(rmsprop().learningRate).toBe(0.001);
  expect(adam().weightDecay).toBeUndefined();
  expect(adamW().weightDecay).toBe(0.004);
});

test("slots are only what is needed", () => {
  expect(sgd().slots).toEqual([]);
  expect(sgd({ momentum: 0.9 }).slots).toEqual(["momentum"]);
  expect(rmsprop({ momentum: 0.9, centered: true }).slots).toEqual(["velocity", "momentum", "averageGradient"]);
});

test.each<[() => unknown, string]>([
  [() => sgd({ learningRate: -1 }), "sgd: learningRate must be a finite number from 0, got -1"],
  [() => adam({ learningRate: NaN }), "got NaN"],
  [() => adam({ beta1: 1 }), "adam: beta1 must be at least 0 and below 1, got 1"],
  [
    () => adam({ clipnorm: 1, clipvalue: 1 }),
    "takes one of clipnorm, globalClipnorm and clipvalue, got clipnorm and clipvalue",
  ],
  [() => sgd({ globalClipnorm: -1 }), "globalClipnorm must be a finite number from 0"],
])("impossible settings throw: %s", (make, message) => {
  expect(make).toThrow(message);
});
