/** The optimizers. Each is its update rule. */
import * as weir from "@weir/core";
import { wrap } from "../convert.ts";
import type { Tensor, Variable } from "../tensor.ts";
import { scalar } from "../ops/create.ts";
import { keep, tidy } from "../engine.ts";
import type { Config, NamedTensor, OptimizerClass, SlotKind, Updated } from "./optimizer.ts";
import { EPSILON, Optimizer, state } from "./optimizer.ts";

const { add, div, mul, sqrt, square, sub } = weir;

/** a · old + (1 − a) · next. */
function blend(a: number, old: weir.Tensor, next: weir.Tensor): weir.Tensor {
  return add(mul(old, a), mul(next, 1 - a));
}

/**
 * Gradient descent: x ← x − rate · g.
 * @example
 * const x = tf.variable(tf.scalar(1));
 * new tf.SGDOptimizer(0.1).minimize(() => x.square(), false, [x]);
 * x // 0.8
 */
export class SGDOptimizer extends Optimizer {
  static readonly className: string = "SGD";
  protected learningRate: number;
  /** −rate as a tensor, so that changing it compiles nothing. */
  protected c!: Tensor;

  constructor(learningRate: number, kinds: readonly SlotKind[] = []) {
    super(kinds);
    this.learningRate = learningRate;
    this.setLearningRate(learningRate);
  }

  /** Takes another learning rate from now on. */
  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
    this.c?.dispose();
    this.c = keep(scalar(-learningRate));
  }

  protected update(value: weir.Tensor, gradient: weir.Tensor, _slots: readonly weir.Tensor[]): Updated {
    return { value: add(mul(this.c.core, gradient), value), slots: [] };
  }

  override dispose(): void {
    super.dispose();
    this.c.dispose();
  }

  getConfig(): Config {
    return { learningRate: this.learningRate };
  }

  static fromConfig<T>(cls: OptimizerClass<T>, config: Config): T {
    return make(cls, config["learningRate"]);
  }
}

function make<T>(cls: OptimizerClass<T>, ...args: unknown[]): T {
  return new (cls as unknown as new (...args: unknown[]) => T)(...args);
}

/**
 * Gradient descent with momentum: v ← m·v + g; x ← x − rate · v, or with Nesterov's look ahead.
 * @example
 * const x = tf.variable(tf.scalar(1));
 * new tf.MomentumOptimizer(0.1, 0.9).minimize(() => x.square(), false, [x]);
 * x // 0.8
 */
export class MomentumOptimizer extends SGDOptimizer {
  static override readonly className: string = "Momentum";
  private momentum: number;
  private readonly useNesterov: boolean;
  private readonly m: Tensor;

  constructor(learningRate: number, momentum: number, useNesterov = false) {
    super(learningRate, [{ suffix: "momentum" }]);
    this.momentum = momentum;
    this.useNesterov = useNesterov;
    this.m = keep(scalar(momentum));
  }

  /** Takes another momentum from now on. */
  setMomentum(momentum: number): void {
    this.momentum = momentum;
  }

  protected override update(value: weir.Tensor, gradient: weir.Tensor, [before]: readonly weir.Tensor[]): Updated {
    const m = this.m.core;
    const moved = add(mul(m, before!), gradient);
    const direction = this.useNesterov ? add(gradient, mul(moved, m)) : moved;
    return { value: add(mul(this.c.core, direction), value), slots: [moved] };
  }

  override dispose(): void {
    super.dispose();
    this.m.dispose();
  }

  override getConfig(): Config {
    return { learningRate: this.learningRate, momentum: this.momentum, useNesterov: this.useNesterov };
  }

  static override fromConfig<T>(cls: OptimizerClass<T>, config: Config): T {
    return make(cls, config["learningRate"], config["momentum"], config["useNesterov"]);
  }
}

/**
 * Adagrad: the rate is divided by the root of the sum of squared gradients.
 * @example
 * const x = tf.variable(tf.scalar(1));
 * new tf.AdagradOptimizer(0.1).minimize(() => x.square(), false, [x]);
 * x // 0.9012270
 */
