/** Gathering and scattering by public functions, on a device: what comes last, what is out of range, and gradients. */
import { beforeAll, describe, expect, test } from "vitest";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import type { Tensor } from "../tensor.ts";
import { tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import * as ops from "./index.ts";

const int = (v: number[], shape?: number[]): Tensor => tensor(Int32Array.from(v), shape);
/** The same, computed on the device, so that the host does not know it. */
const computed = (v: number[], shape?: number[]): Tensor => ops.neg(int(v, shape)).neg();

export function describeScatter(device: DeviceName): void {
  describe(`scattering on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);

    test("indices out of range: an error where the host knows them, zeros or nothing elsewhere", async () => {
      const x = tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]);
      expect(() => ops.gatherND(x, int([0, 1, 1, 3], [2, 2]))).toThrow(
        "index 3 (element 3) is out of range: use 0 … 2",
      );
      expect(() => ops.scatterND(int([-1], [1, 1]), [5], [4])).toThrow("index -1");
      const at = computed([0, 1, 1, 3, -1, 2, 1, 0], [4, 2]);
      expect(await ops.gatherND(x, at).array()).toEqual([2, 0, 0, 4]);
      expect(await ops.scatterND(at, [1, 2, 3, 4], [2, 3]).array()).toEqual([
        [0, 1, 0],
        [4, 0, 0],
      ]);
      expect(await ops.gatherND(x, computed([1, 2], [2, 1])).array()).toEqual([
        [4, 5, 6],
        [0, 0, 0],
      ]);
    });

    test("of several values for one place the last is put, and only it has a gradient", async () => {
      const f = (x: Tensor, u: Tensor): Tensor => ops.tensorScatterUpdate(x, computed([2, 0, 2], [3, 1]), u);
      const [x, u] = [tensor([1, 2, 3, 4]), tensor([10, 20, 30])];
      expect(await f(x, u).array()).toEqual([20, 2, 30, 4]);
      const [dx, du] = grads((a: Tensor, b: Tensor) => f(a, b).square().sum())([x, u]);
      expect(await dx!.array()).toEqual([0, 4, 0, 8]);
      expect(await du!.array()).toEqual([0, 40, 60]);
    });

    test("slices of rank 3, other dtypes, and an axis that is not the last", async () => {
      const updates = ops.reshape(ops.range(1, 13), [2, 3, 2]);
      const sums = ops.scatterND(computed([1, 1], [2, 1]), updates, [3, 3, 2]);
      expect([...(await sums.data())]).toEqual([0, 0, 0, 0, 0, 0, 8, 10, 12, 14, 16, 18, 0, 0, 0, 0, 0, 0]);
      expect(await ops.tensorScatterUpdate(tensor([true, false]), int([1], [1, 1]), [true]).array()).toEqual([
        true,
        true,
      ]);
      expect(await ops.tensorScatterMax(int([1, -7]), int([1, 1], [2, 1]), int([-9, -8])).array()).toEqual([1, -7]);
      const x = int([1, 2, 3, 4, 5, 6], [2, 3]);
      expect(await ops.takeAlongAxis(x, int([1, 0, 1], [1, 3]), 0).array()).toEqual([[4, 2, 6]]);
      expect(await ops.putAlongAxis(x, int([1, 0, 1], [1, 3]), int([7, 8, 9]), 0).array()).toEqual([
        [1, 8, 3],
        [7, 5, 9],
      ]);
      expect(await ops.scatterND(tensor([], [0, 1], "int32"), tensor([], [0]), [2]).array()).toEqual([0, 0]);
    });

    test("segments: ids of any rank and order, empty ones, and gradients", async () => {
      const x = tensor([
        [1, -2],
        [3, 4],
        [5, 6],
      ]);
      const ids = computed([3, 0, 3]);
      expect(await ops.unsortedSegmentSum(x, ids, 4).array()).toEqual([
        [3, 4],
        [0, 0],
        [0, 0],
        [6, 4],
      ]);
      expect(await ops.unsortedSegmentSum(x, computed([1, 0, 0, 1, -1, 9], [3, 2]), 2).array()).toEqual([1, 5]);
      expect(await ops.unsortedSegmentMax(x, ids, 2).array()).toEqual([
        [3, 4],
        [-Infinity, -Infinity],
      ]);
      expect(await ops.unsortedSegmentMin(int([4, 5]), int([0, 0]), 2).array()).toEqual([4, 2 ** 31 - 1]);
      expect(await ops.segmentMin(x, int([3, 0, 3])).array()).toEqual([
        [3, 4],
        [0, 0],
        [0, 0],
        [1, -2],
      ]);
      expect(await ops.segmentMean(int([1, 2, 4]), int([0, 2, 2])).array()).toEqual([1, 0, 3]);
      const slope = (f: (x: Tensor) => Tensor, at: number[]): Promise<unknown> =>
        grads((v: Tensor) => f(v).sum())([tensor(at)])[0]!.array();
      expect(await slope((v) => ops.unsortedSegmentProd(v, computed([0, 0, 1, 1, 1]), 2), [2, 3, 0, 4, 5])).toEqual([
        3, 2, 20, 0, 0,
      ]);
      expect(await slope((v) => ops.unsortedSegmentMax(v, computed([0, 0, 0, 7]), 2), [2, 5, 5, 9])).toEqual([
        0, 0.5, 0.5, 0,
      ]);
    });

    test("counts leave out what is out of range, NaN too", async () => {
      expect(await ops.bincount(computed([2, 5, -1, 2]), [1, 2, 3, 4], 3).array()).toEqual([0, 0, 5]);
      expect(await ops.denseBincount(computed([1, 1, 0, 7], [2, 2]), [], 2, true).array()).toEqual([
        [0, 1],
        [1, 0],
      ]);
      const { counts, edges } = ops.histogram([NaN, -1, 0, 0.5, 1, 2, 2.5], { bins: 2, range: [0, 2] });
      expect(await counts.array()).toEqual([2, 2]);
      expect(await edges.array()).toEqual([0, 1, 2]);
      expect(await ops.histogram([3, 3], { bins: 2 }).edges.array()).toEqual([2.5, 3, 3.5]);
      expect(await ops.confusionMatrix(computed([0, 1, 5]), computed([1, 1, 0]), 2).array()).toEqual([
        [0, 1],
        [0, 1],
      ]);
      const predictions = tensor([
        [1, 2, 2, 1],
        [NaN, 1, 0, Infinity],
      ]);
      expect(await ops.inTopK(predictions, computed([2, 3])).array()).toEqual([false, false]);
      expect(await ops.inTopK(predictions, computed([2, 1]), 2).array()).toEqual([true, true]);
      expect(await ops.inTopK(predictions, computed([9, -1]), 2).array()).toEqual([false, false]);
    });
  });
}
