/**
 * What attention is made of: matrix products and a softmax over all scores at once, [B, H, T, S] of them. For devices without a kernel
 * of its own, for derivatives of derivatives, and for dropout.
 */
import type { Attrs } from "../ir/graph.ts";
import type { Shape } from "../ir/shape.ts";
import { sizeOf } from "../ir/shape.ts";
import type { Tensor } from "../tensor.ts";
import type { Sizes } from "./attention-sizes.ts";
import { FLOOR, sizesOf, UNSEEN } from "./attention-sizes.ts";
import { add, div, maximum, mul, sub } from "./binary.ts";
import { equal, lessEqual, where } from "./compare.ts";
import { matMul } from "./contraction.ts";
import { stopGradient } from "./control.ts";
import { iota } from "./create.ts";
import { concat } from "./join.ts";
import { broadcastTo, expandDims, reshape, transpose } from "./movement.ts";
import { max, sum } from "./reduce.ts";
import { slice } from "./slice.ts";
import { exp, log } from "./unary.ts";

/** The elements of the flat `x` from `begin` as a tensor of `shape`. */
export function part(x: Tensor, begin: number, shape: Shape): Tensor {
  return reshape(slice(x, begin, sizeOf(shape)), shape);
}

const joined = (parts: readonly Tensor[]): Tensor => concat(parts.map((t) => reshape(t, [t.size])));

/** [B, T, H, D] as [B, G, H/G·T, D]: the queries of all heads that share keys, one after the other. */
function queries(x: Tensor, { B, T, H, G }: Sizes): Tensor {
  return reshape(transpose(x, [0, 2, 1, 3]), [B, G, (H / G) * T, x.shape[3]!]);
}

/** The inverse of {@link queries}. */
function unqueries(x: Tensor, { B, T, H }: Sizes): Tensor {
  return transpose(reshape(x, [B, H, T, x.shape[3]!]), [0, 2, 1, 3]);
}

/** [B, S, G, D] ↔ [B, G, S, D]. */
const heads = (x: Tensor): Tensor => transpose(x, [0, 2, 1, 3]);

/** Which keys queries see by `attrs` and a bool mask; `undefined` when they see all. */
function scores([q, k, mask]: readonly (Tensor | undefined)[], attrs: Attrs, sizes: Sizes): Tensor {
  const { B, T, S, H } = sizes;
  const shape = [B, H, T, S];
  let s = mul(reshape(matMul(queries(q!, sizes), heads(k!), false, true), shape), attrs["scale"] as number);
  if (mask?.dtype === "bool") s = where(broadcastTo(mask, shape), s, UNSEEN);
  else if (mask) s = add(s, mask);
  return attrs["causal"] === true ? where(lessEqual(iota(shape, 3), iota(shape, 2)), s, UNSEEN) : s;
}

/** Exponentials of the scores less each row's maximum, their sums, and those maxima. */
function exponentials(s: Tensor): { readonly e: Tensor; readonly total: Tensor; readonly highest: Tensor } {
  const highest = maximum(stopGradient(max(s, -1, true)), FLOOR);
  const e = exp(sub(s, highest));
  return { e, total: sum(e, -1, true), highest };
}

/** `total`, or 1 where a query sees nothing. */
const nonZero = (total: Tensor): Tensor => where(equal(total, 0), 1, total);

export function attention([q, k, v, mask]: readonly Tensor[], attrs: Attrs): Tensor {
  const sizes = sizesOf([q!, k!, v!]);
  const { e, total, highest } = exponentials(scores([q, k, mask], attrs, sizes));
  const out = weighted(div(e, nonZero(total)), v!, sizes);
  const lse = where(equal(total, 0), 0, add(highest, log(nonZero(total))));
  return joined([out, lse]);
}

/** softmax over the keys, with some of the probabilities dropped by `drop`: attention that is not one kernel. */
export function attentionWith(
  [q, k, v, mask]: readonly (Tensor | undefined)[],
  attrs: Attrs,
  drop: (p: Tensor) => Tensor,
): Tensor {
  const sizes = sizesOf([q!, k!, v!]);
  const { e, total } = exponentials(scores([q, k, mask], attrs, sizes));
  return weighted(drop(div(e, nonZero(total))), v!, sizes);
}

/** Σ p·v over the keys, [B, T, H, E]. */
function weighted(p: Tensor, v: Tensor, sizes: Sizes): Tensor {
  const { B, T, S, H, G } = sizes;
  return unqueries(matMul(reshape(p, [B, G, (H / G) * T, S]), heads(v)), sizes);
}

/** Probabilities from the saved log-sum-exp, and the derivatives of the scores, both [B, G, H/G·T, S]. */
function backward(inputs: readonly Tensor[], attrs: Attrs): { p: Tensor; ds: Tensor; sizes: Sizes } {
  const [q, k, v, dOut, lse, delta, mask] = inputs as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor?];
  const sizes = sizesOf([q, k, v]);
  const { B, T, S, H, G } = sizes;
  const p = exp(sub(scores([q, k, mask], attrs, sizes), expandDims(lse, -1)));
  const dp = reshape(matMul(queries(dOut, sizes), heads(v), false, true), [B, H, T, S]);
  const ds = mul(p, sub(dp, expandDims(delta, -1)));
  const grouped = (x: Tensor): Tensor => reshape(x, [B, G, (H / G) * T, S]);
  return { p: grouped(p), ds: grouped(ds), sizes };
}

export function gradQuery(inputs: readonly Tensor[], attrs: Attrs): Tensor {
  const { ds, sizes } = backward(inputs, attrs);
  return mul(unqueries(matMul(ds, heads(inputs[1]!)), sizes), attrs["scale"] as number);
}

export function gradKeyValue(inputs: readonly Tensor[], attrs: Attrs): Tensor {
  const { p, ds, sizes } = backward(inputs, attrs);
  const dk = mul(heads(matMul(ds, queries(inputs[0]!, sizes), true)), attrs["scale"] as number);
  return joined([dk, heads(matMul(p, queries(inputs[3]!, sizes), true))]);
}

/** The derivative of an additive mask: that of the scores, summed where the mask was repeated. */
export function gradMask(inputs: readonly Tensor[], attrs: Attrs): Tensor {
  const { ds, sizes } = backward(inputs, attrs);
  const { B, T, S, H } = sizes;
  const mask = inputs[6]!;
  const full = reshape(ds, [B, H, T, S]);
  const axes = full.shape.flatMap((d, i) => (mask.shape[i] === 1 && d !== 1 ? [i] : []));
  return axes.length === 0 ? full : sum(full, axes, true);
}
