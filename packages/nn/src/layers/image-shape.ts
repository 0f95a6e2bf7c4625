// What the layers for images share: their input is [height, width, channels].
import { OpError } from "@weir/core";
import { showBatched, type Shape } from "../shape.ts";

/** Returns `shape` as [height, width, channels], or throws. */
export function imageShape(op: string, shape: Shape): readonly [number, number, number] {
  const [height, width, channels] = shape;
  if (shape.length === 3) return [height!, width!, channels!];
  const next =
    shape.length === 2
      ? `Use reshape({ targetShape: [${height}, ${width}, 1] }) before it if there is one channel.`
      : "Use reshape({ targetShape: [height, width, channels] }) before it.";
  throw new OpError(op, `takes images [batch, height, width, channels], got ${showBatched(shape)}. ${next}`);
}
