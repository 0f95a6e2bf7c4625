/** Eager mode, scopes, jit and steps, as a user meets them, on the device that Node has. */
import { beforeAll, describe, expect, test } from "vitest";
import * as w from "./index.ts";

beforeAll(async () => {
  await w.setDevice("wasm");
});

describe("tensors", () => {
  test("ops are computed when a value is awaited", async () => {
    const a = w.tensor([
      [1, 2],
      [3, 4],
    ]);
    const b = a.add(1).mul(a);
    expect(await b.array()).toEqual([
      [2, 6],
      [12, 20],
    ]);
    expect(await a.matMul(b).array()).toEqual([
      [26, 46],
      [54, 98],
    ]);
    expect(a.sum().arraySync()).toBe(10);
    expect(await w.tensor([true, false]).array()).toEqual([true, false]);
  });

  test("a value that is used again after it was passed over is kept", async () => {
    let x = w.tensor([1, 2]);
    for (let i = 0; i < 300; i++) {
      x = x.mul(0.5).add(1);
      await x.sum().data();
    }
    expect(await x.array()).toEqual([2, 2]);
  });

  test("two equal values are two tensors", async () => {
    const x = w.tensor([1, 2]);
    const [a, b] = [x.mul(1).square(), x.square()];
    expect(await x.add(1).array()).toEqual([2, 3]);
    expect(await a.array()).toEqual([1, 4]);
    expect(await b.array()).toEqual([1, 4]);
    const both = w.jit((t: w.Tensor) => [t.square(), t.mul(1).square()]);
    expect(await Promise.all(both(x).map((t) => t.array()))).toEqual([
      [1, 4],
      [1, 4],
    ]);
  });

  test("a product without rows is empty, one without terms is zero", async () => {
    expect(await w.matMul(w.zeros([0, 2]), w.ones([2, 3])).array()).toEqual([]);
    expect(await w.matMul(w.zeros([2, 0]), w.zeros([0, 1])).array()).toEqual([[0], [0]]);
  });

  test("empty tensors and scalars are tensors", async () => {
    expect(await w.tensor([], [0, 3]).add(1).array()).toEqual([]);
    expect(await w.tensor([], [0]).sum().array()).toBe(0);
    expect(await w.tensor(5).square().array()).toBe(25);
  });

  test("disposing early does not take a value from what was recorded on it", async () => {
    const x = w.tensor([1, 2]);
    const y = x.add(1);
    const z = y.mul(2);
    x.dispose();
    expect(await z.array()).toEqual([4, 6]);
    expect(await y.array()).toEqual([2, 3]);
    expect(() => x.add(1)).toThrow(/was disposed of/);
  });

  test("a scope gives back what it does not return", async () => {
    const a = w.tensor([3]);
    const g = w.scope(() => {
      const t = a.square();
      t.add(1);
      return w.grad((v: w.Tensor) => v.mul(t).sum())(a);
    });
    expect(await g.array()).toEqual([9]);
    expect(await a.array()).toEqual([3]);
  });
});

describe("errors", () => {
  test("name op, rule, what came and the user's line", () => {
    const call = (): unknown => w.matMul(w.tensor([[1, 2]]), w.tensor([[1, 2, 3]]));
    expect(call).toThrow(/matMul: inner dimensions differ: \[1, 2\] × \[1, 3\].*\(eager\.test\.ts:\d+\)/);
    expect(() => w.matMul(w.ones([32, 128]), w.ones([64, 128]))).toThrow(/Did you mean transposeB\?/);
    expect(() => w.tensor([[1, 2], [3]])).toThrow(/ragged/);
    expect(() => w.tensor([1, 2, 3], [2, 2])).toThrow(/3 values do not fill shape \[2, 2\]/);
    expect(() => w.tensor([1], [1], "float99" as w.DType)).toThrow(/unknown dtype float99; use one of/);
    expect(() => w.ones([2, 3]).sum(2)).toThrow(/axis 2 is out of range for rank 2/);
    expect(() => w.grad((x: w.Tensor) => x.mul(2))(w.tensor([1, 2]))).toThrow(/a gradient is that of a scalar/);
    expect(() => w.grad((x: w.Tensor) => x.sum())(w.tensor([1], [1], "int32"))).toThrow(
      /only float and complex tensors have gradients/,
    );
  });

  test("a value asked for inside jit names the way out", () => {
    const f = w.jit((x: w.Tensor) => (x.sum().dataSync()[0]! > 0 ? x : x.neg()));
    expect(() => f(w.tensor([1]))).toThrow(/where\(\) or cond\(\)/);
  });

  test("an unknown device leaves the one in use as it was", async () => {
    const kept = w.tensor([1, 2]).add(1);
    await kept.data();
    await expect(w.setDevice("cuda" as w.DeviceName)).rejects.toThrow(
      /no device "cuda"; use one of webgpu, webgl2, wasm/,
    );
    expect((await w.getDevice()).name).toBe("wasm");
    expect(await kept.array()).toEqual([2, 3]);
  });
});

