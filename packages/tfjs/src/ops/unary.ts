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

/**
 * Returns |x|; of a complex number, its modulus.
 * @example tf.abs([-1, 2]) // [1, 2]
 */
export const abs: Unary = whole("abs", weir.abs);
/**
 * Returns the arc cosine.
 * @example tf.acos([1, -1]) // [0, 3.1415927]
 */
export const acos: Unary = unary("acos", weir.acos);
/**
 * Returns the inverse hyperbolic cosine.
 * @example tf.acosh([1, 2]) // [0, 1.316958]
 */
export const acosh: Unary = unary("acosh", weir.acosh);
/**
 * Returns the arc sine.
 * @example tf.asin([0, 1]) // [0, 1.5707963]
 */
export const asin: Unary = unary("asin", weir.asin);
/**
 * Returns the inverse hyperbolic sine.
 * @example tf.asinh([0, 1]) // [0, 0.8813736]
 */
export const asinh: Unary = unary("asinh", weir.asinh);
/**
 * Returns the arc tangent.
 * @example tf.atan([0, 1]) // [0, 0.7853982]
 */
export const atan: Unary = unary("atan", weir.atan);
/**
 * Returns the inverse hyperbolic tangent.
 * @example tf.atanh([0, 0.5]) // [0, 0.5493061]
 */
export const atanh: Unary = unary("atanh", weir.atanh);
/**
 * Returns the least whole number ≥ x.
 * @example tf.ceil([1.2, -1.2]) // [2, -1]
 */
export const ceil: Unary = unary("ceil", weir.ceil, "float32");
/**
 * Returns the cosine.
 * @example tf.cos([0, 1]) // [1, 0.5403023]
 */
export const cos: Unary = unary("cos", weir.cos, "float32");
/**
 * Returns the hyperbolic cosine.
 * @example tf.cosh([0, 1]) // [1, 1.5430807]
 */
export const cosh: Unary = unary("cosh", weir.cosh, "float32");
/**
 * Returns x for x > 0, else eˣ − 1.
 * @example tf.elu([-1, 2]) // [-0.6321206, 2]
 */
export const elu: Unary = unary("elu", weir.elu, "float32");
/**
 * Returns the error function. Integers become float32.
 * @example tf.erf([0, 1]) // [0, 0.8427008]
 */
export const erf: Unary = unary("erf", weir.erf);
/**
 * Returns eˣ.
 * @example tf.exp([0, 1]) // [1, 2.7182818]
 */
export const exp: Unary = unary("exp", weir.exp);
/**
 * Returns eˣ − 1, exact near 0.
 * @example tf.expm1([0, 1]) // [0, 1.7182818]
 */
export const expm1: Unary = unary("expm1", weir.expm1);
/**
 * Returns the greatest whole number ≤ x.
 * @example tf.floor([1.7, -1.2]) // [1, -2]
 */
export const floor: Unary = unary("floor", weir.floor, "float32");
/**
 * Returns whether x is neither NaN nor infinite.
 * @example tf.isFinite([1, Infinity, NaN]) // [true, false, false]
 */
export const isFinite: Unary = unary("isFinite", weir.isFinite);
/**
 * Returns whether x is infinite.
 * @example tf.isInf([1, -Infinity, NaN]) // [false, true, false]
 */
export const isInf: Unary = unary("isInf", weir.isInf);
/**
 * Returns whether x is NaN.
 * @example tf.isNaN([1, Infinity, NaN]) // [false, false, true]
 */
export const isNaN: Unary = unary("isNaN", weir.isNaN);
/**
 * Returns the natural logarithm.
 * @example tf.log([1, Math.E]) // [0, 1]
 */
export const log: Unary = unary("log", weir.log, "float32");
/**
 * Returns log(1 + x), exact near 0.
 * @example tf.log1p([0, 1]) // [0, 0.6931472]
 */
export const log1p: Unary = unary("log1p", weir.log1p);
/**
 * Returns log(sigmoid(x)).
 * @example tf.logSigmoid([0]) // [-0.6931472]
 */
export const logSigmoid: Unary = unary("logSigmoid", weir.logSigmoid);
/**
 * Returns −x.
 * @example tf.neg([1, -2]) // [-1, 2]
 */
export const neg: Unary = whole("neg", weir.neg);
/**
 * Returns 1/x.
 * @example tf.reciprocal([2, 4]) // [0.5, 0.25]
 */
export const reciprocal: Unary = unary("reciprocal", weir.reciprocal);
/**
 * Returns max(x, 0).
 * @example tf.relu([-1, 2]) // [0, 2]
 */
export const relu: Unary = whole("relu", weir.relu);
/**
 * Returns x kept within [0, 6].
 * @example tf.relu6([-1, 2, 9]) // [0, 2, 6]
 */
