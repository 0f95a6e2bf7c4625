/** Non-maximum suppression: of boxes that overlap, the best. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";

/** The arguments, checked as TensorFlow.js words it. */
function check(
  op: string,
  boxes: TensorLike,
  scores: TensorLike,
  iouThreshold: number,
  softNmsSigma = 0,
): readonly [weir.Tensor, weir.Tensor] {
  const [b, s]: readonly [Input, Input] = [
    convert(boxes, "boxes", op, "float32"),
    convert(scores, "scores", op, "float32"),
  ];
  assert(iouThreshold >= 0 && iouThreshold <= 1, `iouThreshold must be in [0, 1], but was '${iouThreshold}'`);
  assert(b.rank === 2, `boxes must be a 2D tensor, but was of rank '${b.rank}'`);
  assert(b.shape[1] === 4, `boxes must have 4 columns, but 2nd dimension was ${b.shape[1]}`);
  assert(s.rank === 1, "scores must be a 1D tensor");
  assert(
    s.shape[0] === b.shape[0],
    `scores has incompatible shape with boxes. Expected ${b.shape[0]}, but was ${s.shape[0]}`,
  );
  assert(softNmsSigma >= 0 && softNmsSigma <= 1, `softNmsSigma must be in [0, 1], but was '${softNmsSigma}'`);
  return [b.core, s.core];
}

interface WithScores {
  selectedIndices: Tensor;
  selectedScores: Tensor;
}

interface Padded {
  selectedIndices: Tensor;
  validOutputs: Tensor;
}

const withScores = (found: weir.image.SelectedWithScores): WithScores => ({
  selectedIndices: wrap(found.selectedIndices),
  selectedScores: wrap(found.selectedScores),
});

const padded = (found: weir.image.SelectedPadded): Padded => ({
  selectedIndices: wrap(found.selectedIndices),
  validOutputs: wrap(found.validOutputs),
});

/**
 * Returns the indices of the boxes [y1, x1, y2, x2] that are left, best first.
 * @throws Error when boxes are not [n, 4] or scores not [n], or a threshold is not in [0, 1]
 * @example tf.image.nonMaxSuppression([[0, 0, 1, 1], [0, 0, 1, 1], [2, 2, 3, 3]], [0.5, 0.9, 0.7], 3) // [1, 2]
 */
export function nonMaxSuppression(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
): Tensor {
  const given = check("nonMaxSuppression", boxes, scores, iouThreshold);
  return wrap(weir.image.nonMaxSuppression(...given, maxOutputSize, iouThreshold, scoreThreshold));
}

/**
 * As `nonMaxSuppression`, with a promise.
 * @throws Error when boxes are not [n, 4] or scores not [n], or a threshold is not in [0, 1]
 * @example tf.image.nonMaxSuppressionAsync([[0, 0, 1, 1], [0, 0, 1, 1]], [0.5, 0.9], 2) // [1]
 */
export async function nonMaxSuppressionAsync(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
): Promise<Tensor> {
  const given = check("nonMaxSuppressionAsync", boxes, scores, iouThreshold);
  return wrap(await weir.image.nonMaxSuppressionAsync(...given, maxOutputSize, iouThreshold, scoreThreshold));
}

/**
 * As `nonMaxSuppression`, with the scores; `softNmsSigma` above 0 lowers the scores of overlapping boxes instead of dropping them.
 * @throws Error when boxes are not [n, 4] or scores not [n], or a threshold is not in [0, 1]
 * @example tf.image.nonMaxSuppressionWithScore([[0, 0, 1, 1], [0, 0, 1, 1]], [0.5, 0.75], 2) // { selectedIndices: [1], selectedScores: [0.75] }
 */
export function nonMaxSuppressionWithScore(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
  softNmsSigma = 0,
): WithScores {
  const given = check("nonMaxSuppression", boxes, scores, iouThreshold, softNmsSigma);
  return withScores(
    weir.image.nonMaxSuppressionWithScore(...given, maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma),
  );
}

/**
 * As `nonMaxSuppressionWithScore`, with a promise.
 * @throws Error when boxes are not [n, 4] or scores not [n], or a threshold is not in [0, 1]
 * @example
 * const { selectedScores } = await tf.image.nonMaxSuppressionWithScoreAsync([[0, 0, 1, 1], [2, 2, 3, 3]], [0.5, 0.75], 2);
 * selectedScores // [0.75, 0.5]
 */
export async function nonMaxSuppressionWithScoreAsync(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
  softNmsSigma = 0,
): Promise<WithScores> {
  const given = check("nonMaxSuppressionAsync", boxes, scores, iouThreshold, softNmsSigma);
  const limits = [maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma] as const;
  return withScores(await weir.image.nonMaxSuppressionWithScoreAsync(...given, ...limits));
}

/**
 * As `nonMaxSuppression`, with the number of boxes left, and zeros up to `maxOutputSize` if asked.
 * @throws Error when boxes are not [n, 4] or scores not [n], or a threshold is not in [0, 1]
 * @example tf.image.nonMaxSuppressionPadded([[0, 0, 1, 1], [0, 0, 1, 1]], [0.5, 0.9], 2, 0.5, 0, true) // { selectedIndices: [1, 0], validOutputs: 1 }
 */
export function nonMaxSuppressionPadded(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
  padToMaxOutputSize = false,
): Padded {
  const given = check("nonMaxSuppression", boxes, scores, iouThreshold);
  return padded(
    weir.image.nonMaxSuppressionPadded(...given, maxOutputSize, iouThreshold, scoreThreshold, padToMaxOutputSize),
  );
}

/**
 * As `nonMaxSuppressionPadded`, with a promise.
 * @throws Error when boxes are not [n, 4] or scores not [n], or a threshold is not in [0, 1]
 * @example (await tf.image.nonMaxSuppressionPaddedAsync([[0, 0, 1, 1], [0, 0, 1, 1]], [0.5, 0.9], 2)).validOutputs // 1
 */
export async function nonMaxSuppressionPaddedAsync(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
  padToMaxOutputSize = false,
): Promise<Padded> {
  const given = check("nonMaxSuppressionAsync", boxes, scores, iouThreshold);
  const limits = [maxOutputSize, iouThreshold, scoreThreshold, padToMaxOutputSize] as const;
  return padded(await weir.image.nonMaxSuppressionPaddedAsync(...given, ...limits));
}
