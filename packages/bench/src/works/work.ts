// What a piece of work is, as plain data: every library is handed the same shapes, values and labels.

/** Deterministic float32 values, uniform in [-scale, scale). Equal specs give equal values everywhere. */
export interface ArraySpec {
  readonly shape: readonly number[];
  readonly seed: number;
  readonly scale: number;
}

/** One layer in Keras's terms: channels last, "same" padding, stride 1, pooling windows that do not overlap. */
export type Layer =
  | { readonly kind: "conv2d"; readonly filters: number; readonly kernelSize: number; readonly relu: boolean }
  | { readonly kind: "maxPool2d"; readonly size: number }
  | { readonly kind: "flatten" }
  | { readonly kind: "dense"; readonly units: number; readonly relu: boolean };

/** A stack of layers from `inputShape` (without the batch) to logits. */
export interface Network {
  readonly inputShape: readonly number[];
  readonly layers: readonly Layer[];
}

interface Common {
  /** The name in tables and on the command line. */
  readonly name: string;
  readonly suite: "kernels" | "training" | "inference";
  /** One line for the report. */
  readonly about: string;
}

/** `a @ b` of two square float32 matrices. */
export interface MatMulWork extends Common {
  readonly kind: "matMul";
  readonly a: ArraySpec;
  readonly b: ArraySpec;
}

/** sigmoid(-exp(square(tanh(x·2 + 1)·x - 0.5) + x)): ten elementwise ops in a row. */
export interface ChainWork extends Common {
  readonly kind: "chain";
  readonly x: ArraySpec;
}

/** One batch through a network, to logits. */
export interface InferenceWork extends Common {
  readonly kind: "inference";
  readonly network: Network;
  readonly x: ArraySpec;
}

/**
 * Adam's numbers. Keras adds epsilon to the root of the raw second moment, TFJS to that of the corrected one:
 * only a small epsilon makes the two the same work.
 */
export interface AdamSpec {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** One Adam step on the mean softmax cross-entropy of one fixed batch. */
export interface TrainWork extends Common {
  readonly kind: "train";
  readonly network: Network;
  readonly x: ArraySpec;
  readonly adam: AdamSpec;
}

/** Everything the bench can time. */
export type Work = MatMulWork | ChainWork | InferenceWork | TrainWork;

/** The first step of a training work in a page that has loaded nothing yet: from navigation to the loss read. */
export interface ColdWork {
  readonly name: string;
  readonly suite: "cold";
  readonly about: string;
  readonly step: TrainWork;
}
