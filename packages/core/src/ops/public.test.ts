// What the public functions add to their records: promotion, broadcasting, defaults, and refusing bad input before a node is made.
import { expect, test } from "vitest";
import { NO_ORIGIN, topologicalOrder } from "../ir/graph.ts";
import { evaluateGraph } from "../oracle.ts";
import { valueOf } from "../pending.ts";
import { differentiate } from "../stages/2-differentiate/differentiate.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { composer, tensor } from "../tensor.ts";
import * as ops from "./index.ts";

function recorded<T>(f: () => T): T {
  return composer.onBehalfOf(NO_ORIGIN, f);
}

/** The numbers of what `f` gives, by the oracle. */
function values(f: () => Tensor): number[] {
  const { node } = recorded(f);
  const inputs = topologicalOrder([node]).filter((n) => n.op === "input");
  const given = inputs.map((n) => ({ shape: n.shape, dtype: n.dtype, data: Float64Array.from(valueOf(n)!.host!) }));
  return [...evaluateGraph({ inputs, outputs: [node] }, given)[0]!.data];
}

/** d Σ f(x) / dx. */
function gradient(f: (x: Tensor) => Tensor, x: TensorLike): number[] {
  return values(() => {
    const at = ops.identity(x);
    return differentiate([ops.sum(f(at)).node], [ops.ones([])], [at.node], composer)[0]!;
  });
}

const int = (...v: number[]): Tensor => tensor(Int32Array.from(v));

test("dtypes promote: bool, uint32, int32, float32, and plain numbers are float32", () => {
  const dtype = (f: () => Tensor): string => recorded(f).dtype;
  expect(dtype(() => ops.add(int(1), int(2)))).toBe("int32");
  expect(dtype(() => ops.add(int(1), 2))).toBe("float32");
  expect(dtype(() => ops.add([true], [false]))).toBe("int32");
  expect(dtype(() => ops.add([true], int(1)))).toBe("int32");
  expect(dtype(() => ops.add(int(1), tensor(Uint32Array.of(1))))).toBe("int32");
  expect(dtype(() => ops.exp(int(1)))).toBe("float32");
  expect(dtype(() => ops.mean(int(1, 2)))).toBe("float32");
  expect(dtype(() => ops.sum([true, false]))).toBe("int32");
});

test("integers compute as integers", () => {
  expect(values(() => ops.mul(int(2 ** 30 + 1), int(5)))).toEqual([Math.imul(2 ** 30 + 1, 5)]);
  expect(values(() => ops.div(int(7, -7, 5), int(2, 2, 0)))).toEqual([3, -4, 0]);
  expect(values(() => ops.mod(int(7, -7, 7, 5), int(3, 3, -3, 0)))).toEqual([1, 2, -2, 0]);
  expect(values(() => ops.pow(int(3, -2, 2), int(4, 3, -1)))).toEqual([81, -8, 0]);
});

test("ties: maximum gives its first argument the gradient, max shares it, maxPool gives it to the first", () => {
  expect(gradient((x) => ops.maximum(x, [1, 1]), [1, 1])).toEqual([1, 1]);
  expect(gradient((x) => ops.maximum([1, 1], x), [1, 1])).toEqual([0, 0]);
  expect(gradient((x) => ops.max(x), [3, 1, 3, 3])).toEqual([1 / 3, 0, 1 / 3, 1 / 3]);
  expect(
    gradient(
      (x) => ops.maxPool(x, 2, 2),
      [
        [[0], [2]],
        [[2], [2]],
      ],
    ),
  ).toEqual([0, 1, 0, 0]);
});

test("where gives the arm not taken no gradient", () => {
  expect(gradient((x) => ops.where(ops.greater(x, 0), ops.log(x), 0), [2])[0]).toBe(0.5);
  expect(gradient((x) => ops.where(ops.greater(x, 0), ops.log(x), 0), [-1])[0]).toBeCloseTo(0, 9);
});

test("prod has a gradient at one 0 and none at two", () => {
  expect(gradient((x) => ops.prod(x), [2, 0, 5])).toEqual([0, 10, 0]);
  expect(gradient((x) => ops.prod(x), [2, 0, 0])).toEqual([0, 0, 0]);
});

test("softmax and its losses bear large logits; a label that is no class gives NaN", () => {
  expect(values(() => ops.softmax([1000, 0]))).toEqual([1, 0]);
  expect(values(() => ops.softmaxCrossEntropy([0, 1], [1000, 0]))).toEqual([1000]);
  expect(
    values(() =>
      ops.sparseSoftmaxCrossEntropy(int(1, 2, -1), [
        [0, 9],
        [0, 0],
        [0, 0],
      ]),
    )[0],
  ).toBeCloseTo(Math.log1p(Math.exp(-9)));
  expect(
    values(() =>
      ops.sparseSoftmaxCrossEntropy(int(1, 2, -1), [
        [0, 9],
        [0, 0],
        [0, 0],
      ]),
    ).slice(1),
  ).toEqual([NaN, NaN]);
  expect(values(() => ops.logSumExp([-Infinity, -Infinity]))).toEqual([-Infinity]);
});

test("same padding puts the odd row and column at the end", () => {
  const kernel = ops.ones([2, 2, 1, 1]);
  expect(
    values(() =>
      ops.conv2d(
        [
          [[1], [2]],
          [[3], [4]],
        ],
        kernel,
        1,
        "same",
      ),
    ),
  ).toEqual([10, 6, 7, 4]);
  expect(
    values(() =>
      ops.avgPool(
        [
          [[1], [2]],
          [[3], [4]],
        ],
        2,
        1,
        "same",
      ),
    ),
  ).toEqual([2.5, 3, 3.5, 4]);
});

