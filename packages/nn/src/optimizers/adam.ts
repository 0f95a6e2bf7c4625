// Adam and AdamW.
import { add, div, expm1, mul, neg, sqrt, square, sub, type Tensor } from "@weir/core";
import { inRange } from "../arguments.ts";
import { notNegative, shared, type Optimizer, type OptimizerOptions } from "./optimizer.ts";

/** Settings of {@link adam} and {@link adamW}. */
export interface AdamOptions extends OptimizerOptions {
  /** Decay of the mean of gradients, from 0 to below 1. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients, from 0 to below 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the mean square. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * Returns Adam (Kingma and Ba), Keras 3's numbers. Learning rate 0.001 by default.
 *
 * `m += (g − m)(1 − β₁)`, `v += (g² − v)(1 − β₂)`, `variable −= m · learningRate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) / (√v + ε)`.
 * @throws OpError when a setting is out of range
 * @example adam({ learningRate: 3e-4 }).learningRate // 0.0003
 */
export function adam(options: AdamOptions = {}): Optimizer {
  return adaptiveMoments("adam", options);
}

/**
 * Returns Adam with decoupled weight decay (Loshchilov and Hutter): each step first takes `learningRate · weightDecay` of
 * every variable away. Learning rate 0.001 and weight decay 0.004 by default.
 * @throws OpError when a setting is out of range
 * @see Keras's `keras.optimizers.AdamW`
 * @example
 * const model = sequential([dense({ units: 1, inputShape: [1], kernelInitializer: "ones" })]);
 * model.compile({ optimizer: adamW({ learningRate: 0.1, weightDecay: 0.5 }), loss: "meanSquaredError" });
 * await model.trainOnBatch([[1]], [[1]]);
 * (await model.getWeights())[0] // [[0.95]]
 */
export function adamW(options: AdamOptions = {}): Optimizer {
  return adaptiveMoments("adamW", { weightDecay: 0.004, ...options });
}

function adaptiveMoments(name: string, options: AdamOptions): Optimizer {
  const beta1 = inRange(name, "beta1", options.beta1 ?? 0.9, 0, 1);
  const beta2 = inRange(name, "beta2", options.beta2 ?? 0.999, 0, 1);
  const epsilon = notNegative(name, "epsilon", options.epsilon ?? 1e-7);
  return {
    ...shared(name, options, 0.001),
    slots: ["momentum", "velocity"],
    update({ variable, gradient, slots, time, learningRate }) {
      const m = towards(slots["momentum"]!, gradient, 1 - beta1);
      const v = towards(slots["velocity"]!, square(gradient), 1 - beta2);
      const rate = mul(learningRate, div(sqrt(oneMinusPower(beta2, time)), oneMinusPower(beta1, time)));
      return {
        variable: sub(variable, div(mul(m, rate), add(sqrt(v), epsilon))),
        slots: { momentum: m, velocity: v },
      };
    },
  };
}

function towards(old: Tensor, now: Tensor, share: number): Tensor {
  return add(old, mul(sub(now, old), share));
}

/** 1 − βᵗ as −expm1(t · ln β): the subtraction would lose four of float32's seven digits at the first steps. β = 0 gives 1. */
function oneMinusPower(beta: number, time: Tensor): Tensor {
  return neg(expm1(mul(time, Math.log(Math.max(beta, Number.MIN_VALUE)))));
}
