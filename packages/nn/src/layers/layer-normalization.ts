// Layer normalization: mean 0 and variance 1 for each example, over its last dimension.
import { layerNorm } from "@weir/core";
import { ones, zeros } from "../initializers/initializer.ts";
import { featuresOf } from "./features.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link layerNormalization}. */
export interface LayerNormalizationOptions extends LayerOptions {
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number;
  /** Whether `beta` is added. Default `true`. */
  readonly center?: boolean;
  /** Whether it is multiplied by `gamma`. Default `true`. */
  readonly scale?: boolean;
}

/**
 * Returns a layer that normalizes along the last dimension (Ba et al. 2016). Output like input, float32.
 *
 * Variables: gamma, beta, each [features].
 * @throws OpError when the input has no dimension besides the batch
 * @example sequential([layerNormalization({ epsilon: 0, inputShape: [2] })]).predict([[1, 3]]) // [[-1, 1]]
 */
export function layerNormalization(options: LayerNormalizationOptions = {}): Layer {
  const [center, scale, epsilon] = [options.center ?? true, options.scale ?? true, options.epsilon ?? 0.001];
  return {
    className: "LayerNormalization",
    options,
    outputShape: (input) => (featuresOf("layerNormalization", input), input),
    variables(input) {
      const shape = [featuresOf("layerNormalization", input)];
      return [
        ...(scale ? [{ name: "gamma", shape, initializer: ones() }] : []),
        ...(center ? [{ name: "beta", shape, initializer: zeros() }] : []),
      ];
    },
    call: (x, { variable }) =>
      layerNorm(x, scale ? variable("gamma") : undefined, center ? variable("beta") : undefined, epsilon),
  };
}
