// An activation as a layer of its own.
import { toActivation, type ActivationLike } from "../activations/activation.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link activation}. */
export interface ActivationOptions extends LayerOptions {
  /** Which one: a name, or a function of one tensor that keeps its shape. */
  readonly activation: ActivationLike;
}

/**
 * Returns a layer that applies an activation. Output like input, float32.
 * @throws OpError when the name is unknown
 * @see Keras's `keras.layers.Activation`
 * @example sequential([activation({ activation: "relu", inputShape: [3] })]).predict([[-1, 0, 2]]) // [[0, 0, 2]]
 */
export function activation(options: ActivationOptions): Layer {
  return {
    className: "Activation",
    options,
    activation: toActivation("activation", options.activation),
    outputShape: (input) => input,
    call: (x) => x,
  };
}
