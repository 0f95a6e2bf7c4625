/**
 * Operations that a target has no accurate instruction for become polynomials and bit operations: exp, log, sin, cos, tanh, pow, fma
 * and mulhi. Accuracy is one or two units in the last place (pow: a few, growing with the exponent; sin and cos up to |x| = 10⁴).
 * Subnormal results may be flushed to 0.
 */
import type { Expr, ScalarOp } from "../../ir/expr.ts";
import { rewriter } from "../../ir/expr.ts";
import type { Kernel } from "../../ir/kernel.ts";
import { mapBody } from "../../ir/kernel.ts";
import { EXP, log1pTail, oddPolynomial } from "../../ops/math.ts";
import * as s from "../../ops/scalar.ts";

type Rule = (args: readonly Expr[]) => Expr;

const RULES: Partial<Record<ScalarOp, Rule>> = {
  exp: ([x]) => exp(x!),
  log: ([x]) => log(x!),
  sin: ([x]) => sine(x!, 0),
  cos: ([x]) => sine(x!, 1),
  tanh: ([x]) => tanh(x!),
  pow: ([x, y]) => pow(x!, y!),
  fma: ([a, b, c]) => s.add(s.mul(a!, b!), c!),
  mulhi: ([a, b]) => mulhi(a!, b!),
};

/** `e` in the operations of `native`, as far as there are rules. */
export function expandMath(e: Expr, native: ReadonlySet<ScalarOp>): Expr {
  return expander(native)(e);
}

/** `kernel` with every expression expanded. */
export function expandKernel(kernel: Kernel, native: ReadonlySet<ScalarOp>): Kernel {
  return { ...kernel, body: mapBody(kernel.body, expander(native)) };
}

function expander(native: ReadonlySet<ScalarOp>): (e: Expr) => Expr {
  const go: (e: Expr) => Expr = rewriter((e) => {
    const rule = e.kind === "op" && !native.has(e.op) ? RULES[e.op] : undefined;
    return rule && go(rule((e as { args: readonly Expr[] }).args));
  });
  return go;
}

// ln 2 in two parts: the first has 9 bits, so that n times it is exact for every exponent n
const LN2_HIGH = 0.693359375;
const LN2_LOW = -2.1219444005469057e-4;

/** eʳ − 1 for |r| ≤ ln 2 / 2. */
function smallExpm1(r: Expr): Expr {
  return s.fma(s.mul(r, r), s.polynomial(r, EXP), r);
}

/** eʳ·2ⁱ for r ≥ −ln 2 / 2, accurate up to ln 2 / 2, and −252 ≤ i ≤ 254, in two factors so that neither over- nor underflows before the product does. */
function scaledExp(r: Expr, i: Expr): Expr {
  const p = s.add(smallExpm1(r), 1);
  const half = s.shr(i, 1);
  return s.mul(s.mul(p, powerOfTwo(half)), powerOfTwo(s.sub(i, half)));
}

function powerOfTwo(n: Expr): Expr {
  return s.bitcast(s.shl(s.add(n, 127), 23), "f32");
}

/**
 * The integer nearest to x, for |x| < 2²²: the sum with 1.5·2²³ has it in its lowest bits. Rounding and converting take a GPU longer,
 * because what lies outside must come out as the nearest integer that there is. A NaN gives any integer.
 */
function nearest(x: Expr, scale: number): Expr {
  return s.sub(s.bitcast(s.fma(x, scale, 1.5 * 2 ** 23), "i32"), 0x4b400000);
}

/** x − i·ln 2. A NaN stays one. */
function minusLn2(x: Expr, i: Expr): Expr {
  const n = s.convert(i, "f32");
  return s.fma(n, -LN2_LOW, s.fma(n, -LN2_HIGH, x));
}

function exp(x: Expr): Expr {
  // below, the result is 0 all the same. The constant comes second: there max keeps a NaN in x
  const a = s.max(x, -104);
  // above, what is left of x grows until the result is ∞
  const i = s.min(nearest(a, Math.LOG2E), 128);
  return scaledExp(minusLn2(a, i), i);
}

/** x = m·2ᵉ with √½ ≤ m < √2: gives e and f = m − 1. */
function splitExponent(x: Expr): { e: Expr; f: Expr } {
  const bits = s.bitcast(x, "i32");
  const exponent = s.shr(s.sub(bits, 0x3f3504f3), 23);
  const mantissa = s.bitcast(s.sub(bits, s.shl(exponent, 23)), "f32");
  return { e: s.convert(exponent, "f32"), f: s.sub(mantissa, 1) };
}

function log(x: Expr): Expr {
  const { e, f } = splitExponent(x);
  const y = s.fma(e, LN2_HIGH, s.add(f, s.fma(e, LN2_LOW, log1pTail(f))));
  const finite = s.select(s.lt(x, Infinity), y, x);
  return s.select(s.le(x, 0), s.select(s.eq(x, 0), -Infinity, NaN), finite);
}

