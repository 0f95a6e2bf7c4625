/** Ops against other libraries: the cases of `packages/core/goldens`, which `scripts/goldens/*.py` write. */
import { readdirSync, readFileSync } from "node:fs";
import { expectClose } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import type { DType, Shape } from "./index.ts";
import * as weir from "./index.ts";
import { hostArray } from "./ir/dtype.ts";

interface Golden {
  readonly shape: Shape;
  readonly dtype: DType;
  /** NaN and infinities are strings. */
  readonly data: readonly (number | string)[];
}

interface GoldenCase {
  /** A public name: `einsum`, `linalg.qr`. */
  readonly op: string;
  readonly args: readonly unknown[];
  /** One result, or a list. */
  readonly expected: Golden | readonly Golden[];
  /** That of the weighted sum of the one result, with respect to the first argument. */
  readonly gradient?: { readonly weights: Golden; readonly expected: Golden };
  /** Absolute and relative; default 1e-5. */
  readonly tolerance?: number;
}

const FOLDER = new URL("../goldens/", import.meta.url);

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

function publicFunction(name: string): (...args: unknown[]) => weir.Tensor | weir.Tensor[] {
  const found = name
    .split(".")
    .reduce<unknown>((scope, part) => (scope as Record<string, unknown> | undefined)?.[part], weir);
  expect(found, `${name} is a public function`).toBeTypeOf("function");
  return found as (...args: unknown[]) => weir.Tensor | weir.Tensor[];
}

beforeAll(async () => {
  await weir.setDevice("wasm");
});

describe.each(readdirSync(FOLDER))("%s", (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as readonly GoldenCase[];
  const title = ({ op, args }: GoldenCase): string =>
    `${op} ${args.map((a) => (isGolden(a) ? `[${a.shape.join(", ")}]` : JSON.stringify(a))).join(" ")}`;
  test.each(cases.map((c) => [title(c), c] as const))(
    "%s",
    async (_, { op, args, expected, gradient, tolerance = 1e-5 }) => {
      const f = publicFunction(op);
      const results = [f(...args.map(decode))].flat();
      const wanted = [expected].flat() as readonly Golden[];
      expect(results.map((r) => [r.dtype, r.shape])).toEqual(wanted.map((w) => [w.dtype, w.shape]));
      for (const [i, w] of wanted.entries())
        expectClose(await results[i]!.data(), w.data.map(Number), { atol: tolerance, rtol: tolerance });
      if (!gradient) return;
      const [first, ...rest] = args.map(decode) as [weir.Tensor, ...unknown[]];
      const weighted = (x: weir.Tensor): weir.Tensor =>
        weir.sum(weir.mul(f(x, ...rest) as weir.Tensor, decode(gradient.weights) as weir.Tensor));
      const found = await weir.grad(weighted)(first).data();
      expectClose(found, gradient.expected.data.map(Number), { atol: tolerance, rtol: tolerance });
    },
  );
});
