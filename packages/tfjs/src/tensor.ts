/** The tensor of TensorFlow.js programs: a Weir tensor that is counted in scopes and carries TensorFlow.js's names. */
import * as weir from "@weir/core";
import type { DataId } from "./engine.ts";
import { newId, TENSOR, track, untrack } from "./engine.ts";
import { formatTensor } from "./format.ts";
import type { DataType, DataValues, GPUData, Nested } from "./types.ts";
import { bytesPerElement, computeStrides, decode, encode, nest } from "./util.ts";
import type { ChainedOps } from "./methods.ts";

/** How many of this package's tensors stand on one of Weir's. */
const holders = new WeakMap<weir.Tensor, number>();

function hold(core: weir.Tensor): weir.Tensor {
  holders.set(core, (holders.get(core) ?? 0) + 1);
  return core;
}

function release(core: weir.Tensor): void {
  const left = holders.get(core)! - 1;
  holders.set(core, left);
  if (left === 0) core.dispose();
}

/** What a tensor can be made with besides its values. */
export interface TensorOptions {
  /** The words that string tensors' codes stand for. */
  readonly words?: readonly string[] | undefined;
  /** The numbers this one shares. */
  readonly data?: DataId | undefined;
  /** Set for tensors that no scope disposes of. */
  readonly unscoped?: boolean;
  /** What the tensor says it is, when that is not what its numbers are: derivatives see whole numbers as real ones. */
  readonly dtype?: DataType;
}

/**
 * An immutable array of numbers, booleans or strings. Made by `tensor` and the ops; memory is given back by `dispose` and `tidy`,
 * and by the garbage collector in any case.
 * @throws Error when it is used after it was disposed of
 * @example tf.tensor([1, 2, 3]).mul(2).sum() // 12
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the methods are installed by methods.ts
export class Tensor {
  readonly id: number = newId();
  readonly shape: number[];
  readonly dtype: DataType;
  readonly strides: number[];
  readonly [TENSOR] = true;
  /** The words that the codes of a string tensor stand for. */
  readonly words: readonly string[] | undefined;
  /** Whether scopes leave this tensor alone. */
  kept = false;
  /** The numbers this tensor shares with its reshapes and clones. */
  dataId: DataId;
  protected value: weir.Tensor;
  protected disposed = false;

  /** Use `tensor`, or an op. */
  constructor(value: weir.Tensor, options: TensorOptions = {}) {
    this.value = hold(value);
    this.words = options.words;
    this.shape = [...value.shape];
    this.dtype = options.words ? "string" : (options.dtype ?? (value.dtype as DataType));
    this.strides = computeStrides(this.shape);
    this.dataId = options.data ?? { owners: 0, bytes: value.size * bytesPerElement(this.dtype) };
    track(this, this.dataId, !options.unscoped);
  }

  /** The Weir tensor underneath: for strings, codes into `words`. */
  get core(): weir.Tensor {
    this.throwIfDisposed();
    return this.value;
  }

  get rank(): number {
    return this.shape.length;
  }

  get size(): number {
    return this.shape.reduce((a, b) => a * b, 1);
  }

  get rankType(): string {
    return this.rank < 5 ? String(this.rank) : "higher";
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Returns a promise of the values, flat. */
  async data(): Promise<DataValues> {
    return this.spell(await this.core.data());
  }

  /** Returns the values at once, where the device can: everywhere but on WebGPU. */
  dataSync(): DataValues {
    return this.spell(this.core.dataSync());
  }

  /** Returns a promise of the values as nested arrays. */
  async array(): Promise<Nested> {
    return nest(await this.data(), this.shape, this.dtype === "complex64");
  }

  /** Returns the values as nested arrays, at once. */
  arraySync(): Nested {
    return nest(this.dataSync(), this.shape, this.dtype === "complex64");
  }

  /** Returns a promise of the underlying bytes; of each string's UTF-8 bytes for strings. */
  async bytes(): Promise<Uint8Array | Uint8Array[]> {
    const data = await this.data();
    return Array.isArray(data) ? data.map(encode) : new Uint8Array(data.buffer);
  }

  /** Returns a promise of a `TensorBuffer` with a copy of the values. */
  async buffer(): Promise<unknown> {
    return makeBuffer(this.shape, this.dtype, await this.data());
  }

  /** As `buffer`, at once. */
  bufferSync(): unknown {
    return makeBuffer(this.shape, this.dtype, this.dataSync());
  }

  /**
   * Returns a promise of the values in a GPU buffer, which the caller destroys; `tensorRef` is another tensor of them. A promise, unlike
   * in TensorFlow.js: kernels are compiled first.
   * @throws Error on other backends than WebGPU, and for strings
   */
  async dataToGPU(): Promise<GPUData> {
    if (this.words) throw new Error("Strings are not on the GPU.");
    const buffer = await weir.toGPUBuffer(this.core);
    return { tensorRef: new Tensor(this.core, { data: this.dataId, dtype: this.dtype }), buffer };
  }

  /** Gives the memory back. Disposing twice is allowed. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    release(this.value);
    untrack(this, this.dataId);
  }

  /** Runs `body` with the value standing for `core`: how derivatives see their arguments. */
  standFor<T>(core: weir.Tensor, body: () => T): T {
    const before = this.value;
    this.value = core;
    try {
      return body();
    } finally {
      this.value = before;
    }
  }

  throwIfDisposed(): void {
    if (this.disposed) throw new Error("Tensor is disposed.");
  }

  /** Logs the values. */
  print(verbose = false): void {
    console.log(this.toString(verbose));
  }

  /** Returns the values as text, abridged when there are many. */
  toString(verbose = false): string {
    return formatTensor(this.dataSync(), this.shape, this.dtype, verbose);
  }

  protected spell(data: weir.HostArray): DataValues {
    const { words } = this;
    return words ? Array.from(data, (code) => words[code]!) : (data as DataValues);
  }
}

