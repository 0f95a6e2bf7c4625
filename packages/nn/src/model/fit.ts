// Training: epochs of batches, steps enqueued ahead of the device, numbers read back behind it.
import { OpError, type HostArray } from "@weir/core";
import { each, type Callback, type History, type Logs } from "../callbacks/callback.ts";
import { recordHistory } from "../callbacks/history.ts";
import { inRange, positiveInteger } from "../arguments.ts";
import type { Control } from "./control.ts";
import type { Evaluator } from "./evaluate.ts";
import { gatherRows, sliceRows, type Data } from "./host-data.ts";
import { checkedPair, emptyBatch, type Labelled } from "./labelled.ts";
import { inOrder, shuffled } from "./order.ts";
import { createPace, createPipeline } from "./pipeline.ts";
import { measureNames, type Recipe } from "./recipe.ts";
import { openReport } from "./report.ts";
import type { StepRecord, Trainer } from "./trainer.ts";

/** Settings of `fit`. */
export interface FitOptions {
  /** Examples per step. Default 32. A smaller last batch is trained on as well. */
  readonly batchSize?: number;
  /** How many times all examples are seen. Default 1. */
  readonly epochs?: number;
  /** Measured after each epoch, never trained on: `[x, y]`. */
  readonly validationData?: readonly [x: Data, y: Data];
  /** The share of the examples, taken from the end before shuffling, that serves as validation data. Default 0. */
  readonly validationSplit?: number;
  /** Whether each epoch has an order of its own. Default `true`. */
  readonly shuffle?: boolean;
  readonly callbacks?: readonly Callback[];
  /** Number of the first epoch, when training goes on. `epochs` is the number after the last. Default 0. */
  readonly initialEpoch?: number;
  /** Decides the order of the examples. Default: the model's seed. */
  readonly seed?: number;
  /** Aborting it ends the fit with the signal's reason; what was learnt so far stays. */
  readonly signal?: AbortSignal;
  /** What boards show. Default: the model's name. */
  readonly name?: string;
}

/** What `fit` needs of its model. */
export interface Fitting {
  readonly trainer: Trainer;
  readonly control: Control;
  readonly run: string;
  readonly name: string;
  readonly seed: number;
  evaluator(batchSize: number): Evaluator;
  stopping(): boolean;
}

/** Trains and returns what was measured. */
export async function fit(model: Fitting, x: Data, y: Data, options: FitOptions): Promise<History> {
  const { trainer, control } = model;
  const { callbacks = [], signal, shuffle = true, seed = model.seed } = options;
  const batchSize = positiveInteger("fit", "batchSize", options.batchSize ?? 32);
  const [firstEpoch, epochs] = epochsOf(options);
  const { training, validation } = await prepare(trainer.recipe, x, y, options);
  const batches = Math.ceil(training.count / batchSize);
  const firstStep = trainer.steps;
  const step = () => trainer.step(Math.min(batchSize, training.count));
  const report = await openReport({
    run: model.run,
    name: options.name ?? model.name,
    optimizer: trainer.recipe.optimizer,
    control,
    columns: trainer.columns,
    step,
    firstStep,
    totalSteps: firstStep + batches * (epochs - firstEpoch),
    totalEpochs: epochs,
  });
  const history = recordHistory();
  const pace = createPace();
  const stage = staging(trainer.recipe, training, batchSize);
  let evaluator: Evaluator | undefined;

  async function trainEpoch(epoch: number): Promise<Logs> {
    const order = shuffle ? shuffled(training.count, seed, epoch) : inOrder(training.count);
    const mean = epochMean(measureNames(trainer.recipe));
    let delivered = 0;
    const pipeline = createPipeline(trainer, pace, async (records) => {
      report.steps(records, epoch);
      for (const record of records) {
        const logs = mean.add(record);
        const batch = delivered++;
        await each(callbacks, (callback) => callback.onBatchEnd?.(batch, logs));
      }
    });
    for (let batch = 0; batch < batches && !model.stopping(); batch++) {
      signal?.throwIfAborted();
      if (!control.enter()) await whilePaused(pipeline.drain);
      if (model.stopping()) break;
      const start = batch * batchSize;
      const count = Math.min(batchSize, training.count - start);
      trainer.step(count).run(...stage(order, start, count));
      await pipeline.stepped();
    }
    await pipeline.drain();
    return mean.result();
  }

  /** Waits at the gate, with everything enqueued done, until it opens, the fit is stopped, or aborted. */
  async function whilePaused(drain: () => Promise<void>): Promise<void> {
    await drain();
    report.state("paused");
    const aborted = new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
    do {
      await Promise.race([control.opened(), aborted]);
      signal?.throwIfAborted();
    } while (!model.stopping() && !control.enter());
    report.state("running");
  }

  async function run(): Promise<void> {
    // Steps taken before this fit and not read are no part of its numbers.
    await trainer.read();
    await each(callbacks, (callback) => callback.onTrainBegin?.());
    for (let epoch = firstEpoch; epoch < epochs && !model.stopping(); epoch++) {
      await each(callbacks, (callback) => callback.onEpochBegin?.(epoch));
      const logs = await trainEpoch(epoch);
      // Stopped before the first step of the epoch: there is nothing to tell of it.
      if (logs["loss"] === undefined) break;
      const validated = validation && evaluator ? prefixed(await evaluator.run(validation.x, validation.y)) : {};
      const all = { ...logs, ...validated };
      history.add(epoch, all);
      report.epochEnd(epoch, trainer.steps - 1, all);
      await each(callbacks, (callback) => callback.onEpochEnd?.(epoch, all));
    }
    await each(callbacks, (callback) => callback.onTrainEnd?.());
  }

  try {
    report.state("preparing");
    // All at once, so that no compiling interrupts training later.
    const last = training.count % batchSize;
    const steps = last === 0 || batches === 1 ? [step()] : [step(), trainer.step(last)];
    if (validation) evaluator = model.evaluator(Math.min(batchSize, validation.count));
    await Promise.all([...steps, ...(evaluator ? [evaluator] : [])].map((compiled) => compiled.ready));
    report.compiled();
    signal?.throwIfAborted();
    report.state("running");
    await run();
    report.state("done");
    return history.result;
  } catch (error) {
    report.state("failed");
    throw error;
  } finally {
    report.close();
  }
}

