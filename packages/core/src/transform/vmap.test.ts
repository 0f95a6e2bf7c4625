// vmap, Jacobians and checkpoints composed with each other, with jit and with loops; every op by itself is in `ops/batch.test.ts`.
import { sample } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import * as w from "../index.ts";

beforeAll(async () => {
  await w.setDevice("wasm");
}, 60_000);

const { tensor, vmap, grad, jit } = w;
type T = w.Tensor;
const random = (seed: number, shape: readonly number[]): T =>
  tensor(Float32Array.from(sample({ shape }, seed).data), shape);
const same = async (a: T, b: T, digits = 4): Promise<void> => {
  expect(a.shape).toEqual(b.shape);
  const [p, q] = [await a.data(), await b.data()];
  q.forEach((v, i) => expect(p[i]).toBeCloseTo(v, digits));
};
/** `f` on each slice of `x`, stacked. */
const looped = (f: (x: T) => T, x: T): T => w.stack(x.unstack().map((v) => f(v)));

describe("vmap", () => {
  const [W, V] = [random(1, [4, 5]), random(2, [5, 3])];
  const mlp = (x: T, a: T = W, b: T = V): T => x.expandDims(0).matMul(a).tanh().matMul(b).softmax().squeeze([0]);

  test("of a network is that of each example", async () => {
    const x = random(3, [6, 4]);
    await same(vmap((v: T) => mlp(v))(x), looped(mlp, x));
    await same(jit(vmap((v: T) => mlp(v)))(x), looped(mlp, x));
  });

  test("x·W of a batch is one plain product", () => {
    const y = vmap((v: T) => v.expandDims(0).matMul(W))(random(3, [6, 4]));
    const ops: string[] = [];
    for (const stack = [y.node]; stack.length > 0;) {
      const n = stack.pop()!;
      ops.push(`${n.op}${n.op === "matMul" ? n.shape.join("x") : ""}`);
      stack.push(...n.inputs);
    }
    expect(ops.filter((o) => o.startsWith("matMul"))).toEqual(["matMul6x5"]);
    expect(ops.some((o) => o.startsWith("batch"))).toBe(false);
  });

  test("of either side of a product, transposed or not, with leading axes", async () => {
    for (const [ta, tb] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const f = (a: T, b: T): T => w.matMul(a, b, ta, tb);
      const [sa, sb] = [ta ? [2, 4, 3] : [2, 3, 4], tb ? [2, 5, 4] : [2, 4, 5]];
      const [a, b] = [random(4, sa), random(5, sb)];
      const [as, bs] = [random(6, [7, ...sa]), random(7, [7, ...sb])];
      await same(
        vmap(f, { inAxes: [0, null] })(as, b),
        looped((x) => f(x, b), as),
      );
      await same(
        vmap(f, { inAxes: [null, 0] })(a, bs),
        looped((x) => f(a, x), bs),
      );
    }
  });

  test("per-example gradients, and the gradient of a batch", async () => {
    const x = random(3, [6, 4]);
    const loss = (a: T, v: T): T => mlp(v, a).log().sum();
    const each = jit(vmap(grad(loss), { inAxes: [null, 0] }))(W, x);
    await same(
      each,
      looped((v) => grad(loss)(W, v), x),
    );
    await same(grad((a: T) => vmap((v: T) => loss(a, v))(x).sum())(W), each.sum(0));
  });

  test("axes, trees and nesting", async () => {
    const x = random(8, [2, 3, 4]);
    const f = (p: { a: T; b: T }): { s: T; c: T } => ({ s: p.a.sum().add(p.b), c: p.b });
    const made = vmap(f, { inAxes: [{ a: 1, b: null }], outAxes: { s: 0, c: null } })({ a: x, b: tensor(1) });
    await same(made.s, x.sum([0, 2]).add(1));
    expect(made.c.shape).toEqual([]);
    await same(vmap((v: T) => v.square(), { inAxes: 1, outAxes: -1 })(x), x.square().transpose([0, 2, 1]));
    await same(vmap(vmap((v: T) => v.softmax()))(x), x.softmax());
    const outer = vmap(
      vmap((a: T, b: T) => a.mul(b), { inAxes: [null, 0] }),
      { inAxes: [0, null] },
    );
    await same(
      outer(tensor([1, 2]), tensor([3, 4, 5])),
      tensor([
        [3, 4, 5],
        [6, 8, 10],
      ]),
    );
  });

  test("maps the bodies of loops", async () => {
    const x = random(9, [3, 5, 2]);
    const run = (v: T): T => {
      const [c, ys] = w.scan((h: T, u: T) => [h.mul(0.5).add(u).tanh(), h.add(u)] as const, w.zeros([2]), v);
      return ys.sum(0).add(c);
    };
    await same(vmap(run)(x), looped(run, x));
    const slope = grad((v: T) => run(v).sum());
    await same(vmap(slope)(x), looped(slope, x));
    await same(grad((v: T) => vmap(run)(v).sum())(x), looped(slope, x));
  });

  test("random keys, custom derivatives, Cholesky factors", async () => {
    const keys = w.random.split(w.random.key(3), 4);
    await same(
      vmap((k: T) => w.random.normal(k, [5]))(keys),
      looped((k) => w.random.normal(k, [5]), keys),
    );
    const rounded = w.customGrad((x) => ({ value: x.round(), gradFunc: (g) => [g.mul(x)] }));
    await same(vmap(grad((x: T) => rounded(x).sum()))(tensor([[1.4], [2.6]])), tensor([[1.4], [2.6]]));
    const m = random(10, [3, 4, 4]);
    const spd = w.matMul(m, m, false, true).add(w.eye(4));
    await same(vmap((a: T) => w.linalg.cholesky(a))(spd), w.linalg.cholesky(spd), 3);
  });

  test("says what is wrong", () => {
    const id = (x: T): T => x;
    expect(() => vmap(id)(tensor(1))).toThrow(/vmap: argument 0 is \[\], which has no axis 0/);
    expect(() => vmap(id, { inAxes: null })(tensor([1]))).toThrow(/nothing to map over/);
    expect(() => vmap((a: T, b: T) => a.add(b))(tensor([1]), tensor([1, 2]))).toThrow(/batches of 1 and of 2/);
    expect(() => vmap(id, { outAxes: null })(tensor([1]))).toThrow(/outAxes is null for the result/);
  });
});

