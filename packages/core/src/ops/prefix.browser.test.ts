/** Running sums on WebGPU by the kernels of hardware and of software, beside the float64 oracle. */
import { expectClose } from "@weir/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDevice } from "../compile.ts";
import type { DType } from "../ir/dtype.ts";
import { hostArray } from "../ir/dtype.ts";
import type { Given } from "../interpret-program.testing.ts";
import { graphFor, programFor, runProgram } from "../interpret-program.testing.ts";
import { evaluateGraph } from "../oracle.ts";
import type { Device } from "../stages/7-run/device.ts";
import type { Tensor } from "../tensor.ts";
import { grad } from "../transforms.ts";
import { GRID_TARGETS } from "./grid-targets.testing.ts";
import { cumsum, mul, sum } from "./index.ts";

/** Numbers of all sizes, whose sums wrap around as integers. */
function given(shape: readonly number[], dtype: DType, seed = 1): Given {
  const data = hostArray(dtype, shape[0]! * shape[1]!);
  for (let i = 0; i < data.length; i++) {
    const wave = Math.sin(i * 12.9898 + seed);
    data[i] = dtype === "float32" ? wave : Math.round(wave * 2 ** 31 - 0.5);
  }
  return { shape, dtype, data };
}

type Sums = (...xs: Tensor[]) => Tensor[];

describe.each(GRID_TARGETS)("running sums on %s", (_, change) => {
  let device: Device;
  beforeAll(async () => {
    ({ device } = await openDevice("webgpu"));
  });
  afterAll(() => device.destroy());

  async function check(sums: Sums, inputs: readonly Given[]): Promise<void> {
    const got = await runProgram(device, programFor({ ...device.target, ...change }, sums, inputs), inputs);
    const truth = evaluateGraph(
      graphFor(sums, inputs),
      inputs.map((x) => ({ ...x, data: Float64Array.from(x.data) })),
    );
    truth.forEach(({ shape, dtype, data }, i) => {
      // units of the last place wander off like a drunkard
      const tolerance = dtype === "float32" ? 1e-5 + 2e-7 * Math.sqrt(Math.max(...shape)) : 0;
      expectClose(got[i] as Float32Array, data, { atol: tolerance, rtol: tolerance });
    });
  }

  test.each([
    ["short rows", [[1, 1], [3, 2], [70, 16], [2, 17]]], // prettier-ignore
    ["rows in fours and not", [[5, 31], [4, 32], [3, 33], [2, 511], [300, 128]]], // prettier-ignore
    ["about as long as software sums up", [[2, 255], [2, 256], [3, 257], [1, 513]]], // prettier-ignore
    ["about as long as small workgroups sum up", [[2, 511], [1, 512], [2, 513], [1, 1025]]], // prettier-ignore
    ["about as long as large workgroups sum up", [[1, 4095], [2, 4096], [1, 4097], [2, 8196]]], // prettier-ignore
    ["of blocks of blocks", [[1, 256 * 256 + 3], [1, 512 * 512 + 5]]], // prettier-ignore
  ])("%s", async (_name, shapes) => {
    const inputs = shapes.flatMap((shape) => [given(shape, "float32"), given(shape, "int32")]);
    await check((...xs) => xs.map((x) => cumsum(x, 1)), inputs);
  });

  test("rounding stays far below that of adding one after the other", async () => {
    const n = 300_001;
    const x: Given = { shape: [n], dtype: "float32", data: new Float32Array(n).fill(0.1) };
    const [got] = await runProgram(
      device,
      programFor({ ...device.target, ...change }, (t) => [cumsum(t!)], [x]),
      [x],
    );
    for (const i of [0, 1023, 4096, 77_777, n - 1])
      expect(Math.abs(Number(got![i]) / ((i + 1) * Math.fround(0.1)) - 1)).toBeLessThan(5e-6);
  });

  test("exclusive, reversed, along the first axis, of bytes, and derivatives", async () => {
    const inputs = [given([50, 40], "float32"), given([50, 40], "float32", 2), given([40, 70], "int8")];
    const sums: Sums = (x, w, bytes) => [
      cumsum(x!, 1, true),
      cumsum(x!, 1, false, true),
      cumsum(x!, 0, true, true),
      cumsum(bytes!, 1),
      grad((t: Tensor) => sum(mul(cumsum(mul(t, t), 1), w!)))(x!),
    ];
    await check(sums, inputs);
  });
});
