/** Activation functions of neural networks, element by element. */
import type { Tensor, TensorLike } from "../tensor.ts";
import type { Expr } from "../ir/expr.ts";
import { add, mul } from "./binary.ts";
import { cast } from "./cast.ts";
import { where } from "./compare.ts";
import type { Binary, Unary } from "./elementwise.ts";
import { binary, unary } from "./elementwise.ts";
import * as m from "./math.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import * as s from "./scalar.ts";
import { erfReference } from "./unary.ts";
import { EITHER_ZERO } from "./without.ts";

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const log1pExp = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * Returns the logistic curve 1 / (1 + e⁻ˣ). float32.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.sigmoid`
 * @example sigmoid([0, 2]) // [0.5, 0.8807971]
 */
export const sigmoid: Unary = unary({
  name: "sigmoid",
  reference: logistic,
  scalar: m.sigmoid,
  vjp: (g, _x, y, { sub }) => mul(g, mul(y, sub(1, y))),
  domain: [-8, 8],
});

/**
 * Returns log(sigmoid x), without overflow. float32.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.logSigmoid`
 * @example logSigmoid([0]) // [-0.6931472]
 */
export const logSigmoid: Unary = unary({
  name: "logSigmoid",
  reference: (x) => -log1pExp(-x),
  scalar: (x) => s.neg(m.softplus(s.neg(x))),
  vjp: (g, x, _y, { neg }) => mul(g, sigmoid(neg(x))),
  domain: [-5, 5],
});

/**
 * Returns log(1 + eˣ), without overflow. float32.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.softplus`
 * @example softplus([0, 1]) // [0.6931472, 1.3132616]
 */
export const softplus: Unary = unary({
  name: "softplus",
  reference: log1pExp,
  scalar: m.softplus,
  vjp: (g, x) => mul(g, sigmoid(x)),
  domain: [-5, 5],
});

/**
 * Returns max(x, 0). The gradient at 0 is 0. Integers stay integers.
 * @returns the shape of `x`, and its dtype; int32 for bool
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.relu`
 * @example relu([-1, 2]) // [0, 2]
 */
export const relu: Unary = unary({
  name: "relu",
  without: EITHER_ZERO,
  takes: "number",
  reference: (x) => Math.max(x, 0),
  scalar: (x) => (x.type === "u32" ? x : s.max(x, 0)),
  vjp: (g, _x, y, { greater }) => where(greater(y, 0), g, 0),
  kinked: true,
});

/**
 * Returns min(max(x, 0), 6).
 * @returns the shape of `x`, and its dtype; int32 for bool
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.relu6`
 * @example relu6([-1, 2, 9]) // [0, 2, 6]
 */
export const relu6: Unary = unary({
  name: "relu6",
  without: EITHER_ZERO,
  takes: "number",
  reference: (x) => Math.min(Math.max(x, 0), 6),
  scalar: (x) => (x.type === "u32" ? s.min(x, 6) : s.min(s.max(x, 0), 6)),
  vjp: (g, x, _y, { logicalAnd, greater, less }) => where(logicalAnd(greater(x, 0), less(x, 6)), g, 0),
  domain: [-3, 9],
  kinked: true,
});

/**
 * Returns x above 0 and eˣ − 1 below. float32.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.elu`
 * @example elu([-1, 2]) // [-0.63212055, 2]
 */
export const elu: Unary = unary({
  name: "elu",
  reference: (x) => (x > 0 ? x : Math.expm1(x)),
  scalar: (x) => s.select(s.gt(x, 0), x, m.expm1(x)),
  vjp: (g, x, y, { greater }) => where(greater(x, 0), g, mul(g, add(y, 1))),
  kinked: true,
});

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/**
 * Returns the scaled exponential linear unit: scale·x above 0, scale·α·(eˣ − 1) below. float32.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.selu`
 * @example selu([-1, 1]) // [-1.1113307, 1.050701]
 */
