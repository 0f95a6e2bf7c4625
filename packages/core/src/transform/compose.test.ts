// Every transform around every other, over trees: programs of each kind (loops, branches, rules of their own, host ops) go through the same chains.
import { expectClose, sample } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { truth } from "../control/device.testing.ts";
import type { HostTensor } from "../ops/record.ts";
import { isTensor, tensorLeaves } from "../transforms.ts";
import { mapTree } from "../tree.ts";
import * as w from "../index.ts";

type T = w.Tensor;
/** What every program takes: a vector, and a matrix in a list. */
interface Params {
  readonly u: T;
  readonly v: readonly T[];
}
type Program = (p: Params) => T;

const {
  checkpoint,
  cond,
  customGrad,
  customJvp,
  forLoop,
  grad,
  hessian,
  hvp,
  jacobian,
  jit,
  jvp,
  map,
  scan,
  tensor,
  vmap,
} = w;
const { random, switchCase, whileLoop } = w;
const BATCH = 3;
const FORMS = [[3], [4, 3]];
const refill = (leaves: readonly T[]): Params => ({ u: leaves[0]!, v: [leaves[1]!] });

const rows = (p: Params, options: w.ScanOptions): T => {
  const turn = (h: T, x: T): readonly [T, T] => {
    const next = h.mul(p.u).add(x).tanh();
    return [next, next.mul(h)];
  };
  const [h, ys] = scan(turn, w.ones([3]), p.v[0]!, options);
  return ys.sum(0).add(h);
};

const swish = customGrad((x) => {
  const s = x.sigmoid();
  return { value: x.mul(s), gradFunc: (g) => g.mul(s.add(x.mul(s).mul(w.sub(1, s)))) };
});
const scaled = customJvp((x, y) => ({ value: x.mul(y), jvpFunc: (dx, dy) => dx.mul(y).add(dy.mul(x)) }));

const PROGRAMS: Readonly<Record<string, Program>> = {
  network: ({ u, v }) => v[0]!.dot(u).tanh().softmax().mul(v[0]!.sum(1)),
  scan: (p) => rows(p, {}),
  "scan, reverse": (p) => rows(p, { reverse: true }),
  "scan, checkpoint": (p) => rows(p, { checkpoint: true }),
  "scan, reverse and checkpoint": (p) => rows(p, { reverse: true, checkpoint: true }),
  forLoop: ({ u, v }) => forLoop(0, 4, (i, h) => h.add(v[0]!.gather(i)).sin(), u),
  map: ({ u, v }) => map((x) => x.mul(u).logSumExp(), v[0]!),
  "a loop in a loop": ({ u, v }) =>
    scan((h: T, x: T) => [forLoop(0, 3, (_, y) => y.mul(x).add(h).sin(), u), h.sum()] as const, u, v[0]!)[0],
  cond: ({ u, v }) =>
    cond(
      u.sum().greater(0),
      (x: T) => x.square().mul(u),
      (x: T) => x.sin().sub(u),
      v[0]!,
    ),
  switchCase: ({ u, v }) =>
    switchCase(u.sum().greater(0).cast("int32"), [(x: T) => x.exp(), (x: T) => x.mul(u).cos()], v[0]!),
  whileLoop: ({ u, v }) =>
    whileLoop(
      (x: T) => x.square().sum().less(9),
      (x: T) => x.mul(1.3).add(u.mul(0.2)),
      v[0]!,
      { maxIterations: 9 },
    ),
  "cond in a whileLoop": ({ u, v }) =>
    whileLoop(
      ({ x }) => x.square().sum().less(9),
      ({ x, n }) => ({
        x: cond(
          n.less(2),
          (y: T) => y.mul(1.5),
          (y: T) => y.add(u.square()),
          x,
        ),
        n: n.add(w.onesLike(n)),
      }),
      { x: v[0]!, n: w.fill([], 0, "int32") },
      { maxIterations: 7 },
    ).x,
  checkpoint: ({ u, v }) =>
    checkpoint((p: Params) => p.v[0]!.dot(p.u.tanh()).sigmoid())({ u: u.exp(), v }).mul(v[0]!.sum(1)),
  customGrad: ({ u, v }) => swish(v[0]!.mul(u)).sum(1),
  "customGrad in a loop": ({ u, v }) => scan((h: T, x: T) => [swish(h.add(x)), []] as const, u, v[0]!)[0],
  customJvp: ({ u, v }) => scaled(v[0]!.sin(), u.expandDims(0).add(v[0]!)),
  "a gradient inside": ({ u, v }) => grad((x: T) => v[0]!.dot(x).sin().sum())(u),
  "a vmap inside": ({ u, v }) =>
    vmap((c: T, s: T) => c.mul(s).softmax(), { inAxes: [1, 0], outAxes: -1 })(v[0]!, u).matMul(w.expandDims(u, 1)),
  "a jit inside": ({ u, v }) => jit((x: T, y: T) => x.mul(y).tanh())(u, v[0]!),
  "draws, reparameterised": ({ u, v }) => {
    const k = random.key(3);
    const noise = random.gumbel(k, [4, 3]).add(random.exponential(k, [4, 3], { stream: 1 }));
    return v[0]!
      .add(noise)
      .mul(u)
      .softmax()
      .mul(random.normal(k, [3]));
  },
  order: ({ u, v }) => w.concat([w.sort(v[0]!.mul(u)), w.topk(v[0]!, 2).values, w.median(v[0]!, 1).expandDims(1)], 1),
  "running extremes, products and logarithms": ({ u, v }) =>
    w.addN([
      w.cummax(v[0]!, 1),
      w.cumprod(v[0]!.mul(u), 1),
      w.logcumsumexp(v[0]!, 0, false, true),
      w.logcumsumexp(v[0]!.mul(u), 1),
    ]),
  "scatters and segments": ({ u, v }) =>
    w.tensorScatterMul(v[0]!, [[1], [1], [3]], w.stack([u, u.sin(), u.exp()])).add(w.segmentMax(v[0]!, [0, 0, 1, 3])),
  "a factorisation on the host": ({ u, v }) => {
    const a = w.matMul(v[0]!, v[0]!, true).add(w.eye(3));
    return w.linalg
      .cholesky(a)
      .sum(1)
      .add(w.linalg.solve(a, u.expandDims(1)).squeeze([1]));
  },
  ctcLoss: ({ u, v }) => w.ctcLoss(v[0]!.mul(u).expandDims(1), tensor([[1, 2]], undefined, "int32"), [4], [2]),
};

