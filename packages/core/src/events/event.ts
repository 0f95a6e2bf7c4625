// The messages a run sends to whoever watches it, and the commands that come back: one union, documented in docs/protocol.md.

/** The version of these messages. It rises when a field changes meaning; new optional fields do not raise it. */
export const PROTOCOL_VERSION = 1;

/** Everything that travels on a bus: reports from the run, commands to it. Plain objects and typed arrays, so `structuredClone` keeps every message. */
export type WeirEvent = WeirReport | WeirCommand;

/** What a run tells. A report is immutable once emitted: producers hand over fresh arrays and never write to them again. */
export type WeirReport =
  | HelloEvent
  | GraphEvent
  | ScalarsEvent
  | StatsEvent
  | CompilingEvent
  | TimingEvent
  | MemoryEvent
  | LogEvent
  | InspectedEvent;

/** What a watcher may ask of a run. A run obeys what its `hello.commands` lists and ignores the rest. */
export type WeirCommand =
  | PauseCommand
  | ResumeCommand
  | StepCommand
  | ResetCommand
  | SetHyperparameterCommand
  | InspectCommand;

/** The first message of a run. A new `run` id tells the board to start empty; the same id again is a repeat for a late listener. */
export interface HelloEvent {
  readonly type: "hello";
  readonly protocol: typeof PROTOCOL_VERSION;
  /** Unique per run, e.g. `crypto.randomUUID()`. */
  readonly run: string;
  /** Shown to people: "digits". */
  readonly name: string;
  /** Start of the run in milliseconds since 1970. */
  readonly time: number;
  /** The commands this run obeys. */
  readonly commands: readonly WeirCommand["type"][];
  /** Starting values of what `setHyperparameter` can change. */
  readonly hyperparameters?: Readonly<Record<string, number>>;
}

/** Where a node of the training step belongs. The index into this list is what `GraphNodes.phase` stores. */
export const PHASES = ["forward", "backward", "update"] as const;

/** The part of the training step a node belongs to. */
export type Phase = (typeof PHASES)[number];

/** The compiled program as the run executes it. Sent when its `hash` changes. Build it with `encodeGraph`. */
export interface GraphEvent {
  readonly type: "graph";
  /** Equal hashes mean equal graphs: the board keeps its layout. */
  readonly hash: string;
  /** Which program: "training step". */
  readonly name: string;
  /** Every text of the message, once. Other fields store indices into it. */
  readonly strings: readonly string[];
  readonly nodes: GraphNodes;
  readonly kernels: GraphKernels;
}

/** The nodes of a graph as columns; row `i` of every column describes node `i`. Rows are in topological order. */
export interface GraphNodes {
  readonly count: number;
  /** The id printed in the IR, so that board and printed graph can be read together. */
  readonly id: Uint32Array;
  /** String index of the op: "matMul". */
  readonly op: Uint32Array;
  /** String index of the node's own name: "logits", or the op's name when the user gave none. */
  readonly name: Uint32Array;
  /** String index of the scope path, "model/conv2d_1"; "" at the root. */
  readonly scope: Uint32Array;
  /** String index of the dtype: "float32". */
  readonly dtype: Uint32Array;
  /** Index into `PHASES`. */
  readonly phase: Uint8Array;
  /** Row in `kernels` of the kernel that computes this node, or -1 (parameters, constants, inputs, views). */
  readonly kernel: Int32Array;
  /** String index of the user's source line, "digits.ts:41", or -1. */
  readonly source: Int32Array;
  /** The inputs of node `i` are the rows `inputs[inputStart[i]]` up to `inputs[inputStart[i + 1] - 1]`. Length `count + 1`. */
  readonly inputStart: Uint32Array;
  /** Rows (not ids) of the producing nodes. */
  readonly inputs: Uint32Array;
  /** The dimensions of node `i` are `shape[shapeStart[i]]` up to `shape[shapeStart[i + 1] - 1]`. Length `count + 1`. */
  readonly shapeStart: Uint32Array;
  /** Dimensions; -1 is a symbolic batch. */
  readonly shape: Int32Array;
}

/** The kernels (dispatches) of a graph as columns. */
export interface GraphKernels {
  readonly count: number;
  /** String index of the kernel's name. */
  readonly name: Uint32Array;
  /** String index of its class: "pointwise", "reduction", "matmul", "convolution". */
  readonly class: Uint32Array;
  /** Estimated floating-point operations per run of the kernel. */
  readonly flops: Float64Array;
  /** Estimated bytes read and written per run of the kernel. */
  readonly bytes: Float64Array;
  /** String index of the generated shader text, or -1 where it was not sent. */
  readonly text: Int32Array;
}