export const selu: Unary = unary({
  name: "selu",
  reference: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
  scalar: (x) => s.select(s.gt(x, 0), s.mul(x, SELU_SCALE), s.mul(m.expm1(x), SELU_SCALE * SELU_ALPHA)),
  vjp: (g, x, y, { greater }) => where(greater(x, 0), mul(g, SELU_SCALE), mul(g, add(y, SELU_SCALE * SELU_ALPHA))),
  kinked: true,
});

/**
 * Returns x above 0 and α·x below.
 * @returns the broadcast shape, and the promoted dtype where that is a float, else float32
 * @throws OpError when the shapes do not broadcast, or for strings or complex64
 * @see TensorFlow.js's `tf.prelu`
 * @example prelu([-1, 2], 0.5) // [-0.5, 2]
 */
export const prelu: Binary = binary({
  name: "prelu",
  takes: "float",
  reference: (x, alpha) => (x >= 0 ? x : alpha * x),
  scalar: (x, alpha) => s.select(s.ge(x, 0), x, s.mul(alpha, x)),
  vjp: (g, x, alpha, _y, { greater }) => [
    () => where(greater(x, 0), g, mul(g, alpha)),
    () => where(greater(x, 0), 0, mul(g, x)),
  ],
  distinct: true,
});

/**
 * Returns x above 0 and `alpha`·x below.
 * @param alpha default 0.2
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow.js's `tf.leakyRelu`
 * @example leakyRelu([-1, 2]) // [-0.2, 2]
 */
export function leakyRelu(x: TensorLike, alpha = 0.2): Tensor {
  return prelu(x, alpha);
}

/**
 * Returns x · sigmoid(x). float32.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see JAX's `jax.nn.silu`
 * @example silu([0, 1]) // [0, 0.7310586]
 */
export const silu: Unary = unary({
  name: "silu",
  reference: (x) => x * logistic(x),
  scalar: (x) => s.div(x, s.add(s.exp(s.neg(x)), 1)),
  vjp: (g, x, y, { sub }) => {
    const p = sigmoid(x);
    return mul(g, add(p, mul(y, sub(1, p))));
  },
  domain: [-5, 5],
});

/**
 * Returns x · sigmoid(x), which is {@link silu}.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see JAX's `jax.nn.swish`
 * @example swish([0, 1]) // [0, 0.7310586]
 */
export function swish(x: TensorLike): Tensor {
  return silu(x);
}

/**
 * Returns x · tanh(softplus x). float32.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see JAX's `jax.nn.mish`
 * @example mish([0, 1]) // [0, 0.86509836]
 */
export const mish: Unary = unary({
  name: "mish",
  reference: (x) => x * Math.tanh(log1pExp(x)),
  scalar: (x) => s.mul(x, s.tanh(m.softplus(x))),
  vjp: (g, x, _y, { tanh, sub, square }) => {
    const t = tanh(softplus(x));
    return mul(g, add(t, mul(mul(x, sigmoid(x)), sub(1, square(t)))));
  },
  domain: [-5, 5],
});

/**
 * Returns the ramp from 0 at x = −3 to 1 at x = 3, relu6(x + 3) / 6, as Keras 3 defines it. float32.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @example hardSigmoid([-4, 0, 4]) // [0, 0.5, 1]
 */
export const hardSigmoid: Unary = unary({
  name: "hardSigmoid",
  reference: (x) => Math.min(Math.max(x / 6 + 0.5, 0), 1),
  scalar: (x) => s.min(s.max(s.fma(x, 1 / 6, 0.5), 0), 1),
  vjp: (g, x, _y, { less, abs }) => where(less(abs(x), 3), mul(g, 1 / 6), 0),
  domain: [-5, 5],
  kinked: true,
});

/**
 * Returns x / (1 + |x|). float32.
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see JAX's `jax.nn.soft_sign`
 * @example softsign([-1, 0, 3]) // [-0.5, 0, 0.75]
 */
