/** How the values of a group relate to the points its kernel visits: what decides whether groups can be one. */
import { isLeaf } from "../../ir/group.ts";
import type { Node } from "../../ir/graph.ts";
import { coefficient, variable } from "../../ir/expr.ts";
import { flatten } from "../../ir/indexing.ts";
import type { Shape } from "../../ir/shape.ts";
import { sameShape, sizeOf } from "../../ir/shape.ts";
import { loweringOf } from "../../ops/lowering.ts";

/** How a node's element index relates to a group's domain (row r, column c). */
export type Relation =
  /** element r·columns + c */
  | "full"
  /** element r */
  | "row"
  /** anything else */
  | "other";

/** Every way in which nodes relate to a domain. */
export type Relations = ReadonlyMap<Node, ReadonlySet<Relation>>;

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
): Relations | undefined {
  const relations = new Map<Node, Set<Relation>>();
  let legal = true;
  const own = new Set(roots);
  let partShape: Shape | undefined;
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
    const parts = size > rows && columns === 1 && anchors.size === 0 ? partsOf(root) : undefined;
    if (parts && sizeOf(parts[0]!.shape) === rows) {
      // one index has to do for all of them
      if (!sameShape(parts[0]!.shape, (partShape ??= parts[0]!.shape))) return undefined;
      for (const p of parts) visit(p, "full");
      continue;
    }
    if (columns === 1 ? size !== rows : size !== rows && size !== rows * columns) return undefined;
    // with one column, rows and elements are the same thing, and called full
    visit(root, columns === 1 || size === rows * columns ? "full" : "row");
  }
  return legal ? relations : undefined;
}

/**
 * The inputs of a value that is these side by side, when they have one shape and neighbours in them are neighbours in it: a kernel that
 * visits the points of one can store them all.
 */
export function partsOf(n: Node): readonly Node[] | undefined {
  const lowering = loweringOf(n);
  const place = lowering?.kind === "element" ? lowering.place : undefined;
  const { shape } = n.inputs[0] ?? n;
  if (!place || !n.inputs.every((i) => sameShape(i.shape, shape))) return undefined;
  const index = shape.map((d, i) => variable(`i${i}`, "i32", 0, d - 1));
  const inner = shape.findLastIndex((d) => d > 1);
  const stays = inner >= 0 && coefficient(flatten(place(n, 0, index), n.shape), `i${inner}`) === 1;
  return stays ? n.inputs : undefined;
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
