// The optimizers that have a name.
import { lookUp } from "../names.ts";
import { adam, adamW } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

const optimizers = { sgd, adam, adamW, rmsprop } as const;

/** The names that stand for an optimizer with its defaults. */
export type OptimizerName = keyof typeof optimizers;

/** An optimizer, or the name of one. */
export type OptimizerLike = Optimizer | OptimizerName;

/** Returns the optimizer that `like` stands for; by name a new one each time. */
export function toOptimizer(op: string, like: OptimizerLike): Optimizer {
  return typeof like === "string" ? lookUp<() => Optimizer>(op, "optimizer", like, optimizers)() : like;
}
