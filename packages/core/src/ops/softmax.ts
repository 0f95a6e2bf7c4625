/**
 * Softmax and the losses made of it. Each is whole for the user and its derivative, which is written by hand, and becomes a few ops over
 * one axis before fusion: maximum, exponential, sum and a pointwise tail, which are one kernel.
 */
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, div, maximum, mul, sub } from "./binary.ts";
import { cast } from "./cast.ts";
import { equal, greaterEqual, less, logicalAnd, where } from "./compare.ts";
import { fill, iota } from "./create.ts";
import { inexact, unify } from "./elementwise.ts";
import { broadcastTo, expandDims } from "./movement.ts";
import type { Case, HostTensor, OpRecord } from "./record.ts";
import { apply, defineOp, normalizeAxis, trace } from "./record.ts";
import { max, sum } from "./reduce.ts";
import { tabulate } from "./reference.ts";
import { abs, exp, log, log1p, neg } from "./unary.ts";
import { WITHOUT_AXES } from "./without.ts";

const axisOf = (attrs: Attrs): number => attrs["axis"] as number;

/** Runs `f` on every line of `x` along `axis`: its elements, and where each belongs in the flat data. */
function eachLine(x: HostTensor, axis: number, f: (line: number[], at: number[]) => void): void {
  const size = x.shape[axis]!;
  const inner = x.shape.slice(axis + 1).reduce((p, d) => p * d, 1);
  tabulate(
    x.shape.map((d, i) => (i === axis ? 1 : d)),
    (index) => {
      const first = index.reduce((p, v, i) => p * x.shape[i]! + v, 0);
      const at = Array.from({ length: size }, (_, k) => first + k * inner);
      f(
        at.map((i) => x.data[i]!),
        at,
      );
      return 0;
    },
  );
}

function lineLogSumExp(line: readonly number[]): number {
  const highest = Math.max(...line);
  return highest + Math.log(line.reduce((total, v) => total + Math.exp(v - highest), 0));
}

/** x less its maximum along the axis: what keeps exponentials finite. */
function shifted(x: Tensor, axis: number): Tensor {
  return sub(x, max(x, axis, true));
}

const CASES: readonly Case[] = [
  { inputs: [{ shape: [2, 1, 3, 1, 2, 1] }], attrs: { axis: 2 } },
  { inputs: [{ shape: [0, 3] }], attrs: { axis: 1 } },
  { inputs: [{ shape: [5] }], attrs: { axis: 0 } },
  { inputs: [{ shape: [3, 10] }], attrs: { axis: 1 } },
  { inputs: [{ shape: [2, 3, 7] }], attrs: { axis: 2 } },
  { inputs: [{ shape: [2, 5, 3] }], attrs: { axis: 1 } },
  { inputs: [{ shape: [2, 300], range: [-90, 90] }], attrs: { axis: 1 }, tolerance: 1e-4 },
];

const softmaxRecord: OpRecord = defineOp({
  name: "softmax",
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  reference: ([x], attrs) => {
    const y = x!.data.slice();
    eachLine(x!, axisOf(attrs), (line, at) => {
      const total = lineLogSumExp(line);
      at.forEach((i, k) => (y[i] = Math.exp(line[k]! - total)));
    });
    return y;
  },
  lowering: {
    kind: "compose",
    compose: ([x], attrs) => {
      const e = exp(shifted(x!, axisOf(attrs)));
      return div(e, sum(e, axisOf(attrs), true));
    },
  },
  // dx = (g − Σ g·y)·y
  vjp: (g, { output: y, attrs }) => [mul(sub(g, sum(mul(g, y), axisOf(attrs), true)), y)],
  without: WITHOUT_AXES,
  cases: CASES,
});

/**
 * Returns eˣ / Σ eˣ along `axis` (default the last): positive numbers that sum to 1. float32.
 * @throws OpError when the axis is out of range
 * @see TensorFlow.js's `tf.softmax`
 * @example softmax([0, 0]) // [0.5, 0.5]
 */
export function softmax(x: TensorLike, axis = -1): Tensor {
  const t = inexact(x);
  return apply(softmaxRecord, [t], { axis: normalizeAxis("softmax", axis, t.rank) });
}

const logSoftmaxRecord: OpRecord = defineOp({
  name: "logSoftmax",
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  reference: ([x], attrs) => {
    const y = x!.data.slice();
    eachLine(x!, axisOf(attrs), (line, at) => {
      const total = lineLogSumExp(line);
      at.forEach((i, k) => (y[i] = line[k]! - total));
    });
    return y;
  },
  lowering: {
    kind: "compose",
    compose: ([x], attrs) => {
      const z = shifted(x!, axisOf(attrs));
      return sub(z, log(sum(exp(z), axisOf(attrs), true)));
    },
  },
  // dx = g − softmax·Σ g
  vjp: (g, { output: y, attrs }) => [sub(g, mul(exp(y), sum(g, axisOf(attrs), true)))],
  without: WITHOUT_AXES,
  cases: CASES,
});

