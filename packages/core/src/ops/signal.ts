/** Signals along the last axis: frames and windows, short-time Fourier transforms, cosine transforms, mel features. */
import { OpError } from "../ir/error.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { add, div, mul } from "./binary.ts";
import { cast } from "./cast.ts";
import { complex, real } from "./complex.ts";
import { matMul } from "./contraction.ts";
import { fill } from "./create.ts";
import { inexact } from "./elementwise.ts";
import { irfft, rfft } from "./fft.ts";
import { turn } from "./fourier-tables.ts";
import { gather } from "./gather.ts";
import { concat } from "./join.ts";
import { reshape, tile } from "./movement.ts";
import { pad } from "./pad.ts";
import { trace } from "./record.ts";
import { sum } from "./reduce.ts";
import { slice, stridedSlice } from "./slice.ts";

/** Gives the window for a frame length. */
export type WindowFunction = (length: number) => Tensor;

function checkPositive(op: string, name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) throw new OpError(op, `${name} is a positive integer, got ${value}`);
}

// ---- windows ------------------------------------------------------------------------------------------------------------

/** a − b·cos(2πi/m). TensorFlow's period: m is `length` for an even one, one less for an odd one. */
function cosineWindow(op: string, length: number, a: number, b: number): Tensor {
  checkPositive(op, "the length", length);
  const period = length % 2 === 0 ? length : length - 1;
  const w = Float32Array.from({ length }, (_, i) => (period === 0 ? 1 : a - b * turn(i, period)[0]));
  return trace().toTensor(w);
}

/**
 * Returns the Hann window ½ − ½·cos(2πi/m), m = `length` for an even length (periodic), one less for an odd one (symmetric).
 * @returns a vector of `length` float32 numbers
 * @throws OpError when the length is not positive
 * @see TensorFlow.js's `tf.signal.hannWindow`
 * @example hannWindow(4) // [0, 0.5, 1, 0.5]
 */
export function hannWindow(length: number): Tensor {
  return cosineWindow("hannWindow", length, 0.5, 0.5);
}

/**
 * Returns the Hamming window 0.54 − 0.46·cos(2πi/m), m as for {@link hannWindow}.
 * @returns a vector of `length` float32 numbers
 * @throws OpError when the length is not positive
 * @see TensorFlow.js's `tf.signal.hammingWindow`
 * @example hammingWindow(4) // [0.08, 0.54, 1, 0.54]
 */
export function hammingWindow(length: number): Tensor {
  return cosineWindow("hammingWindow", length, 0.54, 0.46);
}

// ---- frames -------------------------------------------------------------------------------------------------------------

/** Frames of more pieces than this are gathered. */
const MOST_PIECES = 16;

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/**
 * Returns the frames of `frameLength` elements of the last axis that begin every `frameStep`: [..., frames, frameLength]. Keeps the dtype,
 * which may be any.
 * @param padEnd also give the frames that reach beyond the end, filled with `padValue`; default false
 * @param padValue default 0
 * @throws OpError when a length is not positive
 * @see TensorFlow.js's `tf.signal.frame`
 * @example frame([1, 2, 3, 4], 2, 1) // [[1, 2], [2, 3], [3, 4]]
 */
