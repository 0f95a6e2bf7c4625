/** Ops against other libraries: one case of `packages/core/goldens`, which `scripts/goldens/*.py` write, on the device at hand. */
import { expectClose } from "@weir/testing";
import { expect, test } from "vitest";
import type { DType, Shape } from "./index.ts";
import * as weir from "./index.ts";
import { hostArray } from "./ir/dtype.ts";

interface Golden {
  readonly shape: Shape;
  readonly dtype: DType;
  /** NaN and infinities are strings. */
  readonly data: readonly (number | string)[];
}

export interface GoldenCase {
  /** A public name: `einsum`, `linalg.qr`. */
  readonly op: string;
  readonly args: readonly unknown[];
  /** One result, or a list. */
  readonly expected: Golden | readonly Golden[];
  /** Of half the sum of the squared results, or of the one result's sum weighted by `weights`, for each argument that is a tensor of floats. */
  readonly gradients?: readonly Golden[];
  readonly weights?: Golden;
  /** Absolute and relative; default 1e-5. */
  readonly tolerance?: number;
}

type Op = (...args: unknown[]) => weir.Tensor | weir.Tensor[];

function isGolden(x: unknown): x is Golden {
  return x !== null && typeof x === "object" && "data" in x;
}

function decode(x: unknown): unknown {
  if (x === "Infinity" || x === "-Infinity") return Number(x);
  if (!isGolden(x)) return x;
  const host = hostArray(x.dtype, x.data.length);
  host.set(x.data.map(Number));
  return weir.tensor(host, x.shape, x.dtype);
}

function publicFunction(name: string): Op {
  const found = name
    .split(".")
    .reduce<unknown>((scope, part) => (scope as Record<string, unknown> | undefined)?.[part], weir);
  expect(found, `${name} is a public function`).toBeTypeOf("function");
  return found as Op;
}

async function expectGoldens(
  results: readonly weir.Tensor[],
  wanted: readonly Golden[],
  tolerance: number,
): Promise<void> {
  expect(results.map((r) => [r.dtype, r.shape])).toEqual(wanted.map((w) => [w.dtype, w.shape]));
  for (const [i, w] of wanted.entries())
    expectClose(await results[i]!.data(), w.data.map(Number), { atol: tolerance, rtol: tolerance });
}

function gradientsOf(f: Op, args: readonly unknown[], weights: weir.Tensor | undefined): weir.Tensor[] {
  const at = args.flatMap((a, i) => (a instanceof weir.Tensor && a.dtype === "float32" ? [i] : []));
  const energy = (...floats: weir.Tensor[]): weir.Tensor => {
    const results = [f(...args.map((a, i) => floats[at.indexOf(i)] ?? a))].flat();
    return results.map((y) => y.mul(weights ?? y.mul(0.5)).sum()).reduce((p, q) => p.add(q));
  };
  return weir.grads(energy)(at.map((i) => args[i] as weir.Tensor));
}

function title({ op, args }: GoldenCase): string {
  return `${op} ${args.map((a) => (isGolden(a) ? `[${a.shape.join(", ")}]` : JSON.stringify(a))).join(" ")}`;
}

/** Registers a test for each case: on the device that is set. */
export function testGoldens(cases: readonly GoldenCase[]): void {
  test.each(cases.map((c) => [title(c), c] as const))(
    "%s",
    async (_, { op, args, expected, gradients, weights, tolerance = 1e-5 }) => {
      const [f, given] = [publicFunction(op), args.map(decode)];
      await expectGoldens([f(...given)].flat(), [expected].flat() as readonly Golden[], tolerance);
      const by = weights && (decode(weights) as weir.Tensor);
      if (gradients) await expectGoldens(gradientsOf(f, given, by), gradients, tolerance);
    },
  );
}
