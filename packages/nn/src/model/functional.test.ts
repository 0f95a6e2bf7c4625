import { beforeAll, expect, test } from "vitest";
import { setDevice, tensor } from "@weir/core";
import { dense } from "../layers/dense.ts";
import { input } from "../layers/input.ts";
import { add, concatenate, multiply } from "../layers/merge.ts";
import { apply, model } from "./functional.ts";

beforeAll(async () => {
  await setDevice("wasm");
});

test("a layer takes what any layers before it give", async () => {
  const x = apply(input({ shape: [3] }));
  const h = apply(dense({ units: 3, activation: "relu" }), x);
  const sum = apply(add(), x, h);
  const y = apply(concatenate(), apply(multiply(), sum, x), h);
  const m = model({ inputs: x, outputs: y });
  expect(m.outputShape).toEqual([6]);
  await m.setWeights([tensor([1, 0, 0, 0, 2, 0, 0, 0, -1], [3, 3]), tensor([0, 0, 0])]);
  // h = relu(1, 4, −3); (x + h)·x, then h
  expect(await (await m.predict([[1, 2, 3]])).array()).toEqual([[2, 12, 9, 1, 4, 0]]);
});

test("a functional model trains", async () => {
  const x = apply(input({ shape: [2] }));
  const m = model({
    inputs: x,
    outputs: apply(dense({ units: 1 }), apply(add(), x, apply(dense({ units: 2 }), x))),
    seed: 1,
  });
  m.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const { history } = await m.fit(
    [
      [0, 1],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
    [[1], [2], [3], [0]],
    { epochs: 30, batchSize: 4 },
  );
  expect(history["loss"]!.at(-1)).toBeLessThan(0.5 * history["loss"]![0]!);
});

test("graphs that cannot be are refused", () => {
  const x = apply(input({ shape: [2] }));
  expect(() => apply(add(), x)).toThrow("apply: Add takes at least 2 inputs, got 1.");
  expect(() => apply(dense({ units: 1 }), x, x)).toThrow("apply: Dense takes 1 input, got 2.");
  expect(() => model({ inputs: apply(input({ shape: [2] })), outputs: x })).toThrow("not the model's input");
  const wide = apply(dense({ units: 3 }), x);
  expect(() => model({ inputs: x, outputs: apply(add(), x, wide) })).toThrow(
    "takes inputs of one shape, got [batch, 2] and [batch, 3]",
  );
});
