/** The value a user holds. An op call records a node; awaiting a value computes it. */
import type { DataOf, DeviceArray, DType, HostArray } from "./ir/dtype.ts";
import { DTYPES, dtypeNames, fromDevice, hostArray, isDType } from "./ir/dtype.ts";
import { OpError, WeirError } from "./ir/error.ts";
import type { Attrs, Node, Phase } from "./ir/graph.ts";
import { becomeLeaf, inputNode, literalNode } from "./ir/graph.ts";
import type { Shape } from "./ir/shape.ts";
import { showShape, sizeOf } from "./ir/shape.ts";
import type { OpRecord } from "./ops/record.ts";
import { installTracer } from "./ops/record.ts";
import { callerLine, currentOrigin, onBehalfOf } from "./compile.ts";
import type { Differentiator } from "./stages/2-differentiate/differentiate.ts";
import type { Composer } from "./stages/3-simplify/decompose.ts";
import type { DeviceBuffer } from "./stages/7-run/device.ts";
import { addPending, condemn, isRecording, recording, setValue, valueOf } from "./pending.ts";
import { moveStrings, stringValue } from "./strings.ts";
import { drained, drainedNow, ensureBuffer, installComposer, readsAtOnce, relieve, Value } from "./runtime.ts";
import { isConcrete, realize } from "./realize.ts";
import type { FormatOptions } from "./print/format.ts";
import { formatValues } from "./print/format.ts";
import { print } from "./print/print.ts";
import { methods } from "./methods.ts";
import * as vocabulary from "./ops/vocabulary.ts";

/** A number, a boolean, a string, or a nesting of arrays of them. */
export type NestedArray = number | boolean | string | readonly NestedArray[];
/** Whatever an op takes for a tensor. */
export type TensorLike = Tensor | NestedArray | HostArray;

/** Dtypes whose values are numbers. */
type NumericDType = Exclude<DType, "string">;

let scopeStack: Set<Tensor>[] = [];

