// An activation as a layer of its own.
import { toActivation, type ActivationLike } from "../activations/activation.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link activation}. */
export interface ActivationOptions extends LayerOptions {
  /** Which one: a name, or a function of one tensor that keeps its shape. */
  readonly activation: ActivationLike;
}

/**
 * Returns a layer that applies an activation. Output like input.
 * @throws OpError when the name is unknown
 * @example activation({ activation: "relu" })
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
