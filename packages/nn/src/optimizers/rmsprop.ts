// RMSprop: steps divided by the root mean square of recent gradients.
import { add, div, mul, sqrt, square, sub } from "@weir/core";
import { inRange } from "../arguments.ts";
import { notNegative, shared, type Optimizer, type OptimizerOptions } from "./optimizer.ts";

/** Settings of {@link rmsprop}. */
export interface RmspropOptions extends OptimizerOptions {
  /** Decay of the mean of squared gradients, from 0 to below 1. Default 0.9. */
  readonly rho?: number;
  /** Share of the last step that is taken again, from 0 to below 1. Default 0. */
  readonly momentum?: number;
  /** Added to the mean square. Default 1e-7. */
  readonly epsilon?: number;
  /** Whether the mean gradient is subtracted, so that the variance divides. Default `false`. */
  readonly centered?: boolean;
}

/**
 * Returns RMSprop, Keras 3's numbers: `v = ρ v + (1 − ρ) g²; variable −= learningRate · g / √(v + ε)`. Learning rate 0.001 by default.
 * @throws OpError when a setting is out of range
 * @example rmsprop({ momentum: 0.9 }).learningRate // 0.001
 */
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  const rho = inRange("rmsprop", "rho", options.rho ?? 0.9, 0, 1);
  const momentum = inRange("rmsprop", "momentum", options.momentum ?? 0, 0, 1);
  const epsilon = notNegative("rmsprop", "epsilon", options.epsilon ?? 1e-7);
  const centered = options.centered ?? false;
  return {
    ...shared("rmsprop", options, 0.001),
    slots: ["velocity", ...(momentum > 0 ? ["momentum"] : []), ...(centered ? ["averageGradient"] : [])],
    update({ variable, gradient, slots, learningRate }) {
      const velocity = add(mul(slots["velocity"]!, rho), mul(square(gradient), 1 - rho));
      const average = centered ? add(mul(slots["averageGradient"]!, rho), mul(gradient, 1 - rho)) : undefined;
      const spread = average ? sub(velocity, square(average)) : velocity;
      const step = div(mul(learningRate, gradient), sqrt(add(spread, epsilon)));
      const move = momentum > 0 ? add(mul(slots["momentum"]!, momentum), step) : step;
      return {
        variable: sub(variable, move),
        slots: {
          velocity,
          ...(momentum > 0 ? { momentum: move } : {}),
          ...(average ? { averageGradient: average } : {}),
        },
      };
    },
  };
}
