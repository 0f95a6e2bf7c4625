// What lies on the pad: strokes that somebody drew, or one of the held-out digits.
import { toPixels, type Point, type Stroke } from "./ink.ts";
import { PIXELS, type HeldOut } from "./messages.ts";

/** The pad's contents. */
export type Drawing =
  | { readonly kind: "strokes"; readonly strokes: readonly Stroke[] }
  | { readonly kind: "example"; readonly pixels: Float32Array; readonly label: number };

/** An empty pad. */
export const EMPTY: Drawing = { kind: "strokes", strokes: [] };

/** Returns the drawing with a new stroke begun. An example gives way to the pen. */
export function beginStroke(drawing: Drawing, point: Point): Drawing {
  return { kind: "strokes", strokes: [...(drawing.kind === "strokes" ? drawing.strokes : []), [point]] };
}

/** Returns the drawing with its last stroke drawn on. */
export function extendStroke(drawing: Drawing, points: readonly Point[]): Drawing {
  if (drawing.kind !== "strokes" || drawing.strokes.length === 0) return drawing;
  const [last, before] = [drawing.strokes.at(-1)!, drawing.strokes.slice(0, -1)];
  return { kind: "strokes", strokes: [...before, [...last, ...points]] };
}

/** Whether there is nothing to read. */
export function isEmpty(drawing: Drawing): boolean {
  return drawing.kind === "strokes" && drawing.strokes.length === 0;
}

/** Returns what the network sees. */
export function pixelsOf(drawing: Drawing): Float32Array {
  return drawing.kind === "example" ? drawing.pixels : toPixels(drawing.strokes);
}

/**
 * Returns a held-out digit, any or one with the label wanted.
 * @param random gives numbers from 0 to below 1
 */
export function exampleOf({ images, labels }: HeldOut, wanted?: number, random: () => number = Math.random): Drawing {
  const fitting = [...labels.keys()].filter((i) => wanted === undefined || labels[i] === wanted);
  if (fitting.length === 0) return EMPTY;
  const i = fitting[Math.floor(random() * fitting.length)]!;
  return { kind: "example", pixels: images.slice(i * PIXELS, (i + 1) * PIXELS), label: labels[i]! };
}
