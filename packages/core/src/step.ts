/** `compileStep`: one step of a computation with state, compiled whole and replayed in place. What `model.fit` runs. */
import type { DType, HostArray } from "./ir/dtype.ts";
import { DTYPES, hostArray, toDevice } from "./ir/dtype.ts";
import { WeirError } from "./ir/error.ts";
import type { Graph, Node } from "./ir/graph.ts";
import { inputNode } from "./ir/graph.ts";
import type { PlannedProgram } from "./ir/program.ts";
import { bytesOf, launchCount, programBytes } from "./ir/program.ts";
import type { Shape } from "./ir/shape.ts";
import { sameShape, showShape, sizeOf } from "./ir/shape.ts";
import type { Device } from "./stages/7-run/device.ts";
import type { Compiled } from "./compile.ts";
import * as ops from "./ops/index.ts";
import { cutGraph, realize } from "./realize.ts";
import { recording, valueOf } from "./pending.ts";
import { drained, enqueue, ensureBuffer, Executable, run, Value } from "./runtime.ts";
import { keep, Tensor, tensorFrom } from "./tensor.ts";
import { isTensor, tensorLeaves } from "./transforms.ts";
import { mapTree } from "./tree.ts";

/** Shape and dtype of an input that is given at every run. */
export interface InputSpec {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Counts and bytes of a compiled step, known before its first run. */
export interface StepStats {
  /** Kernels launched per run. */
  readonly dispatches: number;
  /** Distinct kernels. */
  readonly kernels: number;
  readonly stateBytes: number;
  readonly temporaryBytes: number;
  /** Everything the step needs at once: state, inputs, outputs and temporaries. */
  readonly peakBytes: number;
  /** What `peakBytes` would be if no temporary lay idle: what is needed at once at the worst moment. */
  readonly leastBytes: number;
}

/** A compiled step: its state stays on the device, and each run replaces it in place. */
export interface Step<S, I, O> {
  /** Resolves when the step is compiled. Runs may be enqueued before. */
  readonly ready: Promise<void>;
  /** The live state: reading a leaf gives its value after all runs enqueued so far. */
  readonly state: S;
  /** What the last run returned beside the state: live, rewritten by each run. */
  readonly outputs: O;
  /** Known once `ready`. */
  readonly stats: StepStats;
  /** What the compiler made of the step: for the board and for goldens. Known once `ready`. */
  readonly compiled: Compiled;
  /** The graph as traced, backward and update included. */
  readonly graph: Graph;
  /** Enqueues one run and returns at once. Numbers and typed arrays are uploaded; tensors are used where they are. */
  run(inputs: { readonly [K in keyof I]: number | HostArray | Tensor }): void;
  /** Resolves when every run enqueued so far is done: a loop awaits it every few steps so as not to run ahead of the device. */
  finish(): Promise<void>;
  /** Gives back everything the step owns; with `keepState` the state's tensors live on, as the caller's. */
  dispose(options?: { readonly keepState?: boolean }): void;
}

/** Buffers per array input: one may be written while the device still reads the other. */
const INPUT_BUFFERS = 2;

/**
 * Traces `f` once with its state and inputs and compiles it into one replayable step. The state is copied at first and then
 * updated in place at every run: nothing is allocated by a warm run. State tensors of another step are not copied but shared
 * with it: both steps read and update the same memory.
 *
 * With a `memoryBudget`, in bytes of everything the step needs at once (`stats.peakBytes`; default: no limit), values of the forward
 * pass that do not fit are computed again in the backward one, those first that cost least per byte. Results stay the same bit by bit.
 * @param f gives the next state, a tree like the state, and further outputs
 * @throws WeirError when the next state's tree, shapes or dtypes are not the state's; `ready` rejects with one when the step does not
 * fit in its budget, which names the largest buffers
 * @see JAX's `jax.jit` with `donate_argnums`
 * @example
 * const step = compileStep((s, { x }) => ({ state: { n: s.n.add(x) }, outputs: {} }), { state: { n: tensor(0) }, inputs: { x: { shape: [], dtype: "float32" } } });
 * step.run({ x: 2 });
 * step.run({ x: 3 });
 * await step.state.n.data() // [5]
 */
export function compileStep<S, I extends Record<string, InputSpec>, O>(
  f: (state: S, inputs: { readonly [K in keyof I]: Tensor }) => { readonly state: S; readonly outputs: O },
  options: { readonly state: S; readonly inputs: I; readonly name?: string; readonly memoryBudget?: number },
): Step<S, I, O> {
  const { name = "step" } = options;
  // the live state of another step
  const isShared = (t: Tensor): boolean => valueOf(t.node)?.live ?? false;
  const initial = tensorLeaves(options.state).map((t) => (isShared(t) ? t : keep(copyOf(t))));
  const placeholders: Node[] = [];
  const placeholder = (shape: Shape, dtype: DType, name: string): Tensor => {
    const node = inputNode(shape, dtype, name);
    placeholders.push(node);
    return new Tensor(node);
  };
  const names = Object.keys(options.inputs);
  const traced = recording(() => {
    const state = mapTree(options.state, isTensor, (t, path) => placeholder(t.shape, t.dtype, path)) as S;
    const inputs = Object.fromEntries(
      names.map((n) => [n, placeholder(options.inputs[n]!.shape, options.inputs[n]!.dtype, n)]),
    );
    return f(state, inputs as { readonly [K in keyof I]: Tensor });
  });
  const next = tensorLeaves(traced.state);
  checkState(name, initial, next);
  const outs = tensorLeaves(traced.outputs);
  const cut = cutGraph(
    [...next, ...outs].map((t) => t.node),
    valueOf,
    placeholders,
  );
  const compiling = {
    updates: new Map(next.map((_, i) => [i, i])),
    ...(options.memoryBudget === undefined ? {} : { memoryBudget: options.memoryBudget }),
  };
  const executable = new Executable(cut.graph, compiling, name);
  realize(initial);
  const owned = initial.filter((t) => !isShared(t)).map((t) => valueOf(t.node)!);
  const state = initial.map((t) => valueOf(t.node)!);
  for (const v of state) v.live = true;
  const outputs = outs.map((t) => new Value(t.dtype, t.size));
  const feeds = names.map((n) => new Feed(n, options.inputs[n]!));
  let failure: unknown;
  const ready = new Promise<void>((resolve, reject) => {
    enqueue({
      prepare: (device) => executable.prepare(device),
      now: (device) => {
        try {
          owned.forEach((v) => moveTo(device, v));
          executable.prepareNow(device);
          resolve();
        } catch (error) {
          reject(error as Error);
        }
      },
      fail: (error) => {
        failure = error;
        reject(error as Error);
      },
    });
  });
  ready.catch(() => undefined);

  let i = 0;
  let o = 0;
  return {
    ready,
    state: mapTree(options.state, isTensor, (t) => keep(tensorFrom(state[i++]!, t.shape))) as S,
    outputs: mapTree(traced.outputs, isTensor, (t) => keep(tensorFrom(outputs[o++]!, t.shape))) as O,
    graph: cut.graph,
    get compiled() {
      if (!executable.compiled)
        throw new WeirError("compileStep: the step is not compiled yet; await step.ready first");
      return executable.compiled;
    },
    get stats() {
      return statsOf(this.compiled);
    },
    run(inputs) {
      if (failure) throw failure as Error;
      const given = feeds.map((feed) => feed.take(inputs[feed.name] as number | HostArray | Tensor));
      run(executable, [...state, ...given, ...cut.inputs], [...state, ...outputs]);
    },
    async finish() {
      const device = await drained();
      if (failure) throw failure as Error;
      for (const v of outputs) if (v.error) throw v.error as Error;
      await device.finish();
    },
    dispose({ keepState = false } = {}) {
      enqueue({
        now: () => {
          executable.destroy();
          for (const v of [...(keepState ? [] : owned), ...outputs]) v.destroy();
          feeds.forEach((feed) => feed.destroy());
        },
        fail: () => undefined,
      });
    },
  };
}

/** The state's own copy of `t`. What the host knows needs no kernel: it is copied here, and uploaded when the step is readied. */
function copyOf(t: Tensor): Tensor {
  const host = hostNumbers(t);
  return host ? tensorFrom(new Value(t.dtype, t.size, host), t.shape) : ops.clone(t);
}

/** From here on the numbers are the device's, and change there. */
function moveTo(device: Device, value: Value): void {
  ensureBuffer(value, device);
  value.host = undefined;
}

function hostNumbers({ node, size }: Tensor): HostArray | undefined {
  const value = valueOf(node);
  if (value) return value.known?.slice();
  if (node.op !== "literal" || DTYPES[node.dtype].parts !== 1) return undefined;
  return hostArray(node.dtype, size).fill(node.attrs["value"] as number);
}

function checkState(name: string, before: readonly Tensor[], after: readonly Tensor[]): void {
  if (before.length !== after.length)
    throw new WeirError(
      `${name}: the next state has ${after.length} tensors, the state has ${before.length}; return a tree of the same form`,
    );
  before.forEach((b, i) => {
    const a = after[i]!;
    if (a.dtype !== b.dtype || !sameShape(a.shape, b.shape)) {
      throw new WeirError(
        `${name}: state tensor ${i} would change from ${b.dtype}${showShape(b.shape)} to ${a.dtype}${showShape(a.shape)}; reshape or cast it back`,
      );
    }
  });
}

function statsOf({ values, parts }: Compiled): StepStats {
  const programs = parts.flatMap((p) => (p.kind === "device" ? [p.program] : []));
  const sum = (f: (p: PlannedProgram) => number): number => programs.reduce((total, p) => total + f(p), 0);
  const stateBytes = sum((p) => programBytes(p, "state"));
  const temporaryBytes = sum((p) => programBytes(p, "temporary"));
  // an output that replaces an input is no memory of its own
  const replacing = programs.flatMap((p) => p.outputs.filter((o) => p.slots[o.slot]!.kind === "state"));
  const bytes = (all: readonly Pick<Node, "shape" | "dtype">[]): number =>
    all.reduce((total, v) => total + bytesOf(v), 0);
  const lasting = bytes(values) - bytes(replacing);
  return {
    dispatches: sum(launchCount),
    kernels: sum((p) => p.kernels.length),
    stateBytes,
    temporaryBytes,
    peakBytes: lasting + temporaryBytes,
    leastBytes: lasting + sum((p) => p.leastTemporaryBytes),
  };
}

/** The buffers through which one input reaches the device. */
class Feed {
  readonly name: string;
  private readonly spec: InputSpec;
  private readonly buffers: Value[];
  private readonly staged: HostArray;
  private turn = 0;
  private lastNumber: number | undefined;