test("convolving and taking the transpose of it are adjoint in shape, batch or none", () => {
  const shape = (f: () => Tensor): readonly number[] => recorded(f).shape;
  expect(shape(() => ops.conv2d(ops.ones([28, 28, 1]), ops.ones([3, 3, 1, 8]), 2, "same"))).toEqual([14, 14, 8]);
  expect(
    shape(() => ops.conv2dTranspose(ops.ones([2, 14, 14, 8]), ops.ones([3, 3, 1, 8]), [2, 28, 28, 1], 2, "same")),
  ).toEqual([2, 28, 28, 1]);
  expect(shape(() => ops.matMul(ops.ones([5, 1, 2, 3]), ops.ones([4, 3, 6])))).toEqual([5, 4, 2, 6]);
});

test("random draws have the moments they promise and depend on key, stream and seed alone", () => {
  const { key, normal, uniform, bernoulli, truncatedNormal, split, foldIn } = ops.random;
  const stats = (v: readonly number[]): [number, number] => {
    const mean = v.reduce((p, x) => p + x, 0) / v.length;
    return [mean, v.reduce((p, x) => p + (x - mean) ** 2, 0) / v.length];
  };
  const n = [4000];
  const [um, uv] = stats(values(() => uniform(key(1), n)));
  expect(um).toBeCloseTo(0.5, 1);
  expect(uv).toBeCloseTo(1 / 12, 2);
  const [nm, nv] = stats(values(() => normal(key(1), n)));
  expect(Math.abs(nm)).toBeLessThan(0.06);
  expect(Math.abs(nv - 1)).toBeLessThan(0.08);
  expect(Math.max(...values(() => truncatedNormal(key(1), n)).map(Math.abs))).toBeLessThanOrEqual(2.001);
  expect(stats(values(() => bernoulli(key(1), 0.2, n)))[0]).toBeCloseTo(0.2, 1);
  const draw = (k: () => Tensor, stream = 0): number[] => values(() => uniform(k(), [8], { stream }));
  expect(draw(() => key(1))).toEqual(draw(() => key(1)));
  const others = [
    draw(() => key(2)),
    draw(() => key(1), 1),
    draw(() => ops.reshape(ops.slice(split(key(1)), [1, 0], [1, 2]), [2])),
    draw(() => foldIn(key(1), 3)),
  ];
  for (const other of others) expect(other).not.toEqual(draw(() => key(1)));
});

test.each<[string, () => unknown, string]>([
  [
    "shapes that do not broadcast",
    () => ops.add(ops.ones([2, 3]), ops.ones([4])),
    "add: shapes [2, 3] and [4] do not broadcast",
  ],
  ["an axis out of range", () => ops.sum([1, 2], 1), "sum: axis 1 is out of range for rank 1"],
  ["a non-bool condition", () => ops.where([1], 1, 2), "where: the condition is bool, got float32"],
  ["logic on numbers", () => ops.logicalAnd([1], [1]), "logicalAnd: takes bool, got float32"],
  ["bits of floats", () => ops.bitwiseAnd([1], [1]), "bitwiseAnd: takes integers, got float32"],
  [
    "a reshape that loses elements",
    () => ops.reshape([1, 2, 3], [2]),
    "reshape: [3] has 3 elements, [2] cannot hold them",
  ],
  ["an unknown dtype", () => ops.cast([1], "float8" as never), "cast: unknown dtype float8"],
  ["a slice outside", () => ops.slice([1, 2], 1, 2), "slice: begin [1] and size [2] reach outside [2]"],
  [
    "inner dimensions that differ",
    () => ops.matMul(ops.ones([32, 128]), ops.ones([64, 128])),
    "inner dimensions differ: [32, 128] × [64, 128]. Did you mean transposeB?",
  ],
  ["vectors in matMul", () => ops.matMul([1], [1]), "for vectors use dot"],
  [
    "channels that differ",
    () => ops.conv2d(ops.ones([5, 5, 3]), ops.ones([3, 3, 1, 8]), 1, "same"),
    "have 3 channels, the kernel [3, 3, 1, 8] takes 1",
  ],
  [
    "a window that does not fit",
    () => ops.maxPool(ops.ones([2, 2, 1]), 3),
    "maxPool: a window of 3 × 3 does not fit into an image of 2 × 2",
  ],
  ["float indices", () => ops.gather([1, 2], tensor(Float32Array.of(0))), "gather: indices are int32, got float32"],
  [
    "float class numbers",
    () => ops.sparseSoftmaxCrossEntropy(tensor([1.5]), [[0, 0]]),
    "labels are class numbers of dtype int32, got float32",
  ],
  [
    "labels of another shape",
    () => ops.softmaxCrossEntropy([0, 1, 0], [0, 1]),
    "labels [3] and logits [2] must have one shape",
  ],
  ["something that is no key", () => ops.random.uniform(tensor([1, 2]), [3]), "takes a key (uint32[2]) first"],
  ["a rate of 1", () => ops.dropout([1], 1), "dropout: rate is at least 0 and below 1, got 1"],
  ["an empty list", () => ops.concat([]), "concat: takes a list of at least one tensor"],
])("%s: an error that says what came", (_name, f, message) => {
  expect(() => recorded(f)).toThrow(message);
});