export function frame(
  signal: TensorLike,
  frameLength: number,
  frameStep: number,
  padEnd = false,
  padValue = 0,
): Tensor {
  checkPositive("frame", "frameLength", frameLength);
  checkPositive("frame", "frameStep", frameStep);
  const t = trace().toTensor(signal);
  if (t.rank === 0) throw new OpError("frame", "takes a signal along the last axis, got a scalar");
  const [outer, length] = [t.shape.slice(0, -1), t.shape.at(-1)!];
  const count = padEnd
    ? Math.ceil(length / frameStep)
    : Math.max(0, Math.floor((length - frameLength) / frameStep) + 1);
  if (count === 0) return fill([...outer, 0, frameLength], 0, t.dtype);
  const g = gcd(frameLength, frameStep);
  const pieces = frameLength / g;
  const needed = Math.ceil(((count - 1) * frameStep + frameLength) / g) * g;
  const padding = outer.map(() => [0, 0] as const);
  const whole = needed > length ? pad(t, [...padding, [0, needed - length]], padValue) : t;
  if (pieces > MOST_PIECES) {
    const index = Int32Array.from(
      { length: count * frameLength },
      (_, i) => Math.floor(i / frameLength) * frameStep + (i % frameLength),
    );
    return gather(whole, reshape(trace().toTensor(index), [count, frameLength]), outer.length);
  }
  // frame f is the pieces f·step/g + s of the signal cut every g
  const cut = reshape(
    slice(
      whole,
      outer.map(() => 0),
      [...outer, needed],
    ),
    [...outer, needed / g, g],
  );
  const zeros = outer.map(() => 0);
  const ones = outer.map(() => 1);
  const step = frameStep / g;
  const piece = (s: number): Tensor =>
    stridedSlice(cut, [...zeros, s, 0], [...outer, s + (count - 1) * step + 1, g], [...ones, step, 1]);
  return concat(
    Array.from({ length: pieces }, (_, s) => piece(s)),
    -1,
  );
}

/**
 * Returns the signal that `frames` [..., frames, frameLength] add up to when one begins every `frameStep`. Keeps a float or complex dtype;
 * others become float32.
 * @throws OpError for a rank below 2, or when the step is not positive
 * @see TensorFlow's `tf.signal.overlap_and_add`
 * @example overlapAdd([[1, 2], [3, 4]], 1) // [1, 5, 4]
 */
export function overlapAdd(frames: TensorLike, frameStep: number): Tensor {
  checkPositive("overlapAdd", "frameStep", frameStep);
  const t = inexact(frames);
  if (t.rank < 2) throw new OpError("overlapAdd", `takes [..., frames, frameLength], got ${showShape(t.shape)}`);
  const outer = t.shape.slice(0, -2);
  const [count, length] = t.shape.slice(-2) as [number, number];
  if (count === 0) return fill([...outer, 0], 0, t.dtype);
  const pieces = Math.ceil(length / frameStep);
  const none = outer.map(() => [0, 0] as const);
  const even = pad(t, [...none, [0, 0], [0, pieces * frameStep - length]]);
  // row s of what is summed: the pieces s of all frames, s steps late
  const rows = Array.from({ length: pieces }, (_, s) => {
    const piece = slice(even, [...outer.map(() => 0), 0, s * frameStep], [...outer, count, frameStep]);
    const late = pad(piece, [...none, [s, pieces - 1 - s], [0, 0]]);
    return reshape(late, [...outer, (count + pieces - 1) * frameStep]);
  });
  const total = rows.slice(1).reduce((p, r) => add(p, r), rows[0]!);
  return slice(total, [...outer.map(() => 0), 0], [...outer, (count - 1) * frameStep + length]);
}

// ---- short-time Fourier transforms --------------------------------------------------------------------------------------

function enclosingPowerOfTwo(n: number): number {
  return 2 ** Math.ceil(Math.log2(n));
}

/**
 * Returns the short-time Fourier transform of the real `signal` along its last axis, complex64 [..., frames, ⌊fftLength/2⌋ + 1].
 * @param fftLength default the smallest power of 2 that is not below `frameLength`; frames are padded with zeros to it
 * @param windowFn default {@link hannWindow}
 * @throws OpError when a length is not positive
 * @see TensorFlow.js's `tf.signal.stft`
 * @example abs(stft([1, 1, 1, 1], 2, 2)) // [[1, 1], [1, 1]]
 */
export function stft(
  signal: TensorLike,
  frameLength: number,
  frameStep: number,
  fftLength: number = enclosingPowerOfTwo(frameLength),
  windowFn: WindowFunction = hannWindow,
): Tensor {
  const frames = frame(cast(trace().toTensor(signal), "float32"), frameLength, frameStep);
  return rfft(mul(frames, windowFn(frameLength)), fftLength);
}

