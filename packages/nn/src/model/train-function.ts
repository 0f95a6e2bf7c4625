// One training step as a function of tensors: forward, loss, metrics, backward, clipping, optimizer, random numbers.
import {
  add,
  cast,
  equal,
  fill,
  iota,
  mean,
  mod,
  mul,
  nameScope,
  phaseScope,
  random,
  reshape,
  stack,
  sub,
  valueAndGrad,
  where,
  type Tensor,
} from "@weir/core";
import { clip, norm } from "../optimizers/clip.ts";
import { forward, type Values } from "./forward.ts";
import type { Variable } from "./plan.ts";
import { measure, type Recipe } from "./recipe.ts";
import type { Held } from "./variables.ts";

/** How many steps' numbers stay on the device until they are read. */
export const RING_ROWS = 32;

/** What training changes besides the variables, updated in place. */
export interface TrainState {
  /** By variable, then by the optimizer's name for it. */
  readonly slots: Readonly<Record<string, Values>>;
  /** Steps taken, int32. */
  readonly step: Tensor;
  /** The key that every step's random numbers come from. */
  readonly key: Tensor;
  /** [RING_ROWS, numbers]: what step s measured stands in row s mod RING_ROWS. */
  readonly ring: Tensor;
}

/** What one step is given. */
export interface TrainInputs {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly learningRate: Tensor;
}

/** The names of the numbers that a step measures: columns of the ring. */
export function ringColumns(recipe: Recipe, gradientNorms: boolean): readonly string[] {
  const norms = gradientNorms ? trainableVariables(recipe).map((v) => `gradient_norm/${v.path}`) : [];
  return ["loss", ...recipe.metrics.map((m) => m.name), ...norms];
}

/** The variables that training changes by gradients. */
export function trainableVariables(recipe: Recipe): readonly Variable[] {
  return recipe.plan.variables.filter((v) => v.trainable);
}

/** Returns the function that takes one step. */
export function trainFunction(recipe: Recipe, gradientNorms: boolean) {
  const paths = trainableVariables(recipe).map((v) => v.path);

  function objective(state: TrainState & Held, { x, y }: TrainInputs) {
    const trainingKey = random.foldIn(state.key, state.step);
    return (trainable: Values) => {
      const passed = forward(recipe.plan, { ...state.values, ...trainable }, x, { trainingKey });
      const measured = measure(recipe, y, passed.prediction).map((perExample) => mean(perExample));
      return { value: measured[0]!, aux: { measured, updates: passed.updates } };
    };
  }

  return function trainStep(state: TrainState & Held, inputs: TrainInputs) {
    const trainable = Object.fromEntries(paths.map((path) => [path, state.values[path]!]));
    const { aux, grad } = valueAndGrad(objective(state, inputs), { hasAux: true })(trainable);
    const norms = gradientNorms
      ? paths.map((path) => phaseScope("backward", () => scoped(path, () => norm(grad[path]!))))
      : [];
    const next = phaseScope("update", () => applyGradients(recipe, state, inputs.learningRate, grad));
    const row = phaseScope("update", () => nameScope("ring", () => stack([...aux.measured, ...norms])));
    const nextState: TrainState & Held = {
      values: { ...state.values, ...aux.updates, ...next.values },
      slots: next.slots,
      step: phaseScope("update", () => add(state.step, whole(1))),
      key: state.key,
      ring: phaseScope("update", () => writeRow(state, row)),
    };
    return { state: nextState, outputs: { measured: row } };
  };
}

function applyGradients(recipe: Recipe, state: TrainState & Held, learningRate: Tensor, gradients: Values) {
  const { optimizer } = recipe;
  const time = cast(add(state.step, whole(1)), "float32");
  const clipped = nameScope("clip", () => clip(gradients, optimizer.clipping));
  const updated = Object.entries(clipped).map(([path, gradient]) => {
    const variable = decay(state.values[path]!, optimizer.weightDecay, learningRate);
    const slots = state.slots[path]!;
    return [path, scoped(path, () => optimizer.update({ variable, gradient, slots, time, learningRate }))] as const;
  });
  return {
    values: Object.fromEntries(updated.map(([path, u]) => [path, u.variable])),
    slots: Object.fromEntries(updated.map(([path, u]) => [path, u.slots])),
  };
}

function decay(variable: Tensor, weightDecay: number | undefined, learningRate: Tensor): Tensor {
  return weightDecay ? sub(variable, mul(variable, mul(learningRate, weightDecay))) : variable;
}

/** Every element of the ring is computed anew from itself, so that it is updated in place without a scatter. */
function writeRow({ ring, step }: TrainState, row: Tensor): Tensor {
  return nameScope("ring", () => {
    const rows = iota([RING_ROWS, 1]);
    return where(equal(rows, mod(step, whole(RING_ROWS))), reshape(row, [1, row.size]), ring);
  });
}

/** An int32 scalar: a plain number would make float32 of what it is added to. */
function whole(value: number): Tensor {
  return fill([], value, "int32");
}

/** "dense_1/kernel" belongs to the scope of its layer. */
function scoped(path: string, f: () => Tensor): Tensor;
function scoped<T>(path: string, f: () => T): T;
function scoped<T>(path: string, f: () => T): T {
  return nameScope(path, f);
}
