/** How often values occur: counts of integers, histograms, confusion. */
import { OpError } from "../ir/error.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, div, minimum, mul, sub } from "./binary.ts";
import { cast } from "./cast.ts";
import { equal, greater, greaterEqual, less, lessEqual, logicalAnd, logicalOr, where } from "./compare.ts";
import { iota } from "./create.ts";
import { inexact } from "./elementwise.ts";
import { takeAlongAxis } from "./gather-nd.ts";
import { scatterSum } from "./gather.ts";
import { expandDims, reshape, squeeze } from "./movement.ts";
import { checkBounds, indicesOf, whole } from "./places.ts";
import { isFinite } from "./predicate.ts";
import { trace } from "./record.ts";
import { max, min, sum } from "./reduce.ts";
import { floor } from "./rounding.ts";
import { countsOf } from "./scatter-record.ts";

function checkSize(op: string, size: number, what = "size"): void {
  if (!Number.isInteger(size) || size < 0) throw new OpError(op, `${what} is an integer ≥ 0, got ${size}`);
}

/** Weights of the shape of `x`; none for an empty list. */
function weightsOf(op: string, weights: TensorLike | undefined, x: Tensor): Tensor | undefined {
  if (weights === undefined) return undefined;
  const w = trace().toTensor(weights);
  if (w.size === 0 && x.size > 0) return undefined;
  if (!sameShape(w.shape, x.shape))
    throw new OpError(op, `weights have the shape of x, ${showShape(x.shape)}, or are []; got ${showShape(w.shape)}`);
  return w;
}

/** Counts, or sums of weights, of the rows [..., n] of `x`. */
function counted(x: Tensor, weights: Tensor | undefined, size: number): Tensor {
  if (!weights) return cast(countsOf(x, size), "float32");
  return scatterSum(weights, x, size, x.rank - 1, x.rank - 1);
}

/**
 * Returns how often each of 0 … size − 1 occurs in the integers `x`, or the sums of the `weights` (the shape of `x`; [] for none) there:
 * [size], float32 for counts, else in the dtype of the weights. Other values are left out.
 * @throws OpError when `x` is not integers, or the shapes do not fit
 * @see TensorFlow.js's `tf.bincount`
 * @example bincount([1, 1, 3], [], 4) // [0, 2, 0, 1]
 */
export function bincount(x: TensorLike, weights: TensorLike, size: number): Tensor {
  checkSize("bincount", size);
  const t = indicesOf("bincount", x, "values");
  const w = weightsOf("bincount", weights, t);
  return counted(reshape(t, [t.size]), w && reshape(w, [t.size]), size);
}

/**
 * Returns `bincount` of a vector, or of each row of a matrix: [size] or [rows, size].
 * @param binaryOutput whether a value occurs at all (1 or 0) instead of how often; default false
 * @throws OpError when `x` is not integers of rank 1 or 2, or the shapes do not fit
 * @see TensorFlow.js's `tf.denseBincount`
 * @example denseBincount([[1, 1], [0, 2]], [], 3) // [[0, 2, 0], [1, 0, 1]]
 */
export function denseBincount(x: TensorLike, weights: TensorLike, size: number, binaryOutput = false): Tensor {
  const op = "denseBincount";
  checkSize(op, size);
  const t = indicesOf(op, x, "values");
  if (t.rank !== 1 && t.rank !== 2) throw new OpError(op, `takes a vector or a matrix, got ${showShape(t.shape)}`);
  const w = weightsOf(op, weights, t);
  return binaryOutput ? cast(greater(countsOf(t, size), whole(0)), "float32") : counted(t, w, size);
}

/**
 * Returns how many elements of `x` fall into each of `bins` (default 10) equally wide bins, int32 [bins], and their `edges`, float32
 * [bins + 1]. A bin holds its lower edge, the last one its upper edge too. What lies outside `range` and NaN are left out.
 * @param range [low, high], default the smallest and the largest element; an empty one is widened by 0.5 on both sides, as in NumPy
 * @throws OpError when `bins` is not positive, `range` is not ascending, or there is no range to find
 * @example histogram([0, 1, 1, 4], { bins: 4 }).counts // [1, 2, 0, 1]
 */
