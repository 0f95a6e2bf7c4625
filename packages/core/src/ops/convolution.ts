/** Convolutions of NHWC images with HWIO kernels. The gradients of a convolution are contractions of the same three tensors. */
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { cast } from "./cast.ts";
import { ints, reshape } from "./movement.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { at, tabulate } from "./reference.ts";
import type { Pad } from "./window.ts";
import {
  checkImages,
  resolveWindows,
  tapIndex,
  tapPosition,
  windowAt,
  windowAttrs,
  windowGrid,
  windowsOf,
} from "./window.ts";

/** Images × kernel → images. x [N, H, W, I], kernel [KH, KW, I, O] → [N, OH, OW, O]. */
const conv2dRecord: OpRecord = defineOp({
  name: "conv2d",
  infer: ([x, kernel], attrs) => {
    const [n, h, w, channels] = x!.shape as [number, number, number, number];
    const [kh, kw, input, output] = kernel!.shape as [number, number, number, number];
    if (channels !== input) {
      throw new OpError(
        "conv2d",
        `the images ${showShape(x!.shape)} have ${channels} channels, the kernel ${showShape(kernel!.shape)} takes ${input} (its third size)`,
      );
    }
    return { shape: [n, ...windowGrid([h, w], [kh, kw], windowsOf(attrs)), output], dtype: x!.dtype };
  },
  reference: ([x, kernel], attrs, out) => {
    const w = windowsOf(attrs);
    const [kh, kw, input] = kernel!.shape as [number, number, number];
    return tabulate(out.shape, ([n, oh, ow, o]) => {
      let sum = 0;
      tabulate([kh, kw, input], ([i, j, c]) => {
        const [h, v] = [tapIndex(w, 0, oh!, i!, x!.shape[1]!), tapIndex(w, 1, ow!, j!, x!.shape[2]!)];
        if (h !== undefined && v !== undefined) sum += at(x!, [n!, h, v, c!]) * at(kernel!, [i!, j!, c!, o!]);
        return 0;
      });
      return sum;
    });
  },
  lowering: {
    kind: "contraction",
    axes: ([, kernel], out) => ({
      batch: [],
      m: out.shape.slice(0, 3),
      n: [out.shape[3]!],
      k: kernel!.shape.slice(0, 3),
    }),
    a: (c, { m, k }) => {
      const { at: position, inside } = tapPosition(
        windowsOf(c.attrs),
        c.inputs[0]!.shape.slice(1, 3),
        m.slice(1),
        k.slice(0, 2),
      );
      return c.read(0, [m[0]!, ...position, k[2]!], inside);
    },
    b: (c, { n, k }) => c.read(1, [...k, ...n]),
  },
  vjp: (g, { inputs: [x, kernel], attrs, needs }) => [
    needs[0] ? inputGrad(g, kernel!, attrs, x!.shape) : undefined,
    needs[1] ? kernelGrad(x!, g, attrs, kernel!.shape) : undefined,
  ],
  cases: geometries().map(([attrs, image, size]) => ({
    inputs: [{ shape: [2, ...image, 3] }, { shape: [...size, 3, 5] }],
    attrs,
  })),
});

/** Output gradient × kernel → image gradient. g [N, OH, OW, O], kernel [KH, KW, I, O] → [N, H, W, I] = attrs.shape. */
const inputGradRecord: OpRecord = defineOp({
  name: "conv2dInputGrad",
  infer: ([g], attrs) => ({ shape: ints(attrs, "shape"), dtype: g!.dtype }),
  reference: ([g, kernel], attrs, out) => {
    const w = windowsOf(attrs);
    const y = new Float64Array(out.shape.reduce((p, d) => p * d, 1));
    const [, rows, columns, channels] = out.shape as [number, number, number, number];
    const [kh, kw] = kernel!.shape as [number, number];
    tabulate([...g!.shape, kh, kw, channels], ([n, oh, ow, o, i, j, c]) => {
      const [h, v] = [tapIndex(w, 0, oh!, i!, rows), tapIndex(w, 1, ow!, j!, columns)];
      if (h !== undefined && v !== undefined) {
        y[((n! * rows + h) * columns + v) * channels + c!]! +=
          at(g!, [n!, oh!, ow!, o!]) * at(kernel!, [i!, j!, c!, o!]);
      }
      return 0;
    });
    return y;
  },
  lowering: {
    kind: "contraction",
    axes: ([, kernel], out) => ({
      batch: [],
      m: out.shape.slice(0, 3),
      n: [out.shape[3]!],
      k: [kernel!.shape[0]!, kernel!.shape[1]!, kernel!.shape[3]!],
    }),
    a: (c, { m, k }) => {
      const { at: window, exists } = windowAt(
        windowsOf(c.attrs),
        c.inputs[0]!.shape.slice(1, 3),
        m.slice(1),
        k.slice(0, 2),
      );
      return c.read(0, [m[0]!, ...window, k[2]!], exists);
    },
    b: (c, { n, k }) => c.read(1, [k[0]!, k[1]!, ...n, k[2]!]),
  },
  vjp: (g, { inputs: [dy, kernel], attrs, needs }) => [
    needs[0] ? convolve(g, kernel!, attrs) : undefined,
    needs[1] ? kernelGrad(g, dy!, attrs, kernel!.shape) : undefined,
  ],
  cases: geometries().map(([attrs, image, size]) => ({
    inputs: [{ shape: [2, ...windowGrid(image, size, windowsOf(attrs)), 5] }, { shape: [...size, 3, 5] }],
    attrs: { ...attrs, shape: [2, ...image, 3] },
  })),
});

