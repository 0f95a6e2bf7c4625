/** Derivatives by central differences, in float64. */
import { sequence } from "./sample.ts";

/** (f(x + h·u) − f(x − h·u)) / 2h: the derivative of `f` at `x` in direction `u`. */
export function directionalDifference(
  f: (x: readonly Float64Array[]) => number,
  x: readonly Float64Array[],
  u: readonly Float64Array[],
  h = 1e-5,
): number {
  const moved = (t: number): Float64Array[] => x.map((v, i) => v.map((e, k) => e + t * u[i]![k]!));
  return (f(moved(h)) - f(moved(-h))) / (2 * h);
}

/** Numbers in [−1, 1] shaped as `like`, the same for the same seed. */
export function direction(like: readonly Float64Array[], seed: number): Float64Array[] {
  const next = sequence(seed);
  return like.map((v) => v.map(() => 2 * next() - 1));
}

/**
 * Throws unless the gradient of `f` at `x` that is given agrees with central differences in `count` random directions.
 * `gradient[i]` is ∂f/∂x[i], or `undefined` for an input that is held fixed.
 */
export function expectGradient(
  f: (x: readonly Float64Array[]) => number,
  x: readonly Float64Array[],
  gradient: readonly (Float64Array | undefined)[],
  { count = 4, tolerance = 1e-5, h = 1e-5 } = {},
): void {
  for (let seed = 1; seed <= count; seed++) {
    const u = direction(x, seed).map((v, i) => (gradient[i] ? v : v.fill(0)));
    const expected = directionalDifference(f, x, u, h);
    let got = 0;
    let scale = 1;
    gradient.forEach((g, i) =>
      g?.forEach((v, k) => {
        got += v * u[i]![k]!;
        scale += Math.abs(v * u[i]![k]!);
      }),
    );
    if (!(Math.abs(got - expected) <= tolerance * scale))
      throw new Error(`direction ${seed}: gradient gives ${got}, finite differences ${expected}`);
  }
}
