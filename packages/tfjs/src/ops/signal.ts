/** The namespace `signal`: windows, frames and short-time Fourier transforms. */
import * as weir from "@weir/core";
import { convert, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { mul } from "./binary.ts";
import { rfft } from "./spectral.ts";

/**
 * Returns the Hann window of `windowLength` elements: 0.5 − 0.5·cos(2πi/n).
 * @example tf.signal.hannWindow(4) // [0, 0.5, 1, 0.5]
 */
export function hannWindow(windowLength: number): Tensor {
  return wrap(weir.signal.hannWindow(windowLength));
}

/**
 * Returns the Hamming window of `windowLength` elements: 0.54 − 0.46·cos(2πi/n).
 * @example tf.signal.hammingWindow(4) // [0.08, 0.54, 1, 0.54]
 */
export function hammingWindow(windowLength: number): Tensor {
  return wrap(weir.signal.hammingWindow(windowLength));
}

/**
 * Returns the frames of a signal [length] as rows: those that fit, and with `padEnd` those that begin in it.
 * @example tf.signal.frame([1, 2, 3, 4], 2, 1) // [[1, 2], [2, 3], [3, 4]]
 */
export function frame(
  signal: TensorLike,
  frameLength: number,
  frameStep: number,
  padEnd = false,
  padValue = 0,
): Tensor {
  const t = convert(signal, "signal", "frame");
  return wrap(weir.signal.frame(t.core, frameLength, frameStep, padEnd, padValue));
}

/**
 * Returns the Fourier transforms of the frames of a signal, each weighed by a window.
 * @example tf.abs(tf.signal.stft([1, 1, 1, 1], 2, 2)) // [[1, 1], [1, 1]]
 */
export function stft(
  signal: TensorLike,
  frameLength: number,
  frameStep: number,
  fftLength?: number,
  windowFn: (length: number) => Tensor = hannWindow,
): Tensor {
  const length = fftLength ?? 2 ** Math.ceil(Math.log2(frameLength));
  return rfft(mul(frame(signal, frameLength, frameStep), windowFn(frameLength)), length);
}
