/** Ops that pass a value on and say something about it: to the derivative, or to the memory plan. */
import type { Tensor, TensorLike } from "../tensor.ts";
import type { OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";

const passes = (name: string, vjp?: OpRecord["vjp"]): OpRecord =>
  defineOp({
    name,
    moves: true,
    infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
    reference: ([x]) => x!.data.slice(),
    lowering: { kind: "element", access: "identity", element: (c) => c.read(0, c.index) },
    ...(vjp ? { vjp } : {}),
    cases: [{ inputs: [{ shape: [2, 3] }] }],
  });

/** The same value under another name: what a transform differentiates with respect to. */
const identityRecord = passes("identity", (g) => [g]);
/** The same value in memory of its own. */
const copyRecord = passes("copy", (g) => [g]);
/** The value of input 0; its derivative is a rule the user gave. */
export const customGradRecord = passes("customGrad");
const stopGradientRecord = passes("stopGradient");

/**
 * Returns `x` itself, as a new node of the graph.
 * @returns the shape and dtype of `x`, any dtype
 * @see TensorFlow's `tf.identity`
 * @example identity([1, 2]) // [1, 2]
 */
export function identity(x: TensorLike): Tensor {
  return apply(identityRecord, [x]);
}

/**
 * Returns a copy of `x` in memory of its own.
 * @returns the shape and dtype of `x`
 * @see TensorFlow.js's `tf.clone`
 * @example clone([1, 2]) // [1, 2]
 */
export function clone(x: TensorLike): Tensor {
  return apply(copyRecord, [x]);
}

/**
 * Returns `x`, through which no gradient flows.
 * @returns the shape and dtype of `x`, any dtype
 * @see TensorFlow's `tf.stop_gradient`
 * @example stopGradient([1, 2]) // [1, 2]
 */
export function stopGradient(x: TensorLike): Tensor {
  return apply(stopGradientRecord, [trace().toTensor(x)]);
}
