/** Reductions over the elements that share a segment. */
import { OpError } from "../ir/error.ts";
import { isFloat } from "../ir/dtype.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { div, maximum } from "./binary.ts";
import { cast } from "./cast.ts";
import { greater, where } from "./compare.ts";
import { inexact } from "./elementwise.ts";
import { reshape } from "./movement.ts";
import { indicesOf, whole } from "./places.ts";
import { trace } from "./record.ts";
import type { Combine } from "./scatter-record.ts";
import { countsOf, scatter } from "./scatter-record.ts";

/** Elements of x [n, ...inner], and their segments [n]. */
interface Segmented {
  readonly rows: Tensor;
  readonly ids: Tensor;
  readonly count: number;
}

function segmented(op: string, x: TensorLike, segmentIds: TensorLike, count: number | undefined): Segmented {
  const t = trace().toTensor(x);
  const ids = indicesOf(op, segmentIds, "segment ids");
  if (!sameShape(t.shape.slice(0, ids.rank), ids.shape))
    throw new OpError(op, `the shape of the ids, ${showShape(ids.shape)}, must begin that of x, ${showShape(t.shape)}`);
  if (count !== undefined && (!Number.isInteger(count) || count < 0))
    throw new OpError(op, `numSegments is an integer ≥ 0, got ${count}`);
  const inner = t.shape.slice(ids.rank);
  return {
    rows: reshape(t, [ids.size, ...inner]),
    ids: reshape(ids, [ids.size]),
    count: count ?? highest(ids) + 1,
  };
}

function highest(ids: Tensor): number {
  let top = -1;
  for (const id of trace().known(ids) ?? ids.dataSync<"int32">()) top = Math.max(top, id);
  return top;
}

function combined(op: string, combine: Combine, { rows, ids, count }: Segmented): Tensor {
  return scatter(op, combine, rows, ids, count);
}

/** How many elements each segment has, in the shape of a column beside `like`. */
function sizes({ ids, count, rows }: Segmented): Tensor {
  return reshape(countsOf(ids, count), [count, ...rows.shape.slice(1).map(() => 1)]);
}

function means(op: string, s: Segmented): Tensor {
  const rows = inexact(s.rows);
  // 16 bits overflow in the sum long before they do in the mean
  const total = combined(op, "sum", { ...s, rows: isFloat(rows.dtype) ? cast(rows, "float32") : rows });
  return cast(div(total, cast(maximum(sizes(s), whole(1)), total.dtype)), rows.dtype);
}

/** The largest or smallest of each segment, 0 for one without elements. */
function extreme(op: string, combine: Combine, s: Segmented): Tensor {
  const y = combined(op, combine, s);
  return where(greater(sizes(s), whole(0)), y, trace().literal(0, [], y.dtype));
}

/**
 * Returns the sums of the elements of `x` that share a segment: [numSegments, ...inner], where `segmentIds` has the shape of the leading axes
 * of `x`, in any order; 0 for one without any. Ids outside 0 … numSegments − 1 are left out.
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow.js's `tf.unsortedSegmentSum`
 * @example unsortedSegmentSum([1, 2, 3], [0, 1, 0], 2) // [4, 2]
 */
export function unsortedSegmentSum(x: TensorLike, segmentIds: TensorLike, numSegments: number): Tensor {
  return combined("unsortedSegmentSum", "sum", segmented("unsortedSegmentSum", x, segmentIds, numSegments));
}

/**
 * Returns the means of the elements of `x` that share a segment: [numSegments, ...inner], where `segmentIds` has the shape of the leading axes
 * of `x`, in any order; 0 for one without any. float32 for integers. Ids outside 0 … numSegments − 1 are left out.
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow's `tf.math.unsorted_segment_mean`
 * @example unsortedSegmentMean([1, 2, 3], [0, 1, 0], 2) // [2, 2]
 */
export function unsortedSegmentMean(x: TensorLike, segmentIds: TensorLike, numSegments: number): Tensor {
  return means("unsortedSegmentMean", segmented("unsortedSegmentMean", x, segmentIds, numSegments));
}

/**
 * Returns the largest elements of `x` that share a segment: [numSegments, ...inner], where `segmentIds` has the shape of the leading axes
 * of `x`, in any order; −∞, or the lowest integer, for one without any. Ids outside 0 … numSegments − 1 are left out.
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow's `tf.math.unsorted_segment_max`
 * @example unsortedSegmentMax([1, 2, 3], [0, 1, 0], 2) // [3, 2]
 */
export function unsortedSegmentMax(x: TensorLike, segmentIds: TensorLike, numSegments: number): Tensor {
  return combined("unsortedSegmentMax", "max", segmented("unsortedSegmentMax", x, segmentIds, numSegments));
}

