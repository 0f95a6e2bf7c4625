// Shapes and variables of every layer, and what impossible settings say. No device is needed.
import { expect, test } from "vitest";
import type { Shape } from "../shape.ts";
import { activation } from "./activation.ts";
import { groupQueryAttention, multiHeadAttention } from "./attention.ts";
import { batchNormalization } from "./batch-normalization.ts";
import { conv2dTranspose } from "./convolution-transpose.ts";
import { conv1d, conv2d } from "./convolution.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import { cropping1d, zeroPadding2d } from "./edges.ts";
import { flatten } from "./flatten.ts";
import { globalAveragePooling2d } from "./global-pooling.ts";
import { embedding } from "./embedding.ts";
import { groupNormalization } from "./group-normalization.ts";
import { input } from "./input.ts";
import { layerNormalization } from "./layer-normalization.ts";
import { concatenate } from "./merge.ts";
import { rmsNormalization } from "./rms-normalization.ts";
import type { Layer } from "./layer.ts";
import { averagePooling2d, maxPooling2d } from "./pooling.ts";
import { reshape } from "./reshape.ts";
import { upSampling2d } from "./up-sampling.ts";

function variables(layer: Layer, shape: Shape) {
  return Object.fromEntries((layer.variables?.(shape) ?? []).map((v) => [v.name, v.shape]));
}

test.each<[string, Layer, Shape, Shape]>([
  ["dense", dense({ units: 5 }), [7], [5]],
  ["dense on a sequence", dense({ units: 5 }), [3, 7], [3, 5]],
  ["conv2d valid", conv2d({ filters: 8, kernelSize: 3 }), [28, 28, 1], [26, 26, 8]],
  ["conv2d same", conv2d({ filters: 8, kernelSize: 3, padding: "same" }), [28, 28, 1], [28, 28, 8]],
  ["conv2d strided same", conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: "same" }), [7, 8, 1], [4, 4, 8]],
  ["conv2d strided valid", conv2d({ filters: 8, kernelSize: [3, 2], strides: [2, 3] }), [8, 9, 1], [3, 3, 8]],
  ["conv2d dilated", conv2d({ filters: 8, kernelSize: 3, dilationRate: 2 }), [9, 9, 1], [5, 5, 8]],
  ["maxPooling2d", maxPooling2d(), [7, 8, 4], [3, 4, 4]],
  ["maxPooling2d same", maxPooling2d({ padding: "same" }), [7, 8, 4], [4, 4, 4]],
  ["averagePooling2d", averagePooling2d({ poolSize: 3, strides: 1 }), [7, 8, 4], [5, 6, 4]],
  ["globalAveragePooling2d", globalAveragePooling2d(), [7, 8, 4], [4]],
  ["globalAveragePooling2d keepdims", globalAveragePooling2d({ keepdims: true }), [7, 8, 4], [1, 1, 4]],
  ["flatten", flatten(), [7, 8, 4], [224]],
  ["flatten of numbers", flatten(), [], [1]],
  ["reshape", reshape({ targetShape: [28, -1] }), [784], [28, 28]],
  ["dropout", dropout({ rate: 0.5 }), [4, 4], [4, 4]],
  ["activation", activation({ activation: "relu" }), [4], [4]],
  ["batchNormalization", batchNormalization(), [4, 3], [4, 3]],
  ["input", input({ shape: [4] }), [4], [4]],
  ["layerNormalization", layerNormalization(), [4, 3], [4, 3]],
  ["rmsNormalization", rmsNormalization(), [4, 3], [4, 3]],
  ["groupNormalization", groupNormalization({ groups: 3 }), [4, 6], [4, 6]],
  ["embedding", embedding({ inputDim: 9, outputDim: 5 }), [4], [4, 5]],
  ["multiHeadAttention", multiHeadAttention({ numHeads: 2, keyDim: 3 }), [4, 6], [4, 6]],
])("%s gives the right shape", (_, layer, given, expected) => {
  expect(layer.outputShape(given)).toEqual(expected);
});

test("variables have Keras's shapes and order", () => {
  expect(variables(dense({ units: 5 }), [3, 7])).toEqual({ kernel: [7, 5], bias: [5] });
  expect(variables(dense({ units: 5, useBias: false }), [7])).toEqual({ kernel: [7, 5] });
  expect(variables(conv2d({ filters: 8, kernelSize: [3, 2] }), [9, 9, 4])).toEqual({ kernel: [3, 2, 4, 8], bias: [8] });
  expect(Object.keys(variables(batchNormalization(), [4, 3]))).toEqual([
    "gamma",
    "beta",
    "movingMean",
    "movingVariance",
  ]);
  expect(Object.keys(variables(batchNormalization({ scale: false }), [3]))[0]).toBe("beta");
});

