// Finding one's way in a drawing: by pointer, by arrow key, by name.
import { labelOf } from "./box.ts";
import type { GraphLayout, LaidBox } from "./layout.ts";
import { groupAt, isGroup, keyOf, parentOf } from "./tree.ts";
import type { GraphTree, Item } from "./tree.ts";

/** A way to go. */
export type Direction = "up" | "down" | "left" | "right";

/** Returns the innermost box at a point of the plane, lanes left aside. */
export function boxAt(layout: GraphLayout, x: number, y: number): LaidBox | undefined {
  // Groups come before what they hold, so the last hit is the innermost.
  return layout.boxes.findLast(
    (box) => box.kind !== "lane" && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height,
  );
}

/** Returns the box to go to from `key`: the nearest one that way, sideways distance counting double. Without a start: the first box. */
export function neighbour(layout: GraphLayout, key: string | null, direction: Direction): LaidBox | undefined {
  const boxes = layout.boxes.filter((box) => box.kind !== "lane");
  const from = boxes.find((box) => box.key === key);
  if (!from) return boxes[0];
  const a = middle(from);
  let best: LaidBox | undefined;
  let least = Infinity;
  for (const box of boxes) {
    const b = middle(box);
    const [ahead, aside] = {
      up: [a.y - b.y, b.x - a.x],
      down: [b.y - a.y, b.x - a.x],
      left: [a.x - b.x, b.y - a.y],
      right: [b.x - a.x, b.y - a.y],
    }[direction] as [number, number];
    const distance = ahead + 2 * Math.abs(aside);
    if (box === from || ahead <= 1 || distance >= least) continue;
    best = box;
    least = distance;
  }
  return best;
}

function middle({ x, y, width, kind }: LaidBox): { readonly x: number; readonly y: number } {
  // A group's title stands for it, so that one can step from the title to what is inside.
  return { x: x + width / 2, y: y + (kind === "node" ? 12 : 15) };
}

/** Returns the items whose name, op or scope contains the text, in order; none for an empty text. Groups come before nodes. */
export function search(tree: GraphTree, text: string): readonly Item[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  const { nodes, strings } = tree.graph;
  const groups = tree.groups.flatMap((group, g) =>
    group.parent >= 0 && group.name.toLowerCase().includes(wanted) ? nodes.count + g : [],
  );
  const rows = Array.from({ length: nodes.count }, (_, row) => row).filter(
    (row) =>
      !tree.isHidden[row] &&
      `${labelOf(tree, row)} ${strings[nodes.op[row] as number] ?? ""}`.toLowerCase().includes(wanted),
  );
  return [...groups, ...rows];
}

/** Returns the keys of the groups that must be open for an item to show. */
export function groupsAround(tree: GraphTree, item: Item): readonly string[] {
  const keys: string[] = [];
  for (let at = parentOf(tree, item); at >= 0 && groupAt(tree, at).parent >= 0; at = parentOf(tree, at))
    keys.push(keyOf(tree, at));
  return keys;
}

/** Returns a box in words: "conv2d, forward scope, 5 ops, closed". */
export function describeItem(tree: GraphTree, item: Item, isOpen: boolean): string {
  if (!isGroup(tree, item)) {
    const { nodes, strings } = tree.graph;
    return `${labelOf(tree, item)}, op ${strings[nodes.op[item] as number] ?? ""} in ${strings[nodes.scope[item] as number] || "the root scope"}`;
  }
  const group = groupAt(tree, item);
  return `${group.name}, ${group.phase} scope, ${group.nodeCount} ops, ${isOpen ? "open" : "closed"}`;
}
