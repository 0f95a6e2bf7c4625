/** Attention on all three devices, in a real browser. */
import { expectClose } from "@weir/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDevice } from "../compile.ts";
import type { Given } from "../interpret-program.testing.ts";
import { interpretProgram, programFor, runProgram, TARGETS } from "../interpret-program.testing.ts";
import type { Target } from "../ir/target.ts";
import type { Device } from "../stages/7-run/device.ts";
import type { Tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import { describeAttention } from "./attention.testing.ts";
import { dotProductAttention } from "./index.ts";

describeAttention("wasm");
describeAttention("webgl2");
describeAttention("webgpu");

const given = (seed: number, shape: readonly number[]): Given => {
  const data = Float32Array.from({ length: shape.reduce((p, d) => p * d, 1) }, (_, i) => Math.sin(i * 12.9898 + seed));
  return { shape, dtype: "float32", data };
};

describe("the kernels of attention for WebGPU", () => {
  let device: Device;
  beforeAll(async () => {
    ({ device } = await openDevice("webgpu"));
  });
  afterAll(() => device.destroy());

  const targets: readonly (readonly [string, (own: Target) => Target])[] = [
    ["a GPU", (own) => ({ ...own, software: false, maxWorkgroup: 64 })],
    ["a GPU of little memory", (own) => ({ ...own, software: false, localBytes: 1024 })],
    ["a CPU with subgroups", (own) => ({ ...own, software: true, native: new Set([...own.native, "broadcast"]) })],
    [
      "a CPU without subgroups",
      (own) => ({ ...own, software: true, native: new Set([...own.native].filter((x) => x !== "broadcast")) }),
    ],
  ];

  test.each(targets.flatMap(([name, change]) => [true, false].map((causal) => ({ name, change, causal }))))(
    "as on $name (causal: $causal) give what those of wasm do",
    async ({ change, causal }) => {
      const inputs = [
        given(1, [1, 70, 4, 8]),
        given(2, [1, 45, 2, 8]),
        given(3, [1, 45, 2, 12]),
        given(4, [1, 4, 70, 45]),
      ];
      const all = (...[q, k, v, mask]: Tensor[]): Tensor[] => {
        const f = (...x: Tensor[]): Tensor => dotProductAttention(x[0]!, x[1]!, x[2]!, { mask, causal });
        return [
          f(q!, k!, v!),
          ...grads((...x) =>
            f(...x)
              .square()
              .sum(),
          )([q!, k!, v!]),
        ];
      };
      const program = programFor(change(device.target), all, inputs);
      expect(program.kernels.some((k) => k.name.includes("attentionGradKeyValue"))).toBe(true);
      const got = await runProgram(device, program, inputs);
      const { results } = interpretProgram(TARGETS[0]!, all, inputs);
      results.forEach((r, i) => expectClose(got[i] as Float32Array, r as Float32Array, { atol: 2e-5, rtol: 1e-5 }));
    },
  );
});
