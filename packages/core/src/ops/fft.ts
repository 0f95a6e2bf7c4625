/**
 * Discrete Fourier transforms, of any length, as contractions: Cooley and Tukey's factors (Math. Comp. 19, 1965) are small dense
 * matrices, which every device multiplies well, with an elementwise product between; a length with a large prime factor is a
 * convolution (Bluestein 1970). Made of ops that have derivatives, they have derivatives.
 *
 * Inside, a complex vector is real and interleaved: [batch, n, 2], the form complex64 has in memory.
 */
import { OpError } from "../ir/error.ts";
import { showShape, sizeOf } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, mul } from "./binary.ts";
import { cast } from "./cast.ts";
import { complex, imag, real } from "./complex.ts";
import { matMul } from "./contraction.ts";
import { chirp, dftMatrix, twiddles } from "./fourier-tables.ts";
import { concat, stack } from "./join.ts";
import { reshape, reverse, transpose } from "./movement.ts";
import { pad } from "./pad.ts";
import { trace } from "./record.ts";
import { slice } from "./slice.ts";

type Sign = 1 | -1;

/** Dense matrices up to this size: 64 multiplications an element are cheaper than another pass over memory. */
const DENSE = 64;
/** Lengths with a larger prime factor than this are convolved. */
const LARGEST_PRIME = 128;

const constant = (values: Float32Array, shape: readonly number[]): Tensor => reshape(trace().toTensor(values), shape);

function largestPrime(n: number): number {
  let largest = 1;
  for (let p = 2; p * p <= n; p++)
    while (n % p === 0) {
      largest = p;
      n /= p;
    }
  return Math.max(largest, n);
}

/** The factor to split off `n` first: of those that leave as few passes as can be, the one nearest to balance. */
function factorOf(n: number): number {
  const passes = Math.ceil(Math.log(n) / Math.log(DENSE) - 1e-9);
  const ideal = n ** (1 / passes);
  let best = n;
  for (let f = 2; f <= Math.max(DENSE, largestPrime(n)); f++)
    if (n % f === 0 && Math.abs(Math.log(f / ideal)) < Math.abs(Math.log(best / ideal))) best = f;
  return best;
}

/** x·w on interleaved parts, as x·Re w + ix·Im w: one kernel. Shapes broadcast. */
function product(x: Tensor, w: Tensor): Tensor {
  const part = (p: number): Tensor => slice(w, [...w.shape.slice(1).map(() => 0), p], [...w.shape.slice(0, -1), 1]);
  const turned = mul(reverse(x, -1), constant(Float32Array.of(-1, 1), [2]));
  return add(mul(x, part(0)), mul(turned, part(1)));
}

/** The unscaled transform of `x` [batch, n, parts] (one part: real) along its middle axis: [batch, n, 2]. */
function transform(x: Tensor, sign: Sign): Tensor {
  const [batch, n, parts] = x.shape as readonly [number, number, 1 | 2];
  const prime = largestPrime(n);
  if (prime > LARGEST_PRIME)
    return convolved(
      parts === 1
        ? pad(x, [
            [0, 0],
            [0, 0],
            [0, 1],
          ])
        : x,
      sign,
    );
  if (n <= DENSE || n === prime) {
    const y = matMul(reshape(x, [batch, n * parts]), constant(dftMatrix(n, sign, parts), [n * parts, 2 * n]));
    return reshape(y, [batch, n, 2]);
  }
  // j = j₁·n₂ + j₂ and k = k₁ + n₁·k₂: transform over j₁, turn by ω^(j₂k₁), transform over j₂
  const n1 = factorOf(n);
  const n2 = n / n1;
  const columns = transpose(reshape(x, [batch, n1, n2, parts]), [0, 2, 1, 3]);
  const first = reshape(transform(reshape(columns, [batch * n2, n1, parts]), sign), [batch, n2, n1, 2]);
  const turned = product(first, constant(twiddles(n2, n1, sign), [1, n2, n1, 2]));
  const rows = reshape(transpose(turned, [0, 2, 1, 3]), [batch * n1, n2, 2]);
  const second = reshape(transform(rows, sign), [batch, n1, n2, 2]);
  return reshape(transpose(second, [0, 2, 1, 3]), [batch, n, 2]);
}

