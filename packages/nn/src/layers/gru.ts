// Gated recurrent unit: Cho et al., EMNLP 2014.
import { add, matMul, mul, sub, type Tensor } from "@weir/core";
import { toActivation, type Activation, type ActivationLike } from "../activations/activation.ts";
import { gate, recurrence, recurrentLayer, type RecurrentLayer, type RecurrentOptions } from "./recurrent.ts";

/** Settings of {@link gru}. */
export interface GRUOptions extends RecurrentOptions {
  /** Of the gates. Default `sigmoid`. */
  readonly recurrentActivation?: ActivationLike;
  /** Applies the reset gate after the product with the state, not before: one product a step, as in cuDNN. Default `true`. */
  readonly resetAfter?: boolean;
}

/**
 * Returns a layer whose state is its output h. With σ the recurrent activation: the update gate u and the reset gate r are
 * σ(x · W + h · U + b), the candidate n is activation(x · W + r · (h · U + b′) + b), or activation(x · W + (r · h) · U + b) without `resetAfter`,
 * and h′ = u · h + (1 − u) · n.
 *
 * Input [batch, steps, features], output [batch, units], or [batch, steps, units] with `returnSequences`; float32. Variables:
 * kernel [features, 3 · units], recurrentKernel [units, 3 · units], bias [2, 3 · units] (the input's and the state's; [3 · units] without
 * `resetAfter`); blocks: update, reset, candidate.
 * @throws OpError when `units` is not a whole number from 1, a rate is not in [0, 1), or a name is unknown
 * @see Keras's `keras.layers.GRU`
 * @example gru({ units: 64, returnSequences: true }).outputShape([50, 16]) // [50, 64]
 */
export function gru(options: GRUOptions): RecurrentLayer {
  const settings = recurrence("gru", options);
  const { units, useBias } = settings;
  const resetAfter = options.resetAfter ?? true;
  const inner = toActivation("gru", options.recurrentActivation ?? "sigmoid");
  const apply = (f: Activation | undefined, x: Tensor): Tensor => f?.apply(x) ?? x;

  function step(projected: Tensor, h: Tensor, variable: (name: string) => Tensor): Tensor {
    const kernel = variable("recurrentKernel");
    const gates = resetAfter ? kernel : kernel.slice([0, 0], [units, 2 * units]);
    const product = matMul(h, gates);
    const state = resetAfter && useBias ? add(product, variable("bias").slice([1, 0], [1, 3 * units])) : product;
    const [update, reset] = [0, 1].map((g) => apply(inner, add(gate(projected, g, units), gate(state, g, units)))) as [
      Tensor,
      Tensor,
    ];
    const recalled = resetAfter
      ? mul(reset, gate(state, 2, units))
      : matMul(mul(reset, h), kernel.slice([0, 2 * units], [units, units]));
    const candidate = apply(settings.activation, add(gate(projected, 2, units), recalled));
    return add(mul(update, h), mul(sub(1, update), candidate));
  }

  return recurrentLayer(
    "gru",
    options,
    settings,
    {
      className: "GRU",
      states: ["h"],
      gates: 3,
      biasShape: resetAfter ? [2, 3 * units] : [3 * units],
      inputBias: (bias) => (resetAfter ? bias.slice([0, 0], [1, 3 * units]) : bias),
      step: (projected, [h], variable) => [step(projected, h!, variable)],
    },
    gru,
  );
}
