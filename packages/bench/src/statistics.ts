// Middle and spread of a handful of timings.

/** Returns the value below which the share `q` (0 to 1) of the samples lies, interpolated. Throws on no samples. */
export function quantile(samples: readonly number[], q: number): number {
  if (samples.length === 0) throw new Error("quantile: no samples were given. Take at least one");
  const sorted = [...samples].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}

/** Returns the middle sample, or the mean of the two middle ones. Throws on no samples. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Returns the quartiles around the median: half of the samples lie between them. Throws on no samples. */
export function spread(samples: readonly number[]): readonly [low: number, high: number] {
  return [quantile(samples, 0.25), quantile(samples, 0.75)];
}