// π/2 in three parts; the first two have 9 and 11 bits: exact products for |q| < 8192
const HALF_PI = [1.5703125, 4.837512969970703125e-4, 7.549789954891882e-8];
/** (sin r − r) / r³ in r², for |r| ≤ π/4. */
const SIN = [-0.166666667, 0.00833333169, -0.000198399896, 2.72375772e-6];
/** (cos r − 1 + r²/2) / r⁴ in r², for |r| ≤ π/4. */
const COS = [0.0416666644, -0.00138882549, 2.45377508e-5];

/** sin(x + quarters·π/2). */
function sine(x: Expr, quarters: number): Expr {
  const q = s.rint(s.mul(x, 2 / Math.PI));
  let r = x;
  for (const part of HALF_PI) r = s.fma(q, -part, r);
  const quadrant = s.add(s.convert(q, "i32"), quarters);
  const square = s.mul(r, r);
  const cosine = s.fma(s.mul(square, square), s.polynomial(square, COS), s.fma(square, -0.5, 1));
  // r is 0 for −0
  const sine = s.select(s.eq(x, 0), x, oddPolynomial(r, SIN));
  const y = s.select(s.eq(s.and(quadrant, 1), 0), sine, cosine);
  return s.bitcast(s.xor(s.bitcast(y, "i32"), s.shl(s.and(quadrant, 2), 30)), "f32");
}

/** t / (t + 2) with t = e^(2|x|) − 1, which is exact enough near 0 too: where n = 0, nothing is subtracted. */
function tanh(x: Expr): Expr {
  // the result is 1 from there on
  const a = s.min(s.abs(x), 9.02);
  const twice = s.add(a, a);
  const i = nearest(twice, Math.LOG2E);
  const scale = powerOfTwo(i);
  const t = s.fma(scale, smallExpm1(minusLn2(twice, i)), s.sub(scale, 1));
  return s.copySign(s.div(t, s.add(t, 2)), x);
}

/**
 * xʸ = 2^(y·log₂|x|). The logarithm is kept in two parts: E, with 5 bits after the point, and a small rest. The product of E with the
 * upper 12 bits of y is exact, so that the large part of the exponent loses nothing.
 */
function pow(x: Expr, y: Expr): Expr {
  const a = s.abs(x);
  const { e, f } = splitExponent(a);
  const tail = log1pTail(f);
  const coarse = s.mul(s.rint(s.mul(s.add(f, tail), 32 * Math.LOG2E)), 1 / 32);
  const fine = s.fma(tail, Math.LOG2E, s.fma(f, Math.LOG2E, s.neg(coarse)));
  const large = s.add(e, coarse);
  const yHigh = s.bitcast(s.and(s.bitcast(y, "u32"), 0xfffff000), "f32");
  const p = s.mul(yHigh, large);
  const rest = s.fma(s.sub(y, yHigh), large, s.mul(y, fine));
  const i = nearest(s.min(s.max(s.add(p, rest), -160), 130), 1);
  const fraction = s.min(s.max(s.add(s.sub(p, s.convert(i, "f32")), rest), -1), 1);
  const core = scaledExp(s.mul(fraction, Math.LN2), i);

  // |x| = 0 or ∞, or |y| = ∞: all the way to 0 or ∞
  const isExtreme = s.or(s.or(s.eq(a, 0), s.eq(a, Infinity)), s.eq(s.abs(y), Infinity));
  const grows = s.or(s.and(s.gt(a, 1), s.gt(y, 0)), s.and(s.lt(a, 1), s.lt(y, 0)));
  const magnitude = s.select(isExtreme, s.select(grows, Infinity, 0), core);
  // a negative base takes integer powers only; beyond 2²⁴ all floats are even
  const isWhole = s.eq(s.rint(y), y);
  const isOdd = s.and(s.lt(s.abs(y), 2 ** 24), s.ne(s.and(s.convert(y, "i32"), 1), 0));
  const signed = s.select(s.and(isWhole, isOdd), s.copySign(magnitude, x), magnitude);
  const isRoot = s.and(s.and(s.lt(x, 0), s.not(isWhole)), s.lt(a, Infinity));
  const valid = s.select(s.or(isRoot, s.or(s.isNaNBits(x), s.isNaNBits(y))), NaN, signed);
  const isOne = s.or(s.eq(x, 1), s.and(s.eq(a, 1), s.eq(s.abs(y), Infinity)));
  return s.select(s.or(s.eq(y, 0), isOne), 1, valid);
}

/** The upper half of a 32 × 32 bit product, from four 16 × 16 bit ones. */
function mulhi(a: Expr, b: Expr): Expr {
  const [aLow, aHigh, bLow, bHigh] = [s.and(a, 0xffff), s.shr(a, 16), s.and(b, 0xffff), s.shr(b, 16)];
  const cross = s.add(s.mul(aHigh, bLow), s.shr(s.mul(aLow, bLow), 16));
  const other = s.add(s.mul(aLow, bHigh), s.and(cross, 0xffff));
  return s.add(s.add(s.mul(aHigh, bHigh), s.shr(cross, 16)), s.shr(other, 16));
}
