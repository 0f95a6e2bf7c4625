// Batch normalization: mean 0 and variance 1 per channel, over the batch while training, by moving statistics otherwise.
import { add, mean, mul, OpError, rsqrt, square, stopGradient, sub, type Tensor } from "@weir/core";
import { inRange } from "../arguments.ts";
import { ones, zeros } from "../initializers/initializer.ts";
import type { Layer, LayerCall, LayerOptions } from "./layer.ts";

/** Settings of {@link batchNormalization}. */
export interface BatchNormalizationOptions extends LayerOptions {
  /** How much of the old moving statistics stays at each step. Default 0.99. */
  readonly momentum?: number;
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number;
  /** Whether `beta` is added. Default `true`. */
  readonly center?: boolean;
  /** Whether it is multiplied by `gamma`. Default `true`. */
  readonly scale?: boolean;
}

/**
 * Returns a layer that normalizes each channel (last dimension). Output like input, float32.
 *
 * Variables: gamma, beta, movingMean, movingVariance, each [channels]. While training, the batch's own mean and (biased)
 * variance are used, and the moving ones go towards them; otherwise the moving ones are used.
 * @throws OpError when `momentum` is not in [0, 1) or the input has no dimension besides the batch
 * @see Keras's `keras.layers.BatchNormalization`
 * @example sequential([batchNormalization({ epsilon: 0, inputShape: [2] })]).predict([[1, -2]]) // [[1, -2]]
 */
export function batchNormalization(options: BatchNormalizationOptions = {}): Layer {
  const momentum = inRange("batchNormalization", "momentum", options.momentum ?? 0.99, 0, 1);
  const epsilon = options.epsilon ?? 0.001;
  const [center, scale] = [options.center ?? true, options.scale ?? true];

  function moments(x: Tensor, { variable, training, update }: LayerCall): readonly [Tensor, Tensor] {
    const moving = [variable("movingMean"), variable("movingVariance")] as const;
    // A frozen layer keeps its statistics and uses them, as in Keras.
    if (!training || options.trainable === false) return moving;
    const axes = Array.from({ length: x.rank - 1 }, (_, i) => i);
    const batchMean = mean(x, axes);
    const batchVariance = mean(square(sub(x, batchMean)), axes);
    const towards = (old: Tensor, now: Tensor) => add(mul(old, momentum), mul(stopGradient(now), 1 - momentum));
    update("movingMean", towards(moving[0], batchMean));
    update("movingVariance", towards(moving[1], batchVariance));
    return [batchMean, batchVariance];
  }

  return {
    className: "BatchNormalization",
    options,
    outputShape(input) {
      if (input.length > 0) return input;
      throw new OpError(
        "batchNormalization",
        "needs channels: an input of at least one dimension besides the batch, got numbers alone.",
      );
    },
    variables(input) {
      const shape = [input.at(-1)!];
      return [
        ...(scale ? [{ name: "gamma", shape, initializer: ones() }] : []),
        ...(center ? [{ name: "beta", shape, initializer: zeros() }] : []),
        { name: "movingMean", shape, initializer: zeros(), trainable: false },
        { name: "movingVariance", shape, initializer: ones(), trainable: false },
      ];
    },
    call(x, context) {
      const [center_, variance] = moments(x, context);
      const factor = rsqrt(add(variance, epsilon));
      const gain = scale ? mul(factor, context.variable("gamma")) : factor;
      const y = mul(sub(x, center_), gain);
      return center ? add(y, context.variable("beta")) : y;
    },
  };
}
