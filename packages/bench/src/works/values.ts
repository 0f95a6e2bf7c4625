// Values from an integer hash: no library's random generator is asked, so all start from the same bits.
import type { ArraySpec, IntSpec } from "./work.ts";

/** Returns the spec's values in row-major order: multiples of 2⁻²³ times `scale`, plus `offset`. */
export function values({ shape, seed, scale, offset = 0 }: ArraySpec): Float32Array<ArrayBuffer> {
  const out = new Float32Array(sizeOf(shape));
  for (let i = 0; i < out.length; i++) out[i] = ((hash(seed, i) >>> 8) / 2 ** 23 - 1) * scale + offset;
  return out;
}

/** Returns the spec's integers in row-major order. */
export function integers({ shape, seed, below }: IntSpec): Int32Array<ArrayBuffer> {
  return Int32Array.from({ length: sizeOf(shape) }, (_, i) => hash(seed, i) % below);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1);
}

/** Returns `count` class labels in [0, classes). */
export function labels(count: number, classes: number): Int32Array<ArrayBuffer> {
  return integers({ shape: [count], seed: 99, below: classes });
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
