/** The op table on a device: every record by its own cases, value and gradient against the float64 oracle. Shared by the device tests. */
import { expectClose, sample } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { DTYPES, isFloat } from "../ir/dtype.ts";
import type { Node } from "../ir/graph.ts";
import { inputNode } from "../ir/graph.ts";
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
      for (const [i, c] of record.cases.entries()) await checkCase(record, c, i);
    });
  });
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
  const atol = output.dtype === "float32" ? (c.tolerance ?? 1e-5) : 0;
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
  return tensor(DTYPES[dtype].HostArray === Uint8Array ? Uint8Array.from(data) : toHost(dtype, data), shape, dtype);
}

function toHost(dtype: HostTensor["dtype"], data: Float64Array): Float32Array | Int32Array | Uint32Array {
  if (dtype === "int32") return Int32Array.from(data);
  return dtype === "uint32" ? Uint32Array.from(data) : Float32Array.from(data);
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
