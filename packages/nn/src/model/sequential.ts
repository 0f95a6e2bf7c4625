// The sequential model: layers in a row, their variables, and the verbs that train and use them.
import { OpError, Tensor, tensor } from "@weir/core";
import { positiveInteger } from "../arguments.ts";
import { each, type History } from "../callbacks/callback.ts";
import { freshSeed } from "../initializers/random.ts";
import type { Layer } from "../layers/layer.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { sameShape, showShape, type Shape } from "../shape.ts";
import { createControl } from "./control.ts";
import { createEvaluator, type Evaluator } from "./evaluate.ts";
import { fit, type FitOptions } from "./fit.ts";
import { exampleShape, rejectNaN, toRows, type Data } from "./host-data.ts";
import { checkedPair, emptyBatch } from "./labelled.ts";
import { declaredInputShape, planLayers, type PlacedLayer, type Plan } from "./plan.ts";
import { createPredictor, type Predictor } from "./predict.ts";
import { measureNames, settle, type CompileOptions } from "./recipe.ts";
import { countOf, summarize } from "./summary.ts";
import { createTrainer, type TrainStep, type Trainer } from "./trainer.ts";
import { createVariables, type Variables } from "./variables.ts";
import { rejectOtherShape, type Weight } from "./weight.ts";

/** Settings of {@link sequential}. */
export interface SequentialOptions {
  readonly layers: readonly Layer[];
  /** Which layers each takes, by number, those before it only; −1 is the model's input. Default: the one before. See {@link model}. */
  readonly from?: readonly (readonly number[])[];
  /** Default "sequential". */
  readonly name?: string;
  /** Decides initial values, dropout and the order of examples: the same seed, the same losses on every device. Default: one that nobody chose. */
  readonly seed?: number;
}

/** Settings of `evaluate` and `predict`. */
export interface BatchOptions {
  /** Examples per pass. Default 32. */
  readonly batchSize?: number;
}

/**
 * Layers in a row. Made by {@link sequential}.
 *
 * Training state lives on the device and is updated in place; nothing needs to be disposed of.
 * @throws OpError when there are no layers, or one does not take what it is given
 * @example sequential([dense({ units: 3, inputShape: [2] }), dense({ units: 1 })]).layers.map((layer) => layer.name) // ["dense", "dense_1"]
 */
export class Sequential {
  readonly name: string;
  /** What initial values, dropout and order hang on. */
  readonly seed: number;
  /** Set it to `true` to end a running fit after the step in progress; `fit` sets it to `false` when it starts. */
  stopTraining = false;
  readonly #layers: readonly Layer[];
  readonly #from: readonly (readonly number[])[] | undefined;
  readonly #control = createControl();
  readonly #evaluators = new Map<number, Evaluator>();
  readonly #predictors = new Map<number, Predictor>();
  #plan: Plan | undefined;
  #variables: Variables | undefined;
  #trainer: Trainer | undefined;
  #compileOptions: CompileOptions | undefined;
  /** Names the training state to boards. */
  #run = "";
  #fitting = false;
  /** Resolves when the variables given last are in place. */
  #replaced: Promise<void> = Promise.resolve();

  constructor({ layers, from, name = "sequential", seed = freshSeed() }: SequentialOptions) {
    if (layers.length === 0) throw new OpError("sequential", "needs at least one layer, got none.");
    this.name = name;
    this.seed = seed;
    this.#layers = layers;
    this.#from = from;
    if (declaredInputShape(layers)) this.build();
  }

