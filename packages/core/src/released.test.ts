import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { add, getDevice, grad, jit, mul, setDevice, tensor, valueAndGrad, vjp, zeros } from "./index.ts";

test("gradients outlive what they are made of", async () => {
  await setDevice("wasm");
  const x = tensor([1, 2, 3]).add(0);
  await x.data();
  const { value, grad: g } = valueAndGrad((t: typeof x) => t.square().sum())(x);
  const second = grad((t: typeof x) => grad((u: typeof x) => u.pow(3).sum())(t).sum())(x);
  x.dispose();
  expect([...(await g.data())]).toEqual([2, 4, 6]);
  expect([...(await value.data())]).toEqual([14]);
  for (const [i, v] of [6, 12, 18].entries()) expect((await second.data())[i]).toBeCloseTo(v, 4);
});

test("a pullback works after its value was computed, and its result after x was disposed of", async () => {
  await setDevice("wasm");
  const [x, dy] = [tensor([1, 2]).add(0), tensor([10, 100]).add(0)];
  await x.data();
  await dy.data();
  const [value, pullback] = vjp((t: typeof x) => mul(t, t), x);
  expect([...(await add(value, 1).data())]).toEqual([2, 5]);
  expect([...(await value.data())]).toEqual([1, 4]);
  const g = pullback(dy);
  x.dispose();
  dy.dispose();
  expect([...(await g.data())]).toEqual([20, 400]);
});

test("a jit function that nobody can reach gives back its temporaries", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  await setDevice("wasm");
  const { counters } = await getDevice();
  const x = zeros([64, 64]).add(1);
  const once = async (): Promise<void> => {
    const f = jit((t: typeof x) => t.matMul(t).matMul(t).sum());
    expect(await f(x).data()).toEqual(Float32Array.of(64 ** 4));
  };
  await once();
  const { liveBytes, buffers } = counters;
  for (let i = 0; i < 20; i++) await once();
  expect(counters.buffers - buffers).toBeGreaterThanOrEqual(20);
  await vi.waitFor(
    () => {
      collect();
      expect(counters.liveBytes).toBeLessThanOrEqual(liveBytes);
    },
    { timeout: 20_000 },
  );
});

test("the collector is reminded of tensors that nobody disposes of, and of those alone", async () => {
  await setDevice("wasm");
  const waits = vi.spyOn(globalThis, "setTimeout");
  const reminders = async (dispose: boolean): Promise<number> => {
    waits.mockClear();
    const held = [];
    for (let i = 0; i < 20; i++) {
      // 8 MB each
      const y = zeros([1 << 21]).add(i);
      expect((await y.data())[5]).toBe(i);
      if (dispose) y.dispose();
      else held.push(y);
    }
    held.forEach((y) => y.dispose());
    return waits.mock.calls.length;
  };
  await reminders(false);
  expect(await reminders(false)).toBeGreaterThanOrEqual(2);
  await reminders(true);
  expect(await reminders(true)).toBe(0);
  waits.mockRestore();
});
