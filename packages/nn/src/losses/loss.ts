// What a loss is: one number per example from labels and prediction.
import type { Tensor } from "@weir/core";

/** What a model said about a batch. */
export interface Prediction {
  /** The model's output, [batch, ...]. */
  readonly values: Tensor;
  /** What the last activation was applied to. */
  readonly logits: Tensor;
  /** The name of the last activation: "softmax", "sigmoid", "linear" … */
  readonly activation: string;
}

/** Which labels go with an output [batch, ...shape]: `classes` are whole numbers [batch, ...shape without its last], `values` are like the output. */
export type LabelKind = "classes" | "values";

/** Measures how far a prediction is from the labels. */
export interface Loss {
  readonly name: string;
  readonly labels: LabelKind;
  /** Whether the model's output is taken for logits. */
  readonly fromLogits?: boolean;
  /** Returns one number per example and position: the output's shape without its last dimension. */
  call(labels: Tensor, prediction: Prediction): Tensor;
}
