/** `jit`: a function of tensors is traced once per signature, compiled, and replayed. */
import type { Node } from "./ir/graph.ts";
import { inputNode } from "./ir/graph.ts";
import { showShape, sizeOf } from "./ir/shape.ts";
import { cutGraph, realize } from "./realize.ts";
import { isRecording, recording, valueOf } from "./pending.ts";
import { Executable, run, Value } from "./runtime.ts";
import type { JitTrace } from "./retrace.ts";
import { MANY_TRACES, manyTraces, newTrace } from "./retrace.ts";
import { Tensor, tensorFrom } from "./tensor.ts";
import { isTensor, tensorLeaves } from "./transforms.ts";
import { mapTree, structure, structureByPath } from "./tree.ts";

/** What the compiler may take into account. */
export interface JitOptions {
  /** Bytes of inputs, outputs and everything between at most; default: no limit. What does not fit is computed again when it is needed. */
  readonly memoryBudget?: number;
  /** Called when the function is traced again, with the reason. */
  readonly onRetrace?: (trace: JitTrace) => void;
}

/** A function that {@link jit} returned. */
export interface Jitted<A extends readonly unknown[], R> {
  (...args: A): R;
  /** Every trace there is, oldest first, and why each was made. */
  traces(): readonly JitTrace[];
}

interface Traced {
  readonly executable: Executable;
  /** Values of tensors from outside that the function uses. */
  readonly captured: readonly Value[];
  readonly outputs: readonly Node[];
  /** The function's result with output numbers for tensors. */
  readonly result: unknown;
}

/**
 * Returns a function that does what `f` does, compiled: `f` is traced once for every combination of argument shapes, dtypes and
 * plain values, and its kernels are replayed afterwards. Arguments and results are trees of tensors. Tensors used from outside are
 * captured with the values they had when traced.
 *
 * All other arguments are static, constants of the trace: numbers, strings and typed arrays by what they are, functions and objects
 * with a class by identity (a change inside of one goes unseen). A number that changes belongs in a tensor. `traces()` tells what
 * made the function be traced again, and so does the console once, at the tenth trace.
 * @throws WeirError when `f` asks for the value of a tensor it is given: use `where`, `cond` or `whileLoop`; reading a result throws
 * one when the function does not fit in its `memoryBudget`
 * @see JAX's `jax.jit`
 * @example jit((a, b) => a.mul(b).sum())(tensor([1, 2]), tensor([3, 4])) // 11
 */
export function jit<A extends readonly unknown[], R>(f: (...args: A) => R, options: JitOptions = {}): Jitted<A, R> {
  const traced = new Map<string, Traced>();
  const traces: JitTrace[] = [];
  const traceNow = (args: A): Traced => {
    const made = traceCall(f, args, options);
    const trace = newTrace(structureByPath(args, isTensor, signatureOf), traces);
    if (traces.push(trace) > 1) options.onRetrace?.(trace);
    if (traces.length === MANY_TRACES) console.warn(manyTraces(f.name, traces));
    return made;
  };
  const call = (...args: A): R => {
    // inside another trace the function is part of it
    if (isRecording()) return f(...args);
    const tensors = tensorLeaves(args);
    const key = structure(args, isTensor, signatureOf);
    let found = traced.get(key);
    if (!found) traced.set(key, (found = traceNow(args)));
    realize(tensors);
    const inputs = tensors.map((t) => valueOf(t.node)!);
    const outputs = found.outputs.map((n) => new Value(n.dtype, sizeOf(n.shape)));
    run(found.executable, [...inputs, ...found.captured], outputs);
    const { result, outputs: nodes } = found;
    return mapTree(result, isOutput, ({ output }) => tensorFrom(outputs[output]!, nodes[output]!.shape)) as R;
  };
  return Object.assign(call, { traces: () => traces });
}

function signatureOf(t: Tensor): string {
  return `${t.dtype}${showShape(t.shape)}`;
}

class Output {
  readonly output: number;
  constructor(output: number) {
    this.output = output;
  }
}
const isOutput = (x: unknown): x is Output => x instanceof Output;

function traceCall<A extends readonly unknown[], R>(f: (...args: A) => R, args: A, options: JitOptions): Traced {
  const placeholders: Node[] = [];
  const result = recording(() => {
    const inner = mapTree(args, isTensor, (t, path) => {
      const node = inputNode(t.shape, t.dtype, path);
      placeholders.push(node);
      return new Tensor(node);
    });
    return f(...(inner as A));
  });
  const outputs: Node[] = [];
  const numbered = mapTree(result, isTensor, (t) => {
    let i = outputs.indexOf(t.node);
    if (i < 0) i = outputs.push(t.node) - 1;
    return new Output(i);
  });
  const { graph, inputs } = cutGraph(outputs, valueOf, placeholders);
  return { executable: new Executable(graph, options), captured: inputs, outputs, result: numbered };
}
