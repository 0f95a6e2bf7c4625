// All dimensions of an example in one.
import { reshape } from "@weir/core";
import { sizeOf } from "../shape.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/**
 * Returns a layer that lays each example out in one dimension, row-major.
 *
 * Input [batch, ...shape], output [batch, product of shape]. Keeps the dtype.
 * @see Keras's `keras.layers.Flatten`
 * @example flatten().outputShape([7, 7, 64]) // [3136]
 */
export function flatten(options: LayerOptions = {}): Layer {
  return {
    className: "Flatten",
    options,
    outputShape: (input) => [sizeOf(input)],
    call: (x) => reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]),
  };
}
