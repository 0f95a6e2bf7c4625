/**
 * What an op is. One record says everything the rest of Weir needs to know of it: shapes and dtypes, the float64 reference, how
 * one element is computed, its derivative, and the cases it is tested with. Nothing outside this folder asks for an op by name.
 */
import type { DType, HostArray } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Expr } from "../ir/expr.ts";
import type { Attrs, Node, Origin } from "../ir/graph.ts";
import type { KernelBody, KernelShape, Stmt } from "../ir/kernel.ts";
import type { Reducer } from "../ir/nest.ts";
import type { Shape } from "../ir/shape.ts";
import type { Target } from "../ir/target.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import type * as vocabulary from "./vocabulary.ts";

/** Shape and dtype of a value: all that is known of it while tracing. */
export interface Aval {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** A value in the oracle: numbers in float64 (integers are exact there), bool as 0 or 1, complex as pairs. */
export interface HostTensor extends Aval {
  readonly data: Float64Array;
}

/** What a rule that computes one element may look at. */
export interface ElementContext {
  /** The index of the output element. */
  readonly index: readonly Expr[];
  readonly inputs: readonly Aval[];
  readonly output: Aval;
  readonly attrs: Attrs;
  /** Element `index` of input `i`; 0 where `mask` is false, and then `index` may be out of range. */
  read(i: number, index: readonly Expr[], mask?: Expr): Expr;
}

/** What a rule that writes a kernel's body may look at. */
export interface RoutineContext {
  readonly inputs: readonly Aval[];
  readonly output: Aval;
  readonly attrs: Attrs;
  readonly target: Target;
  /** Element `index` of input `i`; 0 where `mask` is false, and then `index` may be out of range. `vectorize` makes four of it. */
  read(i: number, index: readonly Expr[], mask?: Expr): Expr;
  /**
   * Stores element `index` of the output (its flat number, or an index per axis), or from there as many neighbours as `value` has
   * lanes. What follows the op in the same kernel is computed on the way: every element must be stored once.
   */
  store(index: Expr | readonly Expr[], value: Expr): readonly Stmt[];
}

/** A body of its own for every kernel shape that is worth one. */
export type RoutineBodies = { readonly [S in KernelShape]?: (c: RoutineContext) => KernelBody };

/** How an op becomes a kernel. */
export type Lowering =
  | {
      /** Each output element is an expression over input elements. */
      readonly kind: "element";
      /**
       * `identity`: reads every input at the output's own index (inputs have the output's shape).
       * `view`: only moves elements; costs no arithmetic to repeat. `gather`: other index arithmetic, worth not repeating.
       */
      readonly access: "identity" | "view" | "gather";
      element(c: ElementContext): Expr;
      /** Of a value that is its inputs side by side: where element `index` of input `i` lies in it. */
      place?(c: Pick<ElementContext, "inputs" | "attrs">, i: number, index: readonly Expr[]): readonly Expr[];
    }
  | {
      readonly kind: "reduce";
      reducer(attrs: Attrs): Reducer;
      /** Sizes of the loops reduced over. */
      sizes(inputs: readonly Aval[], attrs: Attrs): readonly number[];
      /** The value reduced, at output index `c.index` and reduction index `r`. */
      element(c: ElementContext, r: readonly Expr[]): Expr;
    }
  | {
      /** A sum over k of a·b. The output's elements lie in the order batch, m, n, unless `layout` says otherwise. */
      readonly kind: "contraction";
      axes(inputs: readonly Aval[], output: Aval, attrs: Attrs): ContractionAxes<number>;
      /** All batch and m axes in the order of the output's elements; n follows. */
      layout?<T>(axes: ContractionAxes<T>, attrs: Attrs): readonly T[];
      /** `c.index` is empty here: use `i`. */
      a(c: ElementContext, i: ContractionAxes<Expr>): Expr;
      b(c: ElementContext, i: ContractionAxes<Expr>): Expr;
    }
  | {
      /** Gone before anything is lowered: `stages/3-simplify/represent.ts` knows what it stands for. */
      readonly kind: "represent";
    }
  | {
      /** Rewritten into other ops before fusion. Same shape and dtype as `infer` says. */
      readonly kind: "compose";
      compose: Compose;
    }
  | Host
  | Routine
  /** A loop, and one of its values: structure, which no record describes (`ir/loop.ts`). */
  | { readonly kind: "loop" | "result" };

/**
 * Computed in JavaScript, in float64: for algorithms whose course depends on the numbers. Such an op breaks a program in two: its
 * inputs are read back from the device and its result is uploaded, so it costs a round trip; on `wasm` that is a copy.
 */
export interface Host {
  readonly kind: "host";
  /** Gives the output's elements; may throw. Default: the record's `reference`. */
  run?(inputs: readonly HostTensor[], attrs: Attrs, output: Aval): Float64Array;
}

/** What an op is made of; `target` is not known yet where a derivative is taken. */
export type Compose = (inputs: readonly Tensor[], attrs: Attrs, ops: Ops, target?: Target) => Tensor;

/** An algorithm that loops around expressions do not tell: its kernel is written in statements, by the record. */
export interface Routine extends RoutineBodies {
  readonly kind: "routine";
  /** Whether the body for `target.shape` does for these inputs; where it does not, or there is none, `compose` is used. Default: it does. */
  fits?(inputs: readonly Aval[], attrs: Attrs, target: Target): boolean;
  /** Needed unless every kernel shape has a body that fits. */
  readonly compose?: Compose;
  /** Inputs of which each element is read once: what makes them is then computed in the read. The others are stored first. */
  readonly once?: readonly number[];
}

export interface ContractionAxes<T> {
  readonly batch: readonly T[];
  readonly m: readonly T[];
  readonly n: readonly T[];
  readonly k: readonly T[];
}

/** The op functions that rules are written with, handed to them so that op families need not import one another. */
export type Ops = typeof vocabulary;

/** What a derivative rule may look at. */
export interface VjpContext {
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly attrs: Attrs;
  /** Whether the gradient of each input is wanted. */
  readonly needs: readonly boolean[];
}

export type VjpRule = (g: Tensor, c: VjpContext, ops: Ops) => readonly (Tensor | undefined)[];

/** One input of a test case: a shape, and numbers drawn evenly from `range` (default [-2, 2]; integers for integer dtypes). */
export interface CaseInput {
  readonly shape: Shape;
  readonly dtype?: DType;
  readonly range?: readonly [number, number];
  /** Keeps the numbers at least this far from each other and from 0, for ops with kinks (max, relu, sort). */
  readonly distinct?: boolean;
  /** Whether a number outside of `range` means something else here, or nothing: a place, a count, a key in order. */
  readonly bounded?: boolean;
  /** Added to the diagonals of the last two axes: makes matrices well conditioned, and positive definite. */
  readonly diagonal?: number;
}

/** One row of the table test of an op. */
export interface Case {
  readonly inputs: readonly CaseInput[];
  readonly attrs?: Attrs;
  /** Absolute and relative tolerance on float32 devices, where the default 1e-5 + 1e-5·|x| is too strict, with the reason in a comment. */
  readonly tolerance?: number;
}

/**
 * Where ops break: tensors of rank 0, of rank 6, with no element, or whose rows do not fill four lanes; floats that are NaN, ±∞ or −0, and
 * the sign of a zero that comes out; integers above 2²⁴, which float32 does not hold.
 */
export type Edge = "rank0" | "rank6" | "empty" | "uneven" | "special" | "zeroSign" | "large";

export interface OpRecord {
  readonly name: string;
  /** Shape and dtype of the result; throws {@link OpError} on inputs the op does not take. */
  infer(inputs: readonly Aval[], attrs: Attrs): Aval;
  /** The truth: float64, written for clarity. */
  reference(inputs: readonly HostTensor[], attrs: Attrs, output: Aval): Float64Array;
  readonly lowering: Lowering;
  /**
   * The cotangents of the inputs for the output's cotangent `g`; `undefined` where none flows. An op without a rule has no
   * derivative anywhere it matters (comparisons, integers): gradients stop there. `"compose"`: those of what the op is made of.
   */
  readonly vjp?: VjpRule | "compose";
  readonly cases: readonly Case[];
  /** Why the op has none of these edges; the tests ask for all others (`edges.testing.ts`). */
  readonly without?: { readonly [E in Edge]?: string };
  /** Every element of the result is one of an input, or 0: nothing is rounded, and what holds of numbers holds of strings and pairs. */
  readonly moves?: true;
  /**
   * What the op is for complex64. `parts`: the same on the real and the imaginary parts, as for everything linear and for all that
   * `moves`. A function: that composition. `joins`: it makes a complex value of two real ones. Without an answer it is refused.
   */
  readonly complex?: "parts" | "joins" | ComplexRule;
  /** The part of a complex value that the op is: 0 real, 1 imaginary. */
  readonly part?: 0 | 1;
  /**
   * What `vmap` makes of a call some of whose inputs are batches (axis 0 of those): its values for the whole batch, along axis 0. For ops
   * that do a batch better than their derived form (`batched-record.ts`), which is used without this rule and where it gives nothing.
   */
  readonly batch?: BatchRule;
}

/** What a batch rule may look at. */
export interface BatchContext {
  readonly attrs: Attrs;
  /** Which inputs have a batch axis; at least one. */
  readonly batched: readonly boolean[];
  /** Elements of the batch. */
  readonly size: number;
  /** All inputs with a batch axis: what they share is repeated. */
  repeated(): readonly Tensor[];
}

export type BatchRule = (inputs: readonly Tensor[], c: BatchContext) => Tensor | undefined;

/** An op on complex values, made of ops on their parts. */
export type ComplexRule = (inputs: readonly Tensor[], attrs: Attrs, ops: Ops) => Tensor;

const table = new Map<string, OpRecord>();

/** Enters `record` into the op table. */
export function defineOp(record: OpRecord): OpRecord {
  if (table.has(record.name)) throw new OpError(record.name, "is in the op table twice");
  table.set(record.name, record);
  return record;
}

/** The record called `name` that is made of another's; made and entered into the table when it is first asked for. */
export function deriveOp(name: string, make: (name: string) => OpRecord): OpRecord {
  return table.get(name) ?? defineOp(make(name));
}

/** The record of the op called `name`. */
export function opRecord(name: string): OpRecord {
  const record = table.get(name);
  if (!record) throw new OpError(name, "is not in the op table");
  return record;
}

/** All records, by name. */
export function opTable(): ReadonlyMap<string, OpRecord> {
  return table;
}

/** What makes nodes of calls: installed by `tensor.ts`, so that the table knows nothing of tensors. */
export interface Tracer {
  /** Records one op call and returns its result. */
  apply(record: OpRecord, inputs: readonly TensorLike[], attrs: Attrs): Tensor;
  /** `value` as a tensor; numbers become `dtype` when given, else float32 (TFJS's rule), booleans become bool. */
  toTensor(value: TensorLike, dtype?: DType): Tensor;
  /** A tensor whose every element is `value`, folded into kernels. */
  literal(value: number, shape: Shape, dtype: DType): Tensor;
  /** The numbers of `x` where the host has them now: of what was given as arrays. */
  known(x: Tensor): HostArray | undefined;
  tensorOf(node: Node): Tensor;
  /** Runs `f`, whose calls are recorded as made where `origin` was. */
  onBehalfOf<T>(origin: Origin, f: () => T): T;
  /** The derivatives of `customGrad` nodes. */
  readonly rules: Pick<WeakMap<Node, (g: Tensor) => readonly (Tensor | undefined)[]>, "get" | "set">;
}

let tracer: Tracer | undefined;

export function installTracer(t: Tracer): void {
  tracer = t;
}

export function trace(): Tracer {
  if (!tracer) throw new OpError("weir", "ops were called before the library had loaded: import from its index");
  return tracer;
}

/** Records a call of `record`. */
export function apply(record: OpRecord, inputs: readonly TensorLike[], attrs: Attrs = {}): Tensor {
  return trace().apply(record, inputs, attrs);
}

/** `axis` counted from the front; throws when it is out of range. */
export function normalizeAxis(op: string, axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= Math.max(rank, 1)) {
    throw new OpError(op, `axis ${axis} is out of range for rank ${rank}; use ${-rank} … ${rank - 1}`);
  }
  return axis < 0 ? axis + rank : axis;
}

/** Sorted, distinct, non-negative axes; all of them for `undefined`. */
export function normalizeAxes(op: string, axis: number | readonly number[] | undefined | null, rank: number): number[] {
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, i) => i);
  const list = typeof axis === "number" ? [axis] : axis;
  return [...new Set(list.map((a) => normalizeAxis(op, a, rank)))].sort((a, b) => a - b);
}