export class AdagradOptimizer extends Optimizer {
  static readonly className = "Adagrad";
  private readonly learningRate: number;
  private readonly initialAccumulatorValue: number;

  constructor(learningRate: number, initialAccumulatorValue = 0.1) {
    super([{ suffix: "accumulator", initial: initialAccumulatorValue }]);
    this.learningRate = learningRate;
    this.initialAccumulatorValue = initialAccumulatorValue;
  }

  protected update(value: weir.Tensor, gradient: weir.Tensor, [sum]: readonly weir.Tensor[]): Updated {
    const next = add(sum!, square(gradient));
    return { value: add(mul(div(gradient, sqrt(add(next, EPSILON))), -this.learningRate), value), slots: [next] };
  }

  getConfig(): Config {
    return { learningRate: this.learningRate, initialAccumulatorValue: this.initialAccumulatorValue };
  }

  static fromConfig<T>(cls: OptimizerClass<T>, config: Config): T {
    return make(cls, config["learningRate"], config["initialAccumulatorValue"]);
  }
}

/**
 * Adadelta (Zeiler 2012): steps as large as past steps, in the units of past gradients.
 * @example
 * const x = tf.variable(tf.scalar(1));
 * new tf.AdadeltaOptimizer(0.1, 0.95).minimize(() => x.square(), false, [x]);
 * x // 0.8
 */
export class AdadeltaOptimizer extends Optimizer {
  static readonly className = "Adadelta";
  private readonly learningRate: number;
  private readonly rho: number;
  private readonly epsilon: number;

  constructor(learningRate: number, rho: number, epsilon: number | null = null) {
    super([{ suffix: "accum_grad" }, { suffix: "accum_var" }]);
    this.learningRate = learningRate;
    this.rho = rho;
    this.epsilon = epsilon ?? EPSILON;
  }

  protected update(value: weir.Tensor, gradient: weir.Tensor, [grads, steps]: readonly weir.Tensor[]): Updated {
    const { rho, epsilon } = this;
    const step = mul(div(sqrt(add(steps!, epsilon)), sqrt(add(grads!, epsilon))), gradient);
    return {
      value: add(mul(step, -this.learningRate), value),
      slots: [blend(rho, grads!, square(gradient)), blend(rho, steps!, square(step))],
    };
  }

  getConfig(): Config {
    return { learningRate: this.learningRate, rho: this.rho, epsilon: this.epsilon };
  }

  static fromConfig<T>(cls: OptimizerClass<T>, config: Config): T {
    return make(cls, config["learningRate"], config["rho"], config["epsilon"]);
  }
}

/**
 * Adam (Kingma & Ba 2015).
 * @example
 * const x = tf.variable(tf.scalar(1));
 * new tf.AdamOptimizer(0.1, 0.9, 0.999).minimize(() => x.square(), false, [x]);
 * x // 0.9
 */
export class AdamOptimizer extends Optimizer {
  static readonly className = "Adam";
  protected learningRate: number;
  protected beta1: number;
  protected beta2: number;
  protected epsilon: number;
  /** β₁ᵗ and β₂ᵗ of the step to come. */
  private readonly accBeta1: Variable;
  private readonly accBeta2: Variable;

  constructor(learningRate: number, beta1: number, beta2: number, epsilon: number | null = null) {
    super([{ suffix: "m" }, { suffix: "v" }]);
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon ?? EPSILON;
    this.accBeta1 = state(beta1);
    this.accBeta2 = state(beta2);
  }

  protected update(value: weir.Tensor, gradient: weir.Tensor, [m, v]: readonly weir.Tensor[]): Updated {
    const first = blend(this.beta1, m!, gradient);
    const second = blend(this.beta2, v!, square(gradient));
    const mean = div(first, sub(1, this.accBeta1.core));
    const spread = add(sqrt(div(second, sub(1, this.accBeta2.core))), this.epsilon);
    return { value: add(mul(div(mean, spread), -this.learningRate), value), slots: [first, second] };
  }

  protected override finishStep(): void {
    this.accBeta1.assign(wrap(mul(this.accBeta1.core, this.beta1)));
    this.accBeta2.assign(wrap(mul(this.accBeta2.core, this.beta2)));
  }