/**
 * An array of numbers of one dtype. Ops on it are recorded, and computed when a value is awaited. Nobody counts references:
 * memory is reclaimed when a tensor is unreachable; `dispose()` and `scope()` give it back sooner.
 * @throws WeirError when it is used after it was disposed of
 * @example tensor([1, 2, 3]).mul(2).sum() // 12
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the methods are installed at the end of this file
export class Tensor {
  readonly shape: Shape;
  readonly dtype: DType;
  private readonly graphNode: Node;
  private disposed = false;
  /** The numbers this tensor has a share in; a second name for a node has none. */
  private owned: Value | undefined;

  /** Use `tensor()`, or an op. */
  constructor(node: Node) {
    this.graphNode = node;
    this.shape = node.shape;
    this.dtype = node.dtype;
    scopeStack.at(-1)?.add(this);
  }

  /** The node of the graph that computes this. */
  get node(): Node {
    if (this.disposed)
      throw new WeirError(
        `this tensor ${this.dtype}${showShape(this.shape)} was disposed of; keep() it, or return it from its scope`,
      );
    return this.graphNode;
  }

  /** Number of dimensions. */
  get rank(): number {
    return this.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /**
   * The values in row-major order: Float32Array for all floats, for complex64 with real and imaginary parts in turn; Int32Array,
   * Uint32Array, Int8Array; Uint8Array for uint8 and bool; strings as an array.
   */
  async data<D extends DType = NumericDType>(): Promise<DataOf<D>>;
  async data(): Promise<DataOf<DType>> {
    const value = this.compute();
    const onHost = hostData(value);
    if (onHost) return onHost;
    const device = await drained();
    if (value.error) throw value.error as Error;
    if (!value.buffer) throw new WeirError("data: this tensor was disposed of before its values arrived");
    const buffer = ensureBuffer(value, device);
    const data = await device.read(buffer);
    await relieve();
    return this.fromDevice(buffer, data);
  }

  /** The values at once, where the device can (`wasm`); elsewhere it throws and names `data()`. */
  dataSync<D extends DType = NumericDType>(): DataOf<D>;
  dataSync(): DataOf<DType> {
    const value = this.compute();
    const onHost = hostData(value);
    if (onHost) return onHost;
    const device = drainedNow("dataSync");
    if (value.error) throw value.error as Error;
    const buffer = ensureBuffer(value, device);
    return this.fromDevice(buffer, device.readSync(buffer));
  }

  private fromDevice({ dtype }: DeviceBuffer, words: DeviceArray): HostArray {
    return fromDevice(this.dtype, dtype, trim(words, this.size * DTYPES[this.dtype].parts));
  }

  /** The values as nested arrays, a number for a scalar; bool as true and false, complex64 as [real, imaginary]. */
  async array(): Promise<NestedArray> {
    return nest(await this.data<DType>(), this.shape, this.dtype);
  }

  /** As `array`, at once: see `dataSync`. */
  arraySync(): NestedArray {
    return nest(this.dataSync<DType>(), this.shape, this.dtype);
  }

  /** Gives the memory back now. Optional: unreachable tensors are reclaimed. Disposing twice is allowed. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    if (this.owned && --this.owned.owners === 0) condemn(this.owned);
    this.owned = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /**
   * The values as NumPy prints them, where they are known or the device can be asked at once (`wasm`, `webgl2`); elsewhere, and while a
   * function is traced, dtype and shape. `print()` waits for them.
   */
  toString(options: FormatOptions = {}): string {
    const data = this.valuesAtOnce();
    return data ? formatValues(data, this.shape, this.dtype, options) : `Tensor ${this.dtype}${showShape(this.shape)}`;
  }

  /** Logs the values as NumPy prints them, and resolves when that is done. */
  async print(options: FormatOptions = {}): Promise<void> {
    await print(this, options);
  }

  /** JavaScript asks for a number in `t > 0`, `t == 1`, `+t`: there is none to give. Only text is. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new OpError(
      "tensor",
      `${this.dtype}${showShape(this.shape)} is no number for JavaScript's operators and ifs: compute with add(), greater(), equal() …, and choose with where(), cond() or whileLoop(); outside of traces await data() gives numbers`,
      callerLine(),
    );
  }

  /** What Node's console.log shows. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  private valuesAtOnce(): DataOf<DType> | undefined {
    if (this.disposed || !isConcrete(this.graphNode)) return undefined;
    const value = valueOf(this.graphNode);
    const onHost = value && hostData(value);
    if (onHost || !readsAtOnce()) return onHost;
    try {
      return this.dataSync<DType>();
    } catch {
      // text is asked for where an error is told, and must not be another one
      return undefined;
    }
  }

  /** Takes a share in `value`: its memory lives until every owner is disposed of or unreachable. */
  own(value: Value): this {
    value.owners++;
    this.owned = value;
    return this;
  }

  /** Where the node gets its numbers, computed or enqueued. */
  private compute(): Value {
    const known = valueOf(this.node);
    if (known) return known;
    realize([this]);
    return valueOf(this.node)!;
  }

  /** Replaces what computed this by its value. `keepGraph` while a derivative still needs the way here. */
  settle(value: Value, keepGraph: boolean): void {
    if (!keepGraph) becomeLeaf(this.graphNode);
    setValue(this.graphNode, value);
    this.own(value);
  }
}

/** A copy of the values, if they are on the host and nowhere else. */
function hostData({ strings, known }: Value): DataOf<DType> | undefined {
  return strings ? [...strings] : known?.slice();
}

function trim(data: DeviceArray, size: number): DeviceArray {
  return data.length === size ? data : data.subarray(0, size);
}

