/** Non-maximum suppression: of boxes that overlap, the best. How many are left hangs on the values, so it runs on the host. */
import { OpError } from "../../ir/error.ts";
import { showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { cast } from "../cast.ts";
import { trace } from "../record.ts";

// ---- the algorithm ------------------------------------------------------------------------------------------------------

interface Limits {
  readonly maxOutputSize: number;
  readonly iouThreshold: number;
  readonly scoreThreshold: number;
  readonly softNmsSigma?: number;
}

interface Selected {
  readonly indices: number[];
  readonly scores: number[];
}

type Values = ArrayLike<number>;

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
  { maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma = 0 }: Limits,
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

// ---- what it takes and gives --------------------------------------------------------------------------------------------

interface Boxes {
  readonly boxes: Tensor;
  readonly scores: Tensor;
  readonly limits: Limits;
}

function boxesOf(op: string, boxes: TensorLike, scores: TensorLike, limits: Limits): Boxes {
  const [b, s] = [trace().toTensor(boxes), trace().toTensor(scores)];
  if (b.rank !== 2 || b.shape[1] !== 4 || s.rank !== 1 || s.shape[0] !== b.shape[0])
    throw new OpError(op, `takes boxes [n, 4] and scores [n], got ${showShape(b.shape)} and ${showShape(s.shape)}`);
  for (const [name, value] of Object.entries({
    iouThreshold: limits.iouThreshold,
    softNmsSigma: limits.softNmsSigma ?? 0,
  }))
    if (!(value >= 0 && value <= 1)) throw new OpError(op, `${name} is within 0 … 1, got ${value}`);
  return { boxes: cast(b, "float32"), scores: cast(s, "float32"), limits };
}

function now({ boxes, scores, limits }: Boxes): Selected {
  return select(boxes.dataSync<"float32">(), scores.dataSync<"float32">(), limits);
}

async function later({ boxes, scores, limits }: Boxes): Promise<Selected> {
  const [b, s] = await Promise.all([boxes.data<"float32">(), scores.data<"float32">()]);
  return select(b, s, limits);
}

const integers = (values: readonly number[]): Tensor => trace().toTensor(Int32Array.from(values));

/** The boxes that are left, and their scores. */
export interface SelectedWithScores {
  /** int32, best first. */
  readonly selectedIndices: Tensor;
  /** float32; lowered where `softNmsSigma` is above 0. */
  readonly selectedScores: Tensor;
}

/** The boxes that are left, and how many they are. */
export interface SelectedPadded {
  /** int32, best first; zeros fill it up where asked for. */
  readonly selectedIndices: Tensor;
  /** int32 scalar: those that are no filling. */
  readonly validOutputs: Tensor;
}

function withScores({ indices, scores }: Selected): SelectedWithScores {
  return { selectedIndices: integers(indices), selectedScores: trace().toTensor(Float32Array.from(scores)) };
}

function padded({ indices }: Selected, size: number, pad: boolean): SelectedPadded {
  const filling = new Array<number>(pad ? Math.max(0, size - indices.length) : 0).fill(0);
  return {
    selectedIndices: integers([...indices, ...filling]),
    validOutputs: trace().literal(indices.length, [], "int32"),
  };
}

// ---- the ops ------------------------------------------------------------------------------------------------------------

/**
 * Returns the indices, int32, of the boxes that are left, best first: boxes are chosen by score, and those that overlap a chosen one
 * are dropped. Needs the values at once: use `nonMaxSuppressionAsync` on devices that compute later (WebGL2, WebGPU).
 * @param boxes [n, 4]: two opposite corners y1, x1, y2, x2
 * @param scores [n]
 * @param maxOutputSize how many at most
 * @param iouThreshold from which intersection over union on boxes overlap; default 0.5
 * @param scoreThreshold scores that are not above it are left out; default −∞
 * @throws OpError when shapes do not fit or a threshold is out of range; WeirError where values cannot be read at once
 * @see TensorFlow.js's `tf.image.nonMaxSuppression`
 * @example image.nonMaxSuppression([[0, 0, 1, 1], [0, 0, 1, 0.9], [2, 2, 3, 3]], [0.5, 0.9, 0.7], 3) // [1, 2]
 */
export function nonMaxSuppression(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
): Tensor {
  const limits = { maxOutputSize, iouThreshold, scoreThreshold };
  return integers(now(boxesOf("nonMaxSuppression", boxes, scores, limits)).indices);
}

/**
 * Returns a promise of what `nonMaxSuppression` gives, on every device. An int32 vector. Defaults are the same.
 * @throws OpError when shapes do not fit or a threshold is out of range
 * @see TensorFlow.js's `tf.image.nonMaxSuppressionAsync`
 * @example await image.nonMaxSuppressionAsync([[0, 0, 1, 1], [2, 2, 3, 3]], [0.5, 0.9], 1) // [1]
 */
export async function nonMaxSuppressionAsync(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
): Promise<Tensor> {
  const limits = { maxOutputSize, iouThreshold, scoreThreshold };
  return integers((await later(boxesOf("nonMaxSuppressionAsync", boxes, scores, limits))).indices);
}

/**
 * Returns what `nonMaxSuppression` does, and the scores. Needs the values at once. The scores are a float32 vector.
 * @param softNmsSigma above 0, an overlap lowers a score by the factor exp(−iou² / 2σ) instead of ending it (Bodla et al., "Soft-NMS",
 * 2017); beyond `iouThreshold` it still ends it, so that is 1 as a rule. Default 0
 * @throws OpError when shapes do not fit or a limit is out of range; WeirError where values cannot be read at once
 * @example image.nonMaxSuppressionWithScore([[0, 0, 1, 1], [2, 2, 3, 3]], [0.5, 0.75], 2).selectedScores // [0.75, 0.5]
 */
export function nonMaxSuppressionWithScore(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
  softNmsSigma = 0,
): SelectedWithScores {
  const limits = { maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma };
  return withScores(now(boxesOf("nonMaxSuppressionWithScore", boxes, scores, limits)));
}

/**
 * Returns a promise of what `nonMaxSuppressionWithScore` gives, on every device. An int32 and a float32 vector. Defaults are the same.
 * @throws OpError when shapes do not fit or a limit is out of range
 * @see TensorFlow.js's `tf.image.nonMaxSuppressionWithScoreAsync`
 * @example (await image.nonMaxSuppressionWithScoreAsync([[0, 0, 1, 1], [0, 0, 1, 1]], [1, 0.5], 2, 1, 0, 0.5)).selectedScores // [1, 0.18393972]
 */
export async function nonMaxSuppressionWithScoreAsync(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
  softNmsSigma = 0,
): Promise<SelectedWithScores> {
  const limits = { maxOutputSize, iouThreshold, scoreThreshold, softNmsSigma };
  return withScores(await later(boxesOf("nonMaxSuppressionWithScoreAsync", boxes, scores, limits)));
}

/**
 * Returns what `nonMaxSuppression` does, and how many boxes are left. Needs the values at once. The number is an int32 scalar.
 * @param padToMaxOutputSize fill the indices up with zeros, so that there are `maxOutputSize` always; default false
 * @throws OpError when shapes do not fit or a threshold is out of range; WeirError where values cannot be read at once
 * @see TensorFlow.js's `tf.image.nonMaxSuppressionPadded`
 * @example image.nonMaxSuppressionPadded([[0, 0, 1, 1], [2, 2, 3, 3]], [0.5, 0.9], 3, 0.5, 0, true).selectedIndices // [1, 0, 0]
 */
export function nonMaxSuppressionPadded(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
  padToMaxOutputSize = false,
): SelectedPadded {
  const limits = { maxOutputSize, iouThreshold, scoreThreshold };
  return padded(now(boxesOf("nonMaxSuppressionPadded", boxes, scores, limits)), maxOutputSize, padToMaxOutputSize);
}

/**
 * Returns a promise of what `nonMaxSuppressionPadded` gives, on every device. An int32 vector and scalar. Defaults are the same.
 * @throws OpError when shapes do not fit or a threshold is out of range
 * @see TensorFlow.js's `tf.image.nonMaxSuppressionPaddedAsync`
 * @example (await image.nonMaxSuppressionPaddedAsync([[0, 0, 1, 1]], [0.5], 3, 0.5, 0, true)).validOutputs // 1
 */
export async function nonMaxSuppressionPaddedAsync(
  boxes: TensorLike,
  scores: TensorLike,
  maxOutputSize: number,
  iouThreshold = 0.5,
  scoreThreshold = -Infinity,
  padToMaxOutputSize = false,
): Promise<SelectedPadded> {
  const limits = { maxOutputSize, iouThreshold, scoreThreshold };
  const found = await later(boxesOf("nonMaxSuppressionPaddedAsync", boxes, scores, limits));
  return padded(found, maxOutputSize, padToMaxOutputSize);
}
