// What a piece of work is, as plain data: every library is handed the same shapes, values and labels.

/** Deterministic float32 values, uniform in offset ± scale. Equal specs give equal values everywhere. */
export interface ArraySpec {
  readonly shape: readonly number[];
  readonly seed: number;
  readonly scale: number;
  /** 0 by default. */
  readonly offset?: number;
  /** What the array is, for libraries whose channels do not come last; nothing for arrays that are the same everywhere. */
  readonly role?: Role;
}

/**
 * Layouts are TensorFlow's: images [batch, …space, channels], kernels [...window, in, out], depthwise kernels [...window, channels, 1],
 * kernels of a transposed convolution [...window, out, in].
 */
export type Role = "image" | "kernel" | "depthwiseKernel" | "transposedKernel";

/** Deterministic int32 values in [0, below). */
export interface IntSpec {
  readonly shape: readonly number[];
  readonly seed: number;
  readonly below: number;
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

/** A function of arrays that gives one array. Every library has it under the work's name; what it computes stands there and in `reference/`. */
export interface FunctionWork extends Common {
  readonly kind: "function";
  readonly inputs: readonly ArraySpec[];
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

/**
 * One Adam step on a loss that every library has under the work's name: a function of parameters and of one fixed batch that gives a scalar.
 * For models that are no stack of layers.
 */
export interface LossWork extends Common {
  readonly kind: "loss";
  readonly parameters: Readonly<Record<string, ArraySpec>>;
  readonly floats: readonly ArraySpec[];
  readonly ints: readonly IntSpec[];
  readonly adam: AdamSpec;
}

/** Everything the bench can time. */
export type Work = FunctionWork | InferenceWork | TrainWork | LossWork;

/** Whether runs of the work go on from one another, each giving a loss. */
export function trains(work: Work): work is TrainWork | LossWork {
  return work.kind === "train" || work.kind === "loss";
}

/** The first step of a training work in a page that has loaded nothing yet: from navigation to the loss read. */
export interface ColdWork {
  readonly name: string;
  readonly suite: "cold";
  readonly about: string;
  readonly step: TrainWork;
}
