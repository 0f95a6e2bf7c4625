import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeviceArray, DeviceDType, HostArray } from "../../../ir/dtype.ts";
import type { Expr } from "../../../ir/expr.ts";
import { axisVar, constant, f32, i32, load, op, resetExpressions, u32, variable } from "../../../ir/expr.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import type { Axis, Nest } from "../../../ir/nest.ts";
import type { Program } from "../../../ir/program.ts";
import { alternatives, schedule } from "../../5-lower/schedule.ts";
import type { Device, DeviceBuffer } from "../device.ts";
import type { Target } from "../../../ir/target.ts";
import { checkDropping } from "../shared.testing.ts";
import { openWebGPU } from "./device.ts";

let device: Device;
beforeAll(async () => {
  device = await openWebGPU();
});
afterAll(() => device.destroy());
beforeEach(resetExpressions);

const SIZE = 70;
const task = (): Expr => variable("task", "i32", 0, SIZE - 1);

/** A kernel of one element per task: `$0` is read, `$1` written. */
function elementwise(
  value: Expr,
  from: DeviceDType = "float32",
  to: DeviceDType = "float32",
  access: "write" | "update" = "write",
): Kernel {
  const read = { dtype: from, size: SIZE, access: "read" } as const;
  const written = { dtype: to, size: SIZE, access } as const;
  return {
    name: "elementwise",
    shape: "grid",
    args: [read, written],
    tasks: SIZE,
    workgroup: 64,
    cooperative: false,
    locals: [],
    body: [{ kind: "store", arg: 1, index: task(), value }],
    schedule: "",
    flops: SIZE,
    bytes: 8 * SIZE,
  };
}

/** A program of one kernel, whose last argument is the output and the others inputs. */
function programOf(kernel: Kernel): Program {
  const slots = kernel.args.map((a) => ({
    kind: a.access === "read" ? ("input" as const) : ("output" as const),
    dtype: a.dtype,
    size: a.size,
  }));
  const values = slots.map((s, slot) => ({ slot, shape: [s.size], dtype: s.dtype }));
  return {
    kernels: [kernel],
    slots,
    dispatches: [{ kernel: 0, slots: slots.map((_, i) => i) }],
    inputs: values.slice(0, -1),
    outputs: values.slice(-1),
  };
}

async function run(kernel: Kernel, inputs: readonly HostArray[]): Promise<DeviceArray> {
  const recording = await device.prepare(programOf(kernel));
  const buffers = kernel.args.map((a) => device.createBuffer(a.dtype, a.size));
  inputs.forEach((data, i) => device.write(buffers[i]!, data));
  recording.replay(buffers.slice(0, -1), buffers.slice(-1));
  const out = await device.read(buffers.at(-1)!);
  buffers.forEach((b) => b.destroy());
  recording.destroy();
  return out;
}

const ramp = Float32Array.from({ length: SIZE }, (_, i) => i - 30.5);

describe("memory", () => {
  it.each<[DeviceDType, HostArray]>([
    ["float32", Float32Array.of(1.5, -2, Infinity)],
    ["int32", Int32Array.of(-5, 2 ** 31 - 1, 0)],
    ["uint32", Uint32Array.of(2 ** 32 - 1, 7, 0)],
    ["bool", Uint8Array.of(1, 0, 1)],
  ])("gives back the %s values that were written", async (dtype, data) => {
    const buffer = device.createBuffer(dtype, 3);
    device.write(buffer, data);
    expect(await device.read(buffer)).toEqual(data);
    buffer.destroy();
  });

  it("reads a tensor of no elements", async () => {
    const buffer = device.createBuffer("float32", 0);
    device.write(buffer, new Float32Array(0));
    expect(await device.read(buffer)).toEqual(new Float32Array(0));
    buffer.destroy();
  });

  it("uses freed memory again, and counts bytes while they are in use", () => {
    const before = { ...device.counters };
    for (let i = 0; i < 10; i++) device.createBuffer("float32", 12_345).destroy();
    expect(device.counters.buffers - before.buffers).toBe(1);
    expect(device.counters.liveBytes).toBe(before.liveBytes);
  });

  it("says what is wrong with a write of another length, and with a synchronous read", () => {
    const buffer = device.createBuffer("float32", 4);
    expect(() => device.write(buffer, new Float32Array(3))).toThrow("3 values were written to a buffer of 4");
    expect(() => device.readSync(buffer)).toThrow('Use "await t.data()"');
    buffer.destroy();
    expect(() => device.write(buffer, new Float32Array(4))).toThrow("used after it was destroyed");
  });
});

