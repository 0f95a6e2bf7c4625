// Forward mode and what it makes: composition with everything else, against what is known in closed form.
import { beforeAll, describe, expect, test } from "vitest";
import * as w from "../index.ts";

beforeAll(async () => {
  await w.setDevice("wasm");
}, 60_000);

const { tensor, jvp, linearize, grad, hvp } = w;
const near = (got: ArrayLike<number>, expected: readonly number[]): void =>
  expected.forEach((v, i) => expect(got[i]).toBeCloseTo(v, 4));

describe("jvp", () => {
  test("pushes a tangent through a tree to a tree", async () => {
    const f = (p: { a: w.Tensor; b: w.Tensor[] }) => ({ y: p.a.mul(p.b[0]!), n: p.a.step().cast("int32") });
    const x = { a: tensor([1, 2]), b: [tensor([3, 4])] };
    const [value, tangent] = jvp(f, x, { a: [1, 0], b: [tensor([0, 10])] });
    near(await value.y.data(), [3, 8]);
    near(await tangent.y.data(), [3, 20]);
    expect(tangent.n.dtype).toBe("int32");
    near(await tangent.n.data(), [0, 0]);
  });

  test("of a gradient, gradient of it, and of itself", async () => {
    const cube = (x: w.Tensor): w.Tensor => x.pow(3);
    const second = jvp(
      grad((x: w.Tensor) => cube(x).sum()),
      tensor([2]),
      [1],
    )[1];
    near(await second.data(), [12]);
    near(await grad((x: w.Tensor) => jvp(cube, x, [1])[1].sum())(tensor([2])).data(), [12]);
    near(await jvp((x: w.Tensor) => jvp(cube, x, [1])[1], tensor([2]), [1])[1].data(), [12]);
  });

  test("through loops, and compiled", async () => {
    const power = (x: w.Tensor): w.Tensor => w.forLoop(0, 3, (_, y) => y.mul(x).sin(), x);
    const slope = w.jit((x: w.Tensor) => jvp(power, x, tensor(1))[1]);
    const h = 1e-2;
    const [low, high] = [power(tensor(0.7 - h)).dataSync()[0]!, power(tensor(0.7 + h)).dataSync()[0]!];
    expect((await slope(tensor(0.7)).data())[0]).toBeCloseTo((high - low) / (2 * h), 3);
  });

  test("a linearization outlives its value", async () => {
    const [value, push] = linearize((x: w.Tensor) => x.square(), tensor([3]));
    near(await value.data(), [9]);
    near(await push([1]).data(), [6]);
    near(await push([2]).data(), [12]);
    const [again, pull] = w.vjp((x: w.Tensor) => x.square(), tensor([3]));
    near(await again.data(), [9]);
    near(await pull([2]).data(), [12]);
  });

  test("wants a tangent of the value's shape", () => {
    expect(() => jvp((x: w.Tensor) => x, tensor([1, 2]), [1])).toThrow(/jvp: the tangent of the argument is \[1\]/);
    expect(() => jvp((x: { a: w.Tensor }) => x.a, { a: tensor(1) }, {} as { a: number })).toThrow(/no tangent for a/);
  });
});

test("hvp is the Hessian times a vector", async () => {
  const f = (x: w.Tensor): w.Tensor =>
    x
      .slice([0], [1])
      .mul(x.slice([1], [1]).square())
      .sum();
  // H = [[0, 2y], [2y, 2x]] at (3, 5)
  near(await hvp(f, tensor([3, 5]), [1, 2]).data(), [20, 22]);
});

test("customJvp gives both modes", async () => {
  const f = w.customJvp((x, y) => ({ value: x.mul(y), jvpFunc: (dx, dy) => dx.mul(y).add(dy.mul(x).mul(10)) }));
  const at = [tensor(2), tensor(3)];
  near(await jvp(([x, y]: w.Tensor[]) => f(x!, y!), at, [1, 1])[1].data(), [23]);
  near(
    await w
      .grads((x, y) => f(x, y))(at)[1]!
      .data(),
    [20],
  );
});
