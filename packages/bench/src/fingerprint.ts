// A few numbers that stand for a result, and whether two of them agree.

/** What a result is compared by. `scale` is the size below which differences are measured absolutely. */
export interface Fingerprint {
  readonly values: readonly number[];
  readonly scale: number;
}

const ELEMENTS = 16;

/** Returns mean, root mean square and 16 evenly spread elements of an output; `scale` is its root mean square. */
export function fingerprintOf(output: ArrayLike<number>): Fingerprint {
  const size = output.length;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < size; i++) {
    sum += output[i]!;
    squares += output[i]! ** 2;
  }
  const scale = Math.sqrt(squares / size);
  const elements = Array.from({ length: ELEMENTS }, (_, k) => output[Math.floor((k * (size - 1)) / (ELEMENTS - 1))]!);
  return { values: [sum / size, scale, ...elements], scale };
}

/** Returns the fingerprint of a run of training losses: the losses, each compared by its own size. */
export function fingerprintOfLosses(losses: readonly number[]): Fingerprint {
  return { values: losses, scale: 0 };
}

/**
 * Returns the largest difference between the two, relative to the expected values (to `expected.scale` where they are smaller).
 * A value that is not finite, or a missing one, gives Infinity.
 */
export function difference(got: Fingerprint, expected: Fingerprint): number {
  if (got.values.length !== expected.values.length) return Infinity;
  return expected.values.reduce((worst, value, i) => {
    const error = Math.abs(got.values[i]! - value) / Math.max(Math.abs(value), expected.scale);
    return Number.isFinite(got.values[i]) && Number.isFinite(error) ? Math.max(worst, error) : Infinity;
  }, 0);
}
