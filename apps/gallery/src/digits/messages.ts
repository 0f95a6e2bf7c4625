// What page and training worker say to each other.
import type { DeviceName } from "@weir/core";
import type { WeirCommand, WeirReport } from "@weir/core/events";

/** Pixels along a side of a digit. */
export const SIDE = 28;

/** Numbers in one digit's picture. */
export const PIXELS = SIDE * SIDE;

/** How the page wants the training. */
export interface TrainingOptions {
  /** Undefined leaves the choice to Weir. */
  readonly device: DeviceName | undefined;
  readonly epochs: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** The page asks. */
export type ToWorker =
  /** The first message: reads the data from `url`, opens the device and makes the model. Answered by `ready`. */
  | { readonly type: "open"; readonly url: string; readonly options: TrainingOptions }
  /** Trains until the epochs are over. Answered by `finished`. */
  | { readonly type: "start" }
  /** Ends the training and makes the model anew. Answered by `ready`. */
  | { readonly type: "reset"; readonly learningRate: number }
  /** Answered by `predicted` with the same `request`. */
  | { readonly type: "predict"; readonly request: number; readonly images: Float32Array }
  /** Pause, resume, single steps and learning rate, as boards ask for them. */
  | { readonly type: "command"; readonly command: WeirCommand };

/** The worker tells. */
export type FromWorker =
  | { readonly type: "opened"; readonly device: OpenedDevice; readonly heldOut: HeldOut }
  /** An untrained model can be used. */
  | { readonly type: "ready" }
  | { readonly type: "predicted"; readonly request: number; readonly probabilities: Float32Array }
  | {
      readonly type: "epoch";
      readonly epoch: number;
      readonly accuracy: number;
      readonly loss: number;
      readonly steps: number;
    }
  | { readonly type: "finished"; readonly result: DemoResult }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "report"; readonly report: WeirReport };

/** The device that computes, and why it does. */
export interface OpenedDevice {
  readonly name: DeviceName;
  readonly description: string;
  readonly reason: string;
}

/** The digits the network never trains on. */
export interface HeldOut {
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

/** What a finished training came to. */
export interface DemoResult {
  /** Share of the held-out digits read correctly, 0 to 1. */
  readonly accuracy: number;
  /** Mean loss on the held-out digits. */
  readonly loss: number;
  /** From start to end, compiling and validation included, pauses not. */
  readonly seconds: number;
  readonly steps: number;
  readonly device: DeviceName;
}

/** Why it does not go on, for people. */
export interface Failure {
  readonly what: string;
  readonly message: string;
  /** What one can do now. */
  readonly nextStep: string;
}
