// A layer applied to every step.
import { OpError, reshape } from "@weir/core";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link timeDistributed}. */
export interface TimeDistributedOptions extends LayerOptions {
  /** The layer for one step. */
  readonly layer: Layer;
}

/**
 * Returns a layer that applies `layer` to every step alike. The steps of all examples are worked off as one batch, in one
 * go; batch statistics, where the layer has any, are those of all steps.
 *
 * Input [batch, steps, ...in], output [batch, steps, ...out]. Variables: those of `layer`. The dtype is that which `layer` gives.
 * @throws OpError when the input has no steps
 * @see Keras's `keras.layers.TimeDistributed`
 * @example timeDistributed({ layer: dense({ units: 10 }) }).outputShape([50, 16]) // [50, 10]
 */
export function timeDistributed(options: TimeDistributedOptions): Layer {
  const { layer } = options;
  const inner = (input: readonly number[]): readonly number[] => {
    if (input.length > 0) return input.slice(1);
    throw new OpError("timeDistributed", "takes [batch, steps, ...], got numbers alone. Use reshape before it.");
  };
  return {
    className: "TimeDistributed",
    options,
    ...(layer.activation ? { activation: layer.activation } : {}),
    outputShape: (input) => [...input.slice(0, 1), ...layer.outputShape(inner(input))],
    variables: (input) => layer.variables?.(inner(input)) ?? [],
    call(x, context) {
      const [batch, steps, ...rest] = x.shape as [number, number, ...number[]];
      const y = layer.call(reshape(x, [batch * steps, ...rest]), context);
      return reshape(y, [batch, steps, ...y.shape.slice(1)]);
    },
  };
}
