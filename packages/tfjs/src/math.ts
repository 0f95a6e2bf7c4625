/** The namespace `math`. */
import * as weir from "@weir/core";
import { convert, wrap } from "./convert.ts";
import type { Tensor } from "./tensor.ts";
import type { TensorLike } from "./types.ts";
import { assert } from "./util.ts";

/**
 * Returns how often class j was predicted where i was right: [numClasses, numClasses] int32.
 * @throws Error when labels and predictions are not vectors of one length, or `numClasses` is not a positive whole number
 * @example tf.math.confusionMatrix([0, 1, 1], [0, 1, 0], 2) // [[1, 0], [1, 1]]
 */
export function confusionMatrix(labels: TensorLike, predictions: TensorLike, numClasses: number): Tensor {
  const [y, p] = [convert(labels, "labels", "confusionMatrix"), convert(predictions, "predictions", "confusionMatrix")];
  assert(
    numClasses === null || (numClasses > 0 && Number.isInteger(numClasses)),
    `If provided, numClasses must be a positive integer, but got ${numClasses}`,
  );
  assert(y.rank === 1, `Expected the rank of labels to be 1, but got ${y.rank}`);
  assert(p.rank === 1, `Expected the rank of predictions to be 1, but got ${p.rank}`);
  assert(
    y.shape[0] === p.shape[0],
    `Mismatch in the number of examples: ${y.shape[0]} vs. ${p.shape[0]}. Labels and predictions should have the same number of elements.`,
  );
  return wrap(weir.confusionMatrix(weir.cast(y.core, "int32"), weir.cast(p.core, "int32"), numClasses));
}
