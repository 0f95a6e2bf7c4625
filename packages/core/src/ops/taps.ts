/** What every window sees, as one tensor, and back: the general way to any op over windows, and to its derivatives. */
import type { Attrs } from "../ir/graph.ts";
import { stridesOf } from "../ir/shape.ts";
import type { Tensor } from "../tensor.ts";
import { ints } from "./movement.ts";
import type { Case, OpRecord } from "./record.ts";
import { apply, defineOp } from "./record.ts";
import { at, tabulate } from "./reference.ts";
import * as s from "./scalar.ts";
import type { Windows } from "./window.ts";
import { tapIndex, tapPosition, windowAt, windowAttrs, windowGrid, windowsOf } from "./window.ts";
import { OF_IMAGES } from "./without.ts";

const spaceOf = (shape: readonly number[]): readonly number[] => shape.slice(1, -1);
const windowOf = (attrs: Attrs): readonly number[] => ints(attrs, "window");

/** x [N, …space, C] → [N, …grid, …window, C]; `outside` beyond the image. */
const tapsRecord: OpRecord = defineOp({
  name: "taps",
  infer: ([x], attrs) => ({
    shape: [
      x!.shape[0]!,
      ...windowGrid(spaceOf(x!.shape), windowOf(attrs), windowsOf(attrs)),
      ...windowOf(attrs),
      x!.shape.at(-1)!,
    ],
    dtype: x!.dtype,
  }),
  reference: ([x], attrs, out) => {
    const rank = windowOf(attrs).length;
    return tabulate(out.shape, (i) => {
      const p = tapIndex(windowsOf(attrs), spaceOf(x!.shape), i.slice(1, 1 + rank), i.slice(1 + rank, -1));
      return p ? at(x!, [i[0]!, ...p, i.at(-1)!]) : (attrs["outside"] as number);
    });
  },
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const { index, attrs } = c;
      const rank = windowOf(attrs).length;
      const image = spaceOf(c.inputs[0]!.shape);
      const tap = tapPosition(windowsOf(attrs), image, index.slice(1, 1 + rank), index.slice(1 + rank, -1));
      const x = c.read(0, [index[0]!, ...tap.at, index.at(-1)!], tap.inside);
      const outside = attrs["outside"] as number;
      return outside === 0 ? x : s.select(tap.inside, x, outside);
    },
  },
  vjp: (g, { inputs: [x], attrs }) => [apply(untapsRecord, [g], { ...attrs, shape: [...x!.shape] })],
  without: { rank0: OF_IMAGES.rank0! },
  cases: cases((image, _taps, attrs) => ({ inputs: [{ shape: image }], attrs })),
});

/** The transpose: what lies under several taps is added. [N, …grid, …window, C] → attrs.shape. */
const untapsRecord: OpRecord = defineOp({
  name: "untaps",
  infer: ([g], attrs) => ({ shape: ints(attrs, "shape"), dtype: g!.dtype }),
  reference: ([g], attrs, out) => {
    const rank = windowOf(attrs).length;
    const y = new Float64Array(out.shape.reduce((p, d) => p * d, 1));
    const strides = stridesOf(out.shape);
    tabulate(g!.shape, (i, flat) => {
      const p = tapIndex(windowsOf(attrs), spaceOf(out.shape), i.slice(1, 1 + rank), i.slice(1 + rank, -1));
      if (p) y[[i[0]!, ...p, i.at(-1)!].reduce((sum, v, d) => sum + v * strides[d]!, 0)]! += g!.data[flat]!;
      return 0;
    });
    return y;
  },
  lowering: {
    kind: "reduce",
    reducer: () => "sum",
    sizes: (_inputs, attrs) => windowOf(attrs),
    element: (c, k) => {
      const grid = c.inputs[0]!.shape.slice(1, 1 + k.length);
      const { at: o, exists } = windowAt(windowsOf(c.attrs), grid, c.index.slice(1, -1), k);
      return c.read(0, [c.index[0]!, ...o, ...k, c.index.at(-1)!], exists);
    },
  },
  vjp: (g, { attrs }) => [apply(tapsRecord, [g], { ...attrs, outside: 0 })],
  without: { rank0: OF_IMAGES.rank0! },
  cases: cases((image, taps, attrs) => ({ inputs: [{ shape: taps }], attrs: { ...attrs, shape: image } })),
});

function cases(make: (image: number[], taps: number[], attrs: Attrs) => Case): Case[] {
  const geometries = [
    { image: [5], window: [3], strides: [1], pads: [1, 1], dilations: [1], outside: 0 },
    { batch: 0, image: [5], window: [3], strides: [1], pads: [1, 1], dilations: [1], outside: 0 },
    { image: [4, 5], window: [2, 3], strides: [2, 1], pads: [1, 0, 0, 2], dilations: [1, 2], outside: -3 },
    {
      image: [2, 3, 3],
      window: [2, 1, 2],
      strides: [1, 2, 1],
      pads: [0, 1, 0, 0, 1, 0],
      dilations: [1, 1, 1],
      outside: 0,
    },
  ];
  return geometries.map(({ batch = 2, image, ...attrs }) =>
    make([batch, ...image, 3], [batch, ...windowGrid(image, attrs.window, attrs), ...attrs.window, 3], attrs),
  );
}

/** The elements of `x` [N, …space, C] under every tap of every window: [N, …grid, …window, C]; `outside` beyond the image. */
export function taps(x: Tensor, window: readonly number[], w: Windows, outside = 0): Tensor {
  return apply(tapsRecord, [x], { ...windowAttrs(w), window: [...window], outside });
}
