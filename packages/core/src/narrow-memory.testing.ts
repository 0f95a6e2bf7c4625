/** Narrow dtypes in a device's memory: how many bytes they take, and that neighbours, ends, slices of a loop and updates in place stay whole. */
import { beforeAll, describe, expect, test } from "vitest";
import { scan } from "./control/scan.ts";
import type { NarrowDType } from "./ir/dtype.ts";
import { DTYPES } from "./ir/dtype.ts";
import { jit } from "./jit.ts";
import * as ops from "./ops/index.ts";
import { getDevice, setDevice } from "./runtime.ts";
import type { DeviceName } from "./stages/7-run/device.ts";
import { compileStep } from "./step.ts";
import type { Tensor } from "./tensor.ts";
import { tensor } from "./tensor.ts";

const NARROW: readonly NarrowDType[] = ["float16", "bfloat16", "int8", "uint8"];
const FLOATS = ["float16", "bfloat16"] as const;
const MANY = 1 << 16;

/** Small whole numbers, exact in every dtype. */
function counting(length: number, dtype: NarrowDType, shape?: readonly number[]): Tensor {
  return tensor(
    Float32Array.from({ length }, (_, i) => (i * 7) % 13),
    shape ?? [length],
    dtype,
  );
}

async function liveBytes(): Promise<number> {
  return (await getDevice()).counters.liveBytes;
}