/** Σ f · numbers of its own. */
const lossOf =
  (f: Program): Program =>
  (p) => {
    const y = f(p);
    return y
      .mul(
        w
          .range(1, y.size + 1)
          .reshape(y.shape)
          .sin(),
      )
      .sum();
  };

const numbers = (t: HostTensor): T => tensor(Float32Array.from(t.data), t.shape);
const hosts = FORMS.map((shape, i) => sample({ shape: [BATCH, ...shape], distinct: true }, 70 + i));
const batch = refill(hosts.map(numbers));
const example = (i: number): Params => mapTree(batch, isTensor, (t) => t.gather(i)) as Params;
/** `f` of each example, stacked. */
const looped = (f: (p: Params) => unknown): T[] => {
  const all = Array.from({ length: BATCH }, (_, i) => tensorLeaves(f(example(i))));
  return all[0]!.map((_, leaf) => w.stack(all.map((leaves) => leaves[leaf]!)));
};

async function expectSame(got: unknown, expected: unknown, tolerance = 2e-4): Promise<void> {
  const [a, b] = [tensorLeaves(got), tensorLeaves(expected)];
  expect(a.map((t) => t.shape)).toEqual(b.map((t) => t.shape));
  for (const [i, t] of a.entries())
    expectClose(await t.data(), await b[i]!.data(), { atol: tolerance, rtol: tolerance });
}

beforeAll(async () => {
  await w.setDevice("wasm");
}, 60_000);

