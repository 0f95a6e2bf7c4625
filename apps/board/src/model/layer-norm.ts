// Joins the gradient norms of a layer's variables into one norm per layer.
import type { ScalarColumn } from "@weir/core/events";

/** What the tags of gradient norms begin with. */
export const GRADIENT_PREFIX = "gradient_norm/";

/**
 * Returns the layer of a gradient-norm tag: "gradient_norm/conv2d_1/kernel" → "conv2d_1"; undefined for other tags.
 * A tag without a variable part, "gradient_norm/total", is its own layer.
 */
export function layerOf(tag: string): string | undefined {
  if (!tag.startsWith(GRADIENT_PREFIX)) return undefined;
  const path = tag.slice(GRADIENT_PREFIX.length);
  const cut = path.lastIndexOf("/");
  return cut < 0 ? path : path.slice(0, cut);
}

/** Returns one column per layer, its tag the layer's name: the root of the sum of squares of its variables' norms, at each step of the frame. */
export function layerNorms(columns: readonly ScalarColumn[]): readonly ScalarColumn[] {
  const squares = new Map<string, Float64Array>();
  for (const { tag, values } of columns) {
    const layer = layerOf(tag);
    if (layer === undefined) continue;
    const sums = squares.get(layer) ?? new Float64Array(values.length);
    squares.set(layer, sums);
    values.forEach((value, i) => (sums[i] = (sums[i] ?? 0) + value * value));
  }
  return Array.from(squares, ([tag, sums]) => ({ tag, values: Float32Array.from(sums, Math.sqrt) }));
}
