// Activations by name: Keras 3's functions and their defaults.
import {
  elu,
  exp,
  gelu,
  hardSigmoid,
  leakyRelu,
  logSigmoid,
  logSoftmax,
  mish,
  mul,
  relu,
  relu6,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  softsign,
  tanh,
  type Tensor,
} from "@weir/core";
import { lookUp } from "../names.ts";

/** What a layer applies to its result. */
export interface Activation {
  /** The name, or `custom` for a function of the user's own. Losses look for `softmax` and `sigmoid` to fuse with. */
  readonly name: string;
  apply(x: Tensor): Tensor;
}

const functions = {
  elu: (x: Tensor) => elu(x),
  exponential: (x: Tensor) => exp(x),
  gelu: (x: Tensor) => gelu(x),
  hardSigmoid: (x: Tensor) => hardSigmoid(x),
  hardSilu: (x: Tensor) => mul(x, hardSigmoid(x)),
  leakyRelu: (x: Tensor) => leakyRelu(x, 0.2),
  linear: (x: Tensor) => x,
  logSigmoid: (x: Tensor) => logSigmoid(x),
  logSoftmax: (x: Tensor) => logSoftmax(x),
  mish: (x: Tensor) => mish(x),
  relu: (x: Tensor) => relu(x),
  relu6: (x: Tensor) => relu6(x),
  selu: (x: Tensor) => selu(x),
  sigmoid: (x: Tensor) => sigmoid(x),
  silu: (x: Tensor) => silu(x),
  softmax: (x: Tensor) => softmax(x),
  softplus: (x: Tensor) => softplus(x),
  softsign: (x: Tensor) => softsign(x),
  swish: (x: Tensor) => silu(x),
  tanh: (x: Tensor) => tanh(x),
} as const;

/** The activations that have a name. `softmax` and `logSoftmax` go along the last axis; `gelu` is the exact one (erf). */
export type ActivationName = keyof typeof functions;

/** The name of an activation, or a function of one tensor that keeps its shape. */
export type ActivationLike = ActivationName | ((x: Tensor) => Tensor);

/** Returns the activation that `like` stands for; `linear` for none. */
export function toActivation(op: string, like: ActivationLike = "linear"): Activation {
  if (typeof like === "function") return { name: "custom", apply: like };
  return { name: like, apply: lookUp<(x: Tensor) => Tensor>(op, "activation", like, functions) };
}