describe("whole derivatives", () => {
  const f = (x: T): T => w.stack([x.sum(), x.square().sum(), x.slice([0], [1]).sin().sum()]);
  test("forward and reverse agree", async () => {
    const x = random(11, [4]);
    await same(w.jacfwd(f)(x), w.jacrev(f)(x));
    await same(jit(w.jacobian(f))(x), w.jacrev(f)(x));
    const trees = (p: { a: T; b: T[] }): { y: T } => ({ y: p.a.mul(p.b[0]!).sum(0) });
    const at = { a: random(12, [2, 3]), b: [random(13, [3])] };
    const [fwd, rev] = [w.jacfwd(trees)(at), w.jacrev(trees)(at)];
    expect(fwd.y.a.shape).toEqual([3, 2, 3]);
    await same(fwd.y.a, rev.y.a);
    await same(fwd.y.b[0]!, rev.y.b[0]!);
  });

  test("the Hessian of a network is that of finite differences", async () => {
    const [p, x] = [{ a: random(14, [3, 4]), b: random(15, [4]) }, random(16, [5, 3])];
    const loss = (q: { a: T; b: T }): T => x.matMul(q.a).tanh().mul(q.b).sum(1).square().mean();
    const h = jit(w.hessian(loss))(p);
    expect(h.a.b.shape).toEqual([3, 4, 4]);
    const step = 1e-2;
    const slope = (d: number): T => grad(loss)({ a: p.a, b: p.b.add(tensor([0, d, 0, 0])) }).a;
    const column = slope(step)
      .sub(slope(-step))
      .div(2 * step);
    await same(h.a.b.slice([0, 0, 1], [3, 4, 1]).squeeze([2]), column, 2);
    const v = { a: w.zeros([3, 4]), b: tensor([0, 1, 0, 0]) };
    await same(w.hvp(loss, p, v).a, h.a.b.slice([0, 0, 1], [3, 4, 1]).squeeze([2]));
  });
});

test("a checkpointed chain has the same gradient in less memory", async () => {
  const W = random(17, [64, 64]);
  const block = (x: T): T => x.matMul(W).tanh().matMul(W).sigmoid().matMul(W).tanh();
  const deep = (b: (x: T) => T) => (x: T) => b(b(b(b(x)))).sum();
  const x = random(18, [256, 64]);
  const saved = w.checkpoint(block);
  await same(grad(deep(saved))(x), grad(deep(block))(x), 3);
  const bytes = async (b: (x: T) => T): Promise<number> => {
    const spec = { shape: [256, 64], dtype: "float32" } as const;
    const step = w.compileStep(
      (s: { g: T }, i: { x: T }) => ({ state: { g: s.g.add(grad(deep(b))(i.x)) }, outputs: {} }),
      {
        state: { g: w.zeros([256, 64]) },
        inputs: { x: spec },
      },
    );
    await step.ready;
    return step.stats.temporaryBytes;
  };
  const [plain, less] = [await bytes(block), await bytes(saved)];
  expect(less).toBeLessThan(plain * 0.75);
});
