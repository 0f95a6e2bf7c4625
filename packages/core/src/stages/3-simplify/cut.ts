/**
 * Cuts a graph at the ops that run on the host. The level of a value is the number of host ops on the longest way to it: the host
 * ops of level l run between the device parts l − 1 and l. What no host op waits for is computed as late as possible, where it
 * fuses with what follows; so everything that replaces an input in place comes in the last part, after all other readers.
 */
import type { Graph, Node } from "../../ir/graph.ts";
import { consumersOf, inputNode, topologicalOrder, withInputs } from "../../ir/graph.ts";
import { OpError } from "../../ir/error.ts";
import { isResult } from "../../ir/loop.ts";
import { isLeaf } from "../../ir/group.ts";
import type { DevicePart, HostPart, Parts } from "../../ir/parts.ts";
import { loweringOf } from "../../ops/lowering.ts";

/** The parts of `graph`; `updates` maps an output index to the index of the input that it replaces. */
export function cutAtHost(graph: Graph, updates: ReadonlyMap<number, number>): Parts {
  const order = topologicalOrder([...graph.inputs, ...graph.outputs]);
  for (const n of order) if (n.body) refuseHost(n.body);
  if (!order.some(isHost)) return { values: [...graph.inputs, ...graph.outputs], parts: [whole(graph, updates)] };
  return new Cutter(graph, updates, order).run();
}

function isHost(n: Node): boolean {
  return loweringOf(n)?.kind === "host";
}

/** A loop runs on the device from its first turn to its last. */
function refuseHost(body: Graph): void {
  for (const n of topologicalOrder(body.outputs)) {
    if (isHost(n))
      throw new OpError(
        n.op,
        "is computed by the host, and a loop's body runs on the device: call it before or after the loop, or write the loop in JavaScript",
      );
    if (n.body) refuseHost(n.body);
  }
}

function whole(graph: Graph, updates: ReadonlyMap<number, number>): DevicePart {
  const inputs = graph.inputs.map((_, i) => i);
  return { kind: "device", graph, updates, inputs, outputs: graph.outputs.map((_, o) => inputs.length + o) };
}

class Cutter {
  private readonly graph: Graph;
  private readonly updates: ReadonlyMap<number, number>;
  private readonly order: readonly Node[];
  private readonly users: ReadonlyMap<Node, readonly Node[]>;
  /** The device part in which a value is computed; for a host op, the one after it. */
  private readonly partOf = new Map<Node, number>();
  /** Values that parts hand to one another, by number. */
  private readonly values: Node[];
  private readonly numberOf = new Map<Node, number>();

  constructor(graph: Graph, updates: ReadonlyMap<number, number>, order: readonly Node[]) {
    this.graph = graph;
    this.updates = updates;
    this.order = order;
    this.users = consumersOf(order);
    this.values = [...graph.inputs, ...graph.outputs];
    graph.inputs.forEach((n, i) => this.numberOf.set(n, i));
  }

  run(): Parts {
    const last = this.assign();
    this.number(last);
    const parts: (DevicePart | HostPart)[] = [];
    for (let p = 0; p <= last; p++) {
      for (const n of this.order) if (isHost(n) && this.partOf.get(n) === p) parts.push(this.hostPart(n));
      const part = this.devicePart(p, p === last);
      if (part.outputs.length > 0) parts.push(part);
    }
    return { values: this.values, parts };
  }

  /** Gives every value its part. Returns the last one. */
  private assign(): number {
    const level = new Map<Node, number>();
    for (const n of this.order) level.set(n, Math.max(0, ...n.inputs.map((i) => level.get(i)!)) + (isHost(n) ? 1 : 0));
    const last = Math.max(...level.values());
    for (const n of [...this.order].reverse()) {
      if (isHost(n)) this.partOf.set(n, level.get(n)!);
      else
        this.partOf.set(n, Math.min(last, ...this.users.get(n)!.map((u) => this.partOf.get(u)! - (isHost(u) ? 1 : 0))));
    }
    // a loop has its results where it runs
    for (const n of this.order) if (isResult(n)) this.partOf.set(n, this.partOf.get(n.inputs[0]!)!);
    return last;
  }

  /** Numbers the values that leave their part: an output's own number where it has one, unless it is to replace an input. */
  private number(last: number): void {
    this.graph.outputs.forEach((n, o) => {
      const early = isHost(n) || this.partOf.get(n)! < last;
      if (early && !isLeaf(n) && !this.updates.has(o) && !this.numberOf.has(n))
        this.numberOf.set(n, this.graph.inputs.length + o);
    });
    for (const n of this.order) {
      const leaves =
        isHost(n) || this.users.get(n)!.some((u) => isHost(u) || this.partOf.get(u) !== this.partOf.get(n));
      const wanted = leaves || (this.graph.outputs.includes(n) && this.partOf.get(n)! < last);
      if (wanted && !isLeaf(n) && !this.numberOf.has(n)) this.numberOf.set(n, this.values.push(n) - 1);
    }
  }

  private hostPart(node: Node): HostPart {
    const inputs = node.inputs.map((i) => (i.op === "literal" ? i : this.numberOf.get(i)!));
    return { kind: "host", node, inputs, output: this.numberOf.get(node)! };
  }

  private devicePart(p: number, isLast: boolean): DevicePart {
    const outputs = isLast
      ? this.graph.outputs.flatMap((n, o) =>
          this.numberOf.get(n) === this.graph.inputs.length + o ? [] : [{ n, to: this.graph.inputs.length + o, o }],
        )
      : this.order
          .filter((n) => this.numberOf.has(n) && !isLeaf(n) && !isHost(n) && this.partOf.get(n) === p)
          .map((n) => ({ n, to: this.numberOf.get(n)!, o: -1 }));
    const inputs: number[] = [];
    const inputNodes: Node[] = [];
    const inside = new Map<Node, Node>();
    const local = (n: Node): Node => {
      const number = this.numberOf.get(n);
      const given = number !== undefined && (n.op === "input" || isHost(n) || this.partOf.get(n)! < p);
      if (!given)
        return withInputs(
          n,
          n.inputs.map((i) => inside.get(i)!),
        );
      inputs.push(number);
      const leaf = n.op === "input" ? n : inputNode(n.shape, n.dtype, n.op, n.origin);
      inputNodes.push(leaf);
      return leaf;
    };
    const replaced = outputs.map(({ o }) => this.updates.get(o));
    const state = replaced.flatMap((i) => (i === undefined ? [] : [this.graph.inputs[i]!]));
    const boundary = (n: Node): boolean => this.numberOf.has(n) && (isHost(n) || this.partOf.get(n)! < p);
    for (const n of topologicalOrder([...state, ...outputs.map(({ n }) => n)], boundary)) inside.set(n, local(n));
    const updates = new Map<number, number>();
    replaced.forEach((i, at) => i !== undefined && updates.set(at, inputNodes.indexOf(this.graph.inputs[i]!)));
    return {
      kind: "device",
      graph: { inputs: inputNodes, outputs: outputs.map(({ n }) => inside.get(n)!) },
      updates,
      inputs,
      outputs: outputs.map(({ to }) => to),
    };
  }
}
