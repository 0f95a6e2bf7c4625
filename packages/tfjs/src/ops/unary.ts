/** Functions of one number, element by element. */
import * as weir from "@weir/core";
import type { Expected } from "../convert.ts";
import { convert, sharing, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";

/** A function of one tensor. */
export type Unary = (x: TensorLike) => Tensor;

function unary(op: string, f: (x: weir.Tensor) => weir.Tensor, expected: Expected = "numeric"): Unary {
  return (x) => wrap(f(convert(x, "x", op, expected).core));
}

/** Functions that leave whole numbers as they are. */
function whole(op: string, f: (x: weir.Tensor) => weir.Tensor): Unary {
  return (x) => {
    const t = convert(x, "x", op);
    return wrap(t.dtype === "bool" ? f(weir.cast(t.core, "int32")) : f(t.core));
  };
}

/** Returns |x|; of a complex number, its modulus. */
export const abs: Unary = whole("abs", weir.abs);
/** Returns the arc cosine. */
export const acos: Unary = unary("acos", weir.acos);
/** Returns the inverse hyperbolic cosine. */
export const acosh: Unary = unary("acosh", weir.acosh);
/** Returns the arc sine. */
export const asin: Unary = unary("asin", weir.asin);
/** Returns the inverse hyperbolic sine. */
export const asinh: Unary = unary("asinh", weir.asinh);
/** Returns the arc tangent. */
export const atan: Unary = unary("atan", weir.atan);
/** Returns the inverse hyperbolic tangent. */
export const atanh: Unary = unary("atanh", weir.atanh);
/** Returns the least whole number ≥ x. */
export const ceil: Unary = unary("ceil", weir.ceil, "float32");
/** Returns the cosine. */
export const cos: Unary = unary("cos", weir.cos, "float32");
/** Returns the hyperbolic cosine. */
export const cosh: Unary = unary("cosh", weir.cosh, "float32");
/** Returns x for x > 0, else eˣ − 1. */
export const elu: Unary = unary("elu", weir.elu, "float32");
/** Returns the error function. Integers become float32. */
export const erf: Unary = unary("erf", weir.erf);
/** Returns eˣ. */
export const exp: Unary = unary("exp", weir.exp);
/** Returns eˣ − 1, exact near 0. */
export const expm1: Unary = unary("expm1", weir.expm1);
/** Returns the greatest whole number ≤ x. */
export const floor: Unary = unary("floor", weir.floor, "float32");
/** Returns whether x is neither NaN nor infinite. */
export const isFinite: Unary = unary("isFinite", weir.isFinite);
/** Returns whether x is infinite. */
export const isInf: Unary = unary("isInf", weir.isInf);
/** Returns whether x is NaN. */
export const isNaN: Unary = unary("isNaN", weir.isNaN);
/** Returns the natural logarithm. */
export const log: Unary = unary("log", weir.log, "float32");
/** Returns log(1 + x), exact near 0. */
export const log1p: Unary = unary("log1p", weir.log1p);
/** Returns log(sigmoid(x)). */
export const logSigmoid: Unary = unary("logSigmoid", weir.logSigmoid);
/** Returns −x. */
export const neg: Unary = whole("neg", weir.neg);
/** Returns 1/x. */
export const reciprocal: Unary = unary("reciprocal", weir.reciprocal);
/** Returns max(x, 0). */
export const relu: Unary = whole("relu", weir.relu);
/** Returns x kept within [0, 6]. */
export const relu6: Unary = whole("relu6", weir.relu6);
/** Returns the nearest whole number, halves to even. */
export const round: Unary = whole("round", (x) => (x.dtype === "float32" ? weir.round(x) : x));
/** Returns 1/√x. */
export const rsqrt: Unary = unary("rsqrt", weir.rsqrt, "float32");
/** Returns the scaled exponential linear unit. */
export const selu: Unary = unary("selu", weir.selu);
/** Returns 1/(1 + e⁻ˣ). */
export const sigmoid: Unary = unary("sigmoid", weir.sigmoid, "float32");
/** Returns −1, 0 or 1; 0 for NaN. */
export const sign: Unary = whole("sign", (x) => weir.where(weir.isNaN(x), weir.zerosLike(x), weir.sign(x)));
/** Returns the sine. */
export const sin: Unary = unary("sin", weir.sin, "float32");
/** Returns the hyperbolic sine. */
export const sinh: Unary = unary("sinh", weir.sinh);
/** Returns log(1 + eˣ). */
export const softplus: Unary = unary("softplus", weir.softplus);
/** Returns √x. */
export const sqrt: Unary = unary("sqrt", weir.sqrt, "float32");
/** Returns x². */
export const square: Unary = whole("square", weir.square);
/** Returns the tangent. */
export const tan: Unary = unary("tan", weir.tan, "float32");
/** Returns the hyperbolic tangent. */
export const tanh: Unary = unary("tanh", weir.tanh, "float32");
/** Returns whether x is false. */
export const logicalNot: Unary = unary("logicalNot", weir.logicalNot, "bool");

/** Returns x for x > 0, else `alpha`·x. */
export function leakyRelu(x: TensorLike, alpha = 0.2): Tensor {
  return wrap(weir.leakyRelu(weir.cast(convert(x, "x", "leakyRelu").core, "float32"), alpha));
}

/** Returns x for x > 0, else `alpha`·x, with `alpha` a tensor. */
export function prelu(x: TensorLike, alpha: TensorLike): Tensor {
  return wrap(weir.prelu(convert(x, "x", "prelu").core, convert(alpha, "alpha", "prelu").core));
}

/** Returns 1 for x > 0, else `alpha`; NaN for NaN. */
export function step(x: TensorLike, alpha = 0): Tensor {
  const t = convert(x, "x", "step");
  return wrap(weir.cast(weir.step(t.core, alpha), t.dtype as weir.DType));
}

/** Returns x kept within [`clipValueMin`, `clipValueMax`]. */
export function clipByValue(x: TensorLike, clipValueMin: number, clipValueMax: number): Tensor {
  const t = convert(x, "x", "clipByValue");
  assert(
    clipValueMin <= clipValueMax,
    `Error in clip: min (${clipValueMin}) must be less than or equal to max (${clipValueMax}).`,
  );
  return wrap(weir.clipByValue(t.core, clipValueMin, clipValueMax));
}

/** Returns a tensor over the same values. */
export function clone(x: TensorLike): Tensor {
  const t = convert(x, "x", "clone", "string_or_numeric");
  return sharing(t, t.core);
}