function nest(data: DataOf<DType>, given: Shape, dtype: DType): NestedArray {
  const shape = DTYPES[dtype].parts === 2 ? [...given, 2] : given;
  let at = 0;
  const build = (d: number): NestedArray => {
    if (d === shape.length) return dtype === "bool" ? data[at++] !== 0 : data[at++]!;
    return Array.from({ length: shape[d]! }, () => build(d + 1));
  };
  return build(0);
}

/** A leaf tensor with these numbers. */
export function tensorFrom(value: Value, shape: Shape): Tensor {
  const node = inputNode(shape, value.dtype, "value");
  setValue(node, value);
  return new Tensor(node).own(value);
}

// ---- making tensors -----------------------------------------------------------------------------------------------------

const TYPED: readonly (readonly [abstract new (...args: never[]) => HostArray | Uint8ClampedArray, DType])[] = [
  [Float32Array, "float32"],
  [Int32Array, "int32"],
  [Uint32Array, "uint32"],
  [Uint8Array, "int32"],
  [Int8Array, "int8"],
  [Uint8ClampedArray, "int32"],
];

/**
 * Returns a tensor of `values`: a number, a boolean, a string, nested arrays, or a typed array with `shape`. The dtype is float32 for
 * numbers, bool for booleans, string for strings and that of a typed array (Uint8Array becomes int32, as in TensorFlow.js), unless
 * given. Numbers are rounded to it. For complex64 a typed array holds real and imaginary parts in turn, nested arrays real parts.
 * @throws OpError when arrays are ragged or their size is not that of `shape`
 * @example tensor([[1, 2], [3, 4]]) // [[1, 2], [3, 4]]
 */
export function tensor(values: NestedArray | HostArray, shape?: Shape, dtype?: DType): Tensor {
  if (dtype !== undefined && !isDType(dtype)) {
    throw new OpError("tensor", `unknown dtype ${String(dtype)}; use one of ${dtypeNames()}`, callerLine());
  }
  const typed = ArrayBuffer.isView(values) ? (values as HostArray) : undefined;
  const inferred = typed ? [typed.length / partsOf(dtype)] : inferShape(values as NestedArray);
  const size = sizeOf(inferred);
  const finalShape = shape ?? inferred;
  for (const d of finalShape)
    if (!Number.isInteger(d) || d < 0)
      throw new OpError("tensor", `dimensions are whole numbers ≥ 0, got ${showShape(finalShape)}`, callerLine());
  if (sizeOf(finalShape) !== size) {
    throw new OpError(
      "tensor",
      `${size} values do not fill shape ${showShape(finalShape)}, which takes ${sizeOf(finalShape)}`,
      callerLine(),
    );
  }
  const type = dtype ?? (typed ? typedDType(typed) : (LEAF_DTYPES[firstLeaf(values as NestedArray)] ?? "float32"));
  if (type === "string") return tensorFrom(stringValue(stringsOf(values as NestedArray)), finalShape);
  const host = hostArray(type, size);
  if (typed) fillFrom(host, typed, type);
  else fillNested(host, values as NestedArray, type);
  return tensorFrom(new Value(type, size, host), finalShape);
}

const LEAF_DTYPES: { readonly [type: string]: DType } = { boolean: "bool", string: "string" };

function partsOf(dtype: DType | undefined): number {
  return dtype ? DTYPES[dtype].parts : 1;
}

function stringsOf(values: NestedArray): string[] {
  const leaves: unknown[] = ([values] as unknown[]).flat(64);
  for (const x of leaves)
    if (typeof x !== "string")
      throw new OpError(
        "tensor",
        `a string tensor holds strings only, got a ${typeof x}; convert it with String()`,
        callerLine(),
      );
  return leaves as string[];
}

function typedDType(typed: HostArray): DType {
  for (const [ArrayType, dtype] of TYPED) if (typed instanceof ArrayType) return dtype;
  throw new OpError(
    "tensor",
    `takes Float32Array, Int32Array, Uint32Array or Uint8Array, got ${(typed as object).constructor.name}; convert it first`,
    callerLine(),
  );
}

