/** Indices that name places in a tensor's leading axes: checked where the host knows them, and made one number a place. */
import { OpError } from "../ir/error.ts";
import type { Shape } from "../ir/shape.ts";
import { showShape, sizeOf } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, mul } from "./binary.ts";
import { cast } from "./cast.ts";
import { greaterEqual, less, logicalAnd, where } from "./compare.ts";
import { reshape } from "./movement.ts";
import { trace } from "./record.ts";
import { slice } from "./slice.ts";

/** `value` as an int32 scalar: a plain number beside integers would make floats of them. */
export function whole(value: number): Tensor {
  return trace().literal(value, [], "int32");
}

/** `x` as int32. */
export function indicesOf(op: string, x: TensorLike, what = "indices"): Tensor {
  const t = trace().toTensor(x, "int32");
  if (t.dtype !== "int32" && t.dtype !== "uint32")
    throw new OpError(op, `${what} are int32, got ${t.dtype}; cast them first`);
  return cast(t, "int32");
}

/**
 * Throws when the host knows that an index, or a part of one, lies outside `bounds`, which are repeated along the last axis. What a
 * device has computed is not looked at.
 */
export function checkBounds(op: string, indices: Tensor, bounds: readonly number[], what = "index"): void {
  const values = trace().known(indices);
  const at = values?.findIndex((v, k) => v < 0 || v >= bounds[k % bounds.length]!) ?? -1;
  if (at < 0) return;
  const limit = bounds[at % bounds.length]!;
  throw new OpError(op, `${what} ${values![at]} (element ${at}) is out of range: use 0 … ${limit - 1}`);
}

/** The leading axes of a tensor as rows, and where indices point among them. */
export interface Places {
  /** [n]: rows, −1 where an index is out of range. */
  readonly at: Tensor;
  /** Of the indices, without the axis that holds their parts. */
  readonly batch: Shape;
  /** Of a slice that one index names. */
  readonly inner: Shape;
  readonly rows: number;
  readonly width: number;
}

/** Where `indices` [..., depth] point in a tensor of `shape`. */
export function placesOf(op: string, indices: TensorLike, shape: Shape): Places {
  const t = indicesOf(op, indices);
  if (t.rank === 0) throw new OpError(op, "indices have an axis for their parts, got a scalar; use [[i]]");
  const depth = t.shape.at(-1)!;
  if (depth > shape.length)
    throw new OpError(
      op,
      `indices ${showShape(t.shape)} have ${depth} parts, more than the ${shape.length} axes of ${showShape(shape)}; a list of n rows is [n, 1]`,
    );
  const outer = shape.slice(0, depth);
  checkBounds(op, t, outer);
  const batch = t.shape.slice(0, -1);
  const inner = shape.slice(depth);
  return { at: flatten(t, outer), batch, inner, rows: sizeOf(outer), width: sizeOf(inner) };
}

function flatten(indices: Tensor, outer: Shape): Tensor {
  const n = sizeOf(indices.shape.slice(0, -1));
  if (outer.length === 0) return trace().literal(0, [n], "int32");
  const parts = reshape(indices, [n, outer.length]);
  const part = (d: number): Tensor => reshape(slice(parts, [0, d], [n, 1]), [n]);
  // one part out of range is out of range as it is
  if (outer.length === 1) return part(0);
  let at = whole(0);
  let inside: Tensor | undefined;
  outer.forEach((size, d) => {
    const i = part(d);
    const here = logicalAnd(greaterEqual(i, whole(0)), less(i, whole(size)));
    inside = inside ? logicalAnd(inside, here) : here;
    at = add(mul(at, whole(size)), i);
  });
  return where(inside!, at, whole(-1));
}