test.each<[() => unknown, string]>([
  [() => dense({ units: 0 }), "dense: units must be a whole number from 1, got 0"],
  [() => dense({ units: 2.5 }), "got 2.5"],
  [() => dense({ units: 1, activation: "Relu" as "relu" }), 'no activation called "Relu". Did you mean "relu"?'],
  [() => dense({ units: 1 }).outputShape([]), "at least one dimension"],
  [() => conv2d({ filters: 1, kernelSize: 3 }).outputShape([28, 28]), "Use reshape({ targetShape: [28, 28, 1] })"],
  [() => conv2d({ filters: 1, kernelSize: 5 }).outputShape([4, 9, 1]), "a window of 5 does not fit into an input of 4"],
  [
    () => conv2d({ filters: 1, kernelSize: [3] as unknown as [3, 3] }),
    "kernelSize must be one number or [height, width]",
  ],
  [() => conv2d({ filters: 3, kernelSize: 3, groups: 2 }), "filters (3) must be a multiple of groups (2)"],
  [
    () => conv2d({ filters: 4, kernelSize: 3, groups: 2 }).outputShape([8, 8, 3]),
    "3 channels cannot be divided into 2 groups",
  ],
  [() => conv1d({ filters: 1, kernelSize: 3 }).outputShape([28, 28, 3]), "takes sequences [batch, steps, channels]"],
  [() => conv2dTranspose({ filters: 1, kernelSize: 3, strides: 2, dilationRate: 2 }), "not both"],
  [
    () => maxPooling2d({ dataFormat: "NCHW" as "channelsLast" }),
    'dataFormat must be "channelsLast" or "channelsFirst"',
  ],
  [() => cropping1d({ cropping: 3 }).outputShape([6, 2]), "cropping1d: cropping [[3,3]] leaves nothing"],
  [() => zeroPadding2d({ padding: [1, -1] }), "padding must be a whole number from 0, or [height, width]"],
  [() => upSampling2d({ interpolation: "cubic" as "nearest" }), 'interpolation must be "nearest" or "bilinear"'],
  [
    () => conv2d({ filters: 1, kernelSize: 3, padding: "full" as "same" }),
    'padding must be "valid" or "same", got "full"',
  ],
  [() => maxPooling2d({ poolSize: 3 }).outputShape([2, 2, 1]), "maxPooling2d: a window of 3 does not fit"],
  [() => dropout({ rate: 1 }), "rate must be at least 0 and below 1, got 1"],
  [() => dropout({ rate: NaN }), "got NaN"],
  [() => reshape({ targetShape: [-1, -1] }), "at most one -1"],
  [() => reshape({ targetShape: [3, -1] }).outputShape([4]), "does not fill [3, -1]"],
  [() => reshape({ targetShape: [3] }).outputShape([4]), "(4 numbers) does not fill [3]"],
  [() => input({ shape: [0] }), "each size of shape must be a whole number from 1, got 0"],
])("an impossible layer says why: %s", (make, message) => {
  expect(make).toThrow(message);
});

test("attention and normalization have Keras's variables", () => {
  const grouped = groupQueryAttention({ headDim: 3, numQueryHeads: 4, numKeyValueHeads: 2, useBias: false });
  expect(variables(grouped, [5, 6])).toEqual({
    queryKernel: [6, 4, 3],
    keyKernel: [6, 2, 3],
    valueKernel: [6, 2, 3],
    outputKernel: [4, 3, 6],
  });
  expect(variables(layerNormalization(), [5, 6])).toEqual({ gamma: [6], beta: [6] });
  expect(variables(rmsNormalization(), [5, 6])).toEqual({ scale: [6] });
  expect(variables(embedding({ inputDim: 9, outputDim: 5 }), [4])).toEqual({ embeddings: [9, 5] });
});

test("attention and merging refuse what does not go together", () => {
  expect(() => groupQueryAttention({ headDim: 3, numQueryHeads: 4, numKeyValueHeads: 3 })).toThrow("got 4 and 3");
  expect(() => multiHeadAttention({ numHeads: 2, keyDim: 3 }).outputShape([4])).toThrow("takes sequences");
  expect(() => groupNormalization({ groups: 4 }).outputShape([4, 6])).toThrow("6 channels cannot be cut into 4 groups");
  expect(() => concatenate().outputShape([3, 2], [4, 2])).toThrow("inputs differ off axis 2");
});
