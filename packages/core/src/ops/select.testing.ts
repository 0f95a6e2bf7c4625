/** Results whose shape depends on values, and moves by position, on a device. */
import { beforeAll, describe, expect, test } from "vitest";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import type { Tensor } from "../tensor.ts";
import { tensor } from "../tensor.ts";
import { grad } from "../transforms.ts";
import * as ops from "./index.ts";

const matrix = (): Tensor => ops.add(ops.reshape(ops.range(0, 6), [2, 3]), 0);

export function describeSelect(device: DeviceName): void {
  describe(`selecting and rearranging on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);

    test("unique values and slices, with NaN, −0, ∞ and strings", async () => {
      const x = ops.add(tensor([NaN, 0, Infinity, -0, NaN, -Infinity]), 0);
      const { values, indices, counts } = await ops.uniqueAsync(x);
      expect([...(await values.data())]).toEqual([NaN, 0, Infinity, -Infinity]);
      expect(await indices.array()).toEqual([0, 1, 2, 1, 0, 3]);
      expect(await counts.array()).toEqual([2, 2, 1, 1]);
      const columns = await ops.uniqueAsync(
        ops.add(
          tensor([
            [1, NaN, 1, NaN],
            [2, -0, 2, 0],
          ]),
          0,
        ),
        1,
      );
      expect([...(await columns.values.data())]).toEqual([1, NaN, 2, expect.closeTo(0)]);
      expect(columns.values.shape).toEqual([2, 2]);
      expect(await columns.indices.array()).toEqual([0, 1, 0, 1]);
      expect(await ops.unique(tensor(["b", "a", "b"])).values.array()).toEqual(["b", "a"]);
      expect((await ops.uniqueAsync(tensor([], [0]))).values.shape).toEqual([0]);
      if (device === "wasm") expect(await ops.unique(matrix().mod(2)).values.array()).toEqual([0, 1]);
    });

    test("positions and masks; gradients flow to what was picked", async () => {
      const x = matrix();
      expect(await (await ops.whereAsync(ops.greater(x, 3))).array()).toEqual([
        [1, 1],
        [1, 2],
      ]);
      expect((await ops.whereAsync(ops.greater(x, 9))).shape).toEqual([0, 2]);
      expect((await ops.whereAsync(true)).shape).toEqual([1, 0]);
      expect(await Promise.all((await ops.nonzeroAsync(ops.mod(x, 2))).map((t) => t.array()))).toEqual([
        [0, 1, 1],
        [1, 0, 2],
      ]);
      const picked = await ops.booleanMaskAsync(x, ops.greater(x, 0));
      expect(picked.shape).toEqual([5]);
      expect(await (await ops.booleanMaskAsync(x, [true, false, true], 1)).array()).toEqual([
        [0, 2],
        [3, 5],
      ]);
      await expect(ops.booleanMaskAsync(x, [true, false], 1)).rejects.toThrow("from axis 1 on");
      const [left, at] = await ops.setdiff1dAsync(ops.flat(x), [4, 0, 2]);
      expect([await left.array(), await at.array()]).toEqual([
        [1, 3, 5],
        [1, 3, 5],
      ]);
    });

    test("rolls, turns, repeats and triangles, with their gradients", async () => {
      const x = matrix();
      expect(await ops.roll(x, -1).array()).toEqual([
        [1, 2, 3],
        [4, 5, 0],
      ]);
      expect(await ops.roll(x, [1, -4], [0, 1]).array()).toEqual([
        [4, 5, 3],
        [1, 2, 0],
      ]);
      for (const k of [1, 2, 3, -1, 5]) {
        const back = ops.rot90(ops.rot90(x, k), -k);
        expect(await back.array()).toEqual(await x.array());
      }
      expect(await ops.rot90(x, 3).array()).toEqual([
        [3, 0],
        [4, 1],
        [5, 2],
      ]);
      expect(await ops.repeat(x, [2, 0, 1], 1).array()).toEqual([
        [0, 0, 2],
        [3, 3, 5],
      ]);
      expect(await ops.repeat(x, 2, 0).array()).toEqual([
        [0, 1, 2],
        [0, 1, 2],
        [3, 4, 5],
        [3, 4, 5],
      ]);
      expect(await grad((v: Tensor) => ops.repeat(v, [2, 0, 1], 1).sum())(x).array()).toEqual([
        [2, 0, 1],
        [2, 0, 1],
      ]);
      expect(await ops.triu(x, 1).array()).toEqual([
        [0, 1, 2],
        [0, 0, 5],
      ]);
      expect(await grad((v: Tensor) => ops.tril(v).sum())(x).array()).toEqual([
        [1, 0, 0],
        [1, 1, 0],
      ]);
      expect(ops.tril(x.cast("int32")).dtype).toBe("int32");
      const [a, b, c] = ops.meshgrid([[1, 2], [3], [4, 5]], { indexing: "ij" });
      expect([a!.shape, await ops.sum(c!, [0, 1]).array(), await b!.max().array()]).toEqual([[2, 1, 2], [8, 10], 3]);
    });
  });
}
