// Gradients kept small, as Keras 3 does.
import { clipByValue, div, maximum, mul, sqrt, square, sum, type Tensor } from "@weir/core";
import type { Clipping } from "./optimizer.ts";

type Gradients = Readonly<Record<string, Tensor>>;

/** Returns the gradients after clipping. */
export function clip(gradients: Gradients, { clipnorm, globalClipnorm, clipvalue }: Clipping): Gradients {
  if (clipvalue !== undefined) return map(gradients, (g) => clipByValue(g, -clipvalue, clipvalue));
  if (clipnorm !== undefined) return map(gradients, (g) => scaleDown(g, norm(g), clipnorm));
  if (globalClipnorm === undefined) return gradients;
  const squares = Object.values(gradients).map((g) => sum(square(g)));
  const total = squares.reduce((a, b) => a.add(b));
  return map(gradients, (g) => scaleDown(g, sqrt(total), globalClipnorm));
}

/** Returns the Euclidean norm of all numbers of `x`. */
export function norm(x: Tensor): Tensor {
  return sqrt(sum(square(x)));
}

function scaleDown(gradient: Tensor, length: Tensor, limit: number): Tensor {
  return mul(gradient, div(limit, maximum(length, limit)));
}

function map(gradients: Gradients, f: (gradient: Tensor) => Tensor): Gradients {
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, f(gradient)]));
}