/**
 * Returns log softmax along `axis` (default the last), without overflow. float32.
 * @throws OpError when the axis is out of range
 * @see TensorFlow.js's `tf.logSoftmax`
 * @example logSoftmax([0, 0]) // [-0.6931472, -0.6931472]
 */
export function logSoftmax(x: TensorLike, axis = -1): Tensor {
  const t = inexact(x);
  return apply(logSoftmaxRecord, [t], { axis: normalizeAxis("logSoftmax", axis, t.rank) });
}

// ---- cross-entropies ------------------------------------------------------------------------------------------------------

/** Inputs: logits [..., C], labels [..., C] → [...]. */
const crossEntropyRecord: OpRecord = defineOp({
  name: "softmaxCrossEntropy",
  infer: ([x]) => ({ shape: x!.shape.slice(0, -1), dtype: x!.dtype }),
  reference: ([x, labels]) => {
    const y: number[] = [];
    eachLine(x!, x!.shape.length - 1, (line, at) => {
      const total = lineLogSumExp(line);
      y.push(line.reduce((loss, v, k) => loss + labels!.data[at[k]!]! * (total - v), 0));
    });
    return Float64Array.from(y);
  },
  lowering: {
    kind: "compose",
    compose: ([x, labels]) => {
      const z = shifted(x!, -1);
      const total = log(sum(exp(z), -1, true));
      return sum(mul(labels!, sub(total, z)), -1);
    },
  },
  // d logits = g·(softmax·Σ labels − labels), d labels = −g·logSoftmax
  vjp: (g, { inputs: [x, labels], needs }) => {
    const row = expandDims(g, -1);
    return [
      needs[0] ? mul(row, sub(mul(softmax(x!), sum(labels!, -1, true)), labels!)) : undefined,
      needs[1] ? neg(mul(row, logSoftmax(x!))) : undefined,
    ];
  },
  cases: [
    { inputs: [{ shape: [10] }, { shape: [10], range: [0, 1] }] },
    { inputs: [{ shape: [3, 10] }, { shape: [3, 10], range: [0, 1] }] },
    { inputs: [{ shape: [2, 3, 5] }, { shape: [2, 3, 5], range: [0, 1] }] },
    { inputs: [{ shape: [2, 1, 3, 1, 2, 3] }, { shape: [2, 1, 3, 1, 2, 3], range: [0, 1] }] },
    { inputs: [{ shape: [0, 3] }, { shape: [0, 3] }] },
  ],
});

/**
 * Returns the cross-entropy −Σ labels·log softmax(logits) over the last axis: one loss a row. float32.
 * @param labels probabilities (one-hot, for one), of the shape of `logits`
 * @throws OpError when shapes differ
 * @see TensorFlow's `tf.nn.softmax_cross_entropy_with_logits`
 * @example softmaxCrossEntropy([0, 1], [0, 0]) // 0.6931472
 */
export function softmaxCrossEntropy(labels: TensorLike, logits: TensorLike): Tensor {
  const [p, x] = [inexact(labels), inexact(logits)];
  if (x.rank === 0 || !sameShape(p.shape, x.shape)) {
    throw new OpError(
      "softmaxCrossEntropy",
      `labels ${showShape(p.shape)} and logits ${showShape(x.shape)} must have one shape [..., classes]; for class numbers use sparseSoftmaxCrossEntropy`,
    );
  }
  return apply(crossEntropyRecord, [x, p]);
}

