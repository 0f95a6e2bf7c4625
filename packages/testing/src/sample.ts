/** The numbers an op's cases are tested with: the same every time, on every device. */

/** What to draw: a shape, a dtype (default float32), and the interval (default [−2, 2]) of the numbers. */
export interface SampleSpec {
  readonly shape: readonly number[];
  readonly dtype?: "float32" | "int32" | "uint32" | "bool";
  readonly range?: readonly [number, number];
  /** Keeps floats apart from each other and from 0, for functions with kinks. */
  readonly distinct?: boolean;
}

/** A tensor on the host: numbers in row-major order, bool as 0 or 1. */
export interface Sample {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "uint32" | "bool";
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

/** A tensor as `spec` describes it, the same for the same seed. Floats are exact in float32, so that a device sees what a reference sees. */
export function sample(
  { shape, dtype = "float32", range = [-2, 2], distinct = false }: SampleSpec,
  seed: number,
): Sample {
  const next = sequence(seed + 1);
  const size = shape.reduce((p, d) => p * d, 1);
  const [low, high] = range;
  const draw = (): number => {
    if (dtype === "bool") return next() < 0.5 ? 0 : 1;
    if (dtype !== "float32") return Math.floor(low + next() * (high - low + 1));
    return Math.fround(low + next() * (high - low));
  };
  const data =
    distinct && dtype === "float32" ? apart(size, low, high, next) : Float64Array.from({ length: size }, draw);
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
