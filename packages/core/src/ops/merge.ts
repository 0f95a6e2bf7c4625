/**
 * Sorting by merging, where no kernel stores at an index it computed: after k passes, runs of 2ᵏ elements are in order. Every
 * element of the result finds for itself, by bisection, how many elements before it come from the left run (Odeh, Green, Mwassi,
 * Shmueli, Birk, "Merge path", 2012). Stable: of equal elements those of the left run come first.
 */
import type { Expr } from "../ir/expr.ts";
import { i32 } from "../ir/expr.ts";
import type { Tensor } from "../tensor.ts";
import type { ElementContext, HostTensor, Ops } from "./record.ts";
import { apply, defineOp } from "./record.ts";
import * as s from "./scalar.ts";
import { OF_ROWS } from "./without.ts";

/** The place in the row that each element of the merged runs comes from. */
function source(c: ElementContext): Expr {
  const size = c.inputs[0]!.shape[1]!;
  const run = c.attrs["run"] as number;
  const [row, at] = c.index as [Expr, Expr];
  const begin = s.mul(s.div(at, 2 * run), 2 * run);
  const offset = s.rem(at, 2 * run);
  const middle = s.min(s.add(begin, run), size);
  const last = s.min(s.add(begin, 2 * run), size);
  const left = (k: Expr, mask: Expr): Expr => c.read(0, [row, s.add(begin, k)], mask);
  const right = (k: Expr, mask: Expr): Expr => c.read(0, [row, s.add(middle, k)], mask);
  const [lefts, rights] = [s.sub(middle, begin), s.sub(last, middle)];
  let taken: Expr = i32(0);
  for (let bit = run; bit >= 1; bit /= 2) {
    // is the element taken + bit − 1 of the left run among the first `offset` of the result?
    const next = s.add(taken, bit);
    const inside = s.le(next, s.min(offset, lefts));
    const rival = s.sub(offset, next);
    const has = s.and(inside, s.lt(rival, rights));
    const before = s.le(left(s.sub(next, 1), inside), right(rival, has));
    taken = s.select(s.and(inside, s.or(s.ge(rival, rights), before)), next, taken);
  }
  const other = s.sub(offset, taken);
  const [hasLeft, hasRight] = [s.lt(taken, lefts), s.lt(other, rights)];
  const both = s.and(hasLeft, hasRight);
  const takesLeft = s.and(hasLeft, s.or(s.not(hasRight), s.le(left(taken, both), right(other, both))));
  return s.select(takesLeft, s.add(begin, taken), s.add(middle, other));
}

function reference(x: HostTensor, run: number): Float64Array {
  const [rows, size] = x.shape as [number, number];
  const out = new Float64Array(rows * size);
  for (let row = 0; row < rows; row++) {
    const value = (i: number): number => x.data[row * size + i]!;
    for (let begin = 0; begin < size; begin += 2 * run) {
      const middle = Math.min(size, begin + run);
      const last = Math.min(size, begin + 2 * run);
      let [a, b] = [begin, middle];
      for (let k = begin; k < last; k++)
        out[row * size + k] = a < middle && (b >= last || value(a) <= value(b)) ? a++ : b++;
    }
  }
  return out;
}

const mergeRecord = defineOp({
  name: "mergeFrom",
  infer: ([x]) => ({ shape: x!.shape, dtype: "int32" }),
  reference: ([x], attrs) => reference(x!, attrs["run"] as number),
  lowering: { kind: "element", access: "gather", element: source },
  // whole runs that are in order: single elements, and equal ones
  without: OF_ROWS,
  cases: [
    { inputs: [{ shape: [3, 5], dtype: "uint32", range: [0, 9], bounded: true }], attrs: { run: 1 } },
    { inputs: [{ shape: [2, 17], dtype: "uint32", range: [7, 7], bounded: true }], attrs: { run: 4 } },
    { inputs: [{ shape: [0, 3], dtype: "uint32" }], attrs: { run: 1 } },
  ],
});

/** The rows of `keys` [1, rows, size] (uint32) in stable order, as `radixPasses`. */
export function mergePasses(given: Tensor, positions: boolean, ops: Ops): Tensor {
  const [, rows, size] = given.shape as [number, number, number];
  let keys = ops.reshape(given, [rows, size]);
  let from = ops.iota([rows, size], 1, "int32");
  for (let run = 1; run < size; run *= 2) {
    const place = apply(mergeRecord, [keys], { run });
    keys = ops.gather(keys, place, 1, 1);
    if (positions) from = run === 1 ? place : ops.gather(from, place, 1, 1);
  }
  return positions ? ops.stack([keys, ops.cast(from, "uint32")]) : ops.reshape(keys, [1, rows, size]);
}
