import { expect, test } from "vitest";
import { TARGETS, programFor } from "../interpret-program.testing.ts";
import { ones } from "./create.ts";
import type { Tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import { describeAttention } from "./attention.testing.ts";
import { dotProductAttention } from "./index.ts";

describeAttention("wasm");

test.each(TARGETS.filter((t) => t.shape !== "fragment"))(
  "no kernel for $shape writes anything of the size of the scores, forward or backward",
  (target) => {
    const given = { shape: [64, 2, 4], dtype: "float32", data: new Float32Array(512).fill(1) } as const;
    const slopes = (...x: Tensor[]): readonly Tensor[] =>
      grads((q, k, v) => dotProductAttention(q!, k!, v!, { causal: true }).square().sum())(x);
    for (const software of [true, false]) {
      const program = programFor({ ...target, software }, slopes, [given, given, given]);
      expect(Math.max(...program.slots.map((s) => s.size))).toBeLessThan(64 * 64);
    }
  },
);

test("shapes that do not go together are named", () => {
  expect(() => dotProductAttention(ones([4, 3, 8]), ones([4, 2, 8]), ones([4, 2, 8]))).toThrow(
    "dotProductAttention: the heads of queries are a multiple of those of keys, got query [4, 3, 8], key [4, 2, 8], value [4, 2, 8]",
  );
  expect(() => dotProductAttention(ones([4, 2, 8]), ones([4, 2, 8]), ones([4, 2, 8]), { mask: ones([3, 4]) })).toThrow(
    "a mask broadcasts to [..., heads, queries, keys] = [2, 4, 4], got [3, 4]",
  );
});
