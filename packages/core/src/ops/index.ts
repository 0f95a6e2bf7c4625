/** The public functions of every family; importing it enters all records into the op table. */
export * from "./cast.ts";
export { angle, complex, conj, imag, real } from "./complex.ts";
export { clone, identity, stopGradient } from "./control.ts";
export {
  add,
  addN,
  atan2,
  div,
  divNoNan,
  floorDiv,
  maximum,
  minimum,
  mod,
  mul,
  pow,
  squaredDifference,
  sub,
} from "./binary.ts";
export { logAddExp } from "./log-add-exp.ts";
export { xlogy } from "./xlogy.ts";
export * from "./compare.ts";
export {
  abs,
  clipByValue,
  erf,
  erfInv,
  exp,
  expm1,
  log,
  log1p,
  neg,
  reciprocal,
  rsqrt,
  sign,
  sqrt,
  square,
} from "./unary.ts";
export { ceil, floor, round, trunc } from "./rounding.ts";
export { bitwiseNot, isFinite, isInf, isNaN, logicalNot } from "./predicate.ts";
export * from "./trigonometry.ts";
export {
  elu,
  gelu,
  hardSigmoid,
  leakyRelu,
  logSigmoid,
  mish,
  prelu,
  relu,
  relu6,
  selu,
  sigmoid,
  silu,
  softplus,
  softsign,
  step,
  swish,
} from "./activation.ts";
export { all, any, argMax, argMin, max, min, prod, sum } from "./reduce.ts";
export { corrcoef, cov, logSumExp, mean, moments, std, variance } from "./statistics.ts";
export type { AxisLike } from "./reduce.ts";
export { broadcastTo, expandDims, flat, reshape, reverse, squeeze, tile, transpose } from "./movement.ts";
export { concat, split, stack, unstack } from "./join.ts";
export { slice, stridedSlice } from "./slice.ts";
export { mirrorPad, pad } from "./pad.ts";
export { gather } from "./gather.ts";
export { gatherND, takeAlongAxis } from "./gather-nd.ts";
export {
  putAlongAxis,
  scatterND,
  sparseToDense,
  tensorScatterAdd,
  tensorScatterMax,
  tensorScatterMin,
  tensorScatterMul,
  tensorScatterSub,
  tensorScatterUpdate,
} from "./scatter.ts";
export {
  segmentMax,
  segmentMean,
  segmentMin,
  segmentProd,
  segmentSum,
  unsortedSegmentMax,
  unsortedSegmentMean,
  unsortedSegmentMin,
  unsortedSegmentProd,
  unsortedSegmentSum,
} from "./segments.ts";
export { bincount, confusionMatrix, denseBincount, histogram, inTopK } from "./counts.ts";
export {
  booleanMaskAsync,
  nonzeroAsync,
  setdiff1dAsync,
  unique,
  uniqueAsync,
  uniqueWithCounts,
  whereAsync,
} from "./select.ts";
export type { Unique, UniqueWithCounts } from "./select.ts";
export { broadcastArgs, ensureShape, meshgrid, repeat, roll, rot90, tril, triu } from "./rearrange.ts";
export { batchToSpaceND, depthToSpace, spaceToBatchND, spaceToDepth } from "./blocks.ts";
export { cummax, cummin, cumprod, cumsum, diff, logcumsumexp } from "./prefix.ts";
export { lowerBound, searchSorted, upperBound } from "./search.ts";
export { argSort, median, quantile, sort, topk } from "./sort.ts";
export type { Interpolation } from "./sort.ts";
export { diag, eye, fill, iota, linspace, oneHot, ones, onesLike, range, zeros, zerosLike } from "./create.ts";
export { dot, matMul, outerProduct } from "./contraction.ts";
export {
  conv1d,
  conv1dTranspose,
  conv2d,
  conv2dTranspose,
  conv3d,
  conv3dTranspose,
  depthwiseConv1d,
  depthwiseConv2d,
  separableConv2d,
} from "./convolution.ts";
export type { DataFormat } from "./images.ts";
export type { Pad, PerAxis, Rounding } from "./window.ts";
export { avgPool, avgPool1d, avgPool3d } from "./avg-pool.ts";
export { dilation2d } from "./dilation.ts";
export { pool } from "./pool.ts";
export { maxPool, maxPool1d, maxPool3d, maxPoolWithArgmax } from "./max-pool.ts";
export { logSoftmax, sigmoidCrossEntropy, softmax, softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from "./softmax.ts";
export {
  batchNorm,
  batchNorm2d,
  batchNorm3d,
  batchNorm4d,
  groupNorm,
  instanceNorm,
  l2Normalize,
  localResponseNormalization,
  layerNorm,
  rmsNorm,
} from "./normalize.ts";
export { dotProductAttention } from "./attention.ts";
export type { AttentionOptions } from "./attention.ts";
export { dropout, randomNormal, randomUniform, truncatedNormal } from "./seeded.ts";
export * as fused from "./fused.ts";
export { fft, fft2, ifft, ifft2, irfft, irfft2, rfft, rfft2 } from "./fft.ts";
export * as random from "./random/index.ts";
export * as image from "./image/index.ts";
// as in TensorFlow.js, and as methods: without the namespace too
export {
  cropAndResize,
  flipLeftRight,
  grayscaleToRGB,
  resizeBilinear,
  resizeNearestNeighbor,
  rgbToGrayscale,
  rotateWithOffset,
  transform,
} from "./image/index.ts";
export * as linalg from "./linalg/index.ts";
export { einsum, inner, matVec, tensordot, vdot } from "./einsum/einsum.ts";
export { euclideanNorm, norm } from "./linalg/norm.ts";
export type { NormOrder } from "./linalg/norm.ts";
export * as signal from "./signal.ts";
