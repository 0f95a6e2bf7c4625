/**
 * TensorFlow.js's fused ops: a product or convolution, a bias and an activation by one call. They are compositions: what is written as
 * separate ops becomes one kernel too.
 */
import { OpError } from "../ir/error.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { elu, leakyRelu, prelu, relu, relu6, sigmoid } from "./activation.ts";
import { add } from "./binary.ts";
import { matMul as product } from "./contraction.ts";
import { conv2d as convolution, depthwiseConv2d as depthwise } from "./convolution.ts";
import type { DataFormat } from "./images.ts";
import { reshape } from "./movement.ts";
import { trace } from "./record.ts";
import type { Pad, PerAxis, Rounding } from "./window.ts";

/** The activations that the fused ops know. */
export type FusedActivation = "linear" | "relu" | "relu6" | "elu" | "prelu" | "leakyrelu" | "sigmoid";

/** What follows the product. */
export interface FusedTail {
  /** Added to the last axis, or to the channels. */
  readonly bias?: TensorLike | undefined;
  /** Default "linear". */
  readonly activation?: FusedActivation | undefined;
  /** The slopes of "prelu". */
  readonly preluActivationWeights?: TensorLike | undefined;
  /** The slope of "leakyrelu", default 0.2. */
  readonly leakyreluAlpha?: number | undefined;
}

/** What a fused convolution is made of. */
export interface FusedConvolution extends FusedTail {
  readonly x: TensorLike;
  readonly filter: TensorLike;
  readonly strides: PerAxis;
  readonly pad: Pad;
  /** Default "NHWC". */
  readonly dataFormat?: DataFormat | undefined;
  /** Default 1. */
  readonly dilations?: PerAxis | undefined;
  /** Default "floor". */
  readonly dimRoundingMode?: Rounding | undefined;
}

function finish(op: string, y: Tensor, tail: FusedTail, channelsFirst = false): Tensor {
  const { activation = "linear", bias, preluActivationWeights: slopes, leakyreluAlpha: alpha } = tail;
  const perChannel = (t: Tensor): Tensor => (channelsFirst && t.rank === 1 ? reshape(t, [-1, 1, 1]) : t);
  const z = bias === undefined ? y : add(y, perChannel(trace().toTensor(bias)));
  const activations: Readonly<Record<FusedActivation, () => Tensor>> = {
    linear: () => z,
    relu: () => relu(z),
    relu6: () => relu6(z),
    elu: () => elu(z),
    prelu: () => {
      if (slopes === undefined) throw new OpError(op, `activation "prelu" needs preluActivationWeights`);
      return prelu(z, perChannel(trace().toTensor(slopes)));
    },
    leakyrelu: () => leakyRelu(z, alpha),
    sigmoid: () => sigmoid(z),
  };
  if (!Object.hasOwn(activations, activation)) {
    const known = Object.keys(activations).join(", ");
    throw new OpError(op, `there is no activation ${JSON.stringify(activation)}; use one of ${known}`);
  }
  return activations[activation]();
}

/**
 * Returns activation(a × b + bias): see `matMul`. Shapes, dtypes and defaults are those there.
 * @throws OpError when shapes do not fit or the activation is unknown
 * @see TensorFlow.js's `tf.fused.matMul`
 * @example matMul({ a: [[1, 2]], b: [[3], [-4]], bias: [1], activation: "relu" }) // [[0]]
 */
export function matMul(
  options: FusedTail & {
    readonly a: TensorLike;
    readonly b: TensorLike;
    readonly transposeA?: boolean | undefined;
    readonly transposeB?: boolean | undefined;
  },
): Tensor {
  const { a, b, transposeA, transposeB } = options;
  return finish("fused.matMul", product(a, b, transposeA, transposeB), options);
}

/**
 * Returns activation(x ∗ filter + bias): see `conv2d`. Shapes, dtypes and defaults are those there.
 * @throws OpError when shapes do not fit or the activation is unknown
 * @see TensorFlow.js's `tf.fused.conv2d`
 * @example conv2d({ x: [[[1], [-2]]], filter: [[[[3]]]], strides: 1, pad: "valid", bias: [1], activation: "relu" }) // [[[4], [0]]]
 */
export function conv2d(options: FusedConvolution): Tensor {
  const { x, filter, strides, pad, dataFormat, dilations, dimRoundingMode } = options;
  const y = convolution(x, filter, strides, pad, dataFormat, dilations, dimRoundingMode);
  return finish("fused.conv2d", y, options, dataFormat === "NCHW");
}

/**
 * Returns activation(x ∗ filter + bias), channel by channel: see `depthwiseConv2d`. Shapes, dtypes and defaults are those there.
 * @throws OpError when shapes do not fit or the activation is unknown
 * @see TensorFlow.js's `tf.fused.depthwiseConv2d`
 * @example depthwiseConv2d({ x: [[[1, 2]]], filter: [[[[3], [4]]]], strides: 1, pad: "valid", bias: [1, 1] }) // [[[4, 9]]]
 */
export function depthwiseConv2d(options: FusedConvolution): Tensor {
  const { x, filter, strides, pad, dataFormat, dilations, dimRoundingMode } = options;
  const y = depthwise(x, filter, strides, pad, dataFormat, dilations, dimRoundingMode);
  return finish("fused.depthwiseConv2d", y, options, dataFormat === "NCHW");
}
