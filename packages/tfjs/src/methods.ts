/** The ops as methods of tensors: `a.add(b)` is `add(a, b)`. Importing this file installs them. */
import * as image from "./ops/image.ts";
import * as ops from "./ops/index.ts";
import type { Variable } from "./tensor.ts";
import { Tensor } from "./tensor.ts";
import type { DataType, TensorLike } from "./types.ts";
import { assert } from "./util.ts";

const NAMES = [
  "cumprod",
  "cumsum",
  "topk",
  "fft",
  "ifft",
  "irfft",
  "rfft",
  "unique",
  "avgPool",
  "batchToSpaceND",
  "depthToSpace",
  "spaceToBatchND",
  "unsortedSegmentSum",
  "dilation2d",
  "localResponseNormalization",
  "pool",
  "conv1d",
  "conv2d",
  "conv2dTranspose",
  "depthwiseConv2d",
  "maxPool",
  "separableConv2d",
  "abs",
  "acos",
  "acosh",
  "add",
  "all",
  "any",
  "argMax",
  "argMin",
  "asin",
  "asinh",
  "atan",
  "atan2",
  "atanh",
  "broadcastTo",
  "cast",
  "ceil",
  "clipByValue",
  "clone",
  "cos",
  "cosh",
  "div",
  "divNoNan",
  "dot",
  "elu",
  "equal",
  "erf",
  "euclideanNorm",
  "exp",
  "expandDims",
  "expm1",
  "floor",
  "floorDiv",
  "gather",
  "greater",
  "greaterEqual",
  "isFinite",
  "isInf",
  "isNaN",
  "leakyRelu",
  "less",
  "lessEqual",
  "log",
  "log1p",
  "logSigmoid",
  "logSoftmax",
  "logSumExp",
  "logicalAnd",
  "logicalNot",
  "logicalOr",
  "logicalXor",
  "matMul",
  "max",
  "maximum",
  "mean",
  "min",
  "minimum",
  "mirrorPad",
  "mod",
  "mul",
  "neg",
  "norm",
  "oneHot",
  "notEqual",
  "onesLike",
  "pad",
  "pow",
  "prelu",
  "prod",
  "reciprocal",
  "relu",
  "relu6",
  "reshape",
  "reverse",
  "round",
  "rsqrt",
  "selu",
  "sigmoid",
  "sign",
  "sin",
  "sinh",
  "slice",
  "softmax",
  "softplus",
  "split",
  "sqrt",
  "square",
  "squaredDifference",
  "squeeze",
  "step",
  "stridedSlice",
  "sub",
  "sum",
  "tan",
  "tanh",
  "tile",
  "transpose",
  "unstack",
  "zerosLike",
] as const;

type Rest<F> = F extends (x: infer _, ...rest: infer R) => infer T ? (...rest: R) => T : never;
type Chained = { [K in (typeof NAMES)[number]]: Rest<(typeof ops)[K]> };

/** The methods that ops add to a tensor. */
export interface ChainedOps extends Chained {
  concat(x: TensorLike | readonly TensorLike[], axis?: number): Tensor;
  stack(x: Tensor | readonly Tensor[], axis?: number): Tensor;
  where(condition: TensorLike, b: TensorLike): Tensor;
  resizeBilinear: Rest<typeof image.resizeBilinear>;
  resizeNearestNeighbor: Rest<typeof image.resizeNearestNeighbor>;
  batchNorm: Rest<typeof ops.batchNorm>;
  variable(trainable?: boolean, name?: string, dtype?: DataType): Variable;
  flatten(): Tensor;
  asScalar(): Tensor;
  as1D(): Tensor;
  as2D(rows: number, columns: number): Tensor;
  as3D(...shape: [number, number, number]): Tensor;
  as4D(...shape: [number, number, number, number]): Tensor;
  as5D(...shape: [number, number, number, number, number]): Tensor;
  asType(dtype: DataType): Tensor;
  toBool(): Tensor;
  toFloat(): Tensor;
  toInt(): Tensor;
  reshapeAs(x: Tensor): Tensor;
}

function install(name: string, value: (this: Tensor, ...args: never[]) => unknown): void {
  Object.defineProperty(Tensor.prototype, name, { value, configurable: true, writable: true });
}

const table: Readonly<Record<string, unknown>> = { ...ops };
for (const name of NAMES) {
  const f = table[name] as (...args: unknown[]) => unknown;
  install(name, function (this: Tensor, ...rest: unknown[]) {
    this.throwIfDisposed();
    return f(this, ...rest);
  });
}

const list = (x: unknown): readonly TensorLike[] => (x instanceof Tensor ? [x] : (x as readonly TensorLike[]));

install("concat", function (x: TensorLike, axis?: number) {
  return ops.concat([this, ...list(x)], axis);
});
install("stack", function (x: Tensor, axis?: number) {
  return ops.stack([this, ...list(x)], axis);
});
install("where", function (condition: TensorLike, b: TensorLike) {
  return ops.where(condition, this, b);
});
install("batchNorm", function (...rest: [TensorLike, TensorLike]) {
  return ops.batchNorm(this, ...rest);
});
install("resizeBilinear", function (...rest: [[number, number]]) {
  return image.resizeBilinear(this, ...rest);
});
install("resizeNearestNeighbor", function (...rest: [[number, number]]) {
  return image.resizeNearestNeighbor(this, ...rest);
});
install("variable", function (...rest: []) {
  return ops.variable(this, ...rest);
});
install("flatten", function () {
  return ops.reshape(this, [this.size]);
});
install("asScalar", function () {
  assert(this.size === 1, "The array must have only 1 element.");
  return ops.reshape(this, []);
});
install("as1D", function () {
  return ops.reshape(this, [this.size]);
});
for (const rank of [2, 3, 4, 5])
  install(`as${rank}D`, function (...shape: number[]) {
    return ops.reshape(this, shape);
  });
install("asType", function (dtype: DataType) {
  return ops.cast(this, dtype);
});
install("toBool", function () {
  return ops.cast(this, "bool");
});
install("toFloat", function () {
  return ops.cast(this, "float32");
});
install("toInt", function () {
  return ops.cast(this, "int32");
});
install("reshapeAs", function (x: Tensor) {
  return ops.reshape(this, x.shape);
});
