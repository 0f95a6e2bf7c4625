// The graph as people read it: a tree of scopes per phase, with the nodes as leaves.
import { PHASES } from "@weir/core/events";
import type { GraphEvent, Phase } from "@weir/core/events";
import { homesOf } from "./home.ts";

/**
 * An item is a number: `0 … nodes − 1` are the graph's nodes, and the groups follow. The lanes (one per phase, the roots of the tree) are groups too.
 */
export type Item = number;

/** A scope within one phase. */
export interface Group {
  /** Stable across graphs: "forward:model/conv2d_1". A lane's key ends with the colon. */
  readonly key: string;
  /** Last part of the path: "conv2d_1". A lane is named by its phase. */
  readonly name: string;
  readonly path: string;
  readonly phase: Phase;
  /** Item of the enclosing group, or -1 for a lane. */
  readonly parent: Item;
  readonly depth: number;
  /** Groups and nodes directly inside, in the order of their first node. */
  readonly children: readonly Item[];
  /** Nodes inside, at any depth. */
  readonly nodeCount: number;
  /** Kernels that compute nodes inside, ascending. */
  readonly kernels: readonly number[];
}

/** A graph message with its tree of scopes. */
export interface GraphTree {
  readonly graph: GraphEvent;
  readonly groups: readonly Group[];
  /** The lanes that have nodes, in the order forward, backward, update. */
  readonly lanes: readonly Item[];
  /** Item of the group that directly holds each node. */
  readonly owner: Uint32Array;
  /** Nodes that are not drawn; no group lists them. */
  readonly isHidden: readonly boolean[];
  readonly itemByKey: ReadonlyMap<string, Item>;
}

interface Draft extends Group {
  readonly children: Item[];
  nodeCount: number;
  readonly kernelSet: Set<number>;
  kernels: readonly number[];
}

/** Returns the tree of a graph. Takes time proportional to nodes times depth. */
export function buildTree(graph: GraphEvent): GraphTree {
  const { nodes } = graph;
  const homes = homesOf(graph);
  const groups: Draft[] = [];
  const itemByKey = new Map<string, Item>();
  const owner = new Uint32Array(nodes.count);

  function groupOf(phase: Phase, path: string): Item {
    const key = `${phase}:${path}`;
    const known = itemByKey.get(key);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf("/");
    const parent = path === "" ? -1 : groupOf(phase, cut < 0 ? "" : path.slice(0, cut));
    const item = nodes.count + groups.length;
    const depth = parent < 0 ? 0 : draft(parent).depth + 1;
    const name = path === "" ? phase : path.slice(cut + 1);
    groups.push({
      key,
      name,
      path,
      phase,
      parent,
      depth,
      children: [],
      nodeCount: 0,
      kernelSet: new Set(),
      kernels: [],
    });
    itemByKey.set(key, item);
    if (parent >= 0) draft(parent).children.push(item);
    return item;
  }

  function draft(item: Item): Draft {
    return groups[item - nodes.count] as Draft;
  }

  for (let row = 0; row < nodes.count; row++) {
    if (homes.isHidden[row]) continue;
    const holder = groupOf(homes.phase[row] as Phase, homes.scope[row] as string);
    owner[row] = holder;
    draft(holder).children.push(row);
    itemByKey.set(nodeKey(graph, row), row);
    for (let at = holder; at >= 0; at = draft(at).parent) {
      draft(at).nodeCount += 1;
      const kernel = nodes.kernel[row] as number;
      if (kernel >= 0) draft(at).kernelSet.add(kernel);
    }
  }
  // Hidden nodes have readers, so a graph that has any has a lane to count them to.
  homes.isHidden.forEach((isHidden, row) => {
    if (isHidden) owner[row] = nodes.count;
  });
  for (const group of groups) group.kernels = [...group.kernelSet].sort((a, b) => a - b);
  const lanes = PHASES.flatMap((phase) => itemByKey.get(`${phase}:`) ?? []);
  return { graph, groups, lanes, owner, itemByKey, isHidden: homes.isHidden };
}

/** Returns the stable key of a node: its id in the IR, which survives a re-sent graph better than its row. */
export function nodeKey(graph: GraphEvent, row: number): string {
  return `#${graph.nodes.id[row]}`;
}

/** Whether an item is a group (a lane included). */
export function isGroup(tree: GraphTree, item: Item): boolean {
  return item >= tree.graph.nodes.count;
}

/** Returns the group of an item. Throws when the item is a node. */
export function groupAt(tree: GraphTree, item: Item): Group {
  const group = tree.groups[item - tree.graph.nodes.count];
  if (!group)
    throw new RangeError(
      `graph tree: item ${item} is not a group; the tree has ${tree.groups.length} groups after ${tree.graph.nodes.count} nodes.`,
    );
  return group;
}

/** Returns the enclosing group of an item, or -1 for a lane. */
export function parentOf(tree: GraphTree, item: Item): Item {
  return isGroup(tree, item) ? groupAt(tree, item).parent : (tree.owner[item] as number);
}

/** Returns the stable key of an item. */
export function keyOf(tree: GraphTree, item: Item): string {
  return isGroup(tree, item) ? groupAt(tree, item).key : nodeKey(tree.graph, item);
}

/** How many boxes a graph may show when it opens. */
const OPENING_BOXES = 40;

/**
 * Returns the keys of the groups to show open at first: the outer scopes, as long as the picture stays small.
 * A scope opens in all phases together, so that forward and backward mirror each other.
 */
export function openingGroups(tree: GraphTree): ReadonlySet<string> {
  const open = new Set<string>();
  let boxes = tree.lanes.reduce((sum, lane) => sum + groupAt(tree, lane).children.length, 0);
  const byPath = new Map<string, Group[]>();
  for (const group of tree.groups)
    if (group.parent >= 0) byPath.set(group.path, [...(byPath.get(group.path) ?? []), group]);
  const outerFirst = [...byPath.values()].sort((a, b) => (a[0]?.depth ?? 0) - (b[0]?.depth ?? 0));
  for (const twins of outerFirst) {
    const reachable = twins.every(
      (group) => groupAt(tree, group.parent).parent < 0 || open.has(groupAt(tree, group.parent).key),
    );
    // What the forward pass is made of says what is worth seeing; an optimizer's slots per variable are not.
    const hasScopes = twins.some(
      (group) =>
        group.phase === "forward" && group.children.length > 1 && group.children.some((child) => isGroup(tree, child)),
    );
    const more = twins.reduce((sum, group) => sum + group.children.length - 1, 0);
    if (!reachable || !hasScopes || boxes + more > OPENING_BOXES) continue;
    twins.forEach((group) => open.add(group.key));
    boxes += more;
  }
  return open;
}