export const relu6: Unary = whole("relu6", weir.relu6);
/**
 * Returns the nearest whole number, halves to even.
 * @example tf.round([0.5, 1.5, 2.6]) // [0, 2, 3]
 */
export const round: Unary = whole("round", (x) => (x.dtype === "float32" ? weir.round(x) : x));
/**
 * Returns 1/√x.
 * @example tf.rsqrt([4]) // [0.5]
 */
export const rsqrt: Unary = unary("rsqrt", weir.rsqrt, "float32");
/**
 * Returns the scaled exponential linear unit.
 * @example tf.selu([1]) // [1.0507010]
 */
export const selu: Unary = unary("selu", weir.selu);
/**
 * Returns 1/(1 + e⁻ˣ).
 * @example tf.sigmoid([0]) // [0.5]
 */
export const sigmoid: Unary = unary("sigmoid", weir.sigmoid, "float32");
/**
 * Returns −1, 0 or 1; 0 for NaN.
 * @example tf.sign([-3, 0, NaN]) // [-1, 0, 0]
 */
export const sign: Unary = whole("sign", (x) => weir.where(weir.isNaN(x), weir.zerosLike(x), weir.sign(x)));
/**
 * Returns the sine.
 * @example tf.sin([0, 1]) // [0, 0.8414710]
 */
export const sin: Unary = unary("sin", weir.sin, "float32");
/**
 * Returns the hyperbolic sine.
 * @example tf.sinh([0, 1]) // [0, 1.1752012]
 */
export const sinh: Unary = unary("sinh", weir.sinh);
/**
 * Returns log(1 + eˣ).
 * @example tf.softplus([0]) // [0.6931472]
 */
export const softplus: Unary = unary("softplus", weir.softplus);
/**
 * Returns √x.
 * @example tf.sqrt([4, 9]) // [2, 3]
 */
export const sqrt: Unary = unary("sqrt", weir.sqrt, "float32");
/**
 * Returns x².
 * @example tf.square([2, -3]) // [4, 9]
 */
export const square: Unary = whole("square", weir.square);
/**
 * Returns the tangent.
 * @example tf.tan([0, 1]) // [0, 1.5574077]
 */
export const tan: Unary = unary("tan", weir.tan, "float32");
/**
 * Returns the hyperbolic tangent.
 * @example tf.tanh([0, 1]) // [0, 0.7615942]
 */
export const tanh: Unary = unary("tanh", weir.tanh, "float32");
/**
 * Returns whether x is false.
 * @example tf.logicalNot([true, false]) // [false, true]
 */
export const logicalNot: Unary = unary("logicalNot", weir.logicalNot, "bool");

/**
 * Returns x for x > 0, else `alpha`·x.
 * @example tf.leakyRelu([-1, 2], 0.1) // [-0.1, 2]
 */
export function leakyRelu(x: TensorLike, alpha = 0.2): Tensor {
  return wrap(weir.leakyRelu(weir.cast(convert(x, "x", "leakyRelu").core, "float32"), alpha));
}

/**
 * Returns x for x > 0, else `alpha`·x, with `alpha` a tensor.
 * @example tf.prelu([-1, -1, 2], [0.1, 0.2, 0.3]) // [-0.1, -0.2, 2]
 */
export function prelu(x: TensorLike, alpha: TensorLike): Tensor {
  return wrap(weir.prelu(convert(x, "x", "prelu").core, convert(alpha, "alpha", "prelu").core));
}

/**
 * Returns 1 for x > 0, else `alpha`; NaN for NaN.
 * @example tf.step([-1, 2], 0.5) // [0.5, 1]
 */
export function step(x: TensorLike, alpha = 0): Tensor {
  const t = convert(x, "x", "step");
  return wrap(weir.cast(weir.step(t.core, alpha), t.dtype as weir.DType));
}

/**
 * Returns x kept within [`clipValueMin`, `clipValueMax`].
 * @throws Error when the minimum is above the maximum
 * @example tf.clipByValue([-1, 2, 9], 0, 3) // [0, 2, 3]
 */
export function clipByValue(x: TensorLike, clipValueMin: number, clipValueMax: number): Tensor {
  const t = convert(x, "x", "clipByValue");
  assert(
    clipValueMin <= clipValueMax,
    `Error in clip: min (${clipValueMin}) must be less than or equal to max (${clipValueMax}).`,
  );
  return wrap(weir.clipByValue(t.core, clipValueMin, clipValueMax));
}

/**
 * Returns a tensor over the same values.
 * @example tf.clone([1, 2]) // [1, 2]
 */
export function clone(x: TensorLike): Tensor {
  const t = convert(x, "x", "clone", "string_or_numeric");
  return sharing(t, t.core);
}
