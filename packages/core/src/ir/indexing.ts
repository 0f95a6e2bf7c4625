/** Row-major storage: from the index of an element to its offset, and back. */
import type { Expr } from "./expr.ts";
import { i32, op } from "./expr.ts";
import type { Shape } from "./shape.ts";
import { stridesOf } from "./shape.ts";

/** The offset of element `index` in row-major storage of `shape`. */
export function flatten(index: readonly Expr[], shape: Shape): Expr {
  const strides = stridesOf(shape);
  return index.reduce<Expr>((sum, e, i) => op("add", [sum, op("mul", [e, i32(strides[i]!)])]), i32(0));
}

/** The index of the element at offset `flat`, which lies inside `shape`. */
export function unflatten(flat: Expr, shape: Shape): Expr[] {
  const strides = stridesOf(shape);
  return shape.map((d, i) => {
    if (d === 1) return i32(0);
    const q = op("div", [flat, i32(strides[i]!)]);
    return i === 0 ? q : op("rem", [q, i32(d)]);
  });
}
