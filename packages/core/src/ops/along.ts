/** One index an element along an axis: the axis is put last, and the others are shared. */
import { OpError } from "../ir/error.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { jointShape } from "./elementwise.ts";
import { broadcastTo, transpose } from "./movement.ts";
import { checkBounds, indicesOf } from "./places.ts";
import { normalizeAxis } from "./record.ts";

/** A tensor and indices of it, with the axis in question last and the others broadcast. */
export interface Along {
  readonly rows: Tensor;
  readonly at: Tensor;
  /** Puts the axis last. */
  forth(t: Tensor): Tensor;
  /** Puts it back where it was. */
  back(t: Tensor): Tensor;
}

/** `x` and `indices` of its axis `axis`, one an element. */
export function alongAxis(op: string, x: Tensor, indices: TensorLike, axis: number): Along {
  const i = indicesOf(op, indices);
  if (x.rank === 0 || i.rank !== x.rank)
    throw new OpError(op, `takes indices of the rank of x, got ${showShape(i.shape)} for ${showShape(x.shape)}`);
  const a = normalizeAxis(op, axis, x.rank);
  checkBounds(op, i, [x.shape[a]!]);
  const order = [...x.shape.flatMap((_, d) => (d === a ? [] : [d])), a];
  const forth = (t: Tensor): Tensor => transpose(t, order);
  const [p, q] = [forth(x), forth(i)];
  const batch = jointShape(op, [p.shape.slice(0, -1), q.shape.slice(0, -1)]);
  const wide = (t: Tensor): Tensor => broadcastTo(t, [...batch, t.shape.at(-1)!]);
  return {
    rows: wide(p),
    at: wide(q),
    forth,
    back: (t) =>
      transpose(
        t,
        order.map((_, d) => order.indexOf(d)),
      ),
  };
}
