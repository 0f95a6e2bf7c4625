/**
 * How pools enter the table: windows of a few taps are one expression, without a loop, so that pools vectorize over channels and fuse;
 * bigger ones are reductions. Gradients likewise, by whether windows overlap.
 */
import type { Expr } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import type { DataFormat } from "./images.ts";
import { channelsFirst, padsFor, withImages } from "./images.ts";
import { ints } from "./movement.ts";
import {
  eachTap,
  imageSize,
  isDisjoint,
  onlyWindow,
  poolCases,
  pooledShape,
  tapCount,
  tapOf,
  windowSize,
} from "./pool-window.ts";
import type { CaseInput, ElementContext, HostTensor, Lowering, OpRecord } from "./record.ts";
import { apply, defineOp } from "./record.ts";
import { tabulate } from "./reference.ts";
import type { Pad, PerAxis, Rounding } from "./window.ts";
import { perAxis, resolveWindows, windowAt, windowAttrs, windowsOf } from "./window.ts";
import { OF_IMAGES, SUM_FROM_ZERO } from "./without.ts";

/** Windows of at most this many taps are unrolled. */
const UNROLLED_TAPS = 16;
export const isSmall = (attrs: Attrs): boolean => tapCount(attrs) <= UNROLLED_TAPS;

export interface PoolSpec {
  readonly name: string;
  readonly reducer: "max" | "sum";
  readonly reference: OpRecord["reference"];
  tap(c: ElementContext, k: readonly Expr[]): Expr;
  combine(a: Expr, b: Expr): Expr;
  readonly vjp: NonNullable<OpRecord["vjp"]>;
}

/** Enters a pool twice, unrolled and as a reduction, and returns what picks one. */
export function pool(spec: PoolSpec): (attrs: Attrs) => OpRecord {
  const record = (name: string, small: boolean, lowering: Lowering): OpRecord =>
    defineOp({
      name,
      infer: ([x], attrs) => ({ shape: pooledShape(x!.shape, attrs), dtype: x!.dtype }),
      reference: spec.reference,
      lowering,
      vjp: spec.vjp,
      without: OF_IMAGES,
      cases: poolCases(
        (attrs) => isSmall(attrs) === small,
        (image) => [{ shape: image, distinct: true }],
      ),
    });
  const small = record(spec.name, true, {
    kind: "element",
    access: "gather",
    element: (c) =>
      Array.from({ length: tapCount(c.attrs) }, (_, t) => spec.tap(c, tapOf(c.attrs, t))).reduce(spec.combine),
  });
  const big = record(`${spec.name}Big`, false, {
    kind: "reduce",
    reducer: () => spec.reducer,
    sizes: (_inputs, attrs) => windowSize(attrs),
    element: spec.tap,
  });
  return (attrs) => (isSmall(attrs) ? small : big);
}

export interface UnpoolSpec {
  readonly name: string;
  readonly reference: OpRecord["reference"];
  /** What window `o` gives to the position under its tap `k`; 0 where there is no such window. */
  value(c: ElementContext, o: readonly Expr[], k: readonly Expr[], exists: Expr): Expr;
  readonly vjp: NonNullable<OpRecord["vjp"]>;
  readonly fits: (attrs: Attrs) => boolean;
  caseInputs(image: readonly number[], pooled: readonly number[], attrs: Attrs): readonly CaseInput[];
}

/** Enters a gradient for the image twice: windows that do not overlap need no sum over the windows above a position. */
export function unpool(spec: UnpoolSpec): (attrs: Attrs) => OpRecord {
  const record = (name: string, disjoint: boolean, lowering: Lowering): OpRecord =>
    defineOp({
      name,
      infer: ([g], attrs) => ({ shape: ints(attrs, "shape"), dtype: g!.dtype }),
      reference: spec.reference,
      lowering,
      vjp: spec.vjp,
      without: { ...OF_IMAGES, ...SUM_FROM_ZERO },
      cases: poolCases((attrs) => spec.fits(attrs) && isDisjoint(attrs) === disjoint, spec.caseInputs),
    });
  const one = record(spec.name, true, {
    kind: "element",
    access: "gather",
    element: (c) => {
      const { o, k, exists } = onlyWindow(c.attrs, imageSize(c.inputs[0]!.shape), c.index);
      return spec.value(c, o, k, exists);
    },
  });
  const several = record(`${spec.name}Overlap`, false, {
    kind: "reduce",
    reducer: () => "sum",
    sizes: (_inputs, attrs) => windowSize(attrs),
    element: (c, k) => {
      const { at, exists } = windowAt(windowsOf(c.attrs), imageSize(c.inputs[0]!.shape), c.index.slice(1, -1), k);
      return spec.value(c, [c.index[0]!, ...at, c.index.at(-1)!], k, exists);
    },
  });
  return (attrs) => (isDisjoint(attrs) ? one : several);
}

/** `share(o, tap)` of g added to the image position of every tap of every window. */
export function spreadReference(
  g: HostTensor,
  attrs: Attrs,
  shape: readonly number[],
  share: (o: readonly number[], tap: number) => number,
): Float64Array {
  const image: HostTensor = { shape, dtype: "float32", data: new Float64Array(shape.reduce((p, d) => p * d, 1)) };
  const y = image.data.slice();
  tabulate(g.shape, (o, flat) => {
    eachTap(image, attrs, o, (_v, tap, index) => {
      const part = share(o, tap);
      if (part !== 0) y[index.reduce((p, v, i) => p * shape[i]! + v, 0)]! += g.data[flat]! * part;
    });
    return 0;
  });
  return y;
}

/** What a caller says of a pool. */
export interface PoolRequest {
  readonly size: PerAxis;
  readonly strides: PerAxis;
  readonly pad: Pad;
  readonly dilations?: PerAxis | undefined;
  readonly rounding?: Rounding | undefined;
  readonly format?: DataFormat | undefined;
}

const FORMATS: readonly DataFormat[] = ["NWC", "NHWC", "NDHWC"];

/** The public call of a pool over `rank` axes of space: `f` of the batch, with the attributes of its windows. */
export function withWindows(
  op: string,
  rank: number,
  x: TensorLike,
  request: PoolRequest,
  f: (images: Tensor, attrs: Attrs) => Tensor,
): Tensor {
  const window = perAxis(op, "filterSize", request.size, rank);
  const format = request.format ?? FORMATS[rank - 1]!;
  return withImages(op, rank, x, format, (t) => {
    const pad = padsFor(request.pad, channelsFirst(op, rank, format), rank);
    const w = resolveWindows(op, imageSize(t.shape), { ...request, size: window, pad });
    return f(t, { ...windowAttrs(w), window: [...window], shape: [...t.shape] });
  });
}

/** The same where `pick` gives the record for its geometry. */
export function callPool(
  op: string,
  rank: number,
  pick: (attrs: Attrs) => OpRecord,
  x: TensorLike,
  request: PoolRequest,
): Tensor {
  return withWindows(op, rank, x, request, (t, attrs) => apply(pick(attrs), [t], attrs));
}
