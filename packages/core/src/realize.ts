/** Eager mode: what has been recorded is compiled by structure and run when a value is asked for, or when enough has piled up. */
import type { Graph, Node } from "./ir/graph.ts";
import { inputNode, printGraph, showAttrs, topologicalOrder } from "./ir/graph.ts";
import { WeirError } from "./ir/error.ts";
import { showShape, sizeOf } from "./ir/shape.ts";
import { feed, isLoose, withoutChangingLiterals } from "./literals.ts";
import { Executable, executableFor, run, Value } from "./runtime.ts";
import type { Tensor } from "./tensor.ts";
import { freeCondemned, hasCondemned, isRecording, ownerOf, takePending, valueOf } from "./pending.ts";

/** A graph cut off at nodes whose values are known, with those values, and text that equal graphs share. */
export interface Cut {
  readonly graph: Graph;
  readonly inputs: readonly Value[];
  readonly key: string;
  /** The key without the values of `literals`: numbers that may be others next time. */
  readonly form: string;
  readonly literals: readonly Node[];
}

/**
 * Computes `wanted`, and along with them every pending tensor that no other pending one uses: what is left over of a long
 * chain is its newest end. Values are enqueued, not awaited.
 */
export function realize(wanted: readonly Tensor[]): void {
  const candidates = takePending();
  const used = new Set<Node>();
  // what could be computed later cannot once a value it needs is given back
  if (!hasCondemned()) for (const t of candidates) for (const i of t.node.inputs) used.add(i);
  const all = new Set([...wanted, ...candidates.filter((t) => !used.has(t.node))]);
  const byNode = new Map<Node, Tensor[]>();
  const want = (t: Tensor): unknown => valueOf(t.node) ?? byNode.set(t.node, [...(byNode.get(t.node) ?? []), t]);
  all.forEach(want);
  for (const n of computedAgain([...byNode.keys()])) {
    const owner = ownerOf(n);
    if (owner && !byNode.has(n)) want(owner);
  }
  compute(wanted, byNode);
  freeCondemned();
}

function compute(wanted: readonly Tensor[], byNode: ReadonlyMap<Node, readonly Tensor[]>): void {
  const nodes = [...byNode.keys()].filter(isConcrete);
  const missing = wanted.find((t) => !isConcrete(t.node));
  if (missing)
    throw new WeirError(
      `this tensor has no value while a function is being traced: ${missing.toString()}. Use where() or cond() instead of asking for it in an if, and whileLoop() in a loop`,
    );
  if (nodes.length === 0) return;
  const given = withoutChangingLiterals(cutGraph(nodes, valueOf));
  const { cut } = given;
  const outputs = nodes.map((n) => new Value(n.dtype, sizeOf(n.shape)));
  nodes.forEach((n, i) => byNode.get(n)!.forEach((t) => t.settle(outputs[i]!, isRecording())));
  const executable = executableFor(cut.key, () => new Executable(cut.graph));
  run(executable, [...cut.inputs, ...feed(executable, given)], outputs);
}

/** Nodes that some program has computed on the way, without keeping the result. */
const passed = new WeakSet<Node>();

/**
 * Nodes on the way to `outputs` that were computed before and thrown away, and are needed for something new now: somebody holds on
 * to them, so that this time they are kept. A loop `x = f(x); await g(x)` computes each x twice, not ever more.
 */
function computedAgain(outputs: readonly Node[]): Node[] {
  const again = new Set<Node>();
  const order = topologicalOrder(outputs, (n) => valueOf(n) !== undefined);
  for (const n of order) if (!passed.has(n)) for (const i of n.inputs) if (passed.has(i) && !valueOf(i)) again.add(i);
  for (const n of order) passed.add(n);
  return [...again];
}

/** Whether everything `node` depends on has a value: false while a function is traced with placeholders. */
const concrete = new WeakMap<Node, boolean>();
export function isConcrete(node: Node): boolean {
  if (valueOf(node)) return true;
  let known = concrete.get(node);
  if (known === undefined) concrete.set(node, (known = node.op !== "input" && node.inputs.every(isConcrete)));
  return known;
}

/** The graph of `outputs` down to nodes for which `value` knows the numbers: those become inputs. Placeholders go first, in order. */
export function cutGraph(
  outputs: readonly Node[],
  value: (n: Node) => Value | undefined,
  placeholders: readonly Node[] = [],
): Cut {
  const renamed = new Map<Node, Node>();
  const ids = new Map<Node, number>();
  const inputs: Value[] = [];
  const inputNodes: Node[] = [];
  const key: string[] = [];
  const form: string[] = [];
  const literals: Node[] = [];
  const say = (text: string, formText = text): unknown => key.push(text) && form.push(formText);
  const addInput = (n: Node): Node => {
    const leaf = inputNode(n.shape, n.dtype, n.op === "input" ? String(n.attrs["name"]) : n.op, n.origin);
    inputNodes.push(leaf);
    ids.set(n, ids.size);
    say(`${n.dtype}${showShape(n.shape)}`);
    renamed.set(n, leaf);
    return leaf;
  };
  placeholders.forEach(addInput);
  // depth first without recursion: eager chains can be long
  const stack: Node[] = [];
  for (const output of outputs) {
    stack.push(output);
    while (stack.length > 0) {
      const n = stack[stack.length - 1]!;
      if (renamed.has(n)) {
        stack.pop();
        continue;
      }
      const v = value(n);
      if (v) {
        addInput(n);
        inputs.push(v);
        stack.pop();
        continue;
      }
      if (n.op === "input")
        throw new WeirError(
          `a traced value was used outside the function that made it: ${n.dtype}[${n.shape.join(", ")}]`,
        );
      const open = n.inputs.filter((i) => !renamed.has(i));
      if (open.length > 0) {
        stack.push(...open.reverse());
        continue;
      }
      stack.pop();
      ids.set(n, ids.size);
      const type = `${n.dtype}${showShape(n.shape)}`;
      const text = `${n.op}(${n.inputs.map((x) => ids.get(x)).join(",")}){${showAttrs(n.attrs)}}${type}${n.body ? printGraph(n.body) : ""}`;
      const loose = isLoose(n);
      say(text, loose ? `number${type}` : text);
      // a copy: the node itself may become a leaf before the graph is compiled
      const copy: Node = { ...n, inputs: n.inputs.map((x) => renamed.get(x)!) };
      renamed.set(n, copy);
      if (loose) literals.push(copy);
    }
  }
  const renamedOutputs = outputs.map((n) => renamed.get(n)!);
  say(`=>${outputs.map((n) => ids.get(n)).join(",")}`);
  const graph: Graph = { inputs: inputNodes, outputs: renamedOutputs };
  return { graph, inputs, key: key.join(";"), form: form.join(";"), literals };
}
