// The losses that have a name.
import { lookUp } from "../names.ts";
import { binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy } from "./cross-entropy.ts";
import type { Loss } from "./loss.ts";
import { meanAbsoluteError, meanSquaredError } from "./regression.ts";

const losses = {
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  meanSquaredError,
  meanAbsoluteError,
  mse: meanSquaredError,
  mae: meanAbsoluteError,
} as const;

/** The names that stand for a loss with its defaults. */
export type LossName = keyof typeof losses;

/** A loss, or the name of one. */
export type LossLike = Loss | LossName;

/** Returns the loss that `like` stands for. */
export function toLoss(op: string, like: LossLike): Loss {
  return typeof like === "string" ? lookUp<() => Loss>(op, "loss", like, losses)() : like;
}