// oxlint-disable-next-line typescript/no-empty-object-type -- the ops' names as methods
export interface Tensor extends ChainedOps {}

/**
 * A tensor whose value can be replaced: what optimizers train. Scopes leave it alone.
 * @throws Error when the name is taken; `assign` when the new value has another dtype or shape
 * @example
 * const x = tf.variable(tf.tensor1d([1, 2]));
 * x.assign(tf.tensor1d([3, 4]));
 * x // [3, 4]
 */
export class Variable extends Tensor {
  name: string;
  readonly trainable: boolean;

  constructor(initial: Tensor, trainable: boolean, name: string) {
    super(initial.core, { words: initial.words, data: initial.dataId, unscoped: true });
    this.trainable = trainable;
    this.name = name;
    this.kept = true;
    if (variables.has(name)) {
      super.dispose();
      throw new Error(`Variable with name ${name} was already registered`);
    }
    variables.set(name, this);
  }

  /** Replaces the value by that of `next`, which must have the same dtype and shape. */
  assign(next: Tensor): void {
    if (next.dtype !== this.dtype)
      throw new Error(`dtype of the new value (${next.dtype}) and previous value (${this.dtype}) must match`);
    if (next.shape.length !== this.shape.length || next.shape.some((d, i) => d !== this.shape[i]))
      throw new Error(`shape of the new value (${next.shape}) and previous value (${this.shape}) must match`);
    const old = this.value;
    this.value = hold(next.core);
    release(old);
    untrack(this, this.dataId);
    this.dataId = next.dataId;
    track(this, this.dataId, false);
  }

  override dispose(): void {
    if (variables.get(this.name) === this) variables.delete(this.name);
    super.dispose();
  }
}

/** Variables by name. */
export const variables = new Map<string, Variable>();

/**
 * Disposes of every variable.
 * @example
 * const x = tf.variable(tf.scalar(1));
 * tf.disposeVariables();
 * x.isDisposed // true
 */
export function disposeVariables(): void {
  for (const v of [...variables.values()]) v.dispose();
}

let makeBuffer: (shape: readonly number[], dtype: DataType, values: DataValues) => unknown = () => undefined;

/** Called once by the buffer's file, which needs tensors itself. */
export function installBuffer(make: typeof makeBuffer): void {
  makeBuffer = make;
}

/** Returns the strings of bytes, decoded where they are. */
export function wordOf(x: unknown): string {
  return x instanceof Uint8Array ? decode(x) : (x as string);
}
