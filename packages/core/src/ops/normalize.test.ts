// Normalizations and softmax losses are one kernel each way, on every kind of target.
import { describe, expect, test } from "vitest";
import type { Given } from "../interpret-program.testing.ts";
import { interpretProgram, TARGETS } from "../interpret-program.testing.ts";
import type { Tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import { layerNorm, logSoftmax, rmsNorm, softmax, softmaxCrossEntropy } from "./index.ts";

const wave = (...shape: number[]): Given => ({
  shape,
  dtype: "float32",
  data: Float32Array.from({ length: shape.reduce((p, d) => p * d, 1) }, (_, i) => Math.sin(i)),
});

/** A function of its first argument, what it takes, and the shape of its result. */
const CASES: readonly (readonly [string, (...x: Tensor[]) => Tensor, Given[], Given])[] = [
  ["softmax", (x) => softmax(x!), [wave(6, 32)], wave(6, 32)],
  ["logSoftmax", (x) => logSoftmax(x!), [wave(6, 32)], wave(6, 32)],
  ["layerNorm", (x, g, b) => layerNorm(x!, g, b), [wave(6, 32), wave(32), wave(32)], wave(6, 32)],
  ["rmsNorm", (x, g) => rmsNorm(x!, g), [wave(6, 32), wave(32)], wave(6, 32)],
  ["softmaxCrossEntropy", (x, p) => softmaxCrossEntropy(p!, x!), [wave(6, 32), wave(6, 32)], wave(6)],
];

describe.each(TARGETS)("$shape", (target) => {
  test.each(CASES)("%s is one kernel, and so is its derivative by x", (_, f, inputs, weights) => {
    expect(interpretProgram(target, (...x) => [f(...x)], inputs).program.dispatches.length).toBe(1);
    const slope = (w: Tensor, x: Tensor, ...rest: Tensor[]): Tensor =>
      grads((y: Tensor) =>
        f(y, ...rest)
          .mul(w)
          .sum(),
      )([x])[0]!;
    const { program } = interpretProgram(target, (w, x, ...rest) => [slope(w!, x!, ...rest)], [weights, ...inputs]);
    expect(program.dispatches.length).toBe(1);
  });
});