describe("kernels", () => {
  it("are dropped when nobody uses them, and stay while somebody does", async () => {
    await checkDropping(device, (k) => programOf(elementwise(op("add", [load(0, "f32", task()), f32(k)]))));
  });

  it("keeps NaN in max whichever side it is on", async () => {
    const x = Float32Array.from(ramp);
    x[3] = NaN;
    const isRelu = await run(elementwise(op("max", [f32(0), load(0, "f32", task())])), [x]);
    expect(isRelu).toEqual(x.map((v) => (v > 0 || Number.isNaN(v) ? v : 0)));
  });

  it("multiplies u32 to the high half exactly", async () => {
    const x = Uint32Array.from({ length: SIZE }, (_, i) => Math.imul(i, 0x9e3779b9) >>> 0);
    const got = await run(elementwise(op("mulhi", [load(0, "u32", task()), u32(0xd2511f53)]), "uint32", "uint32"), [x]);
    expect(got).toEqual(x.map((v) => Number((BigInt(v) * 0xd2511f53n) >> 32n)));
  });

  it("stores NaN, infinities and -0 as they are", async () => {
    for (const v of [NaN, Infinity, -Infinity, -0]) {
      const value = op("select", [op("lt", [task(), i32(SIZE + 1)]), constant(v, "f32"), f32(1)]);
      const got = await run(elementwise(value), [ramp]);
      expect(Object.is(got[5], v)).toBe(true);
    }
  });

  it("gives 0 for masked loads whose index is far out of range", async () => {
    const mask = op("le", [i32(10), task()]);
    const index = op("sub", [task(), i32(10)]);
    const got = await run(elementwise(load(0, "f32", op("mul", [index, i32(1)]), mask)), [ramp]);
    expect(got).toEqual(ramp.map((_, i) => (i < 10 ? 0 : ramp[i - 10]!)));
  });

  it("truncates integer division and remainder", async () => {
    const x = Int32Array.from({ length: SIZE }, (_, i) => i - 35);
    const value = op("add", [
      op("mul", [op("div", [load(0, "i32", task()), i32(4)]), i32(100)]),
      op("rem", [load(0, "i32", task()), i32(4)]),
    ]);
    expect(await run(elementwise(value, "int32", "int32"), [x])).toEqual(
      x.map((v) => Math.trunc(v / 4) * 100 + (v % 4)),
    );
  });

  it("rounds halves to even and converts by truncation", async () => {
    const x = Float32Array.from({ length: SIZE }, (_, i) => (i - 35) / 2);
    const even = (v: number): number => (Math.abs(v % 1) === 0.5 ? 2 * Math.round(v / 2) : Math.round(v));
    const rounded = await run(elementwise(op("rint", [load(0, "f32", task())])), [x]);
    expect([...rounded].map((v) => v + 0)).toEqual([...x].map((v) => even(v) + 0));
    const whole = await run(elementwise(op("convert", [load(0, "f32", task())], "i32"), "float32", "int32"), [x]);
    expect(whole).toEqual(Int32Array.from(x, Math.trunc));
  });

  it("names the kernel that does not compile", async () => {
    const bad = { ...elementwise(variable("nowhere", "f32")), name: "broken" };
    await expect(device.prepare(programOf(bad))).rejects.toThrow(/kernel broken did not compile: .*nowhere/s);
  });
});