/** Inputs: logits [..., C], class numbers [...] → [...]. */
const sparseCrossEntropyRecord: OpRecord = defineOp({
  name: "sparseSoftmaxCrossEntropy",
  infer: ([x]) => ({ shape: x!.shape.slice(0, -1), dtype: x!.dtype }),
  reference: ([x, labels]) => {
    const y: number[] = [];
    eachLine(x!, x!.shape.length - 1, (line) => y.push(lineLogSumExp(line) - (line[labels!.data[y.length]!] ?? NaN)));
    return Float64Array.from(y);
  },
  lowering: {
    kind: "compose",
    compose: ([x, labels]) => {
      const z = shifted(x!, -1);
      const total = log(sum(exp(z), -1, true));
      const loss = sum(where(isClass(labels!, x!), sub(total, z), 0), -1);
      const isValid = logicalAnd(
        greaterEqual(labels!, fill([], 0, "int32")),
        less(labels!, fill([], x!.shape.at(-1)!, "int32")),
      );
      return where(isValid, loss, NaN);
    },
  },
  vjp: (g, { inputs: [x, labels] }) => [
    mul(expandDims(g, -1), sub(softmax(x!), cast(isClass(labels!, x!), "float32"))),
    undefined,
  ],
  cases: [
    { inputs: [{ shape: [10] }, { shape: [], dtype: "int32", range: [0, 9], bounded: true }] },
    { inputs: [{ shape: [4, 10] }, { shape: [4], dtype: "int32", range: [0, 9], bounded: true }] },
    { inputs: [{ shape: [2, 3, 5] }, { shape: [2, 3], dtype: "int32", range: [0, 4], bounded: true }] },
    {
      inputs: [{ shape: [2, 1, 3, 1, 2, 3] }, { shape: [2, 1, 3, 1, 2], dtype: "int32", range: [0, 2], bounded: true }],
    },
    { inputs: [{ shape: [0, 3] }, { shape: [0], dtype: "int32" }] },
  ],
});

/** Whether each position of the last axis of `x` is the class of its row. */
function isClass(labels: Tensor, x: Tensor): Tensor {
  return equal(broadcastTo(expandDims(labels, -1), x.shape), iota(x.shape, x.rank - 1));
}

/**
 * Returns the cross-entropy log Σ eˣ − x[label] over the last axis of `logits`: one loss a row. float32. A label that is no class gives
 * NaN for its row.
 * @param labels class numbers (integers), of the shape of `logits` without its last axis
 * @throws OpError when shapes differ or labels are not integers
 * @see TensorFlow's `tf.nn.sparse_softmax_cross_entropy_with_logits`
 * @example sparseSoftmaxCrossEntropy([1], [[0, 0]]) // [0.6931472]
 */
export function sparseSoftmaxCrossEntropy(labels: TensorLike, logits: TensorLike): Tensor {
  const [given, x] = [trace().toTensor(labels, "int32"), inexact(logits)];
  if (given.dtype !== "int32" && given.dtype !== "uint32") {
    throw new OpError(
      "sparseSoftmaxCrossEntropy",
      `labels are class numbers of dtype int32, got ${given.dtype}; cast them first`,
    );
  }
  if (x.rank === 0 || !sameShape(given.shape, x.shape.slice(0, -1))) {
    throw new OpError(
      "sparseSoftmaxCrossEntropy",
      `labels ${showShape(given.shape)} must have the shape of logits ${showShape(x.shape)} without the last axis`,
    );
  }
  return apply(sparseCrossEntropyRecord, [x, cast(given, "int32")]);
}

/**
 * Returns the cross-entropy of probabilities `labels` with sigmoid(`logits`), element by element, without overflow. float32. The shape is
 * the broadcast one.
 * @throws OpError when the shapes do not broadcast
 * @see TensorFlow's `tf.nn.sigmoid_cross_entropy_with_logits`
 * @example sigmoidCrossEntropy([1, 0], [0, 0]) // [0.6931472, 0.6931472]
 */
export function sigmoidCrossEntropy(labels: TensorLike, logits: TensorLike): Tensor {
  const [z, x] = unify("sigmoidCrossEntropy", "float", [labels, logits]);
  return apply(sigmoidCrossEntropyRecord, [x!, z!]);
}

const sigmoidCrossEntropyRecord: OpRecord = defineOp({
  name: "sigmoidCrossEntropy",
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  reference: ([x, labels]) =>
    x!.data.map((v, i) => Math.max(v, 0) - v * labels!.data[i]! + Math.log1p(Math.exp(-Math.abs(v)))),
  lowering: {
    kind: "compose",
    compose: ([x, labels]) => add(sub(maximum(x!, 0), mul(x!, labels!)), log1p(exp(neg(abs(x!))))),
  },
  vjp: (g, { inputs: [x, labels], needs }, { sigmoid }) => [
    needs[0] ? mul(g, sub(sigmoid(x!), labels!)) : undefined,
    needs[1] ? neg(mul(g, x!)) : undefined,
  ],
  cases: [
    { inputs: [{ shape: [7] }, { shape: [7], range: [0, 1] }] },
    { inputs: [{ shape: [2, 3] }, { shape: [2, 3], range: [0, 1] }] },
    { inputs: [{ shape: [] }, { shape: [], range: [0, 1] }] },
    { inputs: [{ shape: [2, 1, 3, 1, 2, 1] }, { shape: [2, 1, 3, 1, 2, 1], range: [0, 1] }] },
    { inputs: [{ shape: [0, 3] }, { shape: [0, 3] }] },
  ],
});
