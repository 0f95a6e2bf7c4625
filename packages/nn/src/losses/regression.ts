// Losses of differences.
import { abs, mean, square, sub } from "@weir/core";
import type { Loss } from "./loss.ts";

/**
 * Returns the loss (label − output)², averaged over the last dimension. Output and labels [batch, ..., n].
 * @example model.compile({ loss: meanSquaredError() })
 */
export function meanSquaredError(): Loss {
  return {
    name: "meanSquaredError",
    labels: "values",
    call: (labels, { values }) => mean(square(sub(values, labels)), -1),
  };
}

/**
 * Returns the loss |label − output|, averaged over the last dimension. Output and labels [batch, ..., n].
 * @example model.compile({ loss: meanAbsoluteError() })
 */
export function meanAbsoluteError(): Loss {
  return {
    name: "meanAbsoluteError",
    labels: "values",
    call: (labels, { values }) => mean(abs(sub(values, labels)), -1),
  };
}
