/** Parameters of distributions: one for all, or one an element. */
import { OpError } from "../../ir/error.ts";
import type { Shape } from "../../ir/shape.ts";
import { sameShape, showShape } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { cast } from "../cast.ts";
import { stopGradient } from "../control.ts";
import { jointShape } from "../elementwise.ts";
import { broadcastTo } from "../movement.ts";
import { trace } from "../record.ts";

/** `x` in float32, repeated to `shape` (default its own), and without a derivative. */
export function parameter(op: string, x: TensorLike, shape?: Shape): Tensor {
  const t = cast(trace().toTensor(x), "float32");
  const drawn = shape ?? t.shape;
  if (!sameShape(jointShape(op, [t.shape, drawn]), drawn))
    throw new OpError(op, `a parameter of ${showShape(t.shape)} does not broadcast to ${showShape(drawn)}`);
  return stopGradient(broadcastTo(t, drawn));
}
