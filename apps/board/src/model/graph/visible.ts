// What a graph shows when some of its scopes are open: the boxes, and the edges between them with everything inside closed scopes joined.
import { groupAt, isGroup, keyOf, parentOf } from "./tree.ts";
import type { GraphTree, Item } from "./tree.ts";

/** An edge between two visible items. */
export interface VisibleEdge {
  readonly from: Item;
  readonly to: Item;
  /** Rows of the nodes whose values flow along it, ascending, each once. */
  readonly tensors: readonly number[];
}

/** The visible part of a graph. */
export interface VisibleGraph {
  /** Whether a group is open; lanes always are. */
  readonly isOpen: (item: Item) => boolean;
  /** The item that stands for each node: itself, or the closed group around it. */
  readonly shown: Uint32Array;
  readonly edges: readonly VisibleEdge[];
}

/** Returns the visible part of a graph whose groups in `open` are open. */
export function visibleGraph(tree: GraphTree, open: ReadonlySet<string>): VisibleGraph {
  const { nodes } = tree.graph;
  function isOpen(item: Item): boolean {
    return isGroup(tree, item) && (groupAt(tree, item).parent < 0 || open.has(keyOf(tree, item)));
  }

  // Groups come after their parents, so one pass settles which closed group, if any, hides each of them.
  const hiddenBy = new Int32Array(tree.groups.length).fill(-1);
  tree.groups.forEach((group, g) => {
    const item = nodes.count + g;
    const above = group.parent < 0 ? -1 : (hiddenBy[group.parent - nodes.count] as number);
    hiddenBy[g] = above >= 0 ? above : isOpen(item) ? -1 : item;
  });
  const shown = Uint32Array.from({ length: nodes.count }, (_, row) => {
    const hider = hiddenBy[parentOf(tree, row) - nodes.count] as number;
    return hider >= 0 ? hider : row;
  });
  return { isOpen, shown, edges: joinEdges(tree, shown) };
}

function joinEdges(tree: GraphTree, shown: Uint32Array): readonly VisibleEdge[] {
  const { nodes } = tree.graph;
  const items = nodes.count + tree.groups.length;
  const tensors = new Map<number, number[]>();
  for (let row = 0; row < nodes.count; row++) {
    const end = nodes.inputStart[row + 1] as number;
    for (let i = nodes.inputStart[row] as number; i < end; i++) {
      const input = nodes.inputs[i] as number;
      if (tree.isHidden[input]) continue;
      const from = shown[input] as number;
      const to = shown[row] as number;
      if (from === to) continue;
      const key = from * items + to;
      const list = tensors.get(key);
      if (!list) tensors.set(key, [input]);
      else if (!list.includes(input)) list.push(input);
    }
  }
  return Array.from(tensors, ([key, rows]) => ({
    from: Math.floor(key / items),
    to: key % items,
    tensors: rows.sort((a, b) => a - b),
  }));
}
