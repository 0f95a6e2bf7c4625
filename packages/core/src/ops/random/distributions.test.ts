// Every distribution against its own: many numbers under one key, so the outcome is fixed; counts by Pearson's χ², and moments.
import { beforeAll, describe, expect, test } from "vitest";
import { setDevice } from "../../runtime.ts";
import type { Tensor } from "../../tensor.ts";
import { tensor } from "../../tensor.ts";
import { vmap } from "../../transform/vmap.ts";
import { grad } from "../../transforms.ts";
import * as ops from "../index.ts";

beforeAll(async () => {
  await setDevice("wasm");
}, 60_000);

const { random } = ops;
const N = 40_000;
const BINS = 50;

/** Σ (seen − expected)² / expected, which lies within a few √(2·freedom) of its degrees of freedom. */
function expectCounts(seen: readonly number[], expected: readonly number[]): void {
  const total = expected.reduce((p, e, i) => p + (seen[i]! - e) ** 2 / e, 0);
  const freedom = seen.length - 1;
  expect(Math.abs(total - freedom), `χ² of ${freedom} degrees of freedom is ${total}`).toBeLessThan(
    4 * Math.sqrt(2 * freedom) + 4,
  );
}

/** The distribution function at the numbers is spread evenly over [0, 1). */
function expectDistributed(numbers: ArrayLike<number>, cdf: (x: number) => number): void {
  const seen = Array<number>(BINS).fill(0);
  for (const x of Array.from(numbers)) seen[Math.min(BINS - 1, Math.floor(cdf(x) * BINS))]!++;
  expectCounts(seen, Array<number>(BINS).fill(numbers.length / BINS));
}

/** Counts occur as often as `pmf` says; those that are expected less than ten times are taken together. */
function expectMasses(numbers: ArrayLike<number>, pmf: (n: number) => number, most: number): void {
  const [seen, expected] = [[0], [0]];
  const masses = Array.from({ length: most }, (_, n) => pmf(n) * numbers.length);
  const bin = masses.map((m) => (m < 10 ? 0 : seen.push(0) - 1));
  masses.forEach((m, n) => (expected[bin[n]!] = (expected[bin[n]!] ?? 0) + m));
  for (const x of Array.from(numbers)) seen[bin[x] ?? 0]!++;
  const kept = seen.map((_, i) => i).filter((i) => expected[i]! >= 1);
  expectCounts(
    kept.map((i) => seen[i]!),
    kept.map((i) => expected[i]!),
  );
}

function moments(numbers: ArrayLike<number>): { mean: number; variance: number } {
  const x = Array.from(numbers);
  const mean = x.reduce((p, v) => p + v, 0) / x.length;
  return { mean, variance: x.reduce((p, v) => p + (v - mean) ** 2, 0) / x.length };
}

/** log Γ by Stirling's series, from where it is good. */
function logGamma(x: number): number {
  if (x < 12) return logGamma(x + 1) - Math.log(x);
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + 1 / (12 * x) - 1 / (360 * x ** 3);
}

/** The gamma distribution's function: x^a·e^(−x)·Σ xⁿ / Γ(a + n + 1). */
function gammaCdf(a: number, x: number): number {
  let term = Math.exp(a * Math.log(x) - x - logGamma(a + 1));
  let sum = 0;
  for (let n = 1; term > 1e-12 * sum || n < x; n++) {
    sum += term;
    term *= x / (a + n);
  }
  return Math.min(sum, 1 - 1e-12);
}

/** The normal distribution's function, by the gamma distribution of squares. */
const normalCdf = (x: number): number => 0.5 + (Math.sign(x) * gammaCdf(0.5, (x * x) / 2)) / 2;
const k = random.key(20);

interface Continuous {
  readonly name: string;
  readonly draw: () => Tensor;
  readonly cdf: (x: number) => number;
  readonly mean: number;
  readonly variance: number;
}

const gammaOf = (a: number): Continuous => ({
  name: `gamma of ${a}`,
  draw: () => random.gamma(k, a, [N]),
  cdf: (x) => (x === 0 ? 0 : gammaCdf(a, x)),
  mean: a,
  variance: a,
});

