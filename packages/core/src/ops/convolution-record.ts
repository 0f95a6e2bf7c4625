/**
 * Convolutions in the table. A convolution and its gradients for the image and for the kernel are sums of the same products, and each
 * is the derivative of the others: three records, for 1 to 3 dimensions of space, and for three ways to lower them.
 */
import type { Attrs } from "../ir/graph.ts";
import type { Shape } from "../ir/shape.ts";
import type { Tensor } from "../tensor.ts";
import { DENSE } from "./convolution-dense.ts";
import { depthwise, isShort } from "./convolution-depthwise.ts";
import type { Geometry, Role } from "./convolution-geometry.ts";
import {
  convolutionCases,
  convolutionReference,
  convolvedShape,
  geometryOf,
  groupsOf,
  namedShape,
  shapesOf,
  spaceOf,
} from "./convolution-geometry.ts";
import { sliceAxis } from "./pad.ts";
import type { Aval, Lowering, OpRecord } from "./record.ts";
import { apply, defineOp } from "./record.ts";
import { windowsOf } from "./window.ts";
import { OF_IMAGES } from "./without.ts";

type Family = Readonly<Record<Role, OpRecord>>;

const SUFFIX: Readonly<Record<Role, string>> = { forward: "", inputGrad: "InputGrad", kernelGrad: "KernelGrad" };

function outputOf(role: Role, name: string): (inputs: readonly Aval[], attrs: Attrs) => Aval {
  return ([a, b], attrs) => ({
    shape: role === "forward" ? convolvedShape(name, a!.shape, b!.shape, attrs) : namedShape(attrs),
    dtype: a!.dtype,
  });
}

/** Enters the three records called `name`, `nameInputGrad` and `nameKernelGrad`. */
function family(name: string, lowerings: Readonly<Record<Role, Lowering>>, geometries: readonly Geometry[]): Family {
  const record = (role: Role): OpRecord =>
    defineOp({
      name: `${name}${SUFFIX[role]}`,
      infer: outputOf(role, name),
      reference: ([a, b], attrs, out) =>
        convolutionReference(role, a!.data, b!.data, shapesOf(role, a!.shape, b!.shape, out.shape), attrs),
      lowering: lowerings[role],
      vjp: (g, { inputs: [a, b], attrs, needs }) => {
        const [first, second] = DERIVATIVES[role];
        return [
          needs[0] ? first(g, a!, b!, geometryOf(attrs)) : undefined,
          needs[1] ? second(g, a!, b!, geometryOf(attrs)) : undefined,
        ];
      },
      without:
        role === "inputGrad" ? { ...OF_IMAGES, special: "beyond the grid are zeros, and 0·∞ is NaN" } : OF_IMAGES,
      cases: convolutionCases(role, geometries),
    });
  return { forward: record("forward"), inputGrad: record("inputGrad"), kernelGrad: record("kernelGrad") };
}

type Derivative = (g: Tensor, a: Tensor, b: Tensor, attrs: Attrs) => Tensor;

/** The cotangents of both inputs, for a cotangent `g` of the result. */
const DERIVATIVES: Readonly<Record<Role, readonly [Derivative, Derivative]>> = {
  forward: [
    (g, x, kernel, attrs) => inputGrad(g, kernel, attrs, x.shape),
    (g, x, kernel, attrs) => kernelGrad(x, g, attrs, kernel.shape),
  ],
  inputGrad: [
    (g, _y, kernel, attrs) => convolve(g, kernel, attrs),
    (g, y, kernel, attrs) => kernelGrad(g, y, attrs, kernel.shape),
  ],
  kernelGrad: [(g, x, y, attrs) => inputGrad(y, g, attrs, x.shape), (g, x, _y, attrs) => convolve(x, g, attrs)],
};

const plain = { strides: [1], pads: [0, 0], dilations: [1], channels: 3, filters: 5, groups: 1 };
const plane = { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1], channels: 3, filters: 5, groups: 1 };
const space = {
  strides: [1, 1, 1],
  pads: [0, 0, 0, 0, 0, 0],
  dilations: [1, 1, 1],
  channels: 2,
  filters: 3,
  groups: 1,
};

/** By dimensions of space: plain, padded, strided (in phases and not), dilated, all at once; groups. */
const GEOMETRIES: readonly (readonly Geometry[])[] = [
  [
    { ...plain, image: [7], window: [3] },
    { ...plain, image: [7], window: [3], pads: [1, 1] },
    { ...plain, batch: 0, image: [7], window: [3] },
    { ...plain, image: [8], window: [3], strides: [2], pads: [0, 1] },
    {
      ...plain,
      image: [9],
      window: [2],
      strides: [2],
      pads: [2, 0],
      dilations: [3],
      channels: 4,
      filters: 6,
      groups: 2,
    },
  ],
  [
    { ...plane, image: [5, 6], window: [3, 3] },
    { ...plane, batch: 0, image: [5, 6], window: [3, 3] },
    { ...plane, image: [4, 5], window: [3, 3], pads: [1, 1, 1, 1] },
    { ...plane, image: [5, 7], window: [3, 2], strides: [2, 2], pads: [0, 1, 1, 1] },
    { ...plane, image: [6, 4], window: [2, 2], dilations: [2, 1] },
    { ...plane, image: [7, 6], window: [2, 2], strides: [2, 1], pads: [1, 0, 2, 1], dilations: [2, 3] },
    { ...plane, image: [3, 3], window: [1, 1] },
    { ...plane, image: [4, 6], window: [3, 4], strides: [2, 3], pads: [1, 1, 1, 1], filters: 4 },
    {
      ...plane,
      image: [4, 4],
      window: [3, 2],
      strides: [2, 1],
      pads: [1, 1, 0, 0],
      channels: 4,
      filters: 8,
      groups: 2,
    },
  ],
  [
    { ...space, image: [3, 4, 3], window: [2, 3, 2] },
    { ...space, image: [3, 4, 3], window: [2, 3, 2], pads: [0, 1, 1, 1, 0, 0] },
    { ...space, batch: 0, image: [3, 4, 3], window: [2, 3, 2] },
    {
      ...space,
      image: [4, 3, 2],
      window: [3, 2, 1],
      strides: [2, 1, 1],
      pads: [1, 1, 0, 0, 0, 0],
      dilations: [1, 2, 1],
    },
  ],
];