  override async setWeights(weights: readonly NamedTensor[]): Promise<void> {
    await super.setWeights(weights);
    tidy(() => {
      this.accBeta1.assign(scalar(this.beta1 ** (this.iterations + 1)));
      this.accBeta2.assign(scalar(this.beta2 ** (this.iterations + 1)));
    });
  }

  override dispose(): void {
    super.dispose();
    this.accBeta1.dispose();
    this.accBeta2.dispose();
  }

  getConfig(): Config {
    return { learningRate: this.learningRate, beta1: this.beta1, beta2: this.beta2, epsilon: this.epsilon };
  }

  static fromConfig<T>(cls: OptimizerClass<T>, config: Config): T {
    return make(cls, config["learningRate"], config["beta1"], config["beta2"], config["epsilon"]);
  }
}

/**
 * Adamax: Adam with the largest gradient in place of the root mean square.
 * @throws Error from `getWeights` and `setWeights`, which TensorFlow.js has not for it either
 * @example
 * const x = tf.variable(tf.scalar(1));
 * new tf.AdamaxOptimizer(0.1, 0.9, 0.999).minimize(() => x.square(), false, [x]);
 * x // 0.9
 */
export class AdamaxOptimizer extends Optimizer {
  static readonly className = "Adamax";
  private readonly learningRate: number;
  private readonly beta1: number;
  private readonly beta2: number;
  private readonly epsilon: number;
  private readonly decay: number;
  private readonly accBeta1: Variable;
  private readonly iteration: Variable;

  constructor(learningRate: number, beta1: number, beta2: number, epsilon: number | null = null, decay = 0) {
    super([{ suffix: "m" }, { suffix: "v" }]);
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon ?? EPSILON;
    this.decay = decay;
    this.iteration = state(0);
    this.accBeta1 = state(beta1);
  }

  protected update(value: weir.Tensor, gradient: weir.Tensor, [m, v]: readonly weir.Tensor[]): Updated {
    const first = blend(this.beta1, m!, gradient);
    const largest = weir.maximum(mul(v!, this.beta2), weir.abs(gradient));
    const rate = div(-this.learningRate, add(mul(this.iteration.core, this.decay), 1));
    const step = mul(div(rate, sub(1, this.accBeta1.core)), div(first, add(largest, this.epsilon)));
    return { value: add(step, value), slots: [first, largest] };
  }

  protected override finishStep(): void {
    this.iteration.assign(wrap(add(this.iteration.core, 1)));
    this.accBeta1.assign(wrap(mul(this.accBeta1.core, this.beta1)));
  }

  override dispose(): void {
    super.dispose();
    this.accBeta1.dispose();
    this.iteration.dispose();
  }

  override async getWeights(): Promise<NamedTensor[]> {
    throw new Error("getWeights() is not implemented for Adamax yet.");
  }

  override async setWeights(_weights: readonly NamedTensor[]): Promise<void> {
    throw new Error("setWeights() is not implemented for Adamax yet.");
  }

  getConfig(): Config {
    const { learningRate, beta1, beta2, epsilon, decay } = this;
    return { learningRate, beta1, beta2, epsilon, decay };
  }

  static fromConfig<T>(cls: OptimizerClass<T>, config: Config): T {
    return make(cls, config["learningRate"], config["beta1"], config["beta2"], config["epsilon"], config["decay"]);
  }
}

/**
 * RMSProp (Tieleman & Hinton 2012), with momentum; centred, the variance in place of the mean square.
 * @throws Error without a learning rate
 * @example
 * const x = tf.variable(tf.scalar(1));
 * new tf.RMSPropOptimizer(0.1).minimize(() => x.square(), false, [x]);
 * x // 0.6837723
 */
export class RMSPropOptimizer extends Optimizer {
  static readonly className = "RMSProp";
  private readonly learningRate: number;
  private readonly decay: number;
  private readonly momentum: number;
  private readonly epsilon: number;
  private readonly centered: boolean;

