// Predictions, batch by batch, through one compiled step.
import { tensor, type Tensor } from "@weir/core";
import { sizeOf } from "../shape.ts";
import { forward } from "./forward.ts";
import { gatherRows, type Rows } from "./host-data.ts";
import { inOrder } from "./order.ts";
import type { Plan } from "./plan.ts";
import type { Held, Variables } from "./variables.ts";

/** Predicts batches of one size. */
export interface Predictor {
  /** Returns the output for every example, [count, ...output]. */
  run(x: Rows): Promise<Tensor>;
  dispose(): void;
}

/** Compiles the forward pass for batches of `batchSize` on the live variables. */
export function createPredictor(plan: Plan, variables: Variables, batchSize: number): Predictor {
  const length = sizeOf(plan.output);
  const step = variables.compile(
    (state: Held, { x }: { readonly x: Tensor }) => ({
      state,
      outputs: { y: forward(plan, state.values, x, {}).prediction.values },
    }),
    {
      state: {},
      inputs: { x: { shape: [batchSize, ...plan.input], dtype: "float32" } },
      name: "predict",
    },
  );
  // One prediction at a time: every run rewrites the same output.
  let tail: Promise<unknown> = Promise.resolve();

  async function run(x: Rows): Promise<Tensor> {
    await step.ready;
    const order = inOrder(x.count);
    const xs = new Float32Array(batchSize * x.length);
    const result = new Float32Array(x.count * length);
    for (let start = 0; start < x.count; start += batchSize) {
      const count = Math.min(batchSize, x.count - start);
      gatherRows(x, order, start, count, xs);
      step.run({ x: xs });
      const y = await step.outputs.y.data();
      result.set(y.subarray(0, count * length), start * length);
    }
    return tensor(result, [x.count, ...plan.output]);
  }

  return {
    run(x) {
      const result = tail.then(() => run(x));
      tail = result.catch(() => undefined);
      return result;
    },
    dispose: () => step.dispose({ keepState: true }),
  };
}