  constructor(name: string, spec: InputSpec) {
    this.name = name;
    this.spec = spec;
    const size = sizeOf(spec.shape);
    this.staged = hostArray(spec.dtype, Math.max(1, size));
    this.buffers = Array.from({ length: size === 1 ? 1 : INPUT_BUFFERS }, () => new Value(spec.dtype, size));
  }

  /** The value to run with, its upload enqueued. */
  take(given: number | HostArray | Tensor): Value {
    const { spec } = this;
    if (given instanceof Tensor) {
      if (given.dtype !== spec.dtype || !sameShape(given.shape, spec.shape))
        throw this.mismatch(`${given.dtype}${showShape(given.shape)}`);
      realize([given]);
      return valueOf(given.node)!;
    }
    const value = this.buffers[(this.turn = (this.turn + 1) % this.buffers.length)]!;
    if (typeof given === "number") {
      if (value.size !== 1) throw this.mismatch("a number");
      if (given === this.lastNumber) return value;
      this.lastNumber = given;
      const data = hostArray(spec.dtype, 1);
      data[0] = DTYPES[spec.dtype].round(given);
      this.upload(value, data);
      return value;
    }
    if (given === undefined || given.length !== this.staged.length)
      throw this.mismatch(given === undefined ? "nothing" : `${given.length} values`);
    this.lastNumber = undefined;
    // the caller may refill its array at once; the queue may still be waiting
    this.upload(value, this.fits(given) ? given : this.converted(given));
    return value;
  }

  private upload(value: Value, data: HostArray): void {
    let copied = data;
    enqueue({
      now: (device) => {
        const buffer = ensureBuffer(value, device);
        device.write(buffer, toDevice(buffer.dtype, copied));
      },
      fail: (error) => (value.error = error),
      queued: () => {
        copied = data.slice();
      },
    });
  }

  /** Whether `given` holds numbers of the input's dtype: an array for 32 bits may hold more than 16. */
  private fits(given: HostArray): boolean {
    return given.constructor === this.staged.constructor && DTYPES[this.spec.dtype].device === this.spec.dtype;
  }

  private converted(given: HostArray): HostArray {
    const { round } = DTYPES[this.spec.dtype];
    for (let i = 0; i < given.length; i++) this.staged[i] = round(given[i]!);
    return this.staged;
  }

  private mismatch(got: string): WeirError {
    return new WeirError(`step input ${this.name}: takes ${this.spec.dtype}${showShape(this.spec.shape)}, got ${got}`);
  }

  destroy(): void {
    this.buffers.forEach((b) => b.destroy());
  }
}
