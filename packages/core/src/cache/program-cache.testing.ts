// A second visit finds what the first compiled. Shared by the tests of all devices.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { describeStep } from "../describe.ts";
import * as ops from "../ops/index.ts";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import { compileStep } from "../step.ts";
import { tensor } from "../tensor.ts";
import { grad } from "../transforms.ts";
import { clearCache, flushPrograms, setProgramCache } from "./program-cache.ts";

/** Three steps of a small regression: what was computed, and the graph as a board sees it. */
async function visit(rate: number): Promise<{ readonly weights: number[]; readonly hash: string }> {
  const x = tensor(Array.from({ length: 6 * 17 }, (_, i) => Math.sin(i))).reshape([6, 17]);
  const step = compileStep(
    ({ w }, { y }) => {
      const loss = (v: typeof w) => ops.matMul(x, v).tanh().sub(y).square().mean();
      return { state: { w: w.sub(grad(loss)(w).mul(rate)) }, outputs: { loss: loss(w) } };
    },
    {
      state: { w: tensor(new Float32Array(17).fill(0.1)).reshape([17, 1]) },
      inputs: { y: { shape: [6, 1], dtype: "float32" } },
    },
  );
  for (let i = 0; i < 3; i++) step.run({ y: Float32Array.of(1, 0, 1, 0, -1, i) });
  const weights = Array.from(await step.state.w.data());
  const { hash } = describeStep("step", step);
  step.dispose();
  return { weights, hash };
}

/** Registers the tests on `device`; `folder` is Node's place for programs. */
export function describeProgramCache(device: DeviceName, folder?: string): void {
  describe(`programs kept between visits, on ${device}`, () => {
    const settings = { build: `test of ${device}`, ...(folder === undefined ? {} : { folder }) };
    beforeAll(async () => {
      await setProgramCache(settings);
      await setDevice(device);
    });
    afterAll(async () => {
      await clearCache();
      await setProgramCache({ enabled: false });
    });

    test("a second visit compiles nothing and computes the same", async () => {
      const before = await setProgramCache(settings);
      const first = await visit(0.1);
      await flushPrograms();
      const between = await setProgramCache(settings);
      expect(between.stored).toBeGreaterThan(before.stored);
      expect(between.found).toBe(before.found);
      expect(await visit(0.1)).toEqual(first);
      const after = await setProgramCache(settings);
      expect(after.found).toBeGreaterThan(between.found);
      expect(after.stored).toBe(between.stored);
    });

    test("another graph, another build, and a cleared cache are compiled", async () => {
      await visit(0.1);
      const before = await setProgramCache(settings);
      await visit(0.2);
      const other = await setProgramCache({ ...settings, build: "another" });
      expect(other.found).toBe(before.found);
      await visit(0.2);
      expect((await setProgramCache(settings)).found).toBe(before.found);
      await visit(0.2);
      await setProgramCache(settings);
      await clearCache();
      const { found } = await setProgramCache(settings);
      await visit(0.2);
      expect((await setProgramCache(settings)).found).toBe(found);
    });
  });
}

/** Registers what happens where nothing can be stored. */
export function describeBrokenCache(device: DeviceName, folder: string): void {
  test("where nothing can be stored, it is said once and all is computed", async () => {
    await setDevice(device);
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await setProgramCache({ folder });
    const { weights } = await visit(0.3);
    await flushPrograms();
    await setProgramCache({ folder });
    await visit(0.4);
    await flushPrograms();
    await setProgramCache({ enabled: false });
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]![0]).toContain("are not kept for the next visit");
    warn.mockRestore();
  });
}