describe("recordings", () => {
  it("creates nothing when it is replayed with buffers it has seen", async () => {
    const recording = await device.prepare(programOf(elementwise(op("add", [load(0, "f32", task()), f32(1)]))));
    const make = (): DeviceBuffer => device.createBuffer("float32", SIZE);
    const [a, b, x, y] = [make(), make(), make(), make()];
    device.write(a, ramp);
    device.write(
      b,
      ramp.map((v) => 2 * v),
    );
    recording.replay([a], [x]);
    recording.replay([b], [y]);
    const before = { ...device.counters };
    for (let i = 0; i < 5; i++) {
      recording.replay([a], [x]);
      recording.replay([b], [y]);
    }
    expect(device.counters.bindGroups).toBe(before.bindGroups);
    expect(device.counters.buffers).toBe(before.buffers);
    expect(device.counters.pipelines).toBe(before.pipelines);
    expect(device.counters.dispatches - before.dispatches).toBe(10);
    expect(device.counters.submits - before.submits).toBe(10);
    expect(await device.read(x)).toEqual(ramp.map((v) => v + 1));
    expect(await device.read(y)).toEqual(ramp.map((v) => 2 * v + 1));
    [a, b, x, y].forEach((buffer) => buffer.destroy());
    recording.destroy();
  });

  it("compiles equal kernels once", async () => {
    const kernel = elementwise(op("mul", [load(0, "f32", task()), f32(3)]));
    const before = device.counters.pipelines;
    const [p, q] = await Promise.all([device.prepare(programOf(kernel)), device.prepare(programOf(kernel))]);
    expect(device.counters.pipelines - before).toBe(1);
    p.destroy();
    q.destroy();
  });

  it("updates state in place, in order with writes", async () => {
    const kernel = elementwise(
      op("add", [load(1, "f32", task()), load(0, "f32", task())]),
      "float32",
      "float32",
      "update",
    );
    const slots = [
      { kind: "input" as const, dtype: "float32" as const, size: SIZE },
      { kind: "state" as const, dtype: "float32" as const, size: SIZE },
    ];
    const values = slots.map((s, slot) => ({ slot, shape: [SIZE], dtype: s.dtype }));
    const program: Program = {
      kernels: [kernel],
      slots,
      dispatches: [{ kernel: 0, slots: [0, 1] }],
      inputs: values,
      outputs: values.slice(1),
    };
    const recording = await device.prepare(program);
    const [x, state] = [device.createBuffer("float32", SIZE), device.createBuffer("float32", SIZE)];
    device.write(state, new Float32Array(SIZE));
    for (let i = 1; i <= 3; i++) {
      device.write(x, new Float32Array(SIZE).fill(i));
      recording.replay([x, state], [state]);
    }
    expect(await device.read(state)).toEqual(new Float32Array(SIZE).fill(6));
    x.destroy();
    state.destroy();
    recording.destroy();
  });

  it("runs dispatches over temporaries in order, and frees them", async () => {
    const plus = elementwise(op("add", [load(0, "f32", task()), f32(1)]));
    const times = elementwise(op("mul", [load(0, "f32", task()), f32(2)]));
    const slot = (kind: "input" | "temporary" | "output") => ({ kind, dtype: "float32" as const, size: SIZE });
    const value = (s: number) => ({ slot: s, shape: [SIZE], dtype: "float32" as const });
    const before = device.counters.liveBytes;
    const recording = await device.prepare({
      kernels: [plus, times],
      slots: [slot("input"), slot("temporary"), slot("output")],
      dispatches: [
        { kernel: 0, slots: [0, 1] },
        { kernel: 1, slots: [1, 2] },
      ],
      inputs: [value(0)],
      outputs: [value(2)],
    });
    const [x, y] = [device.createBuffer("float32", SIZE), device.createBuffer("float32", SIZE)];
    device.write(x, ramp);
    recording.replay([x], [y]);
    expect(await device.read(y)).toEqual(ramp.map((v) => (v + 1) * 2));
    [x, y, recording].forEach((r) => r.destroy());
    expect(device.counters.liveBytes).toBe(before);
    expect(() => recording.replay([], [])).toThrow("after it was destroyed");
  });
});

