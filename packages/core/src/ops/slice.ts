/** Parts of a tensor: slice and stridedSlice. */
import { OpError } from "../ir/error.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { ints } from "./movement.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { at, tabulate } from "./reference.ts";
import * as s from "./scalar.ts";

const sliceRecord: OpRecord = defineOp({
  name: "slice",
  moves: true,
  infer: ([x], attrs) => ({ shape: ints(attrs, "size"), dtype: x!.dtype }),
  reference: ([x], attrs, out) =>
    tabulate(out.shape, (o) =>
      at(
        x!,
        o.map((v, i) => v + ints(attrs, "begin")[i]!),
      ),
    ),
  lowering: {
    kind: "element",
    access: "view",
    element: (c) =>
      c.read(
        0,
        c.index.map((v, i) => s.add(v, ints(c.attrs, "begin")[i]!)),
      ),
  },
  vjp: (g, { inputs: [x], attrs }, { pad }) => {
    const begin = ints(attrs, "begin");
    return [
      pad(
        g,
        begin.map((b, i) => [b, x!.shape[i]! - b - g.shape[i]!] as const),
      ),
    ];
  },
  batch: ([x], { attrs, size }) => slice(x!, [0, ...ints(attrs, "begin")], [size, ...ints(attrs, "size")]),
  cases: [
    { inputs: [{ shape: [7] }], attrs: { begin: [2], size: [3] } },
    { inputs: [{ shape: [4, 5, 3] }], attrs: { begin: [1, 0, 2], size: [2, 5, 1] } },
    { inputs: [{ shape: [4, 5], dtype: "bool" }], attrs: { begin: [1, 3], size: [3, 2] } },
    {
      inputs: [{ shape: [2, 1, 3, 1, 2, 5], dtype: "int32" }],
      attrs: { begin: [1, 0, 0, 0, 1, 2], size: [1, 1, 2, 1, 1, 3] },
    },
    { inputs: [{ shape: [] }], attrs: { begin: [], size: [] } },
    { inputs: [{ shape: [3, 2] }], attrs: { begin: [1, 1], size: [2, 0] } },
  ],
});

/**
 * Returns the box of `x` that starts at `begin` and has `size`. Keeps the dtype, which may be any.
 * @param begin a position an axis; a single number is that of the first axis; axes left out start at 0
 * @param size default, and for −1: all that is left
 * @throws OpError when the box reaches outside `x`
 * @see TensorFlow.js's `tf.slice`
 * @example slice([1, 2, 3, 4], 1, 2) // [2, 3]
 */
export function slice(x: TensorLike, begin: number | readonly number[], size?: number | readonly number[]): Tensor {
  const t = trace().toTensor(x);
  const starts = typeof begin === "number" ? [begin] : begin;
  const sizes = typeof size === "number" ? [size] : (size ?? []);
  const from = t.shape.map((_, i) => starts[i] ?? 0);
  const count = t.shape.map((d, i) => ((sizes[i] ?? -1) === -1 ? d - from[i]! : sizes[i]!));
  const fits = (v: number, i: number): boolean =>
    Number.isInteger(v) && v >= 0 && count[i]! >= 0 && Number.isInteger(count[i]) && v + count[i]! <= t.shape[i]!;
  if (starts.length > t.rank || sizes.length > t.rank || !from.every(fits)) {
    throw new OpError(
      "slice",
      `begin ${showShape(from)} and size ${showShape(count)} reach outside ${showShape(t.shape)}`,
    );
  }
  return sameShape(count, t.shape) ? t : apply(sliceRecord, [t], { begin: from, size: count });
}

// ---- strided slices -----------------------------------------------------------------------------------------------------

const stridedSliceRecord: OpRecord = defineOp({
  name: "stridedSlice",
  moves: true,
  infer: ([x], attrs) => ({ shape: ints(attrs, "size"), dtype: x!.dtype }),
  reference: ([x], attrs, out) => {
    const [begin, strides] = [ints(attrs, "begin"), ints(attrs, "strides")];
    return tabulate(out.shape, (o) =>
      at(
        x!,
        o.map((v, i) => begin[i]! + v * strides[i]!),
      ),
    );
  },
  lowering: {
    kind: "element",
    access: "view",
    element: (c) => {
      const [begin, strides] = [ints(c.attrs, "begin"), ints(c.attrs, "strides")];
      return c.read(
        0,
        c.index.map((v, i) => s.add(s.mul(v, strides[i]!), begin[i]!)),
      );
    },
  },
  vjp: (g, { inputs: [x], attrs }) => [
    apply(stridedSliceGradRecord, [g], {
      begin: ints(attrs, "begin"),
      strides: ints(attrs, "strides"),
      shape: [...x!.shape],
    }),
  ],
  cases: [
    { inputs: [{ shape: [7] }], attrs: { begin: [1], strides: [2], size: [3] } },
    { inputs: [{ shape: [4, 5] }], attrs: { begin: [3, 0], strides: [-1, 3], size: [3, 2] } },
    {
      inputs: [{ shape: [2, 1, 5, 1, 2, 3], dtype: "int32" }],
      attrs: { begin: [1, 0, 4, 0, 0, 0], strides: [1, 1, -2, 1, 1, 2], size: [1, 1, 3, 1, 2, 2] },
    },
    { inputs: [{ shape: [] }], attrs: { begin: [], strides: [], size: [] } },
    { inputs: [{ shape: [3] }], attrs: { begin: [2], strides: [2], size: [0] } },
  ],
});

