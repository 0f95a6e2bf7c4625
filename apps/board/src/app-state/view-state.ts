// What the reader has chosen: a handful of named atoms in one store that is free of React.
import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";

/** The atoms of a board's view. Data is not here: it lives in `Run`, and `version` says when it changed. */
export interface ViewState {
  /** Counts the changes of the run's data that views should draw. */
  readonly version: number;
  /** Weight of the moving average, 0 to 0.999. */
  readonly smoothing: number;
  /** Whether the loss is drawn on a logarithmic axis. */
  readonly logLoss: boolean;
  /** Steps in view on every chart; null fits all. */
  readonly zoom: readonly [number, number] | null;
  /** The step under the pointer, shared by all charts. */
  readonly cursor: number | null;
  /** Whether gradient norms are joined per layer or shown per variable. */
  readonly gradientsBy: "layer" | "variable";
  /** What the graph's colours mean. */
  readonly graphColour: "phase" | "kernel";
  /** Keys of the open groups; null until a graph has come. */
  readonly openGroups: ReadonlySet<string> | null;
  /** Key of the selected box of the graph. */
  readonly selected: string | null;
}

/** A board's view store. */
export type ViewStore = StoreApi<ViewState>;

/** Returns a store with the defaults: smoothing 0.6 as in TensorBoard, everything in view. */
export function createViewStore(): ViewStore {
  return createStore<ViewState>(() => ({
    version: 0,
    smoothing: 0.6,
    logLoss: false,
    zoom: null,
    cursor: null,
    gradientsBy: "layer",
    graphColour: "phase",
    openGroups: null,
    selected: null,
  }));
}
