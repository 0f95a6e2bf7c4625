/** Reductions over axes. */
import * as weir from "@weir/core";
import { convert, wrap } from "../convert.ts";
import type { Expected } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { Axis, TensorLike } from "../types.ts";
import { parseAxisParam } from "../util.ts";

/** A reduction over `axis` (all by default); `keepDims` keeps reduced axes with size 1. */
export type Reduction = (x: TensorLike, axis?: Axis, keepDims?: boolean) => Tensor;
type Core = (x: weir.Tensor, axis?: readonly number[], keepDims?: boolean) => weir.Tensor;

function reduction(op: string, f: Core, expected: Expected = "numeric", bools?: weir.DType): Reduction {
  return (x, axis = null, keepDims = false) => {
    const t = convert(x, "x", op, expected);
    const axes = parseAxisParam(axis, t.shape);
    const core = bools && t.dtype === "bool" ? weir.cast(t.core, bools) : t.core;
    return wrap(f(core, axes, keepDims));
  };
}

/**
 * `f`, max or min, with TensorFlow.js's derivative: each of several equal extrema gets the whole gradient. (Weir and TensorFlow
 * divide it among them.)
 */
function extremum(f: Core): Core {
  return (x, axes, keepDims) => {
    if (x.dtype !== "float32") return f(x, axes, keepDims);
    const chosen = weir.customGrad((t: weir.Tensor) => {
      const value = f(t, axes, true);
      return { value, gradFunc: (dy) => weir.mul(dy, weir.cast(weir.equal(t, value), "float32")) };
    })(x);
    const shape = x.shape.filter((_, i) => !axes!.includes(i));
    return keepDims ? chosen : weir.reshape(chosen, shape);
  };
}

/**
 * Returns the sum. Booleans are counted as int32.
 * @example tf.sum([[1, 2], [3, 4]], 0) // [4, 6]
 */
export const sum: Reduction = reduction("sum", weir.sum, "numeric", "int32");
/**
 * Returns the mean, float32.
 * @example tf.mean([[1, 2], [3, 4]]) // 2.5
 */
export const mean: Reduction = reduction("mean", weir.mean);
/**
 * Returns the product. Booleans are counted as int32.
 * @example tf.prod([[1, 2], [3, 4]], 1) // [2, 12]
 */
export const prod: Reduction = reduction("prod", weir.prod, "numeric", "int32");
/**
 * Returns the maximum.
 * @example tf.max([[1, 2], [3, 4]]) // 4
 */
export const max: Reduction = reduction("max", extremum(weir.max));
/**
 * Returns the minimum.
 * @example tf.min([[1, 2], [3, 4]], 1, true) // [[1], [3]]
 */
export const min: Reduction = reduction("min", extremum(weir.min));
/**
 * Returns whether all are true.
 * @example tf.all([[true, false], [true, true]], 1) // [false, true]
 */
export const all: Reduction = reduction("all", weir.all, "bool");
/**
 * Returns whether any is true.
 * @example tf.any([[true, false], [false, false]], 1) // [true, false]
 */
export const any: Reduction = reduction("any", weir.any, "bool");
/**
 * Returns log Σ eˣ.
 * @example tf.logSumExp([0, 0]) // 0.6931472
 */
export const logSumExp: Reduction = reduction("logSumExp", weir.logSumExp);

/**
 * Returns the index of the maximum along `axis`, int32; the first of equals.
 * @example tf.argMax([[1, 5], [7, 2]], 1) // [1, 0]
 */
export function argMax(x: TensorLike, axis = 0): Tensor {
  const t = convert(x, "x", "argMax");
  return wrap(weir.argMax(t.core, parseAxisParam(axis, t.shape)[0] ?? 0));
}

/**
 * Returns the index of the minimum along `axis`, int32; the first of equals.
 * @example tf.argMin([[1, 5], [7, 2]], 1) // [0, 1]
 */
export function argMin(x: TensorLike, axis = 0): Tensor {
  const t = convert(x, "x", "argMin");
  return wrap(weir.argMin(t.core, parseAxisParam(axis, t.shape)[0] ?? 0));
}

/**
 * Returns mean and variance over `axis`.
 * @example tf.moments([1, 3]) // { mean: 2, variance: 1 }
 */
export function moments(x: TensorLike, axis: Axis = null, keepDims = false): { mean: Tensor; variance: Tensor } {
  const t = convert(x, "x", "moments");
  const { mean: m, variance } = weir.moments(weir.cast(t.core, "float32"), parseAxisParam(axis, t.shape), keepDims);
  return { mean: wrap(m), variance: wrap(variance) };
}