const reach = 2 * normalCdf(2) - 1;
const CONTINUOUS: readonly Continuous[] = [
  { name: "uniform", draw: () => random.uniform(k, [N]), cdf: (x) => x, mean: 1 / 2, variance: 1 / 12 },
  { name: "normal", draw: () => random.normal(k, [N]), cdf: normalCdf, mean: 0, variance: 1 },
  {
    name: "truncated normal",
    draw: () => random.truncatedNormal(k, [N]),
    cdf: (x) => (normalCdf(x) - normalCdf(-2)) / reach,
    mean: 0,
    variance: 1 - (4 * Math.exp(-2)) / Math.sqrt(2 * Math.PI) / reach,
  },
  { name: "exponential", draw: () => random.exponential(k, [N]), cdf: (x) => 1 - Math.exp(-x), mean: 1, variance: 1 },
  {
    name: "Gumbel",
    draw: () => random.gumbel(k, [N]),
    cdf: (x) => Math.exp(-Math.exp(-x)),
    mean: 0.5772157,
    variance: Math.PI ** 2 / 6,
  },
  ...[0.3, 0.9, 1, 2.5, 30, 1000].map(gammaOf),
];

test.each(CONTINUOUS)("$name", async ({ draw, cdf, mean, variance }) => {
  const numbers = await draw().data();
  expectDistributed(numbers, cdf);
  const found = moments(numbers);
  expect(Math.abs(found.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / N));
  expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.05);
});

test.each([0, 0.05, 0.7, 4, 9.99, 10, 33, 900, 1e6])("Poisson of mean %d", async (rate) => {
  const numbers = await random.poisson(k, rate, [N]).data();
  const log = rate === 0 ? -Infinity : Math.log(rate);
  const pmf = (n: number): number => Math.exp((n === 0 ? 0 : n * log) - rate - logGamma(n + 1));
  if (rate < 1000) expectMasses(numbers, pmf, Math.ceil(rate + 12 * Math.sqrt(rate) + 12));
  else expectDistributed(numbers, (n) => normalCdf((n + 0.5 - rate) / Math.sqrt(rate)));
  const found = moments(numbers);
  expect(Math.abs(found.mean - rate)).toBeLessThanOrEqual(4 * Math.sqrt(rate / N));
  expect(Math.abs(found.variance - rate)).toBeLessThanOrEqual(0.06 * rate);
});

test("all 32 bits of a word are fair", async () => {
  const words = [...(await random.bits(k, [N]).data())];
  for (let b = 0; b < 32; b++) {
    const ones = words.filter((w) => (w >>> b) & 1).length;
    expectCounts([ones, N - ones], [N / 2, N / 2]);
  }
});

describe("integers", () => {
  test.each([
    [-3, 4],
    [0, 2],
    [10, 60],
  ])("of [%i, %i) are equally likely", async (min, max) => {
    const numbers = await random.randint(k, [N], min, max).data();
    expectMasses(
      numbers.map((x) => x - min),
      () => 1 / (max - min),
      max - min,
    );
  });

  test("reach the ends of their dtype", async () => {
    const all = await random.randint(k, [N], -(2 ** 31), 2 ** 31).data();
    expectDistributed(all, (x) => (x + 2 ** 31) / 2 ** 32);
    const high = await random.randint(k, [N], 2 ** 32 - 5, 2 ** 32, { dtype: "uint32" }).data();
    expect(new Set(high)).toEqual(new Set([5, 4, 3, 2, 1].map((d) => 2 ** 32 - d)));
    const wide = await random.randint(k, [N], -2e9, 1e9).data();
    expect(Math.min(...wide)).toBeGreaterThanOrEqual(-2e9);
    expect(Math.max(...wide)).toBeLessThan(1e9);
  });

  test("with bounds an element", async () => {
    const [min, max] = [tensor([[0], [100]], undefined, "int32"), tensor([1, 2, 5], undefined, "int32")];
    const numbers = await random.randint(k, [500, 2, 3], min, ops.add(min, max)).data();
    numbers.forEach((x, i) => {
      const low = i % 6 < 3 ? 0 : 100;
      expect(x).toBeGreaterThanOrEqual(low);
      expect(x).toBeLessThan(low + [1, 2, 5][i % 3]!);
    });
  });
});

test("categories, along any axis, of many draws", async () => {
  const p = [
    [0.1, 0.2, 0.7],
    [0.5, 0.001, 0.499],
  ];
  const logits = ops.log(tensor(p));
  const drawn = await random.categorical(k, logits, { shape: [N, 2] }).array();
  for (const row of [0, 1])
    expectMasses(
      (drawn as number[][]).map((d) => d[row]!),
      (n) => p[row]![n]!,
      3,
    );
  const turned = random.categorical(k, ops.transpose(logits), { axis: 0, shape: [N, 2] });
  expect(await turned.array()).toEqual(drawn);
});