export function histogram(
  x: TensorLike,
  { bins = 10, range }: { readonly bins?: number; readonly range?: readonly [number, number] } = {},
): { readonly counts: Tensor; readonly edges: Tensor } {
  const op = "histogram";
  if (!Number.isInteger(bins) || bins < 1) throw new OpError(op, `bins is a positive integer, got ${bins}`);
  if (range && !(range[0] <= range[1])) throw new OpError(op, `range is [low, high], got [${range.join(", ")}]`);
  const given = inexact(x);
  const t = cast(reshape(given, [given.size]), "float32");
  if (t.size === 0 && !range) throw new OpError(op, "an empty tensor has no range; give one");
  const scalar = (v: number): Tensor => trace().literal(v, [], "float32");
  const [from, to] = range ? range.map(scalar) : [min(t), max(t)];
  const wider = where(equal(from!, to!), scalar(0.5), scalar(0));
  const [low, high] = [sub(from!, wider), add(to!, wider)];
  const position = floor(mul(div(sub(t, low), sub(high, low)), bins));
  const inside = logicalAnd(greaterEqual(t, low), lessEqual(t, high));
  const bin = where(inside, cast(minimum(position, bins - 1), "int32"), whole(-1));
  const along = div(iota([bins + 1], 0, "float32"), bins);
  // the last edge is `high` itself, whatever rounding did
  const edges = where(equal(along, 1), high, add(low, mul(along, sub(high, low))));
  return { counts: countsOf(bin, bins), edges };
}

/**
 * Returns how often each label (row) was predicted as each class (column): int32 [numClasses, numClasses].
 * @param labels true classes, integers [n]
 * @param predictions predicted classes, integers [n]
 * @throws OpError when the two are not vectors of one length, or classes are known to be out of range
 * @see TensorFlow's `tf.math.confusion_matrix`
 * @example confusionMatrix([0, 1, 1], [0, 0, 1], 2) // [[1, 0], [1, 1]]
 */
export function confusionMatrix(labels: TensorLike, predictions: TensorLike, numClasses: number): Tensor {
  const op = "confusionMatrix";
  checkSize(op, numClasses, "numClasses");
  const [truth, guess] = [indicesOf(op, labels, "labels"), indicesOf(op, predictions, "predictions")];
  if (truth.rank !== 1 || !sameShape(truth.shape, guess.shape))
    throw new OpError(
      op,
      `takes two vectors of one length, got ${showShape(truth.shape)} and ${showShape(guess.shape)}`,
    );
  checkBounds(op, truth, [numClasses], "label");
  checkBounds(op, guess, [numClasses], "prediction");
  const inside = (t: Tensor): Tensor => logicalAnd(greaterEqual(t, whole(0)), less(t, whole(numClasses)));
  const cell = add(mul(truth, whole(numClasses)), guess);
  const at = where(logicalAnd(inside(truth), inside(guess)), cell, whole(-1));
  return reshape(countsOf(at, numClasses ** 2), [numClasses, numClasses]);
}

/**
 * Returns, for each row of `predictions` [..., classes], whether the class that `targets` [...] names is among the `k` (default 1)
 * largest: bool [...]. Of equal predictions the first counts as larger, as in TensorFlow.js. False for a prediction that is not finite
 * and for a target out of range.
 * @throws OpError when the shapes do not fit, the targets are not integers, or `k` lies outside 1 … classes
 * @example inTopK([[1, 5, 3], [4, 2, 6]], [2, 2], 1) // [false, true]
 */
export function inTopK(predictions: TensorLike, targets: TensorLike, k = 1): Tensor {
  const op = "inTopK";
  const p = trace().toTensor(predictions);
  const t = indicesOf(op, targets, "targets");
  if (p.rank < 1 || !sameShape(p.shape.slice(0, -1), t.shape))
    throw new OpError(
      op,
      `takes [..., classes] and targets [...], got ${showShape(p.shape)} and ${showShape(t.shape)}`,
    );
  const classes = p.shape.at(-1)!;
  if (!Number.isInteger(k) || k < 1 || k > classes)
    throw new OpError(op, `k is an integer from 1 to ${classes}, got ${k}`);
  const target = expandDims(t, -1);
  const inside = logicalAnd(greaterEqual(t, whole(0)), less(t, whole(classes)));
  const own = takeAlongAxis(p, where(expandDims(inside, -1), target, whole(0)));
  const earlier = logicalAnd(equal(p, own), less(iota(p.shape, p.rank - 1), target));
  const ahead = sum(cast(logicalOr(greater(p, own), earlier), "int32"), -1);
  const sound = logicalAnd(inside, isFinite(squeeze(inexact(own), -1)));
  return logicalAnd(sound, less(ahead, whole(k)));
}
