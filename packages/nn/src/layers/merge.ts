// Layers that make one value of several.
import { add as addTensors, concat, mul, OpError, type Tensor } from "@weir/core";
import { sameShape, showBatched, type Shape } from "../shape.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link concatenate}. */
export interface ConcatenateOptions extends LayerOptions {
  /** The axis to join along, the batch counted as 0. Default −1. */
  readonly axis?: number;
}

/**
 * Returns a layer that adds its inputs, all of one shape. The output is like them, in their promoted dtype.
 * @see Keras's `keras.layers.Add`
 * @example
 * const x = apply(input({ shape: [2] }));
 * model({ inputs: x, outputs: apply(add(), x, x) }).predict([[1, 2]]) // [[2, 4]]
 */
export function add(options: LayerOptions = {}): Layer {
  return merging("Add", options, addTensors);
}

/**
 * Returns a layer that multiplies its inputs, all of one shape, element by element. The output is like them, in their promoted dtype.
 * @see Keras's `keras.layers.Multiply`
 * @example
 * const x = apply(input({ shape: [2] }));
 * model({ inputs: x, outputs: apply(multiply(), x, x) }).predict([[2, 3]]) // [[4, 9]]
 */
export function multiply(options: LayerOptions = {}): Layer {
  return merging("Multiply", options, mul);
}

function merging(className: string, options: LayerOptions, merge: (a: Tensor, b: Tensor) => Tensor): Layer {
  return {
    className,
    options,
    inputs: [2, Infinity],
    outputShape(first, ...others) {
      const other = others.find((shape) => !sameShape(shape, first));
      if (!other) return first;
      const op = className.toLowerCase();
      throw new OpError(op, `takes inputs of one shape, got ${showBatched(first)} and ${showBatched(other)}.`);
    },
    call: (x, { others = [] }) => others.reduce(merge, x),
  };
}

/**
 * Returns a layer that joins its inputs along an axis. Input [batch, ...] each; the dtype is their promoted one.
 * @throws OpError when the axis is the batch's or out of range, or the other dimensions differ
 * @see Keras's `keras.layers.Concatenate`
 * @example
 * const x = apply(input({ shape: [2] }));
 * model({ inputs: x, outputs: apply(concatenate(), x, x) }).predict([[1, 2]]) // [[1, 2, 1, 2]]
 */
export function concatenate(options: ConcatenateOptions = {}): Layer {
  const along = (input: Shape): number => {
    const rank = input.length + 1;
    const axis = options.axis ?? -1;
    const found = axis < 0 ? axis + rank : axis;
    if (Number.isInteger(axis) && found > 0 && found < rank) return found - 1;
    throw new OpError("concatenate", `axis ${axis} is not one of 1 … ${rank - 1} of ${showBatched(input)}.`);
  };
  return {
    className: "Concatenate",
    options,
    inputs: [2, Infinity],
    outputShape(first, ...others) {
      const axis = along(first);
      const total = [first, ...others].reduce((sum, shape) => sum + (shape[axis] ?? 0), 0);
      const resized = (shape: Shape): Shape => shape.map((d, i) => (i === axis ? total : d));
      const odd = others.find((shape) => !sameShape(resized(shape), resized(first)));
      if (!odd) return resized(first);
      throw new OpError(
        "concatenate",
        `inputs differ off axis ${axis + 1}: ${showBatched(first)} and ${showBatched(odd)}.`,
      );
    },
    call: (x, { others = [] }) => concat([x, ...others], along(x.shape.slice(1)) + 1),
  };
}
