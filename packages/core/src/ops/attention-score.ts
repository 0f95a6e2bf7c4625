/** What the kernels of attention make of a query · key. */
import type { Expr } from "../ir/expr.ts";
import { f32 } from "../ir/expr.ts";
import { UNSEEN } from "./attention-sizes.ts";
import type { RoutineContext } from "./record.ts";
import * as s from "./scalar.ts";

export const causal = (c: RoutineContext): boolean => c.attrs["causal"] === true;
export const scaleOf = (c: RoutineContext): Expr => f32(c.attrs["scale"] as number);

/** Below this an exponential is taken to be 0: sooner than it is subnormal, which would make what follows very slow. */
const LEAST = -86;

/** eˣ for a score less the highest, or less the log-sum-exp. */
export function expOf(x: Expr): Expr {
  const tiny = s.lt(x, LEAST);
  const e = s.exp(s.select(tiny, LEAST, x));
  return s.select(tiny, 0, e);
}

/** Which input the mask is, if there is one: the last of 4, or of 7 in a derivative. */
export function maskInput({ inputs }: RoutineContext): number | undefined {
  return inputs.length === 4 || inputs.length === 7 ? inputs.length - 1 : undefined;
}

/** The score of query `i` and key `j`; {@link UNSEEN} where `inside` is false and one of them may not exist. */
export function scoreOf(
  c: RoutineContext,
  mask: number | undefined,
  product: Expr,
  { b, h, i, j }: Readonly<Record<"b" | "h" | "i" | "j", Expr>>,
  inside: Expr,
): Expr {
  let score = s.mul(product, scaleOf(c));
  if (mask !== undefined) {
    const { shape, dtype } = c.inputs[mask]!;
    const at = [b, h, i, j].map((e, d) => (shape[d] === 1 ? s.sub(e, e) : e));
    const m = c.read(mask, at, inside);
    score = dtype === "bool" ? s.select(m, score, UNSEEN) : s.add(score, m);
  }
  return s.select(causal(c) ? s.and(inside, s.le(j, i)) : inside, score, UNSEEN);
}
