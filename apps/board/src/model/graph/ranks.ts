// Rows of a layered drawing: every item below what it depends on.

/** A small directed graph of items `0 … count − 1`; edge `e` goes from `from[e]` to `to[e]`. */
export interface Level {
  readonly count: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** The rows of a level's items. */
export interface Ranks {
  readonly rank: Int32Array;
  /** Whether each edge points upwards because it closes a cycle. */
  readonly isBack: readonly boolean[];
}

/**
 * Returns rows by longest path. Where scopes make a cycle (A feeds B feeds A), the item that comes first in the program goes first, and the edges
 * that then point upwards are marked. Parameters and constants, and what is computed from them alone, sink down to where they are used.
 */
export function rankItems(level: Level): Ranks {
  const { outgoing, incoming } = adjacency(level);
  const position = topologicalPositions(level, outgoing, incoming);
  const isBack = level.from.map((from, e) => (position[from] as number) > (position[level.to[e] as number] as number));
  const order = Array.from({ length: level.count }, (_, i) => i).sort(
    (a, b) => (position[a] as number) - (position[b] as number),
  );

  const rank = new Int32Array(level.count);
  const isLoose = new Uint8Array(level.count);
  for (const item of order) {
    const inputs = (incoming[item] as number[]).filter((e) => !isBack[e]).map((e) => level.from[e] as number);
    for (const input of inputs) rank[item] = Math.max(rank[item] as number, (rank[input] as number) + 1);
    isLoose[item] = inputs.every((input) => isLoose[input] && (outgoing[input] as number[]).length === 1) ? 1 : 0;
  }
  for (const item of order.reverse()) {
    const uses = (outgoing[item] as number[])
      .filter((e) => !isBack[e])
      .map((e) => rank[level.to[e] as number] as number);
    if (isLoose[item] && uses.length > 0) rank[item] = Math.min(...uses) - 1;
  }
  return { rank, isBack };
}

/** Returns, for each item, the edges that leave it and the edges that enter it. */
export function adjacency(level: Level): {
  readonly outgoing: readonly number[][];
  readonly incoming: readonly number[][];
} {
  const outgoing: number[][] = Array.from({ length: level.count }, () => []);
  const incoming: number[][] = Array.from({ length: level.count }, () => []);
  level.from.forEach((from, e) => {
    outgoing[from]?.push(e);
    incoming[level.to[e] as number]?.push(e);
  });
  return { outgoing, incoming };
}

/** Kahn's order; when only cycles are left, the first unplaced item is taken as if its remaining inputs were not there. */
function topologicalPositions(level: Level, outgoing: readonly number[][], incoming: readonly number[][]): Int32Array {
  const waiting = Int32Array.from(incoming, (edges) => edges.length);
  const position = new Int32Array(level.count).fill(-1);
  const ready: number[] = [];
  for (let i = 0; i < level.count; i++) if (waiting[i] === 0) ready.push(i);
  let placed = 0;
  let firstUnplaced = 0;
  for (let head = 0; placed < level.count;) {
    if (head === ready.length) {
      while ((position[firstUnplaced] as number) >= 0) firstUnplaced++;
      ready.push(firstUnplaced);
    }
    const item = ready[head++] as number;
    if ((position[item] as number) >= 0) continue;
    position[item] = placed++;
    for (const e of outgoing[item] as number[]) {
      const to = level.to[e] as number;
      waiting[to] = (waiting[to] as number) - 1;
      if (waiting[to] === 0 && (position[to] as number) < 0) ready.push(to);
    }
  }
  return position;
}
