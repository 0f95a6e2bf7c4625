// Names, shapes and errors of a model before it has values.
import { expect, test } from "vitest";
import { activation } from "../layers/activation.ts";
import { batchNormalization } from "../layers/batch-normalization.ts";
import { conv2d } from "../layers/convolution.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import { flatten } from "../layers/flatten.ts";
import { input } from "../layers/input.ts";
import { maxPooling2d } from "../layers/pooling.ts";
import { planLayers } from "./plan.ts";
import { summarize } from "./summary.ts";

function digits() {
  return [
    input({ shape: [28, 28, 1] }),
    conv2d({ filters: 32, kernelSize: 3, activation: "relu" }),
    maxPooling2d(),
    conv2d({ filters: 64, kernelSize: 3, activation: "relu" }),
    maxPooling2d(),
    flatten(),
    dense({ units: 128, activation: "relu" }),
    dropout({ rate: 0.5 }),
    dense({ units: 10, activation: "softmax" }),
  ];
}

test("layers are named and numbered by kind, variables by their layer", () => {
  const plan = planLayers(digits(), 1);
  expect(plan.layers.map((l) => l.name).slice(1)).toEqual([
    "conv2d",
    "max_pooling2d",
    "conv2d_1",
    "max_pooling2d_1",
    "flatten",
    "dense",
    "dropout",
    "dense_1",
  ]);
  expect(plan.variables.map((v) => `${v.path} [${v.shape.join(", ")}]`)).toEqual([
    "conv2d/kernel [3, 3, 1, 32]",
    "conv2d/bias [32]",
    "conv2d_1/kernel [3, 3, 32, 64]",
    "conv2d_1/bias [64]",
    "dense/kernel [1600, 128]",
    "dense/bias [128]",
    "dense_1/kernel [128, 10]",
    "dense_1/bias [10]",
  ]);
  expect(plan.output).toEqual([10]);
});

test("the seed decides every variable, and each has numbers of its own", () => {
  const layers = () => [dense({ units: 4, inputShape: [4] }), dense({ units: 4 })];
  const [first, , second] = planLayers(layers(), 1).variables;
  expect(first!.initialize()).toEqual(planLayers(layers(), 1).variables[0]!.initialize());
  expect(first!.initialize()).not.toEqual(second!.initialize());
  expect(first!.initialize()).not.toEqual(planLayers(layers(), 2).variables[0]!.initialize());
});

test("a frozen layer's variables and moving statistics are not trainable", () => {
  const plan = planLayers([dense({ units: 2, inputShape: [2], trainable: false }), batchNormalization()], 1);
  expect(plan.variables.filter((v) => v.trainable).map((v) => v.path)).toEqual([
    "batch_normalization/gamma",
    "batch_normalization/beta",
  ]);
});

const shared = activation({ activation: "relu" });
test.each([
  ["no shape", () => planLayers([dense({ units: 1 })], 1), "the input's shape is not known yet"],
  ["twice the same layer", () => planLayers([shared, shared], 1, [2]), "the same Activation layer stands there twice"],
  [
    "twice the same name",
    () => planLayers([dense({ units: 1, name: "a" }), dense({ units: 1, name: "a" })], 1, [2]),
    'two layers are called "a"',
  ],
  ["a slash", () => planLayers([dense({ units: 1, name: "a/b" })], 1, [2]), 'nor hold "/"'],
  [
    "another input",
    () => planLayers([input({ shape: [3] })], 1, [4]),
    "was built for inputs [batch, 3], got [batch, 4]",
  ],
  [
    "a misfit",
    () => planLayers([input({ shape: [9] }), conv2d({ filters: 1, kernelSize: 3, name: "first" })], 1),
    "first: conv2d: takes images [batch, height, width, channels], got [batch, 9]",
  ],
  [
    "a wrong inputShape further down",
    () => planLayers([dense({ units: 2, inputShape: [3] }), dense({ units: 1, inputShape: [3] })], 1),
    "dense_1: says inputShape [batch, 3], but the layer before gives [batch, 2]",
  ],
])("%s is refused", (_, make, message) => {
  expect(make).toThrow(message);
});

test("the summary is Keras's table", () => {
  expect(summarize("digits", planLayers(digits(), 1))).toMatchInlineSnapshot(`
    "Model: "digits"
    ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
    ┃ Layer (type)                   ┃ Output shape        ┃  Params ┃
    ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━┩
    │ conv2d (Conv2D)                │ [batch, 26, 26, 32] │     320 │
    ├────────────────────────────────┼─────────────────────┼─────────┤
    │ max_pooling2d (MaxPooling2D)   │ [batch, 13, 13, 32] │       0 │
    ├────────────────────────────────┼─────────────────────┼─────────┤
    │ conv2d_1 (Conv2D)              │ [batch, 11, 11, 64] │  18,496 │
    ├────────────────────────────────┼─────────────────────┼─────────┤
    │ max_pooling2d_1 (MaxPooling2D) │ [batch, 5, 5, 64]   │       0 │
    ├────────────────────────────────┼─────────────────────┼─────────┤
    │ flatten (Flatten)              │ [batch, 1600]       │       0 │
    ├────────────────────────────────┼─────────────────────┼─────────┤
    │ dense (Dense)                  │ [batch, 128]        │ 204,928 │
    ├────────────────────────────────┼─────────────────────┼─────────┤
    │ dropout (Dropout)              │ [batch, 128]        │       0 │
    ├────────────────────────────────┼─────────────────────┼─────────┤
    │ dense_1 (Dense)                │ [batch, 10]         │   1,290 │
    └────────────────────────────────┴─────────────────────┴─────────┘
     Total params: 225,034 (879.04 KB)
     Trainable params: 225,034 (879.04 KB)
     Non-trainable params: 0 (0.00 B)"
  `);
});
