/** Running totals along an axis: sums, products, extremes. */
import { OpError } from "../ir/error.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { maximum, minimum, mul, sub } from "./binary.ts";
import type { Monoid } from "./blocked-scan.ts";
import { ADD, scanRows, shifted } from "./blocked-scan.ts";
import { cast } from "./cast.ts";
import { reshape, reverse, transpose } from "./movement.ts";
import { apply, normalizeAxis, trace } from "./record.ts";
import { logAddExp } from "./log-add-exp.ts";
import { inexact } from "./elementwise.ts";
import { runningSum } from "./running-sum.ts";
import { slice } from "./slice.ts";

/** `f` of the rows that lie along `axis`, which become a matrix and go back. */
export function alongRows(t: Tensor, axis: number, f: (rows: Tensor) => Tensor): Tensor {
  const order = [...t.shape.keys()].filter((a) => a !== axis).concat(axis);
  const moved = transpose(t, order);
  const size = t.shape[axis]!;
  const y = f(reshape(moved, [size === 0 ? 0 : t.size / size, size]));
  const shape = [...moved.shape.slice(0, -1), y.shape[1]!];
  return transpose(
    reshape(y, shape),
    order.map((_, a) => order.indexOf(a)),
  );
}

type RowScan = (rows: Tensor) => Tensor;

function scanAlong(
  name: string,
  x: TensorLike,
  axis: number,
  m: Monoid,
  exclusive: boolean,
  back: boolean,
  scan?: RowScan,
): Tensor {
  const given = trace().toTensor(x);
  if (given.rank === 0) throw new OpError(name, "takes at least a vector, got a scalar; reshape it to [1]");
  if (given.dtype === "string" || given.dtype === "complex64")
    throw new OpError(name, `takes real numbers, got ${given.dtype}`);
  const t = given.dtype === "bool" ? cast(given, "int32") : given;
  const a = normalizeAxis(name, axis, t.rank);
  if (t.size === 0) return t;
  return alongRows(t, a, (rows) => {
    const forward = back ? reverse(rows, 1) : rows;
    const totals = scan ? scan(forward) : scanRows(forward, m);
    const y = exclusive ? shifted(totals, 1, m) : totals;
    return back ? reverse(y, 1) : y;
  });
}

/**
 * Returns the running sums of `x` along `axis` (default 0), in the shape of `x`; bool is counted as int32. Long axes are summed in
 * blocks, in an order that does not change, so rounding stays far below that of adding one element after the other.
 * @param exclusive leave each element out of its own sum, default false
 * @param reverse sum from the end, default false
 * @throws OpError for a scalar or an axis out of range
 * @see TensorFlow.js's `tf.cumsum`
 * @example cumsum([1, 2, 3, 4]) // [1, 3, 6, 10]
 */
export function cumsum(x: TensorLike, axis = 0, exclusive = false, reverse = false): Tensor {
  return scanAlong("cumsum", x, axis, ADD, exclusive, reverse, (rows) => apply(runningSum, [rows]));
}

/**
 * Returns the running products of `x` along `axis` (default 0), in the shape of `x`. The derivative holds at zeros too. Keeps the dtype;
 * bool becomes int32.
 * @param exclusive leave each element out of its own product, default false
 * @param reverse multiply from the end, default false
 * @throws OpError for a scalar or an axis out of range
 * @see TensorFlow.js's `tf.cumprod`
 * @example cumprod([1, 2, 3, 4]) // [1, 2, 6, 24]
 */
export function cumprod(x: TensorLike, axis = 0, exclusive = false, reverse = false): Tensor {
  return scanAlong("cumprod", x, axis, { identity: 1, combine: mul }, exclusive, reverse);
}

/** What no number of `dtype` is below: the identity of max. */
function lowest(x: TensorLike): number {
  const { dtype } = trace().toTensor(x);
  if (dtype === "int32") return -(2 ** 31);
  if (dtype === "int8") return -128;
  return dtype === "uint32" || dtype === "uint8" || dtype === "bool" ? 0 : -Infinity;
}

function highest(x: TensorLike): number {
  const { dtype } = trace().toTensor(x);
  const tops: Readonly<Record<string, number>> = {
    int32: 2 ** 31 - 1,
    int8: 127,
    uint32: 2 ** 32 - 1,
    uint8: 255,
    bool: 1,
  };
  return tops[dtype] ?? Infinity;
}

/**
 * Returns the largest element so far along `axis` (default 0), in the shape of `x`. Keeps the dtype; bool becomes int32.
 * @param reverse go from the end, default false
 * @throws OpError for a scalar or an axis out of range
 * @see JAX's `jax.lax.cummax`
 * @example cummax([1, 3, 2, 5]) // [1, 3, 3, 5]
 */
export function cummax(x: TensorLike, axis = 0, reverse = false): Tensor {
  return scanAlong("cummax", x, axis, { identity: lowest(x), combine: maximum }, false, reverse);
}

/**
 * Returns the smallest element so far along `axis` (default 0), in the shape of `x`. Keeps the dtype; bool becomes int32.
 * @param reverse go from the end, default false
 * @throws OpError for a scalar or an axis out of range
 * @see JAX's `jax.lax.cummin`
 * @example cummin([4, 2, 3, 1]) // [4, 2, 2, 1]
 */
export function cummin(x: TensorLike, axis = 0, reverse = false): Tensor {
  return scanAlong("cummin", x, axis, { identity: highest(x), combine: minimum }, false, reverse);
}

/**
 * Returns the logarithms of the running sums of exp x along `axis` (default 0), in the shape of `x` and without overflow; −∞ for no
 * elements. TensorFlow's `cumulative_logsumexp`.
 * @param exclusive leave each element out of its own sum, default false
 * @param reverse sum from the end, default false
 * @throws OpError for a scalar, complex numbers, or an axis out of range
 * @example logcumsumexp([0, 0, 0, 0]) // [0, 0.6931472, 1.0986123, 1.3862944]
 */
export function logcumsumexp(x: TensorLike, axis = 0, exclusive = false, reverse = false): Tensor {
  const m: Monoid = { identity: -Infinity, combine: logAddExp };
  return scanAlong("logcumsumexp", inexact(x), axis, m, exclusive, reverse);
}

/**
 * Returns the differences of neighbours along `axis` (default the last), taken `n` times (default 1): the axis is `n` shorter.
 * @throws OpError for a scalar, or when `n` is not an integer from 0 to the length of the axis
 * @see NumPy's `diff`
 * @example diff([1, 4, 9, 16]) // [3, 5, 7]
 */
export function diff(x: TensorLike, n = 1, axis = -1): Tensor {
  let y = trace().toTensor(x);
  if (y.rank === 0) throw new OpError("diff", "takes at least a vector, got a scalar");
  const a = normalizeAxis("diff", axis, y.rank);
  if (!Number.isInteger(n) || n < 0 || n > y.shape[a]!)
    throw new OpError("diff", `n is an integer from 0 to ${y.shape[a]}, got ${n}`);
  for (let i = 0; i < n; i++) {
    const part = (begin: number, t: Tensor): Tensor =>
      slice(
        t,
        t.shape.map((_, k) => (k === a ? begin : 0)),
        t.shape.map((d, k) => (k === a ? d - 1 : d)),
      );
    y = sub(part(1, y), part(0, y));
  }
  return y;
}
