/**
 * THE TENSOR GRAPH: what a program computes. Nodes are values that point at their inputs; a graph is the nodes
 * that its outputs reach. There is no tape: tracing makes nodes, differentiation makes more, passes make new ones.
 */
import type { DType } from "./dtype.ts";
import type { Shape } from "./shape.ts";
import { showShape } from "./shape.ts";

/** Static parameters of an op: plain data, printable and comparable. */
export type AttrValue = number | string | boolean | null | readonly number[] | readonly (readonly number[])[];
export type Attrs = Readonly<Record<string, AttrValue>>;

/** Which part of a training step a node belongs to; the board draws them apart. */
export type Phase = "forward" | "backward" | "update";

/** Where a node came from: for messages, the profiler and the board. Takes no part in equality. */
export interface Origin {
  readonly scope: string;
  readonly phase: Phase;
  /** `file:line` of the user's call, when known. Lazy, because reading a stack is dear. */
  readonly source?: () => string | undefined;
}

/** One value of the graph. `op` names a record of the op table, or one of the leaves `input` and `literal`, or a part of a loop. */
export interface Node {
  readonly op: string;
  readonly inputs: readonly Node[];
  readonly attrs: Attrs;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly origin: Origin;
  /** What a `loop` repeats: see `ir/loop.ts`. */
  readonly body?: Graph;
}

/** A program over tensors. `inputs` are leaves of op `input`, in calling order; several outputs may be the same node. */
export interface Graph {
  readonly inputs: readonly Node[];
  readonly outputs: readonly Node[];
}

export const NO_ORIGIN: Origin = { scope: "", phase: "forward" };

/** A leaf that stands for a value given when the program runs. */
export function inputNode(shape: Shape, dtype: DType, name: string, origin: Origin = NO_ORIGIN): Node {
  return { op: "input", inputs: [], attrs: { name }, shape, dtype, origin };
}

/** A leaf whose every element is `value`: folded into kernels as text, never a buffer. */
export function literalNode(value: number, shape: Shape, dtype: DType, origin: Origin = NO_ORIGIN): Node {
  return { op: "literal", inputs: [], attrs: { value }, shape, dtype, origin };
}

/**
 * Makes `node` a leaf, in place: its value is known, and nobody needs the way there any more. The one change a node can undergo:
 * whatever was recorded on top of it would otherwise hold on to everything it ever came from.
 */
export function becomeLeaf(node: Node): void {
  const leaf: Pick<Node, "op" | "inputs" | "attrs"> = { op: "input", inputs: [], attrs: { name: "value" } };
  Object.assign(node, leaf);
}

/** The nodes that `outputs` reach, inputs before users; the order is that of first use and so deterministic. */
export function topologicalOrder(outputs: readonly Node[], stop?: (node: Node) => boolean): Node[] {
  const order: Node[] = [];
  const state = new Map<Node, 1 | 2>();
  const stack: Node[] = [];
  for (const output of outputs) {
    stack.push(output);
    while (stack.length > 0) {
      const node = stack[stack.length - 1]!;
      const seen = state.get(node);
      if (seen === undefined) {
        state.set(node, 1);
        if (stop?.(node)) continue;
        for (let i = node.inputs.length - 1; i >= 0; i--) {
          if (!state.has(node.inputs[i]!)) stack.push(node.inputs[i]!);
        }
      } else {
        stack.pop();
        if (seen === 1) {
          state.set(node, 2);
          order.push(node);
        }
      }
    }
  }
  return order;
}

/** A new graph in which every node was offered to `visit` with its inputs already rewritten. */
export function rewrite(graph: Graph, visit: (node: Node, inputs: readonly Node[]) => Node): Graph {
  const done = new Map<Node, Node>();
  for (const node of topologicalOrder([...graph.inputs, ...graph.outputs])) {
    const inputs = node.inputs.map((i) => done.get(i)!);
    done.set(node, visit(node, inputs));
  }
  return { inputs: graph.inputs.map((n) => done.get(n)!), outputs: graph.outputs.map((n) => done.get(n)!) };
}

/** `node` over other inputs; the same object when nothing changed. */
export function withInputs(node: Node, inputs: readonly Node[]): Node {
  return node.inputs.every((n, i) => n === inputs[i]) ? node : { ...node, inputs };
}

/** `pass` done to a graph, and to the bodies of the loops in what it made of it, however deep. */
export function everywhere(pass: (graph: Graph) => Graph): (graph: Graph) => Graph {
  const deep = (graph: Graph): Graph =>
    rewrite(pass(graph), (node, inputs) => {
      const n = withInputs(node, inputs);
      return n.body ? { ...n, body: deep(n.body) } : n;
    });
  return deep;
}

/** The users of every node of `order`. */
export function consumersOf(order: readonly Node[]): Map<Node, Node[]> {
  const consumers = new Map<Node, Node[]>(order.map((n) => [n, []]));
  for (const node of order) for (const i of new Set(node.inputs)) consumers.get(i)?.push(node);
  return consumers;
}

/** Attributes as stable text: `axes=[0, 1], keepDims=true`. */
export function showAttrs(attrs: Attrs): string {
  return Object.keys(attrs)
    .sort()
    .map((k) => `${k}=${showAttr(attrs[k]!)}`)
    .join(", ");
}

function showAttr(value: AttrValue): string {
  if (Array.isArray(value)) return `[${value.map((v: AttrValue) => showAttr(v)).join(", ")}]`;
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The graph as text, one node a line: `%3: float32[2, 4] = matMul(%1, %2) {transposeA=false, transposeB=false}  @dense`. */
export function printGraph(graph: Graph): string {
  const order = topologicalOrder([...graph.inputs, ...graph.outputs]);
  const names = new Map(order.map((n, i) => [n, `%${i}`]));
  const lines = order.flatMap((n) => {
    const attrs = showAttrs(n.attrs);
    const scope = n.origin.scope ? `  @${n.origin.scope}` : "";
    const phase = n.origin.phase === "forward" ? "" : `  ${n.origin.phase}`;
    const args = n.inputs.map((i) => names.get(i)).join(", ");
    const line = `${names.get(n)}: ${n.dtype}${showShape(n.shape)} = ${n.op}(${args})${attrs ? ` {${attrs}}` : ""}${scope}${phase}`;
    return n.body ? [line, ...indented(printGraph(n.body))] : [line];
  });
  return [...lines, `return ${graph.outputs.map((n) => names.get(n)).join(", ")}`].join("\n") + "\n";
}

/** The lines of `text`, moved in. */
export function indented(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`);
}
