// Left-to-right order within the rows: barycentre sweeps, keeping the order with the fewest crossings.

/** Rows of vertices and the short edges between neighbouring rows: `up[v]` and `down[v]` list v's neighbours in the row above and below. */
export interface Rows {
  readonly rows: number[][];
  readonly up: readonly (readonly number[])[];
  readonly down: readonly (readonly number[])[];
}

/** How often the rows are swept, down and up in turn. More sweeps rarely win anything on training graphs. */
const SWEEPS = 6;

/** Returns the rows reordered to have few crossings. The given order is the first candidate; equal input gives equal output. */
export function orderRows(graph: Rows): number[][] {
  let current = graph.rows.map((row) => row.slice());
  let best = current;
  let fewest = crossings(graph, current);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    current = current.map((row) => row.slice());
    if (sweep % 2 === 0) for (let r = 1; r < current.length; r++) sortByNeighbours(current, r, r - 1, graph.up);
    else for (let r = current.length - 2; r >= 0; r--) sortByNeighbours(current, r, r + 1, graph.down);
    const count = crossings(graph, current);
    if (count < fewest) {
      best = current;
      fewest = count;
    }
  }
  return best;
}

/** Sorts row `r` by the mean position of each vertex's neighbours in row `beside`; vertices without neighbours keep their place. */
function sortByNeighbours(
  rows: number[][],
  r: number,
  beside: number,
  neighbours: readonly (readonly number[])[],
): void {
  const place = new Map<number, number>();
  (rows[beside] as number[]).forEach((v, i) => place.set(v, i));
  const scale = (rows[beside] as number[]).length / (rows[r] as number[]).length;
  const keyed = (rows[r] as number[]).map((v, i) => {
    const near = neighbours[v] as readonly number[];
    const sum = near.reduce((total, other) => total + (place.get(other) ?? 0), 0);
    return { v, key: near.length > 0 ? sum / near.length : i * scale };
  });
  // Array sorting is stable, so ties keep their order and the result is the same every time.
  rows[r] = keyed.sort((a, b) => a.key - b.key).map(({ v }) => v);
}

/** Counts edge crossings between neighbouring rows: inversions in the list of lower ends, sorted by upper end. */
function crossings(graph: Rows, rows: readonly (readonly number[])[]): number {
  let total = 0;
  for (let r = 0; r + 1 < rows.length; r++) {
    const place = new Map<number, number>();
    (rows[r + 1] as readonly number[]).forEach((v, i) => place.set(v, i));
    const ends: number[] = [];
    for (const v of rows[r] as readonly number[]) {
      const below = (graph.down[v] as readonly number[]).map((other) => place.get(other) ?? 0);
      ends.push(...below.sort((a, b) => a - b));
    }
    total += inversions(ends, place.size);
  }
  return total;
}

/** Pairs that are out of order, counted with a Fenwick tree over the values `0 … size − 1`. */
function inversions(values: readonly number[], size: number): number {
  const tree = new Int32Array(size + 1);
  let count = 0;
  values.forEach((value, seen) => {
    let notLarger = 0;
    for (let i = value + 1; i > 0; i -= i & -i) notLarger += tree[i] as number;
    count += seen - notLarger;
    for (let i = value + 1; i <= size; i += i & -i) tree[i] = (tree[i] as number) + 1;
  });
  return count;
}
