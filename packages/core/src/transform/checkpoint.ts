/** Memory for time: values a derivative needs are computed again instead of kept. */
import { scan } from "../control/scan.ts";
import * as ops from "../ops/index.ts";
import type { Tensor } from "../tensor.ts";
import { isTensor } from "../transforms.ts";
import { mapTree } from "../tree.ts";

/**
 * Returns `f`, but derivatives through it keep only its arguments, and what it uses from outside, and compute everything in between
 * again. Put it around the blocks of a deep model: peak memory is then that of one block and of the values between blocks, for about a third
 * more arithmetic. Arguments and results are trees of tensors. It is a loop of one turn, so nothing in it fuses with what is outside, and
 * ops that the host computes cannot be in it.
 * more arithmetic. Arguments and results are trees of tensors. It is a loop of one turn, so nothing in it fuses with what is outside.
 * @see JAX's `jax.checkpoint`
 * @example grad((x) => checkpoint((v) => v.sin().exp())(x).sum())(tensor([0])) // [1]
 */
export function checkpoint<A extends readonly unknown[], R>(f: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    const turn = mapTree(args, isTensor, (t) => ops.expandDims(t)) as A;
    const once = (carry: readonly Tensor[], x: A): readonly [readonly Tensor[], R] => [carry, f(...x)];
    const [, made] = scan(once, [], turn, { length: 1, checkpoint: true });
    return mapTree(made, isTensor, (t) => ops.squeeze(t, 0)) as R;
  };
}
