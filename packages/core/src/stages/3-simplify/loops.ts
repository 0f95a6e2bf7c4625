/** What is simpler about loops: those that differ in their results alone become one, and what nobody asks for is not computed. */
import type { Graph, Node } from "../../ir/graph.ts";
import { everywhere, rewrite, showAttrs, topologicalOrder, withInputs } from "../../ir/graph.ts";
import { formOf, indexOfResult, isResult, loopNode } from "../../ir/loop.ts";
import type { Shape } from "../../ir/shape.ts";
import { sizeOf } from "../../ir/shape.ts";
import { loweringOf } from "../../ops/lowering.ts";

/** Merges and prunes the loops of `graph` and of their bodies. */
export function simplifyLoops(graph: Graph): Graph {
  if (!hasLoop(graph)) return graph;
  return everywhere((g) => pruneLoops(mergeLoops(g)))(graph);
}

function hasLoop(graph: Graph): boolean {
  return topologicalOrder(graph.outputs).some((n) => n.body !== undefined);
}

// ---- loops that differ in their results ----------------------------------------------------------------------------------

/**
 * A derivative repeats the loop it is of, with more results. Loops over the same values whose bodies are graphs over the same inputs
 * become one loop with the results of all.
 */
function mergeLoops(graph: Graph): Graph {
  for (let g = graph; ;) {
    const twins = findTwins(g);
    if (twins.size === 0) return g;
    g = mergeTwins(g, twins);
  }
}

/** Loops that have a twin, each with its whole family. */
function findTwins(graph: Graph): Map<Node, readonly Node[]> {
  const ids = new Map<Node, number>();
  const idOf = (n: Node): number => {
    if (!ids.has(n)) ids.set(n, ids.size);
    return ids.get(n)!;
  };
  const families = new Map<string, Node[]>();
  for (const n of topologicalOrder(graph.outputs)) {
    if (!n.body) continue;
    const key = [showAttrs(n.attrs), n.inputs.map(idOf).join(), n.body.inputs.map(idOf).join()].join(";");
    families.set(key, [...(families.get(key) ?? []), n]);
  }
  return new Map([...families.values()].flatMap((f) => (f.length > 1 ? f.map((n) => [n, f] as const) : [])));
}

function mergeTwins(graph: Graph, twins: ReadonlyMap<Node, readonly Node[]>): Graph {
  const merged = new Map<Node, Node>();
  const results = new Map<string, Node>();
  return rewrite(graph, (node, inputs) => {
    const family = twins.get(node);
    if (family) {
      const [first] = family;
      const known = merged.get(first!);
      if (known) return known;
      const { carries } = formOf(node);
      const stacks = [...new Set(family.flatMap((l) => l.body!.outputs.slice(carries)))];
      const body: Graph = { inputs: node.body!.inputs, outputs: [...node.body!.outputs.slice(0, carries), ...stacks] };
      const one = { ...node, inputs, body };
      merged.set(first!, one);
      return one;
    }
    const before = isResult(node) ? node.inputs[0]! : undefined;
    if (!before || !twins.has(before)) return withInputs(node, inputs);
    // equal results become one node: another loop that reads them may find its twin by that
    const one = inputs[0]!;
    const { carries } = formOf(one);
    const index = indexOfResult(node);
    const at = index < carries ? index : one.body!.outputs.indexOf(before.body!.outputs[index]!, carries);
    const key = `${[...merged.values()].indexOf(one)}:${at}`;
    const result = results.get(key) ?? { ...node, inputs, attrs: { index: at } };
    results.set(key, result);
    return result;
  });
}

// ---- what nobody asks for ------------------------------------------------------------------------------------------------

/** Drops stacks and carries that nothing depends on, and inputs that the body does not read. */
function pruneLoops(graph: Graph): Graph {
  for (let g = graph; ;) {
    const next = pruneOnce(g);
    if (next === g) return g;
    g = next;
  }
}

interface Pruned {
  readonly loop: Node;
  /** New index of each result. */
  readonly index: ReadonlyMap<number, number>;
}

function pruneOnce(graph: Graph): Graph {
  const asked = new Map<Node, Set<number>>();
  for (const n of topologicalOrder(graph.outputs))
    if (isResult(n)) asked.set(n.inputs[0]!, (asked.get(n.inputs[0]!) ?? new Set()).add(indexOfResult(n)));
  let changed = false;
  const pruned = new Map<Node, Pruned>();
  const next = rewrite(graph, (node, inputs) => {
    if (node.body && asked.has(node)) {
      const made = prune(withInputs(node, inputs), asked.get(node)!);
      if (made) changed = true;
      pruned.set(node, made ?? { loop: withInputs(node, inputs), index: new Map() });
      return pruned.get(node)!.loop;
    }
    const from = isResult(node) ? pruned.get(node.inputs[0]!) : undefined;
    const index = from?.index.get(indexOfResult(node));
    return index === undefined ? withInputs(node, inputs) : { ...node, inputs, attrs: { index } };
  });
  return changed ? next : graph;
}

