/** A group is what becomes one kernel: the values it stores, and the reductions or the contraction computed on the way. */
import type { Graph, Node } from "./graph.ts";
import { indented, topologicalOrder } from "./graph.ts";
import { showShape } from "./shape.ts";

export interface Group {
  /** Stored values, in graph order. */
  readonly roots: readonly Node[];
  /** Reductions or the contraction of this kernel, in graph order. */
  readonly anchors: readonly Node[];
  /** The points the kernel visits: `rows` of `columns`. Everything but a row kernel has one column. */
  readonly rows: number;
  readonly columns: number;
}

/** A graph cut into groups, in an order in which they can run. */
export interface Fused {
  readonly groups: readonly Group[];
  /** Values that live in memory: every root of every group. */
  readonly stored: ReadonlySet<Node>;
  /** The bodies of loops. */
  readonly bodies: ReadonlyMap<Node, Fused>;
}

/** The loop that a group stands for: its anchor; its roots are the results. */
export function loopOf(group: Group): Node | undefined {
  return group.anchors[0]?.body ? group.anchors[0] : undefined;
}

/** Whether `n` has no inputs and is not computed. */
export function isLeaf(n: Node): boolean {
  return n.op === "input" || n.op === "literal";
}

/** The values a group reads from memory, in the order it meets them. */
export function groupInputs(group: Group, stored: ReadonlySet<Node>): Node[] {
  const inputs = new Set<Node>();
  const seen = new Set<Node>();
  const own = new Set([...group.roots, ...group.anchors]);
  const visit = (n: Node): void => {
    if (seen.has(n)) return;
    seen.add(n);
    if (n.op === "literal") return;
    if (n.op === "input" || (stored.has(n) && !own.has(n))) {
      inputs.add(n);
      return;
    }
    n.inputs.forEach(visit);
  };
  group.roots.forEach(visit);
  return [...inputs];
}

/** The groups of `graph` as text, those of a loop's body below it. */
export function printFused(fused: Fused, graph: Graph): string {
  const order = topologicalOrder(graph.outputs);
  const bodies = order.flatMap((n, i) =>
    n.body ? [`body of %${i}`, ...indented(printFused(fused.bodies.get(n)!, n.body))] : [],
  );
  return printGroups(fused.groups, order) + bodies.map((line) => `${line}\n`).join("");
}

/** Groups as text: `2: [%7 relu] ← conv2d %5  (50176 × 1)`. */
function printGroups(groups: readonly Group[], order: readonly Node[]): string {
  const names = new Map(order.map((n, i) => [n, `%${i}`]));
  const show = (n: Node): string => `${names.get(n)} ${n.op} ${showShape(n.shape)}`;
  return groups
    .map((g, i) => {
      const anchors = g.anchors.filter((a) => !g.roots.includes(a));
      const via = anchors.length ? ` through ${anchors.map(show).join(", ")}` : "";
      return `${i}: ${g.roots.map(show).join(", ")}${via}  over ${g.rows}${g.columns > 1 ? ` × ${g.columns}` : ""}\n`;
    })
    .join("");
}
