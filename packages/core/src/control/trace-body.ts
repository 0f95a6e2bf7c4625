/** A function becomes a graph of its own: traced on placeholders, closed over what it uses from outside. */
import type { DType } from "../ir/dtype.ts";
import type { Graph, Node } from "../ir/graph.ts";
import { inputNode, topologicalOrder } from "../ir/graph.ts";
import { loweringOf } from "../ops/lowering.ts";
import type { Shape } from "../ir/shape.ts";
import { OpError } from "../ir/error.ts";
import { recording, valueOf } from "../pending.ts";
import { customRules, Tensor } from "../tensor.ts";

/** A traced function: a graph over the placeholders and, after them, one input for every value it uses from outside. */
export interface Traced<R> {
  readonly body: Graph;
  readonly captured: readonly Node[];
  /** What the function returned, beside its tensors. */
  readonly result: R;
}

/** A tensor that stands for a value of that shape and dtype while a function is traced. */
export function placeholder(shape: Shape, dtype: DType, name: string): Tensor {
  return new Tensor(inputNode(shape, dtype, name));
}

/** Traces `f`, whose results `outputsOf` lists. `placeholders` are the tensors it is called with. */
export function traceBody<R>(
  placeholders: readonly Tensor[],
  f: () => R,
  outputsOf: (result: R) => readonly Tensor[],
): Traced<R> {
  const result = recording(f);
  const own = placeholders.map((t) => t.node);
  const outputs = recording(() => outputsOf(result)).map((t) => t.node);
  const closed = closeOver(own, outputs);
  return { ...closed, result };
}

/**
 * The graph of `outputs`, in nodes of its own. Values that do not depend on `placeholders` become further inputs, computed outside once;
 * except views and literals, which are computed in a read.
 */
function closeOver(placeholders: readonly Node[], outputs: readonly Node[]): { body: Graph; captured: Node[] } {
  const order = topologicalOrder(outputs);
  const varying = new Set<Node>(placeholders);
  const fixed = new Set<Node>();
  for (const n of order) {
    if (n.inputs.some((i) => varying.has(i))) varying.add(n);
    else if (n.op === "literal" || (n.inputs.length > 0 && n.inputs.every((i) => fixed.has(i)) && !valueOf(n)))
      fixed.add(n);
  }
  const captured: Node[] = [];
  const inputs: Node[] = [...placeholders];
  const inner = new Map<Node, Node>(placeholders.map((p) => [p, p]));
  const build = (n: Node): Node => {
    let made = inner.get(n);
    if (made) return made;
    if (varying.has(n) || fixed.has(n) || isView(n)) {
      made = { ...n, inputs: n.inputs.map(build) };
      copyRule(n, made, build, inner);
    } else {
      made = inputNode(n.shape, n.dtype, "captured", n.origin);
      inputs.push(made);
      captured.push(n);
    }
    inner.set(n, made);
    return made;
  };
  // inputs first, so that long chains do not recurse
  for (const n of order) if (varying.has(n)) build(n);
  return { body: { inputs, outputs: outputs.map(build) }, captured };
}

function isView(n: Node): boolean {
  if (n.op === "literal") return true;
  const lowering = loweringOf(n);
  return !valueOf(n) && n.inputs.length > 0 && lowering?.kind === "element" && lowering.access === "view";
}

/** The rule of a `customGrad` node speaks of the nodes of the trace: what it makes of them is moved into the body like them. */
function copyRule(from: Node, to: Node, build: (n: Node) => Node, inner: ReadonlyMap<Node, Node>): void {
  const rule = customRules.get(from);
  if (!rule) return;
  customRules.set(to, (g) =>
    rule(g).map((t) => {
      if (!t) return undefined;
      const moved = new Map<Node, Node>([[g.node, g.node]]);
      const move = (n: Node): Node => {
        let made = moved.get(n) ?? inner.get(n);
        if (made) return made;
        if (n.op === "input")
          throw new OpError(
            "customGrad",
            "inside a loop, a gradFunc can use only values that its function or the loop's body uses too; pass the value as an argument",
          );
        made = n.op === "literal" ? n : { ...n, inputs: n.inputs.map(move) };
        moved.set(n, made);
        return made;
      };
      return new Tensor(move(t.node));
    }),
  );
}
