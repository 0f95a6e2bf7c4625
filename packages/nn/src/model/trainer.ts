// The training state of a compiled model, and the compiled steps that change it: one per batch size.
import {
  bus,
  describeStep,
  OpError,
  random,
  tensor,
  zeros,
  type GraphEvent,
  type HostArray,
  type StepStats,
  type Tensor,
} from "@weir/core";
import type { Variable } from "./plan.ts";
import type { Recipe } from "./recipe.ts";
import { notNegative } from "../optimizers/optimizer.ts";
import { sizeOf, type Shape } from "../shape.ts";
import { ringColumns, RING_ROWS, trainableVariables, trainFunction, type TrainState } from "./train-function.ts";
import type { Held, Variables } from "./variables.ts";

/** What one step measured. */
export interface StepRecord {
  /** Counted from 0 over the life of the training state. */
  readonly step: number;
  readonly learningRate: number;
  readonly batchSize: number;
  /** One number per column of the trainer. */
  readonly values: Float32Array;
}

/** A training state and its steps. */
export interface Trainer {
  readonly recipe: Recipe;
  /** Names of what a step measures: "loss", the metrics, and the gradient norms if they are measured. */
  readonly columns: readonly string[];
  /** Steps enqueued so far. */
  readonly steps: number;
  /** Returns the step for batches of this size, compiling it at the first call. */
  step(batchSize: number): TrainStep;
  /** Returns, when the device has got there, what the steps since the last call measured. At most RING_ROWS may lie between. */
  read(): Promise<readonly StepRecord[]>;
  dispose(): void;
}

/**
 * One compiled training step. It owns its buffers; a run allocates nothing.
 * @example
 * const model = sequential([dense({ units: 1, inputShape: [2], kernelInitializer: "zeros" })]);
 * model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
 * const step = model.trainStep(1);
 * step.run([1, 2], [3]);
 * await step.loss() // 9
 */
export interface TrainStep {
  readonly batchSize: number;
  /** Resolves when the step is compiled. Runs before that wait for it. */
  readonly ready: Promise<void>;
  /** What it costs, known once `ready`. */
  readonly stats: StepStats;
  /**
   * Enqueues one step and returns at once.
   * @param x `batchSize` examples one after another, or a tensor [batchSize, ...input]
   * @param y their labels
   * @throws OpError when there are more or fewer numbers
   */
  run(x: HostArray | Tensor, y: HostArray | Tensor): void;
  /** Returns the loss of the newest step. */
  loss(): Promise<number>;
  /** Returns loss and metrics of the newest step, by name. */
  measured(): Promise<Readonly<Record<string, number>>>;
  /** Resolves when all enqueued steps are done. */
  finish(): Promise<void>;
  /** Returns the graph and kernels for boards. Known once `ready`. */
  describe(): GraphEvent;
}

/** Returns a trainer with fresh optimizer state for the given variables. */
export function createTrainer(recipe: Recipe, variables: Variables, seed: number): Trainer {
  const gradientNorms = recipe.gradientNorms ?? bus.active;
  const columns = ringColumns(recipe, gradientNorms);
  const compiled = new Map<number, TrainStep & { dispose(): void }>();
  const enqueued: Omit<StepRecord, "values">[] = [];
  let state = freshState(recipe, columns.length, seed);
  let steps = 0;

  function compileFor(batchSize: number): TrainStep & { dispose(): void } {
    const { plan, labels, optimizer } = recipe;
    const [xShape, yShape] = [
      [batchSize, ...plan.input],
      [batchSize, ...labels.shape],
    ];
    const step = variables.compile(trainFunction(recipe, gradientNorms), {
      state,
      inputs: {
        x: { shape: xShape, dtype: "float32" },
        y: { shape: yShape, dtype: labels.dtype },
        learningRate: { shape: [], dtype: "float32" },
      },
      name: "train",
    });
    state = withoutValues(step.state);
    const measured = async () => {
      const row = await step.outputs.measured.data();
      return Object.fromEntries(columns.map((name, i) => [name, row[i]!]));
    };
    return {
      batchSize,
      ready: step.ready,
      get stats() {
        return step.stats;
      },
      run(x, y) {
        rejectOtherSize("x", x, xShape);
        rejectOtherSize("y", y, yShape);
        const learningRate = notNegative("trainStep", "learningRate", optimizer.learningRate);
        step.run({ x, y, learningRate });
        if (enqueued.length === RING_ROWS) enqueued.shift();
        enqueued.push({ step: steps++, learningRate, batchSize });
      },
      async loss() {
        return (await measured())["loss"]!;
      },
      measured,
      finish: () => step.finish(),
      describe: () => describeStep("training step", step),
      dispose: () => step.dispose({ keepState: true }),
    };
  }

  return {
    recipe,
    columns,
    get steps() {
      return steps;
    },
    step(batchSize) {
      let step = compiled.get(batchSize);
      if (!step) compiled.set(batchSize, (step = compileFor(batchSize)));
      return step;
    },
    async read() {
      const since = enqueued.splice(0);
      if (since.length === 0) return [];
      const ring = await state.ring.data();
      return since.map((record) => {
        const start = (record.step % RING_ROWS) * columns.length;
        return { ...record, values: Float32Array.from(ring.subarray(start, start + columns.length)) };
      });
    },
    dispose() {
      for (const step of compiled.values()) step.dispose();
      compiled.clear();
    },
  };
}

function withoutValues({ slots, step, key, ring }: TrainState & Held): TrainState {
  return { slots, step, key, ring };
}

function freshState(recipe: Recipe, columns: number, seed: number): TrainState {
  const slotsOf = ({ shape }: Variable) =>
    Object.fromEntries(recipe.optimizer.slots.map((slot) => [slot, zeros(shape)]));
  return {
    slots: Object.fromEntries(trainableVariables(recipe).map((v) => [v.path, slotsOf(v)])),
    step: tensor(0, [], "int32"),
    key: random.key(seed),
    ring: zeros([RING_ROWS, columns]),
  };
}

function rejectOtherSize(name: string, given: HostArray | Tensor, shape: Shape): void {
  const count = "length" in given ? given.length : given.size;
  if (count === sizeOf(shape)) return;
  throw new OpError(
    "trainStep",
    `${name} must be ${sizeOf(shape)} numbers, [${shape.join(", ")}], got ${count}. The step takes batches of ${shape[0]} only.`,
  );
}