  constructor(learningRate: number, decay = 0.9, momentum = 0, epsilon: number | null = null, centered = false) {
    super([{ suffix: "rms" }, { suffix: "momentum" }, ...(centered ? [{ suffix: "mg" }] : [])]);
    if (learningRate === undefined || learningRate === null)
      throw new Error("learningRate for RMSPropOptimizer must be defined.");
    this.learningRate = learningRate;
    this.decay = decay;
    this.momentum = momentum;
    this.epsilon = epsilon ?? EPSILON;
    this.centered = centered;
  }

  protected update(
    value: weir.Tensor,
    gradient: weir.Tensor,
    [squares, moments, means]: readonly weir.Tensor[],
  ): Updated {
    const second = blend(this.decay, squares!, square(gradient));
    const mean = means && blend(this.decay, means, gradient);
    const spread = mean ? sub(second, square(mean)) : second;
    const scaled = div(mul(gradient, this.learningRate), sqrt(add(spread, this.epsilon)));
    const moved = add(mul(moments!, this.momentum), scaled);
    return { value: sub(value, moved), slots: [second, moved, ...(mean ? [mean] : [])] };
  }

  getConfig(): Config {
    const { learningRate, decay, momentum, epsilon, centered } = this;
    return { learningRate, decay, momentum, epsilon, centered };
  }

  static fromConfig<T>(cls: OptimizerClass<T>, config: Config): T {
    const { learningRate, decay, momentum, epsilon, centered } = config;
    return make(cls, learningRate, decay, momentum, epsilon, centered);
  }
}

/** Makes optimizers by name. */
export const train = {
  /**
   * Returns stochastic gradient descent.
   * @example tf.train.sgd(0.1) instanceof tf.SGDOptimizer // true
   */
  sgd: (learningRate: number): SGDOptimizer => new SGDOptimizer(learningRate),
  /**
   * Returns descent with momentum, Nesterov's if asked.
   * @example tf.train.momentum(0.1, 0.9) instanceof tf.MomentumOptimizer // true
   */
  momentum: (learningRate: number, momentum: number, useNesterov = false): MomentumOptimizer =>
    new MomentumOptimizer(learningRate, momentum, useNesterov),
  /**
   * Returns Adagrad (Duchi et al. 2011), whose sums of squares start at `initialAccumulatorValue`.
   * @example tf.train.adagrad(0.1) instanceof tf.AdagradOptimizer // true
   */
  adagrad: (learningRate: number, initialAccumulatorValue = 0.1): AdagradOptimizer =>
    new AdagradOptimizer(learningRate, initialAccumulatorValue),
  /**
   * Returns Adadelta (Zeiler 2012); `epsilon` null is 1e-7.
   * @example tf.train.adadelta() instanceof tf.AdadeltaOptimizer // true
   */
  adadelta: (learningRate = 0.001, rho = 0.95, epsilon: number | null = null): AdadeltaOptimizer =>
    new AdadeltaOptimizer(learningRate, rho, epsilon),
  /**
   * Returns Adam (Kingma & Ba 2015); `epsilon` null is 1e-7.
   * @example tf.train.adam() instanceof tf.AdamOptimizer // true
   */
  adam: (learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon: number | null = null): AdamOptimizer =>
    new AdamOptimizer(learningRate, beta1, beta2, epsilon),
  /**
   * Returns Adamax (Kingma & Ba 2015); `epsilon` null is 1e-7.
   * @example tf.train.adamax() instanceof tf.AdamaxOptimizer // true
   */
  adamax: (
    learningRate = 0.002,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon: number | null = null,
    decay = 0,
  ): AdamaxOptimizer => new AdamaxOptimizer(learningRate, beta1, beta2, epsilon, decay),
  /**
   * Returns RMSProp (Tieleman & Hinton 2012); `epsilon` null is 1e-7.
   * @example tf.train.rmsprop(0.1) instanceof tf.RMSPropOptimizer // true
   */
  rmsprop: (
    learningRate: number,
    decay = 0.9,
    momentum = 0,
    epsilon: number | null = null,
    centered = false,
  ): RMSPropOptimizer => new RMSPropOptimizer(learningRate, decay, momentum, epsilon, centered),
} as const;
