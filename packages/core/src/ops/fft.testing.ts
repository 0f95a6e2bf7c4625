/** Fourier transforms on a device: every kind of length against the sum that defines them, and what depends on them. */
import { expectClose, sample } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import type { Tensor } from "../tensor.ts";
import { tensor } from "../tensor.ts";
import { grad } from "../transforms.ts";
import * as ops from "./index.ts";

/** Σⱼ xⱼ·e^(sign·2πi·jk/n) of interleaved numbers, in float64. */
function truth(x: Float64Array, sign: number): Float64Array {
  const n = x.length / 2;
  const [cos, sin] = [Math.cos, Math.sin].map((f) => Array.from({ length: n }, (_, i) => f((2 * Math.PI * i) / n)));
  const y = new Float64Array(2 * n);
  for (let k = 0; k < n; k++)
    for (let j = 0; j < n; j++) {
      const [c, s] = [cos![(j * k) % n]!, sign * sin![(j * k) % n]!];
      y[2 * k]! += x[2 * j]! * c - x[2 * j + 1]! * s;
      y[2 * k + 1]! += x[2 * j]! * s + x[2 * j + 1]! * c;
    }
  return y;
}

/** Dense, primes, two and three passes, odd factors, convolutions (131, 262 and 1031 have large primes). */
const LENGTHS = [1, 2, 3, 5, 17, 64, 67, 96, 127, 131, 210, 262, 1000, 1024, 1031, 2187];
const LARGE = [4096];

const numbers = (n: number): Float64Array => sample({ shape: [n] }, n).data;
const spectrum = (x: Float64Array, shape: number[]): Tensor => tensor(Float32Array.from(x), shape, "complex64");

/** Within 4·10⁻⁷·√n of the largest element: a pass adds an error of some 10⁻⁷ of that. */
function expectTransform(got: ArrayLike<number>, expected: Float64Array): void {
  const largest = expected.reduce((p, v) => Math.max(p, Math.abs(v)), 1);
  expectClose(got, expected, { atol: 2e-6 * largest, rtol: 0 });
}

/** Registers the tests on `device`. */
export function describeFourier(device: DeviceName): void {
  describe(`Fourier transforms on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);

    test.each([...LENGTHS, ...LARGE])("of %i elements", async (n) => {
      const x = numbers(2 * n);
      const t = spectrum(x, [n]);
      expectTransform(await ops.fft(t).data(), truth(x, -1));
      expectTransform(await ops.ifft(ops.fft(t)).data(), x);
      if (n > 2000) return;
      const real = numbers(n);
      const padded = Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 ? 0 : real[i >> 1]!));
      const half = ops.rfft(tensor(Float32Array.from(real)));
      expectTransform(await half.data(), truth(padded, -1).slice(0, 2 * (Math.floor(n / 2) + 1)));
      expectTransform(await ops.irfft(half, n).data(), real);
    });

    test("in batches, along two axes, and there and back", async () => {
      const x = numbers(2 * 2 * 6 * 10);
      const t = spectrum(x, [2, 6, 10]);
      const rows = await ops.fft(t).data();
      const expected = Array.from({ length: 12 }, (_, r) => [...truth(x.slice(20 * r, 20 * r + 20), -1)]).flat();
      expectTransform(rows, Float64Array.from(expected));
      expectTransform(await ops.ifft2(ops.fft2(t)).data(), x);
      const image = tensor(Float32Array.from(numbers(70)), [7, 10]);
      expectTransform(await ops.irfft2(ops.rfft2(image)).data(), numbers(70));
      expectTransform(
        await ops.real(ops.fft2(image)).slice([0, 0], [7, 6]).data(),
        Float64Array.from(await ops.real(ops.rfft2(image)).data()),
      );
    });

    test("have derivatives: Parseval's Σ|X|² = n·Σ|x|²", async () => {
      for (const n of [12, 131, 192]) {
        const x = numbers(2 * n);
        const energy = (z: Tensor): Tensor => ops.sum(ops.square(ops.abs(ops.fft(z))));
        const g = await grad(energy)(spectrum(x, [n])).data();
        expectTransform(
          g,
          x.map((v) => 2 * n * v),
        );
      }
    });

    test("frames, short-time transforms and their inverses", async () => {
      const x = tensor(Float32Array.from(numbers(2 * 64)), [2, 64]);
      for (const [length, step] of [
        [16, 4],
        [12, 8],
        [17, 5],
        [5, 7],
      ] as const) {
        const frames = ops.signal.frame(x, length, step, true, -1);
        const host = numbers(128);
        const expected = [0, 1].flatMap((row) =>
          Array.from({ length: Math.ceil(64 / step) * length }, (_, i) => {
            const at = Math.floor(i / length) * step + (i % length);
            return at < 64 ? host[64 * row + at]! : -1;
          }),
        );
        expect(frames.shape).toEqual([2, Math.ceil(64 / step), length]);
        expectClose(await frames.data(), expected, { atol: 0, rtol: 0 });
      }
      const back = ops.signal.inverseStft(ops.signal.stft(x, 16, 4), 16, 4, undefined, ops.signal.inverseStftWindow(4));
      expect(back.shape).toEqual([2, 64]);
      const [got, whole] = [await back.slice([0, 16], [2, 32]).data(), await x.slice([0, 16], [2, 32]).data()];
      expectClose(got, whole, { atol: 3e-6, rtol: 0 });
      const g = await grad((t: Tensor) => ops.sum(ops.abs(ops.signal.stft(t, 16, 4))))(x).data();
      expect(g.every((v) => Number.isFinite(v))).toBe(true);
    });

    test("cosine transforms, short and long, and their inverses", async () => {
      for (const n of [1, 5, 8, 300]) {
        const x = numbers(n);
        const t = tensor(Float32Array.from(x));
        const direct = (type: 2 | 3): Float64Array =>
          x.map((_, k) =>
            x.reduce((p, _v, j) => {
              const [v, angle] = type === 2 ? [2 * x[j]!, k * (2 * j + 1)] : [(j ? 2 : 1) * x[j]!, j * (2 * k + 1)];
              return p + v * Math.cos((Math.PI * angle) / (2 * n));
            }, 0),
          );
        expectTransform(await ops.signal.dct(t).data(), direct(2));
        expectTransform(await ops.signal.dct(t, 3).data(), direct(3));
        expectTransform(await ops.signal.dct(ops.signal.dct(t, 2, "ortho"), 3, "ortho").data(), x);
      }
    });
  });
}
