// What the public convolutions and pools add to their records: orders of axes, rounding, transposes, and ops composed of windows.
import { expectClose, expectGradient, sample } from "@weir/testing";
import { describe, expect, test } from "vitest";
import type { Node } from "../ir/graph.ts";
import { NO_ORIGIN, inputNode, topologicalOrder } from "../ir/graph.ts";
import { evaluateGraph } from "../oracle.ts";
import { valueOf } from "../pending.ts";
import { differentiate } from "../stages/2-differentiate/differentiate.ts";
import { Tensor, composer, tensor } from "../tensor.ts";
import * as ops from "./index.ts";
import { tabulate } from "./reference.ts";

const recorded = <T>(f: () => T): T => composer.onBehalfOf(NO_ORIGIN, f);

/** The numbers of `t` in float64. */
function valuesOf(t: Tensor): number[] {
  const inputs = topologicalOrder([t.node]).filter((n) => n.op === "input");
  const given = inputs.map((n) => ({ shape: n.shape, dtype: n.dtype, data: Float64Array.from(valueOf(n)!.host!) }));
  return [...evaluateGraph({ inputs, outputs: [t.node] }, given)[0]!.data];
}

const random = (shape: number[], seed: number): Tensor =>
  tensor(Float32Array.from(sample({ shape, distinct: true }, seed).data), shape);

function same(f: () => Tensor, g: () => Tensor): void {
  const [a, b] = recorded(() => [f(), g()] as const);
  expect(a.shape).toEqual(b.shape);
  expectClose(valuesOf(a), valuesOf(b), { atol: 1e-12, rtol: 1e-12 });
}

test("channels first is channels last, transposed, with pads and bias in the caller's order", () => {
  const [x, k] = [random([2, 3, 5, 4], 1), random([3, 2, 3, 4], 2)];
  const last = (t: Tensor): Tensor => ops.transpose(t, [0, 2, 3, 1]);
  const pads = [
    [1, 0],
    [2, 1],
  ] as const;
  const all = [[0, 0], [0, 0], ...pads] as const;
  same(
    () => last(ops.conv2d(x, k, [2, 1], all, "NCHW")),
    () => ops.conv2d(last(x), k, [2, 1], pads),
  );
  const d = random([2, 2, 3, 2], 3);
  same(
    () => last(ops.depthwiseConv2d(x, d, 1, "same", "NCHW")),
    () => ops.depthwiseConv2d(last(x), d, 1, "same"),
  );
  const bias = [1, 2, 3, 4];
  same(
    () =>
      last(ops.fused.conv2d({ x, filter: k, strides: 1, pad: "same", dataFormat: "NCHW", bias, activation: "elu" })),
    () => ops.elu(ops.add(ops.conv2d(last(x), k, 1, "same"), bias)),
  );
  const volume = random([1, 2, 3, 4, 4], 4);
  same(
    () => ops.transpose(ops.maxPool3d(volume, 2, 1, "valid", "floor", "NCDHW"), [0, 2, 3, 4, 1]),
    () => ops.maxPool3d(ops.transpose(volume, [0, 2, 3, 4, 1]), 2, 1),
  );
});

test("groups are convolutions side by side; a stride of one tap reads what it reaches", () => {
  const [x, k] = [random([2, 5, 5, 4], 1), random([3, 3, 2, 6], 2)];
  same(
    () => ops.conv2d(x, k, 2, "same", "NHWC", 1, "floor", 2),
    () => {
      const [xs, ks] = [ops.split(x, 2, 3), ops.split(k, 2, 3)];
      return ops.concat(
        xs.map((part, g) => ops.conv2d(part, ks[g]!, 2, "same")),
        3,
      );
    },
  );
  const one = random([1, 1, 4, 3], 3);
  same(
    () => ops.conv2d(x, one, 2, "valid"),
    () => ops.matMul(ops.stridedSlice(x, [0, 0, 0, 0], [2, 5, 5, 4], [1, 2, 2, 1]), ops.reshape(one, [4, 3])),
  );
});

