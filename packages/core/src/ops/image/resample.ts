/** How much each pixel along an axis counts in each pixel of the resized axis. Pixel i is a cell centred at i + ½, as in TensorFlow 2. */

/** Zero beyond 2; B and C as in Mitchell and Netravali, "Reconstruction filters in computer graphics" (1988). */
function cubic(x: number, b: number, c: number): number {
  if (x >= 2) return 0;
  if (x >= 1) return (8 * b + 24 * c - (12 * b + 48 * c) * x + (6 * b + 30 * c) * x ** 2 - (b + 6 * c) * x ** 3) / 6;
  return (6 - 2 * b - (18 - 12 * b - 6 * c) * x ** 2 + (12 - 9 * b - 6 * c) * x ** 3) / 6;
}

/** sinc x, under a sinc `radius` wide. */
function lanczos(x: number, radius: number): number {
  if (x >= radius) return 0;
  const sinc = (v: number): number => (v < 1e-3 ? 1 : Math.sin(Math.PI * v) / (Math.PI * v));
  return sinc(x) * sinc(x / radius);
}

/** The weight at distance x ≥ 0, in pixels of the coarser side. */
const KERNELS = {
  bilinear: (x: number): number => Math.max(0, 1 - x),
  bicubic: (x: number): number => cubic(x, 0, 0.5),
  mitchellcubic: (x: number): number => cubic(x, 1 / 3, 1 / 3),
  lanczos3: (x: number): number => lanczos(x, 3),
  lanczos5: (x: number): number => lanczos(x, 5),
  gaussian: (x: number): number => (x < 1.5 ? Math.exp(-2 * x * x) : 0),
};

/** How pixels are weighted by {@link resampling}. */
export type Resampling = keyof typeof KERNELS | "area";

/** All of them. */
export const RESAMPLINGS: readonly Resampling[] = [...(Object.keys(KERNELS) as (keyof typeof KERNELS)[]), "area"];

/** TensorFlow looks bicubic weights up in a table of so many steps a pixel, unless it smooths. */
const CUBIC_STEPS = 1024;

/** The weight of pixel j in pixel i, up to a factor for each i. */
function weightOf(method: Resampling, from: number, to: number, antialias: boolean): (i: number, j: number) => number {
  const scale = from / to;
  // the part of the pixel that the cell covers
  if (method === "area") return (i, j) => Math.max(0, Math.min(j + 1, (i + 1) * scale) - Math.max(j, i * scale));
  const kernel = KERNELS[method];
  if (method === "bicubic" && !antialias) {
    const coarse = (p: number): number => Math.round(p * CUBIC_STEPS) / CUBIC_STEPS;
    return (i, j) => kernel(Math.abs(j - coarse((i + 0.5) * scale - 0.5)));
  }
  // float32, as there: whether a pixel lies under the Gaussian, which ends in a step, is often a matter of rounding
  const step = Math.fround(1 / Math.fround(to / from));
  const narrow = antialias ? Math.fround(1 / Math.max(1, step)) : 1;
  return (i, j) => kernel(Math.fround(Math.abs(Math.fround(j + 0.5 - Math.fround((i + 0.5) * step))) * narrow));
}

/** The matrix [to, from] that resizes an axis: rows sum to 1, also where a kernel reaches beyond the image. */
export function resampling(method: Resampling, from: number, to: number, antialias: boolean): Float32Array {
  const weight = weightOf(method, from, to, antialias);
  const matrix = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    const row = Float64Array.from({ length: from }, (_, j) => weight(i, j));
    const total = row.reduce((p, w) => p + w, 0);
    matrix.set(
      row.map((w) => w / total),
      i * from,
    );
  }
  return matrix;
}
