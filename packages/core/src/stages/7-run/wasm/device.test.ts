import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DeviceDType } from "../../../ir/dtype.ts";
import { f32, i32, load, localLoad, op, resetExpressions, variable } from "../../../ir/expr.ts";
import type { Expr } from "../../../ir/expr.ts";
import type { Kernel, LocalArray, Stmt } from "../../../ir/kernel.ts";
import type { Arg } from "../../../ir/nest.ts";
import type { Program, Slot } from "../../../ir/program.ts";
import { OutOfDeviceMemory } from "../../../ir/error.ts";
import type { Device } from "../device.ts";
import { checkDropping } from "../shared.testing.ts";
import { openWasm, openWasmSync } from "./device.ts";

beforeEach(resetExpressions);

const opened: Device[] = [];
afterEach(() => opened.splice(0).forEach((d) => d.destroy()));

async function open(threads: number, maxBytes?: number): Promise<Device> {
  const device = await openWasm({ threads, ...(maxBytes === undefined ? {} : { maxBytes }) });
  opened.push(device);
  return device;
}

/** For every index i < n: arg[last][i] = value(i). `big` kernels are shared out among the threads. */
function pointwise(
  name: string,
  args: readonly Arg[],
  n: number,
  value: (i: Expr) => Expr,
  big: boolean,
  locals: readonly LocalArray[] = [],
): Kernel {
  const i = variable("task", "i32", 0, n - 1);
  const store: Stmt = { kind: "store", arg: args.length - 1, index: i, value: value(i) };
  const body: Stmt[] = [
    { kind: "for", name: "task", begin: variable("begin"), end: variable("end"), step: 1, body: [store] },
  ];
  return {
    name,
    shape: "range",
    args,
    tasks: n,
    workgroup: 1,
    cooperative: false,
    locals,
    body,
    schedule: "",
    flops: big ? 1e9 : 10,
    bytes: 10,
  };
}

const arg = (access: Arg["access"], size: number, dtype: DeviceDType = "float32"): Arg => ({ access, size, dtype });
const slot = (kind: Slot["kind"], size: number, dtype: DeviceDType = "float32"): Slot => ({ kind, size, dtype });

/** out = (x + 1)·2 through a temporary, then state += out. */
function chain(n: number, big: boolean): Program {
  const addOne = pointwise(
    "addOne",
    [arg("read", n), arg("write", n)],
    n,
    (i) => op("add", [load(0, "f32", i), f32(1)]),
    big,
  );
  const double = pointwise(
    "double",
    [arg("read", n), arg("write", n)],
    n,
    (i) => op("mul", [load(0, "f32", i), f32(2)]),
    !big,
  );
  const collect = pointwise(
    "collect",
    [arg("read", n), arg("update", n)],
    n,
    (i) => op("add", [load(0, "f32", i), load(1, "f32", i)]),
    big,
  );
  const shape = [n];
  return {
    kernels: [addOne, double, collect],
    slots: [slot("input", n), slot("state", n), slot("temporary", n), slot("output", n)],
    dispatches: [
      { kernel: 0, slots: [0, 2] },
      { kernel: 1, slots: [2, 3] },
      { kernel: 2, slots: [3, 1] },
    ],
    inputs: [
      { slot: 0, shape, dtype: "float32" },
      { slot: 1, shape, dtype: "float32" },
    ],
    outputs: [
      { slot: 3, shape, dtype: "float32" },
      { slot: 1, shape, dtype: "float32" },
    ],
  };
}

/** x + k, shared out among the threads. */
function addition(k: number): Program {
  const n = 100;
  const sum = (i: Expr): Expr => op("add", [load(0, "f32", i), f32(k)]);
  return {
    kernels: [pointwise("addition", [arg("read", n), arg("write", n)], n, sum, true)],
    slots: [slot("input", n), slot("output", n)],
    dispatches: [{ kernel: 0, slots: [0, 1] }],
    inputs: [{ slot: 0, shape: [n], dtype: "float32" }],
    outputs: [{ slot: 1, shape: [n], dtype: "float32" }],
  };
}