describe("jit and steps", () => {
  test("jit traces once per signature and captures what it uses from outside", async () => {
    let traces = 0;
    const scale = w.tensor(10);
    const f = w.jit((x: w.Tensor, y: { readonly b: w.Tensor }) => {
      traces++;
      return { s: x.mul(y.b).sum(), scaled: x.mul(scale) };
    });
    const [a, b] = [w.tensor([1, 2]), w.tensor([3, 4])];
    expect(await f(a, { b }).s.array()).toBe(11);
    expect(await f(b, { b: a }).scaled.array()).toEqual([30, 40]);
    expect(traces).toBe(1);
    await f(w.tensor([1]), { b: w.tensor([1]) }).s.data();
    expect(traces).toBe(2);
  });

  test("a step updates its state in place", async () => {
    const start = w.tensor([1, 2]);
    const step = w.compileStep(
      (s: { readonly n: w.Tensor }, { x }) => ({ state: { n: s.n.add(x) }, outputs: s.n.mul(2) }),
      {
        state: { n: start },
        inputs: { x: { shape: [], dtype: "float32" } },
      },
    );
    step.run({ x: 2 });
    step.run({ x: 3 });
    expect(await step.state.n.array()).toEqual([6, 7]);
    expect(await step.outputs.array()).toEqual([6, 8]);
    expect(await start.array()).toEqual([1, 2]);
    expect(() => step.run({ x: Float32Array.of(1, 2) })).toThrow(/step input x: takes float32\[\], got 2 values/);
  });

  test("states that change places are exchanged, not overwritten", async () => {
    const step = w.compileStep(
      (s: { readonly a: w.Tensor; readonly b: w.Tensor }) => ({ state: { a: s.b, b: s.a }, outputs: {} }),
      {
        state: { a: w.tensor([1, 2]), b: w.tensor([3, 4]) },
        inputs: {},
      },
    );
    step.run({});
    expect([await step.state.a.array(), await step.state.b.array()]).toEqual([
      [3, 4],
      [1, 2],
    ]);
    step.run({});
    expect(await step.state.a.array()).toEqual([1, 2]);
  });

  test("a state that is read elsewhere too is replaced after its readers", async () => {
    const step = w.compileStep(
      (s: { readonly v: w.Tensor }) => {
        const next = w.reverse(s.v).add(1);
        return { state: { v: next }, outputs: { before: s.v.mul(1.5), total: s.v.sum() } };
      },
      { state: { v: w.tensor([1, 2, 3, 4]) }, inputs: {} },
    );
    step.run({});
    expect(await step.state.v.array()).toEqual([5, 4, 3, 2]);
    expect(await step.outputs.before.array()).toEqual([1.5, 3, 4.5, 6]);
    expect(await step.outputs.total.array()).toBe(10);
  });

  test("customGrad and higher order", async () => {
    const rounded = w.customGrad((x) => ({ value: x.round(), gradFunc: (g) => g.mul(3) }));
    expect(
      await w
        .grad((x: w.Tensor) => rounded(x).sum())(w.tensor([1.4]))
        .array(),
    ).toEqual([3]);
    const third = w.grad((x: w.Tensor) =>
      w
        .grad((y: w.Tensor) =>
          w
            .grad((z: w.Tensor) => z.pow(4).sum())(y)
            .sum(),
        )(x)
        .sum(),
    );
    expect(await third(w.tensor([2])).array()).toEqual([48]);
    expect(
      await w
        .grad((x: w.Tensor) => w.stopGradient(x).mul(x).sum())(w.tensor([5]))
        .array(),
    ).toEqual([5]);
  });

  test("a loop that brings a new number each turn compiles twice: with its numbers, and with any", async () => {
    const { counters } = await w.getDevice();
    let x = w.tensor([1, 2, 3]);
    const counts = w.tensor([1, 2], [2], "int32");
    const decay = async (i: number): Promise<void> => {
      const rate = 0.1 * 0.9 ** i;
      const next = x.mul(1 - rate).add(rate * 7);
      const expected = ((await x.array()) as number[]).map((v) => v * (1 - rate) + rate * 7);
      ((await next.array()) as number[]).forEach((v, k) => expect(v).toBeCloseTo(expected[k]!, 5));
      expect(await counts.add(i + 100).array()).toEqual([i + 101, i + 102]);
      x = next;
    };
    await decay(0);
    const once = counters.pipelines;
    await decay(1);
    const twice = counters.pipelines;
    expect(twice).toBeGreaterThan(once);
    const { buffers } = counters;
    for (let i = 2; i < 12; i++) await decay(i);
    expect(counters.pipelines).toBe(twice);
    // two results a turn; the numbers are written where they were
    expect(counters.buffers - buffers).toBeLessThanOrEqual(20);
  });

  test("a loop over ever new shapes keeps the kernels of a bounded number of programs", async () => {
    const { counters } = await w.getDevice();
    const { pipelines, livePipelines } = counters;
    const programs = 900;
    for (let n = 1; n <= programs; n++)
      expect(await w.range(0, n).add(3).sum().data()).toEqual(Float32Array.of((n * (n - 1)) / 2 + 3 * n));
    const made = (counters.pipelines - pipelines) / programs;
    expect(made).toBeGreaterThanOrEqual(1);
    // the programs used last, and kernels left last
    expect(counters.livePipelines - livePipelines).toBeLessThanOrEqual(512 * made + 256);
    expect(counters.livePipelines).toBeLessThan(counters.pipelines);
  });
});
