import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("an empty query leaves the device to Weir and waits for the start", () => {
  expect(readOptions("")).toEqual({
    device: undefined,
    epochs: 5,
    learningRate: 1e-3,
    seed: 1,
    autostart: false,
    complaints: [],
  });
});

test("device, epochs, learning rate, seed and autostart are read", () => {
  const options = readOptions("?device=webgl2&autostart=1&epochs=2&lr=0.01&seed=7");
  expect(options).toEqual({
    device: "webgl2",
    epochs: 2,
    learningRate: 0.01,
    seed: 7,
    autostart: true,
    complaints: [],
  });
});

test("what is not understood keeps its default and is complained about", () => {
  const options = readOptions("?device=cuda&epochs=-1&lr=&seed=x");
  expect(options).toMatchObject({ device: undefined, epochs: 5, learningRate: 1e-3, seed: 1 });
  expect(options.complaints).toEqual([
    'device must be one of webgpu, webgl2, wasm, got "cuda"; Weir chooses.',
    'epochs must be a whole number from 1, got "-1"; 5 is used.',
    'lr must be from 0.00001 to 0.1, got ""; 0.001 is used.',
    'seed must be a whole number, got "x"; 1 is used.',
  ]);
});
