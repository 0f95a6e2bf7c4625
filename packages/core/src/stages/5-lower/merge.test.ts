/** Independent kernels in one dispatch: what goes together, what must not, and that the result is the same. */
import { describe, expect, test } from "vitest";
import { interpretProgram, TARGETS } from "../../interpret-program.testing.ts";
import type { Target } from "../../ir/target.ts";
import * as w from "../../index.ts";
import type { Tensor } from "../../tensor.ts";

const ramp = (n: number): Float32Array => Float32Array.from({ length: n }, (_, i) => Math.sin(i * 12.9898) * 2);

function run(target: Target, sizes: readonly number[], f: (...xs: Tensor[]) => Tensor[]) {
  const inputs = sizes.map((n) => ({ shape: [n], dtype: "float32" as const, data: ramp(n) }));
  const { program, results } = interpretProgram(target, f, inputs);
  return { dispatches: program.dispatches.length, program, results, inputs: inputs.map((x) => x.data) };
}

describe.each(TARGETS)("$shape", (target) => {
  const fragment = target.shape === "fragment";

  test("arithmetic over different sizes is one dispatch, but for fragments, whose targets are of one size", () => {
    const { dispatches, results, inputs } = run(target, [5, 17, 4100], (a, b, c) => [a!.mul(2), b!.add(1), c!.neg()]);
    expect(dispatches).toBe(fragment ? 3 : 1);
    const expected = [inputs[0]!.map((v) => v * 2), inputs[1]!.map((v) => v + 1), inputs[2]!.map((v) => -v)];
    expect(results).toEqual(expected);
  });

  test("two sums and what follows from each are two dispatches", () => {
    const { dispatches, results, inputs } = run(target, [6, 9], (a, b) => [a!.div(a!.sum()), b!.sub(b!.mean())]);
    expect(dispatches).toBeLessThanOrEqual(fragment ? 4 : 2);
    const [a, b] = inputs as [Float32Array, Float32Array];
    const total = a.reduce((p, v) => p + v, 0);
    const mean = b.reduce((p, v) => p + v, 0) / 9;
    results[0]!.forEach((v, i) => expect(v).toBeCloseTo(a[i]! / total, 4));
    results[1]!.forEach((v, i) => expect(v).toBeCloseTo(b[i]! - mean, 5));
  });

  test("what reads a result waits for it", () => {
    const { dispatches, results, inputs } = run(target, [8], (a) => {
      const y = w.reverse(a!.exp().sum()).add(a!);
      return [y, w.reverse(y).mul(2), w.reverse(w.reverse(y).exp())];
    });
    expect(dispatches).toBeGreaterThanOrEqual(2);
    const sum = inputs[0]!.reduce((p, v) => p + Math.exp(v), 0);
    results[1]!.forEach((v, i) => expect(v).toBeCloseTo(2 * (inputs[0]![7 - i]! + sum), 3));
  });

  test("what is small and not needed yet waits for more of its kind", () => {
    const { dispatches, results } = run(target, [16, 16, 16], (...xs) => {
      const matrices = xs.map((x) => x.reshape([4, 4]));
      const products = matrices.map((m, i) => w.matMul(m, matrices[(i + 1) % 3]!));
      return [...products, w.stack(products.map((p) => p.square().sum()))];
    });
    // three products, all their sums, and the stack
    expect(dispatches).toBeLessThanOrEqual(5);
    results[3]!.forEach((v, i) =>
      expect(v).toBeCloseTo(
        Array.from(results[i]!).reduce((s, p) => s + p * p, 0),
        3,
      ),
    );
  });

  test("no more buffers are bound than the device binds, and no more written than it writes", () => {
    const sizes = Array.from({ length: 9 }, (_, i) => 3 + i);
    const { program, results } = run(target, sizes, (...xs) => xs.map((x) => x.add(1)));
    for (const k of program.kernels) {
      expect(k.args.length).toBeLessThanOrEqual(target.maxArgs);
      expect(k.args.filter((a) => a.access !== "read").length).toBeLessThanOrEqual(target.maxOutputs);
    }
    results.forEach((y, i) => expect(y).toEqual(ramp(3 + i).map((v) => v + 1)));
  });
});

test("fragments of equally many elements go together", () => {
  const target = TARGETS.find((t) => t.shape === "fragment")!;
  const { dispatches, results, inputs } = run(target, [12, 12], (a, b) => [
    a!.reshape([3, 4]).sum(0),
    b!.reshape([3, 4]).max(0),
  ]);
  expect(dispatches).toBe(1);
  expect(results[1]![0]).toBe(Math.max(inputs[1]![0]!, inputs[1]![4]!, inputs[1]![8]!));
});

test("an update in place waits for every reader of what it replaces", async () => {
  await w.setDevice("wasm");
  const state = { a: w.tensor([1, 2, 3]), b: w.tensor([10, 20]) };
  const step = w.compileStep(
    (s) => ({ state: { a: s.a.add(1), b: s.b.add(s.a.sum()) }, outputs: { before: s.a.mul(100).sum() } }),
    { state, inputs: {} },
  );
  step.run({});
  step.run({});
  expect([...(await step.state.a.data())]).toEqual([3, 4, 5]);
  expect([...(await step.state.b.data())]).toEqual([25, 35]);
  expect(await step.outputs.before.array()).toBe(900);
  step.dispose();
});
