// Root-mean-square normalization: every example divided by the root of its mean square.
import { rmsNorm } from "@weir/core";
import { ones } from "../initializers/initializer.ts";
import { featuresOf } from "./features.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link rmsNormalization}. */
export interface RmsNormalizationOptions extends LayerOptions {
  /** Added to the mean square. Default 1e-6. */
  readonly epsilon?: number;
}

/**
 * Returns a layer that computes x / √(mean(x²) + epsilon) · scale along the last dimension (Zhang and Sennrich 2019). Output like
 * input, float32.
 *
 * Variables: scale [features].
 * @throws OpError when the input has no dimension besides the batch
 * @example sequential([rmsNormalization({ epsilon: 0, inputShape: [2] })]).predict([[3, 3]]) // [[1, 1]]
 */
export function rmsNormalization(options: RmsNormalizationOptions = {}): Layer {
  const epsilon = options.epsilon ?? 1e-6;
  return {
    className: "RMSNormalization",
    options,
    outputShape: (input) => (featuresOf("rmsNormalization", input), input),
    variables: (input) => [{ name: "scale", shape: [featuresOf("rmsNormalization", input)], initializer: ones() }],
    call: (x, { variable }) => rmsNorm(x, variable("scale"), epsilon),
  };
}
