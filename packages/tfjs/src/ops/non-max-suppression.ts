/** Non-maximum suppression: of boxes that overlap, the best. How many are left hangs on the values, so it runs on the host. */
import type { Input } from "../convert.ts";
import { convert, makeTensor } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";

interface Limits {
  readonly maxOutputSize: number;
  readonly iouThreshold: number;
  readonly scoreThreshold: number;
  readonly softNmsSigma: number;
}

interface Selected {
  readonly indices: number[];
  readonly scores: number[];
}

type Values = ArrayLike<number>;

function check(
  op: string,
  boxes: TensorLike,
  scores: TensorLike,
  limits: Limits,
): { b: Input; s: Input; limits: Limits } {
  const [b, s] = [convert(boxes, "boxes", op, "float32"), convert(scores, "scores", op, "float32")];
  const { iouThreshold, softNmsSigma } = limits;
  assert(iouThreshold >= 0 && iouThreshold <= 1, `iouThreshold must be in [0, 1], but was '${iouThreshold}'`);
  assert(b.rank === 2, `boxes must be a 2D tensor, but was of rank '${b.rank}'`);
  assert(b.shape[1] === 4, `boxes must have 4 columns, but 2nd dimension was ${b.shape[1]}`);
  assert(s.rank === 1, "scores must be a 1D tensor");
  assert(
    s.shape[0] === b.shape[0],
    `scores has incompatible shape with boxes. Expected ${b.shape[0]}, but was ${s.shape[0]}`,
  );
  assert(softNmsSigma >= 0 && softNmsSigma <= 1, `softNmsSigma must be in [0, 1], but was '${softNmsSigma}'`);
  return { b, s, limits: { ...limits, maxOutputSize: Math.min(limits.maxOutputSize, b.shape[0]!) } };
}

/** Intersection over union of boxes i and j, given by two opposite corners each. */
function overlap(boxes: Values, i: number, j: number): number {
  const sides = (k: number): number[] => {
    const [y1, x1, y2, x2] = [boxes[4 * k]!, boxes[4 * k + 1]!, boxes[4 * k + 2]!, boxes[4 * k + 3]!];
    return [Math.min(y1, y2), Math.min(x1, x2), Math.max(y1, y2), Math.max(x1, x2)];
  };
  const [a, b] = [sides(i), sides(j)];
  const area = (s: readonly number[]): number => (s[2]! - s[0]!) * (s[3]! - s[1]!);
  if (area(a) <= 0 || area(b) <= 0) return 0;
  const height = Math.max(0, Math.min(a[2]!, b[2]!) - Math.max(a[0]!, b[0]!));
  const width = Math.max(0, Math.min(a[3]!, b[3]!) - Math.max(a[1]!, b[1]!));
  return (height * width) / (area(a) + area(b) - height * width);
}

interface Candidate {
  readonly box: number;
  score: number;
  /** Selected boxes that it has been held against. */
  seen: number;
}

/** The boxes chosen one after another by score. With `softNmsSigma`, an overlap lowers a score instead of ending it (Bodla et al. 2017). */
function select(
  boxes: Values,
  scores: Values,
  { maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma }: Limits,
): Selected {
  const decay = softNmsSigma > 0 ? -0.5 / softNmsSigma : 0;
  const better = (a: Candidate, b: Candidate): number => b.score - a.score || a.box - b.box;
  const queue = Array.from(scores, (score, box): Candidate => ({ box, score, seen: 0 }))
    .filter((c) => c.score > scoreThreshold)
    .sort(better);
  const out: Selected = { indices: [], scores: [] };
  while (out.indices.length < maxOutputSize && queue.length > 0) {
    const best = queue.shift()!;
    const before = best.score;
    if (before < scoreThreshold) break;
    let dropped = false;
    for (let k = out.indices.length - 1; k >= best.seen && !dropped; k--) {
      const iou = overlap(boxes, best.box, out.indices[k]!);
      dropped = iou >= iouThreshold && softNmsSigma === 0;
      if (iou >= iouThreshold && dropped) break;
      best.score *= iou <= iouThreshold ? Math.exp(decay * iou * iou) : 0;
      if (best.score <= scoreThreshold) break;
    }
    best.seen = out.indices.length;
    if (dropped) continue;
    if (best.score === before) {
      out.indices.push(best.box);
      out.scores.push(best.score);
    } else if (best.score > scoreThreshold) {
      const at = queue.findIndex((c) => better(best, c) < 0);
      queue.splice(at < 0 ? queue.length : at, 0, best);
    }
  }
  return out;
}

const indicesOf = ({ indices }: Selected): Tensor => makeTensor(indices, [indices.length], "int32");

const withScores = (found: Selected): { selectedIndices: Tensor; selectedScores: Tensor } => ({
  selectedIndices: indicesOf(found),
  selectedScores: makeTensor(found.scores, [found.scores.length], "float32"),
});

function padded(found: Selected, size: number, pad: boolean): { selectedIndices: Tensor; validOutputs: Tensor } {
  const count = found.indices.length;
  const indices = pad ? [...found.indices, ...new Array<number>(Math.max(0, size - count)).fill(0)] : found.indices;
  return {
    selectedIndices: makeTensor(indices, [indices.length], "int32"),
    validOutputs: makeTensor([count], [], "int32"),
  };
}

const host = (x: Input): Values => x.dataSync() as Float32Array;
const later = async (x: Input): Promise<Values> => x.core.data();

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
  const { b, s, limits } = check("nonMaxSuppression", boxes, scores, {
    maxOutputSize,
    iouThreshold,
    scoreThreshold,
    softNmsSigma: 0,
  });
  return indicesOf(select(host(b), host(s), limits));
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
  const { b, s, limits } = check("nonMaxSuppressionAsync", boxes, scores, {
    maxOutputSize,
    iouThreshold,
    scoreThreshold,
    softNmsSigma: 0,
  });
  return indicesOf(select(await later(b), await later(s), limits));
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
): { selectedIndices: Tensor; selectedScores: Tensor } {
  const { b, s, limits } = check("nonMaxSuppression", boxes, scores, {
    maxOutputSize,
    iouThreshold,
    scoreThreshold,
    softNmsSigma,
  });
  return withScores(select(host(b), host(s), limits));
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
): Promise<{ selectedIndices: Tensor; selectedScores: Tensor }> {
  const { b, s, limits } = check("nonMaxSuppressionAsync", boxes, scores, {
    maxOutputSize,
    iouThreshold,
    scoreThreshold,
    softNmsSigma,
  });
  return withScores(select(await later(b), await later(s), limits));
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
): { selectedIndices: Tensor; validOutputs: Tensor } {
  const { b, s, limits } = check("nonMaxSuppression", boxes, scores, {
    maxOutputSize,
    iouThreshold,
    scoreThreshold,
    softNmsSigma: 0,
  });
  return padded(select(host(b), host(s), limits), maxOutputSize, padToMaxOutputSize);
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
): Promise<{ selectedIndices: Tensor; validOutputs: Tensor }> {
  const { b, s, limits } = check("nonMaxSuppressionAsync", boxes, scores, {
    maxOutputSize,
    iouThreshold,
    scoreThreshold,
    softNmsSigma: 0,
  });
  return padded(select(await later(b), await later(s), limits), maxOutputSize, padToMaxOutputSize);
}
