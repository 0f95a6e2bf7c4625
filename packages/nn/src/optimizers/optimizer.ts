// What an optimizer is: one variable's next value from its gradient. Clipping and weight decay are the same for all.
import type { Tensor } from "@weir/core";
import { OpError } from "@weir/core";

/** Changes variables along their gradients. */
export interface Optimizer {
  readonly name: string;
  /** May be set while training runs; it holds from the next step on. */
  learningRate: number;
  readonly clipping: Clipping;
  /** The share of a variable that is taken away at each step, times the learning rate. */
  readonly weightDecay?: number;
  /** Names of the values that it keeps per variable, each of the variable's shape and 0 at the start. */
  readonly slots: readonly string[];
  /** Returns the variable and its slots after one step. */
  update(u: Update): Updated;
}

/** What an optimizer sees of one variable at one step. */
export interface Update {
  readonly variable: Tensor;
  readonly gradient: Tensor;
  readonly slots: Readonly<Record<string, Tensor>>;
  /** The number of this step, from 1, a float32 scalar. */
  readonly time: Tensor;
  /** A float32 scalar. */
  readonly learningRate: Tensor;
}

/** A variable after one step. */
export interface Updated {
  readonly variable: Tensor;
  readonly slots: Readonly<Record<string, Tensor>>;
}

/** How gradients are kept small; at most one of them. */
export interface Clipping {
  /** Largest norm of each variable's gradient. */
  readonly clipnorm?: number;
  /** Largest norm of all gradients together. */
  readonly globalClipnorm?: number;
  /** Largest absolute value of each number. */
  readonly clipvalue?: number;
}

/** What every optimizer takes. */
export interface OptimizerOptions extends Clipping {
  /** Step size, from 0. */
  readonly learningRate?: number;
  /** Decoupled weight decay: each step takes `weightDecay · learningRate` of every variable away. Default: none. */
  readonly weightDecay?: number;
}

/** Returns the parts that all optimizers share. */
export function shared(name: string, options: OptimizerOptions, defaultRate: number) {
  const { clipnorm, globalClipnorm, clipvalue, weightDecay } = options;
  const clipping = Object.entries({ clipnorm, globalClipnorm, clipvalue }).filter(([, value]) => value !== undefined);
  if (clipping.length > 1) {
    throw new OpError(
      name,
      `takes one of clipnorm, globalClipnorm and clipvalue, got ${clipping.map(([key]) => key).join(" and ")}.`,
    );
  }
  for (const [key, value] of clipping) notNegative(name, key, value!);
  return {
    name,
    learningRate: notNegative(name, "learningRate", options.learningRate ?? defaultRate),
    clipping: Object.fromEntries(clipping) as Clipping,
    ...(weightDecay === undefined ? {} : { weightDecay: notNegative(name, "weightDecay", weightDecay) }),
  };
}

/** Returns `value` when it is a finite number from 0. */
export function notNegative(op: string, name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new OpError(op, `${name} must be a finite number from 0, got ${value}.`);
}
