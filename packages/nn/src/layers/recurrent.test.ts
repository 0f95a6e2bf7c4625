// Recurrent layers and their wrappers give what Keras 3 gives (see goldens/recurrent.py), and learn.
import { setDevice, tensor, type Tensor } from "@weir/core";
import { expectClose } from "@weir/testing";
import { beforeAll, expect, test } from "vitest";
import goldens from "../../goldens/recurrent.json" with { type: "json" };
import * as nn from "../index.ts";
import { noise } from "../model/noise.testing.ts";
import { sizeOf } from "../shape.ts";
import type { Layer, LayerCall } from "./layer.ts";

beforeAll(async () => {
  await setDevice("wasm");
});

const layers = nn as unknown as Readonly<Record<string, (options: object) => Layer>>;
type Named = readonly [name: string, options: object];

test.each(goldens.map((g) => [`${g.layer} ${JSON.stringify([g.options, g.inner])}`, g] as const))(
  "%s",
  async (_, golden) => {
    const [name, options] = (golden.inner ?? []) as unknown as Named;
    const inside = golden.inner ? { layer: layers[name]!(options) } : {};
    const layer = layers[golden.layer]!({ ...golden.options, ...inside });
    const example = golden.input.slice(1);
    expect(layer.outputShape(example)).toEqual(golden.output.slice(1));
    const variables = layer.variables!(example);
    expect(variables.map((v) => v.shape)).toEqual(golden.weights);
    const values = new Map(variables.map((v, i) => [v.name, tensor(noise(50 + i, sizeOf(v.shape)), v.shape)]));
    const y = layer.call(tensor(noise(7, sizeOf(golden.input)), golden.input), context(values));
    expect(y.shape).toEqual(golden.output);
    expectClose(await (layer.activation?.apply(y) ?? y).data(), golden.values, { atol: 1e-5, rtol: 1e-5 });
  },
);

function context(values: ReadonlyMap<string, Tensor>): LayerCall {
  return {
    variable: (name) => values.get(name)!,
    training: false,
    key: () => tensor(0),
    update: () => undefined,
  };
}

test.each([
  ["simpleRNN", () => nn.simpleRNN({ units: 8 })],
  ["lstm with dropout", () => nn.lstm({ units: 8, dropout: 0.1, recurrentDropout: 0.1 })],
  ["gru", () => nn.gru({ units: 8 })],
  ["bidirectional", () => nn.bidirectional({ layer: nn.gru({ units: 4 }) })],
] as const)("%s learns which of two signals came first", async (_, make) => {
  const [examples, steps] = [64, 6];
  const x = new Float32Array(examples * steps * 2);
  const y = new Int32Array(examples);
  for (let e = 0; e < examples; e++) {
    const [first, second] = [e % 3, 3 + (e % 2)];
    y[e] = (e >> 1) & 1;
    x[(e * steps + first) * 2 + y[e]!] = 1;
    x[(e * steps + second) * 2 + 1 - y[e]!] = 1;
  }
  const model = nn.sequential({
    layers: [nn.input({ shape: [steps, 2] }), make(), nn.dense({ units: 2, activation: "softmax" })],
    seed: 3,
  });
  model.compile({ optimizer: nn.adam({ learningRate: 0.02 }), loss: "sparseCategoricalCrossentropy" });
  const { history } = await model.fit(x, y, { epochs: 40, batchSize: 32 });
  expect(history["loss"]!.at(-1)!).toBeLessThan(0.2);
  model.dispose();
});

test("orthogonal matrices are", () => {
  for (const shape of [
    [5, 5],
    [3, 8],
    [2, 3, 4],
  ]) {
    const q = nn.orthogonal({ gain: 2 }).initialize(shape, 1);
    const columns = shape.at(-1)!;
    const rows = q.length / columns;
    const wide = rows < columns;
    const at = (i: number, k: number): number => (wide ? q[i * columns + k]! : q[k * columns + i]!);
    const [count, length] = wide ? [rows, columns] : [columns, rows];
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++) {
        let dot = 0;
        for (let k = 0; k < length; k++) dot += at(i, k) * at(j, k);
        expect(dot).toBeCloseTo(i === j ? 4 : 0, 5);
      }
  }
  expect(() => nn.orthogonal().initialize([4], 0)).toThrow("at least two dimensions");
});

test("the forget gate starts at 1", () => {
  const [, , bias] = nn.lstm({ units: 2 }).variables!([4, 3]);
  expect([...bias!.initializer.initialize(bias!.shape, 0)]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
});

test("what a layer takes is said", () => {
  expect(() => nn.lstm({ units: 0 })).toThrow("units must be a whole number from 1");
  expect(() => nn.gru({ units: 2 }).outputShape([3])).toThrow("gru: takes [batch, steps, features], got 2 dimensions");
  expect(() => nn.bidirectional({ layer: nn.dense({ units: 2 }) })).toThrow("takes a recurrent layer");
  expect(() => nn.bidirectional({ layer: nn.gru({ units: 2 }), backwardLayer: nn.gru({ units: 2 }) })).toThrow(
    "both layers go the same way",
  );
});
