/** In which direction a contraction's operand lies in memory, and whether four neighbours are one load. */
import type { Expr } from "../../ir/expr.ts";
import { coefficient, walk } from "../../ir/expr.ts";
import type { Axis } from "../../ir/nest.ts";

/** `alongK`: neighbours in memory are neighbours in k, else in m (or n). `lanes`: how many are read at once. */
export interface Layout {
  readonly alongK: boolean;
  readonly lanes: 1 | 4;
}

/** How the operand `value` over `k` and `across` (its m or n axes) lies. */
export function layoutOf(value: Expr, k: readonly Axis[], across: readonly Axis[]): Layout {
  const [lastK, lastAcross] = [k.at(-1), across.at(-1)];
  const alongK = stride(value, lastK) === 1 && stride(value, lastAcross) !== 1;
  const along = alongK ? lastK : lastAcross;
  // four neighbours may not straddle the end of the axis
  const wide = along !== undefined && along.size % 4 === 0 && stride(value, along) === 1;
  return { alongK, lanes: wide ? 4 : 1 };
}

/** Whether `value` is a single element as it lies in memory: not a convolution's patch, and nothing computed. */
export function isPlain(value: Expr): boolean {
  return value.kind === "load" && !value.mask;
}

/** How far apart in memory neighbours along `axis` lie in the loads of `e`: of all loads that depend on it, or undefined. */
function stride(e: Expr, axis: Axis | undefined): number | undefined {
  if (!axis) return undefined;
  const strides = new Set<number | undefined>();
  walk([e], (x) => {
    if (x.kind !== "load") return;
    const c = coefficient(x.index, axis.name);
    if (c !== 0) strides.add(c);
    if (x.mask && coefficient(x.mask, axis.name) !== 0) strides.add(undefined);
  });
  return strides.size === 1 ? [...strides][0] : undefined;
}
