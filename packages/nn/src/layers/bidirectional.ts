// A recurrent layer in both directions: Schuster and Paliwal, IEEE Transactions on Signal Processing 45 (1997).
import { add, concat, mul, OpError, reverse, type Tensor } from "@weir/core";
import { lookUp } from "../names.ts";
import type { Shape } from "../shape.ts";
import type { Layer, LayerCall, LayerOptions } from "./layer.ts";
import { isRecurrent, type RecurrentLayer } from "./recurrent.ts";

const MERGES = {
  concat: (a: Tensor, b: Tensor) => concat([a, b], -1),
  sum: (a: Tensor, b: Tensor) => add(a, b),
  mul: (a: Tensor, b: Tensor) => mul(a, b),
  ave: (a: Tensor, b: Tensor) => mul(add(a, b), 0.5),
} as const;

/** Settings of {@link bidirectional}. */
export interface BidirectionalOptions extends LayerOptions {
  /** The layer that goes forwards: `simpleRNN`, `lstm` or `gru`. */
  readonly layer: Layer;
  /** The layer that goes backwards. Default: `layer` turned around, with weights of its own. */
  readonly backwardLayer?: Layer;
  /** How the two outputs become one: next to each other, or their sum, product or mean. Default `concat`. */
  readonly mergeMode?: keyof typeof MERGES;
}

/**
 * Returns a layer that goes through the steps in both directions and merges the outputs; of all steps, where the layer has
 * `returnSequences`, both in the order of the input.
 *
 * Input [batch, steps, features], output like the layer's, twice as wide with `concat`. Variables: those of the layer, with
 * `forward_` and then with `backward_` before their names. The output is float32.
 * @throws OpError when a layer is not recurrent, or both go the same way
 * @see Keras's `keras.layers.Bidirectional`
 * @example bidirectional({ layer: lstm({ units: 64 }) }).outputShape([50, 16]) // [128]
 */
export function bidirectional(options: BidirectionalOptions): Layer {
  const forward = recurrent(options.layer);
  const backward = options.backwardLayer ? recurrent(options.backwardLayer) : forward.recurrent.reversed();
  const merge = lookUp("bidirectional", "mergeMode", options.mergeMode ?? "concat", MERGES);
  const { returnSequences } = forward.recurrent;
  if (forward.recurrent.goBackwards === backward.recurrent.goBackwards)
    throw new OpError("bidirectional", "both layers go the same way. Give one of them goBackwards: true.");
  if (returnSequences !== backward.recurrent.returnSequences)
    throw new OpError("bidirectional", "one layer returns sequences and the other does not. Give both the same.");
  const prefixed = (layer: RecurrentLayer, prefix: string, input: Shape) =>
    layer.variables!(input).map((v) => ({ ...v, name: `${prefix}${v.name}` }));

  return {
    className: "Bidirectional",
    options: { inputShape: forward.options.inputShape, ...options } as LayerOptions,
    outputShape(input) {
      const [a, b] = [forward.outputShape(input), backward.outputShape(input)];
      if ((options.mergeMode ?? "concat") === "concat") return [...a.slice(0, -1), a.at(-1)! + b.at(-1)!];
      return a;
    },
    variables: (input) => [...prefixed(forward, "forward_", input), ...prefixed(backward, "backward_", input)],
    call(x, context) {
      const part = (layer: RecurrentLayer, prefix: string, salt: number): Tensor => {
        const y = layer.call(x, within(context, prefix, salt));
        return layer.recurrent.goBackwards && returnSequences ? reverse(y, 1) : y;
      };
      return merge(part(forward, "forward_", 0), part(backward, "backward_", 0x6bac));
    },
  };
}

function recurrent(layer: Layer): RecurrentLayer {
  if (isRecurrent(layer)) return layer;
  throw new OpError("bidirectional", `takes a recurrent layer (simpleRNN, lstm, gru), got ${layer.className}.`);
}

/** The context of a layer inside another, whose variables have a prefix. */
function within(context: LayerCall, prefix: string, salt: number): LayerCall {
  return {
    ...context,
    variable: (name) => context.variable(`${prefix}${name}`),
    key: (own = 0) => context.key(own + salt),
    update: (name, value) => context.update(`${prefix}${name}`, value),
  };
}
