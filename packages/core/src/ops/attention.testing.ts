/** Attention over several blocks of queries and keys, against what it is made of, on a device. */
import { expectClose } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { jit } from "../jit.ts";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import type { Tensor } from "../tensor.ts";
import { tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import { attentionWith } from "./attention-compose.ts";
import { broadcastTo, dotProductAttention, mul, sum } from "./index.ts";

const wave = (shape: readonly number[], seed: number): Tensor =>
  tensor(
    Float32Array.from({ length: shape.reduce((p, d) => p * d, 1) }, (_, i) => Math.sin(i * 12.9898 + seed)),
    shape,
  );

/** Sizes B, T, S, H, G, D, E. */
const SIZES = [
  [1, 70, 45, 2, 1, 8, 12],
  [2, 33, 97, 4, 4, 4, 8],
] as const;

export function describeAttention(device: DeviceName): void {
  describe(`attention on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);

    test.each(SIZES.flatMap((sizes) => [true, false].map((causal) => ({ sizes, causal }))))(
      "of $sizes (causal: $causal) is the softmax of all scores, forward and backward",
      async ({ sizes, causal }) => {
        const [B, T, S, H, G, D, E] = sizes;
        const inputs = [wave([B, T, H, D], 1), wave([B, S, G, D], 2), wave([B, S, G, E], 3)];
        const mask = wave([H, T, S], 4).greater(-0.5);
        const weights = wave([B, T, H, E], 5);
        const own = (...x: Tensor[]): Tensor => dotProductAttention(x[0]!, x[1]!, x[2]!, { mask, causal });
        const made = (...x: Tensor[]): Tensor =>
          attentionWith([...x, mask.reshape([1, H, T, S])], { causal, scale: 1 / Math.sqrt(D) }, (p) => p);
        const close = async (a: Tensor, b: Tensor): Promise<void> =>
          expectClose(await a.data(), await b.data(), { atol: 1e-5, rtol: 1e-5 });
        await close(own(...inputs), made(...inputs));
        const slopes = [own, made].map((f) => grads((...x: Tensor[]) => sum(mul(f(...x), weights)))(inputs));
        for (const [i, g] of slopes[0]!.entries()) await close(g, slopes[1]![i]!);
      },
    );

    test("inputs that are one number repeated are read as such", async () => {
      const f = (x: Tensor): Tensor => {
        const repeated = broadcastTo(sum(x), [1, 2, 1, 4]);
        return dotProductAttention(repeated, repeated, repeated, { causal: true, scale: 0.5 });
      };
      const x = tensor([1, 2, 3, 4]);
      expectClose(await jit(f)(x).data(), Array(8).fill(10), { atol: 1e-5, rtol: 1e-6 });
      const [slope] = grads((x: Tensor) => sum(f(x)))([x]);
      expectClose(await slope!.data(), Array(4).fill(8), { atol: 1e-5, rtol: 1e-6 });
    });

    test("a query that sees no key gives zeros, and no gradient", async () => {
      const [q, k, v] = [wave([3, 1, 4], 1), wave([2, 1, 4], 2), wave([2, 1, 4], 3)];
      const mask = tensor([
        [true, true],
        [false, false],
        [true, false],
      ]);
      const y = dotProductAttention(q, k, v, { mask });
      expect([...(await y.data())].slice(4, 8).every((v) => v === 0)).toBe(true);
      const [dq] = grads((...x: Tensor[]) => sum(dotProductAttention(x[0]!, x[1]!, x[2]!, { mask }).square()))([
        q,
        k,
        v,
      ]);
      expect([...(await dq!.data())].slice(4, 8).every((v) => v === 0)).toBe(true);
    });
  });
}
