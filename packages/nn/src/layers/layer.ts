// What a layer is: a plain description of a function with variables. It holds no values; the model does.
import type { Tensor } from "@weir/core";
import type { Activation } from "../activations/activation.ts";
import type { Initializer } from "../initializers/initializer.ts";
import type { Shape } from "../shape.ts";

/** One layer of a model. Shapes are without the batch. */
export interface Layer {
  /** Keras's name of the kind: "Dense", "Conv2D". */
  readonly className: string;
  readonly options: LayerOptions;
  /** Applied to what `call` returns. Kept apart, so that a loss can work on what went into a softmax. */
  readonly activation?: Activation;
  /** How many inputs it takes, at least and at most. Default: one. Those after the first are the `others` of the methods. */
  readonly inputs?: readonly [least: number, most: number];
  /** Returns the shape of the result. Throws OpError when the layer does not take `input`. */
  outputShape(input: Shape, ...others: readonly Shape[]): Shape;
  /** Returns the variables that the layer needs for such an input, in Keras's order; a layer without has none. */
  variables?(input: Shape, ...others: readonly Shape[]): readonly VariableSpec[];
  /** Returns the result for `x` = [batch, ...input]. */
  call(x: Tensor, context: LayerCall): Tensor;
}

/** What every layer takes. */
export interface LayerOptions {
  /** Name in the model. Default: the kind's name, numbered from the second on: "dense", "dense_1". */
  readonly name?: string;
  /** Shape of one example; for the first layer, in place of `input({ shape })`. */
  readonly inputShape?: Shape;
  /** Whether training changes the layer's variables. Default `true`. */
  readonly trainable?: boolean;
}

/** A variable that a layer asks for. */
export interface VariableSpec {
  /** "kernel", "bias". */
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
  /** `false` for statistics that the forward pass keeps, such as a moving mean. Default `true`. */
  readonly trainable?: boolean;
}

/** What a layer may use while it is called. */
export interface LayerCall {
  /** Returns the value of one of the layer's variables. */
  variable(name: string): Tensor;
  readonly training: boolean;
  /** The inputs after the first, if there are any. */
  readonly others?: readonly Tensor[];
  /** Returns a random key of this layer at this step; the same key again for the same `salt`. */
  key(salt?: number): Tensor;
  /** Gives a variable that is not trained its value from the next step on. */
  update(name: string, value: Tensor): void;
}
