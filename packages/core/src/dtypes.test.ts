/** dtypes on `wasm`, and what needs no device: promotion, strings, the bits of float16, and derivatives of complex functions. */
import { readFileSync } from "node:fs";
import { expectClose } from "@weir/testing";
import { describe, expect, test } from "vitest";
import { float16Bits, float16FromBits } from "./dtypes.ts";
import { describeDTypes } from "./dtypes.testing.ts";
import type { DType } from "./ir/dtype.ts";
import { DTYPES, promote } from "./ir/dtype.ts";
import * as ops from "./ops/index.ts";
import type { Tensor } from "./tensor.ts";
import { tensor } from "./tensor.ts";
import { grad } from "./transforms.ts";

describeDTypes("wasm");

const NAMES = Object.keys(DTYPES) as DType[];

test("docs/dtypes.md has the promotion table", () => {
  const rows = NAMES.filter((d) => d !== "string").map(
    (a, _, all) => `| **${a}** | ${all.map((b) => promote(a, b)).join(" | ")} |`,
  );
  const text = readFileSync(new URL("../../../docs/dtypes.md", import.meta.url), "utf8").replace(/ +/g, " ");
  for (const row of rows) expect(text).toContain(row);
});

test("promotion is symmetric and associative", () => {
  for (const a of NAMES)
    for (const b of NAMES) {
      expect(promote(a, b)).toBe(promote(b, a));
      for (const c of NAMES) expect(promote(a, promote(b, c))).toBe(promote(promote(a, b), c));
    }
});

test("a plain number takes a float's or complex dtype, and is float32 beside integers", () => {
  const dtypeOf = (d: DType): DType => ops.mul(ops.ones([1], d), 2).dtype;
  expect(NAMES.filter((d) => d !== "string").map(dtypeOf)).toEqual([
    ...["float32", "float32", "float32", "float32", "float32"],
    ...["bfloat16", "float16", "float32", "complex64"],
  ]);
});

test("float16 bits go there and back", () => {
  const all = Uint16Array.from({ length: 0x7c01 }, (_, i) => i);
  expect(float16Bits(float16FromBits(all))).toEqual(all);
  expect(float16Bits(float16FromBits(all.map((b) => b | 0x8000)))).toEqual(all.map((b) => b | 0x8000));
  expect([...float16Bits([NaN, 1 / 3, 65520, 2 ** -25, 3 * 2 ** -26])]).toEqual([0x7e00, 0x3555, 0x7c00, 0, 1]);
});

test("ops of floats keep 16-bit dtypes, and take integers as float32", () => {
  const unary = [ops.exp, ops.softmax, ops.logSoftmax, ops.mean, ops.logSumExp, ops.sigmoid, ops.norm];
  for (const f of unary) {
    expect(f(ops.ones([3], "float16")).dtype).toBe("float16");
    expect(f(ops.ones([3], "bfloat16")).dtype).toBe("bfloat16");
    expect(f(ops.ones([3], "uint8")).dtype).toBe("float32");
  }
});

test("the mean of many float16 numbers does not overflow", async () => {
  expect(await ops.mean(ops.fill([4096], 60000, "float16")).array()).toBe(60000);
});

describe("strings", () => {
  const s = tensor([
    ["a", "b", "c"],
    ["d", "e", "f"],
  ]);

  test("move on the host", async () => {
    expect([s.dtype, s.shape]).toEqual(["string", [2, 3]]);
    expect(await s.data<"string">()).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(await ops.transpose(s).array()).toEqual([
      ["a", "d"],
      ["b", "e"],
      ["c", "f"],
    ]);
    expect(ops.concat([s, [["g", "h", "i"]]]).arraySync()).toEqual([
      ["a", "b", "c"],
      ["d", "e", "f"],
      ["g", "h", "i"],
    ]);
    expect(ops.reverse(ops.slice(s, [0, 1], [2, 1])).arraySync()).toEqual([["e"], ["b"]]);
    expect(ops.gather(s, [2, 0], 1).arraySync()).toEqual([
      ["c", "a"],
      ["f", "d"],
    ]);
    expect(ops.pad(tensor(["x"]), [[1, 0]]).arraySync()).toEqual(["", "x"]);
    expect(ops.tile(tensor(["x"]), [2]).arraySync()).toEqual(["x", "x"]);
    expect(ops.where([true, false], tensor(["x", "y"]), tensor(["z", "w"])).arraySync()).toEqual(["x", "w"]);
    expect(tensor("one").arraySync()).toBe("one");
  });

  test.each<[string, () => unknown, string]>([
    ["add", () => ops.add(s, 1), "add: takes numbers, got strings"],
    ["exp", () => ops.exp(s), "exp: takes numbers, got strings"],
    ["sum", () => ops.sum(s), "sum: takes numbers, got strings"],
    ["cast", () => ops.cast(s, "float32"), "cast: does not go between strings and numbers"],
    ["a mixture", () => tensor(["a", 1]), "tensor: a string tensor holds strings only"],
    [
      "numbers with a string",
      () => tensor([1, "a"]),
      'tensor: a float32 tensor holds numbers and booleans, got the string "a"',
    ],
  ])("%s refuses", (_name, f, message) => {
    expect(f).toThrow(message);
  });
});

describe("derivatives of complex functions", () => {
  const FUNCTIONS: Readonly<Record<string, (z: Tensor) => Tensor>> = {
    "mul, add": (z) => ops.add(ops.mul(z, z), ops.mul(z, 2)),
    "mul, conj": (z) => ops.mul(z, ops.conj(z)),
    div: (z) => ops.div(z, ops.add(z, 3)),
    abs: (z) => ops.complex(ops.abs(z), ops.angle(z)),
    exp: ops.exp,
    log: ops.log,
    sqrt: ops.sqrt,
    sin: ops.sin,
    cos: ops.cos,
    pow: (z) => ops.pow(z, z),
    reciprocal: ops.reciprocal,
    matMul: (z) => ops.matMul(ops.reshape(z, [1, 2]), ops.reshape(z, [2, 1])),
    "sum, where, gather, concat": (z) => ops.sum(ops.where([[true], [false]], ops.gather(z, [1, 1]), ops.concat([z]))),
  };
  const at = [0.7, -1.1, -0.4, 0.9];
  const z = (v: readonly number[]): Tensor => tensor(Float32Array.from(v), [2], "complex64");
  const f = (name: string) => (t: Tensor) => {
    const y = FUNCTIONS[name]!(t);
    // a real loss in which both parts count
    return ops.sum(ops.add(ops.mul(ops.real(y), 0.8), ops.square(ops.imag(y))));
  };

  test.each(Object.keys(FUNCTIONS))("%s: ∂L/∂x + i·∂L/∂y by differences", async (name) => {
    const g = grad(f(name))(z(at));
    expect([g.dtype, g.shape]).toEqual(["complex64", [2]]);
    const h = 2 ** -8;
    const differences = await Promise.all(
      at.map(async (_, i) => {
        const moved = (d: number): Tensor => f(name)(z(at.map((v, k) => (k === i ? v + d : v))));
        const [up, down] = await Promise.all([moved(h).data(), moved(-h).data()]);
        return (up[0]! - down[0]!) / (2 * h);
      }),
    );
    // float32 differences: h² of the third derivative, and rounding over h
    expectClose(await g.data(), differences, { atol: 2e-3, rtol: 2e-3 });
  });

  test("what has no complex form says so", () => {
    expect(() => ops.relu(z(at))).toThrow("relu: does not take complex64");
    expect(() => ops.max(z(at))).toThrow("max: does not take complex64");
  });
});
