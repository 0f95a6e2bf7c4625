// What `compile` settled: how a model is trained and measured.
import { mean, nameScope, OpError, type DType, type Tensor } from "@weir/core";
import { toLoss, type LossLike } from "../losses/by-name.ts";
import type { Loss, Prediction } from "../losses/loss.ts";
import { toMetric, type Metric, type MetricLike } from "../metrics/metric.ts";
import { toOptimizer, type OptimizerLike } from "../optimizers/by-name.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { showBatched, type Shape } from "../shape.ts";
import type { Plan } from "./plan.ts";

/** Settings of `compile`. */
export interface CompileOptions {
  /** Default `rmsprop`, as in Keras. */
  readonly optimizer?: OptimizerLike;
  readonly loss: LossLike;
  /** Watched beside the loss. Default: none. */
  readonly metrics?: readonly MetricLike[];
  /** Whether the norm of every gradient is measured. Default: if somebody listens to the bus when training is compiled. */
  readonly gradientNorms?: boolean;
}

/** The same, with every name looked up. */
export interface Recipe {
  readonly plan: Plan;
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  readonly metrics: readonly Metric[];
  readonly gradientNorms: boolean | undefined;
  /** Labels of one example. */
  readonly labels: { readonly shape: Shape; readonly dtype: DType };
}

/**
 * Returns the recipe for training `plan`.
 * @throws OpError when a name is unknown, or loss, metrics and output do not go together
 */
export function settle(plan: Plan, options: CompileOptions): Recipe {
  if (options.loss === undefined) throw new OpError("compile", 'needs a loss, such as loss: "meanSquaredError".');
  const optimizer = toOptimizer("compile", options.optimizer ?? "rmsprop");
  const loss = toLoss("compile", options.loss);
  if (plan.output.length === 0) {
    throw new OpError(
      "compile",
      "the model's output has no dimension besides the batch. End with a layer such as dense({ units: 1 }).",
    );
  }
  const metrics = (options.metrics ?? []).map((like) => toMetric("compile", like, loss.labels, plan.output));
  rejectMisfits(loss, metrics, plan);
  return {
    plan,
    optimizer,
    loss,
    metrics,
    gradientNorms: options.gradientNorms,
    labels:
      loss.labels === "classes"
        ? { shape: plan.output.slice(0, -1), dtype: "int32" }
        : { shape: plan.output, dtype: "float32" },
  };
}

function rejectMisfits(loss: Loss, metrics: readonly Metric[], plan: Plan): void {
  const names = ["loss", ...metrics.map((m) => m.name)];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new OpError("compile", `two numbers would be logged as "${twice}". Give the metric another name.`);
  const misfit = metrics.find((m) => m.labels && m.labels !== loss.labels);
  if (misfit) {
    const [takes, given] = [describe(misfit.labels!), describe(loss.labels)];
    throw new OpError(
      "compile",
      `metric "${misfit.name}" takes ${takes}, but loss "${loss.name}" takes ${given}. Use "accuracy", which fits itself to the loss.`,
    );
  }
  if (loss.labels === "classes" && plan.output.at(-1)! < 2) {
    throw new OpError(
      "compile",
      `loss "${loss.name}" needs an output of at least 2 classes, the model gives ${showBatched(plan.output)}. Use "binaryCrossentropy" for one.`,
    );
  }
}

function describe(labels: Loss["labels"]): string {
  return labels === "classes" ? "class numbers" : "labels like the output";
}

/** The keys of what is measured, "loss" first. */
export function measureNames(recipe: Recipe): readonly string[] {
  return ["loss", ...recipe.metrics.map((m) => m.name)];
}

/** Returns loss and metrics of every example, [batch] each. */
export function measure(recipe: Recipe, labels: Tensor, prediction: Prediction): readonly Tensor[] {
  return [recipe.loss, ...recipe.metrics].map((m, i) =>
    nameScope(i === 0 ? "loss" : `metrics/${m.name}`, () => perExample(m.call(labels, prediction))),
  );
}

/** The mean of an example's positions, as when every pixel has a label. */
function perExample(x: Tensor): Tensor {
  return x.rank === 1
    ? x
    : mean(
        x,
        Array.from({ length: x.rank - 1 }, (_, i) => i + 1),
      );
}
