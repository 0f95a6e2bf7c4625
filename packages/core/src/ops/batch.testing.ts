/** vmap of every record against a loop: its float64 reference, an element of the batch at a time. */
import { expectClose, sample } from "@weir/testing";
import { describe, expect, test } from "vitest";
import { DTYPES, hostArray, isInexact } from "../ir/dtype.ts";
import { sizeOf } from "../ir/shape.ts";
import type { Tensor } from "../tensor.ts";
import { tensor } from "../tensor.ts";
import { vmap } from "../transform/vmap.ts";
import { onePerDType } from "./edges.testing.ts";
import type { Case, HostTensor, OpRecord } from "./record.ts";
import { apply, opTable } from "./record.ts";

const SIZE = 3;

/** Registers the tests; the device is set by then. */
export function describeBatches(name: string): void {
  const records = [...opTable().values()].filter((r) => r.cases.some((c) => c.inputs.length > 0));
  describe(`batches on ${name}`, () => {
    test.each(records)("$name", async (record) => {
      const cases = record.cases.filter((c) => c.inputs.length > 0);
      // every input batched in turn, and all of them
      const flags = (n: number): boolean[][] => [
        Array<boolean>(n).fill(true),
        ...(n > 1 ? Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, k) => k === i)) : []),
      ];
      // a program for each dtype, and for what is last in the list: an empty one, perhaps
      for (const [i, c] of [...new Set([...onePerDType(cases), cases.at(-1)!])].entries())
        await Promise.all(flags(c.inputs.length).map((f) => checkBatch(record, c, i, f)));
    });
  });
}

async function checkBatch(record: OpRecord, c: Case, i: number, flags: readonly boolean[]): Promise<void> {
  const attrs = c.attrs ?? {};
  const inputs = c.inputs.map((x, k) =>
    Array.from({ length: flags[k] ? SIZE : 1 }, (_, b) => sample(x, 31 * i + k + 1000 * b)),
  );
  const given = inputs.map((list, k) => upload(list, flags[k]!));
  const axes = flags.map((f) => (f ? 0 : null));
  const got = vmap((...xs: Tensor[]) => apply(record, xs, attrs), { inAxes: axes })(...given);
  const expected = Array.from({ length: SIZE }, (_, b) => {
    const one = inputs.map((list) => list[b] ?? list[0]!);
    return record.reference(one, attrs, record.infer(one, attrs));
  });
  const output = record.infer(
    inputs.map((l) => l[0]!),
    attrs,
  );
  expect(got.shape).toEqual([SIZE, ...output.shape]);
  expect(got.dtype).toBe(output.dtype);
  const tolerance = isInexact(output.dtype) ? (c.tolerance ?? 1e-5) : 0;
  try {
    expectClose(
      await got.data(),
      expected.flatMap((e) => [...e]),
      { atol: tolerance, rtol: tolerance },
    );
  } catch (error) {
    throw new Error(`${JSON.stringify(c)} batched ${flags.join()}: ${(error as Error).message}`, { cause: error });
  }
}

function upload(list: readonly HostTensor[], batched: boolean): Tensor {
  const { shape, dtype } = list[0]!;
  const host = hostArray(dtype, sizeOf(shape) * list.length);
  list.forEach(({ data }, b) => host.set(data, b * sizeOf(shape) * DTYPES[dtype].parts));
  return tensor(host, batched ? [list.length, ...shape] : shape, dtype);
}