// ---- sums of products ---------------------------------------------------------------------------------------------------

const axis = (name: string, size: number): Axis => ({ name, size });
const sum = (...xs: readonly Expr[]): Expr => xs.reduce((p, x) => op("add", [p, x]));
const times = (e: Expr, c: number): Expr => op("mul", [e, i32(c)]);
const flat = (axes: readonly Axis[]): Expr => axes.reduce<Expr>((p, a) => sum(times(p, a.size), axisVar(a)), i32(0));
const points = (axes: readonly Axis[]): number => axes.reduce((p, a) => p * a.size, 1);

/** relu(a · b + bias over the last axis), where `a` has the axes batch, m, k, `b` batch, k, n in the given order. */
function contraction(
  batch: Axis[],
  m: Axis[],
  n: Axis[],
  k: Axis[],
  a: Expr,
  b: Expr,
  sizes: readonly [number, number],
): Nest {
  const axes = [...batch, ...m, ...n];
  const acc = variable("acc", "f32");
  const read = (size: number) => ({ dtype: "float32", size, access: "read" }) as const;
  const last = axes.at(-1)!;
  return {
    name: "contraction",
    class: "contraction",
    args: [read(sizes[0]), read(sizes[1]), read(last.size), { dtype: "float32", size: points(axes), access: "write" }],
    axes,
    stages: [{ name: "acc", reducer: "sum", axes: k, value: op("mul", [a, b]) }],
    stores: [
      { arg: 3, axes: [], index: flat(axes), value: op("max", [sum(acc, load(2, "f32", axisVar(last))), f32(0)]) },
    ],
    contraction: { batch, m, n, k, a, b },
  };
}

function matMul(B: number, M: number, N: number, K: number, transposeA: boolean, transposeB: boolean): Nest {
  const [z, m, n, k] = [axis("z", B), axis("m", M), axis("n", N), axis("k", K)];
  const a = load(0, "f32", flat(transposeA ? [z, k, m] : [z, m, k]));
  const b = load(1, "f32", flat(transposeB ? [z, n, k] : [z, k, n]));
  return contraction([z], [m], [n], [k], a, b, [B * M * K, B * K * N]);
}

/** A 3 × 3 convolution with a border of zeros. `filter`: the gradient of its filter instead, x · dy over all positions. */
function convolution(B: number, S: number, C: number, O: number, filter: boolean): Nest {
  const [b, y, x, o, i, j, c] = [
    axis("b", B),
    axis("y", S),
    axis("x", S),
    axis("o", O),
    axis("i", 3),
    axis("j", 3),
    axis("c", C),
  ];
  const inside = (e: Expr): Expr => op("and", [op("le", [i32(0), e]), op("lt", [e, i32(S)])]);
  const [row, column] = [sum(axisVar(y), axisVar(i), i32(-1)), sum(axisVar(x), axisVar(j), i32(-1))];
  const index = sum(times(axisVar(b), S * S * C), times(row, S * C), times(column, C), axisVar(c));
  const patch = load(0, "f32", index, op("and", [inside(row), inside(column)]));
  if (filter)
    return contraction([], [i, j, c], [o], [b, y, x], patch, load(1, "f32", flat([b, y, x, o])), [
      B * S * S * C,
      B * S * S * O,
    ]);
  return contraction([], [b, y, x], [o], [i, j, c], patch, load(1, "f32", flat([i, j, c, o])), [
    B * S * S * C,
    9 * C * O,
  ]);
}

