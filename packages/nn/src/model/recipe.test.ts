// What compile accepts, and which metric "accuracy" stands for.
import { expect, test } from "vitest";
import { dense } from "../layers/dense.ts";
import { sparseCategoricalAccuracy, toMetric } from "../metrics/metric.ts";
import { planLayers } from "./plan.ts";
import { measureNames, settle, type CompileOptions } from "./recipe.ts";

function plan(units: number) {
  return planLayers([dense({ units, inputShape: [4] })], 1);
}

test("names are looked up; Keras's defaults hold", () => {
  const recipe = settle(plan(3), { loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  expect(recipe.optimizer.name).toBe("rmsprop");
  expect(measureNames(recipe)).toEqual(["loss", "accuracy"]);
  expect(recipe.labels).toEqual({ shape: [], dtype: "int32" });
  expect(settle(plan(3), { loss: "categoricalCrossentropy" }).labels).toEqual({ shape: [3], dtype: "float32" });
});

test('"accuracy" keeps its name whatever it stands for', () => {
  expect(toMetric("compile", "accuracy", "classes", [3])).toMatchObject({ name: "accuracy", labels: "classes" });
  expect(toMetric("compile", "acc", "values", [3])).toMatchObject({ name: "acc", labels: "values" });
});

test.each<[string, number, CompileOptions, string]>([
  ["no loss", 3, {} as CompileOptions, "needs a loss"],
  ["unknown loss", 3, { loss: "mean_squared_error" as "mse" }, 'Did you mean "meanSquaredError"?'],
  ["unknown optimizer", 3, { loss: "mse", optimizer: "adamw" as "adamW" }, 'Did you mean "adamW"?'],
  ["unknown metric", 3, { loss: "mse", metrics: ["acuracy" as "accuracy"] }, 'Did you mean "accuracy"?'],
  [
    "the same key twice",
    3,
    { loss: "mse", metrics: ["accuracy", "accuracy"] },
    'two numbers would be logged as "accuracy"',
  ],
  [
    "a metric of other labels",
    3,
    { loss: "categoricalCrossentropy", metrics: [sparseCategoricalAccuracy()] },
    'metric "sparseCategoricalAccuracy" takes class numbers, but loss "categoricalCrossentropy" takes labels like the output',
  ],
  ["one class", 1, { loss: "sparseCategoricalCrossentropy" }, 'Use "binaryCrossentropy" for one'],
])("%s is refused", (_, units, options, message) => {
  expect(() => settle(plan(units), options)).toThrow(message);
});
