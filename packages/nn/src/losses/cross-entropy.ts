// Cross-entropies: on logits where they can be had, which is exact, else on clipped probabilities as Keras does.
import {
  add,
  clipByValue,
  div,
  log,
  mean,
  mul,
  neg,
  oneHot,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
  sub,
  sum,
  type Tensor,
} from "@weir/core";
import { inRange } from "../arguments.ts";
import type { Loss, Prediction } from "./loss.ts";

/** Probabilities are kept this far from 0 and 1, so that their logarithms are finite. */
const EPSILON = 1e-7;

/** Settings of {@link sparseCategoricalCrossentropy}. */
export interface CrossentropyOptions {
  /** Whether the model's output is logits, not probabilities. Default `false`. */
  readonly fromLogits?: boolean;
}

/** Settings of {@link categoricalCrossentropy} and {@link binaryCrossentropy}. */
export interface SmoothedCrossentropyOptions extends CrossentropyOptions {
  /** The share of each label that is spread evenly over all classes, from 0 to below 1. Default 0. */
  readonly labelSmoothing?: number;
}

/**
 * Returns the loss −log p(label), for labels that are class numbers.
 *
 * Output [batch, ..., classes], labels [batch, ...] of whole numbers from 0 to classes − 1.
 * @see Keras's `keras.losses.SparseCategoricalCrossentropy`
 * @example
 * const logits = tensor([[0, 0]]);
 * sparseCategoricalCrossentropy({ fromLogits: true }).call(tensor([1], [1], "int32"), { values: logits, logits }) // [0.6931472]
 */
export function sparseCategoricalCrossentropy({ fromLogits = false }: CrossentropyOptions = {}): Loss {
  return {
    name: "sparseCategoricalCrossentropy",
    labels: "classes",
    fromLogits,
    call(labels, prediction) {
      const logits = logitsOf(prediction, "softmax", fromLogits);
      if (logits) return sparseSoftmaxCrossEntropy(labels, logits);
      return againstProbabilities(oneHot(labels, prediction.values.shape.at(-1)!), prediction.values);
    },
  };
}

/**
 * Returns the loss −Σ label · log p, for labels that are probabilities (one-hot).
 *
 * Output and labels [batch, ..., classes], float32.
 * @throws OpError when `labelSmoothing` is not in [0, 1)
 * @see Keras's `keras.losses.CategoricalCrossentropy`
 * @example categoricalCrossentropy().call(tensor([[0, 1]]), { values: tensor([[0.5, 0.5]]), activation: "linear" }) // [0.6931472]
 */
export function categoricalCrossentropy(options: SmoothedCrossentropyOptions = {}): Loss {
  const { fromLogits = false } = options;
  const smoothing = inRange("categoricalCrossentropy", "labelSmoothing", options.labelSmoothing ?? 0, 0, 1);
  return {
    name: "categoricalCrossentropy",
    labels: "values",
    fromLogits,
    call(labels, prediction) {
      const target = smooth(labels, smoothing, prediction.values.shape.at(-1)!);
      const logits = logitsOf(prediction, "softmax", fromLogits);
      return logits ? softmaxCrossEntropy(target, logits) : againstProbabilities(target, prediction.values);
    },
  };
}

/**
 * Returns the loss −label · log p − (1 − label) · log(1 − p), averaged over the last dimension.
 *
 * Output and labels [batch, ..., n], float32, labels from 0 to 1.
 * @throws OpError when `labelSmoothing` is not in [0, 1)
 * @see Keras's `keras.losses.BinaryCrossentropy`
 * @example binaryCrossentropy().call(tensor([[1, 0]]), { values: tensor([[0.5, 0.5]]), activation: "linear" }) // [0.6931472]
 */
export function binaryCrossentropy(options: SmoothedCrossentropyOptions = {}): Loss {
  const { fromLogits = false } = options;
  const smoothing = inRange("binaryCrossentropy", "labelSmoothing", options.labelSmoothing ?? 0, 0, 1);
  return {
    name: "binaryCrossentropy",
    labels: "values",
    fromLogits,
    call(labels, prediction) {
      const target = smooth(labels, smoothing, 2);
      const logits = logitsOf(prediction, "sigmoid", fromLogits);
      return mean(logits ? sigmoidCrossEntropy(target, logits) : bernoulliAgainst(target, prediction.values), -1);
    },
  };
}

/** The logits, if the user says that the output is logits or the last activation tells what it was made of. */
function logitsOf(prediction: Prediction, activation: string, fromLogits: boolean): Tensor | undefined {
  if (fromLogits) return prediction.values;
  return prediction.activation === activation ? prediction.logits : undefined;
}

/** Keras takes probabilities that need not sum to 1: they are scaled first. */
function againstProbabilities(target: Tensor, probabilities: Tensor): Tensor {
  const scaled = div(probabilities, sum(probabilities, -1, true));
  return neg(sum(mul(target, log(clipByValue(scaled, EPSILON, 1 - EPSILON))), -1));
}

function bernoulliAgainst(target: Tensor, probabilities: Tensor): Tensor {
  const p = clipByValue(probabilities, EPSILON, 1 - EPSILON);
  return neg(add(mul(target, log(p)), mul(sub(1, target), log(sub(1, p)))));
}

function smooth(labels: Tensor, smoothing: number, classes: number): Tensor {
  return smoothing === 0 ? labels : add(mul(labels, 1 - smoothing), smoothing / classes);
}