const noise = (size: number, seed: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => ((Math.imul(i + seed, 0x9e3779b1) >>> 8) % 2001) / 1000 - 1);

/** The same in float64, straight from the definition. */
function expectedMatMul(
  B: number,
  M: number,
  N: number,
  K: number,
  ta: boolean,
  tb: boolean,
  [a, b, bias]: readonly Float32Array[],
): number[] {
  const out: number[] = [];
  for (let z = 0; z < B; z++)
    for (let m = 0; m < M; m++)
      for (let n = 0; n < N; n++) {
        let s = 0;
        for (let k = 0; k < K; k++)
          s += a![z * M * K + (ta ? k * M + m : m * K + k)]! * b![z * K * N + (tb ? n * K + k : k * N + n)]!;
        out.push(Math.max(0, s + bias![n]!));
      }
  return out;
}

function expectedConvolution(
  B: number,
  S: number,
  C: number,
  O: number,
  filter: boolean,
  [x, w, bias]: readonly Float32Array[],
): number[] {
  const sums = new Float64Array(filter ? 9 * C * O : B * S * S * O);
  for (let p = 0; p < B * S * S; p++)
    for (let t = 0; t < 9; t++) {
      const [y, x0] = [(Math.floor(p / S) % S) + Math.floor(t / 3) - 1, (p % S) + (t % 3) - 1];
      if (y < 0 || x0 < 0 || y >= S || x0 >= S) continue;
      const at = (Math.floor(p / (S * S)) * S * S + y * S + x0) * C;
      for (let c = 0; c < C; c++)
        for (let o = 0; o < O; o++) {
          if (filter) sums[(t * C + c) * O + o]! += x![at + c]! * w![p * O + o]!;
          else sums[p * O + o]! += x![at + c]! * w![(t * C + c) * O + o]!;
        }
    }
  return Array.from(sums, (s, i) => Math.max(0, s + bias![i % O]!));
}

/** Sums in another order and rounding: error grows with the number of terms, not with the result. */
function expectClose(got: DeviceArray, wanted: readonly number[], terms: number): void {
  const tolerance = 4e-7 * Math.sqrt(terms) * 4;
  let worst = 0;
  wanted.forEach(
    (w, i) => (worst = Math.max(worst, Number.isNaN(got[i]!) ? Infinity : Math.abs(got[i]! - w) / (1 + Math.abs(w)))),
  );
  expect(got.length).toBe(wanted.length);
  expect(worst).toBeLessThan(tolerance);
}

describe.each(["software", "software without subgroups", "large GPU", "small GPU"])(
  "sums of products as on: %s",
  (kind) => {
    const target = (): Target => {
      const native = new Set(device.target.native);
      if (kind !== "software") native.delete("broadcast");
      const software = kind.startsWith("software");
      return { ...device.target, software, native, parallelism: kind === "large GPU" ? 32768 : 1 };
    };

    it.each([
      [1, 64, 64, 32, false, false],
      [2, 37, 29, 53, false, false],
      [1, 130, 70, 20, true, false],
      [1, 66, 72, 24, false, true],
      [3, 20, 33, 31, true, true],
      [1, 1, 100, 77, false, false],
      [1, 100, 1, 9, false, false],
      [1, 3, 4, 1, false, false],
    ])("batch %d, %d × %d over %d, transposed %s %s", async (B, M, N, K, ta, tb) => {
      const inputs = [noise(B * M * K, 1), noise(B * K * N, 2), noise(N, 3)];
      const got = await run(schedule(matMul(B, M, N, K, ta, tb), target()), inputs);
      expectClose(got, expectedMatMul(B, M, N, K, ta, tb, inputs), K);
    });

    it.each([
      [2, 7, 1, 6, false],
      [2, 6, 5, 8, false],
      [1, 8, 16, 12, false],
      [2, 7, 1, 6, true],
      [2, 6, 5, 8, true],
      [1, 8, 16, 12, true],
    ])("convolution of %d images %d wide, %d → %d channels, filter gradient %s", async (B, S, C, O, filter) => {
      const inputs = [noise(B * S * S * C, 1), noise(filter ? B * S * S * O : 9 * C * O, 2), noise(O, 3)];
      const got = await run(schedule(convolution(B, S, C, O, filter), target()), inputs);
      expectClose(got, expectedConvolution(B, S, C, O, filter, inputs), filter ? B * S * S : 9 * C);
    });
  },
);

