// Random zeros while training.
import { mul, random, where, zerosLike } from "@weir/core";
import { inRange } from "../arguments.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link dropout}. */
export interface DropoutOptions extends LayerOptions {
  /** The share of numbers that become 0, from 0 to below 1. */
  readonly rate: number;
  /** Mixed into the model's seed. Default 0. */
  readonly seed?: number;
}

/**
 * Returns a layer that, while training, sets each number to 0 with probability `rate` and multiplies the others by
 * 1 / (1 − rate), so that the expected sum stays. Otherwise it changes nothing. Output like input, float32.
 *
 * The mask comes from a counter-based generator: it is recomputed in the backward pass, never stored, and is the same on every device.
 * @throws OpError when `rate` is not in [0, 1)
 * @see Keras's `keras.layers.Dropout`
 * @example sequential([dropout({ rate: 0.5, inputShape: [3] })]).predict([[1, 2, 3]]) // [[1, 2, 3]]
 */
export function dropout(options: DropoutOptions): Layer {
  const rate = inRange("dropout", "rate", options.rate, 0, 1);
  return {
    className: "Dropout",
    options,
    outputShape: (input) => input,
    call(x, { training, key }) {
      if (!training || rate === 0) return x;
      const kept = random.bernoulli(key(options.seed), 1 - rate, x.shape);
      return where(kept, mul(x, 1 / (1 - rate)), zerosLike(x));
    },
  };
}