/**
 * Returns the signal whose {@link stft} is `stfts`, up to what the windows take away: with `inverseStftWindow` the two undo each other
 * away from the ends. float32.
 * @param fftLength default the smallest power of 2 that is not below `frameLength`
 * @param windowFn default {@link hannWindow}
 * @returns the signal along the last axis
 * @throws OpError when a length is not positive
 * @see TensorFlow's `tf.signal.inverse_stft`
 * @example inverseStft(stft([0, 1, 2, 3, 0, 0], 4, 2), 4, 2) // [0, 0.25, 2, 1.5, 0, 0]
 */
export function inverseStft(
  stfts: TensorLike,
  frameLength: number,
  frameStep: number,
  fftLength: number = enclosingPowerOfTwo(frameLength),
  windowFn: WindowFunction = hannWindow,
): Tensor {
  checkPositive("inverseStft", "frameLength", frameLength);
  const whole = irfft(stfts, fftLength);
  const zeros = whole.shape.map(() => 0);
  const frames =
    fftLength < frameLength
      ? pad(
          whole,
          zeros.map((_, i) => [0, i === whole.rank - 1 ? frameLength - fftLength : 0] as const),
        )
      : slice(whole, zeros, [...whole.shape.slice(0, -1), frameLength]);
  return overlapAdd(mul(frames, windowFn(frameLength)), frameStep);
}

/**
 * Returns the window function with which {@link inverseStft} undoes an {@link stft} that used `forwardWindow`: that window over the
 * sum of its squares a step apart.
 * @param forwardWindow default {@link hannWindow}
 * @throws OpError when the step is not positive
 * @see TensorFlow's `tf.signal.inverse_stft_window_fn`
 * @example inverseStftWindow(1)(2) // [0, 1]
 */
export function inverseStftWindow(frameStep: number, forwardWindow: WindowFunction = hannWindow): WindowFunction {
  checkPositive("inverseStftWindow", "frameStep", frameStep);
  return (length) => {
    const w = forwardWindow(length);
    const overlaps = Math.ceil(length / frameStep);
    const squares = pad(mul(w, w), [[0, overlaps * frameStep - length]]);
    const total = sum(reshape(squares, [overlaps, frameStep]), 0);
    return div(w, slice(tile(total, [overlaps]), 0, length));
  };
}

// ---- cosine transforms --------------------------------------------------------------------------------------------------

/** Longer cosine transforms are made of Fourier transforms. */
const DENSE_COSINES = 256;

/**
 * Returns the discrete cosine transform of `x` along its last axis, as SciPy and TensorFlow scale it: type 2 is
 * 2·Σⱼ xⱼ·cos(πk(2j + 1)/2n); type 3, its inverse up to 2n, is x₀ + 2·Σₖ xₖ·cos(πk(2j + 1)/2n). float32.
 * @param type default 2
 * @param norm `ortho` makes both orthonormal, and each the inverse of the other
 * @throws OpError for other types, a scalar or an empty axis
 * @example dct([1, 2]) // [6, -1.4142135]
 */
export function dct(x: TensorLike, type: 2 | 3 = 2, norm: "ortho" | null = null): Tensor {
  const t = cast(trace().toTensor(x), "float32");
  if (type !== 2 && type !== 3) throw new OpError("dct", `type is 2 or 3, got ${String(type)}`);
  if (t.rank === 0 || t.shape.at(-1) === 0)
    throw new OpError("dct", `transforms along the last axis, which ${showShape(t.shape)} has not`);
  const n = t.shape.at(-1)!;
  if (n > DENSE_COSINES) return longDct(t, n, type, norm);
  const matrix = new Float32Array(n * n);
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++) {
      const w = turn(k * (2 * j + 1), 4 * n)[0] * scale(k, n, type, norm);
      matrix[type === 2 ? j * n + k : k * n + j] = w;
    }
  const y = matMul(reshape(t, [-1, n]), reshape(trace().toTensor(matrix), [n, n]));
  return reshape(y, t.shape);
}

/** What the cosine of frequency k is multiplied by. */
function scale(k: number, n: number, type: 2 | 3, norm: "ortho" | null): number {
  if (norm === "ortho") return Math.sqrt((k === 0 ? 1 : 2) / n);
  return type === 3 && k === 0 ? 1 : 2;
}

