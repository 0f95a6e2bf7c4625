// The fully connected layer.
import { add, matMul, OpError, reshape, type Tensor } from "@weir/core";
import { toActivation, type ActivationLike } from "../activations/activation.ts";
import { positiveInteger } from "../arguments.ts";
import { toInitializer, type InitializerLike } from "../initializers/initializer.ts";
import { sizeOf } from "../shape.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link dense}. */
export interface DenseOptions extends LayerOptions {
  /** Size of the output's last dimension. */
  readonly units: number;
  /** Default: none. */
  readonly activation?: ActivationLike;
  /** Whether a bias is added. Default `true`. */
  readonly useBias?: boolean;
  /** Default `glorotUniform`. */
  readonly kernelInitializer?: InitializerLike;
  /** Default `zeros`. */
  readonly biasInitializer?: InitializerLike;
}

/**
 * Returns a layer that computes `activation(x · kernel + bias)` along the last dimension.
 *
 * Input [batch, ..., in], output [batch, ..., units], float32. Variables: kernel [in, units], bias [units].
 * @throws OpError when `units` is not a whole number from 1, or a name is unknown
 * @see Keras's `keras.layers.Dense`
 * @example
 * const model = sequential([dense({ units: 2, inputShape: [3], kernelInitializer: "ones" })]);
 * model.predict([[1, 2, 3]]) // [[6, 6]]
 */
export function dense(options: DenseOptions): Layer {
  const units = positiveInteger("dense", "units", options.units);
  const useBias = options.useBias ?? true;
  const kernelInitializer = toInitializer("dense", options.kernelInitializer ?? "glorotUniform");
  const biasInitializer = toInitializer("dense", options.biasInitializer ?? "zeros");
  return {
    className: "Dense",
    options,
    activation: toActivation("dense", options.activation),
    outputShape(input) {
      if (input.length === 0) {
        throw new OpError(
          "dense",
          "needs an input of at least one dimension besides the batch, got numbers alone. Use reshape({ targetShape: [1] }) before it.",
        );
      }
      return [...input.slice(0, -1), units];
    },
    variables: (input) => [
      { name: "kernel", shape: [input.at(-1)!, units], initializer: kernelInitializer },
      ...(useBias ? [{ name: "bias", shape: [units], initializer: biasInitializer }] : []),
    ],
    call(x, { variable }) {
      const product = alongLastAxis(x, variable("kernel"), units);
      return useBias ? add(product, variable("bias")) : product;
    },
  };
}

/** All leading dimensions become rows of one matrix product. */
function alongLastAxis(x: Tensor, kernel: Tensor, units: number): Tensor {
  if (x.rank === 2) return matMul(x, kernel);
  const leading = x.shape.slice(0, -1);
  return reshape(matMul(reshape(x, [sizeOf(leading), x.shape.at(-1)!]), kernel), [...leading, units]);
}
