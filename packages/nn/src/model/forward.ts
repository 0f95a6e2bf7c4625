// The forward pass: the layers called in order, each in the name scope of its own.
import { nameScope, random, type Tensor } from "@weir/core";
import type { Prediction } from "../losses/loss.ts";
import type { LayerCall } from "../layers/layer.ts";
import type { PlacedLayer, Plan } from "./plan.ts";

/** Values of variables by path: "dense_1/kernel". */
export type Values = Readonly<Record<string, Tensor>>;

/** How the pass is made. */
export interface Mode {
  /** The key of this step's random numbers; without one, layers behave as they do outside training. */
  readonly trainingKey?: Tensor;
}

/** What came out of the pass. */
export interface Passed {
  readonly prediction: Prediction;
  /** New values of variables that are not trained. */
  readonly updates: Values;
}

/** Returns the model's prediction for `x` = [batch, ...input]. */
export function forward(plan: Plan, values: Values, x: Tensor, mode: Mode): Passed {
  const updates: Record<string, Tensor> = {};
  const made: Prediction[] = [];
  for (const placed of plan.layers) {
    const [first, ...others] = placed.from.map((p) => (p < 0 ? x : made[p]!.values)) as [Tensor, ...Tensor[]];
    const prediction = nameScope(placed.name, (): Prediction => {
      const logits = placed.layer.call(first, { ...contextOf(placed, values, mode, updates), others });
      const { activation } = placed.layer;
      if (!activation) return { values: logits, logits, activation: "linear" };
      return { values: activation.apply(logits), logits, activation: activation.name };
    });
    made.push(prediction);
  }
  return { prediction: made.at(-1)!, updates };
}

function contextOf(placed: PlacedLayer, values: Values, mode: Mode, updates: Record<string, Tensor>): LayerCall {
  const { trainingKey } = mode;
  return {
    training: trainingKey !== undefined,
    variable: (name) => values[`${placed.name}/${name}`]!,
    key(salt = 0) {
      if (!trainingKey) throw new Error(`${placed.name}: random numbers are for training only.`);
      const own = random.foldIn(trainingKey, placed.index);
      return salt === 0 ? own : random.foldIn(own, salt);
    },
    update: (name, value) => void (updates[`${placed.name}/${name}`] = value),
  };
}