export const softsign: Unary = unary({
  name: "softsign",
  reference: (x) => x / (1 + Math.abs(x)),
  scalar: (x) => s.div(x, s.add(s.abs(x), 1)),
  vjp: (g, x, _y, { div, square, abs }) => div(g, square(add(abs(x), 1))),
  kinked: true,
});

const geluErf: Unary = unary({
  name: "gelu",
  reference: (x) => 0.5 * x * (1 + erfReference(x * Math.SQRT1_2)),
  scalar: (x) => s.mul(s.mul(x, 0.5), s.add(m.erf(s.mul(x, Math.SQRT1_2)), 1)),
  // x·Φ(x): the derivative is Φ(x) + x·φ(x)
  vjp: (g, x, _y, { erf, exp, square }) => {
    const density = mul(exp(mul(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    const distribution = mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
    return mul(g, add(distribution, mul(x, density)));
  },
  domain: [-4, 4],
});

const GELU_SCALE = Math.sqrt(2 / Math.PI);
const GELU_CUBE = 0.044715;

/** √(2/π)·(x + 0.044715 x³) */
function geluInner(x: Expr): Expr {
  return s.mul(s.mul(x, GELU_SCALE), s.fma(s.mul(x, x), GELU_CUBE, 1));
}

const geluTanh: Unary = unary({
  name: "geluTanh",
  reference: (x) => 0.5 * x * (1 + Math.tanh(GELU_SCALE * (x + GELU_CUBE * x ** 3))),
  scalar: (x) => s.mul(s.mul(x, 0.5), s.add(s.tanh(geluInner(x)), 1)),
  vjp: (g, x, _y, { tanh, square, sub }) => {
    const cube = mul(square(x), GELU_CUBE);
    const t = tanh(mul(mul(x, GELU_SCALE), add(cube, 1)));
    const slope = mul(add(mul(cube, 3), 1), GELU_SCALE);
    return mul(g, mul(add(add(t, 1), mul(x, mul(sub(1, square(t)), slope))), 0.5));
  },
  domain: [-4, 4],
});

/**
 * Returns x·Φ(x), Φ being the normal distribution. float32.
 * @param approximate use the tanh formula; default false
 * @returns the shape of `x`, and its dtype where that is a float, else float32
 * @throws OpError for strings or complex64
 * @see TensorFlow's `tf.nn.gelu`
 * @example gelu([0, 1]) // [0, 0.8413447]
 */
export function gelu(x: TensorLike, approximate = false): Tensor {
  return approximate ? geluTanh(x) : geluErf(x);
}

const stepRecord: OpRecord = defineOp({
  name: "step",
  infer: ([x]) => x!,
  reference: ([x], attrs) => x!.data.map((v) => (Number.isNaN(v) ? v : v > 0 ? 1 : (attrs["alpha"] as number))),
  lowering: {
    kind: "element",
    access: "identity",
    element: (c) => {
      const x = c.read(0, c.index);
      return s.select(s.gt(x, 0), 1, s.select(s.isNaNBits(x), x, c.attrs["alpha"] as number));
    },
  },
  vjp: (_g, { inputs: [x] }, { zerosLike }) => [zerosLike(x!)],
  cases: [
    { inputs: [{ shape: [7], distinct: true }], attrs: { alpha: 0 } },
    { inputs: [{ shape: [2, 3], distinct: true }], attrs: { alpha: 0.5 } },
  ],
});

/**
 * Returns 1 above 0 and `alpha` elsewhere; NaN stays NaN. float32.
 * @param alpha default 0
 * @returns float32 in the shape of `x`
 * @see TensorFlow.js's `tf.step`
 * @example step([-1, 2]) // [0, 1]
 */
export function step(x: TensorLike, alpha = 0): Tensor {
  return apply(stepRecord, [cast(trace().toTensor(x), "float32")], { alpha });
}