/** Registers the tests on `device`, whose memory holds a number of each dtype in so many bytes. */
export function describeNarrowMemory(device: DeviceName, bytes: { readonly [D in NarrowDType]: number }): void {
  describe(`narrow dtypes in memory, ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);

    test.each(NARROW)("what is given and what is made takes few bytes: %s", async (dtype) => {
      const twice = jit((t: Tensor) => ops.add(t, t));
      const make = async (): Promise<Tensor[]> => {
        const x = counting(MANY, dtype);
        const y = twice(x);
        await y.data();
        return [x, y];
      };
      // what uploads and readbacks go through comes when they first meet a busy device; what tests before this left goes when it is collected
      const made: Tensor[] = [];
      const growths: number[] = [];
      for (let round = 0; round < 4; round++) {
        const before = await liveBytes();
        made.push(...(await make()));
        growths.push((await liveBytes()) - before);
      }
      expect(growths).toContain(2 * MANY * bytes[dtype]);
      made.forEach((t) => t.dispose());
    });

    test.each(NARROW)("a step's state, temporaries and outputs do, by its plan: %s", async (dtype) => {
      const size = 64 * 64;
      const step = compileStep(
        ({ s }: { readonly s: Tensor }, { x }) => {
          const sum = ops.add(s, x);
          return { state: { s: ops.matMul(sum, sum) }, outputs: { swapped: ops.transpose(sum) } };
        },
        { state: { s: ops.zeros([64, 64], dtype) }, inputs: { x: { shape: [64, 64], dtype } } },
      );
      await step.ready;
      const { stateBytes, peakBytes, temporaryBytes } = step.stats;
      expect(stateBytes).toBe(size * bytes[dtype]);
      // state, input and output, and what lies between two kernels
      expect(peakBytes).toBe(3 * size * bytes[dtype] + temporaryBytes);
      expect(temporaryBytes).toBeLessThanOrEqual(2 * size * bytes[dtype]);
      step.dispose();
    });

    test.each(NARROW)("every element is where it should be, however many there are: %s", async (dtype) => {
      const twice = jit((t: Tensor) => ops.add(t, t));
      const moved = jit((t: Tensor) => ops.reverse(ops.concat([t.slice([1]), t.slice([0], [1])])));
      for (const length of [1, 2, 3, 4, 5, 7, 8, 9, 63, 66, 2049]) {
        const x = counting(length, dtype);
        const values = [...(await x.data())];
        expect([...(await twice(x).data())]).toEqual(values.map((v) => 2 * v));
        expect([...(await moved(x).data())]).toEqual([...values.slice(1), values[0]!].reverse());
        const rows = ops.tile(x.reshape([1, length]), [3, 1]);
        expect([...(await ops.sum(ops.cast(rows, "float32"), 1).data())]).toEqual(
          [0, 1, 2].map(() => values.reduce((p, v) => p + v, 0)),
        );
        expect([...(await ops.max(rows, 0).data())]).toEqual(values);
      }
    });

    test.each(NARROW)("slices of a loop, carries and updates in place: %s", async (dtype) => {
      const xs = counting(15, dtype, [5, 3]);
      const [h, ys] = scan(
        (c: Tensor, x: Tensor): [Tensor, Tensor] => [ops.maximum(c, x), ops.sub(ops.maximum(c, x), x)],
        ops.zeros([3], dtype),
        xs,
      );
      const x = [...(await xs.data())];
      const most = (t: number, i: number): number =>
        Math.max(0, ...Array.from({ length: t + 1 }, (_, k) => x[3 * k + i]!));
      expect([...(await h.data())]).toEqual([0, 1, 2].map((i) => most(4, i)));
      expect([...(await ys.data())]).toEqual(x.map((v, e) => most(Math.floor(e / 3), e % 3) - v));

      const step = compileStep(
        ({ s }: { readonly s: Tensor }, inputs) => ({ state: { s: ops.add(s, inputs.x) }, outputs: {} }),
        { state: { s: counting(7, dtype) }, inputs: { x: { shape: [7], dtype } } },
      );
      await step.ready;
      for (let run = 0; run < 3; run++) step.run({ x: Float32Array.from({ length: 7 }, (_, i) => i) });
      await step.finish();
      expect([...(await step.state.s.data())]).toEqual([...(await counting(7, dtype).data())].map((v, i) => v + 3 * i));
      step.dispose();
    });

    test.each(FLOATS)("every number of the dtype comes back, through a kernel too: %s", async (dtype) => {
      const all = Float32Array.from({ length: MANY }, (_, i) => i - MANY / 2).map((v) => v * 2 ** -20);
      const more = all.map((v) => v * 2 ** 21).map(DTYPES[dtype].round);
      for (const values of [
        all.map(DTYPES[dtype].round),
        more,
        Float32Array.of(NaN, Infinity, -Infinity, -0, 65504, 2 ** -14, -(2 ** -24)),
      ]) {
        const x = tensor(values, undefined, dtype);
        const y = jit((t: Tensor) => ops.neg(ops.reverse(t)))(x);
        const expected = (await x.data()).map((v) => -v).reverse();
        const got = await y.data();
        const wrong = got.findIndex((v, i) => !Object.is(v, expected[i]));
        if (wrong >= 0) throw new Error(`element ${wrong} is ${got[wrong]}, expected ${expected[wrong]}`);
        const first = values.findIndex((v, i) => !Object.is(expected[values.length - 1 - i], -DTYPES[dtype].round(v)));
        if (first >= 0) throw new Error(`${values[first]} came back as ${-expected[values.length - 1 - first]!}`);
      }
    });

    test.each(FLOATS)("matrix products sum in 32 bits: %s", async (dtype) => {
      // a sum in 16 bits would stop growing at 2048 (256)
      const { round } = DTYPES[dtype];
      for (const [m, k, n] of [
        [5, 4096, 7],
        [33, 96, 20],
        [1, 37, 3],
        [64, 64, 64],
      ] as const) {
        const [a, b] = [counting(m * k, dtype, [m, k]), counting(k * n, dtype, [k, n])];
        const [x, y] = [await a.data(), await b.data()];
        const expected = Array.from({ length: m * n }, (_, e) => {
          let sum = 0;
          for (let t = 0; t < k; t++) sum += x[Math.floor(e / n) * k + t]! * y[t * n + (e % n)]!;
          return round(sum);
        });
        expect([...(await ops.matMul(a, b).data())]).toEqual(expected);
        expect([...(await ops.matMul(ops.transpose(a), b, true).data())]).toEqual(expected);
        expect([...(await ops.matMul(a, ops.transpose(b), false, true).data())]).toEqual(expected);
      }
    });
  });
}
