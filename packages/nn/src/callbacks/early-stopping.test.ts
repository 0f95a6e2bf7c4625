// When early stopping stops, in Keras's own cases.
import { expect, test } from "vitest";
import type { Sequential } from "../model/sequential.ts";
import { earlyStopping, type EarlyStoppingOptions } from "./early-stopping.ts";

/** Feeds the numbers one epoch after another and returns the epoch that stopped, or -1; and which weights came back. */
async function stoppedAt(
  options: EarlyStoppingOptions,
  values: readonly number[],
  key = options.monitor ?? "val_loss",
) {
  let epoch = 0;
  let restored = "none";
  const model = {
    stopTraining: false,
    getWeights: async () => [`epoch ${epoch}`],
    setWeights: async ([weights]: [string]) => void (restored = weights),
  };
  const callback = earlyStopping(options);
  callback.setModel!(model as unknown as Sequential);
  await callback.onTrainBegin!();
  for (; epoch < values.length && !model.stopTraining; epoch++)
    await callback.onEpochEnd!(epoch, { [key]: values[epoch]! });
  await callback.onTrainEnd!();
  return { epoch: model.stopTraining ? epoch - 1 : -1, restored };
}

test.each<[string, EarlyStoppingOptions, number[], number]>([
  ["stops at the first epoch that is not better", {}, [1, 0.5, 0.6], 2],
  ["bears `patience` epochs", { patience: 2 }, [1, 0.5, 0.6, 0.7, 0.1], 3],
  ["starts counting anew after getting better", { patience: 2 }, [1, 1.1, 0.5, 0.6, 0.4, 0.5, 0.5], 6],
  ["does not count changes below minDelta", { minDelta: 0.1 }, [1, 0.95, 0.8], 1],
  ["wants more of an accuracy", { monitor: "val_accuracy" }, [0.5, 0.6, 0.55], 2],
  ["obeys mode", { mode: "max" }, [0.5, 0.6, 0.55], 2],
  ["wants the baseline beaten", { baseline: 0.4, patience: 2 }, [0.9, 0.8, 0.7, 0.75], 3],
  ["leaves early epochs alone", { startFromEpoch: 2 }, [1, 2, 3, 2.5, 2.6], 4],
  ["goes on while it gets better", {}, [1, 0.9, 0.8], -1],
  ["takes NaN for not better", {}, [1, NaN], 1],
])("early stopping %s", async (_, options, values, epoch) => {
  expect((await stoppedAt(options, values)).epoch).toBe(epoch);
});

test("the best weights come back when asked for", async () => {
  expect((await stoppedAt({ restoreBestWeights: true, patience: 1 }, [1, 0.5, 0.6])).restored).toBe("epoch 1");
  expect((await stoppedAt({ patience: 1 }, [1, 0.5, 0.6])).restored).toBe("none");
});

test("a number that is not in the logs is asked for", async () => {
  await expect(stoppedAt({}, [1], "loss")).rejects.toThrow(
    'the logs have no "val_loss", only loss. Give fit validationData or validationSplit.',
  );
});
