// The plain recurrent layer.
import { add, matMul } from "@weir/core";
import { recurrence, recurrentLayer, type RecurrentLayer, type RecurrentOptions } from "./recurrent.ts";

/** Settings of {@link simpleRNN}. */
export type SimpleRNNOptions = RecurrentOptions;

/**
 * Returns a layer whose state is its output: h′ = activation(x · kernel + h · recurrentKernel + bias), from zeros on.
 *
 * Input [batch, steps, features], output [batch, units], or [batch, steps, units] with `returnSequences`; float32. Variables:
 * kernel [features, units], recurrentKernel [units, units], bias [units].
 * @throws OpError when `units` is not a whole number from 1, a rate is not in [0, 1), or a name is unknown
 * @see Keras's `keras.layers.SimpleRNN`
 * @example
 * const ones = { kernelInitializer: "ones", recurrentInitializer: "ones", activation: "linear" };
 * sequential([simpleRNN({ units: 1, inputShape: [3, 1], ...ones })]).predict([[[1], [2], [3]]]) // [[6]]
 */
export function simpleRNN(options: SimpleRNNOptions): RecurrentLayer {
  const settings = recurrence("simpleRNN", options);
  const { activation } = settings;
  const cell = {
    className: "SimpleRNN",
    states: ["h"],
    gates: 1,
    step: (projected, [h], variable) => {
      const sum = add(projected, matMul(h!, variable("recurrentKernel")));
      return [activation ? activation.apply(sum) : sum];
    },
  } satisfies Parameters<typeof recurrentLayer>[3];
  return recurrentLayer("simpleRNN", options, settings, cell, simpleRNN);
}
