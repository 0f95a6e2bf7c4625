// Models that are graphs of layers: a layer may take what any layers before it give.
import { OpError } from "@weir/core";
import type { Layer } from "../layers/layer.ts";
import { Sequential } from "./sequential.ts";

/** What a layer gives, before there are numbers: made by {@link apply}, taken by {@link apply} and {@link model}. */
export interface Flow {
  readonly layer: Layer;
  readonly from: readonly Flow[];
}

/** Settings of {@link model}. */
export interface ModelOptions {
  /** What goes in: an `input` layer, applied. */
  readonly inputs: Flow;
  /** What comes out. */
  readonly outputs: Flow;
  /** Default "functional". */
  readonly name?: string;
  /** As of `sequential`. */
  readonly seed?: number;
}

/**
 * Returns what `layer` gives for `inputs`: a description, not numbers. An `input` layer takes none.
 * @throws OpError when the layer does not take so many
 * @see Keras's `keras.layers.Layer.__call__`
 * @example
 * const x = apply(input({ shape: [8] }));
 * const y = apply(add(), x, apply(dense({ units: 8 }), x));
 * model({ inputs: x, outputs: y }).outputShape // [8]
 */
export function apply(layer: Layer, ...inputs: readonly Flow[]): Flow {
  const [least, most] = layer.className === "InputLayer" ? [0, 0] : (layer.inputs ?? [1, 1]);
  if (inputs.length < least || inputs.length > most) {
    const wanted = `${most === Infinity ? "at least " : ""}${least}${most > least && most < Infinity ? ` to ${most}` : ""} input${least === 1 && most === 1 ? "" : "s"}`;
    throw new OpError("apply", `${layer.className} takes ${wanted}, got ${inputs.length}.`);
  }
  return { layer, from: inputs };
}

/**
 * Returns a model that computes `outputs` from `inputs`, of one input and one output. It trains and predicts as a sequential one does.
 * @throws OpError when the output does not come from the input alone, a layer is applied twice, or a layer does not take what it is given
 * @see Keras's `keras.Model`
 * @example
 * const x = apply(input({ shape: [8] }));
 * const hidden = apply(dense({ units: 8, activation: "relu" }), x);
 * model({ inputs: x, outputs: apply(dense({ units: 1 }), apply(add(), x, hidden)) }).countParams() // 81
 */
export function model({ inputs, outputs, name = "functional", seed }: ModelOptions): Sequential {
  if (inputs.layer.className !== "InputLayer")
    throw new OpError("model", `inputs must be an applied input layer, got ${inputs.layer.className}.`);
  const order: Flow[] = [];
  const visit = (flow: Flow): void => {
    if (order.includes(flow)) return;
    flow.from.forEach(visit);
    if (flow.from.length === 0 && flow !== inputs)
      throw new OpError("model", "outputs depend on an input layer that is not the model's input.");
    order.push(flow);
  };
  visit(outputs);
  if (!order.includes(inputs)) throw new OpError("model", "outputs do not depend on inputs.");
  return new Sequential({
    layers: order.map((flow) => flow.layer),
    from: order.map((flow) => flow.from.map((f) => order.indexOf(f))),
    name,
    ...(seed === undefined ? {} : { seed }),
  });
}
