/** The numbers an op's cases are tested with: the same every time, on every device. */

/** The dtypes of the core, named here so that it need not be imported. */
export type SampleDType =
  | "bool"
  | "uint8"
  | "int8"
  | "uint32"
  | "int32"
  | "bfloat16"
  | "float16"
  | "float32"
  | "complex64"
  | "string";

/** What to draw: a shape, a dtype (default float32), and the interval (default [−2, 2]) of the numbers. */
export interface SampleSpec {
  readonly shape: readonly number[];
  readonly dtype?: SampleDType;
  readonly range?: readonly [number, number];
  /** Keeps floats apart from each other and from 0, for functions with kinks. */
  readonly distinct?: boolean;
  /** Added to the diagonals of the last two axes: makes matrices well conditioned, and positive definite. */
  readonly diagonal?: number;
}

/** A tensor on the host: numbers in row-major order, bool as 0 or 1, complex numbers as pairs. */
export interface Sample {
  readonly shape: readonly number[];
  readonly dtype: SampleDType;
  readonly data: Float64Array;
}

/** A generator of numbers in [0, 1), the same sequence for the same seed (a 32-bit mixing of a Weyl sequence). */
export function sequence(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b9) + 0x7f4a7c15) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let v = Math.imul(state ^ (state >>> 15), state | 1);
    v ^= v + Math.imul(v ^ (v >>> 7), v | 61);
    return ((v ^ (v >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `v` in float32; for the 16-bit floats in its first 8 bits, which both hold. */
function exact(v: number, dtype: SampleDType): number {
  if (dtype === "float32" || dtype === "complex64") return Math.fround(v);
  const step = 2 ** (Math.floor(Math.log2(Math.abs(v) || 1)) - 7);
  return Math.trunc(v / step) * step;
}

const INTEGERS: ReadonlySet<SampleDType> = new Set(["uint8", "int8", "uint32", "int32"]);

/** A tensor as `spec` describes it, the same for the same seed. Floats are exact in their dtype, so that a device sees what a reference sees. */
export function sample(
  { shape, dtype = "float32", range = [-2, 2], distinct = false, diagonal = 0 }: SampleSpec,
  seed: number,
): Sample {
  const next = sequence(seed + 1);
  const size = shape.reduce((p, d) => p * d, dtype === "complex64" ? 2 : 1);
  const [low, high] = range;
  const draw = (): number => {
    if (dtype === "bool") return next() < 0.5 ? 0 : 1;
    if (INTEGERS.has(dtype)) return Math.floor(low + next() * (high - low + 1));
    return exact(low + next() * (high - low), dtype);
  };
  const data =
    distinct && dtype !== "bool" && !INTEGERS.has(dtype)
      ? apart(size, low, high, next).map((v) => exact(v, dtype))
      : Float64Array.from({ length: size }, draw);
  const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  if (diagonal !== 0)
    for (let i = 0; i < size; i++)
      if (Math.floor(i / columns) % rows === i % columns) data[i] = exact(data[i]! + diagonal, dtype);
  return { shape, dtype, data };
}

/** Numbers evenly spaced over the interval, none near 0, in random order: at least half a step from each other and from 0. */
function apart(size: number, low: number, high: number, next: () => number): Float64Array {
  const step = (high - low) / (size + 1);
  const data = Float64Array.from({ length: size }, (_, i) => {
    const v = low + (i + 0.5 + 0.25 * next()) * step;
    return Math.fround(Math.abs(v) < step / 4 ? v + step / 2 : v);
  });
  for (let i = size - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [data[i], data[j]] = [data[j]!, data[i]!];
  }
  return data;
}
