/** Elementary functions as scalar expressions over the basic ones, accurate to a few units in the last place of float32. */
import type { Expr } from "../ir/expr.ts";
import * as s from "./scalar.ts";

const LN2 = Math.LN2;
const HALF_PI = Math.PI / 2;

// Coefficients: interpolation at Chebyshev nodes of the stated quotient over the stated interval, computed with 40 digits.

/** (log(1+f) − f + f²/2) / f³ for √½ − 1 ≤ f ≤ √2 − 1. */
export const LOG = [
  0.333333312, -0.24999997, 0.200007157, -0.166678023, 0.142490576, -0.124256873, 0.116854199, -0.114797338,
  0.0697161147,
];
/** (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2. */
export const EXP = [0.5, 0.16666577, 0.0416665547, 0.00836317307, 0.00139261761];
/** (eˣ − 1 − x − x²/2) / x³ for |x| ≤ ½. */
const EXPM1 = [0.166666667, 0.0416661806, 0.00833327936, 0.00139666095, 0.000199275825];
/** (sinh x − x) / x³ in x², for |x| ≤ 1. */
const SINH = [0.166666666, 0.00833333968, 0.00019838102, 2.80628026e-6];
/** (atan x − x) / x³ in x², for |x| ≤ 1. */
const ATAN = [
  -0.333333317, 0.199997393, -0.142785687, 0.110337641, -0.0865688043, 0.0625016944, -0.035871539, 0.0135077714,
  -0.00238699732,
];
/** (asin x − x) / x³ in x², for |x| ≤ ½. */
const ASIN = [0.166666663, 0.0750009454, 0.0445994015, 0.0311006627, 0.0171492384, 0.0336908472];
/** erf(x) / x in x², for |x| ≤ 1. */
const ERF = [1.12837913, -0.376123438, 0.112803167, -0.0267150542, 0.00492176203, -0.000564805987];
/** erfc(x)·eˣ²·x in 1/x, for 1 ≤ x ≤ 4. */
const ERFC = [
  0.56397024, 0.00328793318, -0.29949741, 0.0195860788, 0.615034857, -0.973288907, 0.754651793, -0.310264113,
  0.0541031273,
];

/** x + x³·P(x²). */
export function oddPolynomial(x: Expr, coefficients: readonly number[]): Expr {
  const square = s.mul(x, x);
  return s.fma(s.mul(x, square), s.polynomial(square, coefficients), x);
}

/** log(1 + f) for f between √½ − 1 and √2 − 1, less f itself. */
export function log1pTail(f: Expr): Expr {
  const square = s.mul(f, f);
  return s.fma(s.mul(square, f), s.polynomial(f, LOG), s.mul(square, -0.5));
}

export function expm1(x: Expr): Expr {
  const square = s.mul(x, x);
  const near = s.add(x, s.fma(s.mul(square, x), s.polynomial(x, EXPM1), s.mul(square, 0.5)));
  // the sign is that of x, also where x is −0
  return s.copySign(s.select(s.lt(s.abs(x), 0.5), near, s.sub(s.exp(x), 1)), x);
}

export function log1p(x: Expr): Expr {
  const isNear = s.and(s.gt(x, -0.29), s.lt(x, 0.41));
  return s.select(isNear, s.add(x, log1pTail(x)), s.log(s.add(x, 1)));
}

/** sinh and cosh through e^(|x|/2), which does not overflow before they do. */
export function sinh(x: Expr): Expr {
  const root = s.exp(s.mul(s.abs(x), 0.5));
  const far = s.sub(s.mul(s.mul(root, 0.5), root), s.div(0.5, s.mul(root, root)));
  return s.select(s.lt(s.abs(x), 1), oddPolynomial(x, SINH), s.copySign(far, x));
}

export function cosh(x: Expr): Expr {
  const root = s.exp(s.mul(s.abs(x), 0.5));
  return s.add(s.mul(s.mul(root, 0.5), root), s.div(0.5, s.mul(root, root)));
}

export function asinh(x: Expr): Expr {
  const a = s.abs(x);
  const square = s.mul(a, a);
  const near = log1p(s.add(a, s.div(square, s.add(s.sqrt(s.add(square, 1)), 1))));
  // beyond 10⁴ the difference from log 2x is below rounding, and x² would overflow in the end
  return s.copySign(s.select(s.lt(a, 1e4), near, s.add(s.log(a), LN2)), x);
}