test("rounding up makes room for the last window", () => {
  const x = ops.ones([1, 6, 6, 1]);
  const shape = (rounding: "floor" | "round" | "ceil"): number =>
    recorded(() => ops.maxPool(x, 3, 2, 0, rounding)).shape[1]!;
  expect(shape("floor")).toBe(2);
  expect(shape("ceil")).toBe(3);
  same(
    () => ops.avgPool(x, 3, 2, 0, "ceil"),
    () => ops.ones([1, 3, 3, 1]),
  );
});

test("long strided gradients are cut off where images end within a stride", () => {
  const [x, k, y] = [random([1, 7, 6, 3], 1), random([4, 4, 3, 8], 2), random([1, 2, 2, 8], 3)];
  // ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩
  same(
    () => ops.sum(ops.mul(ops.conv2d(x, k, [2, 2], "valid"), y)),
    () => ops.sum(ops.mul(x, ops.conv2dTranspose(y, k, [1, 7, 6, 3], 2, "valid"))),
  );
  const [v, q, z] = [random([1, 5, 4, 3, 2], 4), random([3, 3, 3, 2, 4], 5), random([1, 3, 2, 2, 4], 6)];
  same(
    () => ops.sum(ops.mul(ops.conv3d(v, q, 2, "same"), z)),
    () => ops.sum(ops.mul(v, ops.conv3dTranspose(z, q, [1, 5, 4, 3, 2], 2, "same"))),
  );
});

test("the place of each maximum", () => {
  const x = random([2, 4, 5, 3], 1);
  const [here, all] = recorded(
    () => [false, true].map((b) => ops.maxPoolWithArgmax(x, [2, 3], 2, "same", b)) as never,
  ) as [ReturnType<typeof ops.maxPoolWithArgmax>, ReturnType<typeof ops.maxPoolWithArgmax>];
  const data = Float64Array.from(valueOf(x.node)!.host!);
  const found = valuesOf(all.indexes);
  expect(all.indexes.dtype).toBe("int32");
  expect(found.map((i) => data[i])).toEqual(valuesOf(all.result));
  expect(valuesOf(here.indexes)).toEqual(found.map((i) => i % 60));
});

interface Composite {
  readonly inputs: readonly (readonly number[])[];
  readonly f: (xs: readonly Tensor[]) => Tensor;
  readonly truth: (read: (i: number, at: readonly number[]) => number, at: readonly number[]) => number;
}

const COMPOSITES: Readonly<Record<string, Composite>> = {
  dilation2d: {
    inputs: [
      [2, 4, 5, 2],
      [2, 3, 2],
    ],
    f: ([x, filter]) => ops.dilation2d(x!, filter!, [1, 2], 1, [1, 2]),
    truth: (read, [n, h, w, c]) => {
      let best = -Infinity;
      for (let i = 0; i < 2; i++)
        for (let j = 0; j < 3; j++) {
          const [p, q] = [h! + i - 1, 2 * w! + 2 * j - 1];
          if (p >= 0 && p < 4 && q >= 0 && q < 5) best = Math.max(best, read(0, [n!, p, q, c!]) + read(1, [i, j, c!]));
        }
      return best;
    },
  },
  localResponseNormalization: {
    inputs: [[2, 3, 5]],
    f: ([x]) => ops.localResponseNormalization(x!, 1, 1.5, 0.7, 0.75),
    truth: (read, [n, h, c]) => {
      let power = 0;
      for (let i = Math.max(0, c! - 1); i <= Math.min(4, c! + 1); i++) power += read(0, [n!, h!, i]) ** 2;
      return read(0, [n!, h!, c!]) / (1.5 + 0.7 * power) ** 0.75;
    },
  },
};

