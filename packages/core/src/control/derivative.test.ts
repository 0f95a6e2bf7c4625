// The derivatives of loops against central differences in float64, first and second order.
import { expectGradient, sample } from "@weir/testing";
import { expect, test } from "vitest";
import { isFloat } from "../ir/dtype.ts";
import * as ops from "../ops/index.ts";
import type { HostTensor } from "../ops/record.ts";
import type { Tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import { lossOf, truth } from "./device.testing.ts";
import { LOOPS } from "./loops.testing.ts";
import { scan } from "./scan.ts";

/** Checks the gradient of the scalar function `f` for the inputs numbered `wrt`. */
function check(f: (...xs: Tensor[]) => Tensor, inputs: readonly HostTensor[], wrt: readonly number[]): void {
  const gradient = (...xs: Tensor[]): Tensor[] =>
    grads((...some) => f(...xs.map((x, i) => (wrt.includes(i) ? some[wrt.indexOf(i)]! : x))))(wrt.map((i) => xs[i]!));
  const found = truth(gradient, inputs);
  const value = (x: readonly Float64Array[]): number =>
    truth(
      (...xs) => [f(...xs)],
      inputs.map((t, i) => ({ ...t, data: x[i]! })),
    )[0]!.data[0]!;
  const given = inputs.map((_, i) => (wrt.includes(i) ? found[wrt.indexOf(i)]!.data : undefined));
  expectGradient(
    value,
    inputs.map((t) => t.data),
    given,
    { count: 2, tolerance: 1e-5 },
  );
}

test.each(LOOPS)("$name", (program) => {
  const inputs = program.inputs.map((c, i) => sample(c, 40 + i));
  const wrt = inputs.flatMap((t, i) => (isFloat(t.dtype) ? [i] : []));
  const loss = lossOf(program);
  check(loss, inputs, wrt);
  const first = (...xs: Tensor[]): Tensor => {
    const found = grads((...some) => loss(...xs.map((x, i) => (wrt.includes(i) ? some[wrt.indexOf(i)]! : x))))(
      wrt.map((i) => xs[i]!),
    );
    return ops.addN(found.map((g) => ops.sum(ops.mul(g, ops.cos(ops.reshape(ops.range(0, g.size), g.shape))))));
  };
  check(first, inputs, wrt);
});

test("turns without slices, and without turns", () => {
  const f = (x: Tensor): Tensor[] => {
    const [carry, ys] = scan((c: Tensor, s: Tensor) => [ops.add(c, s), ops.exp(s)] as const, x, ops.zeros([0, 3]));
    return [carry, ys];
  };
  const [carry, ys] = truth(f, [sample({ shape: [3] }, 1)]);
  expect([...carry!.data]).toEqual([...sample({ shape: [3] }, 1).data]);
  expect(ys!.shape).toEqual([0, 3]);
});

test("what f must give is said", () => {
  const zero = ops.zeros([2]);
  expect(() => scan((c: Tensor) => [ops.sum(c), []] as const, zero, [], { length: 2 })).toThrow(
    "scan: f turned carry 0 from float32[2] into float32[]; cast or reshape it, or start with one like it",
  );
  expect(() => scan((c: Tensor) => [[c, c] as unknown as Tensor, []] as const, zero, [], { length: 2 })).toThrow(
    "scan: f turned a carry tensor into [tensor,tensor]; return [carry, y] with a carry of the same form",
  );
  expect(() => scan((c: Tensor) => [c, c] as const, zero, [])).toThrow("give xs with an axis 0, or the option length");
  expect(() => scan((c: Tensor) => [c, c] as const, zero, [ops.zeros([2]), ops.zeros([3])] as never)).toThrow(
    "scan: takes 2 turns, but a tensor of xs is [3]; axis 0 must be 2 long",
  );
});
