/** What is alive: memory scopes, counts, and the registry of variables. TensorFlow.js's habit; Weir itself needs none of it. */
import type { Tensor } from "./tensor.ts";

/** The numbers behind one or more tensors: reshapes and clones share them. */
export interface DataId {
  owners: number;
  readonly bytes: number;
}

interface Scope {
  readonly name: string;
  readonly track: Set<Tensor>;
}

/** Counts of what is alive, as `memory()` reports them. */
export interface MemoryInfo {
  readonly numTensors: number;
  readonly numDataBuffers: number;
  readonly numBytes: number;
  readonly unreliable?: boolean;
  readonly reasons?: string[];
}

const scopes: Scope[] = [];
let tensors = 0;
let buffers = 0;
let bytes = 0;
let nextId = 0;

/** Returns a number no tensor has had. */
export function newId(): number {
  return nextId++;
}

/** Counts a new tensor, in the innermost scope. */
export function track(t: Tensor, data: DataId, scoped = true): void {
  tensors++;
  if (data.owners++ === 0) {
    buffers++;
    bytes += data.bytes;
  }
  if (scoped) scopes.at(-1)?.track.add(t);
}

/** Counts a tensor that was disposed of. */
export function untrack(t: Tensor, data: DataId): void {
  tensors--;
  if (--data.owners === 0) {
    buffers--;
    bytes -= data.bytes;
  }
  for (const scope of scopes) scope.track.delete(t);
}

/**
 * Returns what is alive: tensors, the distinct buffers behind them, and their bytes.
 * @example
 * const before = tf.memory().numBytes;
 * const x = tf.ones([3]);
 * tf.memory().numBytes - before // 12
 */
export function memory(): MemoryInfo {
  return { numTensors: tensors, numDataBuffers: buffers, numBytes: bytes };
}

/** Opens a memory scope: what is made until `endScope` is disposed of then. */
export function startScope(name = ""): void {
  scopes.push({ name, track: new Set() });
}

/** Closes the innermost scope, disposing of what was made in it except what `result` holds and what was kept. */
export function endScope(result?: unknown): void {
  const scope = scopes.pop();
  if (!scope) return;
  const returned = new Set(tensorsIn(result));
  for (const t of scope.track) {
    if (t.kept) continue;
    if (returned.has(t)) scopes.at(-1)?.track.add(t);
    else t.dispose();
  }
}

/** Returns the tensors in a tree of arrays and objects, each once. */
export function tensorsIn(tree: unknown): Tensor[] {
  const found = new Set<Tensor>();
  const seen = new Set<object>();
  const visit = (x: unknown): void => {
    if (x === null || typeof x !== "object" || seen.has(x) || ArrayBuffer.isView(x)) return;
    seen.add(x);
    if (isTensor(x)) found.add(x);
    else Object.values(x).forEach(visit);
  };
  visit(tree);
  return [...found];
}

/** Marks tensors without importing their class. */
export const TENSOR = Symbol.for("weir.tfjs.tensor");

function isTensor(x: object): x is Tensor {
  return TENSOR in x;
}

/**
 * Returns `fn()`, or `fnOrName`'s result, having disposed of every tensor made in it that is neither returned nor kept.
 * @throws Error when no function is given
 * @example
 * const before = tf.memory().numTensors;
 * tf.tidy(() => tf.ones([3]).add(1).sum());
 * tf.memory().numTensors - before // 1
 */
export function tidy<T>(nameOrFn: string | (() => T), fn?: () => T): T {
  const [name, body] = typeof nameOrFn === "string" ? [nameOrFn, fn] : ["", nameOrFn];
  if (fn === undefined && typeof nameOrFn !== "function") throw new Error("Please provide a function to tidy()");
  if (typeof body !== "function")
    throw new Error("When calling with two arguments, the 2nd argument to tidy() must be a function");
  startScope(name);
  let result: T | undefined;
  try {
    result = body();
    if (result instanceof Promise) console.error("Cannot return a Promise inside of tidy.");
    return result;
  } finally {
    endScope(result);
  }
}

/**
 * Returns `t`, kept alive beyond the scopes it was made in.
 * @example
 * let ones;
 * tf.tidy(() => { ones = tf.keep(tf.ones([2])); });
 * ones // [1, 1]
 */
export function keep<T extends Tensor>(t: T): T {
  t.kept = true;
  return t;
}

/**
 * Disposes of every tensor in a tree of arrays and objects.
 * @example
 * const pair = { a: tf.ones([2]), b: [tf.ones([2])] };
 * tf.dispose(pair);
 * pair.a.isDisposed // true
 */
export function dispose(container: unknown): void {
  for (const t of tensorsIn(container)) t.dispose();
}