/** Both types by a real Fourier transform of twice the length: the cosine is the real part of e^(−πik/2n)·e^(−2πijk/2n). */
function longDct(t: Tensor, n: number, type: 2 | 3, norm: "ortho" | null): Tensor {
  const sign = type === 2 ? -1 : 1;
  const phases = Array.from({ length: n }, (_, k) => turn(sign * k, 4 * n).map((v) => v * scale(k, n, type, norm)));
  const list = (p: 0 | 1): Tensor => trace().toTensor(Float32Array.from(phases, (v) => v[p]!));
  const w = complex(list(0), list(1));
  const first = (y: Tensor): Tensor =>
    slice(
      y,
      y.shape.map(() => 0),
      [...t.shape.slice(0, -1), n],
    );
  if (type === 2) return real(mul(first(rfft(t, 2 * n)), w));
  // irfft counts every frequency but 0 twice, and divides by 2n
  const once = trace().toTensor(Float32Array.from({ length: n }, (_, k) => (k === 0 ? 2 * n : n)));
  return first(irfft(mul(mul(t, once), w), 2 * n));
}

// ---- mel features -------------------------------------------------------------------------------------------------------

/** The HTK mel scale. */
const mel = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);

/**
 * Returns the matrix [numSpectrogramBins, numMelBins] that gathers a magnitude spectrogram into bins evenly spaced on the HTK mel
 * scale, 1127·ln(1 + f/700), by overlapping triangles; the bin of frequency 0 has no weight. float32.
 * @param numMelBins default 20
 * @param numSpectrogramBins default 129
 * @param sampleRate in hertz, default 8000
 * @param lowerEdgeHertz default 125
 * @param upperEdgeHertz default 3800
 * @throws OpError when an edge lies outside 0 … sampleRate / 2, or below the lower one
 * @see TensorFlow's `tf.signal.linear_to_mel_weight_matrix`
 * @example linearToMelWeightMatrix(2, 3, 8, 0, 4) // [[0, 0], [0.4978632, 0.5021368], [0, 0]]
 */
export function linearToMelWeightMatrix(
  numMelBins = 20,
  numSpectrogramBins = 129,
  sampleRate = 8000,
  lowerEdgeHertz = 125,
  upperEdgeHertz = 3800,
): Tensor {
  checkPositive("linearToMelWeightMatrix", "numMelBins", numMelBins);
  checkPositive("linearToMelWeightMatrix", "numSpectrogramBins", numSpectrogramBins);
  if (!(lowerEdgeHertz >= 0 && lowerEdgeHertz < upperEdgeHertz && upperEdgeHertz <= sampleRate / 2))
    throw new OpError(
      "linearToMelWeightMatrix",
      `needs 0 ≤ lowerEdgeHertz < upperEdgeHertz ≤ sampleRate / 2, got ${lowerEdgeHertz}, ${upperEdgeHertz} and ${sampleRate / 2}`,
    );
  const [low, high] = [mel(lowerEdgeHertz), mel(upperEdgeHertz)];
  const width = (high - low) / (numMelBins + 1);
  const weights = new Float32Array(numSpectrogramBins * numMelBins);
  for (let i = 1; i < numSpectrogramBins; i++) {
    const at = mel((i * sampleRate) / 2 / (numSpectrogramBins - 1));
    for (let bin = 0; bin < numMelBins; bin++)
      weights[i * numMelBins + bin] = Math.max(0, 1 - Math.abs((at - low) / width - (bin + 1)));
  }
  return reshape(trace().toTensor(weights), [numSpectrogramBins, numMelBins]);
}

/**
 * Returns the mel-frequency cepstral coefficients of log-mel spectrograms [..., bins]: their cosine transform (type 2) over √(2·bins),
 * TensorFlow's `mfccs_from_log_mel_spectrograms`. float32.
 * @throws OpError for a scalar or an empty axis
 * @example mfcc([1, 2]) // [3, -0.70710677]
 */
export function mfcc(logMelSpectrograms: TensorLike): Tensor {
  const y = dct(logMelSpectrograms);
  return mul(y, 1 / Math.sqrt(2 * y.shape.at(-1)!));
}