  /**
   * Settles all shapes and makes the variables; happens by itself when the first layer knows the input's shape, or at the first data.
   * @param inputShape shape of one example, without the batch
   * @throws OpError when no shape is known or a layer does not take its input
   */
  build(inputShape?: Shape): void {
    if (this.#plan && (!inputShape || sameShape(inputShape, this.#plan.input))) return;
    if (this.#plan) {
      throw new OpError(
        this.name,
        `is built for inputs ${showShape(this.#plan.input)} already, got ${showShape(inputShape!)}. Make a new model.`,
      );
    }
    const plan = planLayers(this.#layers, this.seed, inputShape, this.#from);
    this.#variables = createVariables(plan.variables);
    this.#plan = plan;
  }

  /** The layers in order, with names, shapes and variables. */
  get layers(): readonly PlacedLayer[] {
    return this.#built("layers").layers;
  }

  /** Shape of one example, without the batch. */
  get inputShape(): Shape {
    return this.#built("inputShape").input;
  }

  /** Shape of the output for one example, without the batch. */
  get outputShape(): Shape {
    return this.#built("outputShape").output;
  }

  /** The optimizer; its `learningRate` may be set while training runs. */
  get optimizer(): Optimizer {
    return this.#compiled("optimizer").recipe.optimizer;
  }

  /** Returns how many numbers the variables hold. */
  countParams(): number {
    return countOf(this.#built("countParams").variables);
  }

  /**
   * Returns the table of layers, output shapes and parameters as text.
   * @example sequential([dense({ units: 3, inputShape: [2] })]).summary().includes("9") // true
   */
  summary(): string {
    return summarize(this.name, this.#built("summary"));
  }

  /**
   * Settles how the model is trained and measured, and forgets the optimizer's state. Variables stay.
   * @throws OpError when a name is unknown (with the closest one), or loss, metrics and output do not go together
   * @example
   * const model = sequential([dense({ units: 1, inputShape: [2] })]);
   * model.compile({ optimizer: adam(), loss: "meanSquaredError" });
   * model.optimizer.learningRate // 0.001
   */
  compile(options: CompileOptions): void {
    this.#idle("compile");
    // A model without shapes checks its names now and the rest when it is built.
    const trainer = this.#plan ? this.#makeTrainer(this.#plan, options) : undefined;
    this.#forgetSteps();
    this.#trainer = trainer;
    this.#compileOptions = options;
    this.#run = crypto.randomUUID();
  }

  /**
   * Trains on examples `x` with labels `y` and resolves with what was measured.
   *
   * Steps are enqueued ahead of the device and nothing blocks the page: set `optimizer.learningRate`, `pause()`, `resume()` and
   * `stopTraining` hold from the next step on. All data is checked before the first step.
   * @throws OpError when the model is not compiled, data is empty, of another shape, holds NaN, or labels are out of range
   * @example
   * const model = sequential([dense({ units: 1, inputShape: [1], kernelInitializer: "zeros" })]);
   * model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
   * const { history } = await model.fit([[1], [1]], [[2], [2]], { epochs: 2, batchSize: 2 });
   * history.loss[0] // 4
   */
  async fit(x: Data, y: Data, options: FitOptions = {}): Promise<History> {
    this.#idle("fit");
    this.#fitting = true;
    try {
      await this.#buildFor("fit", x);
      const trainer = this.#compiled("fit");
      this.stopTraining = false;
      await each(options.callbacks ?? [], (callback) => callback.setModel?.(this));
      const fitting = {
        trainer,
        control: this.#control,
        run: this.#run,
        name: this.name,
        seed: this.seed,
        evaluator: (batchSize: number) => this.#evaluator(batchSize),
        stopping: () => this.stopTraining,
      };
      return await fit(fitting, x, y, options);
    } finally {
      this.#fitting = false;
    }
  }

  /**
   * Returns loss and metrics over all examples, by name.
   * @throws OpError as `fit` does
   * @example
   * const model = sequential([dense({ units: 1, inputShape: [1], kernelInitializer: "zeros" })]);
   * model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
   * model.evaluate([[1], [2]], [[1], [3]]) // { loss: 5 }
   */
  async evaluate(x: Data, y: Data, { batchSize = 32 }: BatchOptions = {}): Promise<Readonly<Record<string, number>>> {
    positiveInteger("evaluate", "batchSize", batchSize);
    await this.#buildFor("evaluate", x);
    const { recipe } = this.#compiled("evaluate");
    const pair = await checkedPair("evaluate", ["x", "y"], recipe, x, y);
    return this.#evaluator(Math.min(batchSize, pair.count)).run(pair.x, pair.y);
  }

  /**
   * Returns the output for every example, [count, ...output], float32. May be called while `fit` runs: it sees the variables as they are then.
   * @throws OpError when there are no examples or their shape is another
   * @example sequential([dense({ units: 1, inputShape: [2], kernelInitializer: "ones" })]).predict([[1, 2], [3, 4]]) // [[3], [7]]
   */
  async predict(x: Data, { batchSize = 32 }: BatchOptions = {}): Promise<Tensor> {
    positiveInteger("predict", "batchSize", batchSize);
    await this.#buildFor("predict", x);
    const plan = this.#built("predict");
    const wanted = { op: "predict", name: "x", shape: plan.input };
    const rows = await toRows(x, wanted);
    rejectNaN(rows, wanted);
    return this.#predictor(Math.min(batchSize, rows.count)).run(rows);
  }

  /**
   * Takes one step on one batch and returns its loss, or [loss, ...metrics] when there are metrics.
   * @throws OpError as `fit` does
   * @example
   * const model = sequential([dense({ units: 1, inputShape: [1], kernelInitializer: "zeros" })]);
   * model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
   * await model.trainOnBatch([[1], [2]], [[1], [3]]) // 5
   */
  async trainOnBatch(x: Data, y: Data): Promise<number | readonly number[]> {
    await this.#buildFor("trainOnBatch", x);
    const trainer = this.#compiled("trainOnBatch");
    const { recipe } = trainer;
    const pair = await checkedPair("trainOnBatch", ["x", "y"], recipe, x, y);
    const step = trainer.step(pair.count);
    const [xs, ys] = emptyBatch(recipe, pair, pair.count);
    xs.set(pair.x.data);
    ys.set(pair.y.data);
    step.run(xs, ys);
    const measured = await step.measured();
    const values = measureNames(recipe).map((name) => measured[name]!);
    return values.length === 1 ? values[0]! : values;
  }

  /**
   * Returns the compiled training step for batches of one size: the fastest way to train, and the caller's to drive.
   * Numbers are taken as they are; only their count is checked.
   * @throws OpError when the model is not compiled
   * @example
   * const model = sequential([dense({ units: 1, inputShape: [1], kernelInitializer: "zeros" })]);
   * model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
   * const step = model.trainStep(2);
   * step.run([1, 2], [1, 3]);
   * await step.loss() // 5
   */
  trainStep(batchSize: number): TrainStep {
    return this.#compiled("trainStep").step(positiveInteger("trainStep", "batchSize", batchSize));
  }

  /** Holds a running fit before its next step. */
  pause(): void {
    this.#control.pause();
  }

  /** Lets a paused fit go on. */
  resume(): void {
    this.#control.resume();
  }

  /** Whether fits wait. */
  get paused(): boolean {
    return this.#control.paused;
  }

  /** Returns copies of all variables, layer by layer in Keras's order. */
  async getWeights(): Promise<readonly Tensor[]> {
    const plan = this.#built("getWeights");
    await this.#replaced;
    const { values } = this.#variables!;
    return Promise.all(plan.variables.map(async (v) => tensor(await values[v.path]!.data(), v.shape)));
  }

  /**
   * Replaces all variables, layer by layer in Keras's order; the optimizer's state stays.
   * @throws OpError when their number or a shape is another; then nothing is replaced
   * @example
   * const model = sequential([dense({ units: 1, inputShape: [2] })]);
   * await model.setWeights([tensor([[2], [3]]), tensor([1])]);
   * model.predict([[1, 1]]) // [[6]]
   */
  async setWeights(weights: readonly Weight[]): Promise<void> {
    const { variables } = this.#built("setWeights");
    if (weights.length !== variables.length) {
      throw new OpError(
        "setWeights",
        `the model has ${variables.length} variables (${variables.map((v) => v.path).join(", ")}), got ${weights.length}.`,
      );
    }
    for (const [i, v] of variables.entries()) rejectOtherShape(v.path, v.shape, weights[i]!);
    const replace = async () => {
      const data = await Promise.all(
        weights.map(async (weight) => (weight instanceof Tensor ? weight.data() : weight)),
      );
      this.#variables?.set(Object.fromEntries(variables.map((v, i) => [v.path, Float32Array.from(data[i]!)])));
    };
    const replaced = this.#replaced.then(replace);
    this.#replaced = replaced.catch(() => undefined);
    await replaced;
  }

  /** Gives all device memory back now. The model cannot be used any more. */
  dispose(): void {
    this.#forgetSteps();
    this.#variables?.dispose();
    this.#variables = undefined;
    this.#plan = undefined;
  }

  #makeTrainer(plan: Plan, options: CompileOptions): Trainer {
    return createTrainer(settle(plan, options), this.#variables!, this.seed);
  }

  async #buildFor(op: string, x: Data): Promise<void> {
    await this.#replaced;
    if (!this.#plan) this.build(exampleShape(op, x));
    if (this.#compileOptions && !this.#trainer) this.#trainer = this.#makeTrainer(this.#plan!, this.#compileOptions);
  }

  #built(op: string): Plan {
    if (this.#plan) return this.#plan;
    throw new OpError(
      op,
      `model "${this.name}" does not know its input's shape yet. Put input({ shape }) first, or call model.build(shape).`,
    );
  }

  #compiled(op: string): Trainer {
    this.#built(op);
    if (this.#trainer) return this.#trainer;
    throw new OpError(op, `model "${this.name}" is not compiled. Call model.compile({ optimizer, loss }) first.`);
  }

  #idle(op: string): void {
    if (this.#fitting)
      throw new OpError(
        op,
        `a fit of model "${this.name}" is running. Await it, or set model.stopTraining = true first.`,
      );
  }

  #evaluator(batchSize: number): Evaluator {
    const { recipe } = this.#compiled("evaluate");
    return remembered(this.#evaluators, batchSize, () => createEvaluator(recipe, this.#variables!, batchSize));
  }

  #predictor(batchSize: number): Predictor {
    const plan = this.#built("predict");
    return remembered(this.#predictors, batchSize, () => createPredictor(plan, this.#variables!, batchSize));
  }

  #forgetSteps(): void {
    this.#trainer?.dispose();
    this.#trainer = undefined;
    for (const steps of [this.#evaluators, this.#predictors]) {
      for (const step of steps.values()) step.dispose();
      steps.clear();
    }
  }
}

/**
 * Returns a model of layers in a row.
 * @throws OpError when there are no layers, two have one name, or a layer does not take what the one before gives
 * @see Keras's `keras.Sequential`
 * @example sequential([input({ shape: [784] }), dense({ units: 10, activation: "softmax" })]).countParams() // 7850
 */
export function sequential(options: SequentialOptions | readonly Layer[]): Sequential {
  return new Sequential("layers" in options ? options : { layers: options });
}

function remembered<T>(known: Map<number, T>, key: number, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}
