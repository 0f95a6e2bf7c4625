/** Where values belong in sorted rows: a bisection, unrolled into one expression an element. */
import { promote } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Expr } from "../ir/expr.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { cast } from "./cast.ts";
import { apply, defineOp, trace } from "./record.ts";
import { at, tabulate } from "./reference.ts";
import * as s from "./scalar.ts";
import { i32 } from "../ir/expr.ts";
import { WITHOUT_AXES } from "./without.ts";

const record = defineOp({
  name: "searchSorted",
  infer: ([, values]) => ({ shape: values!.shape, dtype: "int32" }),
  reference: ([row, values], attrs, out) =>
    tabulate(out.shape, (o) => {
      const v = at(values!, o);
      const all = Array.from({ length: row!.shape.at(-1)! }, (_, j) => at(row!, [...o.slice(0, -1), j]));
      return all.filter((e) => (attrs["side"] === "right" ? e <= v : e < v)).length;
    }),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const size = c.inputs[0]!.shape.at(-1)!;
      const v = c.read(1, c.index);
      let found: Expr = i32(0);
      // from the highest bit of the answer down: is the element before found + bit still on the left of v?
      for (let bit = 2 ** Math.floor(Math.log2(Math.max(size, 1))); bit >= 1; bit /= 2) {
        const next = s.add(found, bit);
        const inside = s.le(next, size);
        const e = c.read(0, [...c.index.slice(0, -1), s.sub(next, 1)], inside);
        const left = c.attrs["side"] === "right" ? s.le(e, v) : s.lt(e, v);
        found = s.select(s.and(inside, left), next, found);
      }
      return found;
    },
  },
  without: WITHOUT_AXES,
  cases: [
    { inputs: [{ shape: [1] }, { shape: [3] }], attrs: { side: "left" } },
    {
      inputs: [
        { shape: [2, 1], dtype: "int32", range: [0, 3] },
        { shape: [2, 5], dtype: "int32", range: [0, 3] },
      ],
      attrs: { side: "right" },
    },
    { inputs: [{ shape: [1, 2, 1, 1, 2, 1] }, { shape: [1, 2, 1, 1, 2, 3] }], attrs: { side: "left" } },
    { inputs: [{ shape: [2, 0] }, { shape: [2, 3] }], attrs: { side: "left" } },
  ],
});

/**
 * Returns, for every element of `values`, the position (int32) at which it would be put into the last axis of `sorted`, which is in
 * ascending order: before equal elements ("left", default) or after them ("right"). Leading axes are equal.
 * @throws OpError when leading axes differ or an operand is a scalar
 * @see TensorFlow.js's `tf.searchSorted`
 * @example searchSorted([1, 2, 2, 5], [2, 9]) // [1, 4]
 */
export function searchSorted(sorted: TensorLike, values: TensorLike, side: "left" | "right" = "left"): Tensor {
  const [row, v] = [trace().toTensor(sorted), trace().toTensor(values)];
  if (row.rank === 0 || v.rank === 0 || !sameShape(row.shape.slice(0, -1), v.shape.slice(0, -1)))
    throw new OpError("searchSorted", `leading axes are equal, got ${showShape(row.shape)} and ${showShape(v.shape)}`);
  const dtype = promote(row.dtype, v.dtype);
  return apply(record, [cast(row, dtype), cast(v, dtype)], { side });
}

/**
 * Returns the position of the first element of `sorted` that is not below each value: `searchSorted` on the left. int32, in the shape of
 * `values`.
 * @throws OpError as `searchSorted`
 * @see TensorFlow.js's `tf.lowerBound`
 * @example lowerBound([1, 2, 2, 5], [2]) // [1]
 */
export function lowerBound(sorted: TensorLike, values: TensorLike): Tensor {
  return searchSorted(sorted, values, "left");
}

/**
 * Returns the position of the first element of `sorted` that is above each value: `searchSorted` on the right. int32, in the shape of
 * `values`.
 * @throws OpError as `searchSorted`
 * @see TensorFlow.js's `tf.upperBound`
 * @example upperBound([1, 2, 2, 5], [2]) // [3]
 */
export function upperBound(sorted: TensorLike, values: TensorLike): Tensor {
  return searchSorted(sorted, values, "right");
}
