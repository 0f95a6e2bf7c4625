// Metrics: one number per example, averaged over all examples of an epoch.
import { argMax, cast, equal, greater, mean, type Tensor } from "@weir/core";
import { binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy } from "../losses/cross-entropy.ts";
import type { LabelKind, Loss, Prediction } from "../losses/loss.ts";
import { meanAbsoluteError, meanSquaredError } from "../losses/regression.ts";
import { lookUp } from "../names.ts";
import type { Shape } from "../shape.ts";

/** A number that is watched, not trained on. Every loss is one too. */
export interface Metric {
  /** Its key in logs and history. */
  readonly name: string;
  /** Which labels it takes. `undefined` takes both. */
  readonly labels?: LabelKind;
  /** Returns one number per example and position, float32; their mean is reported. */
  call(labels: Tensor, prediction: Prediction): Tensor;
}

/** Settings of the metrics. */
export interface MetricOptions {
  /** Key in logs and history. Default: the function's name. */
  readonly name?: string;
}

/** Settings of {@link binaryAccuracy}. */
export interface BinaryAccuracyOptions extends MetricOptions {
  /** Outputs above it count as 1. Default 0.5. */
  readonly threshold?: number;
}

/**
 * Returns the share of examples whose largest output is at the label. Output [batch, ..., classes], labels [batch, ...] class numbers.
 * float32.
 * @see Keras's `keras.metrics.SparseCategoricalAccuracy`
 * @example
 * const scores = tensor([[1, 5], [7, 2]]);
 * sparseCategoricalAccuracy().call(tensor([1, 1], [2], "int32"), { values: scores, logits: scores }) // [1, 0]
 */
export function sparseCategoricalAccuracy({ name = "sparseCategoricalAccuracy" }: MetricOptions = {}): Metric {
  return {
    name,
    labels: "classes",
    call: (labels, { logits }) => cast(equal(argMax(logits, -1), labels), "float32"),
  };
}

/**
 * Returns the share of examples whose largest output is where the largest label is. Output and labels [batch, ..., classes], float32.
 * @see Keras's `keras.metrics.CategoricalAccuracy`
 * @example
 * const scores = tensor([[1, 5], [7, 2]]);
 * categoricalAccuracy().call(tensor([[0, 1], [0, 1]]), { values: scores, logits: scores }) // [1, 0]
 */
export function categoricalAccuracy({ name = "categoricalAccuracy" }: MetricOptions = {}): Metric {
  return {
    name,
    labels: "values",
    call: (labels, { logits }) => cast(equal(argMax(logits, -1), argMax(labels, -1)), "float32"),
  };
}

/**
 * Returns the share of outputs on the label's side of `threshold`. Output and labels [batch, ..., n], float32.
 * @see Keras's `keras.metrics.BinaryAccuracy`
 * @example binaryAccuracy({ threshold: 0.8 }).call(tensor([[1, 1]]), { values: tensor([[0.9, 0.7]]) }) // [0.5]
 */
export function binaryAccuracy({ name = "binaryAccuracy", threshold = 0.5 }: BinaryAccuracyOptions = {}): Metric {
  return {
    name,
    labels: "values",
    call(labels, { values }) {
      const said = cast(greater(values, threshold), "float32");
      return mean(cast(equal(said, labels), "float32"), -1);
    },
  };
}

const metrics = {
  sparseCategoricalAccuracy,
  categoricalAccuracy,
  binaryAccuracy,
  meanSquaredError: ofLoss(meanSquaredError()),
  mse: ofLoss(meanSquaredError()),
  meanAbsoluteError: ofLoss(meanAbsoluteError()),
  mae: ofLoss(meanAbsoluteError()),
  sparseCategoricalCrossentropy: ofLoss(sparseCategoricalCrossentropy()),
  categoricalCrossentropy: ofLoss(categoricalCrossentropy()),
  binaryCrossentropy: ofLoss(binaryCrossentropy()),
  accuracy: sparseCategoricalAccuracy,
  acc: sparseCategoricalAccuracy,
} as const;

/** The names that stand for a metric; "accuracy" (or "acc") becomes the one that fits the loss and the output. */
export type MetricName = keyof typeof metrics;

/** A metric, or the name of one. */
export type MetricLike = Metric | MetricName;

/**
 * Returns the metric that `like` stands for. A metric given by name keeps that name in logs, as in Keras.
 * @param output the model's output shape, without the batch
 */
export function toMetric(op: string, like: MetricLike, labels: LabelKind, output: Shape): Metric {
  if (typeof like !== "string") return like;
  const make = lookUp<(options: MetricOptions) => Metric>(op, "metric", like, metrics);
  const name = { name: like };
  if (like !== "accuracy" && like !== "acc") return make(name);
  if (labels === "classes") return sparseCategoricalAccuracy(name);
  return output.at(-1) === 1 ? binaryAccuracy(name) : categoricalAccuracy(name);
}

function ofLoss(loss: Loss): (options: MetricOptions) => Metric {
  return ({ name = loss.name }) => ({ name, labels: loss.labels, call: loss.call });
}
