// The same numbers in another shape.
import { OpError, reshape as reshapeTensor } from "@weir/core";
import { showShape, sizeOf, type Shape } from "../shape.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link reshape}. */
export interface ReshapeOptions extends LayerOptions {
  /** The new shape of one example; one −1 stands for whatever is left. */
  readonly targetShape: Shape;
}

/**
 * Returns a layer that gives each example another shape, row-major.
 *
 * Input [batch, ...shape], output [batch, ...targetShape]. Keeps the dtype.
 * @throws OpError when the sizes do not fit
 * @see Keras's `keras.layers.Reshape`
 * @example sequential([reshape({ targetShape: [2, 2], inputShape: [4] })]).predict([[1, 2, 3, 4]]) // [[[1, 2], [3, 4]]]
 */
export function reshape(options: ReshapeOptions): Layer {
  const { targetShape } = options;
  const free = targetShape.filter((n) => n === -1).length;
  if (free > 1 || targetShape.some((n) => !Number.isInteger(n) || n < -1 || n === 0)) {
    throw new OpError(
      "reshape",
      `targetShape takes whole numbers from 1 and at most one -1, got ${showShape(targetShape)}.`,
    );
  }
  function outputShape(input: Shape): Shape {
    const known = sizeOf(targetShape.filter((n) => n !== -1));
    const rest = sizeOf(input) / known;
    if (free === 0 ? rest !== 1 : !Number.isInteger(rest)) {
      throw new OpError(
        "reshape",
        `an example of ${showShape(input)} (${sizeOf(input)} numbers) does not fill ${showShape(targetShape)}. Give a shape with as many numbers.`,
      );
    }
    return targetShape.map((n) => (n === -1 ? rest : n));
  }
  return {
    className: "Reshape",
    options,
    outputShape,
    call: (x) => reshapeTensor(x, [x.shape[0]!, ...outputShape(x.shape.slice(1))]),
  };
}
