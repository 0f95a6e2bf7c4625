/** Losses, weighted and reduced. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assertShapesMatch } from "../util.ts";

/** What is made of the losses of single elements. */
export const Reduction = { NONE: 0, MEAN: 1, SUM: 2, SUM_BY_NONZERO_WEIGHTS: 3 } as const;
/** One of `Reduction`. */
export type Reduction = (typeof Reduction)[keyof typeof Reduction];

type Weights = TensorLike | null | undefined;

function weightsOf(weights: Weights, op: string): Input | undefined {
  return weights === undefined || weights === null ? undefined : convert(weights, "weights", op);
}

function reduced(losses: weir.Tensor, weights: Input | undefined, reduction: Reduction): Tensor {
  const weighted = weights ? weir.mul(losses, weights.core) : losses;
  switch (reduction) {
    case Reduction.NONE:
      return wrap(weighted);
    case Reduction.SUM:
      return wrap(weir.sum(weighted));
    case Reduction.MEAN: {
      if (!weights) return wrap(weir.mean(weighted));
      const repeats = losses.size / weights.size;
      const mean = weir.div(weir.sum(weighted), weir.sum(weights.core));
      return wrap(repeats > 1 ? weir.div(mean, repeats) : mean);
    }
    case Reduction.SUM_BY_NONZERO_WEIGHTS: {
      if (!weights) return wrap(weir.div(weir.sum(weighted), losses.size));
      const everywhere = weir.mul(weights.core, weir.ones(losses.shape));
      const count = weir.sum(weir.cast(weir.notEqual(everywhere, weir.zerosLike(everywhere)), "float32"));
      return wrap(weir.div(weir.sum(weighted), count));
    }
    default:
      throw Error(`Unknown reduction: ${String(reduction)}`);
  }
}

/**
 * Returns `losses` times `weights`, reduced.
 * @throws Error for an unknown reduction
 * @example tf.losses.computeWeightedLoss([1, 2, 4], [1, 0, 1]) // 2.5
 */
export function computeWeightedLoss(
  losses: TensorLike,
  weights?: Weights,
  reduction: Reduction = Reduction.SUM_BY_NONZERO_WEIGHTS,
): Tensor {
  const t = convert(losses, "losses", "computeWeightedLoss");
  return reduced(t.core, weightsOf(weights, "computeWeightedLoss"), reduction);
}

/** Both arguments of a loss, of equal shapes. */
function pair(
  op: string,
  labels: TensorLike,
  predictions: TensorLike,
  names = ["labels", "predictions"],
): [weir.Tensor, weir.Tensor] {
  const [a, b] = [convert(labels, names[0]!, op), convert(predictions, names[1]!, op)];
  assertShapesMatch(a.shape, b.shape, `Error in ${op}: `);
  return [weir.cast(a.core, "float32"), weir.cast(b.core, "float32")];
}

/**
 * Returns the loss |labels − predictions|.
 * @throws Error when the shapes of labels and predictions differ
 * @example tf.losses.absoluteDifference([1, 2], [3, 2]) // 1
 */
export function absoluteDifference(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: Weights,
  reduction: Reduction = 3,
): Tensor {
  const [a, b] = pair("absoluteDifference", labels, predictions);
  return reduced(weir.abs(weir.sub(a, b)), weightsOf(weights, "absoluteDifference"), reduction);
}

/**
 * Returns the loss 1 − Σ labels · predictions over `axis`, for vectors of length 1.
 * @throws Error when the shapes of labels and predictions differ
 * @example tf.losses.cosineDistance([0.6, 0.8], [0.8, 0.6], 0) // 0.04
 */
export function cosineDistance(
  labels: TensorLike,
  predictions: TensorLike,
  axis: number,
  weights?: Weights,
  reduction: Reduction = 3,
): Tensor {
  const [a, b] = pair("cosineDistance", labels, predictions);
  return reduced(weir.sub(1, weir.sum(weir.mul(a, b), axis, true)), weightsOf(weights, "cosineDistance"), reduction);
}

/**
 * Returns the loss max(0, 1 − y · predictions) with y = ±1 for labels 1 and 0.
 * @throws Error when the shapes of labels and predictions differ
 * @example tf.losses.hingeLoss([1, 0], [0.5, 0.5]) // 1
 */