function fillFrom(host: HostArray, typed: HostArray, dtype: DType): void {
  const { device, round } = DTYPES[dtype];
  // typed arrays convert as they are set, except to bool and to fewer bits of a float
  if (dtype !== "bool" && (device === dtype || DTYPES[dtype].kind === "int")) host.set(typed);
  else for (let i = 0; i < typed.length; i++) host[i] = round(typed[i]!);
}

function fillNested(host: HostArray, values: NestedArray, dtype: DType): void {
  const { parts, round } = DTYPES[dtype];
  let at = 0;
  const visit = (x: NestedArray): void => {
    if (Array.isArray(x)) for (const y of x as readonly NestedArray[]) visit(y);
    else if (typeof x === "string")
      throw new OpError("tensor", `a ${dtype} tensor holds numbers and booleans, got the string "${x}"`, callerLine());
    else {
      host[at] = round(Number(x));
      at += parts;
    }
  };
  visit(values);
}

function inferShape(values: NestedArray): number[] {
  const shape: number[] = [];
  for (let x: NestedArray | undefined = values; Array.isArray(x); x = (x as readonly NestedArray[])[0])
    shape.push(x.length);
  const check = (x: NestedArray, d: number, path: string): void => {
    const list = Array.isArray(x) ? (x as readonly NestedArray[]) : undefined;
    if ((list === undefined) !== (d === shape.length) || (list && list.length !== shape[d])) {
      const got = list ? `${list.length} elements` : typeof x;
      throw new OpError(
        "tensor",
        `nested arrays are ragged: element${path || " 0"} has ${got}, expected ${d === shape.length ? "a number" : `${shape[d]} elements`}`,
        callerLine(),
      );
    }
    if (!list && typeof x !== "number" && typeof x !== "boolean" && typeof x !== "string")
      throw new OpError(
        "tensor",
        `element${path} is a ${typeof x}; tensors hold numbers, booleans and strings`,
        callerLine(),
      );
    list?.forEach((y, i) => check(y, d + 1, `${path}[${i}]`));
  };
  check(values, 0, "");
  return shape;
}

function firstLeaf(values: NestedArray): string {
  let x: NestedArray | undefined = values;
  while (Array.isArray(x)) x = (x as readonly NestedArray[])[0];
  return typeof x;
}

// ---- recording calls ----------------------------------------------------------------------------------------------------

/** Calls after which what is pending is computed, so that a loop that never awaits stays small. */
const WINDOW = 256;

/** The rules of `customGrad` nodes. */
export const customRules = new WeakMap<Node, (g: Tensor) => readonly (Tensor | undefined)[]>();

/** How rules written with tensors are run on nodes: what the stages need of this layer. */
export const composer: Composer & Differentiator = {
  ops: vocabulary,
  tensorOf: (node) => new Tensor(node),
  nodeOf: (t) => t.node,
  onBehalfOf: (origin, f, phase?: Phase) => recording(() => onBehalfOf(origin, f, phase)),
  customRule: (node) => customRules.get(node),
};
installComposer(composer);

installTracer({
  apply(record: OpRecord, inputs: readonly TensorLike[], attrs: Attrs): Tensor {
    const nodes = inputs.map((x) => toTensor(x).node);
    const origin = currentOrigin(isRecording());
    let aval;
    try {
      aval = record.infer(nodes, attrs);
    } catch (error) {
      throw error instanceof OpError ? withLine(error, callerLine()) : error;
    }
    if (nodes.some((n) => n.dtype === "string")) return tensorFrom(moveStrings(record, nodes, attrs), aval.shape);
    if (aval.dtype === "complex64" || nodes.some((n) => n.dtype === "complex64")) {
      if (typeof record.complex === "function")
        return record.complex(
          nodes.map((n, i) => (inputs[i] instanceof Tensor ? inputs[i] : new Tensor(n))),
          attrs,
          vocabulary,
        );
      if (!record.complex && !record.moves)
        throw new OpError(record.name, "does not take complex64; use real(), imag() or abs()", callerLine());
    }
    const t = new Tensor({ op: record.name, inputs: nodes, attrs, shape: aval.shape, dtype: aval.dtype, origin });
    if (!isRecording() && addPending(t) >= WINDOW) realize([]);
    return t;
  },
  toTensor,
  literal: (value, shape, dtype) => new Tensor(literalNode(value, shape, dtype, currentOrigin(false))),
  known(x) {
    const value = valueOf(x.node);
    return value?.strings ? undefined : value?.known;
  },
  tensorOf: composer.tensorOf,
  onBehalfOf: composer.onBehalfOf,
  rules: customRules,
});

