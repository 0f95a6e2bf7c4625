// Measuring without training: the sums stay on the device until all batches are through.
import { add, mul, OpError, stack, sum, where, zeros, type Tensor } from "@weir/core";
import type { Logs } from "../callbacks/callback.ts";
import { forward } from "./forward.ts";
import { gatherRows, type Rows } from "./host-data.ts";
import { emptyBatch } from "./labelled.ts";
import { inOrder } from "./order.ts";
import { measure, measureNames, type Recipe } from "./recipe.ts";
import type { Held, Variables } from "./variables.ts";
import { yieldToPage } from "./yield-to-page.ts";

/** Batches enqueued before the device is waited for. */
const BATCHES_IN_FLIGHT = 2;

/** Measures batches of one size. */
export interface Evaluator {
  /** Resolves when it is compiled. */
  readonly ready: Promise<void>;
  /** Returns the means over all examples. */
  run(x: Rows, y: Rows): Promise<Logs>;
  dispose(): void;
}

interface EvaluateInputs {
  readonly x: Tensor;
  readonly y: Tensor;
  /** 1 for an example, 0 for what only fills the last batch. */
  readonly weights: Tensor;
  /** 0 in the first batch: sums start anew. */
  readonly keep: Tensor;
}

interface EvaluateState extends Held {
  readonly sums: Tensor;
}

/** Compiles the measuring of batches of `batchSize` on the live variables. */
export function createEvaluator(recipe: Recipe, variables: Variables, batchSize: number): Evaluator {
  const names = measureNames(recipe);
  const { plan, labels } = recipe;

  function evaluateStep(state: EvaluateState, { x, y, weights, keep }: EvaluateInputs) {
    const { prediction } = forward(plan, state.values, x, {});
    const batch = stack(measure(recipe, y, prediction).map((perExample) => sum(weighted(perExample, weights))));
    const sums = add(mul(state.sums, keep), batch);
    return { state: { values: state.values, sums }, outputs: {} };
  }

  const step = variables.compile(evaluateStep, {
    state: { sums: zeros([names.length]) },
    inputs: {
      x: { shape: [batchSize, ...plan.input], dtype: "float32" },
      y: { shape: [batchSize, ...labels.shape], dtype: labels.dtype },
      weights: { shape: [batchSize], dtype: "float32" },
      keep: { shape: [], dtype: "float32" },
    },
    name: "evaluate",
  });
  // One measuring at a time: they share the sums.
  let tail: Promise<unknown> = Promise.resolve();

  async function run(x: Rows, y: Rows): Promise<Logs> {
    if (x.count === 0) throw new OpError("evaluate", "there are no examples.");
    await step.ready;
    const order = inOrder(x.count);
    const [xs, ys] = emptyBatch(recipe, { x, y }, batchSize);
    const weights = new Float32Array(batchSize).fill(1);
    const batches = Math.ceil(x.count / batchSize);
    for (let batch = 0; batch < batches; batch++) {
      const start = batch * batchSize;
      const count = Math.min(batchSize, x.count - start);
      gatherRows(x, order, start, count, xs);
      gatherRows(y, order, start, count, ys);
      // The rest of a smaller last batch keeps old examples, which are finite and weigh nothing.
      weights.fill(0, count);
      step.run({ x: xs, y: ys, weights, keep: batch === 0 ? 0 : 1 });
      if (batch % BATCHES_IN_FLIGHT === BATCHES_IN_FLIGHT - 1) {
        await step.finish();
        await yieldToPage();
      }
    }
    const sums = await step.state.sums.data();
    return Object.fromEntries(names.map((name, i) => [name, sums[i]! / x.count]));
  }

  return {
    ready: step.ready,
    run(x, y) {
      const result = tail.then(() => run(x, y));
      tail = result.catch(() => undefined);
      return result;
    },
    dispose: () => step.dispose({ keepState: true }),
  };
}

/** Zero where the weight is: NaN times 0 would be NaN. */
function weighted(perExample: Tensor, weights: Tensor): Tensor {
  return where(weights.greater(0), mul(perExample, weights), 0);
}
