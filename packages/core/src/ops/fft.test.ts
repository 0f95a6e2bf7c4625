/** Fourier transforms on `wasm`, in Node, and mel features. */
import { expectClose } from "@weir/testing";
import { expect, test } from "vitest";
import * as ops from "./index.ts";
import { describeFourier } from "./fft.testing.ts";

describeFourier("wasm");

test("mel weights are the triangles of TensorFlow: the lower of two slopes, where it is positive", async () => {
  const [bins, rows, rate, low, high] = [20, 129, 8000, 125, 3800];
  const mel = (hertz: number): number => 1127 * Math.log1p(hertz / 700);
  const edges = Array.from({ length: bins + 2 }, (_, i) => mel(low) + ((mel(high) - mel(low)) * i) / (bins + 1));
  const expected = Array.from({ length: rows * bins }, (_, i) => {
    const [row, bin] = [Math.floor(i / bins), i % bins];
    const at = mel((row * rate) / 2 / (rows - 1));
    const [begin, centre, end] = edges.slice(bin, bin + 3) as [number, number, number];
    return row === 0 ? 0 : Math.max(0, Math.min((at - begin) / (centre - begin), (end - at) / (end - centre)));
  });
  const weights = ops.signal.linearToMelWeightMatrix();
  expect(weights.shape).toEqual([129, 20]);
  expectClose(await weights.data(), expected, { atol: 1e-6, rtol: 0 });
});

test.each<[string, () => unknown, string]>([
  ["a scalar", () => ops.fft(1), "fft: transforms along an axis, got a scalar"],
  ["an empty axis", () => ops.fft(ops.zeros([2, 0])), "fft: the last axis of [2, 0] is empty"],
  ["a complex signal", () => ops.rfft(ops.complex([1], [1])), "rfft: takes real numbers, got complex64; use fft"],
  ["one axis", () => ops.fft2([1]), "fft2: transforms along two axes, got [1]"],
  ["no step", () => ops.signal.frame([1], 1, 0), "frame: frameStep is a positive integer, got 0"],
  ["edges", () => ops.signal.linearToMelWeightMatrix(2, 3, 8, 3, 2), "linearToMelWeightMatrix: needs 0 ≤"],
])("%s: an error that says what came", (_name, f, message) => {
  expect(f).toThrow(message);
});
