// Losses of differences.
import { abs, mean, square, sub } from "@weir/core";
import type { Loss } from "./loss.ts";

/**
 * Returns the loss (label − output)², averaged over the last dimension. Output and labels [batch, ..., n], float32.
 * @see Keras's `keras.losses.MeanSquaredError`
 * @example meanSquaredError().call(tensor([[1, 2]]), { values: tensor([[3, 2]]) }) // [2]
 */
export function meanSquaredError(): Loss {
  return {
    name: "meanSquaredError",
    labels: "values",
    call: (labels, { values }) => mean(square(sub(values, labels)), -1),
  };
}

/**
 * Returns the loss |label − output|, averaged over the last dimension. Output and labels [batch, ..., n], float32.
 * @see Keras's `keras.losses.MeanAbsoluteError`
 * @example meanAbsoluteError().call(tensor([[1, 2]]), { values: tensor([[3, 2]]) }) // [1]
 */
export function meanAbsoluteError(): Loss {
  return {
    name: "meanAbsoluteError",
    labels: "values",
    call: (labels, { values }) => mean(abs(sub(values, labels)), -1),
  };
}
