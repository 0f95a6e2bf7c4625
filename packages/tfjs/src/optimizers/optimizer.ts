/** What all optimizers share: gradients in, variables updated, their state kept beside them. */
import type * as weir from "@weir/core";
import { makeTensor, wrap } from "../convert.ts";
import { dispose, tidy } from "../engine.ts";
import { variableGrads } from "../gradients.ts";
import type { Tensor } from "../tensor.ts";
import { Variable, variables } from "../tensor.ts";
import { zeros } from "../ops/create.ts";

/** A tensor with the name it is saved under. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

/** Gradients by the names of their variables. */
export type NamedGradients = Readonly<Record<string, Tensor>> | readonly NamedTensor[];
/** Values that make an optimizer anew. */
export type Config = Readonly<Record<string, number | boolean | null>>;
/** An optimizer's class. */
export type OptimizerClass<T> = new (...args: never[]) => T;

/** A kind of state that an optimizer keeps for each variable, e.g. the first moment. */
export interface SlotKind {
  /** What comes after the variable's name. */
  readonly suffix: string;
  /** What it starts with. */
  readonly initial?: number;
}

interface Slot {
  readonly name: string;
  readonly variable: Variable;
}

/** What an update leaves: the new value, and the state in the order of its kinds. */
export interface Updated {
  readonly value: weir.Tensor;
  readonly slots: readonly weir.Tensor[];
}

/**
 * The base of all optimizers.
 * @throws Error when a gradient is asked of a function that gives no scalar, or that uses no variable
 * @example tf.train.sgd(0.1) instanceof tf.Optimizer // true
 */
export abstract class Optimizer {
  protected iterations = 0;
  /** State by kind, one per variable in the order of its first update. */
  private slots: Slot[][];
  private readonly kinds: readonly SlotKind[];

  constructor(kinds: readonly SlotKind[]) {
    this.kinds = kinds;
    this.slots = kinds.map(() => []);
  }

  /** The new value and state of one variable. */
  protected abstract update(value: weir.Tensor, gradient: weir.Tensor, slots: readonly weir.Tensor[]): Updated;

  /** Called after all variables have been updated. */
  protected finishStep(): void {}

  /**
   * Computes the gradients of the scalar `f()` and applies them. Returns the cost if asked to.
   * @example
   * const x = tf.variable(tf.scalar(3));
   * tf.train.sgd(0.1).minimize(() => x.square(), true, [x]) // 9
   */
  minimize(f: () => Tensor, returnCost = false, varList?: readonly Variable[]): Tensor | null {
    const { value, grads } = this.computeGradients(f, varList);
    if (varList) this.applyGradients(varList.map((v) => ({ name: v.name, tensor: grads[v.name]! })));
    else this.applyGradients(grads);
    dispose(grads);
    if (returnCost) return value;
    value.dispose();
    return null;
  }

  /** Returns the value of the scalar `f()` and its gradients by variable. */
  computeGradients(f: () => Tensor, varList?: readonly Variable[]): { value: Tensor; grads: Record<string, Tensor> } {
    return variableGrads(f, varList);
  }

  /** Moves each named variable along its gradient. */
  applyGradients(gradients: NamedGradients): void {
    const list = Array.isArray(gradients)
      ? (gradients as readonly NamedTensor[])
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor: tensor as Tensor }));
    list.forEach(({ name, tensor }, i) => {
      const variable = variables.get(name);
      if (!variable) throw new Error(`optimizer: there is no variable called ${name}; it may have been disposed of`);
      const slots = this.kinds.map((kind, k) => (this.slots[k]![i] ??= newSlot(name, variable, kind)));
      if (tensor === null || tensor === undefined) return;
      tidy(() => {
        const next = this.update(
          variable.core,
          tensor.core,
          slots.map((s) => s.variable.core),
        );
        slots.forEach((s, k) => s.variable.assign(wrap(next.slots[k]!)));
        variable.assign(wrap(next.value));
      });
    });
    tidy(() => this.finishStep());
    this.iterations++;
  }

  /** Disposes of the state. */
  dispose(): void {
    dispose(this.slots.flat().map((s) => s.variable));
    this.slots = this.kinds.map(() => []);
  }

  /** Returns the number of steps as a weight. */
  async saveIterations(): Promise<NamedTensor> {
    return { name: "iter", tensor: makeTensor([this.iterations], [], "int32") };
  }

  /** Returns a promise of the number of steps and the state, to be saved. */
  async getWeights(): Promise<NamedTensor[]> {
    return [await this.saveIterations(), ...this.slots.flat().map((s) => ({ name: s.name, tensor: s.variable }))];
  }

  /** Takes the state that `getWeights` returned. */
  async setWeights(weights: readonly NamedTensor[]): Promise<void> {
    const rest = await this.extractIterations(weights);
    if (rest.length > 0 && this.kinds.length === 0)
      throw new Error(`${this.getClassName()} optimizer does not have settable weights.`);
    const count = rest.length / Math.max(1, this.kinds.length);
    this.slots = this.kinds.map((_, k) =>
      rest.slice(k * count, (k + 1) * count).map(({ name, tensor }) => ({ name, variable: hidden(tensor) })),
    );
  }

  /** Takes the number of steps off the front of saved weights. */
  protected async extractIterations(weights: readonly NamedTensor[]): Promise<readonly NamedTensor[]> {
    this.iterations = Number((await weights[0]!.tensor.data())[0]);
    return weights.slice(1);
  }

  /** Returns the class's name in saved models. */
  getClassName(): string {
    return (this.constructor as unknown as { className: string }).className;
  }

  /** Returns what makes this optimizer anew. */
  abstract getConfig(): Config;
}

let made = 0;

function hidden(value: Tensor): Variable {
  return new Variable(value, false, `optimizer_state_${made++}`);
}

function newSlot(name: string, variable: Variable, { suffix, initial = 0 }: SlotKind): Slot {
  const value = tidy(() => {
    const start = zeros(variable.shape);
    return hidden(initial === 0 ? start : filled(variable.shape, initial));
  });
  return { name: `${name}/${suffix}`, variable: value };
}

function filled(shape: readonly number[], value: number): Tensor {
  return makeTensor(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape, "float32");
}

/** Returns a variable that holds one number, which no scope disposes of. */
export function state(value: number): Variable {
  return tidy(() => hidden(makeTensor([value], [], "float32")));
}

/** TensorFlow.js's default for numbers that keep divisors from 0. */
export const EPSILON = 1e-7;