export function hingeLoss(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: Weights,
  reduction: Reduction = 3,
): Tensor {
  const [a, b] = pair("hingeLoss", labels, predictions);
  const sign = weir.sub(weir.mul(2, a), 1);
  return reduced(weir.relu(weir.sub(1, weir.mul(sign, b))), weightsOf(weights, "hingeLoss"), reduction);
}

/**
 * Returns the loss e²/2 for errors up to `delta`, from there on `delta`·e − `delta`²/2.
 * @throws Error when the shapes of labels and predictions differ
 * @example tf.losses.huberLoss([0, 0], [0.5, 3]) // 1.3125
 */
export function huberLoss(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: Weights,
  delta = 1,
  reduction: Reduction = 3,
): Tensor {
  const [a, b] = pair("huberLoss", labels, predictions);
  const error = weir.abs(weir.sub(b, a));
  const quadratic = weir.minimum(error, delta);
  const losses = weir.add(weir.mul(0.5, weir.square(quadratic)), weir.mul(delta, weir.sub(error, quadratic)));
  return reduced(losses, weightsOf(weights, "huberLoss"), reduction);
}

/**
 * Returns the loss −y log p − (1 − y) log(1 − p), with `epsilon` added in the logarithms.
 * @throws Error when the shapes of labels and predictions differ
 * @example tf.losses.logLoss([1, 0], [0.5, 0.5]) // 0.693147
 */
export function logLoss(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: Weights,
  epsilon = 1e-7,
  reduction: Reduction = 3,
): Tensor {
  const [y, p] = pair("logLoss", labels, predictions);
  const hit = weir.mul(y, weir.log(weir.add(p, epsilon)));
  const miss = weir.mul(weir.sub(1, y), weir.log(weir.add(weir.sub(1, p), epsilon)));
  return reduced(weir.neg(weir.add(hit, miss)), weightsOf(weights, "logLoss"), reduction);
}

/**
 * Returns the loss (labels − predictions)².
 * @throws Error when the shapes of labels and predictions differ
 * @example tf.losses.meanSquaredError([1, 2], [3, 2]) // 2
 */
export function meanSquaredError(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: Weights,
  reduction: Reduction = 3,
): Tensor {
  const [a, b] = pair("meanSquaredError", labels, predictions);
  return reduced(weir.squaredDifference(a, b), weightsOf(weights, "meanSquaredError"), reduction);
}

/**
 * Returns the cross-entropy of independent labels and the sigmoid of `logits`; smoothing pulls labels towards ½.
 * @throws Error when the shapes of labels and logits differ
 * @example tf.losses.sigmoidCrossEntropy([1, 0], [0, 0]) // 0.6931472
 */
export function sigmoidCrossEntropy(
  multiClassLabels: TensorLike,
  logits: TensorLike,
  weights?: Weights,
  labelSmoothing = 0,
  reduction: Reduction = 3,
): Tensor {
  const [y, z] = pair("sigmoidCrossEntropy", multiClassLabels, logits, ["multiClassLabels", "logits"]);
  const labels = labelSmoothing > 0 ? weir.add(weir.mul(y, 1 - labelSmoothing), 0.5 * labelSmoothing) : y;
  // max(z, 0) − z·y + log(1 + e^−|z|) never overflows
  const tail = weir.log1p(weir.exp(weir.neg(weir.abs(z))));
  const losses = weir.add(weir.sub(weir.relu(z), weir.mul(z, labels)), tail);
  return reduced(losses, weightsOf(weights, "sigmoidCrossEntropy"), reduction);
}

/**
 * Returns the cross-entropy of one-hot labels and the softmax of `logits`; smoothing pulls labels towards 1/classes.
 * @throws Error when the shapes of labels and logits differ
 * @example tf.losses.softmaxCrossEntropy([[1, 0]], [[0, 0]]) // 0.6931472
 */
export function softmaxCrossEntropy(
  onehotLabels: TensorLike,
  logits: TensorLike,
  weights?: Weights,
  labelSmoothing = 0,
  reduction: Reduction = 3,
): Tensor {
  const [y, z] = pair("softmaxCrossEntropy", onehotLabels, logits, ["onehotLabels", "logits"]);
  const classes = y.shape[y.rank - 1] ?? 1;
  const labels = labelSmoothing > 0 ? weir.add(weir.mul(y, 1 - labelSmoothing), labelSmoothing / classes) : y;
  const losses = weir.neg(weir.sum(weir.mul(labels, weir.logSoftmax(z)), -1));
  return reduced(losses, weightsOf(weights, "softmaxCrossEntropy"), reduction);
}