describe.each(Object.entries(PROGRAMS))("%s", (_name, f) => {
  const loss = lossOf(f);
  const slope = grad(loss) as (p: Params) => Params;
  /** A scalar of the gradient, whose gradient is a second derivative. */
  const bend: Program = (p) => w.addN(tensorLeaves(slope(p)).map((t) => t.mul(t.add(1).cos()).sum()));

  test("values: jit, vmap, jit(vmap), vmap(jit)", async () => {
    const one = example(0);
    await expectSame(jit(f)(one), f(one));
    const all = looped(f);
    for (const g of [vmap(f), jit(vmap(f)), vmap(jit(f))]) await expectSame(g(batch), all);
  });

  test("gradients: against differences, jit(vmap(grad)), grad(vmap)", async () => {
    const one = FORMS.map((shape, i): HostTensor => ({
      ...hosts[i]!,
      shape,
      data: hosts[i]!.data.slice(
        0,
        shape.reduce((p, d) => p * d),
      ),
    }));
    const found = truth((...xs) => tensorLeaves(slope(refill(xs))), one);
    const step = 1e-5;
    for (const [leaf, at] of [
      [0, 1],
      [1, 0],
      [1, 7],
    ] as const) {
      const moved = (d: number): number =>
        truth(
          (...xs) => [loss(refill(xs))],
          one.map((t, i) => ({ ...t, data: t.data.map((x, j) => (i === leaf && j === at ? x + d : x)) })),
        )[0]!.data[0]!;
      expect(found[leaf]!.data[at]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 4);
    }
    const all = looped(slope);
    for (const g of [vmap(slope), jit(vmap(slope)), jit(grad((p: Params) => vmap(loss)(p).sum()))])
      await expectSame(g(batch), all);
  });

  test("second derivatives: grad(grad), hvp, Hessians, under jit and vmap", async () => {
    const second = grad(bend) as (p: Params) => Params;
    const all = looped(second);
    await expectSame(jit(vmap(second))(batch), all, 1e-3);
    const one = example(1);
    const h = jit(hessian((u: T) => loss({ ...one, u })))(one.u);
    const v = tensor([1, -2, 0.5]);
    await expectSame(
      h.dot(v),
      hvp((u: T) => loss({ ...one, u }), one.u, v),
      1e-3,
    );
    await expectSame(h, h.transpose(), 1e-3);
  });

  test("whole derivatives: jit(jacobian), vmap(jacobian), jvp", async () => {
    const whole = jacobian(f);
    await expectSame(jit(vmap(whole))(batch), looped(whole));
    const one = example(2);
    const [value, tangent] = jvp(f, one, one);
    const j = whole(one) as unknown as Params;
    const along = (t: T, x: T): T =>
      t
        .reshape([value.size, x.size])
        .dot(x.reshape([x.size]))
        .reshape(value.shape);
    await expectSame(tangent, along(j.u, one.u).add(along(j.v[0]!, one.v[0]!)), 1e-3);
  });
});

// a checkpoint is a loop, and what the host computes stays out of loops
const ON_DEVICE = Object.entries(PROGRAMS).filter(([name]) => !name.endsWith("on the host"));
test.each(ON_DEVICE)("checkpoint: %s", async (_name, f) => {
  const [plain, kept] = [grad(lossOf(f)), grad(lossOf(checkpoint(f)))] as ((p: Params) => Params)[];
  await expectSame(jit(vmap(kept!))(batch), looped(plain!));
});

test("keys are mapped: an own draw for each example, of every distribution", async () => {
  const keys = random.split(random.key(5), 6);
  const draws: readonly ((k: T) => T)[] = [
    (k) => random.bits(k, [5]),
    (k) => random.uniform(k, [2, 3]),
    (k) => random.normal(random.foldIn(k, 3), [5]),
    (k) => random.split(k, 3),
    (k) => random.randint(k, [4], 0, 1000),
    (k) => random.bernoulli(k, 0.5, [9]),
    (k) => random.categorical(k, [0, 1, 2], { shape: [7] }),
    (k) => random.gamma(k, [0.5, 3]),
    (k) => random.poisson(k, [2, 30]),
    (k) => random.exponential(k, [3]),
    (k) => random.permutation(k, 8),
    (k) => random.shuffle(k, [1, 2, 3, 4, 5]),
    (k) => w.dropout(w.ones([20]), 0.5, undefined, k),
  ];
  for (const draw of draws) {
    const each = w.stack(keys.unstack().map((k) => draw(k)));
    await expectSame(vmap(draw)(keys), each, 1e-5);
    await expectSame(jit(vmap(draw))(keys), each, 1e-5);
    const nested = vmap(vmap(draw))(keys.reshape([2, 3, 2]));
    await expectSame(nested.reshape(each.shape), each, 1e-5);
  }
  const noisy = (x: T, k: T): T => random.normal(k, [4]).mul(x).square().sum();
  const slopes = jit(vmap(grad(noisy), { inAxes: [null, 0] }))(tensor(2), keys);
  await expectSame(slopes, w.stack(keys.unstack().map((k) => grad(noisy)(tensor(2), k))), 1e-4);
});

test("nested vmaps put every axis where it was asked for", async () => {
  const x = numbers(sample({ shape: [2, 3, 4] }, 80));
  const pair = (a: T, b: T): { readonly s: T; readonly d: readonly T[] } => ({ s: a.add(b), d: [a.sub(b)] });
  const inner = vmap(pair, { inAxes: [1, null], outAxes: { s: 1, d: 0 } });
  const both = jit(vmap(inner, { inAxes: [0, 0], outAxes: { s: -1, d: [1] } }));
  const y = numbers(sample({ shape: [2, 3] }, 81));
  const made = both(x, y);
  // x[i] is [3, 4]; the inner map takes its columns
  const [sums, differences] = [x.add(y.expandDims(2)), x.sub(y.expandDims(2))];
  await expectSame(made.s, sums.transpose([1, 2, 0]));
  await expectSame(made.d[0], differences.transpose([2, 0, 1]));
});
