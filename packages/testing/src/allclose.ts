/** Whether numbers agree: absolutely near 0, relatively elsewhere; NaN agrees with NaN alone, an infinity with itself. */

export interface Closeness {
  /** Absolute tolerance; default 1e-5. */
  readonly atol?: number;
  /** Tolerance relative to the expected number; default 1e-5. */
  readonly rtol?: number;
  /** Whether −0 and 0 are two numbers; default false. */
  readonly signs?: boolean;
}

/** Whether |a − b| ≤ atol + rtol·|b|, and NaN, infinities and, with `signs`, zeros are the same. */
export function isClose(a: number, b: number, { atol = 1e-5, rtol = 1e-5, signs = false }: Closeness = {}): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  if (signs && b === 0 && a === 0) return Object.is(a, b);
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b;
  return Math.abs(a - b) <= atol + rtol * Math.abs(b);
}

/** Throws unless all numbers agree; says how many do not, and shows the worst. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, closeness: Closeness = {}): void {
  if (actual.length !== expected.length) throw new Error(`got ${actual.length} numbers, expected ${expected.length}`);
  let [wrong, worst, worstError] = [0, 0, -1];
  for (let i = 0; i < actual.length; i++) {
    const [a, b] = [actual[i]!, expected[i]!];
    if (isClose(a, b, closeness)) continue;
    wrong++;
    const error = Number.isFinite(a - b) ? Math.abs(a - b) : Infinity;
    if (error > worstError) [worst, worstError] = [i, error];
  }
  if (wrong > 0)
    throw new Error(
      `${wrong} of ${actual.length} numbers differ; element ${worst}: got ${show(actual[worst]!)}, expected ${show(expected[worst]!)}`,
    );
}

const show = (v: number): string => (Object.is(v, -0) ? "-0" : String(v));
