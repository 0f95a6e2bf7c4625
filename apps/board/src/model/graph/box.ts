// How large each box of the graph is, and what is written in it.
import { groupAt, isGroup } from "./tree.ts";
import type { GraphTree, Item } from "./tree.ts";

/** Space between a group's border and what it holds. */
export const PADDING = 14;

/** Height of an open group's title. */
export const TITLE_HEIGHT = 26;

/** Height of a lane's title, with air below. */
export const LANE_TITLE_HEIGHT = 40;

const NODE_HEIGHT = 24;
const CLOSED_GROUP_HEIGHT = 42;

/** Width of a character in the graph's labels, on the generous side; boxes are sized from it so that layout needs no canvas. */
const CHARACTER = { node: 6.7, title: 7.9, summary: 6.3 } as const;

/** Returns the text of an item's box. */
export function labelOf(tree: GraphTree, item: Item): string {
  if (isGroup(tree, item)) return groupAt(tree, item).name;
  const { nodes, strings } = tree.graph;
  return strings[nodes.name[item] as number] ?? "";
}

/** Returns the second line of a closed group: what it holds. */
export function summaryOf(tree: GraphTree, item: Item): string {
  const { nodeCount, kernels } = groupAt(tree, item);
  return `${count(nodeCount, "op")} · ${count(kernels.length, "kernel")}`;
}

/** Returns the size of a node's or closed group's box. */
export function boxSize(tree: GraphTree, item: Item): { readonly width: number; readonly height: number } {
  const characters = labelOf(tree, item).length;
  if (!isGroup(tree, item))
    return { width: Math.round(Math.max(52, characters * CHARACTER.node + 22)), height: NODE_HEIGHT };
  const summary = summaryOf(tree, item).length * CHARACTER.summary;
  return {
    width: Math.round(Math.max(112, characters * CHARACTER.title + 42, summary + 28)),
    height: CLOSED_GROUP_HEIGHT,
  };
}

/** Returns the least width of an open group, which its title needs. */
export function titleWidth(tree: GraphTree, item: Item): number {
  return labelOf(tree, item).length * CHARACTER.title + 38;
}

/** Returns a shape as people write it: "64×28×28×1", "scalar"; a symbolic dimension is "?". */
export function shapeText(tree: GraphTree, row: number): string {
  const { shape, shapeStart } = tree.graph.nodes;
  const dims = shape.subarray(shapeStart[row], shapeStart[row + 1]);
  return dims.length === 0 ? "scalar" : Array.from(dims, (dim) => (dim < 0 ? "?" : String(dim))).join("×");
}

/** Returns "1 op", "2 ops". */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}
