import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as weir from "./index.ts";

const ROUNDED = ["floor", "ceil", "round", "abs", "neg"] as const;
const ROOTS = ["sqrt", "rsqrt", "square", "reciprocal", "exp", "expm1", "log", "log1p"] as const;
const CURVES = ["sigmoid", "logSigmoid", "softplus", "tanh", "sinh", "cosh", "asinh", "acosh", "atanh", "erf"] as const;
const ANGLES = ["sin", "cos", "tan", "asin", "acos", "atan"] as const;
const ops = { ...weir } as unknown as Readonly<Record<string, (x: weir.Tensor) => weir.Tensor>>;
const KINKS = ["relu", "relu6", "elu", "selu", "leakyRelu"] as const;

describe.each(["wasm", "webgl2", "webgpu"] as const)("%s", (device) => {
  beforeAll(() => weir.setDevice(device));
  afterAll(() => weir.setDevice("wasm"));

  test.each([3, 4])("what is computed of %i NaN is NaN", async (size) => {
    const x = weir.tensor(new Float32Array(size).fill(NaN));
    for (const name of [...ROUNDED, ...ROOTS, ...CURVES, ...ANGLES, ...KINKS])
      expect([name, ...(await ops[name]!(x).data())]).toEqual([name, ...Array<number>(size).fill(NaN)]);
  });

  test("nothing times what is no number", async () => {
    const x = weir.tensor([NaN, Infinity, -Infinity, 2, -2]);
    for (const none of [0, -0]) {
      expect([...(await weir.mul(weir.add(x, 0), none).data())].map(Math.abs)).toEqual([NaN, NaN, NaN, 0, 0]);
      expect([...(await weir.div(none, weir.add(x, 0)).data())].map(Math.abs)).toEqual([NaN, 0, 0, 0, 0]);
    }
    const empty = weir.slice(x, [0], [0]);
    expect([...(await weir.mul(empty.sum(), weir.add(x, 0)).data())].map(Math.abs)).toEqual([NaN, NaN, NaN, 0, 0]);
    expect(
      await Promise.all(
        [empty.sum(), empty.mean(), weir.prod(empty), weir.max(empty)].map(async (t) => (await t.data())[0]),
      ),
    ).toEqual([0, NaN, 1, -Infinity]);
  });

  test("logarithms and exponentials at the ends", async () => {
    const log = await weir.log(weir.tensor([-1, 0, -0, Infinity, 1, -Infinity])).data();
    expect([...log]).toEqual([NaN, -Infinity, -Infinity, Infinity, 0, NaN]);
    const exp = await weir.exp(weir.tensor([-Infinity, Infinity, 0, -200, 90])).data();
    expect([...exp]).toEqual([0, Infinity, 1, 0, Infinity]);
  });
});

test("webgl2: values are read at once, whatever waits", async () => {
  await weir.setDevice("webgl2");
  const x = weir.tensor([1, 2, 3, 4]);
  const later = weir.add(x, 1).data();
  const y = weir.mul(weir.add(x, 1), 2);
  expect([...y.dataSync()]).toEqual([4, 6, 8, 10]);
  expect([...(await later)]).toEqual([2, 3, 4, 5]);
  // an op of the host in between
  expect(
    weir.linalg
      .det([
        [2, 0],
        [0, 3],
      ])
      .dataSync()[0],
  ).toBeCloseTo(6, 5);
  await weir.setDevice("wasm");
});
