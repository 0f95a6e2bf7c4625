// Convolution, pooling, resizing and normalization layers give what Keras 3 gives: see goldens/layers.py.
import { tensor } from "@weir/core";
import { expectClose } from "@weir/testing";
import { expect, test } from "vitest";
import goldens from "../../goldens/layers.json" with { type: "json" };
import * as nn from "../index.ts";
import { noise } from "../model/noise.testing.ts";
import { sizeOf } from "../shape.ts";
import type { Layer } from "./layer.ts";

const layers = nn as unknown as Readonly<Record<string, (options: object) => Layer>>;

test.each(goldens.map((g) => [`${g.layer} ${JSON.stringify(g.options)}`, g] as const))("%s", async (_, golden) => {
  const layer = layers[golden.layer]!(golden.options);
  const inner = golden.input.slice(1);
  expect(layer.outputShape(inner)).toEqual(golden.output.slice(1));
  const variables = layer.variables?.(inner) ?? [];
  expect(variables.map((v) => v.shape)).toEqual(golden.weights);
  const values = new Map(
    variables.map((v, i) => {
      const numbers = noise(50 + i, sizeOf(v.shape));
      return [v.name, tensor(v.name === "movingVariance" ? numbers.map(Math.abs) : numbers, v.shape)];
    }),
  );
  const y = layer.call(tensor(noise(7, sizeOf(golden.input)), golden.input), {
    variable: (name) => values.get(name)!,
    training: false,
    key: () => tensor(0),
    update: () => undefined,
  });
  expect(y.shape).toEqual(golden.output);
  // sums of up to 36 products, in float32
  expectClose(await (layer.activation?.apply(y) ?? y).data(), golden.values, { atol: 1e-5, rtol: 1e-5 });
});