/** Images × output gradient → kernel gradient. x [N, H, W, I], g [N, OH, OW, O] → [KH, KW, I, O] = attrs.shape. */
const kernelGradRecord: OpRecord = defineOp({
  name: "conv2dKernelGrad",
  infer: ([x], attrs) => ({ shape: ints(attrs, "shape"), dtype: x!.dtype }),
  reference: ([x, g], attrs, out) => {
    const w = windowsOf(attrs);
    const [n, oh, ow] = g!.shape as [number, number, number];
    return tabulate(out.shape, ([i, j, c, o]) => {
      let sum = 0;
      tabulate([n, oh, ow], ([b, p, q]) => {
        const [h, v] = [tapIndex(w, 0, p!, i!, x!.shape[1]!), tapIndex(w, 1, q!, j!, x!.shape[2]!)];
        if (h !== undefined && v !== undefined) sum += at(x!, [b!, h, v, c!]) * at(g!, [b!, p!, q!, o!]);
        return 0;
      });
      return sum;
    });
  },
  lowering: {
    kind: "contraction",
    axes: ([, g], out) => ({ batch: [], m: out.shape.slice(0, 3), n: [out.shape[3]!], k: g!.shape.slice(0, 3) }),
    a: (c, { m, k }) => {
      const { at: position, inside } = tapPosition(
        windowsOf(c.attrs),
        c.inputs[0]!.shape.slice(1, 3),
        k.slice(1),
        m.slice(0, 2),
      );
      return c.read(0, [k[0]!, ...position, m[2]!], inside);
    },
    b: (c, { n, k }) => c.read(1, [...k, ...n]),
  },
  vjp: (g, { inputs: [x, dy], attrs, needs }) => [
    needs[0] ? inputGrad(dy!, g, attrs, x!.shape) : undefined,
    needs[1] ? convolve(x!, g, attrs) : undefined,
  ],
  cases: geometries().map(([attrs, image, size]) => ({
    inputs: [{ shape: [2, ...image, 3] }, { shape: [2, ...windowGrid(image, size, windowsOf(attrs)), 5] }],
    attrs: { ...attrs, shape: [...size, 3, 5] },
  })),
});

/** Attributes, image and kernel size of the table's cases: plain, padded, strided, dilated, all at once. */
function geometries(): readonly (readonly [Attrs, readonly [number, number], readonly [number, number]])[] {
  return [
    [{ strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] }, [5, 6], [3, 3]],
    [{ strides: [1, 1], pads: [1, 1, 1, 1], dilations: [1, 1] }, [4, 5], [3, 3]],
    [{ strides: [2, 2], pads: [0, 1, 1, 1], dilations: [1, 1] }, [5, 7], [3, 2]],
    [{ strides: [1, 1], pads: [0, 0, 0, 0], dilations: [2, 1] }, [6, 4], [2, 2]],
    [{ strides: [2, 1], pads: [1, 0, 2, 1], dilations: [2, 3] }, [7, 6], [2, 2]],
    [{ strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] }, [3, 3], [1, 1]],
  ];
}

const geometry = (attrs: Attrs): Attrs => windowAttrs(windowsOf(attrs));

function convolve(x: Tensor, kernel: Tensor, attrs: Attrs): Tensor {
  return apply(conv2dRecord, [x, kernel], geometry(attrs));
}
function inputGrad(g: Tensor, kernel: Tensor, attrs: Attrs, shape: readonly number[]): Tensor {
  return apply(inputGradRecord, [g, kernel], { ...geometry(attrs), shape: [...shape] });
}
function kernelGrad(x: Tensor, g: Tensor, attrs: Attrs, shape: readonly number[]): Tensor {
  return apply(kernelGradRecord, [x, g], { ...geometry(attrs), shape: [...shape] });
}

/** `f` of a batch of images made of `x`; a single image goes in and comes out without batch. */
export function batched(op: string, x: TensorLike, f: (images: Tensor) => Tensor): Tensor {
  const t = cast(trace().toTensor(x), "float32");
  checkImages(op, t.shape);
  if (t.rank === 4) return f(t);
  const y = f(reshape(t, [1, ...t.shape]));
  return reshape(y, y.shape.slice(1));
}

