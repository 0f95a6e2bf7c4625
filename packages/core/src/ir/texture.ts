/**
 * How buffers lie in textures. A texel holds four neighbouring elements, and texels follow one another row by row. A texture is about
 * as high as wide: rasterizers work in quads of 2×2 fragments and share out rows among their threads. Its width is a power of two
 * that follows from the buffer's size, so that a kernel, which knows the sizes of its arguments, has it as a constant.
 */

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** The texture that holds `texels`. */
export function extentOf(texels: number): Extent {
  const width = 2 ** Math.ceil(Math.log2(Math.max(1, texels)) / 2);
  return { width, height: Math.max(1, Math.ceil(texels / width)) };
}

/** The texture that holds a buffer of `elements`. */
export function bufferExtent(elements: number): Extent {
  return extentOf(Math.ceil(elements / 4));
}
