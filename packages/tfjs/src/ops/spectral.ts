/** Fourier transforms of the last axis. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";

function complexInput(input: TensorLike, op: string): Input {
  const t = convert(input, "input", op);
  assert(t.dtype === "complex64", `The dtype for tf.spectral.${op}() must be complex64 but got ${t.dtype}.`);
  return t;
}

/**
 * Returns the Fourier transform of complex numbers along the last axis.
 * @throws Error for other dtypes than complex64
 * @example tf.real(tf.fft(tf.complex([1, 2], [0, 0]))) // [3, -1]
 */
export function fft(input: TensorLike): Tensor {
  return wrap(weir.fft(complexInput(input, "fft").core));
}

/**
 * Returns the inverse Fourier transform of complex numbers along the last axis.
 * @throws Error for other dtypes than complex64
 * @example tf.real(tf.ifft(tf.complex([3, -1], [0, 0]))) // [1, 2]
 */
export function ifft(input: TensorLike): Tensor {
  return wrap(weir.ifft(complexInput(input, "ifft").core));
}

/**
 * Returns the ⌊n / 2⌋ + 1 frequencies ≥ 0 of the Fourier transform of real numbers along the last axis.
 * @param fftLength the length the axis is cut or padded with zeros to; default its own
 * @throws Error for other dtypes than float32
 * @example tf.real(tf.rfft(tf.tensor1d([1, 2, 3, 4]))) // [10, -2, -2]
 */
export function rfft(input: TensorLike, fftLength?: number): Tensor {
  const t = convert(input, "input", "rfft");
  assert(t.dtype === "float32", `The dtype for rfft() must be real value but got ${t.dtype}`);
  return wrap(weir.rfft(t.core, fftLength ?? undefined));
}

/**
 * Returns the real numbers whose `rfft` this is, 2(m − 1) along the last axis; a matrix at least, as TensorFlow.js has it.
 * @example tf.irfft(tf.complex([[3, -1]], [[0, 0]])) // [[1, 2]]
 */
export function irfft(input: TensorLike): Tensor {
  const t = convert(input, "input", "irfft");
  const inner = t.shape[t.rank - 1]!;
  // up to two frequencies TensorFlow.js gives the real part of `ifft`: for one of them, and for two real ones, that is the same
  const core = weir.cast(t.core, "complex64");
  const real = inner <= 2 ? weir.real(weir.ifft(core)) : weir.irfft(core, 2 * (inner - 1));
  const length = real.shape.at(-1)!;
  return wrap(t.rank === 3 ? real : weir.reshape(real, [t.size / inner, length]));
}
