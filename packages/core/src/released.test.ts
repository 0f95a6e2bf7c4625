import { expect, test } from "vitest";
import { add, grad, mul, setDevice, tensor, valueAndGrad, vjp } from "./index.ts";

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
