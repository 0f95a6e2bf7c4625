// The last dimension of an input.
import { OpError } from "@weir/core";
import type { Shape } from "../shape.ts";

/** Returns the size of the last dimension. Throws OpError when there is none besides the batch. */
export function featuresOf(op: string, input: Shape): number {
  const features = input.at(-1);
  if (features !== undefined) return features;
  throw new OpError(op, "needs features: an input of at least one dimension besides the batch, got numbers alone.");
}