/**
 * Returns the smallest elements of `x` that share a segment: [numSegments, ...inner], where `segmentIds` has the shape of the leading axes
 * of `x`, in any order; ∞, or the highest integer, for one without any. Ids outside 0 … numSegments − 1 are left out.
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow's `tf.math.unsorted_segment_min`
 * @example unsortedSegmentMin([1, 2, 3], [0, 1, 0], 2) // [1, 2]
 */
export function unsortedSegmentMin(x: TensorLike, segmentIds: TensorLike, numSegments: number): Tensor {
  return combined("unsortedSegmentMin", "min", segmented("unsortedSegmentMin", x, segmentIds, numSegments));
}

/**
 * Returns the products of the elements of `x` that share a segment: [numSegments, ...inner], where `segmentIds` has the shape of the leading axes
 * of `x`, in any order; 1 for one without any. Ids outside 0 … numSegments − 1 are left out.
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow's `tf.math.unsorted_segment_prod`
 * @example unsortedSegmentProd([1, 2, 3], [0, 1, 0], 2) // [3, 2]
 */
export function unsortedSegmentProd(x: TensorLike, segmentIds: TensorLike, numSegments: number): Tensor {
  return combined("unsortedSegmentProd", "prod", segmented("unsortedSegmentProd", x, segmentIds, numSegments));
}

/**
 * Returns the sums of the elements of `x` that share a segment: [segments, ...inner]; 0 for one without any. As \`unsortedSegmentSum\`, but the number
 * of segments may be left out.
 * @param numSegments default: one more than the largest id. Ids that the device computed are read back for it, which needs `wasm`
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow's `tf.math.segment_sum`
 * @example segmentSum([1, 2, 3], [0, 1, 0]) // [4, 2]
 */
export function segmentSum(x: TensorLike, segmentIds: TensorLike, numSegments?: number): Tensor {
  return combined("segmentSum", "sum", segmented("segmentSum", x, segmentIds, numSegments));
}

/**
 * Returns the means of the elements of `x` that share a segment: [segments, ...inner]; 0 for one without any. float32 for integers. As \`unsortedSegmentMean\`, but the number
 * of segments may be left out.
 * @param numSegments default: one more than the largest id. Ids that the device computed are read back for it, which needs `wasm`
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow's `tf.math.segment_mean`
 * @example segmentMean([1, 2, 3], [0, 1, 0]) // [2, 2]
 */
export function segmentMean(x: TensorLike, segmentIds: TensorLike, numSegments?: number): Tensor {
  return means("segmentMean", segmented("segmentMean", x, segmentIds, numSegments));
}

/**
 * Returns the largest elements of `x` that share a segment: [segments, ...inner]; 0 for one without any. As \`unsortedSegmentMax\`, but the number
 * of segments may be left out.
 * @param numSegments default: one more than the largest id. Ids that the device computed are read back for it, which needs `wasm`
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow's `tf.math.segment_max`
 * @example segmentMax([1, 2, 3], [0, 1, 0]) // [3, 2]
 */
export function segmentMax(x: TensorLike, segmentIds: TensorLike, numSegments?: number): Tensor {
  return extreme("segmentMax", "max", segmented("segmentMax", x, segmentIds, numSegments));
}

/**
 * Returns the smallest elements of `x` that share a segment: [segments, ...inner]; 0 for one without any. As \`unsortedSegmentMin\`, but the number
 * of segments may be left out.
 * @param numSegments default: one more than the largest id. Ids that the device computed are read back for it, which needs `wasm`
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow's `tf.math.segment_min`
 * @example segmentMin([1, 2, 3], [0, 1, 0]) // [1, 2]
 */
export function segmentMin(x: TensorLike, segmentIds: TensorLike, numSegments?: number): Tensor {
  return extreme("segmentMin", "min", segmented("segmentMin", x, segmentIds, numSegments));
}

/**
 * Returns the products of the elements of `x` that share a segment: [segments, ...inner]; 1 for one without any. As \`unsortedSegmentProd\`, but the number
 * of segments may be left out.
 * @param numSegments default: one more than the largest id. Ids that the device computed are read back for it, which needs `wasm`
 * @throws OpError when the shapes do not fit or the ids are not integers
 * @see TensorFlow's `tf.math.segment_prod`
 * @example segmentProd([1, 2, 3], [0, 1, 0]) // [3, 2]
 */
export function segmentProd(x: TensorLike, segmentIds: TensorLike, numSegments?: number): Tensor {
  return combined("segmentProd", "prod", segmented("segmentProd", x, segmentIds, numSegments));
}