function epochsOf({ epochs = 1, initialEpoch = 0 }: FitOptions): readonly [number, number] {
  if (!Number.isInteger(initialEpoch) || initialEpoch < 0) {
    throw new OpError("fit", `initialEpoch must be a whole number from 0, got ${initialEpoch}.`);
  }
  return [initialEpoch, positiveInteger("fit", "epochs", epochs)];
}

/** Checks everything before the first step, so that bad data changes nothing. */
async function prepare(recipe: Recipe, x: Data, y: Data, { validationData, validationSplit = 0 }: FitOptions) {
  inRange("fit", "validationSplit", validationSplit, 0, 1);
  if (validationData && validationSplit > 0)
    throw new OpError("fit", "takes validationData or validationSplit, got both.");
  const all = await checkedPair("fit", ["x", "y"], recipe, x, y);
  if (validationData) {
    const given = await checkedPair("fit", ["validationData[0]", "y of validationData"], recipe, ...validationData);
    return { training: all, validation: given };
  }
  if (validationSplit === 0) return { training: all, validation: undefined };
  // Keras's rule: the first ⌊n (1 − split)⌋ train.
  const cut = Math.floor(all.count * (1 - validationSplit));
  if (cut === 0 || cut === all.count) {
    throw new OpError(
      "fit",
      `validationSplit ${validationSplit} of ${all.count} examples leaves none to ${cut === 0 ? "train on" : "validate with"}. Choose another share.`,
    );
  }
  return { training: part(all, 0, cut), validation: part(all, cut, all.count) };
}

function part({ x, y }: Labelled, start: number, end: number): Labelled {
  return { count: end - start, x: sliceRows(x, start, end), y: sliceRows(y, start, end) };
}

/** Batches are gathered into arrays that are used again; `run` has copied them when it returns. */
function staging(recipe: Recipe, { x, y }: Labelled, batchSize: number) {
  const [xs, ys] = emptyBatch(recipe, { x, y }, batchSize);
  return (order: Uint32Array, start: number, count: number): readonly [HostArray, HostArray] => {
    gatherRows(x, order, start, count, xs);
    gatherRows(y, order, start, count, ys);
    return [xs.subarray(0, count * x.length), ys.subarray(0, count * y.length)];
  };
}

/** The mean over an epoch's examples; batches count by their size. */
function epochMean(names: readonly string[]) {
  const sums = names.map(() => 0);
  let count = 0;
  return {
    /** Returns the batch's own logs. */
    add({ values, batchSize }: StepRecord): Logs {
      count += batchSize;
      names.forEach((_, i) => (sums[i]! += batchSize * values[i]!));
      return Object.fromEntries(names.map((name, i) => [name, values[i]!]));
    },
    result(): Logs {
      return count === 0 ? {} : Object.fromEntries(names.map((name, i) => [name, sums[i]! / count]));
    },
  };
}

function prefixed(logs: Logs): Logs {
  return Object.fromEntries(Object.entries(logs).map(([key, value]) => [`val_${key}`, value]));
}
