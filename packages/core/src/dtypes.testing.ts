/** Every dtype on a device: rounding and wrapping bit for bit, integers beyond 2²⁴, special numbers, ranks, complex arithmetic. */
import { expectClose } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import type { DType } from "./ir/dtype.ts";
import { DTYPES, hostArray, isInteger } from "./ir/dtype.ts";
import { jit } from "./jit.ts";
import * as ops from "./ops/index.ts";
import { setDevice } from "./runtime.ts";
import type { DeviceName } from "./stages/7-run/device.ts";
import type { Tensor } from "./tensor.ts";
import { tensor } from "./tensor.ts";
import { grad } from "./transforms.ts";

const NUMERIC = (Object.keys(DTYPES) as DType[]).filter((d) => d !== "string");
const REAL = NUMERIC.filter((d) => d !== "complex64");

/** Numbers around every step of a 16-bit float whose step has `dropped` bits of float32's: values, midpoints, and their neighbours. */
function aroundSteps(dropped: number): Float32Array {
  const bits: number[] = [];
  for (let high = 0; high < 2 ** (31 - dropped); high += dropped === 13 ? 31 : 7) {
    const base = high * 2 ** dropped;
    const half = 2 ** (dropped - 1);
    bits.push(base, base + 1, base + half - 1, base + half, base + half + 1, base + 2 * half - 1);
  }
  const exponent = (b: number): number => (b >> 23) & 0xff;
  // float32's own subnormals may be flushed, and a NaN's bits are nobody's business
  const words = Uint32Array.from(bits.filter((b) => exponent(b) > 0 && exponent(b) < 255));
  const values = new Float32Array(words.buffer);
  return Float32Array.from([...values, ...values.map((v) => -v), NaN, Infinity, -Infinity, 0]);
}

/** Small pseudo-random int32 pairs and the corners of the range. */
function integerPairs(): readonly [Int32Array, Int32Array] {
  const corners = [0, 1, -1, 2 ** 24 + 1, -(2 ** 24) - 3, 2 ** 31 - 1, -(2 ** 31), 123456789, -987654321, 65537, 3, -7];
  const a = corners.flatMap((x) => corners.map(() => x));
  const b = corners.flatMap(() => corners);
  return [Int32Array.from(a), Int32Array.from(b)];
}

const INTEGER_OPS: readonly (readonly [string, (a: Tensor, b: Tensor) => Tensor, (a: number, b: number) => number])[] =
  [
    ["add", ops.add, (a, b) => (a + b) | 0],
    ["sub", ops.sub, (a, b) => (a - b) | 0],
    ["mul", ops.mul, Math.imul],
    ["floorDiv", ops.floorDiv, (a, b) => (b === 0 ? 0 : Math.floor(a / b) | 0)],
    ["mod", ops.mod, (a, b) => (b === 0 ? 0 : Number(((BigInt(a) % BigInt(b)) + BigInt(b)) % BigInt(b)))],
    ["maximum", ops.maximum, Math.max],
    ["minimum", ops.minimum, Math.min],
    ["equal", ops.equal, (a, b) => Number(a === b)],
    ["less", ops.less, (a, b) => Number(a < b)],
    ["bitwiseXor", ops.bitwiseXor, (a, b) => a ^ b],
  ];

/** A number of every kind as each dtype has it. */
const SPECIAL = [
  NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  0.5,
  -0.5,
  1.5,
  -1.5,
  300.7,
  -300.7,
  3e9,
  -3e9,
  1e20,
  -1e20,
  65519,
  65520,
];

/** TensorFlow's and XLA's conversion: see `docs/dtypes.md`. */
function converted(v: number, from: DType, to: DType): number {
  if (to === "bool") return Number(v !== 0);
  if (!isInteger(to) || isInteger(from) || from === "bool") return DTYPES[to].round(v);
  const [low, high] = to === "uint32" ? [0, 2 ** 32 - 1] : [-(2 ** 31), 2 ** 31 - 1];
  return DTYPES[to].round(Number.isNaN(v) ? 0 : Math.min(high, Math.max(low, Math.trunc(v))));
}

