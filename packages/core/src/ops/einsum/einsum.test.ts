// einsum beyond its values, which golden-values.test.ts checks: kernels, gradients, dtypes and messages.
import { expectGradient, sample } from "@weir/testing";
import { describe, expect, test } from "vitest";
import { inputNode, NO_ORIGIN } from "../../ir/graph.ts";
import type { Shape } from "../../ir/shape.ts";
import { sizeOf } from "../../ir/shape.ts";
import { interpretProgram, TARGETS } from "../../interpret-program.testing.ts";
import { evaluateGraph } from "../../oracle.ts";
import { composer, Tensor, tensor } from "../../tensor.ts";
import { grads } from "../../transforms.ts";
import { square, sum } from "../index.ts";
import { einsum } from "./einsum.ts";

const given = (shapes: readonly Shape[]) =>
  shapes.map((shape) => ({ shape, dtype: "float32", data: new Float32Array(sizeOf(shape)).fill(1) }) as const);

describe.each(TARGETS)("kernels of $shape", (target) => {
  const dispatches = (f: (...xs: Tensor[]) => readonly Tensor[], ...shapes: Shape[]): number =>
    interpretProgram(target, f, given(shapes)).program.dispatches.length;

  test.each<[string, number, ...Shape[]]>([
    ["ij,kj->ik", 1, [3, 4], [5, 4]],
    ["ji,jk->ki", 1, [4, 3], [4, 5]],
    ["bqhd,bkhd->bhqk", 1, [2, 3, 4, 5], [2, 6, 4, 5]],
    ["bhqk,bkhd->bqhd", 1, [2, 4, 3, 6], [2, 6, 4, 5]],
    // d stands between a and b, which are of one operand: the result is put in order by a second kernel
    ["abc,dc->bda", 2, [2, 3, 4], [5, 4]],
    ["ij,j->i", 1, [3, 4], [4]],
    ["ij,jk,kl->il", 2, [3, 4], [4, 5], [5, 2]],
  ])("%s takes %i", (equation, count, ...shapes) => {
    expect(dispatches((...xs) => [einsum(equation, ...xs)], ...shapes)).toBe(count);
  });

  test("what follows is in the same kernel", () => {
    const f = (x: Tensor, y: Tensor): Tensor[] => [einsum("bij,kj->bik", x, y).mul(2).relu()];
    expect(dispatches(f as (...xs: Tensor[]) => Tensor[], [2, 3, 4], [5, 4])).toBe(1);
  });

  test("the gradients of a product of attention are one kernel each", () => {
    const f = (q: Tensor, k: Tensor, g: Tensor): Tensor[] =>
      grads((x, y) => sum(einsum("bqhd,bkhd->bhqk", x!, y!).mul(g)))([q, k]);
    expect(dispatches(f as (...xs: Tensor[]) => Tensor[], [2, 3, 4, 5], [2, 6, 4, 5], [2, 4, 3, 6])).toBe(2);
  });
});

test.each<[string, ...Shape[]]>([
  ["iij,jk,k->i", [2, 2, 3], [3, 2], [2]],
  ["...ij,...jk", [2, 1, 2, 3], [2, 3, 1]],
  ["ij,jk->ik", [2, 1], [3, 2]],
  ["ab,b,cb->ca", [2, 3], [3], [2, 3]],
])("%s: gradients agree with finite differences", (equation, ...shapes) => {
  const nodes = shapes.map((shape, i) => inputNode(shape, "float32", `x${i}`));
  const values = shapes.map((shape, i) => sample({ shape }, i));
  const loss = (xs: readonly Tensor[]): Tensor => sum(square(einsum(equation, ...xs)));
  const inputs = nodes.map((n) => new Tensor(n));
  const [value, ...found] = composer.onBehalfOf(NO_ORIGIN, () => [
    loss(inputs).node,
    ...grads((...xs) => loss(xs))(inputs).map((g) => g.node),
  ]);
  const at = (data: readonly Float64Array[]) => values.map((v, i) => ({ ...v, data: data[i]! }));
  const run = (data: readonly Float64Array[], n: typeof value): Float64Array =>
    evaluateGraph({ inputs: nodes, outputs: [n!] }, at(data))[0]!.data;
  const start = values.map((v) => v.data);
  expectGradient(
    (x) => run(x, value)[0]!,
    start,
    found.map((g) => run(start, g)),
    { tolerance: 1e-6, h: 1e-5 },
  );
});

test("integers stay integers, and are promoted", () => {
  expect(einsum("i,i->", tensor([1, 2], [2], "int32"), tensor([3, 4], [2], "int32")).dtype).toBe("int32");
  expect(einsum("i,i->", tensor([1, 2], [2], "int32"), [3, 4]).dtype).toBe("float32");
});

test.each<[string, Shape[], string]>([
  [
    "ij,jk->ik",
    [
      [2, 3],
      [4, 5],
    ],
    '"j" is both 3 and 4',
  ],
  ["ij->ijk", [[2, 3]], `the output's "k" is in no operand`],
  ["ij->ii", [[2, 3]], "names an axis twice"],
  ["ij", [[2, 3, 4]], '"ij" does not fit [2, 3, 4]'],
  ["i,j", [[2]], "names 2 operands, 1 were given"],
  ["i->j->k", [[2]], "one arrow"],
  ["i.j", [[2, 2]], "not made of letters"],
])("%s is refused", (equation, shapes, message) => {
  expect(() => einsum(equation, ...given(shapes).map((x) => tensor(x.data, x.shape)))).toThrow(message);
});
