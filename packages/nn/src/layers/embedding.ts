// A table of vectors, looked up by number.
import { cast, gather } from "@weir/core";
import { positiveInteger } from "../arguments.ts";
import { toInitializer, type InitializerLike } from "../initializers/initializer.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link embedding}. */
export interface EmbeddingOptions extends LayerOptions {
  /** How many vectors there are; inputs are whole numbers below it. */
  readonly inputDim: number;
  /** Size of each. */
  readonly outputDim: number;
  /** Default `randomUniform`. */
  readonly embeddingsInitializer?: InitializerLike;
}

/**
 * Returns a layer that replaces every whole number by its vector. Input [batch, ...], output [batch, ..., outputDim], float32. A number
 * that is no row of the table gives zeros.
 *
 * Variables: embeddings [inputDim, outputDim]. Its gradient sums in a fixed order: the same on every run.
 * @throws OpError when a size is not a whole number from 1
 * @see Keras's `keras.layers.Embedding`
 * @example embedding({ inputDim: 256, outputDim: 64 }).outputShape([128]) // [128, 64]
 */
export function embedding(options: EmbeddingOptions): Layer {
  const inputDim = positiveInteger("embedding", "inputDim", options.inputDim);
  const outputDim = positiveInteger("embedding", "outputDim", options.outputDim);
  const initializer = toInitializer("embedding", options.embeddingsInitializer ?? "randomUniform");
  return {
    className: "Embedding",
    options,
    outputShape: (input) => [...input, outputDim],
    variables: () => [{ name: "embeddings", shape: [inputDim, outputDim], initializer }],
    call: (x, { variable }) => gather(variable("embeddings"), cast(x, "int32")),
  };
}