describe.each(Object.entries(COMPOSITES))("%s", (_, { inputs, f, truth }) => {
  const nodes = inputs.map((shape, i): Node => inputNode(shape, "float32", `x${i}`));
  const values = inputs.map((shape, i) => sample({ shape, distinct: true }, 5 + i));
  const y = recorded(() => f(nodes.map((n) => new Tensor(n))));
  const weighted = (t: Tensor, seed: number): Node =>
    recorded(() => ops.sum(ops.mul(t, random([...t.shape], seed)))).node;
  const constants = (n: Node): Node[] => topologicalOrder([n]).filter((x) => x.op === "input" && !nodes.includes(x));
  const evaluate = (n: Node, xs: readonly Float64Array[]): Float64Array => {
    const fixed = constants(n);
    const given = fixed.map((x) => ({ shape: x.shape, dtype: x.dtype, data: Float64Array.from(valueOf(x)!.host!) }));
    const all = [...values.map((v, i) => ({ ...v, data: xs[i]! })), ...given];
    return evaluateGraph({ inputs: [...nodes, ...fixed], outputs: [n] }, all)[0]!.data;
  };
  const at = values.map((v) => v.data);

  test("is what its definition says", () => {
    const read = (i: number, index: readonly number[]): number =>
      at[i]![index.reduce((p, v, d) => p * inputs[i]![d]! + v, 0)]!;
    expectClose(
      evaluate(y.node, at),
      tabulate(y.shape, (index) => truth(read, index)),
      { atol: 1e-9, rtol: 1e-9 },
    );
  });

  test("has first and second derivatives", () => {
    const check = (loss: Node): Tensor[] => {
      const grads = differentiate([loss], [recorded(() => ops.ones([]))], nodes, composer);
      // no gradient is one of 0: a maximum of sums is made of planes
      const found = grads.map((g, i) => (g ? evaluate(g.node, at) : new Float64Array(at[i]!.length)));
      expectGradient((xs) => evaluate(loss, xs)[0]!, at, found, { tolerance: 1e-5, h: 1e-5 });
      return grads.filter((g) => g !== undefined);
    };
    check(weighted(y, 20)).forEach((g, i) => check(weighted(g, 30 + i)));
  });
});

test.each<[string, () => unknown, string]>([
  [
    "channels in groups",
    () => ops.conv2d(ops.ones([5, 5, 4]), ops.ones([3, 3, 4, 8]), 1, "same", "NHWC", 1, "floor", 2),
    "takes 4 in each of 2 groups",
  ],
  [
    "filters in groups",
    () => ops.conv2d(ops.ones([5, 5, 4]), ops.ones([3, 3, 2, 5]), 1, "same", "NHWC", 1, "floor", 2),
    "5 output channels cannot be divided into 2 groups",
  ],
  [
    "an unknown order",
    () => ops.conv2d(ops.ones([5, 5, 4]), ops.ones([3, 3, 4, 8]), 1, "same", "NWC"),
    'dataFormat is "NHWC" or "NCHW", got "NWC"',
  ],
  [
    "a kernel of another rank",
    () => ops.conv3d(ops.ones([5, 5, 5, 4]), ops.ones([3, 3, 4, 8]), 1, "same"),
    "conv3d: takes a kernel [depth, rows, columns, input channels, output channels], got [3, 3, 4, 8]",
  ],
  [
    "images of another rank",
    () => ops.conv1d(ops.ones([5]), ops.ones([3, 4, 8]), 1, "same"),
    "conv1d: takes sequences [batch, steps, channels] or one of them without batch, got [5]",
  ],
  [
    "pads of another rank",
    () => ops.conv3d(ops.ones([5, 5, 5, 4]), ops.ones([3, 3, 3, 4, 8]), 1, [[1, 1]]),
    "[before, after] for each of 3 axes",
  ],
  [
    "strides of another rank",
    () => ops.conv1d(ops.ones([5, 4]), ops.ones([3, 4, 8]), [1, 2], "same"),
    "strides is a positive integer, got [1,2]",
  ],
  [
    "an unknown kind of pool",
    () => ops.pool(ops.ones([4, 4, 1]), 2, "mean" as "avg", 0),
    'poolingType is "avg" or "max", got "mean"',
  ],
  [
    "prelu without slopes",
    () => ops.fused.matMul({ a: [[1]], b: [[1]], activation: "prelu" }),
    "needs preluActivationWeights",
  ],
  [
    "a transpose of the wrong size",
    () => ops.conv2dTranspose(ops.ones([3, 3, 1]), ops.ones([2, 2, 1, 1]), [9, 9, 1], 2, "same"),
    "comes from [1, 5, 5, 1]",
  ],
])("%s: an error that says what came", (_name, f, message) => {
  expect(() => recorded(f)).toThrow(message);
});
