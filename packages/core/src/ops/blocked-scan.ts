/** Running totals made of public ops: rows cut into blocks, the totals of blocks scanned the same way. Serves every monoid. */
import type { Tensor } from "../tensor.ts";
import { add } from "./binary.ts";
import { broadcastTo, reshape } from "./movement.ts";
import { pad } from "./pad.ts";
import { slice } from "./slice.ts";

/** An associative operation and what leaves every value as it is. */
export interface Monoid {
  readonly identity: number;
  combine(before: Tensor, x: Tensor): Tensor;
}

export const ADD: Monoid = { identity: 0, combine: add };
/** Elements of a block whose totals are taken in log₂ steps. */
const BLOCK = 16;

/** Columns `begin` … `begin + count` of a matrix. */
const columns = (x: Tensor, begin: number, count: number): Tensor => slice(x, [0, begin], [x.shape[0]!, count]);

/** `x` moved right by `by` columns; the identity comes in. */
export function shifted(x: Tensor, by: number, { identity }: Monoid): Tensor {
  const kept = columns(x, 0, x.shape[1]! - by);
  const room: [number, number][] = [
    [0, 0],
    [by, 0],
  ];
  return pad(kept, room, identity);
}

/** The rows of `x` cut into blocks, `inner` of each, and before each the total of the blocks to its left: O(n) work. */
export function blocked(x: Tensor, block: number, m: Monoid, inner: (x: Tensor) => Tensor): Tensor {
  const [rows, size] = x.shape as [number, number];
  const blocks = Math.ceil(size / block);
  const room: [number, number][] = [
    [0, 0],
    [0, blocks * block - size],
  ];
  const parts = inner(reshape(pad(x, room, m.identity), [rows * blocks, block]));
  const totals = reshape(columns(parts, block - 1, 1), [rows, blocks]);
  const before = shifted(blocks > block ? blocked(totals, block, m, inner) : inner(totals), 1, m);
  // moved to where they belong first: what is done last to all elements is one kernel with what follows
  const inRows = (y: Tensor): Tensor => columns(reshape(y, [rows, blocks * block]), 0, size);
  return m.combine(inRows(broadcastTo(reshape(before, [rows * blocks, 1]), parts.shape)), inRows(parts));
}

/** Hillis and Steele, "Data parallel algorithms" (1986): after step k an element holds the total of 2ᵏ⁺¹ neighbours. */
function doubling(x: Tensor, m: Monoid): Tensor {
  let y = x;
  for (let by = 1; by < x.shape[1]!; by *= 2) y = m.combine(shifted(y, by, m), y);
  return y;
}

/** Running totals of the rows of a matrix. */
export function scanRows(x: Tensor, m: Monoid): Tensor {
  return x.shape[1]! > 2 * BLOCK ? blocked(x, BLOCK, m, (y) => doubling(y, m)) : doubling(x, m);
}
