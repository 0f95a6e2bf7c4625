// What the layers for sequences, images and volumes share: their input is [...space, channels], or channels first where they say so.
import { OpError, transpose, type Tensor } from "@weir/core";
import { AXES } from "../arguments.ts";
import { showBatched, type Shape } from "../shape.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** How many axes of space there are: 1 for sequences, 2 for images, 3 for volumes. */
export type SpaceRank = 1 | 2 | 3;

/** What every layer of this kind takes. */
export interface SpaceOptions extends LayerOptions {
  /** Whether channels are the last axis or the first after the batch. Default `channelsLast`. */
  readonly dataFormat?: "channelsLast" | "channelsFirst";
}

const KIND = ["sequences", "images", "volumes"] as const;

/** Returns the sizes in space of `shape`, which is [...space, channels], or throws. */
export function spaceOf(op: string, rank: SpaceRank, shape: Shape): readonly number[] {
  if (shape.length === rank + 1) return shape.slice(0, -1);
  const inside = AXES[rank - 1]!.slice(1, -1);
  const next =
    shape.length === rank
      ? `Use reshape({ targetShape: [${shape.join(", ")}, 1] }) before it if there is one channel.`
      : `Use reshape({ targetShape: [${inside}, channels] }) before it.`;
  throw new OpError(op, `takes ${KIND[rank - 1]} [batch, ${inside}, channels], got ${showBatched(shape)}. ${next}`);
}

/** `layer`, which has channels last, in the order that its options name. */
export function inFormat(op: string, layer: Layer & { readonly options: SpaceOptions }): Layer {
  const format = layer.options.dataFormat ?? "channelsLast";
  if (format === "channelsLast") return layer;
  if (format !== "channelsFirst")
    throw new OpError(op, `dataFormat must be "channelsLast" or "channelsFirst", got ${JSON.stringify(format)}.`);
  return {
    ...layer,
    outputShape: (input) => toFirst(layer.outputShape(toLast(input))),
    ...(layer.variables ? { variables: (input: Shape) => layer.variables!(toLast(input)) } : {}),
    call: (x, context) => moved(layer.call(moved(x, "last"), context), "first"),
  };
}

const toLast = (shape: Shape): Shape => (shape.length > 1 ? [...shape.slice(1), shape[0]!] : shape);
const toFirst = (shape: Shape): Shape => (shape.length > 1 ? [shape.at(-1)!, ...shape.slice(0, -1)] : shape);

function moved(x: Tensor, where: "first" | "last"): Tensor {
  if (x.rank < 3) return x;
  const inner = Array.from({ length: x.rank - 1 }, (_, i) => i + 1);
  return transpose(x, [0, ...(where === "last" ? toLast(inner) : toFirst(inner))]);
}
