/**
 * A graph for one element becomes a graph for a batch: every node that depends on a batched value gets an axis 0, the others stay. An op
 * that works on any shape is applied to the bigger one; a record with a `batch` rule is asked; for all others there is the batched form
 * of the record (`batched-record.ts`). Loops map their bodies.
 */
import { OpError } from "../ir/error.ts";
import type { Graph, Node } from "../ir/graph.ts";
import { inputNode, topologicalOrder, withInputs } from "../ir/graph.ts";
import { formOf, indexOfResult, isResult, loopNode, resultNode } from "../ir/loop.ts";
import type { Tensor } from "../tensor.ts";
import { batchedRecord } from "./batched-record.ts";
import { broadcastTo, expandDims, transpose } from "./movement.ts";
import { apply, opRecord, trace } from "./record.ts";

/** What became of a node. */
interface Form {
  readonly node: Node;
  readonly batched: boolean;
}

export class Batching {
  private readonly size: number;
  private readonly forms = new Map<Node, Form>();
  private readonly loops = new Map<Node, { readonly loop: Node; readonly batched: readonly boolean[] }>();

  constructor(size: number) {
    this.size = size;
  }

  /** `node` of the graph is `given` in the batch: with an axis 0 where `batched`, else the same for all. */
  enter(node: Node, given: Node, batched: boolean): void {
    this.forms.set(node, { node: given, batched });
  }

  /** The values of `node` for the whole batch, along axis 0. */
  whole(node: Node): Tensor {
    return this.repeated(this.form(node));
  }

  /** What became of `node`. */
  form(node: Node): Form {
    for (const n of topologicalOrder([node], (x) => this.forms.has(x)))
      if (!this.forms.has(n)) this.forms.set(n, this.make(n));
    return this.forms.get(node)!;
  }

  private repeated({ node, batched }: Form): Tensor {
    const t = trace().tensorOf(node);
    return batched ? t : broadcastTo(expandDims(t), [this.size, ...node.shape]);
  }

  private make(n: Node): Form {
    const inputs = n.inputs.map((i) => this.forms.get(i)!);
    if (isResult(n)) return this.result(n);
    if (!inputs.some((i) => i.batched))
      return {
        node: withInputs(
          n,
          inputs.map((i) => i.node),
        ),
        batched: false,
      };
    if (n.body) return { node: this.loop(n, inputs), batched: true };
    return trace().onBehalfOf(n.origin, () => ({ node: this.apply(n, inputs).node, batched: true }));
  }

  private apply(n: Node, inputs: readonly Form[]): Tensor {
    const record = opRecord(n.op);
    const { lowering } = record;
    if (
      n.op === "customGrad" ||
      lowering.kind === "represent" ||
      (lowering.kind === "element" && lowering.access === "identity")
    )
      return this.pointwise(n, inputs);
    const flags = inputs.map((i) => i.batched);
    const tensors = inputs.map((i) => trace().tensorOf(i.node));
    const context = {
      attrs: n.attrs,
      batched: flags,
      size: this.size,
      repeated: (): Tensor[] => inputs.map((i) => this.repeated(i)),
    };
    return (
      record.batch?.(tensors, context) ??
      apply(
        batchedRecord(record, flags, (size) => new Batching(size)),
        tensors,
        n.attrs,
      )
    );
  }

  /** An op that does the same at every index does it at more indices. */
  private pointwise(n: Node, inputs: readonly Form[]): Tensor {
    const made: Node = {
      ...n,
      inputs: inputs.map((i) => this.repeated(i).node),
      shape: [this.size, ...n.shape],
    };
    const { rules, tensorOf } = trace();
    const rule = rules.get(n);
    if (rule)
      rules.set(made, (g) => {
        const one = inputNode(n.shape, n.dtype, "g");
        const given = rule(tensorOf(one));
        this.enter(one, g.node, true);
        return given.map((t) => t && this.whole(t.node));
      });
    return tensorOf(made);
  }

  // ---- loops ----------------------------------------------------------------------------------------------------------------

  private result(n: Node): Form {
    const old = n.inputs[0]!;
    const made = this.loops.get(old);
    const index = indexOfResult(n);
    if (!made) return { node: { ...n, inputs: [this.forms.get(old)!.node] }, batched: false };
    const node = resultNode(made.loop, index);
    if (!made.batched[index]) return { node, batched: false };
    // a stack has its turns first
    const stacked = index >= formOf(old).carries;
    return { node: stacked ? swapped(node) : node, batched: true };
  }

  private loop(n: Node, inputs: readonly Form[]): Node {
    const form = formOf(n);
    const { carries, slices } = form;
    let flags = inputs.map((i) => i.batched);
    let mapped = this.body(n, flags);
    // a carry that becomes batched in a turn is batched from the start
    for (;;) {
      const next = flags.map((f, i) => f || (i < carries && mapped.batched[i]!));
      if (next.every((f, i) => f === flags[i])) break;
      flags = next;
      mapped = this.body(n, flags);
    }
    const given = inputs.map((x, i) => {
      if (!flags[i]) return x.node;
      const { node } = this.repeated(x);
      return i >= carries && i < carries + slices ? swapped(node) : node;
    });
    const loop = loopNode(form, given, mapped.body, n.origin);
    this.loops.set(n, { loop, batched: mapped.batched });
    return loop;
  }

  private body(n: Node, flags: readonly boolean[]): { readonly body: Graph; readonly batched: readonly boolean[] } {
    const { carries } = formOf(n);
    const { inputs, outputs } = n.body!;
    const inner = new Batching(this.size);
    const own = inputs.map((x, i) =>
      inputNode(flags[i] ? [this.size, ...x.shape] : x.shape, x.dtype, String(x.attrs["name"]), x.origin),
    );
    inputs.forEach((x, i) => inner.enter(x, own[i]!, flags[i]!));
    const made = outputs.map((x, i) => {
      const form = inner.form(x);
      return i < carries && flags[i] ? { node: inner.whole(x).node, batched: true } : form;
    });
    return { body: { inputs: own, outputs: made.map((m) => m.node) }, batched: made.map((m) => m.batched) };
  }
}

/** Axes 0 and 1 exchanged. */
function swapped(node: Node): Node {
  const perm = node.shape.map((_, i) => (i < 2 ? 1 - i : i));
  return transpose(trace().tensorOf(node), perm).node;
}

/** The size that all batches have; throws where they differ. */
export function batchSize(op: string, sizes: readonly number[]): number {
  const [size] = sizes;
  if (size === undefined)
    throw new OpError(op, "has nothing to map over: give at least one tensor with a batch axis (inAxes not null)");
  const other = sizes.find((s) => s !== size);
  if (other !== undefined)
    throw new OpError(op, `tensors have batches of ${size} and of ${other}; the mapped axes must be of one size`);
  return size;
}