/** Registers the tests on `device`. */
export function describeDTypes(device: DeviceName): void {
  describe(`dtypes on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);

    test.each([
      ["float16", 13],
      ["bfloat16", 16],
    ] as const)("%s rounds to nearest even at every step", async (dtype, dropped) => {
      const values = aroundSteps(dropped);
      const got = await ops.cast(tensor(values), dtype).data();
      const wrong = values.findIndex((v, i) => !Object.is(got[i]! + 0, DTYPES[dtype].round(v) + 0));
      if (wrong >= 0)
        throw new Error(`${values[wrong]} became ${got[wrong]}, expected ${DTYPES[dtype].round(values[wrong]!)}`);
    });

    test.each(INTEGER_OPS)("int32 %s is exact over the whole range", async (_name, f, truth) => {
      const [a, b] = integerPairs();
      const got = await f(tensor(a), tensor(b)).data();
      expect([...got]).toEqual([...a].map((x, i) => truth(x, b[i]!)));
    });

    test("int32 sums and products of matrices are exact above 2²⁴", async () => {
      const a = Int32Array.from({ length: 20 }, (_, i) => 16777217 * (i + 1));
      expect(await ops.sum(tensor(a, [4, 5]), 1).array()).toEqual(
        [0, 1, 2, 3].map((r) => a.slice(5 * r, 5 * r + 5).reduce((p, v) => (p + v) | 0, 0)),
      );
      const y = await ops.matMul(tensor(a, [4, 5]), tensor(Int32Array.from([1, 2, 3, 4, 5]), [5, 1])).data();
      expect([...y]).toEqual(
        [0, 1, 2, 3].map((r) => [1, 2, 3, 4, 5].reduce((p, k) => (p + Math.imul(a[5 * r + k - 1]!, k)) | 0, 0)),
      );
    });

    test("casts between all pairs of real dtypes", async () => {
      for (const from of REAL) {
        const source = hostArray(from, SPECIAL.length);
        SPECIAL.forEach((v, i) => (source[i] = converted(v, "float32", from)));
        const x = tensor(source, undefined, from);
        for (const to of REAL) {
          const y = ops.cast(x, to);
          const got = [...(await y.data())].map((v) => v + 0);
          const expected = [...source].map((v) => converted(v, from, to) + 0);
          expect({ from, to, got }).toEqual({
            from,
            to,
            got: expected.map((v) => (DTYPES[to].kind === "float" ? Math.fround(v) : v)),
          });
        }
      }
    });

    test("bytes wrap around after every op, fused or not", async () => {
      const chain = (x: Tensor): Tensor => ops.floorDiv(ops.add(x, x), ops.cast(3, x.dtype));
      const values = [0, 1, 100, 127, 128, 200, 255];
      for (const dtype of ["uint8", "int8"] as const) {
        const { round } = DTYPES[dtype];
        const x = tensor(values, undefined, dtype);
        const expected = values.map((v) => round(Math.floor(round(2 * round(v)) / 3)));
        for (const f of [chain, jit(chain)]) {
          const y = f(x);
          expect(y.dtype).toBe(dtype);
          expect([...(await y.data())]).toEqual(expected);
        }
        expect(await ops.sum(x).array()).toBe(values.reduce((p, v) => p + round(v), 0));
      }
    });

    test("16-bit floats round after every op, fused or not, and carry gradients of their own dtype", async () => {
      for (const dtype of ["float16", "bfloat16"] as const) {
        const { round } = DTYPES[dtype];
        const x = tensor([1, 0.1, -3.3, 60000], undefined, dtype);
        const chain = (t: Tensor): Tensor => ops.sub(ops.add(ops.mul(t, 1.1), 100), 100);
        const expected = [1, 0.1, -3.3, 60000].map((v) => round(round(round(round(v) * round(1.1)) + 100) - 100));
        for (const f of [chain, jit(chain)]) {
          const y = f(x);
          expect(y.dtype).toBe(dtype);
          expect([...(await y.data())]).toEqual(expected);
        }
        const g = grad((t: Tensor) => ops.sum(ops.max(ops.mul(t, t), 0)))(x.slice(0, 2));
        expect(g.dtype).toBe(dtype);
        expect([...(await g.data())]).toEqual([2, 0]);
      }
    });

    test("rank 0, rank 6 and empty tensors of every dtype", async () => {
      for (const dtype of NUMERIC) {
        const { parts } = DTYPES[dtype];
        const one = (n: number): number[] => Array.from({ length: n * parts }, (_, i) => Number(i % parts === 0));
        const shape = [1, 2, 1, 3, 2, 1];
        const big = ops.transpose(ops.ones(shape, dtype));
        expect([dtype, big.shape, [...(await big.data())]]).toEqual([dtype, [1, 2, 3, 1, 2, 1], one(12)]);
        expect([...(await ops.reshape(ops.ones([1], dtype), []).data())]).toEqual(one(1));
        const empty = ops.concat([tensor([], [0, 3], dtype), ops.zeros([0, 3], dtype)]);
        expect([empty.shape, (await empty.data()).length]).toEqual([[0, 3], 0]);
        if (dtype === "bool") continue;
        expect([...(await ops.sum(tensor([], [0], dtype)).data())].every((v) => v === 0)).toBe(true);
      }
    });

    test("NaN, infinities and −0 pass through float arithmetic", async () => {
      const x = [NaN, Infinity, -Infinity, -0, 1];
      for (const dtype of ["float32", "float16", "bfloat16"] as const) {
        const t = tensor(x, undefined, dtype);
        expect([...(await ops.add(t, t).data())].map((v) => v + 0)).toEqual([NaN, Infinity, -Infinity, 0, 2]);
        expect([...(await ops.mul(t, tensor([0], [1], dtype)).data())].map((v) => v + 0)).toEqual([
          NaN,
          NaN,
          NaN,
          0,
          0,
        ]);
        expect([...(await ops.isNaN(t).data())]).toEqual([1, 0, 0, 0, 0]);
        expect([...(await ops.equal(t, t).data())]).toEqual([0, 1, 1, 1, 1]);
        expect([...(await ops.notEqual(t, t).data())]).toEqual([1, 0, 0, 0, 0]);
      }
    });

    test("complex arithmetic", async () => {
      const [z, w] = [
        tensor(Float32Array.of(1, 2, -3, 0.5), [2], "complex64"),
        tensor(Float32Array.of(0.5, -1, 2, 2), [2], "complex64"),
      ];
      const is = async (t: Tensor, expected: readonly number[]): Promise<void> =>
        expectClose(await t.data(), expected, { atol: 2e-6, rtol: 2e-6 });
      await is(ops.add(z, w), [1.5, 1, -1, 2.5]);
      await is(ops.mul(z, w), [2.5, 0, -7, -5]);
      await is(ops.div(z, w), [-1.2, 1.6, -0.625, 0.875]);
      await is(ops.sub(z, 1), [0, 2, -4, 0.5]);
      await is(ops.conj(z), [1, -2, -3, -0.5]);
      await is(ops.abs(tensor(Float32Array.of(3, 4, -6e30, 8e30), [2], "complex64")), [5, 1e31]);
      await is(
        ops.sqrt(tensor(Float32Array.of(-4, 0, 3, 4, 0, 0, -3, -4), [4], "complex64")),
        [0, 2, 2, 1, 0, 0, 1, -2],
      );
      await is(ops.exp(tensor(Float32Array.of(0, Math.PI / 2), [1], "complex64")), [0, 1]);
      await is(ops.log(tensor(Float32Array.of(-1, 0), [1], "complex64")), [0, Math.PI]);
      await is(ops.pow(z, 3), [-11, -2, -24.75, 13.375]);
      await is(ops.pow(tensor(Float32Array.of(0, 1), [1], "complex64"), tensor(2)), [-1, 0]);
      await is(ops.sum(z), [-2, 2.5]);
      await is(ops.mean(z), [-1, 1.25]);
      await is(ops.matMul(ops.reshape(z, [1, 2]), ops.reshape(w, [2, 1])), [-4.5, -5]);
      await is(ops.reverse(ops.concat([z, w])), [2, 2, 0.5, -1, -3, 0.5, 1, 2]);
      await is(ops.cast(z, "float32"), [1, -3]);
      expect([
        ...(await ops.equal(z, ops.add(w, tensor(Float32Array.of(0.5, 3, 0, 0), [2], "complex64"))).data()),
      ]).toEqual([1, 0]);
      expect(await ops.add(z, w).array()).toEqual([
        [1.5, 1],
        [-1, 2.5],
      ]);
      // d/dz̄ of |z|²: 2z by the convention of complex.ts
      const g = grad((t: Tensor) => ops.sum(ops.square(ops.abs(t))))(z);
      expect(g.dtype).toBe("complex64");
      await is(g, [2, 4, -6, 1]);
      await is(jit((a: Tensor, b: Tensor) => ops.mul(a, ops.conj(b)))(z, w), [-1.5, 2, -5, 7]);
    });
  });
}