/** One channel a group: with one filter each and with several; short sums, then long ones. */
const DEPTHWISE: Readonly<Record<"short" | "long", readonly Geometry[]>> = {
  short: [
    { ...plain, image: [6], window: [3], filters: 3, groups: 3 },
    { ...plain, image: [6], window: [3], pads: [1, 1], strides: [2], filters: 3, groups: 3 },
    { ...plain, batch: 0, image: [6], window: [3], filters: 3, groups: 3 },
    { ...plane, image: [5, 4], window: [3, 3], pads: [1, 1, 1, 1], channels: 4, filters: 4, groups: 4 },
    { ...plane, image: [5, 5], window: [2, 2], strides: [2, 2], dilations: [1, 2], filters: 6, groups: 3 },
    { ...space, image: [3, 2, 3], window: [2, 2, 2], pads: [0, 0, 1, 0, 0, 0], filters: 2, groups: 2 },
  ],
  long: [
    { ...plane, image: [6, 5], window: [5, 4], channels: 4, filters: 4, groups: 4 },
    { ...plane, batch: 0, image: [6, 5], window: [5, 4], channels: 4, filters: 4, groups: 4 },
    { ...plane, image: [6, 5], window: [5, 4], pads: [2, 2, 1, 2], channels: 4, filters: 4, groups: 4 },
    { ...plane, image: [5, 6], window: [3, 3], strides: [2, 1], pads: [1, 1, 0, 0], filters: 6, groups: 3 },
  ],
};

const dense: readonly Family[] = GEOMETRIES.map((cases, i) => family(`conv${i + 1}d`, DENSE, cases));
const names = { short: "depthwiseConv", long: "depthwiseConvLong" };
const byChannel = {
  short: family(
    names.short,
    depthwise(true, (role) => outputOf(role, names.short)),
    DEPTHWISE.short,
  ),
  long: family(
    names.long,
    depthwise(false, (role) => outputOf(role, names.long)),
    DEPTHWISE.long,
  ),
};

function familyFor(attrs: Attrs, image: Shape, kernel: Shape): Family {
  if (groupsOf(attrs) > 1 && kernel.at(-2) === 1)
    return isShort(kernel, image.at(-1)!) ? byChannel.short : byChannel.long;
  return dense[spaceOf(image).length - 1]!;
}

/** x [N, …space, C] ∗ kernel [...window, C / groups, O] → [N, …grid, O]. `attrs` are {@link convolutionAttrs}. */
export function convolve(x: Tensor, kernel: Tensor, attrs: Attrs): Tensor {
  return apply(familyFor(attrs, x.shape, kernel.shape).forward, [x, kernel], attrs);
}

/** Products of one sum from which on it pays to round an image up to whole strides, for phases, and cut it off again. */
const WORTH_CUTTING = 64;

/** The gradient for images of `shape`, of a result's gradient `g` and the kernel. */
export function inputGrad(g: Tensor, kernel: Tensor, attrs: Attrs, shape: Shape): Tensor {
  const { forward: _, inputGrad: record } = familyFor(attrs, shape, kernel.shape);
  const { strides, dilations } = windowsOf(attrs);
  const whole = shape.map((d, i) => {
    const stride = dilations[i - 1] === 1 && i < shape.length - 1 ? strides[i - 1]! : 1;
    return Math.ceil(d / stride) * stride;
  });
  const products = kernel.size / kernel.shape.at(-2)! / groupsOf(attrs);
  if (record.lowering.kind !== "contraction" || products < WORTH_CUTTING || whole.every((d, i) => d === shape[i]))
    return apply(record, [g, kernel], { ...attrs, shape: [...shape] });
  // the same windows over a longer image: what is added at the end is padding less
  const pads = windowsOf(attrs).pads.map((p, i) => (i % 2 ? p - (whole[(i + 1) / 2]! - shape[(i + 1) / 2]!) : p));
  const y = apply(record, [g, kernel], { ...attrs, pads, shape: whole });
  return shape.reduce((t, d, axis) => (d === t.shape[axis] ? t : sliceAxis(t, axis, 0, d)), y);
}

/** The gradient for a kernel of `shape`, of images and a result's gradient `g`. */
export function kernelGrad(x: Tensor, g: Tensor, attrs: Attrs, shape: Shape): Tensor {
  return apply(familyFor(attrs, x.shape, shape).kernelGrad, [x, g], { ...attrs, shape: [...shape] });
}
