// The layered drawing of one level of a graph: boxes in rows, edges downwards, long edges bent around what stands between.
import { orderRows } from "./order.ts";
import { placeRows } from "./place.ts";
import type { Pull } from "./place.ts";
import { adjacency, rankItems } from "./ranks.ts";
import type { Level, Ranks } from "./ranks.ts";

/** One level to draw: boxes with sizes, edges between them. */
export interface LevelInput extends Level {
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** Draws upwards: what depends on others stands above them, as the backward pass mirrors the forward pass. */
  readonly upwards: boolean;
  /** Whether boxes with different wishes go to different rows even where nothing flows between them. */
  readonly alignsLoosely: boolean;
  /** The top that each box would like, to stand beside its counterpart in another lane; NaN for no wish. Rows only ever move down to meet wishes. */
  readonly wantedTop: Float64Array;
}

/** Where the boxes and bends of a level are, from (0, 0) at its top left. */
export interface LevelLayout {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly width: number;
  readonly height: number;
  /** Per edge the points between its ends, top to bottom for an edge that points down: x, y, x, y … */
  readonly bends: readonly (readonly number[])[];
  /** Per edge whether it spans so many rows that it is not routed, and is better drawn as two stubs. */
  readonly isFar: readonly boolean[];
}

/** Space between neighbouring boxes. */
export const COLUMN_GAP = 18;

/** Space between rows; holds a shape label. */
export const ROW_GAP = 34;

/** Edges that span more rows than this are not routed: a line that long tells nothing that a named stub does not. */
const FAR = 8;

/** Width kept free for an edge that passes a row. */
const LANE = 10;

/** Returns the drawing of one level. Takes time near-linear in items and edges; equal input gives equal output. */
export function layoutLevel(input: LevelInput): LevelLayout {
  const { rank, isBack } = input.alignsLoosely ? rankByWishes(input) : rankItems(input);
  liftLoners(input, rank);
  const isFar = input.from.map((from, e) => isBack[e] === true || span(rank, from, input.to[e] as number) > FAR);

  const width = Array.from(input.width);
  const up: Pull[][] = Array.from({ length: input.count }, () => []);
  const down: Pull[][] = Array.from({ length: input.count }, () => []);
  const rows: number[][] = [];
  for (let i = 0; i < input.count; i++) (rows[rank[i] as number] ??= []).push(i);
  for (let r = 0; r < rows.length; r++) rows[r] ??= [];

  function join(above: number, below: number): void {
    const bends = Number(above >= input.count) + Number(below >= input.count);
    // Straight long edges are worth more than straight short ones: the eye follows them further.
    const weight = bends === 2 ? 8 : bends === 1 ? 2 : 1;
    down[above]?.push({ to: below, weight });
    up[below]?.push({ to: above, weight });
  }

  const passages = input.from.map((from, e) => {
    if (isFar[e]) return [];
    const to = input.to[e] as number;
    const chain: number[] = [];
    for (let r = (rank[from] as number) + 1; r < (rank[to] as number); r++) {
      const bend = width.push(LANE) - 1;
      up.push([]);
      down.push([]);
      rows[r]?.push(bend);
      chain.push(bend);
    }
    [from, ...chain].forEach((v, i) => join(v, chain[i] ?? to));
    return chain;
  });

  const ordered = orderRows({
    rows,
    up: up.map((pulls) => pulls.map((p) => p.to)),
    down: down.map((pulls) => pulls.map((p) => p.to)),
  });
  const widths = Float64Array.from(width);
  const centre = placeRows(ordered, widths, COLUMN_GAP, up, down);
  return finish(input, ordered, widths, centre, passages, isFar);
}

/**
 * Ranks with the order of the wishes as if something flowed from each wishing box to the next: an optimizer's updates depend on nothing of each other, and
 * would all stand in one row. Where the wishes contradict the edges, the edges win.
 */
