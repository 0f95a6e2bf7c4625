// Values from an integer hash: no library's random generator is asked, so all start from the same bits.
import type { ArraySpec } from "./work.ts";

/** Returns the spec's values in row-major order. Every value is a multiple of 2⁻²³ times `scale`. */
export function values({ shape, seed, scale }: ArraySpec): Float32Array<ArrayBuffer> {
  const out = new Float32Array(shape.reduce((size, n) => size * n, 1));
  for (let i = 0; i < out.length; i++) out[i] = ((hash(seed, i) >>> 8) / 2 ** 23 - 1) * scale;
  return out;
}

/** Returns `count` class labels in [0, classes). */
export function labels(count: number, classes: number): Int32Array<ArrayBuffer> {
  return Int32Array.from({ length: count }, (_, i) => hash(99, i) % classes);
}

/** Returns the labels as rows of zeros with a single one. Shape [labels.length, classes]. */
export function oneHot(classOf: Int32Array, classes: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(classOf.length * classes);
  classOf.forEach((label, row) => (out[row * classes + label] = 1));
  return out;
}

/** A 32-bit mix (the finalizer of MurmurHash3) of position and seed. */
function hash(seed: number, i: number): number {
  let h = (Math.imul(seed, 0x9e3779b1) + i) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
