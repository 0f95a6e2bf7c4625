/** Functions of two numbers, element by element, broadcast against each other. */
import * as weir from "@weir/core";
import { convert, matchTypes, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert, assertShapesMatch } from "../util.ts";

/** A function of two tensors. */
export type Binary = (a: TensorLike, b: TensorLike) => Tensor;

type Core = (a: weir.Tensor, b: weir.Tensor) => weir.Tensor;

/** `bools`: the dtype booleans are computed in, when not as such. */
function binary(op: string, f: Core, bools?: weir.DType, first = "a", second = "b"): Binary {
  return (x, y) => {
    const [a, b] = matchTypes(convert(x, first, op), convert(y, second, op));
    if (bools && a.dtype === "bool") return wrap(f(weir.cast(a.core, bools), weir.cast(b.core, bools)));
    return wrap(f(a.core, b.core));
  };
}

/**
 * Returns a + b.
 * @example tf.add([1, 2], 10) // [11, 12]
 */
export const add: Binary = binary("add", weir.add, "int32");
/**
 * Returns a − b.
 * @example tf.sub([1, 2], 10) // [-9, -8]
 */
export const sub: Binary = binary("sub", weir.sub, "int32");
/**
 * Returns a · b.
 * @example tf.mul([1, 2], [3, 4]) // [3, 8]
 */
export const mul: Binary = binary("mul", weir.mul, "int32");
/**
 * Returns a / b rounded down, as int32.
 * @example tf.floorDiv([7, -7], 2) // [3, -4]
 */
export const floorDiv: Binary = binary("floorDiv", weir.floorDiv, "int32");
/**
 * Returns the angle of the point (b, a).
 * @example tf.atan2([1], [1]) // [0.7853982]
 */
export const atan2: Binary = binary("atan2", weir.atan2);
/**
 * Returns the larger. Booleans become int32.
 * @example tf.maximum([1, 5], [3, 2]) // [3, 5]
 */
export const maximum: Binary = binary("maximum", weir.maximum, "int32");
/**
 * Returns the smaller. Booleans become int32.
 * @example tf.minimum([1, 5], [3, 2]) // [1, 2]
 */
export const minimum: Binary = binary("minimum", weir.minimum, "int32");
/**
 * Returns the remainder of a / b, with the sign of b.
 * @example tf.mod([7, -7], 3) // [1, 2]
 */
export const mod: Binary = binary("mod", weir.mod, "int32");
/**
 * Returns (a − b)².
 * @example tf.squaredDifference([1, 5], [3, 2]) // [4, 9]
 */
export const squaredDifference: Binary = binary("squaredDifference", weir.squaredDifference, "int32");
/**
 * Returns a / b, and 0 where b is 0.
 * @example tf.divNoNan([1, 6], [0, 3]) // [0, 2]
 */
export const divNoNan: Binary = binary("div", weir.divNoNan, "int32");
/**
 * Returns baseᵉˣᵖ.
 * @example tf.pow([2, 3], 2) // [4, 9]
 */
export const pow: Binary = binary("pow", weir.pow, "int32", "base", "exp");

/** ⌊a / b⌋. Where derivatives see whole numbers as real ones, that of a / b. */
function wholeQuotient(a: weir.Tensor, b: weir.Tensor): weir.Tensor {
  if (a.dtype === "int32" && b.dtype === "int32") return weir.floorDiv(a, b);
  const exact = weir.div(a, b);
  return weir.sub(exact, weir.stopGradient(weir.sub(exact, weir.floor(exact))));
}

/**
 * Returns a / b; two int32 give a / b rounded down.
 * @example tf.div(tf.tensor1d([7, -7], "int32"), tf.scalar(2, "int32")) // [3, -4]
 */
export function div(x: TensorLike, y: TensorLike): Tensor {
  const [a, b] = matchTypes(convert(x, "a", "div"), convert(y, "b", "div"));
  return wrap(a.dtype === "int32" ? wholeQuotient(a.core, b.core) : weir.div(a.core, b.core));
}

/**
 * Returns the sum of tensors of one shape and dtype.
 * @throws Error for no list, an empty one, or tensors of different shapes or dtypes
 * @example tf.addN([tf.tensor1d([1, 2]), tf.tensor1d([3, 4]), tf.tensor1d([5, 6])]) // [9, 12]
 */
export function addN(tensors: readonly TensorLike[]): Tensor {
  assert(Array.isArray(tensors), "The argument passed to tf.addN() must be a list of tensors");
  assert(tensors.length >= 1, `Must pass at least one tensor to tf.addN(), but got ${tensors.length}`);
  const list = tensors.map((t, i) => convert(t, `tensors${i}`, "addN"));
  for (const t of list) {
    assert(t.dtype === list[0]!.dtype, "All tensors passed to tf.addN() must have the same dtype");
    assertShapesMatch(t.shape, list[0]!.shape, "All tensors passed to tf.addN() must have the same shape");
  }
  return wrap(weir.addN(list.map((t) => t.core)));
}

/**
 * Returns the bits set in both int32 tensors.
 * @throws Error for different shapes, or other dtypes than int32
 * @example tf.bitwiseAnd(tf.tensor1d([6], "int32"), tf.tensor1d([3], "int32")) // [2]
 */
export function bitwiseAnd(x: TensorLike, y: TensorLike): Tensor {
  const [a, b] = [convert(x, "x", "bitwiseAnd"), convert(y, "y", "bitwiseAnd")];
  assertShapesMatch(a.shape, b.shape, "BitwiseAnd: Tensors must have the same shape.");
  assert(
    a.dtype === "int32" && b.dtype === "int32",
    `BitwiseAnd: Only supports 'int32' values in tensor, found type of x: ${a.dtype} and type of y: ${b.dtype}`,
  );
  return wrap(weir.bitwiseAnd(a.core, b.core));
}