describe("the schedules of a sum of products for GPUs", () => {
  const target = (): Target => {
    const native = new Set(device.target.native);
    native.delete("broadcast");
    return { ...device.target, software: false, native };
  };
  /** Runs `nest` by one schedule of each kind; which of a kind is another in each `round`. */
  const runEachKind = async (
    nest: Nest,
    inputs: readonly Float32Array[],
    wanted: number[],
    terms: number,
    round: number,
  ): Promise<void> => {
    const all = [...alternatives(nest, target())];
    for (const kind of ["tiles", "lines", "registers"]) {
      const kernels = all.filter(([name]) => name.startsWith(kind));
      if (kernels.length > 0) expectClose(await run(kernels[round % kernels.length]![1], inputs), wanted, terms);
    }
  };
  const cases = [
    [1, 36, 68, 36],
    [2, 37, 29, 53],
    [2, 3, 41, 72],
    [1, 44, 2, 33],
  ].flatMap(([B, M, N, K]) =>
    [false, true].flatMap((ta) => [false, true].map((tb) => ({ B: B!, M: M!, N: N!, K: K!, ta, tb }))),
  );

  it.each(cases.map((c, round) => ({ ...c, round })))(
    "batch $B, $M × $N over $K, transposed $ta $tb",
    async ({ B, M, N, K, ta, tb, round }) => {
      const inputs = [noise(B * M * K, 1), noise(B * K * N, 2), noise(N, 3)];
      await runEachKind(matMul(B, M, N, K, ta, tb), inputs, expectedMatMul(B, M, N, K, ta, tb, inputs), K, round);
    },
  );

  it.each([
    [2, 6, 5, 8, false],
    [1, 8, 16, 3, false],
    [1, 8, 16, 12, true],
    [2, 7, 2, 3, true],
  ])("convolution of %d images %d wide, %d → %d channels, filter gradient %s", async (B, S, C, O, filter) => {
    const inputs = [noise(B * S * S * C, 1), noise(filter ? B * S * S * O : 9 * C * O, 2), noise(O, 3)];
    const wanted = expectedConvolution(B, S, C, O, filter, inputs);
    await runEachKind(convolution(B, S, C, O, filter), inputs, wanted, filter ? B * S * S : 9 * C, C);
  });
});

describe("a stopwatch", () => {
  it("tells more work from less, and leaves out what does not compile", async () => {
    const nest = (k: number): Nest => matMul(1, 64, 64, k, false, false);
    const kernel = schedule(nest(64), device.target);
    const bad = { ...kernel, body: [], name: "broken", printed: { text: "broken", code: "broken" } };
    const before = { ...device.counters };
    const watch = await device.stopwatch!([kernel, bad]);
    const [few, many] = [await watch.time(0, 1), await watch.time(0, 100)];
    expect(many).toBeGreaterThan(few);
    expect(await watch.time(1, 1)).toBe(Infinity);
    watch.destroy();
    expect(device.counters.timed - before.timed).toBe(2);
    expect(device.counters.liveBytes).toBe(before.liveBytes);
  });
});

describe("destruction", () => {
  it("refuses to read from a device that is gone", async () => {
    const other = await openWebGPU();
    const buffer = other.createBuffer("float32", 4);
    const reading = other.read(buffer);
    other.destroy();
    await expect(reading).rejects.toThrow("could not be read");
  });
});
