/** Every op at the top level of the package. */
export * from "./unary.ts";
export * from "./binary.ts";
export * from "./compare.ts";
export * from "./reduce.ts";
export * from "./create.ts";
export * from "./move.ts";
export { dot, euclideanNorm, logSoftmax, matMul, norm, outerProduct, softmax } from "./matrix.ts";
export * from "./random.ts";
export {
  conv1d,
  conv2d,
  conv2dTranspose,
  conv3d,
  conv3dTranspose,
  depthwiseConv2d,
  fused,
  separableConv2d,
} from "./conv.ts";
export * from "./pool.ts";
export * from "./normalize.ts";
export * from "./rnn.ts";
export { Reduction } from "./losses.ts";
export * from "./complex.ts";
export * from "./ragged.ts";
export * from "./scatter.ts";
export * from "./select.ts";
export * from "./space.ts";
export { einsum } from "./einsum.ts";
export { fft, ifft, irfft, rfft } from "./spectral.ts";
export { cumprod, cumsum, lowerBound, searchSorted, topk, upperBound } from "./scan.ts";