function withLine(error: OpError, line: string | undefined): OpError {
  if (!line || error.message.endsWith(")")) return error;
  return new OpError(error.op, error.message.slice(error.op.length + 2), line);
}

function toTensor(x: TensorLike, dtype?: DType): Tensor {
  if (x instanceof Tensor) return x;
  if (typeof x === "number") return new Tensor(literalNode(x, [], dtype ?? "float32", currentOrigin(false)));
  if (typeof x === "string") return tensor(x);
  if (typeof x === "boolean") return new Tensor(literalNode(Number(x), [], dtype ?? "bool", currentOrigin(false)));
  if (x === null || x === undefined)
    throw new OpError("tensor", `expected a tensor or numbers, got ${String(x)}`, callerLine());
  return tensor(x, undefined, dtype);
}

// ---- scopes -------------------------------------------------------------------------------------------------------------

/**
 * Returns what `f` returns, and gives back the memory of every other tensor made in it that was not `keep`ed. Never needed: it only
 * makes memory come back sooner.
 * @see TensorFlow.js's `tf.tidy`
 * @example scope(() => tensor([1, 2]).square().sum()) // 5
 */
export function scope<T>(f: () => T): T {
  const mine = new Set<Tensor>();
  scopeStack = [...scopeStack, mine];
  try {
    const result = f();
    const kept = new Set<Tensor>();
    const visit = (x: unknown): void => {
      if (x instanceof Tensor) kept.add(x);
      else if (Array.isArray(x)) x.forEach(visit);
      else if (x !== null && typeof x === "object" && !ArrayBuffer.isView(x)) Object.values(x).forEach(visit);
    };
    visit(result);
    const returned = [...kept].filter((t) => !t.isDisposed && !valueOf(t.node));
    // what escapes must not depend on what is given back
    if (!isRecording() && returned.length > 0) realize(returned);
    if (!isRecording()) for (const t of mine) if (!kept.has(t)) t.dispose();
    for (const t of kept) scopeStack.at(-2)?.add(t);
    return result;
  } finally {
    scopeStack = scopeStack.slice(0, -1);
  }
}

/**
 * Returns `t`, alive beyond the scopes it was made in.
 * @returns `t` itself, its shape and dtype with it
 * @see TensorFlow.js's `tf.keep`
 * @example scope(() => keep(tensor([1, 2]))) // [1, 2]
 */
export function keep(t: Tensor): Tensor {
  for (const s of scopeStack) s.delete(t);
  return t;
}

// ---- methods ------------------------------------------------------------------------------------------------------------

type Method<F> = F extends (x: infer _, ...rest: infer R) => infer T ? (...rest: R) => T : never;
export type TensorMethods = { [K in keyof typeof methods]: Method<(typeof methods)[K]> };

export interface Tensor extends TensorMethods {}

for (const [name, f] of Object.entries(methods as Record<string, (...args: unknown[]) => unknown>)) {
  Object.defineProperty(Tensor.prototype, name, {
    value(this: Tensor, ...rest: unknown[]) {
      return f(this, ...rest);
    },
    configurable: true,
    writable: true,
  });
}
