// Collects the epochs' numbers.
import type { History, Logs } from "./callback.ts";

/** A history that grows. */
export interface HistoryRecorder {
  readonly result: History;
  add(epoch: number, logs: Logs): void;
}

/** Returns an empty history. */
export function recordHistory(): HistoryRecorder {
  const epochs: number[] = [];
  const history: Record<string, number[]> = {};
  return {
    result: { epoch: epochs, history },
    add(epoch, logs) {
      epochs.push(epoch);
      for (const [key, value] of Object.entries(logs)) (history[key] ??= []).push(value);
    },
  };
}
