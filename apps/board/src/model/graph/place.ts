// Horizontal positions: every vertex as near as it can be to the mean of its neighbours, in the given order, without overlap.

/** A vertex's neighbour and how strongly it pulls. */
export interface Pull {
  readonly to: number;
  readonly weight: number;
}

/** How often neighbours pull, down and up in turn. */
const PASSES = 8;

/**
 * Returns the centre of each vertex. `width` is per vertex, `gap` the least space between two in a row; `up` and `down` list what pulls from
 * the row above and below.
 */
export function placeRows(
  rows: readonly (readonly number[])[],
  width: Float64Array,
  gap: number,
  up: readonly (readonly Pull[])[],
  down: readonly (readonly Pull[])[],
): Float64Array {
  const centre = new Float64Array(width.length);
  for (const row of rows) packAroundZero(row, width, gap, centre);
  for (let pass = 0; pass < PASSES; pass++) {
    if (pass % 2 === 0) for (const row of rows) settle(row, width, gap, up, centre);
    else for (let r = rows.length - 1; r >= 0; r--) settle(rows[r] as readonly number[], width, gap, down, centre);
  }
  return centre;
}

function packAroundZero(row: readonly number[], width: Float64Array, gap: number, centre: Float64Array): void {
  let x = 0;
  for (const v of row) {
    centre[v] = x + (width[v] as number) / 2;
    x += (width[v] as number) + gap;
  }
  const shift = (x - gap) / 2;
  for (const v of row) centre[v] = (centre[v] as number) - shift;
}

/**
 * Moves a row to the least-squares optimum of its wishes under "keep the order, keep the distance". With the distances subtracted this is isotonic
 * regression, which the pool-adjacent-violators algorithm solves exactly in one pass.
 */
function settle(
  row: readonly number[],
  width: Float64Array,
  gap: number,
  pulls: readonly (readonly Pull[])[],
  centre: Float64Array,
): void {
  const pools: { mean: number; weight: number; count: number }[] = [];
  const offsets: number[] = [];
  row.forEach((v, i) => {
    const before = row[i - 1];
    const offset =
      before === undefined
        ? 0
        : (offsets[i - 1] as number) + ((width[before] as number) + (width[v] as number)) / 2 + gap;
    offsets.push(offset);
    const wish = wishOf(v, pulls[v] as readonly Pull[], centre);
    let pool = { mean: wish.at - offset, weight: wish.weight, count: 1 };
    for (let last = pools[pools.length - 1]; last && last.mean > pool.mean; last = pools[pools.length - 1]) {
      pools.pop();
      const weight = last.weight + pool.weight;
      pool = {
        mean: (last.mean * last.weight + pool.mean * pool.weight) / weight,
        weight,
        count: last.count + pool.count,
      };
    }
    pools.push(pool);
  });
  let i = 0;
  for (const pool of pools)
    for (const stop = i + pool.count; i < stop; i++) centre[row[i] as number] = pool.mean + (offsets[i] as number);
}

/** Where a vertex would like to be: the weighted mean of its neighbours, or, without any, weakly where it is. */
function wishOf(
  v: number,
  pulls: readonly Pull[],
  centre: Float64Array,
): { readonly at: number; readonly weight: number } {
  let sum = 0;
  let weight = 0;
  for (const pull of pulls) {
    sum += (centre[pull.to] as number) * pull.weight;
    weight += pull.weight;
  }
  return weight > 0 ? { at: sum / weight, weight } : { at: centre[v] as number, weight: 0.1 };
}