/** As 2jk = j² + k² − (k − j)², the transform is a convolution with a chirp, done at a length that is easy to transform. */
function convolved(x: Tensor, sign: Sign): Tensor {
  const [batch, n] = x.shape as readonly [number, number, number];
  const length = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const w = constant(chirp(n, sign), [1, n, 2]);
  const kernel = constant(chirp(n, sign === 1 ? -1 : 1), [1, n, 2]);
  const a = pad(product(x, w), [
    [0, 0],
    [0, length - n],
    [0, 0],
  ]);
  // the chirp is even: its negative half lies at the end
  const gap = trace().literal(0, [1, length - 2 * n + 1, 2], "float32");
  const tail = reverse(slice(kernel, [0, 1, 0], [1, n - 1, 2]), 1);
  const spectrum = product(transform(a, -1), transform(concat([kernel, gap, tail], 1), -1));
  const y = slice(mul(transform(spectrum, 1), 1 / length), [0, 0, 0], [batch, n, 2]);
  return product(y, w);
}

/** `x` as [batch, n, parts], and its shape. */
function rows(
  op: string,
  x: TensorLike,
): { readonly x: Tensor; readonly shape: readonly number[]; readonly n: number } {
  const t = trace().toTensor(x);
  if (t.rank === 0) throw new OpError(op, "transforms along an axis, got a scalar");
  const n = t.shape.at(-1)!;
  if (n === 0) throw new OpError(op, `the last axis of ${showShape(t.shape)} is empty`);
  const parts = t.dtype === "complex64" ? [real(t), imag(t)] : [cast(t, "float32")];
  return { x: reshape(stack(parts, -1), [sizeOf(t.shape) / n, n, parts.length]), shape: t.shape, n };
}

function toComplex(y: Tensor, shape: readonly number[]): Tensor {
  const parts = reshape(y, [...shape, 2]);
  const part = (p: number): Tensor => reshape(slice(parts, [...shape.map(() => 0), p], [...shape, 1]), shape);
  return complex(part(0), part(1));
}

/**
 * Returns the discrete Fourier transform of `x` along its last axis, Σⱼ xⱼ·e^(−2πi·jk/n). Any length; complex64.
 * @throws OpError for a scalar or an empty axis
 * @see NumPy's `numpy.fft.fft`
 * @example abs(fft([1, 0, 0])) // [1, 1, 1]
 */
export function fft(x: TensorLike): Tensor {
  const given = rows("fft", x);
  return toComplex(transform(given.x, -1), given.shape);
}

/**
 * Returns the inverse of {@link fft}: Σₖ xₖ·e^(2πi·jk/n) / n. Any length; complex64.
 * @throws OpError for a scalar or an empty axis
 * @see NumPy's `numpy.fft.ifft`
 * @example real(ifft([4, 0])) // [2, 2]
 */
export function ifft(x: TensorLike): Tensor {
  const given = rows("ifft", x);
  return toComplex(mul(transform(given.x, 1), 1 / given.n), given.shape);
}

/** `t` cut or padded with zeros to `n` along its last axis. */
function fitted(t: Tensor, n: number): Tensor {
  const length = t.shape.at(-1)!;
  if (length > n)
    return slice(
      t,
      t.shape.map(() => 0),
      [...t.shape.slice(0, -1), n],
    );
  return pad(
    t,
    t.shape.map((_, i) => [0, i === t.rank - 1 ? n - length : 0] as const),
  );
}

function checkLength(op: string, n: number): void {
  if (!Number.isInteger(n) || n < 1) throw new OpError(op, `fftLength is a positive integer, got ${n}`);
}

/**
 * Returns the first ⌊n/2⌋ + 1 elements of the transform of the real `x` along its last axis; the others are their conjugates. complex64.
 * @param fftLength n, to which `x` is cut or padded with zeros; default the size of the axis
 * @throws OpError when `x` is complex
 * @see NumPy's `numpy.fft.rfft`
 * @example real(rfft([1, 2, 3, 4])) // [10, -2, -2]
 */
