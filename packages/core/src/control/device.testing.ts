/** The loops on a device: values and gradients against the float64 oracle. Shared by the device tests. */
import { expectClose, sample } from "@weir/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { DTYPES, isFloat } from "../ir/dtype.ts";
import type { Node } from "../ir/graph.ts";
import { inputNode, topologicalOrder } from "../ir/graph.ts";
import { evaluateGraph } from "../oracle.ts";
import { recording, valueOf } from "../pending.ts";
import { setDevice } from "../runtime.ts";
import type { HostTensor } from "../ops/record.ts";
import * as ops from "../ops/index.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import { jit } from "../jit.ts";
import { Tensor, tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import type { LoopProgram } from "./loops.testing.ts";
import { LOOPS } from "./loops.testing.ts";

/** Every float output times numbers of its own, summed. */
export function lossOf(program: LoopProgram): (...inputs: Tensor[]) => Tensor {
  return (...inputs) =>
    ops.addN(
      program
        .f(...inputs)
        .filter((t) => isFloat(t.dtype))
        .map((t) => ops.sum(ops.mul(t, ops.sin(ops.reshape(ops.range(1, t.size + 1), t.shape))))),
    );
}

/** What is computed of a program: its results, then the gradient of its loss for each float input. */
export function withGradients(program: LoopProgram): (...inputs: Tensor[]) => Tensor[] {
  return (...inputs) => {
    const floats = inputs.flatMap((t, i) => (isFloat(t.dtype) ? [i] : []));
    const loss = (...some: Tensor[]): Tensor =>
      lossOf(program)(...inputs.map((t, i) => (floats.includes(i) ? some[floats.indexOf(i)]! : t)));
    return [...program.f(...inputs), ...grads(loss)(floats.map((i) => inputs[i]!))];
  };
}

/** The results of `f` by the oracle. */
export function truth(f: (...inputs: Tensor[]) => readonly Tensor[], inputs: readonly HostTensor[]): HostTensor[] {
  const nodes = inputs.map((t, i): Node => inputNode(t.shape, t.dtype, `x${i}`));
  const outputs = recording(() => f(...nodes.map((n) => new Tensor(n)))).map((t) => t.node);
  const constants = topologicalOrder(outputs).filter((n) => n.op === "input" && !nodes.includes(n));
  const given = constants.map((n) => ({ ...n, data: Float64Array.from(valueOf(n)!.host!) }));
  return evaluateGraph({ inputs: [...nodes, ...constants], outputs }, [...inputs, ...given]);
}

function upload({ shape, dtype, data }: HostTensor): Tensor {
  const host = new DTYPES[dtype].HostArray(data.length);
  host.set(data);
  return tensor(host, shape, dtype);
}

/** Registers the tests of all loops on `device`. */
export function describeLoops(device: DeviceName): void {
  describe(`loops on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);
    test.each(LOOPS)("$name", async (program) => {
      const inputs = program.inputs.map((c, i) => sample(c, 40 + i));
      const f = withGradients(program);
      const expected = truth(f, inputs);
      const found = jit((...xs: Tensor[]) => f(...xs))(...inputs.map(upload));
      for (const [i, t] of found.entries()) {
        expect(t.shape).toEqual(expected[i]!.shape);
        const tolerance = isFloat(t.dtype) ? (program.tolerance ?? 1e-4) : 0;
        try {
          expectClose(await t.data(), expected[i]!.data, { atol: tolerance, rtol: tolerance });
        } catch (error) {
          throw new Error(`result ${i}: ${(error as Error).message}`, { cause: error });
        }
      }
    });
  });
}