describe.each([0, 1, 2, 3])("with %i threads", (threads) => {
  test("kernels that nobody uses are dropped, those in use stay", async () => {
    await checkDropping(await open(threads), addition);
  });

  test.each([true, false])("a program runs its kernels in order (first shared out: %s)", async (big) => {
    const device = await open(threads);
    const n = 1000;
    const recording = await device.prepare(chain(n, big));
    const [x, state, out] = [0, 1, 2].map(() => device.createBuffer("float32", n));
    device.write(
      x!,
      Float32Array.from({ length: n }, (_, i) => i),
    );
    device.write(state!, new Float32Array(n));
    for (let k = 0; k < 50; k++) recording.replay([x!, state!], [out!, state!]);
    expect(Array.from(await device.read(out!))).toEqual(Array.from({ length: n }, (_, i) => 2 * (i + 1)));
    expect(Array.from(device.readSync(state!))).toEqual(Array.from({ length: n }, (_, i) => 100 * (i + 1)));
    expect(device.counters.dispatches).toBe(150);
    expect(device.counters.pipelines).toBe(3);
  });

  test("writes and reads stand in order between replays", async () => {
    const device = await open(threads);
    const n = 5000;
    const recording = device.prepareSync(chain(n, true));
    const state = device.createBuffer("float32", n);
    device.write(state, new Float32Array(n));
    const seen: Promise<ArrayLike<number>>[] = [];
    for (let k = 1; k <= 40; k++) {
      const x = device.createBuffer("float32", n);
      const out = device.createBuffer("float32", n);
      device.write(x, new Float32Array(n).fill(k));
      recording.replay([x, state], [out, state]);
      seen.push(device.read(out), device.read(state));
      x.destroy();
      out.destroy();
    }
    const all = await Promise.all(seen);
    let total = 0;
    for (let k = 1; k <= 40; k++) {
      total += 2 * (k + 1);
      const [out, sum] = [all[2 * k - 2]!, all[2 * k - 1]!];
      expect([out[0], out[n - 1], sum[0], sum[n - 1]]).toEqual([2 * (k + 1), 2 * (k + 1), total, total]);
    }
  });

  test("bool buffers take and give bytes", async () => {
    const device = await open(threads);
    const b = device.createBuffer("bool", 5);
    device.write(b, Uint8Array.from([1, 0, 0, 1, 1]));
    expect(Array.from(await device.read(b))).toEqual([1, 0, 0, 1, 1]);
  });

  test("warm replays make nothing", async () => {
    const device = await open(threads);
    const recording = await device.prepare(chain(64, true));
    const [x, state, out] = [0, 1, 2].map(() => device.createBuffer("float32", 64));
    for (const b of [x!, state!]) device.write(b, new Float32Array(64));
    recording.replay([x!, state!], [out!, state!]);
    const before = { ...device.counters };
    for (let k = 0; k < 1000; k++) recording.replay([x!, state!], [out!, state!]);
    await device.finish();
    expect(device.counters).toEqual({
      ...before,
      dispatches: before.dispatches + 3000,
      submits: before.submits + 1000,
    });
    recording.destroy();
    expect(() => recording.replay([x!, state!], [out!, state!])).toThrow("after it was destroyed");
  });

  test("a kernel that leaves memory fails the read, and nothing hangs", async () => {
    const device = await open(threads);
    const wild = pointwise("wild", [arg("write", 8)], 8, () => load(0, "f32", i32(2 ** 29)), true);
    const program: Program = {
      kernels: [wild],
      slots: [slot("output", 8)],
      dispatches: [{ kernel: 0, slots: [0] }],
      inputs: [],
      outputs: [{ slot: 0, shape: [8], dtype: "float32" }],
    };
    const out = device.createBuffer("float32", 8);
    const recording = await device.prepare(program);
    await expect(
      (async () => {
        recording.replay([], [out]);
        await device.read(out);
      })(),
    ).rejects.toThrow(/a kernel or thread failed.*out of bounds/);
    if (threads > 0) await expect(device.finish()).rejects.toThrow("unusable");
  });

  test("threads have local arrays of their own", async () => {
    const device = await open(threads);
    const n = 4096;
    const i = variable("task", "i32", 0, n - 1);
    const j = variable("j", "i32", 0, 63);
    const body: Stmt[] = [
      {
        kind: "for",
        name: "task",
        begin: variable("begin"),
        end: variable("end"),
        step: 1,
        body: [
          {
            kind: "for",
            name: "j",
            begin: i32(0),
            end: i32(64),
            step: 1,
            body: [{ kind: "storeLocal", array: "own", index: j, value: op("convert", [op("add", [i, j])], "f32") }],
          },
          { kind: "var", name: "sum", init: f32(0) },
          {
            kind: "for",
            name: "j2",
            begin: i32(0),
            end: i32(64),
            step: 1,
            body: [
              {
                kind: "assign",
                name: "sum",
                value: op("add", [variable("sum", "f32"), localLoad("own", "f32", variable("j2", "i32", 0, 63))]),
              },
            ],
          },
          { kind: "store", arg: 0, index: i, value: variable("sum", "f32") },
        ],
      },
    ];
    const kernel: Kernel = {
      ...pointwise("own", [arg("write", n)], n, () => f32(0), true, [{ name: "own", type: "f32", size: 64 }]),
      body,
    };
    const program: Program = {
      kernels: [kernel],
      slots: [slot("output", n)],
      dispatches: [{ kernel: 0, slots: [0] }],
      inputs: [],
      outputs: [{ slot: 0, shape: [n], dtype: "float32" }],
    };
    const recording = await device.prepare(program);
    const out = device.createBuffer("float32", n);
    for (let k = 0; k < 20; k++) recording.replay([], [out]);
    expect(Array.from(await device.read(out))).toEqual(Array.from({ length: n }, (_, t) => 64 * t + 2016));
  });

  test("running out of memory names the largest buffers; freed memory is used again", async () => {
    const device = await open(threads, 64 << 20);
    const kept = device.createBuffer("float32", 4 << 20);
    for (let k = 0; k < 100; k++) device.createBuffer("float32", 8 << 20).destroy();
    expect(() => device.createBuffer("float32", 16 << 20)).toThrow(OutOfDeviceMemory);
    expect(() => device.createBuffer("float32", 16 << 20)).toThrow(`16777216 bytes  tensor float32[${4 << 20}]`);
    kept.destroy();
    expect(() => kept.destroy()).not.toThrow();
    expect(device.counters.peakBytes).toBe(48 << 20);
  });

  test("a program whose temporaries do not fit leaves nothing behind", async () => {
    const device = await open(threads, 64 << 20);
    const program: Program = {
      kernels: [],
      slots: [slot("temporary", 4 << 20), slot("temporary", 4 << 20), slot("temporary", 16 << 20)],
      dispatches: [],
      inputs: [],
      outputs: [],
    };
    const before = device.counters.liveBytes;
    await expect(device.prepare(program)).rejects.toThrow(OutOfDeviceMemory);
    expect(device.counters.liveBytes).toBe(before);
    device.createBuffer("float32", 8 << 20);
  });
});

test("opened at once it computes at once", () => {
  const device = openWasmSync();
  opened.push(device);
  const recording = device.prepareSync(chain(10, true));
  const [x, state, out] = [0, 1, 2].map(() => device.createBuffer("float32", 10));
  for (const b of [x!, state!]) device.write(b, new Float32Array(10));
  recording.replay([x!, state!], [out!, state!]);
  expect(Array.from(device.readSync(out!))).toEqual(new Array(10).fill(2));
  expect(device.description).toContain("no threads");
});