export function rfft(x: TensorLike, fftLength?: number): Tensor {
  const t = trace().toTensor(x);
  if (t.dtype === "complex64") throw new OpError("rfft", "takes real numbers, got complex64; use fft");
  if (fftLength !== undefined) checkLength("rfft", fftLength);
  const given = rows("rfft", fftLength === undefined || t.rank === 0 ? t : fitted(t, fftLength));
  const half = Math.floor(given.n / 2) + 1;
  const y = transform(given.x, -1);
  return toComplex(slice(y, [0, 0, 0], [y.shape[0]!, half, 2]), [...given.shape.slice(0, -1), half]);
}

/**
 * Returns the inverse of {@link rfft}, float32: of a spectrum of ⌊n/2⌋ + 1 elements along the last axis, n real ones.
 * @param fftLength n; default twice one less than the size of the axis. The spectrum is cut or padded with zeros to fit
 * @throws OpError for a scalar or when n is not positive
 * @see NumPy's `numpy.fft.irfft`
 * @example irfft([10, -2, -2]) // [1, 3, 3, 3]
 */
export function irfft(x: TensorLike, fftLength?: number): Tensor {
  const t = cast(trace().toTensor(x), "complex64");
  if (t.rank === 0) throw new OpError("irfft", "transforms along an axis, got a scalar");
  const n = fftLength ?? 2 * (t.shape.at(-1)! - 1);
  checkLength("irfft", n);
  const given = rows("irfft", fitted(t, Math.floor(n / 2) + 1));
  const [batch] = given.x.shape as readonly [number];
  // the conjugates of elements n − half … 1; imaginary parts of the first (and the middle) end up where nobody looks
  const tail = reverse(slice(given.x, [0, Math.min(1, n - 1), 0], [batch, n - given.n, 2]), 1);
  const whole = concat([given.x, mul(tail, constant(Float32Array.of(1, -1), [1, 1, 2]))], 1);
  const y = slice(transform(whole, 1), [0, 0, 0], [batch, n, 1]);
  return reshape(mul(y, 1 / n), [...given.shape.slice(0, -1), n]);
}

/** `x` with its last two axes exchanged. */
function swapped(x: Tensor): Tensor {
  const axes = x.shape.map((_, i) => i);
  return transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

function planes(op: string, x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  if (t.rank < 2) throw new OpError(op, `transforms along two axes, got ${showShape(t.shape)}`);
  return t;
}

/**
 * Returns the Fourier transform of `x` along its last two axes. complex64.
 * @throws OpError for a rank below 2
 * @see NumPy's `numpy.fft.fft2`
 * @example real(fft2([[1, 2], [3, 4]])) // [[10, -2], [-4, 0]]
 */
export function fft2(x: TensorLike): Tensor {
  return swapped(fft(swapped(fft(planes("fft2", x)))));
}

/**
 * Returns the inverse of {@link fft2}. complex64.
 * @throws OpError for a rank below 2
 * @see NumPy's `numpy.fft.ifft2`
 * @example real(ifft2([[10, -2], [-4, 0]])) // [[1, 2], [3, 4]]
 */
export function ifft2(x: TensorLike): Tensor {
  return swapped(ifft(swapped(ifft(planes("ifft2", x)))));
}

/**
 * Returns the Fourier transform of the real `x` along its last two axes: ⌊n/2⌋ + 1 elements of the last. complex64.
 * @throws OpError for a rank below 2, or when `x` is complex
 * @see NumPy's `numpy.fft.rfft2`
 * @example real(rfft2([[1, 2], [3, 4]])) // [[10, -2], [-4, 0]]
 */
export function rfft2(x: TensorLike): Tensor {
  return swapped(fft(swapped(rfft(planes("rfft2", x)))));
}

/**
 * Returns the inverse of {@link rfft2}, float32.
 * @param fftLength size of the last axis of the result; default twice one less than that of `x`
 * @throws OpError for a rank below 2
 * @see NumPy's `numpy.fft.irfft2`
 * @example irfft2([[10, -2], [-4, 0]]) // [[1, 2], [3, 4]]
 */
export function irfft2(x: TensorLike, fftLength?: number): Tensor {
  return irfft(swapped(ifft(swapped(planes("irfft2", x)))), fftLength);
}