/** `kernel` as float32 of rank 4. */
export function kernelOf(op: string, kernel: TensorLike): Tensor {
  const k = cast(trace().toTensor(kernel), "float32");
  if (k.rank !== 4)
    throw new OpError(op, `takes a kernel [rows, columns, input channels, output channels], got ${showShape(k.shape)}`);
  return k;
}

export function checkFormat(op: string, format: string): void {
  if (format !== "NHWC") throw new OpError(op, `takes images in NHWC order, got "${format}"; transpose them first`);
}

/**
 * Returns the convolution (cross-correlation) of images [N, H, W, I] with `kernel` [KH, KW, I, O]: [N, OH, OW, O], float32. One image
 * without batch gives one without batch.
 * @param strides one number, or [rows, columns]
 * @param pad "valid", "same", a number for all sides, or [[top, bottom], [left, right]]
 * @param dataFormat "NHWC" only
 * @param dilations distance between the taps of the kernel, default 1
 * @throws OpError when channels differ or the kernel does not fit
 * @example conv2d([[[1], [2], [3]]], [[[[1]], [[1]]]], 1, "valid") // [[[3], [5]]]
 */
export function conv2d(
  x: TensorLike,
  kernel: TensorLike,
  strides: number | readonly number[],
  pad: Pad,
  dataFormat = "NHWC",
  dilations: number | readonly number[] = 1,
): Tensor {
  checkFormat("conv2d", dataFormat);
  const k = kernelOf("conv2d", kernel);
  return batched("conv2d", x, (t) => {
    const w = resolveWindows("conv2d", t.shape.slice(1, 3), k.shape.slice(0, 2), strides, pad, dilations);
    return apply(conv2dRecord, [t, k], windowAttrs(w));
  });
}

/**
 * Returns the convolution of sequences [N, W, I] (or one without batch) with `kernel` [KW, I, O]: [N, OW, O], float32.
 * @param pad "valid", "same", a number, or [before, after] as [[0, 0], [before, after]]
 * @throws OpError when channels differ or the kernel does not fit
 * @example conv1d([[1], [2], [3]], [[[1]], [[1]]], 1, "valid") // [[3], [5]]
 */
export function conv1d(
  x: TensorLike,
  kernel: TensorLike,
  stride: number,
  pad: Pad,
  dataFormat = "NWC",
  dilation = 1,
): Tensor {
  if (dataFormat !== "NWC")
    throw new OpError("conv1d", `takes sequences in NWC order, got "${dataFormat}"; transpose them first`);
  const [t, k] = [trace().toTensor(x), trace().toTensor(kernel)];
  if ((t.rank !== 2 && t.rank !== 3) || k.rank !== 3) {
    throw new OpError(
      "conv1d",
      `takes sequences [batch, steps, channels] and a kernel [steps, input, output], got ${showShape(t.shape)} and ${showShape(k.shape)}`,
    );
  }
  const images = reshape(t, [...t.shape.slice(0, -2), 1, ...t.shape.slice(-2)]);
  const sides: Pad =
    typeof pad === "number"
      ? [
          [0, 0],
          [pad, pad],
        ]
      : pad;
  const y = conv2d(images, reshape(k, [1, ...k.shape]), [1, stride], sides, "NHWC", [1, dilation]);
  return reshape(y, [...y.shape.slice(0, -3), ...y.shape.slice(-2)]);
}

/**
 * Returns the transpose of {@link conv2d}, its gradient for the images: g [N, OH, OW, O] and `kernel` [KH, KW, I, O] give [N, H, W, I].
 * @param outputShape of the result, with or without batch as `x`
 * @throws OpError when `x` is not what the convolution of such an output would give
 * @example conv2dTranspose([[[3]]], [[[[1]], [[2]]]], [1, 2, 1], 1, "valid") // [[[3], [6]]]
 */
export function conv2dTranspose(
  x: TensorLike,
  kernel: TensorLike,
  outputShape: readonly number[],
  strides: number | readonly number[],
  pad: Pad,
): Tensor {
  const k = kernelOf("conv2dTranspose", kernel);
  return batched("conv2dTranspose", x, (t) => {
    const shape = outputShape.length === 3 ? [1, ...outputShape] : [...outputShape];
    const image = shape.slice(1, 3);
    const w = resolveWindows("conv2dTranspose", image, k.shape.slice(0, 2), strides, pad, 1);
    const expected = [shape[0]!, ...windowGrid(image, k.shape, w), k.shape[3]!];
    if (!expected.every((d, i) => d === t.shape[i]) || shape[3] !== k.shape[2]) {
      throw new OpError(
        "conv2dTranspose",
        `an output ${showShape(shape)} comes from ${showShape(expected)} with kernel ${showShape(k.shape)}, got ${showShape(t.shape)}`,
      );
    }
    return inputGrad(t, k, windowAttrs(w), shape);
  });
}
