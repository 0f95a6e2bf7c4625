// What a GPU runs, on one that a CPU emulates: whole steps by the schedules of hardware give what wasm gives.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  add,
  any,
  argMax,
  cast,
  concat,
  div,
  greater,
  layerNorm,
  logSoftmax,
  matMul,
  max,
  min,
  mul,
  prod,
  relu,
  softmax,
  sqrt,
  square,
  sub,
  tanh,
} from "./ops/index.ts";
import { jit } from "./jit.ts";
import { takeForHardware } from "./lanes/hardware.testing.ts";
import { setDevice } from "./runtime.ts";
import { compileStep } from "./step.ts";
import type { Tensor } from "./tensor.ts";
import { tensor } from "./tensor.ts";
import { valueAndGrad } from "./transforms.ts";

beforeAll(() => takeForHardware(navigator.gpu));
afterAll(() => setDevice("wasm"));

type Tensors = Readonly<Record<string, Tensor>>;

function wave(shape: readonly number[], by: number): Tensor {
  const size = shape.reduce((p, d) => p * d, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => 0.5 * Math.sin(i * by + by)),
    shape,
  );
}

/** Sizes of a perceptron: with columns in fours and without, with rows that workgroups share and without. */
const SIZES = [
  { batch: 12, inputs: 24, hidden: 16, classes: 10 },
  { batch: 7, inputs: 9, hidden: 40, classes: 3 },
  { batch: 33, inputs: 64, hidden: 132, classes: 70 },
];

/** What every parameter and moment is after three steps of Adam without its corrections. */
async function train(sizes: (typeof SIZES)[number]): Promise<readonly (readonly number[])[]> {
  const { batch, inputs, hidden, classes } = sizes;
  const x = wave([batch, inputs], 0.7);
  const shapes = { w: [inputs, hidden], b: [hidden], gain: [hidden], v: [hidden, classes], c: [classes] };
  const each = <T>(make: (name: keyof typeof shapes) => T): Record<keyof typeof shapes, T> => ({
    w: make("w"),
    b: make("b"),
    gain: make("gain"),
    v: make("v"),
    c: make("c"),
  });
  const loss = (p: Tensors): Tensor => {
    const h = layerNorm(relu(add(matMul(x, p["w"]!), p["b"]!)), p["gain"]!, p["b"]!);
    const z = add(matMul(h, p["v"]!), p["c"]!);
    return mul(logSoftmax(z), tanh(z)).mean();
  };
  const step = compileStep(
    ({ p, m, s }: { readonly p: Tensors; readonly m: Tensors; readonly s: Tensors }) => {
      const { grad } = valueAndGrad(loss)(p);
      const first = each((n) => add(mul(m[n]!, 0.9), mul(grad[n]!, 0.1)));
      const second = each((n) => add(mul(s[n]!, 0.99), mul(square(grad[n]!), 0.01)));
      const next = each((n) => sub(p[n]!, div(mul(first[n], 0.1), add(sqrt(second[n]), 1e-3))));
      return { state: { p: next, m: first, s: second }, outputs: {} };
    },
    {
      state: {
        p: each((n) => wave(shapes[n], 0.1 + shapes[n].length)),
        m: each((n) => wave(shapes[n], 0.2)),
        s: each((n) => square(wave(shapes[n], 0.3))),
      },
      inputs: {},
    },
  );
  for (let i = 0; i < 3; i++) step.run({});
  const { p, m, s } = step.state;
  const data = await Promise.all([p, m, s].flatMap((group) => Object.values(group)).map((t) => t.data()));
  step.dispose();
  return data.map((d) => [...d] as number[]);
}

const REDUCED: readonly (readonly [string, (x: Tensor) => Tensor])[] = [
  ["sums of rows", (x) => x.sum(-1)],
  ["sums of columns", (x) => x.sum(0)],
  ["a sum of all", (x) => x.sum()],
  ["means and squares of one row", (x) => sub(square(x).mean(-1), square(x.mean(-1)))],
  ["products", (x) => prod(add(mul(x, 0.01), 1), -1)],
  ["extremes of rows", (x) => concat([max(x, -1), min(x, -1)], -1)],
  ["extremes of columns", (x) => concat([max(x, 0), min(x, 0)], -1)],
  ["int32", (x) => cast(mul(x, 100), "int32").sum(-1)],
  ["places of the largest", (x) => cast(argMax(x, -1), "float32")],
  ["any", (x) => cast(any(greater(x, 0.499), -1), "float32")],
  ["softmax", (x) => softmax(x)],
  ["logarithms of softmax", (x) => logSoftmax(x)],
  ["layer norm", (x) => layerNorm(x)],
  ["NaN is kept", (x) => max(div(x, sub(x, x.slice([0, 0], [1, 1]))), -1)],
];

/** Rows long and short, few and many, in fours and not; some longer than a workgroup takes at once. */
const SHAPES = [
  [3, 33],
  [64, 36],
  [1, 5000],
  [5, 4096],
  [200, 100],
  [700, 12],
  [2, 70_000],
  [9000, 3],
] as const;

describe("reductions that workgroups share", () => {
  test.each(SHAPES)("of %d rows of %d", async (rows, columns) => {
    const results = async (device: "wasm" | "webgpu"): Promise<readonly (readonly number[])[]> => {
      await setDevice(device);
      const x = wave([rows, columns], 0.37);
      return Promise.all(REDUCED.map(async ([, f]) => [...((await f(x).data()) as Float32Array)]));
    };
    const wanted = await results("wasm");
    const got = await results("webgpu");
    for (const [i, [name]] of REDUCED.entries()) {
      const scale = Math.max(1, ...wanted[i]!.filter(Number.isFinite).slice(0, 1000).map(Math.abs));
      const wrong = wanted[i]!.findIndex(
        (w, j) => !Object.is(w, got[i]![j]) && !(Math.abs(w - got[i]![j]!) < 2e-5 * scale),
      );
      expect(`${name}: ${wrong < 0 ? "right" : `${got[i]![wrong]} for ${wanted[i]![wrong]} at ${wrong}`}`).toBe(
        `${name}: right`,
      );
      expect(got[i]).toHaveLength(wanted[i]!.length);
    }
  });
});

test("reductions and arithmetic in one dispatch", async () => {
  const compute = jit((a: Tensor, b: Tensor, c: Tensor) => [a.sum(-1), softmax(b), c.mul(2).add(1)]);
  const results = async (device: "wasm" | "webgpu"): Promise<readonly (readonly number[])[]> => {
    await setDevice(device);
    const outs = compute(wave([30, 128], 0.3), wave([7, 260], 0.2), wave([1001], 0.1));
    return Promise.all(outs.map(async (t) => [...((await t.data()) as Float32Array)]));
  };
  const [wanted, got] = [await results("wasm"), await results("webgpu")];
  wanted.forEach((values, i) => values.forEach((v, j) => expect(got[i]![j]).toBeCloseTo(v, 5)));
});

describe("training by the schedules of a GPU", () => {
  test.each(SIZES)("$batch of $inputs, $hidden and $classes units", async (sizes) => {
    await setDevice("wasm");
    const wanted = await train(sizes);
    await setDevice("webgpu");
    const got = await train(sizes);
    got.forEach((values, i) => {
      const scale = Math.max(1, ...wanted[i]!.map(Math.abs));
      values.forEach((v, j) => expect(Math.abs(v - wanted[i]![j]!)).toBeLessThan(1e-5 * scale));
    });
  });
});
