/** How the values of a group relate to the points its kernel visits: what decides whether groups can be one. */
import { isLeaf } from "../../ir/group.ts";
import type { Node } from "../../ir/graph.ts";
import { sizeOf } from "../../ir/shape.ts";
import { loweringOf } from "../../ops/lowering.ts";

/** How a node's element index relates to a group's domain (row r, column c). */
export type Relation =
  /** element r·columns + c */
  | "full"
  /** element r */
  | "row"
  /** anything else */
  | "other";

/** The columns of a reduction over the trailing axes of its input, else `undefined`: only then is each result that of one row. */
export function rowLength(n: Node): number | undefined {
  const axes = n.attrs["axes"];
  if (!Array.isArray(axes) || n.inputs.length !== 1) return undefined;
  const rank = n.inputs[0]!.shape.length;
  const trailing = axes.length > 0 && axes.every((a, i) => a === rank - axes.length + i);
  return trailing ? sizeOf(n.inputs[0]!.shape) / Math.max(1, sizeOf(n.shape)) : undefined;
}

/**
 * Every way in which the nodes computed or read by a group with these roots relate to its domain. `undefined` when a root does not fit
 * the domain or an anchor would be computed more than once a row. `stored` values of other groups are read, not entered.
 */
export function relationsOf(
  roots: readonly Node[],
  anchors: ReadonlySet<Node>,
  rows: number,
  columns: number,
  stored: ReadonlySet<Node>,
): Map<Node, Set<Relation>> | undefined {
  const relations = new Map<Node, Set<Relation>>();
  let legal = true;
  const own = new Set(roots);
  const visit = (n: Node, r: Relation): void => {
    let set = relations.get(n);
    if (!set) relations.set(n, (set = new Set()));
    if (set.has(r)) return;
    set.add(r);
    if (isLeaf(n) || (stored.has(n) && !own.has(n) && !anchors.has(n))) return;
    const lowering = loweringOf(n)!;
    if (lowering.kind !== "element") {
      if (!anchors.has(n) || r === "other") legal = false;
      const inner: Relation = columns > 1 ? (rowLength(n) === columns && r === "row" ? "full" : "other") : "other";
      if (columns > 1 && inner !== "full") legal = false;
      for (const i of n.inputs) visit(i, inner);
      return;
    }
    n.inputs.forEach((input) => visit(input, through(n, input, r, columns)));
  };
  for (const root of roots) {
    const size = sizeOf(root.shape);
    if (columns === 1 ? size !== rows : size !== rows && size !== rows * columns) return undefined;
    // with one column, rows and elements are the same thing, and called full
    visit(root, columns === 1 || size === rows * columns ? "full" : "row");
  }
  return legal ? relations : undefined;
}

/** The relation of `input` when element op `n` over it has relation `r`. */
function through(n: Node, input: Node, r: Relation, columns: number): Relation {
  const lowering = loweringOf(n);
  if (r === "other" || lowering?.kind !== "element") return "other";
  if (lowering.access === "identity" || n.op === "reshape") return r;
  if (n.op === "broadcastTo") {
    if (sizeOf(input.shape) === sizeOf(n.shape)) return r;
    return r === "full" && columns > 1 && repeatsRows(input, n, columns) ? "row" : "other";
  }
  return "other";
}

/** Whether `n` repeats each element of `input` along exactly the trailing axes that make up `columns`. */
function repeatsRows(input: Node, n: Node, columns: number): boolean {
  const offset = n.shape.length - input.shape.length;
  let repeated = 1;
  let d = n.shape.length - 1;
  for (; d >= 0 && repeated < columns; d--) {
    if ((input.shape[d - offset] ?? 1) !== 1) return false;
    repeated *= n.shape[d]!;
  }
  if (repeated !== columns) return false;
  for (; d >= 0; d--) if ((input.shape[d - offset] ?? 1) !== n.shape[d]) return false;
  return true;
}
