/**
 * How buffers lie in textures. A texel holds four neighbouring elements, and texels follow one another row by row. No texture is much
 * wider than high, nor higher than wide: rasterizers work in quads of 2×2 fragments and share out rows among their threads. Its width
 * follows from the buffer's size, so that a kernel, which knows the sizes of its arguments, has it as a constant. The widths are the
 * powers of four: the fewer there are, the more values can use one another's textures.
 */

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** The texture that holds `texels`: from an eighth as high as wide to twice as high. */
export function extentOf(texels: number): Extent {
  const width = 4 ** Math.max(0, Math.ceil((Math.log2(Math.max(1, texels)) - 1) / 4));
  return { width, height: Math.max(1, Math.ceil(texels / width)) };
}

/** The texture that holds a buffer of `elements`. */
export function bufferExtent(elements: number): Extent {
  return extentOf(Math.ceil(elements / 4));
}
