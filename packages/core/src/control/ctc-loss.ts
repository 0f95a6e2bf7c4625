/** Connectionist temporal classification: the loss of a sequence whose alignment in time is unknown, a loop over time. */
import { OpError } from "../ir/error.ts";
import { isInteger } from "../ir/dtype.ts";
import type { Shape } from "../ir/shape.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import { callerLine } from "../compile.ts";
import * as ops from "../ops/index.ts";
import { trace } from "../ops/record.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { scan } from "./scan.ts";

/** Options of {@link ctcLoss}. */
export interface CtcOptions {
  /** The class that stands for no label; negative numbers count from the end. Default 0. */
  readonly blankIndex?: number;
  /** Whether the logits are [time, batch, classes]; else [batch, time, classes]. Default true. */
  readonly logitsTimeMajor?: boolean;
}

/**
 * Returns −log P(labels | logits) for each sequence of a batch, float32 [batch]: summed over all alignments, in which labels may repeat
 * and blanks lie between. ∞, with a gradient of 0, where the time is too short for the labels
 * (TensorFlow gives some 700). Differentiable with respect to the logits. Graves
 * et al., "Connectionist temporal classification", ICML 2006; semantics of TensorFlow's `tf.nn.ctc_loss` for dense labels.
 * @param logits scores before softmax, [time, batch, classes]
 * @param labels classes, integers [batch, longest]; what lies beyond a sequence's length is ignored
 * @param logitLength how many times count, integers [batch]
 * @param labelLength how many labels count, integers [batch]
 * @throws OpError when shapes do not fit, labels or lengths are not integers, or `blankIndex` is no class
 * @example ctcLoss(zeros([2, 1, 3]), [[1]], [2], [1]) // [1.0986123]
 */
export function ctcLoss(
  logits: TensorLike,
  labels: TensorLike,
  logitLength: TensorLike,
  labelLength: TensorLike,
  { blankIndex = 0, logitsTimeMajor = true }: CtcOptions = {},
): Tensor {
  const given = trace().toTensor(logits);
  if (given.rank !== 3) return fail(`takes logits [time, batch, classes], got ${showShape(given.shape)}`);
  const [batch, classes] = [given.shape[logitsTimeMajor ? 1 : 0]!, given.shape[2]!];
  const blank = blankIndex < 0 ? blankIndex + classes : blankIndex;
  if (!(blank >= 0 && blank < classes)) return fail(`blankIndex is one of ${classes} classes, got ${blankIndex}`);
  const spelled = integers("labels", labels, 2);
  if (spelled.shape[0] !== batch)
    return fail(`takes labels [${batch}, longest] for a batch of ${batch}, got ${showShape(spelled.shape)}`);
  const [times, counts] = [
    integers("logitLength", logitLength, 1, [batch]),
    integers("labelLength", labelLength, 1, [batch]),
  ];
  const scores = ops.logSoftmax(ops.cast(given, "float32"));
  return lossOf(
    logitsTimeMajor ? ops.transpose(scores, [1, 0, 2]) : scores,
    interleaved(spelled, blank),
    times,
    counts,
  );
}

function fail(rule: string): never {
  throw new OpError("ctcLoss", rule, callerLine());
}

function integers(what: string, x: TensorLike, rank: number, shape?: Shape): Tensor {
  const t = trace().toTensor(x, "int32");
  if (!isInteger(t.dtype)) return fail(`${what} are integers, got ${t.dtype}; cast them`);
  if (t.rank !== rank || (shape && !sameShape(t.shape, shape)))
    return fail(`${what} are ${shape ? showShape(shape) : `of rank ${rank}`}, got ${showShape(t.shape)}`);
  return ops.cast(t, "int32");
}

/** Labels with a blank before each and after the last, [batch, 2·longest + 1]: what an alignment walks along. */
function interleaved(labels: Tensor, blank: number): Tensor {
  const [batch, longest] = labels.shape as [number, number];
  const blanks = ops.fill([batch, longest], blank, "int32");
  const pairs = ops.reshape(ops.stack([blanks, labels], 2), [batch, 2 * longest]);
  return ops.concat([pairs, ops.fill([batch, 1], blank, "int32")], 1);
}

/** `x` moved right along axis 1 by `by`; `filler` comes in. */
function shifted(x: Tensor, by: number, filler: number): Tensor {
  const [batch, size] = x.shape as [number, number];
  const wide = ops.pad(
    x,
    [
      [0, 0],
      [by, 0],
    ],
    filler,
  );
  return ops.slice(wide, [0, 0], [batch, size]);
}

/** The loss for log-probabilities `scores` [batch, time, classes] and the `states` [batch, n] that an alignment goes through. */
function lossOf(scores: Tensor, states: Tensor, times: Tensor, counts: Tensor): Tensor {
  const [batch, time] = scores.shape as [number, number];
  const size = states.shape[1]!;
  // a blank may be left out between two labels that differ
  const skips = ops.notEqual(states, shifted(states, 2, -1));
  const start = ops.where(ops.equal(ops.iota([batch, size], 1), 0), ops.zeros([batch, size]), -Infinity);
  const emitted = ops.transpose(ops.gather(scores, states, 2, 1), [1, 0, 2]);
  const turn = (reached: Tensor, [t, score]: readonly [Tensor, Tensor]): readonly [Tensor, readonly never[]] => {
    const stepped = ops.logAddExp(reached, shifted(reached, 1, -Infinity));
    const skipped = ops.where(skips, shifted(reached, 2, -Infinity), -Infinity);
    const next = ops.add(ops.logAddExp(stepped, skipped), score);
    return [ops.where(ops.less(t, ops.expandDims(times, 1)), next, reached), []];
  };
  const [reached] = scan(turn, start, [ops.iota([time], 0), emitted] as const);
  return ops.neg(ended(reached, counts));
}

/** log P of the alignments that end at the last label or at the blank after it. */
function ended(reached: Tensor, counts: Tensor): Tensor {
  const n = ops.expandDims(counts, 1);
  const either = ops.logAddExp(reached, shifted(reached, 1, -Infinity));
  return ops.squeeze(ops.takeAlongAxis(either, ops.add(n, n)), [1]);
}