/**
 * Measured numbers, one column per tag, all at the same steps. Values that were measured at other steps (validation) go in a message of their own.
 * Tags in use: "loss", "accuracy", "val_loss", "val_accuracy", "lr", "gradient_norm/<layer>/<variable>". NaN means that NaN was measured.
 */
export interface ScalarsEvent {
  readonly type: "scalars";
  /** Optimizer steps, ascending. A step below the last one sent rewinds the run: the board drops what was at or after it. */
  readonly steps: Float64Array;
  readonly columns: readonly ScalarColumn[];
  /** Milliseconds since 1970 for each step, where known. */
  readonly times?: Float64Array;
}

/** One tag's values, as long as the message's `steps`. */
export interface ScalarColumn {
  readonly tag: string;
  readonly values: Float32Array;
}

/** How the run is going, a few times a second. */
export interface StatsEvent {
  readonly type: "stats";
  readonly state: "preparing" | "running" | "paused" | "done" | "failed";
  /** Optimizer steps taken so far: `totalSteps` when the run is done. */
  readonly step: number;
  /** Steps the run will take, where it is known. */
  readonly totalSteps?: number;
  /** Epoch in progress, from 1. */
  readonly epoch?: number;
  readonly totalEpochs?: number;
  /** Over the last second or so. */
  readonly stepsPerSecond: number;
  /** "webgpu", "webgl2" or "wasm". */
  readonly device: string;
  /** One sentence for people: why this device. */
  readonly deviceReason: string;
  readonly dispatchesPerStep: number;
  /** Most device bytes held at once so far. */
  readonly peakBytes: number;
}

/** How far a program's kernels are, while the device compiles them: first with `done` 0, last with `done` equal to `total`. */
export interface CompilingEvent {
  readonly type: "compiling";
  /** Which program: "train". */
  readonly program: string;
  /** Kernels that are ready. */
  readonly done: number;
  /** Distinct kernels of the program. */
  readonly total: number;
}

/** When kernels ran on the device during one step, while somebody profiles. Columns of equal length. */
export interface TimingEvent {
  readonly type: "timing";
  readonly step: number;
  /** Row in the graph's kernels. */
  readonly kernel: Uint32Array;
  /** Milliseconds after the step began. */
  readonly start: Float64Array;
  /** Milliseconds. */
  readonly duration: Float64Array;
  /** The smallest difference the clock can show, in milliseconds. */
  readonly resolution: number;
}

/** The byte ledger: who holds device memory now. */
export interface MemoryEvent {
  readonly type: "memory";
  readonly step: number;
  readonly bytes: number;
  readonly peakBytes: number;
  readonly owners: readonly MemoryOwner[];
}

/** One line of the byte ledger. */
export interface MemoryOwner {
  /** "parameters", "optimizer", "temporaries", or a scope path. */
  readonly owner: string;
  readonly bytes: number;
  readonly buffers: number;
}

/** Something that happened once: an epoch ended, a device was lost, a hyperparameter was changed. */
export interface LogEvent {
  readonly type: "log";
  readonly level: "info" | "warning" | "error";
  readonly kind: "message" | "epoch" | "checkpoint" | "hyperparameter" | "device" | "exception";
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly message: string;
}

/** The answer to `inspect`: the values of one node, or why there are none. */
export interface InspectedEvent {
  readonly type: "inspected";
  /** The number the command carried. */
  readonly request: number;
  readonly node: number;
  readonly step: number;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** The first `maxValues` values in row-major order; empty with an `error`. */
  readonly values: Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;
  /** Why there are no values: op, rule, what came, next step. */
  readonly error?: string;
}

/** Stop after the step in progress. */
export interface PauseCommand {
  readonly type: "pause";
}

/** Go on. */
export interface ResumeCommand {
  readonly type: "resume";
}

/** Take this many steps and stop again. */
export interface StepCommand {
  readonly type: "step";
  readonly steps: number;
}

/** Start over with fresh parameters; the run answers with a new `hello`. */
export interface ResetCommand {
  readonly type: "reset";
}

/** Change one number of the running optimizer, e.g. `learningRate`, from the next step on. */
export interface SetHyperparameterCommand {
  readonly type: "setHyperparameter";
  readonly name: string;
  readonly value: number;
}

/** Send the values of one node; answered by `inspected` with the same `request`. */
export interface InspectCommand {
  readonly type: "inspect";
  /** Chosen by the asker, to match the answer. */
  readonly request: number;
  /** Row in the graph's nodes. */
  readonly node: number;
  readonly maxValues: number;
}