/** `loop` with what the results `asked` for need; `undefined` when that is all of it. */
function prune(loop: Node, asked: ReadonlySet<number>): Pruned | undefined {
  const form = formOf(loop);
  const { inputs, outputs } = loop.body!;
  const live = new Set(asked);
  let reached = new Set<Node>();
  for (let before = -1; before !== live.size;) {
    before = live.size;
    reached = new Set(topologicalOrder(outputs.filter((_, i) => live.has(i))));
    inputs.slice(0, form.carries).forEach((n, i) => reached.has(n) && live.add(i));
  }
  const keptOutputs = outputs.flatMap((_, i) => (live.has(i) ? [i] : []));
  const keptInputs = inputs.flatMap((n, i) =>
    (i < form.carries ? live.has(i) : reached.has(n) && !(i >= form.carries && loop.inputs[i]!.op === "literal"))
      ? [i]
      : [],
  );
  if (keptOutputs.length === outputs.length && keptInputs.length === inputs.length) return undefined;
  const isIn = (from: number, to: number) => (i: number) => from <= i && i < to;
  const body = withLiterals({ inputs, outputs: keptOutputs.map((i) => outputs[i]!) }, loop);
  return {
    loop: loopNode(
      {
        ...form,
        carries: keptInputs.filter(isIn(0, form.carries)).length,
        slices: keptInputs.filter(isIn(form.carries, form.carries + form.slices)).length,
      },
      keptInputs.map((i) => loop.inputs[i]!),
      { inputs: keptInputs.map((i) => inputs[i]!), outputs: body.outputs },
      loop.origin,
    ),
    index: new Map(keptOutputs.map((old, now) => [old, now])),
  };
}

/** Slices and whole inputs whose every element is one number are that number in the body. */
function withLiterals(body: Graph, loop: Node): Graph {
  const { carries } = formOf(loop);
  return rewrite({ inputs: [], outputs: body.outputs }, (node, inputs) => {
    const at = body.inputs.indexOf(node);
    if (at < carries || loop.inputs[at]!.op !== "literal") return withInputs(node, inputs);
    return { ...node, op: "literal", attrs: loop.inputs[at]!.attrs };
  });
}

// ---- for the memory plan -------------------------------------------------------------------------------------------------

/**
 * Gives every loop what the later stages count on. Inputs are values in memory; the first value of a carry is nobody else's, so that
 * the carry can live in its place. What the body stacks is computed for that alone. `unit`: elements in which slices of a stack
 * are aligned; slices that are not are padded, and cut after the loop.
 */
export function settleLoops(graph: Graph, unit: number): Graph {
  if (!hasLoop(graph)) return graph;
  return everywhere((g) => settleStarts(settleStacks(g, unit)))(graph);
}

function copyOf(n: Node): Node {
  return { op: "copy", inputs: [n], attrs: {}, shape: n.shape, dtype: n.dtype, origin: n.origin };
}

function settleStarts(graph: Graph): Graph {
  const users = new Map<Node, number>();
  for (const n of topologicalOrder(graph.outputs)) for (const i of n.inputs) users.set(i, (users.get(i) ?? 0) + 1);
  for (const n of graph.outputs) users.set(n, (users.get(n) ?? 0) + 1);
  return rewrite(graph, (node, inputs) => {
    if (!node.body) return withInputs(node, inputs);
    const { carries } = formOf(node);
    const settled = node.inputs.map((before, i) => {
      const n = inputs[i]!;
      const taken = i < carries && (users.get(before)! > 1 || n.op === "input");
      return taken || n.op === "literal" || isView(n) ? copyOf(n) : n;
    });
    return { ...node, inputs: settled };
  });
}

/** What is not in memory by itself. */
function isView(n: Node): boolean {
  const lowering = loweringOf(n);
  return lowering?.kind === "element" && lowering.access === "view";
}

function settleStacks(graph: Graph, unit: number): Graph {
  const settled = new Map<Node, Node>();
  return rewrite(graph, (node, inputs) => {
    if (node.body) {
      const loop = { ...node, inputs, body: { ...node.body, outputs: stackedAlone(node, unit) } };
      settled.set(loop, node);
      return loop;
    }
    const n = withInputs(node, inputs);
    const before = isResult(n) ? settled.get(n.inputs[0]!) : undefined;
    if (!before || indexOfResult(n) < formOf(before).carries) return n;
    const made = n.inputs[0]!.body!.outputs[indexOfResult(n)]!;
    return sizeOf(made.shape) * formOf(before).trips === sizeOf(n.shape) ? n : cut(n, made.shape);
  });
}

/** The body's outputs, of which the stacked ones are computed for that alone and fill whole units. */
function stackedAlone(loop: Node, unit: number): Node[] {
  const { outputs } = loop.body!;
  const { carries } = formOf(loop);
  return outputs.map((n, i) => {
    if (i < carries) return n;
    const size = sizeOf(n.shape);
    if (size % unit !== 0) return padded(n, Math.ceil(size / unit) * unit - size);
    const shared = outputs.indexOf(n) < i || n.op === "input" || n.op === "literal" || isResult(n);
    return shared ? copyOf(n) : n;
  });
}

function padded(n: Node, by: number): Node {
  const { dtype, origin } = n;
  const shape = [sizeOf(n.shape)];
  const flat: Node = { op: "reshape", inputs: [n], attrs: { shape }, shape, dtype, origin };
  const attrs = { paddings: [[0, by]], value: 0 };
  return { op: "pad", inputs: [flat], attrs, shape: [shape[0]! + by], dtype, origin };
}

/** The values of `result` before its slices were padded to `slice`. */
function cut(result: Node, slice: Shape): Node {
  const { shape, dtype, origin } = result;
  const trips = shape[0]!;
  const whole: Node = { ...result, shape: [trips, ...slice] };
  const part = [trips, sizeOf(shape.slice(1))];
  const attrs = { begin: [0, 0], size: part };
  const sliced: Node = { op: "slice", inputs: [whole], attrs, shape: part, dtype, origin };
  return { op: "reshape", inputs: [sliced], attrs: { shape }, shape, dtype, origin };
}
