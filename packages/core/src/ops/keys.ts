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
