/** Shaders with narrow dtypes pass Dawn's validation, those for `shader-f16` too: no GPU of the tests has that. */
import { beforeAll, expect, test } from "vitest";
import { programFor, TARGETS } from "./interpret-program.testing.ts";
import type { NarrowDType } from "./ir/dtype.ts";
import type { Target } from "./ir/target.ts";
import * as ops from "./ops/index.ts";
import { emitWgsl } from "./stages/6-emit/wgsl.ts";
import type { Tensor } from "./tensor.ts";

const PACKED = { bfloat16: "bits", int8: "values", uint8: "values" } as const;
const grid = TARGETS.find((t) => t.shape === "grid")!;
const NATIVE: Target = { ...grid, software: false, narrow: { float16: "values", ...PACKED } };
const WORDS: Target = { ...grid, software: false, narrow: { float16: "bits", ...PACKED } };

const PROGRAMS: Readonly<Record<string, (x: Tensor, y: Tensor) => readonly Tensor[]>> = {
  "a matrix product": (x, y) => [ops.matMul(x, y)],
  "a transposed one and its tail": (x, y) => [ops.relu(ops.add(ops.matMul(x, y, true), 1))],
  "neighbours and single elements": (x, y) => [ops.add(x, y), ops.slice(x, [1, 1], [3, 3]), ops.sum(x, 1)],
  rows: (x) => [ops.softmax(x), ops.reverse(x, 1)],
};

/** Dawn aborts when the object it was created with is collected. */
let gpu: GPU;
let device: GPUDevice;

beforeAll(async () => {
  const { create, globals } = await import("webgpu");
  Object.assign(globalThis, globals);
  gpu = create(["backend=null"]);
  const adapter = await gpu.requestAdapter();
  device = await adapter!.requestDevice({ requiredFeatures: ["shader-f16"] });
});

async function errorsOf(code: string): Promise<string[]> {
  const { messages } = await device.createShaderModule({ code }).getCompilationInfo();
  return messages.filter((m) => m.type === "error").map((m) => `${m.lineNum}: ${m.message}\n${code}`);
}

test.each(Object.entries(PROGRAMS))("%s", async (_name, f) => {
  for (const target of [NATIVE, WORDS])
    for (const dtype of ["float16", "bfloat16", "int8", "uint8"] as const satisfies NarrowDType[])
      for (const size of [16, 5]) {
        const given = { shape: [size, size], dtype, data: new Float32Array(size * size) };
        const { kernels } = programFor(target, (x, y) => f(x!, y!), [given, given]);
        for (const code of kernels.map(emitWgsl)) {
          expect(await errorsOf(code)).toEqual([]);
          if (dtype === "float16") expect(code.includes("enable f16;")).toBe(target === NATIVE);
        }
      }
});
