/** Ops on the host, on a device: alone, between kernels, in a trace, in a step with state, and when they fail. */
import { beforeAll, describe, expect, test } from "vitest";
import { OpError } from "./ir/error.ts";
import { setDevice } from "./runtime.ts";
import type { DeviceName } from "./stages/7-run/device.ts";
import { jit } from "./jit.ts";
import { compileStep } from "./step.ts";
import { describeStep } from "./describe.ts";
import type { Tensor } from "./tensor.ts";
import { tensor } from "./tensor.ts";
import { grad } from "./transforms.ts";
import type { OpRecord } from "./ops/record.ts";
import { apply, defineOp } from "./ops/record.ts";

/** x³, refusing negative numbers. */
const CUBE: OpRecord = defineOp({
  name: "testHostCube",
  infer: ([x]) => x!,
  reference: ([x]) => x!.data.map((v) => v ** 3),
  lowering: {
    kind: "host",
    run: ([x]) => {
      if (x!.data.some((v) => v < 0)) throw new OpError("cube", "takes numbers ≥ 0");
      return x!.data.map((v) => v ** 3);
    },
  },
  vjp: (g, { inputs: [x] }, { mul, square }) => [mul(g, mul(3, square(x!)))],
  cases: [],
});
const cube = (x: Tensor): Tensor => apply(CUBE, [x]);

export function describeHostOps(device: DeviceName): void {
  describe(`ops on the host, ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);

    test("alone, of a literal, and of nothing", async () => {
      expect([...(await cube(tensor([1, 2, 3])).data())]).toEqual([1, 8, 27]);
      expect([...(await apply(CUBE, [2]).data())]).toEqual([8]);
      expect([...(await cube(tensor([], [0, 3])).data())]).toEqual([]);
    });

    test("between kernels, twice in a row, and beside values that do not wait for it", async () => {
      const x = tensor([1, 2]);
      const before = x.add(1);
      const a = cube(before);
      const b = cube(a.sub(7)).add(before);
      const aside = x.mul(10);
      expect([...(await b.data())]).toEqual([3, 8003]);
      expect([...(await a.data())]).toEqual([8, 27]);
      expect([...(await before.data())]).toEqual([2, 3]);
      expect([...(await aside.data())]).toEqual([10, 20]);
    });

    test("in a trace: called again, one output twice, and a gradient", async () => {
      const f = jit((x: Tensor) => {
        const y = cube(x.mul(2));
        return { y, again: y, sum: y.sum(), x };
      });
      for (const v of [1, 2, 3]) {
        const { y, again, sum, x } = f(tensor([v, v + 1]));
        const expected = [8 * v ** 3, 8 * (v + 1) ** 3];
        expect([...(await y.data())]).toEqual(expected);
        expect([...(await again.data())]).toEqual(expected);
        expect([...(await sum.data())]).toEqual([expected[0]! + expected[1]!]);
        expect([...(await x.data())]).toEqual([v, v + 1]);
      }
      const slope = jit(grad((x: Tensor) => cube(cube(x)).sum()));
      expect([...(await slope(tensor([1, 2])).data())]).toEqual([9, 9 * 2 ** 8]);
    });

    test("in a step: the state is replaced, by a value of the host too", async () => {
      const step = compileStep(
        ({ a, b }, { x }) => {
          const c = cube(a.add(x));
          return { state: { a: c, b: b.add(a) }, outputs: { c, old: a, twice: c.mul(2) } };
        },
        { state: { a: tensor([0, 1]), b: tensor([0, 0]) }, inputs: { x: { shape: [], dtype: "float32" } } },
      );
      await step.ready;
      step.run({ x: 1 });
      expect([...(await step.outputs.c.data())]).toEqual([1, 8]);
      step.run({ x: 0 });
      expect([...(await step.state.a.data())]).toEqual([1, 512]);
      expect([...(await step.state.b.data())]).toEqual([1, 9]);
      expect([...(await step.outputs.old.data())]).toEqual([1, 8]);
      expect([...(await step.outputs.twice.data())]).toEqual([2, 1024]);
      const event = describeStep("step", step);
      expect([...event.kernels.class].map((c) => event.strings[c])).toContain("host");
      expect(step.stats.peakBytes).toBeGreaterThan(0);
      step.dispose();
    });

    test("at once, where the device can", () => {
      const y = cube(tensor([1, 2]).add(1));
      if (device !== "webgpu") expect([...y.add(1).dataSync()]).toEqual([9, 28]);
      else expect(() => y.dataSync()).toThrow("dataSync");
    });

    test("an error of the host ends in what depends on it, and nowhere else", async () => {
      const bad = cube(tensor([-1]));
      const after = cube(bad.add(1)).mul(2);
      const good = cube(tensor([2])).add(1);
      const aside = tensor([4]).add(1);
      await expect(after.data()).rejects.toThrow("cube: takes numbers ≥ 0");
      await expect(bad.data()).rejects.toThrow("cube: takes numbers ≥ 0");
      expect([...(await good.data())]).toEqual([9]);
      expect([...(await aside.data())]).toEqual([5]);
    });
  });
}