/** Elements of g back where a strided slice took them from, 0 elsewhere. */
const stridedSliceGradRecord: OpRecord = defineOp({
  name: "stridedSliceGrad",
  infer: ([g], attrs) => ({ shape: ints(attrs, "shape"), dtype: g!.dtype }),
  reference: ([g], attrs, out) => {
    const [begin, strides] = [ints(attrs, "begin"), ints(attrs, "strides")];
    return tabulate(out.shape, (o) => {
      const index = o.map((v, i) => (v - begin[i]!) / strides[i]!);
      return index.every((v, i) => Number.isInteger(v) && v >= 0 && v < g!.shape[i]!) ? at(g!, index) : 0;
    });
  },
  lowering: {
    kind: "element",
    access: "view",
    element: (c) => {
      const [begin, strides] = [ints(c.attrs, "begin"), ints(c.attrs, "strides")];
      const { shape } = c.inputs[0]!;
      const conditions: ReturnType<typeof s.add>[] = [];
      const index = c.index.map((v, i) => {
        const stride = strides[i]!;
        const distance = stride > 0 ? s.sub(v, begin[i]!) : s.sub(begin[i]!, v);
        const step = Math.abs(stride);
        const j = s.div(distance, step);
        conditions.push(s.ge(distance, 0), s.eq(s.rem(distance, step), 0), s.lt(j, shape[i]!));
        return j;
      });
      return c.read(0, index, s.all(conditions));
    },
  },
  vjp: (g, { inputs: [x], attrs }) => [
    apply(stridedSliceRecord, [g], {
      begin: ints(attrs, "begin"),
      strides: ints(attrs, "strides"),
      size: [...x!.shape],
    }),
  ],
  cases: [
    { inputs: [{ shape: [3] }], attrs: { begin: [1], strides: [2], shape: [7] } },
    { inputs: [{ shape: [3, 2] }], attrs: { begin: [3, 0], strides: [-1, 3], shape: [4, 5] } },
    {
      inputs: [{ shape: [1, 1, 3, 1, 2, 2], dtype: "int32" }],
      attrs: { begin: [1, 0, 4, 0, 0, 0], strides: [1, 1, -2, 1, 1, 2], shape: [2, 1, 5, 1, 2, 3] },
    },
    { inputs: [{ shape: [] }], attrs: { begin: [], strides: [], shape: [] } },
    { inputs: [{ shape: [0] }], attrs: { begin: [2], strides: [2], shape: [3] } },
  ],
});

/**
 * Returns every `strides[i]`-th element of axis i, from `begin[i]` up to, not including, `end[i]`. Negative positions count from the
 * end; negative strides walk backwards. Keeps the dtype, which may be any.
 * @param strides default 1 for each axis
 * @throws OpError when a stride is 0 or a list is longer than the rank
 * @see TensorFlow.js's `tf.stridedSlice`
 * @example stridedSlice([1, 2, 3, 4, 5], [0], [5], [2]) // [1, 3, 5]
 */
export function stridedSlice(
  x: TensorLike,
  begin: readonly number[],
  end: readonly number[],
  strides: readonly number[] = begin.map(() => 1),
): Tensor {
  const t = trace().toTensor(x);
  if (begin.length > t.rank || end.length !== begin.length || strides.length !== begin.length || strides.includes(0)) {
    throw new OpError(
      "stridedSlice",
      `begin, end and strides have one entry each for at most ${t.rank} axes, strides not 0; got ${JSON.stringify({ begin, end, strides })}`,
    );
  }
  const whole = t.shape.map((d, i) => {
    const stride = strides[i] ?? 1;
    const [low, high] = stride > 0 ? [0, d] : [-1, d - 1];
    const clamp = (v: number): number => Math.min(Math.max(v < 0 ? v + d : v, low), high);
    const first = i < begin.length ? clamp(begin[i]!) : 0;
    const last = i < end.length ? clamp(end[i]!) : d;
    return { first, stride, size: Math.max(0, Math.ceil((last - first) / stride)) };
  });
  const attrs = {
    begin: whole.map((w) => w.first),
    strides: whole.map((w) => w.stride),
    size: whole.map((w) => w.size),
  };
  if (attrs.strides.every((v) => v === 1)) return slice(t, attrs.begin, attrs.size);
  return sameShape(attrs.size, t.shape) && attrs.strides.every((v, i) => v === 1 || t.shape[i] === 1)
    ? t
    : apply(stridedSliceRecord, [t], attrs);
}
