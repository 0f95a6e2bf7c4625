/** Elements and slices picked by indices of several parts, and elements by one index each. */
import type { Tensor, TensorLike } from "../tensor.ts";
import { alongAxis } from "./along.ts";
import { gather } from "./gather.ts";
import { reshape } from "./movement.ts";
import { placesOf } from "./places.ts";
import { trace } from "./record.ts";
import { OpError } from "../ir/error.ts";

/**
 * Returns the slices of `x` that `indices` [..., depth] name by the position in each of the first `depth` axes: shape
 * indices.shape[:-1] + x.shape[depth:]. An index out of range is an error where the host knows it, and gives zeros elsewhere.
 * @throws OpError when the indices are not integers, have more parts than `x` axes, or are known to be out of range
 * @see TensorFlow.js's `tf.gatherND`
 * @example gatherND([[1, 2], [3, 4]], [[1, 0], [0, 1]]) // [3, 2]
 */
export function gatherND(x: TensorLike, indices: TensorLike): Tensor {
  const t = trace().toTensor(x);
  if (t.rank === 0) throw new OpError("gatherND", "cannot pick from a scalar");
  const { at, batch, inner, rows } = placesOf("gatherND", indices, t.shape);
  return reshape(gather(reshape(t, [rows, ...inner]), at), [...batch, ...inner]);
}

/**
 * Returns the elements of `x` at `indices` along `axis` (default the last), which is replaced by that of the indices; the other axes
 * broadcast. With `argSort` or `topk`'s indices it puts other values in the same order. Out of range: as `gatherND`.
 * @throws OpError when the ranks differ, the indices are not integers, or are known to be out of range
 * @see NumPy's `take_along_axis`
 * @example takeAlongAxis([[1, 2, 3], [4, 5, 6]], [[2], [0]]) // [[3], [4]]
 */
export function takeAlongAxis(x: TensorLike, indices: TensorLike, axis = -1): Tensor {
  const { rows, at, back } = alongAxis("takeAlongAxis", trace().toTensor(x), indices, axis);
  return back(gather(rows, at, rows.rank - 1, rows.rank - 1));
}