export function acosh(x: Expr): Expr {
  const t = s.sub(x, 1);
  const near = log1p(s.add(t, s.sqrt(s.mul(t, s.add(t, 2)))));
  return s.select(s.lt(x, 1e4), near, s.add(s.log(x), LN2));
}

export function atanh(x: Expr): Expr {
  const a = s.abs(x);
  return s.copySign(s.mul(log1p(s.div(s.mul(a, 2), s.sub(1, a))), 0.5), x);
}

export function tan(x: Expr): Expr {
  return s.div(s.sin(x), s.cos(x));
}

export function atan(x: Expr): Expr {
  const a = s.abs(x);
  const isFar = s.gt(a, 1);
  const y = oddPolynomial(s.select(isFar, s.div(1, a), a), ATAN);
  return s.copySign(s.select(isFar, s.sub(HALF_PI, y), y), x);
}

/** The angle of (x, y); the axes and the quadrants come from the signs. */
export function atan2(y: Expr, x: Expr): Expr {
  const [a, b] = [s.abs(y), s.abs(x)];
  const [low, high] = [s.min(a, b), s.max(a, b)];
  // both infinite: a diagonal; both 0: the angle of the axis
  const ratio = s.select(s.eq(a, b), s.select(s.eq(a, 0), 0, 1), s.div(low, high));
  const octant = oddPolynomial(ratio, ATAN);
  const quadrant = s.select(s.gt(a, b), s.sub(HALF_PI, octant), octant);
  const isLeft = s.lt(s.bitcast(x, "i32"), 0);
  return s.copySign(s.select(isLeft, s.sub(Math.PI, quadrant), quadrant), y);
}

/** asin of |x| ≤ ½ directly; above, π/2 − 2·asin √((1 − x)/2). */
function asinParts(x: Expr): { isFar: Expr; angle: Expr } {
  const a = s.abs(x);
  const isFar = s.gt(a, 0.5);
  return { isFar, angle: oddPolynomial(s.select(isFar, s.sqrt(s.mul(s.sub(1, a), 0.5)), a), ASIN) };
}

export function asin(x: Expr): Expr {
  const { isFar, angle } = asinParts(x);
  return s.copySign(s.select(isFar, s.sub(HALF_PI, s.mul(angle, 2)), angle), x);
}

export function acos(x: Expr): Expr {
  const { isFar, angle } = asinParts(x);
  const isNegative = s.lt(x, 0);
  const twice = s.mul(angle, 2);
  const far = s.select(isNegative, s.sub(Math.PI, twice), twice);
  return s.select(isFar, far, s.select(isNegative, s.add(HALF_PI, angle), s.sub(HALF_PI, angle)));
}

export function erf(x: Expr): Expr {
  const a = s.abs(x);
  const square = s.mul(a, a);
  const near = s.mul(x, s.polynomial(square, ERF));
  // clamped to where the polynomial holds; erf is 1 in float32 beyond
  const t = s.div(1, s.min(s.max(a, 1), 4));
  const far = s.sub(1, s.mul(s.exp(s.neg(square)), s.mul(t, s.polynomial(t, ERFC))));
  return s.select(s.lt(a, 1), near, s.copySign(far, x));
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid(x: Expr): Expr {
  return s.div(1, s.add(s.exp(s.neg(x)), 1));
}

/** log(1 + eˣ). */
export function softplus(x: Expr): Expr {
  return s.add(s.max(x, 0), log1p(s.exp(s.neg(s.abs(x)))));
}

/** erf⁻¹ near enough for Newton's method: the constant of Winitzki's formula erf(x) ≈ √(1 − e^(−x²·(4/π + ax²)/(1 + ax²))). */
const WINITZKI = 0.147;

/** The x with erf(x) = y: a closed approximation, then two Newton steps. Loses digits as |y| nears 1. */
export function erfInv(y: Expr): Expr {
  const l = s.log(s.mul(s.sub(1, y), s.add(y, 1)));
  const half = s.fma(l, 0.5, 2 / (Math.PI * WINITZKI));
  const root = s.sqrt(s.max(s.sub(s.sqrt(s.sub(s.mul(half, half), s.mul(l, 1 / WINITZKI))), half), 0));
  let x = s.copySign(root, y);
  for (let i = 0; i < 2; i++) {
    const slope = s.mul(s.exp(s.neg(s.mul(x, x))), 2 / Math.sqrt(Math.PI));
    x = s.sub(x, s.div(s.sub(erf(x), y), slope));
  }
  return s.select(s.eq(s.abs(y), 1), s.mul(y, Infinity), x);
}
