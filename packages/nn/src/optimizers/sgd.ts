// Stochastic gradient descent, with momentum.
import { add, mul, sub } from "@weir/core";
import { inRange } from "../arguments.ts";
import { shared, type Optimizer, type OptimizerOptions, type Updated } from "./optimizer.ts";

/** Settings of {@link sgd}. */
export interface SgdOptions extends OptimizerOptions {
  /** Share of the last step that is taken again, from 0 to below 1. Default 0. */
  readonly momentum?: number;
  /** Whether the gradient is read as if the momentum had been taken already. Default `false`. */
  readonly nesterov?: boolean;
}

/**
 * Returns stochastic gradient descent: `variable −= learningRate · gradient`, or with momentum
 * `velocity = momentum · velocity − learningRate · gradient; variable += velocity`. Learning rate 0.01 by default.
 * @throws OpError when a setting is out of range
 * @see Keras's `keras.optimizers.SGD`
 * @example
 * const model = sequential([dense({ units: 1, inputShape: [1], kernelInitializer: "zeros", useBias: false })]);
 * model.compile({ optimizer: sgd({ learningRate: 0.25 }), loss: "meanSquaredError" });
 * await model.trainOnBatch([[1]], [[1]]);
 * (await model.getWeights())[0] // [[0.5]]
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  const momentum = inRange("sgd", "momentum", options.momentum ?? 0, 0, 1);
  const nesterov = options.nesterov ?? false;
  return {
    ...shared("sgd", options, 0.01),
    slots: momentum > 0 ? ["momentum"] : [],
    update({ variable, gradient, slots, learningRate }): Updated {
      const step = mul(learningRate, gradient);
      const old = slots["momentum"];
      if (!old) return { variable: sub(variable, step), slots: {} };
      const velocity = sub(mul(old, momentum), step);
      const move = nesterov ? sub(mul(velocity, momentum), step) : velocity;
      return { variable: add(variable, move), slots: { momentum: velocity } };
    },
  };
}
