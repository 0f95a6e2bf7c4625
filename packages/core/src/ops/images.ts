/** How callers hand over images: with or without batch, channels last or first, any numeric dtype. Inside, all are [batch, …space, channels]. */
import { OpError } from "../ir/error.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { cast } from "./cast.ts";
import { reshape, transpose } from "./movement.ts";
import { trace } from "./record.ts";
import type { Pad } from "./window.ts";

/** The order of the axes of a sequence, image or volume. */
export type DataFormat = "NWC" | "NCW" | "NHWC" | "NCHW" | "NDHWC" | "NCDHW";

const SPACE = ["", "W", "HW", "DHW"] as const;
const WHAT = ["", "sequences [batch, steps", "images [batch, rows, columns", "volumes [batch, depth, rows, columns"];

/**
 * `f` of a batch with channels last made of `x`, with as many axes of space as `rank`; what `f` gives is put back into the order and
 * the batchlessness of `x`.
 */
export function withImages(
  op: string,
  rank: number,
  x: TensorLike,
  format: DataFormat,
  f: (images: Tensor) => Tensor,
): Tensor {
  const first = channelsFirst(op, rank, format);
  const t = cast(trace().toTensor(x), "float32");
  if (t.rank !== rank + 1 && t.rank !== rank + 2) {
    throw new OpError(op, `takes ${WHAT[rank]}, channels] or one of them without batch, got ${showShape(t.shape)}`);
  }
  const batch = t.rank === rank + 2 ? t : reshape(t, [1, ...t.shape]);
  const y = f(first ? channelsTo(batch, "last") : batch);
  const ordered = first ? channelsTo(y, "first") : y;
  return t.rank === rank + 2 ? ordered : reshape(ordered, ordered.shape.slice(1));
}

/** Whether `format` puts channels first; throws unless it is one for `rank` axes of space. */
export function channelsFirst(op: string, rank: number, format: DataFormat): boolean {
  const [last, first] = [`N${SPACE[rank]}C`, `NC${SPACE[rank]}`];
  if (format !== last && format !== first) {
    throw new OpError(op, `dataFormat is "${last}" or "${first}", got ${JSON.stringify(format)}`);
  }
  return format === first;
}

/** Explicit pads for all axes, in the order of channels first, as those of channels last. */
export function padsFor(pad: Pad, first: boolean, rank: number): Pad {
  return first && Array.isArray(pad) && pad.length === rank + 2 ? (pad as [number, number][]).slice(2) : pad;
}

function channelsTo(t: Tensor, where: "first" | "last"): Tensor {
  const space = Array.from({ length: t.rank - 2 }, (_, i) => i + 1);
  return transpose(t, where === "last" ? [0, ...space.map((i) => i + 1), 1] : [0, t.rank - 1, ...space]);
}
