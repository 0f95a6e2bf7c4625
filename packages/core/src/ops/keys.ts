/** Sorting rows of unsigned keys: by digits where kernels store anywhere, by merging where they do not, by counting where rows are short. */
import type { Target } from "../ir/target.ts";
import type { Tensor } from "../tensor.ts";
import { mergePasses } from "./merge.ts";
import { radixPasses } from "./radix.ts";
import type { Ops } from "./record.ts";

/** Rows up to this long are sorted by counting, for every element, those before it. */
const SHORT = 32;

/** Two sums over a row for every element: its rank, then what has each rank. */
function byRank(keys: Tensor, positions: boolean, ops: Ops): Tensor {
  const [, rows, size] = keys.shape as [number, number, number];
  const [own, other] = [ops.reshape(keys, [rows, size, 1]), ops.reshape(keys, [rows, 1, size])];
  const [i, j] = [ops.iota([1, size, 1], 1), ops.iota([1, 1, size], 2)];
  const before = ops.logicalOr(ops.less(other, own), ops.logicalAnd(ops.equal(other, own), ops.less(j, i)));
  const rank = ops.reshape(ops.sum(ops.cast(before, "int32"), 2), [rows, 1, size]);
  const here = ops.equal(rank, i);
  const pick = (x: Tensor): Tensor => ops.sum(ops.where(here, x, ops.fill([], 0, "uint32")), 2);
  return ops.stack(positions ? [pick(other), pick(ops.cast(j, "uint32"))] : [pick(other)]);
}

/**
 * The rows of `keys` [1, rows, size] (uint32, less than 2^`bits`) in stable order: [1, rows, size]. With `positions`, a second plane says
 * where each element was.
 */
export function sortedKeys(keys: Tensor, bits: number, positions: boolean, ops: Ops, target: Target): Tensor {
  if (keys.shape[2]! <= SHORT) return byRank(keys, positions, ops);
  return target.shape === "fragment"
    ? mergePasses(keys, positions, ops)
    : radixPasses(keys, bits, positions, ops, target);
}

/** Rows up to this long are sorted whole even where few elements are wanted. */
const WHOLE = 2048;

/** The first `count` positions (int32) of each row of `keys`, in stable order. */
export function firstPositions(keys: Tensor, count: number, ops: Ops, target: Target): Tensor {
  const [, rows, size] = keys.shape as [number, number, number];
  const block = 2 ** Math.round(Math.log2(Math.sqrt(size / Math.max(1, count))));
  if (size > WHOLE && 4 * count * block <= size) return fromBlocks(keys, count, block, ops, target);
  const sorted = sortedKeys(keys, 32, true, ops, target);
  return ops.cast(ops.reshape(ops.slice(sorted, [1, 0, 0], [1, rows, count]), [rows, count]), "int32");
}

/** The first `count` elements lie in the `count` blocks whose own first come first: only those are sorted. */
function fromBlocks(keys: Tensor, count: number, block: number, ops: Ops, target: Target): Tensor {
  const [, rows, size] = keys.shape as [number, number, number];
  const blocks = Math.ceil(size / block);
  const room: [number, number][] = [
    [0, 0],
    [0, blocks * block - size],
  ];
  const parts = ops.reshape(ops.pad(ops.reshape(keys, [rows, size]), room, 2 ** 32 - 1), [rows, blocks, block]);
  const best = firstPositions(ops.reshape(ops.min(parts, 2), [1, rows, blocks]), count, ops, target);
  // in the order in which they lie, so that the first of equal elements stays the first
  const chosen = sortedKeys(
    ops.reshape(ops.cast(best, "uint32"), [1, rows, count]),
    Math.ceil(Math.log2(blocks)),
    false,
    ops,
    target,
  );
  const ids = ops.cast(ops.reshape(chosen, [rows, count]), "int32");
  const candidates = ops.reshape(ops.gather(parts, ids, 1, 1), [1, rows, count * block]);
  const place = firstPositions(candidates, count, ops, target);
  const shift = ops.fill([], Math.log2(block), "int32");
  const start = ops.leftShift(ops.gather(ids, ops.rightShift(place, shift), 1, 1), shift);
  return ops.add(start, ops.bitwiseAnd(place, ops.fill([], block - 1, "int32")));
}
