/**
 * The batched form of an op: the same op on every element of axis 0 of some of its inputs, derived from its record. What is computed
 * of one output element or of one term of a sum stays as it is; only reads of batched inputs get the batch index in front.
 */
import { OpError } from "../ir/error.ts";
import type { Expr } from "../ir/expr.ts";
import type { Node } from "../ir/graph.ts";
import { inputNode } from "../ir/graph.ts";
import type { Tensor } from "../tensor.ts";
import type {
  Aval,
  Compose,
  ContractionAxes,
  ElementContext,
  HostTensor,
  Lowering,
  OpRecord,
  VjpRule,
} from "./record.ts";
import { deriveOp, trace } from "./record.ts";

/** What turns graphs for one element into those for a batch: `Batching` of `batch.ts`, which uses this file. */
export type MakeBatching = (size: number) => {
  enter(node: Node, given: Node, batched: boolean): void;
  whole(node: Node): Tensor;
};

/** Which inputs have a batch axis. */
type Flags = readonly boolean[];

/** The record of `base` over batches of the inputs that `flags` marks. */
export function batchedRecord(base: OpRecord, flags: Flags, batch: MakeBatching): OpRecord {
  return deriveOp(`batch[${flags.map(Number).join("")}]:${base.name}`, (name) => derive(name, base, flags, batch));
}

function derive(name: string, base: OpRecord, flags: Flags, batch: MakeBatching): OpRecord {
  const single = singleOf(flags);
  const run = (f: (inputs: readonly HostTensor[]) => Float64Array, inputs: readonly HostTensor[]): Float64Array => {
    const slices = Array.from({ length: sizeIn(inputs, flags) }, (_, b) =>
      f(inputs.map((x, i) => (flags[i] ? sliceOf(x, b) : x))),
    );
    return Float64Array.from(slices.flatMap((s) => [...s]));
  };
  const { complex } = base;
  return {
    name,
    infer: (inputs, attrs) => {
      const one = base.infer(single(inputs), attrs);
      return { ...one, shape: [sizeIn(inputs, flags), ...one.shape] };
    },
    reference: (inputs, attrs, out) => run((x) => base.reference(x, attrs, inner(out)), inputs),
    lowering: lower(base, flags, run, batch),
    ...(base.vjp ? { vjp: base.vjp === "compose" ? "compose" : batchRule(base.vjp, flags, batch) } : {}),
    ...(base.moves ? { moves: true as const } : {}),
    ...(complex && typeof complex === "string" ? { complex } : {}),
    cases: [],
  };
}

type Runner = (f: (inputs: readonly HostTensor[]) => Float64Array, inputs: readonly HostTensor[]) => Float64Array;

function lower(base: OpRecord, flags: Flags, run: Runner, batch: MakeBatching): Lowering {
  const { lowering } = base;
  const single = singleOf(flags);
  switch (lowering.kind) {
    case "element":
      return {
        kind: "element",
        access: lowering.access === "identity" ? "gather" : lowering.access,
        element: (c) => lowering.element(contextOf(c, flags, c.index[0]!, c.index.slice(1))),
      };
    case "reduce":
      return {
        kind: "reduce",
        reducer: lowering.reducer,
        sizes: (inputs, attrs) => lowering.sizes(single(inputs), attrs),
        element: (c, r) => lowering.element(contextOf(c, flags, c.index[0]!, c.index.slice(1)), r),
      };
    case "contraction":
      return contraction(lowering, flags);
    case "host": {
      const one = lowering.run ?? base.reference;
      return { kind: "host", run: (inputs, attrs, out) => run((x) => one(x, attrs, inner(out)), inputs) };
    }
    case "compose":
      return { kind: "compose", compose: batchComposition(lowering.compose, flags, batch) };
    case "routine":
      if (lowering.compose) return { kind: "compose", compose: batchComposition(lowering.compose, flags, batch) };
  }
  throw new OpError(base.name, "cannot be mapped by vmap: it does not say what it is made of; use map()");
}

/** What a rule for one element of the batch looks at; `b` is the element. */
function contextOf(c: ElementContext, flags: Flags, b: Expr, index: readonly Expr[]): ElementContext {
  return {
    index,
    inputs: singleOf(flags)(c.inputs),
    output: inner(c.output),
    attrs: c.attrs,
    read: (i, at, mask) => c.read(i, flags[i] ? [b, ...at] : at, mask),
  };
}

type Contraction = Extract<Lowering, { kind: "contraction" }>;

/** A batch of contractions. Records that know better, since the batch can be more rows of one contraction, have a `batch` rule. */
function contraction(base: Contraction, flags: Flags): Contraction {
  const rest = <T>(i: ContractionAxes<T>): ContractionAxes<T> => ({ ...i, batch: i.batch.slice(1) });
  return {
    kind: "contraction",
    axes: (inputs, output, attrs) => {
      const axes = base.axes(singleOf(flags)(inputs), inner(output), attrs);
      return { ...axes, batch: [output.shape[0]!, ...axes.batch] };
    },
    ...(base.layout ? { layout: (i, attrs) => [i.batch[0]!, ...base.layout!(rest(i), attrs)] } : {}),
    a: (c, i) => base.a(contextOf(c, flags, i.batch[0]!, []), rest(i)),
    b: (c, i) => base.b(contextOf(c, flags, i.batch[0]!, []), rest(i)),
  };
}

/** What the op is made of, on every element. */
function batchComposition(compose: Compose, flags: Flags, batch: MakeBatching): Compose {
  return (inputs, attrs, ops, target) => {
    const own = singleOf(flags)(inputs).map(placeholder);
    const made = compose(own, attrs, ops, target);
    const batching = batch(sizeIn(inputs, flags));
    own.forEach((p, i) => batching.enter(p.node, inputs[i]!.node, flags[i]!));
    return batching.whole(made.node);
  };
}

/** The derivative of every element; an input that all share has the sum of theirs. */
function batchRule(rule: VjpRule, flags: Flags, batch: MakeBatching): VjpRule {
  return (g, c, ops) => {
    const own = singleOf(flags)(c.inputs).map(placeholder);
    const [output, cotangent] = [placeholder(inner(c.output)), placeholder(inner(g))];
    const found = rule(cotangent, { ...c, inputs: own, output }, ops);
    const batching = batch(g.shape[0]!);
    own.forEach((p, i) => batching.enter(p.node, c.inputs[i]!.node, flags[i]!));
    batching.enter(output.node, c.output.node, true);
    batching.enter(cotangent.node, g.node, true);
    return found.map((t, i) => {
      if (!t) return undefined;
      const all = batching.whole(t.node);
      return flags[i] ? all : ops.sum(all, 0);
    });
  };
}

const placeholder = ({ shape, dtype }: Aval): Tensor => trace().tensorOf(inputNode(shape, dtype, "one"));

/** `x` without its batch axis. */
function inner<T extends Aval>(x: T): Aval {
  return { shape: x.shape.slice(1), dtype: x.dtype };
}

const singleOf =
  (flags: Flags) =>
  (inputs: readonly Aval[]): Aval[] =>
    inputs.map((x, i) => (flags[i] ? inner(x) : { shape: x.shape, dtype: x.dtype }));

function sizeIn(inputs: readonly Aval[], flags: Flags): number {
  return inputs[flags.indexOf(true)]!.shape[0]!;
}

function sliceOf(x: HostTensor, b: number): HostTensor {
  const size = x.shape[0] ? x.data.length / x.shape[0] : 0;
  return { ...inner(x), data: x.data.slice(b * size, (b + 1) * size) };
}
