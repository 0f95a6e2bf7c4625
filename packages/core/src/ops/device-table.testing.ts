/** The op table on a device: every record by its own cases, value and gradient against the float64 oracle. Shared by the device tests. */
import { expectClose, sample } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import type { DType } from "../ir/dtype.ts";
import { DTYPES, hostArray, isFloat, isInexact } from "../ir/dtype.ts";
import type { Node } from "../ir/graph.ts";
import { inputNode } from "../ir/graph.ts";
import { sizeOf } from "../ir/shape.ts";
import { evaluateGraph } from "../oracle.ts";
import { recording } from "../pending.ts";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import { Tensor, tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import * as ops from "./index.ts";
import type { Case, HostTensor, OpRecord } from "./record.ts";
import { apply, opTable } from "./record.ts";

/** Gradients sum over more terms than values do. */
const GRADIENT_FACTOR = 4;

/** Registers the tests of all ops on `device`. */
export function describeOpTable(device: DeviceName): void {
  describe(`op table on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);
    test.each([...opTable().values()])("$name", async (record) => {
      for (const [i, c] of [...record.cases, ...otherDTypes(record)].entries()) await checkCase(record, c, i);
    });
  });
}

/** What a case says of float32 holds of the other floats, what it says of int32 of the bytes. */
const RELATED: Partial<Record<DType, readonly DType[]>> = {
  float32: ["float16", "bfloat16"],
  int32: ["int8", "uint8"],
};

/** The smallest case of each of those dtypes, with every input of it in one that is stored in fewer bits. */
function otherDTypes(record: OpRecord): Case[] {
  return Object.entries(RELATED).flatMap(([from, others]) => {
    const has = (c: Case): boolean => c.inputs.some((i) => (i.dtype ?? "float32") === from);
    const [smallest] = record.cases.filter(has).sort((p, q) => elements(p) - elements(q));
    if (!smallest || record.name === "bitcast" || record.name === "narrow") return [];
    return others.map((dtype): Case => ({
      ...smallest,
      inputs: smallest.inputs.map((i) =>
        (i.dtype ?? "float32") === from ? { ...i, dtype, range: within(dtype, i.range) } : i,
      ),
    }));
  });
}

function elements(c: Case): number {
  return c.inputs.reduce((p, i) => p + Math.max(1, sizeOf(i.shape)), 0);
}

function within(dtype: DType, [low, high]: readonly [number, number] = [-2, 2]): readonly [number, number] {
  return dtype === "uint8" ? [Math.max(0, low), Math.max(1, high)] : [low, high];
}

/** Half a unit of the last of 11 or 8 bits, as far as a composition's few roundings take it. */
const EPSILON: Partial<Record<DType, number>> = { float16: 4 * 2 ** -11, bfloat16: 4 * 2 ** -8 };

function toleranceOf(dtype: DType, inputs: readonly HostTensor[], c: Case): number {
  if (!isInexact(dtype)) return 0;
  return Math.max(c.tolerance ?? 1e-5, EPSILON[dtype] ?? 0, ...inputs.map((i) => EPSILON[i.dtype] ?? 0));
}

async function checkCase(record: OpRecord, c: Case, i: number): Promise<void> {
  const inputs = c.inputs.map((input, k) => sample(input, 31 * i + k));
  const attrs = c.attrs ?? {};
  const output = record.infer(inputs, attrs);
  const expected = record.reference(inputs, attrs, output);
  const tensors = inputs.map(upload);
  const y = apply(record, tensors, attrs);
  expect(y.dtype).toBe(output.dtype);
  expect(y.shape).toEqual(output.shape);
  const atol = toleranceOf(output.dtype, inputs, c);
  const where = `case ${i}: ${JSON.stringify(c)}`;
  const got = await y.data();
  expect(got).toBeInstanceOf(DTYPES[output.dtype].HostArray);
  compare(where, got, expected, atol);

  const wrt = inputs.flatMap((t, k) => (isFloat(t.dtype) ? [k] : []));
  if (!record.vjp || !isFloat(output.dtype) || wrt.length === 0 || record.name === "customGrad") return;
  const weights = sample({ shape: output.shape }, 900 + i);
  const loss = (xs: readonly Tensor[], w: Tensor): Tensor => ops.sum(ops.mul(apply(record, xs, attrs), w));
  const found = gradientOf(loss, tensors, wrt, upload(weights));
  const truth = oracleGradient(loss, inputs, wrt, weights);
  for (const [k, g] of found.entries())
    compare(`${where}, gradient of input ${wrt[k]}`, await g.data(), truth[k]!, atol * GRADIENT_FACTOR);
}

function compare(where: string, got: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  try {
    expectClose(got, expected, { atol: tolerance, rtol: tolerance });
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message}`, { cause: error });
  }
}

function upload({ shape, dtype, data }: HostTensor): Tensor {
  const host = hostArray(dtype, sizeOf(shape));
  host.set(data);
  return tensor(host, shape, dtype);
}

/** The gradients of `loss` for the inputs numbered `wrt`; the others are held fixed. */
function gradientOf(
  loss: (xs: readonly Tensor[], w: Tensor) => Tensor,
  xs: readonly Tensor[],
  wrt: readonly number[],
  w: Tensor,
): Tensor[] {
  return grads((...floats) =>
    loss(
      xs.map((x, i) => (wrt.includes(i) ? floats[wrt.indexOf(i)]! : x)),
      w,
    ),
  )(wrt.map((i) => xs[i]!));
}

/** The same in float64. That these are the derivatives is checked by finite differences in `derivative.test.ts`. */
function oracleGradient(
  loss: (xs: readonly Tensor[], w: Tensor) => Tensor,
  inputs: readonly HostTensor[],
  wrt: readonly number[],
  weights: HostTensor,
): Float64Array[] {
  const nodes = inputs.map((t, i): Node => inputNode(t.shape, t.dtype, `x${i}`));
  const weightNode = inputNode(weights.shape, weights.dtype, "w");
  const found = recording(() =>
    gradientOf(
      loss,
      nodes.map((n) => new Tensor(n)),
      wrt,
      new Tensor(weightNode),
    ),
  );
  return evaluateGraph({ inputs: [...nodes, weightNode], outputs: found.map((t) => t.node) }, [...inputs, weights]).map(
    (t) => t.data,
  );
}
