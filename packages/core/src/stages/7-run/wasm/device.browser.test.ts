// The wasm device in a real browser: threads in a cross-origin isolated page, and the page's own thread left alone.
import { expect, test } from "vitest";
import { f32, i32, load, op, variable } from "../../../ir/expr.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import type { Program } from "../../../ir/program.ts";
import { openWasm } from "./device.ts";

const SIZE = 1 << 20;
const ROUNDS = 20;

/** x ← x·0.5 + 1, `ROUNDS` times over. From 0, k rounds give 2 − 2^(1−k); 2 is the fixed point. */
function program(): Program {
  const i = variable("task", "i32", 0, SIZE - 1);
  const x = variable("x", "f32");
  const kernel: Kernel = {
    name: "settle",
    shape: "range",
    args: [{ dtype: "float32", size: SIZE, access: "update" }],
    tasks: SIZE,
    workgroup: 1,
    cooperative: false,
    locals: [],
    body: [
      {
        kind: "for",
        name: "task",
        begin: variable("begin"),
        end: variable("end"),
        step: 1,
        body: [
          { kind: "var", name: "x", init: load(0, "f32", i) },
          {
            kind: "for",
            name: "k",
            begin: i32(0),
            end: i32(ROUNDS),
            step: 1,
            body: [{ kind: "assign", name: "x", value: op("fma", [x, f32(0.5), f32(1)]) }],
          },
          { kind: "store", arg: 0, index: i, value: x },
        ],
      },
    ],
    schedule: "",
    flops: 2 * SIZE * ROUNDS,
    bytes: 8 * SIZE,
  };
  const value = { slot: 0, shape: [SIZE], dtype: "float32" } as const;
  return {
    kernels: [kernel],
    slots: [{ kind: "state", dtype: "float32", size: SIZE }],
    dispatches: [{ kernel: 0, slots: [0] }],
    inputs: [value],
    outputs: [value],
  };
}

test("threads compute, while the page only enqueues", async () => {
  const device = await openWasm();
  expect(device.description).toMatch(/^\d+ threads/);
  const recording = await device.prepare(program());
  const x = device.createBuffer("float32", SIZE);
  device.write(x, new Float32Array(SIZE));
  const start = performance.now();
  for (let k = 0; k < 20; k++) recording.replay([x], [x]);
  const enqueued = performance.now() - start;
  const result = await device.read(x);
  const finished = performance.now() - start;
  expect([result[0], result[SIZE - 1]]).toEqual([2, 2]);
  expect(enqueued).toBeLessThan(finished / 4);
  expect(device.readSync(x)[SIZE >> 1]).toBe(2);
  device.destroy();
});

test("without threads it computes in place", async () => {
  const device = await openWasm({ threads: 0 });
  const recording = device.prepareSync(program());
  const x = device.createBuffer("float32", SIZE);
  device.write(x, new Float32Array(SIZE));
  recording.replay([x], [x]);
  expect(device.readSync(x)[SIZE - 1]).toBe(2 - 2 ** (1 - ROUNDS));
  device.destroy();
});
