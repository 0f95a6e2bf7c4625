/** What the arithmetic of one and two arguments is for complex values: formulas on their parts. */
import type { Tensor } from "../tensor.ts";
import type { ComplexRule, Ops } from "./record.ts";

interface Parts {
  readonly re: Tensor;
  readonly im: Tensor;
}

const partsOf = (z: Tensor, { real, imag }: Ops): Parts => ({ re: real(z), im: imag(z) });

/** A power of the larger part's size: dividing by it keeps squares from over- and underflowing. A constant for the derivative. */
function scaleOf({ re, im }: Parts, { maximum, abs, where, logicalAnd, greater, isFinite, stopGradient }: Ops): Tensor {
  const largest = stopGradient(maximum(abs(re), abs(im)));
  return where(logicalAnd(greater(largest, 0), isFinite(largest)), largest, 1);
}

/** |z| = m·√((x/m)² + (y/m)²). Its gradient at 0 is 0. */
export const absRule: ComplexRule = ([z], _attrs, ops) => {
  const { add, div, equal, mul, sqrt, square, where } = ops;
  const parts = partsOf(z!, ops);
  const m = scaleOf(parts, ops);
  const sum = add(square(div(parts.re, m)), square(div(parts.im, m)));
  const none = equal(sum, 0);
  return where(none, 0, mul(m, sqrt(where(none, 1, sum))));
};

/** (a + bi)(c + di). */
export const mulRule: ComplexRule = ([z, w], _attrs, ops) => {
  const { add, complex, mul, sub } = ops;
  const [p, q] = [partsOf(z!, ops), partsOf(w!, ops)];
  return complex(sub(mul(p.re, q.re), mul(p.im, q.im)), add(mul(p.re, q.im), mul(p.im, q.re)));
};

/** z / w = z·w̄ / |w|², with w scaled first. */
export const divRule: ComplexRule = ([z, w], _attrs, ops) => {
  const { add, complex, div, mul, square, sub } = ops;
  const [p, raw] = [partsOf(z!, ops), partsOf(w!, ops)];
  const m = scaleOf(raw, ops);
  const q = { re: div(raw.re, m), im: div(raw.im, m) };
  const size = mul(m, add(square(q.re), square(q.im)));
  const re = add(mul(p.re, q.re), mul(p.im, q.im));
  const im = sub(mul(p.im, q.re), mul(p.re, q.im));
  return complex(div(re, size), div(im, size));
};

/** aᵇ = e^(b·log a); 0 for a = 0, except that 0⁰ = 1. */
export const powRule: ComplexRule = ([a, b], _attrs, ops) => {
  const { complex, equal, exp, log, mul, where } = ops;
  const none = equal(a!, 0);
  const y = exp(mul(b!, log(where(none, 1, a!))));
  return where(none, complex(where(equal(b!, 0), 1, 0), 0), y);
};

/** e^x·(cos y + i·sin y). */
export const expRule: ComplexRule = ([z], _attrs, ops) => {
  const { complex, cos, exp, mul, sin } = ops;
  const { re, im } = partsOf(z!, ops);
  const size = exp(re);
  return complex(mul(size, cos(im)), mul(size, sin(im)));
};

/** log |z| + i·arg z: the cut is along the negative real axis. */
export const logRule: ComplexRule = ([z], _attrs, { abs, angle, complex, log }) => complex(log(abs(z!)), angle(z!));

/**
 * √z = √((|z| + |x|)/2)·(1 + i·|y|/(|z| + |x|)), with the two parts exchanged for x < 0 and the sign of y on the second: neither
 * part is a difference of nearly equal numbers.
 */
export const sqrtRule: ComplexRule = ([z], _attrs, ops) => {
  const { abs, complex, div, equal, less, mul, neg, sqrt, where, add } = ops;
  const { re, im } = partsOf(z!, ops);
  const none = equal(z!, 0);
  const sum = where(none, 1, add(abs(z!), abs(re)));
  const large = sqrt(mul(sum, 0.5));
  const small = div(mul(abs(im), 0.5), large);
  const left = less(re, 0);
  const x = where(left, small, large);
  const y = where(left, large, small);
  return where(none, 0, complex(x, where(less(im, 0), neg(y), y)));
};

export const squareRule: ComplexRule = ([z], attrs, ops) => mulRule([z!, z!], attrs, ops);

export const reciprocalRule: ComplexRule = ([z], attrs, ops) => divRule([ops.onesLike(z!), z!], attrs, ops);

/** z / |z|, and 0 for 0. */
export const signRule: ComplexRule = ([z], _attrs, { abs, complex, div, equal, imag, real, where }) => {
  const size = abs(z!);
  const safe = where(equal(size, 0), 1, size);
  return complex(div(real(z!), safe), div(imag(z!), safe));
};

/** sin(x + iy) = sin x·cosh y + i·cos x·sinh y. */
export const sinRule: ComplexRule = ([z], _attrs, ops) => {
  const { complex, cos, cosh, mul, sin, sinh } = ops;
  const { re, im } = partsOf(z!, ops);
  return complex(mul(sin(re), cosh(im)), mul(cos(re), sinh(im)));
};

/** cos(x + iy) = cos x·cosh y − i·sin x·sinh y. */
export const cosRule: ComplexRule = ([z], _attrs, ops) => {
  const { complex, cos, cosh, mul, neg, sin, sinh } = ops;
  const { re, im } = partsOf(z!, ops);
  return complex(mul(cos(re), cosh(im)), neg(mul(sin(re), sinh(im))));
};

/** (a − b)·conj(a − b), as in TensorFlow. */
export const squaredDifferenceRule: ComplexRule = ([a, b], attrs, ops) => {
  const d = ops.sub(a!, b!);
  return mulRule([d, ops.conj(d)], attrs, ops);
};

/** Both parts are equal. */
export const equalRule: ComplexRule = ([a, b], _attrs, { equal, imag, logicalAnd, real }) =>
  logicalAnd(equal(real(a!), real(b!)), equal(imag(a!), imag(b!)));

export const notEqualRule: ComplexRule = (inputs, attrs, ops) => ops.logicalNot(equalRule(inputs, attrs, ops));

/** The product of the sums is four products of parts. */
export const matMulRule: ComplexRule = ([a, b], attrs, ops) => {
  const { add, complex, matMul, sub } = ops;
  const [p, q] = [partsOf(a!, ops), partsOf(b!, ops)];
  const product = (x: Tensor, y: Tensor): Tensor =>
    matMul(x, y, attrs["transposeA"] === true, attrs["transposeB"] === true);
  return complex(sub(product(p.re, q.re), product(p.im, q.im)), add(product(p.re, q.im), product(p.im, q.re)));
};
