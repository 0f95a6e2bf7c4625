/** What rules are written with: derivatives, compositions and batches use these ops, and nothing else is loaded for them. */
export { cast } from "./cast.ts";
export { angle, complex, conj, imag, real } from "./complex.ts";
export { stopGradient } from "./control.ts";
export { add, div, maximum, mul, sub } from "./binary.ts";
export {
  bitwiseAnd,
  equal,
  greater,
  greaterEqual,
  leftShift,
  less,
  lessEqual,
  logicalAnd,
  logicalOr,
  notEqual,
  rightShift,
  where,
} from "./compare.ts";
export { abs, erf, exp, log, neg, sqrt, square } from "./unary.ts";
export { isFinite, logicalNot } from "./predicate.ts";
export { cos, cosh, sin, sinh, tanh } from "./trigonometry.ts";
export { sigmoid } from "./activation.ts";
export { min, sum } from "./reduce.ts";
export { reshape, transpose } from "./movement.ts";
export { stack } from "./join.ts";
export { slice } from "./slice.ts";
export { addParts, pad } from "./pad.ts";
export { gather } from "./gather.ts";
export { cumsum } from "./prefix.ts";
export { lowerBound } from "./search.ts";
export { fill, iota, onesLike, zerosLike } from "./create.ts";
export { matMul } from "./contraction.ts";
