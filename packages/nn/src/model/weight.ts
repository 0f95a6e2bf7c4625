// What `setWeights` takes for one variable.
import { OpError, Tensor } from "@weir/core";
import { sameShape, showShape, sizeOf, type Shape } from "../shape.ts";
import type { NumberArray } from "./host-data.ts";

/** Values for one variable: a tensor, or numbers in the variable's shape. */
export type Weight = Tensor | NumberArray;

/** Throws when `weight` does not fill the variable. */
export function rejectOtherShape(path: string, shape: Shape, weight: Weight): void {
  const fits = weight instanceof Tensor ? sameShape(weight.shape, shape) : weight.length === sizeOf(shape);
  if (fits) return;
  const got = weight instanceof Tensor ? showShape(weight.shape) : `${weight.length} numbers`;
  throw new OpError("setWeights", `${path} has shape ${showShape(shape)}, got ${got}.`);
}