test("Bernoulli with a probability an element", async () => {
  const p = [0, 0.25, 0.9, 1];
  const drawn = await random.bernoulli(k, p, [N, 4]).data();
  p.forEach((q, c) => {
    const ones = Array.from(drawn).filter((v, i) => i % 4 === c && v === 1).length;
    if (q === 0 || q === 1) expect(ones).toBe(q * N);
    else expectCounts([ones, N - ones], [q * N, (1 - q) * N]);
  });
});

test("parameters of gamma and Poisson broadcast", async () => {
  const means = [0.5, 2, 20];
  for (const draw of [random.gamma, random.poisson]) {
    const numbers = await ops.mean(ops.cast(draw(k, means, [N, 3]), "float32"), 0).data();
    means.forEach((m, i) => expect(Math.abs(numbers[i]! - m)).toBeLessThan(4 * Math.sqrt(m / N)));
    expect(draw(k, means).shape).toEqual([3]);
  }
});

test("all orders are equally likely, an own key each", async () => {
  const keys = random.split(k, 2400);
  const orders = (await vmap((own: Tensor) => random.permutation(own, 4))(keys).array()) as number[][];
  const counts = new Map<string, number>();
  for (const order of orders) counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
  expect(counts.size).toBe(24);
  expectCounts([...counts.values()], Array<number>(24).fill(100));
});

test("shuffle moves whole slices, and gradients back", async () => {
  const x = ops.reshape(ops.range(0, 24), [2, 4, 3]);
  const order = await random.permutation(k, 4).data();
  const found = await random.shuffle(k, x, 1).array();
  const rows = (await x.array()) as number[][][];
  expect(found).toEqual(rows.map((m) => [...order].map((i) => m[i])));
  const g = await grad((v: Tensor) => ops.sum(ops.mul(random.shuffle(k, v), [10, 20, 30])))(tensor([0, 0, 0])).data();
  expect(new Set(g)).toEqual(new Set([10, 20, 30]));
});

test("draws of one key by different streams, and inside distributions, have nothing in common", async () => {
  const correlation = async (a: Tensor, b: Tensor): Promise<number> =>
    (await ops.corrcoef(ops.stack([a, b])).data())[1]!;
  const pairs: (readonly [Tensor, Tensor])[] = [
    [random.normal(k, [N]), random.normal(k, [N], { stream: 1 })],
    [random.gamma(k, 2, [N]), random.gamma(k, 2, [N], { stream: 1 })],
    [random.gamma(k, 2, [N]), random.normal(k, [N])],
    [random.gamma(k, 2, [N]), random.normal(random.foldIn(k, 0), [N])],
  ];
  for (const [a, b] of pairs) expect(Math.abs(await correlation(a, b))).toBeLessThan(4 / Math.sqrt(N));
});

test("parameters get no gradient, what is made of draws does", async () => {
  const rate = (v: Tensor): Tensor => ops.sum(ops.div(random.exponential(k, [N]), v));
  expect((await grad(rate)(tensor(2)).data())[0]! / N).toBeCloseTo(-0.25, 2);
  expect(await grad((a: Tensor) => ops.sum(random.gamma(k, a, [3])))(tensor(2)).array()).toBe(0);
});

test("bad parameters are refused, and show", async () => {
  expect(() => random.gamma(k, 0)).toThrow("random.gamma: takes a concentration above 0, got 0");
  expect(() => random.gamma(k, [1, 2], [3])).toThrow("random.gamma: shapes [2] and [3] do not broadcast");
  expect(() => random.gamma(k, [1, 2], [1])).toThrow("a parameter of [2] does not broadcast to [1]");
  expect(() => random.poisson(k, -1)).toThrow("random.poisson: takes a rate ≥ 0, got -1");
  expect(() => random.randint(k, [1], 3, 3)).toThrow("random.randint: max must be above min, got [3, 3)");
  expect(() => random.randint(k, [1], 0, 2 ** 32)).toThrow("bounds are integers from -2147483648 to 2147483648");
  expect(() => random.randint(k, [1], tensor([0.5]), 3)).toThrow("bounds are integers, got float32");
  expect(() => random.permutation(k, 1.5)).toThrow("random.permutation: takes a size");
  expect(() => random.shuffle(k, 1)).toThrow("random.shuffle: takes at least a vector");
  expect(() => random.categorical(k, [[1, 2]], { shape: [] })).toThrow("[1], do not broadcast to []");
  expect(() => random.tensorFlowKey(0.5, 1)).toThrow("random.tensorFlowKey: a seed is two integers");
  expect([...(await random.gamma(k, [-1, NaN]).data())]).toEqual([NaN, NaN]);
  expect([...(await random.poisson(k, [-1, NaN]).data())]).toEqual([-1, -1]);
});
