// The shape of what goes into a model.
import { positiveInteger } from "../arguments.ts";
import type { Shape } from "../shape.ts";
import type { Layer } from "./layer.ts";

/**
 * Returns a layer that says what shape one example has and changes nothing; the first of a model. Data is taken as float32.
 * @param options.shape without the batch
 * @throws OpError when a size is not a whole number from 1
 * @see Keras's `keras.layers.Input`
 * @example sequential([input({ shape: [28, 28, 1] }), flatten()]).outputShape // [784]
 */
export function input(options: { readonly shape: Shape; readonly name?: string }): Layer {
  for (const n of options.shape) positiveInteger("input", "each size of shape", n);
  return {
    className: "InputLayer",
    options: { inputShape: options.shape, ...(options.name ? { name: options.name } : {}) },
    outputShape: (shape) => shape,
    call: (x) => x,
  };
}
