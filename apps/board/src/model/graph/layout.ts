// The drawing of a whole graph: lanes side by side, open groups around their contents, edges between what shows.
import { boxSize, LANE_TITLE_HEIGHT, PADDING, shapeText, TITLE_HEIGHT, titleWidth } from "./box.ts";
import { layoutLevel } from "./layered.ts";
import type { LevelLayout } from "./layered.ts";
import { groupAt, isGroup, keyOf, parentOf } from "./tree.ts";
import type { Group, GraphTree, Item } from "./tree.ts";
import { visibleGraph } from "./visible.ts";
import type { VisibleEdge } from "./visible.ts";

/** A box of the drawing. */
export interface LaidBox {
  readonly item: Item;
  readonly key: string;
  readonly kind: "lane" | "open" | "closed" | "node";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An edge of the drawing. `from` and `to` are positions in `boxes`. */
export interface LaidEdge {
  readonly from: number;
  readonly to: number;
  /** `flow` is routed within a lane, `cross` joins two lanes, `far` spans too much to be drawn unless asked for. */
  readonly kind: "flow" | "cross" | "far";
  /** x, y, x, y …: from the producer's border to the consumer's. */
  readonly points: readonly number[];
  /** Shapes of what leaves the producer within its lane; empty where another edge of the same producer says it already. */
  readonly label: string;
}

/** A drawing. Groups come before what they hold, so painting in order is right. */
export interface GraphLayout {
  readonly boxes: readonly LaidBox[];
  readonly edges: readonly LaidEdge[];
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** Keeps a box where the reader's eye is: the drawing is shifted so that the box `key` has its top left corner at (x, y). */
export interface Anchor {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

const LANE_GAP = 110;

/** An open group with its contents laid out, relative to the group's own corner. */
interface Frame {
  readonly level: LevelLayout;
  readonly width: number;
  readonly height: number;
  /** Where the contents begin. */
  readonly insetX: number;
  readonly insetY: number;
  /** Position of each child in the level. */
  readonly slot: ReadonlyMap<Item, number>;
  /** Level edge between two children, by `from · children + to`. */
  readonly edgeSlot: ReadonlyMap<number, number>;
}

/** Returns the drawing of a graph whose groups in `open` are open. Equal arguments give equal drawings. */
export function layoutGraph(tree: GraphTree, open: ReadonlySet<string>, anchor?: Anchor): GraphLayout {
  const visible = visibleGraph(tree, open);
  const inside = edgesByGroup(tree, visible.edges);
  const frames = new Map<Item, Frame>();
  for (const lane of tree.lanes) frameGroup(tree, lane, visible.isOpen, inside, frames, 0);
  lineUpLanes(tree, visible.isOpen, inside, frames);

  const boxes: LaidBox[] = [];
  const position = new Map<Item, number>();
  let x = 0;
  for (const lane of tree.lanes) {
    placeGroup(tree, lane, x, 0, frames, boxes, position);
    x += (frames.get(lane) as Frame).width + LANE_GAP;
  }
  const held = anchor && boxes.find((box) => box.key === anchor.key);
  const dx = held && anchor ? anchor.x - held.x : 0;
  const dy = held && anchor ? anchor.y - held.y : 0;
  const moved = boxes.map((box) => ({ ...box, x: box.x + dx, y: box.y + dy }));
  return {
    boxes: moved,
    edges: routeEdges(tree, visible.edges, moved, position, frames),
    left: dx,
    top: dy,
    width: Math.max(0, x - LANE_GAP),
    height: moved.reduce((bottom, box) => Math.max(bottom, box.y + box.height - dy), 0),
  };
}

/** The edges of each open group's level: between which of its children something flows. */
type Inside = ReadonlyMap<Item, Map<number, readonly [Item, Item]>>;

function edgesByGroup(tree: GraphTree, edges: readonly VisibleEdge[]): Inside {
  const items = tree.graph.nodes.count + tree.groups.length;
  const inside = new Map<Item, Map<number, readonly [Item, Item]>>();
  for (const edge of edges) {
    const meeting = meet(tree, edge.from, edge.to);
    if (!meeting) continue;
    const level = inside.get(meeting.group) ?? new Map<number, readonly [Item, Item]>();
    inside.set(meeting.group, level);
    level.set(meeting.from * items + meeting.to, [meeting.from, meeting.to]);
  }
  return inside;
}

/** The innermost group that holds both items, and its children around each; undefined when they are in different lanes. */
function meet(
  tree: GraphTree,
  a: Item,
  b: Item,
): { readonly group: Item; readonly from: Item; readonly to: Item } | undefined {
  let from = a;
  let to = b;
  const depth = (item: Item) =>
    isGroup(tree, item) ? groupAt(tree, item).depth : groupAt(tree, parentOf(tree, item)).depth + 1;
  while (depth(from) > depth(to)) from = parentOf(tree, from);
  while (depth(to) > depth(from)) to = parentOf(tree, to);
  while (parentOf(tree, from) !== parentOf(tree, to)) {
    from = parentOf(tree, from);
    to = parentOf(tree, to);
    if (from < 0 || to < 0) return undefined;
  }
  const group = parentOf(tree, from);
  return group < 0 ? undefined : { group, from, to };
}

/** Lays out a group's contents, innermost groups first. The forward lane comes first, so that the others can line up with it. */
function frameGroup(
  tree: GraphTree,
  item: Item,
  isOpen: (item: Item) => boolean,
  inside: Inside,
  frames: Map<Item, Frame>,
  shift: number,
): Frame {
  const group = groupAt(tree, item);
  const sizes = group.children.map((child) =>
    isOpen(child) ? (frames.get(child) ?? frameGroup(tree, child, isOpen, inside, frames, 0)) : boxSize(tree, child),
  );
  const slot = new Map(group.children.map((child, i) => [child, i]));
  const edges = Array.from(inside.get(item)?.values() ?? []);
  const from = edges.map(([producer]) => slot.get(producer) as number);
  const to = edges.map(([, consumer]) => slot.get(consumer) as number);
  const counterpart =
    group.phase === "forward" ? undefined : frames.get(tree.itemByKey.get(`forward:${group.path}`) ?? -1);
  const level = layoutLevel({
    count: group.children.length,
    from,
    to,
    width: Float64Array.from(sizes, (size) => size.width),
    height: Float64Array.from(sizes, (size) => size.height),
    upwards: group.phase === "backward",
    alignsLoosely: group.phase === "update",
    wantedTop: Float64Array.from(group.children, (child) => topOfTwin(tree, child, counterpart) + shift),
  });
  const isLane = group.parent < 0;
  const insetX = isLane ? 0 : PADDING;
  const insetY = isLane ? LANE_TITLE_HEIGHT : TITLE_HEIGHT + PADDING / 2;
  const slack = Math.max(0, titleWidth(tree, item) - level.width - 2 * insetX);
  const frame: Frame = {
    level,
    slot,
    edgeSlot: new Map(from.map((producer, e) => [producer * group.children.length + (to[e] as number), e])),
    width: level.width + 2 * insetX + slack,
    height: level.height + insetY + (isLane ? 0 : PADDING),
    insetX: insetX + slack / 2,
    insetY,
  };
  frames.set(item, frame);
  return frame;
}

/**
 * Where the backward lane has more above its first layers than the forward lane, the forward lane moves down and the others line up with it anew.
 * What is inside the open groups stays as it is.
 */
function lineUpLanes(tree: GraphTree, isOpen: (item: Item) => boolean, inside: Inside, frames: Map<Item, Frame>): void {
  const [forward, ...others] = tree.lanes;
  const backward = others.find((lane) => groupAt(tree, lane).phase === "backward");
  const frame = forward === undefined ? undefined : frames.get(forward);
  if (forward === undefined || !frame || groupAt(tree, forward).phase !== "forward") return;
  if (backward === undefined) return;
  const { y } = (frames.get(backward) as Frame).level;
  const pairs = groupAt(tree, backward).children.map((child, i) => ({
    top: y[i] as number,
    twin: topOfTwin(tree, child, frame),
  }));
  // The uppermost pair decides: further down, rows may have moved apart because something between them is open in one lane only.
  const [first] = pairs.filter(({ twin }) => !Number.isNaN(twin)).sort((a, b) => a.twin - b.twin);
  const shift = first ? first.top - first.twin : 0;
  if (shift <= 0) return;
  for (const lane of others) frameGroup(tree, lane, isOpen, inside, frames, shift);
  frames.set(forward, { ...frame, insetY: frame.insetY + shift, height: frame.height + shift });
}

/** The top, within the forward group, of the forward scope that a backward or update scope belongs to. */
function topOfTwin(tree: GraphTree, child: Item, counterpart: Frame | undefined): number {
  if (!counterpart || !isGroup(tree, child)) return NaN;
  const twin = tree.itemByKey.get(`forward:${groupAt(tree, child).path}`);
  const slot = twin === undefined ? undefined : counterpart.slot.get(twin);
  return slot === undefined ? NaN : (counterpart.level.y[slot] as number);
}

function placeGroup(
  tree: GraphTree,
  item: Item,
  x: number,
  y: number,
  frames: ReadonlyMap<Item, Frame>,
  boxes: LaidBox[],
  position: Map<Item, number>,
): void {
  const frame = frames.get(item) as Frame;
  const group: Group = groupAt(tree, item);
  position.set(item, boxes.length);
  boxes.push({
    item,
    key: group.key,
    kind: group.parent < 0 ? "lane" : "open",
    x,
    y,
    width: frame.width,
    height: frame.height,
  });
  group.children.forEach((child, i) => {
    const childX = x + frame.insetX + (frame.level.x[i] as number);
    const childY = y + frame.insetY + (frame.level.y[i] as number);
    if (frames.has(child)) return placeGroup(tree, child, childX, childY, frames, boxes, position);
    position.set(child, boxes.length);
    const kind = isGroup(tree, child) ? "closed" : "node";
    boxes.push({ item: child, key: keyOf(tree, child), kind, x: childX, y: childY, ...boxSize(tree, child) });
  });
}

function routeEdges(
  tree: GraphTree,
  edges: readonly VisibleEdge[],
  boxes: readonly LaidBox[],
  position: ReadonlyMap<Item, number>,
  frames: ReadonlyMap<Item, Frame>,
): readonly LaidEdge[] {
  const shapes = shapesByProducer(tree, edges);
  return edges.map((edge) => {
    const from = position.get(edge.from) as number;
    const to = position.get(edge.to) as number;
    const a = boxes[from] as LaidBox;
    const b = boxes[to] as LaidBox;
    const meeting = meet(tree, edge.from, edge.to);
    if (!meeting) return { from, to, kind: "cross", points: sideways(a, b), label: "" };
    const frame = frames.get(meeting.group) as Frame;
    const children = groupAt(tree, meeting.group).children.length;
    const e = frame.edgeSlot.get(
      (frame.slot.get(meeting.from) as number) * children + (frame.slot.get(meeting.to) as number),
    ) as number;
    const holder = boxes[position.get(meeting.group) as number] as LaidBox;
    const bends = (frame.level.bends[e] as readonly number[]).map(
      (value, i) => value + (i % 2 === 0 ? holder.x + frame.insetX : holder.y + frame.insetY),
    );
    const points = vertically(a, b, bends);
    if (frame.level.isFar[e]) return { from, to, kind: "far", points, label: "" };
    const label = shapes.get(edge.from) ?? "";
    shapes.delete(edge.from);
    return { from, to, kind: "flow", points, label };
  });
}

/** What shapes leave each item within its lane, in words. */
function shapesByProducer(tree: GraphTree, edges: readonly VisibleEdge[]): Map<Item, string> {
  const shapes = new Map<Item, Set<string>>();
  for (const edge of edges) {
    if (!meet(tree, edge.from, edge.to)) continue;
    const texts = shapes.get(edge.from) ?? new Set<string>();
    shapes.set(edge.from, texts);
    for (const row of edge.tensors) texts.add(shapeText(tree, row));
  }
  return new Map(
    Array.from(shapes, ([item, texts]) => [item, texts.size <= 2 ? [...texts].join(", ") : `${texts.size} shapes`]),
  );
}

/** From the middle of one box's facing edge to the other's, through the bends. */
function vertically(a: LaidBox, b: LaidBox, bends: readonly number[]): readonly number[] {
  const isDown = a.y <= b.y;
  return [a.x + a.width / 2, isDown ? a.y + a.height : a.y, ...bends, b.x + b.width / 2, isDown ? b.y : b.y + b.height];
}

function sideways(a: LaidBox, b: LaidBox): readonly number[] {
  const isRight = a.x <= b.x;
  return [isRight ? a.x + a.width : a.x, a.y + a.height / 2, isRight ? b.x : b.x + b.width, b.y + b.height / 2];
}