function rankByWishes(input: LevelInput): Ranks {
  const plain = rankItems(input);
  const wishing = Array.from({ length: input.count }, (_, i) => i)
    .filter((i) => !Number.isNaN(input.wantedTop[i]))
    .sort((a, b) => (input.wantedTop[a] as number) - (input.wantedTop[b] as number));
  if (input.upwards) wishing.reverse();
  const pairs = wishing
    .slice(1)
    .map((to, i) => [wishing[i] as number, to] as const)
    .filter(([a, b]) => input.wantedTop[a] !== input.wantedTop[b]);
  const ordered = rankItems({
    count: input.count,
    from: [...input.from, ...pairs.map(([from]) => from)],
    to: [...input.to, ...pairs.map(([, to]) => to)],
  });
  const isBack = ordered.isBack.slice(0, input.from.length);
  return isBack.some((back, e) => back && !plain.isBack[e]) ? plain : { rank: ordered.rank, isBack };
}

function span(rank: Int32Array, from: number, to: number): number {
  return (rank[to] as number) - (rank[from] as number);
}

/** Boxes without edges and wishes have no row of their own: they fill rows of about a square's width below the rest. */
function liftLoners(input: LevelInput, rank: Int32Array): void {
  const { outgoing, incoming } = adjacency(input);
  const isLoner = (i: number) =>
    outgoing[i]?.length === 0 &&
    incoming[i]?.length === 0 &&
    !(input.alignsLoosely && !Number.isNaN(input.wantedTop[i]));
  const loners = Array.from({ length: input.count }, (_, i) => i).filter(isLoner);
  const next = rank.reduce((most, r, i) => (isLoner(i) ? most : Math.max(most, r + 1)), 0);
  const perRow = Math.max(1, Math.ceil(Math.sqrt(loners.length)));
  loners.forEach((item, i) => (rank[item] = next + Math.floor(i / perRow)));
}

function finish(
  input: LevelInput,
  ordered: readonly (readonly number[])[],
  widths: Float64Array,
  centre: Float64Array,
  passages: readonly (readonly number[])[],
  isFar: readonly boolean[],
): LevelLayout {
  const left = Math.min(
    ...ordered.flatMap((row) => row.slice(0, 1)).map((v) => (centre[v] as number) - (widths[v] as number) / 2),
  );
  const right = Math.max(
    ...ordered.flatMap((row) => row.slice(-1)).map((v) => (centre[v] as number) + (widths[v] as number) / 2),
  );
  const { top, heights, bottom } = stackRows(input, ordered);
  const x = Float64Array.from(
    { length: input.count },
    (_, i) => (centre[i] as number) - (widths[i] as number) / 2 - left,
  );
  const y = new Float64Array(input.count);
  const bendY = new Map<number, number>();
  ordered.forEach((row, r) => {
    for (const v of row) {
      // Boxes hang from the top of their row, so that counterparts in other lanes line up.
      if (v < input.count) y[v] = top[r] as number;
      else bendY.set(v, r);
    }
  });
  const bends = passages.map((chain) =>
    chain.flatMap((v) => {
      const r = bendY.get(v) as number;
      const ends = [top[r] as number, (top[r] as number) + (heights[r] as number)];
      const [first, second] = input.upwards ? ends.reverse() : ends;
      const at = (centre[v] as number) - left;
      return [at, first as number, at, second as number];
    }),
  );
  return { x, y, width: right - left, height: bottom, bends, isFar };
}

/** Stacks the rows from top to bottom (the last row first when drawing upwards), each at its wish if that is further down. */
function stackRows(
  input: LevelInput,
  ordered: readonly (readonly number[])[],
): { readonly top: Float64Array; readonly heights: Float64Array; readonly bottom: number } {
  const top = new Float64Array(ordered.length);
  const heights = Float64Array.from(ordered, (row) =>
    row.reduce((most, v) => Math.max(most, v < input.count ? (input.height[v] as number) : 0), 0),
  );
  const fromTop = Array.from(ordered.keys());
  if (input.upwards) fromTop.reverse();
  let y = 0;
  for (const r of fromTop) {
    const wishes = (ordered[r] as readonly number[])
      .map((v) => (v < input.count ? (input.wantedTop[v] as number) : NaN))
      .filter((wish) => !Number.isNaN(wish));
    if (wishes.length > 0) y = Math.max(y, Math.min(...wishes));
    top[r] = y;
    y += (heights[r] as number) + ROW_GAP;
  }
  return { top, heights, bottom: ordered.length > 0 ? y - ROW_GAP : 0 };
}
