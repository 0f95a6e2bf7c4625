// Ends training when a number no longer gets better.
import { OpError, type Tensor } from "@weir/core";
import type { Sequential } from "../model/sequential.ts";
import type { Callback, Logs } from "./callback.ts";

/** Settings of {@link earlyStopping}. */
export interface EarlyStoppingOptions {
  /** Which number of the epoch's logs. Default "val_loss". */
  readonly monitor?: string;
  /** Smaller changes do not count. Default 0. */
  readonly minDelta?: number;
  /** How many epochs without getting better are borne. Default 0. */
  readonly patience?: number;
  /** Whether less or more is better. Default `auto`: more for names with "acc", less for others. */
  readonly mode?: "auto" | "min" | "max";
  /** Stop as well when it never gets better than this. */
  readonly baseline?: number;
  /** Whether the weights of the best epoch come back at the end. Default `false`. */
  readonly restoreBestWeights?: boolean;
  /** Epochs before this one are not looked at. Default 0. */
  readonly startFromEpoch?: number;
}

/**
 * Returns a callback that ends training when `monitor` has not become better for `patience` epochs.
 * @throws OpError, at the end of an epoch, when the logs have no such number
 * @see Keras's `keras.callbacks.EarlyStopping`
 * @example
 * const model = sequential([dense({ units: 1, inputShape: [1] })]);
 * model.compile({ optimizer: sgd({ learningRate: 0 }), loss: meanSquaredError() });
 * const { epoch } = await model.fit([[1], [2]], [[2], [4]], { epochs: 9, callbacks: [earlyStopping({ monitor: "loss", patience: 2 })] });
 * epoch // [0, 1, 2]
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): Callback {
  const { monitor = "val_loss", patience = 0, restoreBestWeights = false, startFromEpoch = 0 } = options;
  const { mode = "auto", baseline } = options;
  const sign = mode === "max" || (mode === "auto" && monitor.includes("acc")) ? -1 : 1;
  const minDelta = Math.abs(options.minDelta ?? 0);
  // Everything is compared as "less is better".
  const better = (value: number, than: number): boolean => sign * value < sign * than - minDelta;
  let model: Sequential | undefined;
  let best = sign * Infinity;
  let waited = 0;
  let bestWeights: readonly Tensor[] | undefined;

  async function restore(): Promise<void> {
    if (bestWeights) await model?.setWeights(bestWeights);
  }

  return {
    setModel: (given) => void (model = given),
    onTrainBegin() {
      [best, waited, bestWeights] = [sign * Infinity, 0, undefined];
    },
    async onEpochEnd(epoch, logs) {
      const value = monitored(monitor, logs);
      if (epoch < startFromEpoch) return;
      waited += 1;
      if (better(value, best)) {
        best = value;
        if (restoreBestWeights) bestWeights = await model?.getWeights();
        // Beating the last best is not enough while the baseline is not beaten.
        if (baseline === undefined || better(value, baseline)) waited = 0;
      } else if (waited >= patience && epoch > 0 && model) {
        model.stopTraining = true;
      }
    },
    onTrainEnd: restore,
  };
}

function monitored(monitor: string, logs: Logs): number {
  const value = logs[monitor];
  if (value !== undefined) return value;
  const next = monitor.startsWith("val_") ? " Give fit validationData or validationSplit." : "";
  throw new OpError("earlyStopping", `the logs have no "${monitor}", only ${Object.keys(logs).join(", ")}.${next}`);
}
