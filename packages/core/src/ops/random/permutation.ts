/** Random orders. */
import { OpError } from "../../ir/error.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { gather } from "../gather.ts";
import { normalizeAxis, trace } from "../record.ts";
import { argSort } from "../sort.ts";
import type { Key } from "./key.ts";
import type { DrawOptions } from "./uniform.ts";
import { bits } from "./uniform.ts";

/**
 * Returns 0 … `size` − 1 in a random order, int32 [size], the same on every device: the order of as many random words. Two equal words,
 * which one pair in 2³² is, keep their order.
 * @throws OpError when `size` is not an integer ≥ 0
 * @see JAX's `jax.random.permutation`
 * @example random.permutation(random.key(1), 5).sum() // 10
 */
export function permutation(k: Key, size: number, options: DrawOptions = {}): Tensor {
  if (!Number.isInteger(size) || size < 0)
    throw new OpError(
      "random.permutation",
      `takes a size, an integer ≥ 0, got ${size}; a tensor is for random.shuffle`,
    );
  return argSort(bits(k, [size], options));
}

/**
 * Returns `x` with its slices along `axis` (default 0) in a random order, each whole. Gradients go where the slices came from. The order
 * is that of {@link permutation}. Keeps shape and dtype.
 * @throws OpError for a scalar or an axis out of range
 * @see TensorFlow's `tf.random.experimental.stateless_shuffle`
 * @see TensorFlow's `tf.random.shuffle`
 * @example random.shuffle(random.key(1), [7, 7, 7]) // [7, 7, 7]
 */
export function shuffle(k: Key, x: TensorLike, axis = 0, options: DrawOptions = {}): Tensor {
  const t = trace().toTensor(x);
  if (t.rank === 0) throw new OpError("random.shuffle", "takes at least a vector, got a scalar");
  const a = normalizeAxis("random.shuffle", axis, t.rank);
  return gather(t, permutation(k, t.shape[a]!, options), a);
}
