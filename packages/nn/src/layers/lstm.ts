// Long short-term memory: Hochreiter and Schmidhuber, Neural Computation 9 (1997), with the forget gate of Gers et al. (2000).
import { add, matMul, mul, type Tensor } from "@weir/core";
import { toActivation, type Activation, type ActivationLike } from "../activations/activation.ts";
import type { Initializer } from "../initializers/initializer.ts";
import { gate, recurrence, recurrentLayer, type RecurrentLayer, type RecurrentOptions } from "./recurrent.ts";

/** Settings of {@link lstm}. */
export interface LSTMOptions extends RecurrentOptions {
  /** Of the gates. Default `sigmoid`. */
  readonly recurrentActivation?: ActivationLike;
  /** Starts the forget gate's bias at 1, so that the memory is kept at first (Jozefowicz et al., 2015). Default `true`. */
  readonly unitForgetBias?: boolean;
}

/**
 * Returns a layer with a memory c beside its output h. With σ the recurrent activation and z = x · kernel + h · recurrentKernel + bias
 * in four blocks: c′ = σ(z₁) · c + σ(z₀) · activation(z₂), h′ = σ(z₃) · activation(c′).
 *
 * Input [batch, steps, features], output [batch, units], or [batch, steps, units] with `returnSequences`; float32. Variables:
 * kernel [features, 4 · units], recurrentKernel [units, 4 · units], bias [4 · units]; blocks: input, forget, cell, output.
 * @throws OpError when `units` is not a whole number from 1, a rate is not in [0, 1), or a name is unknown
 * @see Keras's `keras.layers.LSTM`
 * @example lstm({ units: 128 }).outputShape([50, 16]) // [128]
 */
export function lstm(options: LSTMOptions): RecurrentLayer {
  const settings = recurrence("lstm", options);
  const { units } = settings;
  const inner = toActivation("lstm", options.recurrentActivation ?? "sigmoid");
  const apply = (f: Activation | undefined, x: Tensor): Tensor => f?.apply(x) ?? x;
  return recurrentLayer(
    "lstm",
    options,
    settings,
    {
      className: "LSTM",
      states: ["h", "c"],
      gates: 4,
      biasInitializer: (given) => (options.unitForgetBias === false ? given : forgetBias(given, units)),
      step: (projected, [h, c], variable) => {
        const z = add(projected, matMul(h!, variable("recurrentKernel")));
        const [input, forget, candidate, output] = [0, 1, 2, 3].map((g) => gate(z, g, units)) as [
          Tensor,
          Tensor,
          Tensor,
          Tensor,
        ];
        const kept = mul(apply(inner, forget), c!);
        const memory = add(kept, mul(apply(inner, input), apply(settings.activation, candidate)));
        return [mul(apply(inner, output), apply(settings.activation, memory)), memory];
      },
    },
    lstm,
  );
}

/** `given`, but 1 for the forget gate. */
function forgetBias(given: Initializer, units: number): Initializer {
  return {
    name: given.name,
    initialize: (shape, seed) => given.initialize(shape, seed).fill(1, units, 2 * units),
  };
}
