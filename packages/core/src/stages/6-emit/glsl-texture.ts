/**
 * How buffers lie in textures. A texel holds four neighbouring elements; texel t of a buffer is at (t mod WIDTH, t div WIDTH),
 * whatever the buffer's size, so that one kernel fits every buffer. Buffers of up to WIDTH texels are one row.
 */

/** Texels in a row, a power of two: wide enough for 2²⁵ elements on the smallest devices, narrow enough that work has many rows. */
export const WIDTH = 1024;
export const LOG2_WIDTH = 10;

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** The texture that holds `elements`. */
export function bufferExtent(elements: number): Extent {
  const texels = Math.max(1, Math.ceil(elements / 4));
  return { width: Math.min(WIDTH, texels), height: Math.ceil(texels / WIDTH) };
}

/** The texture that holds `texels` of scratch, about as high as wide: rasterizers share out rows. The width is a power of two. */
export function scratchExtent(texels: number): Extent {
  const width = 2 ** Math.max(1, Math.ceil(Math.log2(Math.max(1, texels)) / 2));
  return { width, height: 2 * Math.ceil(texels / (2 * width)) };
}
