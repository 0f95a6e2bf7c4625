// What goldens of TensorFlow do not hold: errors, derivatives where it has none, and suppression that pads or softens.
import { expectGradient, sample } from "@weir/testing";
import { describe, expect, test } from "vitest";
import type { Node } from "../../ir/graph.ts";
import { NO_ORIGIN, inputNode, topologicalOrder } from "../../ir/graph.ts";
import type { Shape } from "../../ir/shape.ts";
import { evaluateGraph } from "../../oracle.ts";
import { valueOf } from "../../pending.ts";
import { differentiate } from "../../stages/2-differentiate/differentiate.ts";
import { Tensor, composer } from "../../tensor.ts";
import { image, iota, ones, square, sum } from "../index.ts";

const DERIVATIVES: readonly (readonly [string, Shape, (x: Tensor) => Tensor])[] = [
  ["resize by area", [2, 5, 4, 1], (x) => image.resize(x, [3, 7], { method: "area" })],
  ["resize by lanczos3", [5, 4, 2], (x) => image.resize(x, [3, 7], { method: "lanczos3", antialias: true })],
  ["hsvToRgb", [2, 3, 3], image.hsvToRgb],
  ["rgbToHsv", [2, 3, 3], image.rgbToHsv],
  ["adjustHue", [2, 3, 3], (x) => image.adjustHue(x, 0.15)],
  ["adjustSaturation", [2, 3, 3], (x) => image.adjustSaturation(x, 0.7)],
  ["adjustContrast", [3, 2, 2], (x) => image.adjustContrast(x, 1.5)],
  ["adjustGamma", [3, 2, 1], (x) => image.adjustGamma(x, 2.5, 0.5)],
  ["perImageStandardization", [2, 3, 2, 2], image.perImageStandardization],
  ["rgbToGrayscale", [2, 2, 3], image.rgbToGrayscale],
  ["resizeWithCropOrPad", [3, 4, 1], (x) => image.resizeWithCropOrPad(x, 5, 2)],
  ["rot90", [3, 4, 1], (x) => image.rot90(x, 3)],
];

/** A loss that tells elements apart, so that none stands for another. */
function energy(y: Tensor): Tensor {
  return sum(square(y.add(iota([y.size]).reshape(y.shape).mul(0.1))));
}

describe("derivatives agree with finite differences", () => {
  test.each(DERIVATIVES)("%s", (_, shape, f) => {
    const x = inputNode(shape, "float32", "x");
    const value = sample({ shape, range: [0.1, 0.9], distinct: true }, 5);
    const [loss, gradient] = composer.onBehalfOf(NO_ORIGIN, () => {
      const y = energy(f(new Tensor(x)));
      return [y.node, differentiate([y.node], [ones([])], [x], composer)[0]!.node];
    });
    // tables of weights are inputs too
    const tables = topologicalOrder([loss, gradient]).filter((n) => n.op === "input" && n !== x);
    const given = tables.map((n) => ({
      shape: n.shape,
      dtype: n.dtype,
      data: Float64Array.from(valueOf(n)!.host!),
    }));
    const run = (output: Node, data: Float64Array): Float64Array =>
      evaluateGraph({ inputs: [x, ...tables], outputs: [output] }, [{ ...value, data }, ...given])[0]!.data;
    const difference = (at: readonly Float64Array[]): number => run(loss, at[0]!)[0]!;
    expectGradient(difference, [value.data], [run(gradient, value.data)], { tolerance: 1e-6, h: 1e-5 });
  });
});

const BOXES = [
  [0, 0, 1, 1],
  [0, 0.1, 1, 1.1],
  [0, -0.1, 1, 0.9],
  [0, 10, 1, 11],
];
const SCORES = [0.9, 0.75, 0.6, 0.95];

describe("nonMaxSuppression", () => {
  test("pads with zeros, and says how many count", async () => {
    const { selectedIndices, validOutputs } = image.nonMaxSuppressionPadded(BOXES, SCORES, 4, 0.5, 0, true);
    expect([...(await selectedIndices.data())]).toEqual([3, 0, 0, 0]);
    expect([...(await validOutputs.data())]).toEqual([2]);
  });

  test("with a sigma, lowers scores by exp(−iou² / 2σ) and chooses anew", async () => {
    const found = await image.nonMaxSuppressionWithScoreAsync(BOXES, SCORES, 4, 1, 0, 0.5);
    expect([...(await found.selectedIndices.data())]).toEqual([3, 0, 1, 2]);
    const scores = await found.selectedScores.data();
    const iou = 0.9 / 1.1;
    expect(scores[2]).toBeCloseTo(0.75 * Math.exp(-(iou ** 2)), 5);
    expect(scores[3]).toBeCloseTo(0.6 * Math.exp(-(iou ** 2)) * Math.exp(-((0.8 / 1.2) ** 2)), 5);
  });
});

const one = [[[1], [2]]];

test.each<[string, () => unknown, string]>([
  ["an image without channels", () => image.resize([[1, 2]], [1, 1]), "resize: takes images [batch, rows"],
  [
    "half a pixel",
    () => image.resize(one, [1, 1.5]),
    "takes a size [rows, columns] of positive integers, got [1, 1.5]",
  ],
  ["an unknown method", () => image.resize(one, [1, 1], { method: "magic" as never }), 'resize: method is "nearest", '],
  ["a box outside", () => image.cropToBoundingBox(one, 0, 1, 1, 2), "cropToBoundingBox: [1, 2] pixels from [0, 1] on"],
  ["a frame too small", () => image.padToBoundingBox(one, 0, 0, 1, 1), "padToBoundingBox: [1, 2] pixels from [0, 0]"],
  ["no share", () => image.centralCrop(one, 0), "centralFraction is above 0 and at most 1, got 0"],
  ["two colours", () => image.rgbToHsv([[[1, 2]]]), "rgbToHsv: takes colours [..., 3] along the last axis"],
  ["integers", () => image.rgbToYuv(iota([3])), "takes floats, got int32; convert it with image.convertImageDtype"],
  ["hue out of range", () => image.adjustHue([1, 0, 0], 2), "adjustHue: delta is within −1 … 1, got 2"],
  ["negative gamma", () => image.adjustGamma([1], -1), "adjustGamma: gamma is at least 0, got -1"],
  ["truth values", () => image.convertImageDtype([true], "float32"), "takes floats and integers, got bool"],
  ["a large window", () => image.ssim(one, one, 1), "ssim: a window of 11 pixels does not fit into 1 × 2"],
  ["two sizes", () => image.psnr(one, [[[1]]], 1), "psnr: compares images of one size, got [1, 2, 1] and [1, 1, 1]"],
  ["scores too few", () => image.nonMaxSuppression(BOXES, [1], 1), "takes boxes [n, 4] and scores [n]"],
  ["a threshold of 2", () => image.nonMaxSuppression(BOXES, SCORES, 1, 2), "iouThreshold is within 0 … 1, got 2"],
  [
    "boxes of no image",
    () => image.cropAndResize([one], [[0, 0, 1, 1]], [0, 0], [1, 1]),
    "boxes [n, 4] and the image of each [n], got [1, 1, 2, 1], [1, 4], [2]",
  ],
])("%s: an error that says what came", (_, f, message) => {
  expect(() => composer.onBehalfOf(NO_ORIGIN, f)).toThrow(message);
});
