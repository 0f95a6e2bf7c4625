/** The pure part of the compiler, run by the kernel interpreter for all three kernel shapes. */
import { describe, expect, test } from "vitest";
import * as w from "./index.ts";
import { interpretProgram, TARGETS as targets } from "./interpret-program.testing.ts";
import type { HostArray } from "./ir/dtype.ts";
import type { Target } from "./ir/target.ts";
import type { Tensor } from "./tensor.ts";

function run(
  target: Target,
  f: (...xs: Tensor[]) => Tensor[],
  inputs: { shape: number[]; data: HostArray }[],
): readonly HostArray[] {
  const { program, results } = interpretProgram(
    target,
    f,
    inputs.map((x) => ({ ...x, dtype: x.data instanceof Float32Array ? "float32" : "int32" })),
  );
  for (const k of program.kernels) expect(k.args.length).toBeLessThanOrEqual(target.maxArgs);
  return results;
}
const ramp = (n: number, f = (i: number) => Math.sin(i * 12.9898) * 2): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => f(i));

describe.each(targets)("$shape", (target) => {
  test("elementwise chain", () => {
    const x = ramp(21);
    const [y] = run(target, (a) => [a!.mul(2).add(1).relu()], [{ shape: [3, 7], data: x }]);
    y!.forEach((v, i) => expect(v).toBeCloseTo(Math.max(0, x[i]! * 2 + 1), 5));
  });
  test("broadcast bias", () => {
    const x = ramp(24);
    const b = ramp(4);
    const [y] = run(target, (a, c) => [a!.add(c!)], [
      { shape: [6, 4], data: x },
      { shape: [4], data: b },
    ]);
    y!.forEach((v, i) => expect(v).toBeCloseTo(x[i]! + b[i % 4]!, 5));
  });
  test("what is made of a product is divided in whole numbers, each with its own remainder", () => {
    const [x, y, b] = [ramp(24, (i) => i % 7), ramp(16, (i) => (i % 3) - 1), ramp(4, (i) => i)];
    const inputs = [
      { shape: [6, 4], data: x },
      { shape: [4, 4], data: y },
      { shape: [4], data: b },
      { shape: [1], data: Int32Array.of(5) },
    ];
    const [doubled, squared] = run(
      target,
      (p, q, r, five) => {
        const whole = w.cast(w.reshape(w.relu(w.matMul(p!, q!).add(r!)), [2, 3, 4]), "int32");
        const rest = w.mod(whole, five!);
        return [w.cast(rest, "float32").mul(2), rest.mul(rest)];
      },
      inputs,
    );
    const rest = Array.from({ length: 24 }, (_, i) => {
      const [row, column] = [i >> 2, i & 3];
      const sum = [0, 1, 2, 3].reduce((p, k) => p + x[4 * row + k]! * y[4 * k + column]!, b[column]!);
      return Math.max(0, sum) % 5;
    });
    expect([...doubled!]).toEqual(rest.map((v) => 2 * v));
    expect([...squared!]).toEqual(rest.map((v) => v * v));
  });
  test("softmax is one kernel", () => {
    const x = ramp(30);
    const [y] = run(target, (a) => [w.softmax(a!)], [{ shape: [3, 10], data: x }]);
    for (let r = 0; r < 3; r++) {
      const row = x.slice(r * 10, r * 10 + 10);
      const s = row.reduce((p, v) => p + Math.exp(v), 0);
      row.forEach((v, i) => expect(y![r * 10 + i]).toBeCloseTo(Math.exp(v) / s, 5));
    }
  });
  test("column and total sums", () => {
    const x = ramp(60);
    const [c, t] = run(target, (a) => [a!.sum(0), a!.sum()], [{ shape: [5, 12], data: x }]);
    c!.forEach((v, j) =>
      expect(v).toBeCloseTo(
        [0, 1, 2, 3, 4].reduce((p, i) => p + x[i * 12 + j]!, 0),
        4,
      ),
    );
    expect(t![0]).toBeCloseTo(
      x.reduce((p, v) => p + v, 0),
      4,
    );
  });
});
test("a kernel never reads more buffers than a device binds", () => {
  const inputs = Array.from({ length: 30 }, (_, i) => ({ shape: [1], data: Float32Array.of(i) }));
  for (const target of targets) {
    const [y] = run(target, (...xs) => [w.concat(xs)], inputs);
    expect([...y!]).toEqual(inputs.map((_, i) => i));
    const [z] = run(target, (...xs) => [xs.reduce((a, b) => a.add(b))], inputs);
    expect(z![0]).toBe(435);
  }
});
