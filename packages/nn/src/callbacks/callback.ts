// What a callback is: functions that training calls as it goes.
import type { Sequential } from "../model/sequential.ts";

/** Numbers of a batch or an epoch: "loss", each metric, and "val_loss" … where validation ran. */
export type Logs = Readonly<Record<string, number>>;

/** Called while `fit` runs. What a callback returns is awaited; what it throws ends the fit. */
export interface Callback {
  /** Told which model it serves, before anything else. */
  setModel?(model: Sequential): void;
  onTrainBegin?(): void | Promise<void>;
  /** Called also when the fit was stopped, not when it failed. */
  onTrainEnd?(): void | Promise<void>;
  /** `epoch` counts from 0. */
  onEpochBegin?(epoch: number): void | Promise<void>;
  onEpochEnd?(epoch: number, logs: Logs): void | Promise<void>;
  /**
   * Called once per batch, in order, with that batch's own numbers (Keras gives the epoch's mean so far). The numbers are read
   * back while later batches already train, so the call comes a few batches late; `onEpochEnd` comes after all of its epoch.
   */
  onBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
}

/** What training measured. */
export interface History {
  /** The epochs' numbers, counted from 0. */
  readonly epoch: readonly number[];
  /** One list per key: "loss", each metric, and with "val_" before it where validation ran; one number per epoch. */
  readonly history: Readonly<Record<string, readonly number[]>>;
}

/**
 * Returns a callback made of the given functions.
 * @see Keras's `keras.callbacks.LambdaCallback`
 * @example
 * const epochs = [];
 * const model = sequential([dense({ units: 1, inputShape: [1] })]);
 * model.compile({ optimizer: sgd(), loss: meanSquaredError() });
 * await model.fit([[1], [2]], [[2], [4]], { epochs: 2, callbacks: [lambdaCallback({ onEpochEnd: (epoch) => void epochs.push(epoch) })] });
 * epochs // [0, 1]
 */
export function lambdaCallback(hooks: Callback): Callback {
  return { ...hooks };
}

/** Calls `call` with each callback in turn and awaits what it returns. */
export async function each(
  callbacks: readonly Callback[],
  call: (callback: Callback) => void | Promise<void> | undefined,
): Promise<void> {
  for (const callback of callbacks) await call(callback);
}
