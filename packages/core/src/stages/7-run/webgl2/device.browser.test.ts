// The webgl2 device in a real browser: memory, every scalar operation alone and in vectors, and replay.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceArray, DeviceDType, DType, HostArray } from "../../../ir/dtype.ts";
import { DTYPES, hostArray } from "../../../ir/dtype.ts";
import type { Expr, ScalarOp } from "../../../ir/expr.ts";
import {
  bool,
  constant,
  extract,
  f32,
  i32,
  load,
  localLoad,
  op,
  resetExpressions,
  splat,
  u32,
  variable,
  vec,
} from "../../../ir/expr.ts";
import type { Kernel, Stmt } from "../../../ir/kernel.ts";
import type { Arg } from "../../../ir/nest.ts";
import type { Program, SlotKind } from "../../../ir/program.ts";
import type { Device, DeviceBuffer } from "../device.ts";
import { checkDropping } from "../shared.testing.ts";
import { openWebGL2 } from "./device.ts";

let device: Device;
beforeAll(async () => {
  device = await openWebGL2();
});
afterAll(() => device.destroy());

const task = (tasks: number): Expr => variable("task", "i32", 0, tasks - 1);
const add = (a: Expr, b: Expr): Expr => op("add", [a, b]);

function kernelOf(
  args: readonly Arg[],
  elements: number,
  body: (first: Expr) => readonly Stmt[],
  more: Partial<Kernel> = {},
): Kernel {
  const tasks = Math.ceil(elements / 4);
  return {
    name: "test",
    shape: "fragment",
    args,
    tasks,
    workgroup: 1,
    cooperative: false,
    locals: [],
    schedule: "",
    flops: elements,
    bytes: elements,
    body: body(op("mul", [task(tasks), i32(4)])),
    ...more,
  };
}

/** One dispatch; arguments that are read are inputs, updated ones state, the others outputs. */
function programOf(kernel: Kernel): Program {
  const kind: Record<Arg["access"], SlotKind> = { read: "input", update: "state", write: "output" };
  const values = kernel.args.map((a, slot) => ({ slot, shape: [a.size], dtype: a.dtype }));
  return {
    kernels: [kernel],
    slots: kernel.args.map((a) => ({ kind: kind[a.access], dtype: a.dtype, size: a.size })),
    dispatches: [{ kernel: 0, slots: kernel.args.map((_, i) => i) }],
    inputs: values.filter((v) => kernel.args[v.slot]!.access !== "write"),
    outputs: values.filter((v) => kernel.args[v.slot]!.access === "write"),
  };
}

function valuesOf(dtype: DeviceDType, data: readonly number[]): HostArray {
  const values = hostArray(dtype, data.length);
  values.set(data);
  return values;
}

function bufferOf(dtype: DeviceDType, data: readonly number[]): DeviceBuffer {
  const buffer = device.createBuffer(dtype, data.length);
  device.write(buffer, valuesOf(dtype, data));
  return buffer;
}

/** What `kernel` writes to its outputs, given its inputs. */
async function run(kernel: Kernel, inputs: readonly (readonly number[])[]): Promise<DeviceArray[]> {
  const program = programOf(kernel);
  const recording = await device.prepare(program);
  const given = program.inputs.map((v, i) => bufferOf(v.dtype, inputs[i]!));
  const made = program.outputs.map((v) => device.createBuffer(v.dtype, program.slots[v.slot]!.size));
  recording.replay(given, made);
  const out = await Promise.all(made.map((b) => device.read(b)));
  for (const b of [...given, ...made]) b.destroy();
  recording.destroy();
  return out;
}

const range = (n: number, f: (i: number) => number = (i) => i): number[] => Array.from({ length: n }, (_, i) => f(i));

test("values of every dtype and size come back as they were written", async () => {
  const dtypes = (Object.keys(DTYPES) as DType[]).filter((d): d is DeviceDType => DTYPES[d].device === d);
  for (const dtype of dtypes) {
    for (const size of [1, 3, 4, 5, 63, 64, 65, 4095, 4096, 4097, 12_289]) {
      const data = range(size, (i) =>
        dtype === "bool"
          ? i % 2
          : dtype === "float32"
            ? i / 7 - 3
            : dtype === "int32"
              ? i * -77_777
              : 4_294_967_295 - i,
      );
      const buffer = bufferOf(dtype, data);
      const want = valuesOf(dtype, data);
      expect(await device.read(buffer)).toEqual(want);
      expect(device.readSync(buffer)).toEqual(want);
      buffer.destroy();
    }
  }
});

test("a buffer takes as many values as it holds, and none after it was destroyed", () => {
  const buffer = device.createBuffer("float32", 3);
  expect(() => device.write(buffer, new Float32Array(4))).toThrow("webgl2: 4 values were written to a buffer of 3");
  buffer.destroy();
  expect(() => device.write(buffer, new Float32Array(3))).toThrow("was used after it was destroyed");
});

const specials = [
  0,
  -0,
  1,
  -1,
  0.5,
  1.5,
  2.5,
  -0.5,
  -1.5,
  -2.5,
  3.7,
  -3.7,
  1e-20,
  1e20,
  Infinity,
  -Infinity,
  NaN,
  123456.789,
].map(Math.fround);
const floats = specials.flatMap((a) => specials.map((b) => [a, b] as const));
const wholes = [0, 1, -1, 2, -2, 7, -7, 3, 100, -100, 65_535, 65_536, 2 ** 31 - 1, -(2 ** 31) + 1];
const ints = wholes.flatMap((a) => wholes.map((b) => [a, b] as const));
const even = (x: number): number => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
const high = (a: number, b: number): number => Number((BigInt(a >>> 0) * BigInt(b >>> 0)) >> 32n);

interface OpCase {
  readonly dtype: DeviceDType;
  readonly out?: DeviceDType;
  readonly f: (a: number, b: number) => number;
  readonly make: (a: Expr, b: Expr) => Expr;
  /** Pairs the operation has no defined result for. */
  readonly skip?: (a: number, b: number) => boolean;
}
const binary = (
  name: ScalarOp,
  dtype: DeviceDType,
  f: OpCase["f"],
  out: DeviceDType = dtype,
  skip?: OpCase["skip"],
): OpCase => ({
  dtype,
  out,
  f,
  make: (a, b) => op(name, [a, b]),
  ...(skip ? { skip } : {}),
});
const unary = (name: ScalarOp, dtype: DeviceDType, f: (a: number) => number): OpCase => ({
  dtype,
  f,
  make: (a) => op(name, [a]),
});
const byZero = (a: number, b: number): boolean => b === 0;
const badShift = (a: number, b: number): boolean => b < 0 || b > 31;
const nanMax = (a: number, b: number): number => Math.max(a, b);
const nanMin = (a: number, b: number): number => Math.min(a, b);
const tooLarge = (a: number): boolean => Number.isNaN(a) || Math.abs(a) >= 2 ** 31;

const opCases: Record<string, OpCase> = {
  "f32 add": binary("add", "float32", (a, b) => a + b),
  "f32 sub": binary("sub", "float32", (a, b) => a - b),
  "f32 mul": binary("mul", "float32", (a, b) => a * b),
  "f32 div": binary("div", "float32", (a, b) => a / b, "float32", byZero),
  "f32 max gives NaN for NaN": binary("max", "float32", nanMax),
  "f32 min gives NaN for NaN": binary("min", "float32", nanMin),
  "f32 max with a constant": { dtype: "float32", f: (a) => nanMax(a, 0.25), make: (a) => op("max", [a, f32(0.25)]) },
  "f32 min with a constant": { dtype: "float32", f: (a) => nanMin(0.25, a), make: (a) => op("min", [f32(0.25), a]) },
  "f32 neg": unary("neg", "float32", (a) => -a),
  "f32 abs": unary("abs", "float32", Math.abs),
  "f32 floor": unary("floor", "float32", Math.floor),
  "f32 ceil": unary("ceil", "float32", Math.ceil),
  "f32 trunc": unary("trunc", "float32", Math.trunc),
  "f32 rint rounds halves to even": unary("rint", "float32", even),
  "f32 sqrt": { ...unary("sqrt", "float32", Math.sqrt), skip: (a) => a < 0 },
  "f32 lt": binary("lt", "float32", (a, b) => Number(a < b), "bool"),
  "f32 le": binary("le", "float32", (a, b) => Number(a <= b), "bool"),
  "f32 eq": binary("eq", "float32", (a, b) => Number(a === b), "bool"),
  "f32 fma": { dtype: "float32", f: (a, b) => a * b + 1, make: (a, b) => op("fma", [a, b, f32(1)]) },
  "f32 select": {
    dtype: "float32",
    f: (a, b) => (a < b ? a : b),
    make: (a, b) => op("select", [op("lt", [a, b]), a, b]),
  },
  "f32 to i32": {
    dtype: "float32",
    out: "int32",
    f: Math.trunc,
    make: (a) => op("convert", [a], "i32"),
    skip: tooLarge,
  },
  "f32 to bool": { dtype: "float32", out: "bool", f: (a) => Number(a !== 0), make: (a) => op("convert", [a], "bool") },
  "bits of f32": {
    dtype: "float32",
    out: "uint32",
    f: (a) => new Uint32Array(new Float32Array([a]).buffer)[0]!,
    make: (a) => op("bitcast", [a], "u32"),
    skip: (a) => Number.isNaN(a),
  },
  "constants that are not numbers": {
    dtype: "float32",
    f: () => NaN,
    make: (a) => op("select", [op("eq", [a, a]), f32(NaN), f32(NaN)]),
  },
  "infinite constants": {
    dtype: "float32",
    f: (a) => (a < 0 ? -Infinity : Infinity),
    make: (a) => op("select", [op("lt", [a, f32(0)]), f32(-Infinity), f32(Infinity)]),
  },
  "i32 add": binary("add", "int32", (a, b) => (a + b) | 0),
  "i32 mul": binary("mul", "int32", Math.imul),
  "i32 div truncates": binary("div", "int32", (a, b) => Math.trunc(a / b), "int32", byZero),
  "i32 rem has the dividend's sign": binary("rem", "int32", (a, b) => a % b, "int32", byZero),
  "i32 min": binary("min", "int32", Math.min),
  "i32 lt": binary("lt", "int32", (a, b) => Number(a < b), "bool"),
  "i32 xor": binary("xor", "int32", (a, b) => a ^ b),
  "i32 not": unary("not", "int32", (a) => ~a),
  "i32 shr is arithmetic": binary("shr", "int32", (a, b) => a >> b, "int32", badShift),
  "i32 select": {
    dtype: "int32",
    f: (a, b) => (a < b ? a : b),
    make: (a, b) => op("select", [op("lt", [a, b]), a, b]),
  },
  "i32 to f32": { dtype: "int32", out: "float32", f: Math.fround, make: (a) => op("convert", [a], "f32") },
  "u32 div": binary("div", "uint32", (a, b) => Math.trunc((a >>> 0) / (b >>> 0)), "uint32", byZero),
  "u32 rem": binary("rem", "uint32", (a, b) => (a >>> 0) % (b >>> 0), "uint32", byZero),
  "u32 lt": binary("lt", "uint32", (a, b) => Number(a >>> 0 < b >>> 0), "bool"),
  "u32 shr is logical": binary("shr", "uint32", (a, b) => (a >>> 0) >>> b, "uint32", badShift),
  "u32 shl": binary("shl", "uint32", (a, b) => (a << b) >>> 0, "uint32", badShift),
  "u32 mulhi": binary("mulhi", "uint32", high),
  "u32 select": {
    dtype: "uint32",
    f: (a, b) => (a >>> 0 < b >>> 0 ? a : b) >>> 0,
    make: (a, b) => op("select", [op("lt", [a, b]), a, b]),
  },
  "u32 to f32": {
    dtype: "uint32",
    out: "float32",
    f: (a) => Math.fround(a >>> 0),
    make: (a) => op("convert", [a], "f32"),
  },
  "bool and": {
    dtype: "int32",
    out: "bool",
    f: (a, b) => Number(a < b && a < 3),
    make: (a, b) => op("and", [op("lt", [a, b]), op("lt", [a, splatLike(a, i32(3))])]),
  },
  "bool or, xor, not": {
    dtype: "int32",
    out: "bool",
    f: (a, b) => Number((a < b || a < 3) !== !(b < 3)),
    make: (a, b) =>
      op("xor", [
        op("or", [op("lt", [a, b]), op("lt", [a, splatLike(a, i32(3))])]),
        op("not", [op("lt", [b, splatLike(b, i32(3))])]),
      ]),
  },
  "bool select": {
    dtype: "int32",
    out: "bool",
    f: (a, b) => Number(a < b ? b < 3 : a < 3),
    make: (a, b) =>
      op("select", [op("lt", [a, b]), op("lt", [b, splatLike(b, i32(3))]), op("lt", [a, splatLike(a, i32(3))])]),
  },
};

const inexact = new Set(["f32 div", "f32 sqrt", "f32 fma"]);
const SMALLEST_NORMAL = 2 ** -126;

function splatLike(like: Expr, e: Expr): Expr {
  return like.lanes === 4 ? splat(e) : e;
}

for (const [title, c] of Object.entries(opCases)) {
  test(`${title}, alone and in vectors`, async () => {
    const pairs = (c.dtype === "float32" ? floats : ints).filter(([a, b]) => !c.skip?.(a, b));
    const out = c.out ?? c.dtype;
    const type = DTYPES[c.dtype].scalar;
    const args: Arg[] = [c.dtype, c.dtype, out].map((dtype, i) => ({
      dtype,
      size: pairs.length,
      access: i < 2 ? "read" : "write",
    }));
    const want = valuesOf(
      out,
      pairs.map(([a, b]) => c.f(a, b)),
    );
    for (const lanes of [1, 4] as const) {
      resetExpressions();
      const kernel = kernelOf(args, pairs.length, (first) => {
        const at = (l: number): Expr =>
          c.make(
            load(0, type, add(first, i32(l)), undefined, lanes),
            load(1, type, add(first, i32(l)), undefined, lanes),
          );
        return lanes === 4
          ? [{ kind: "store", arg: 2, index: first, value: splat(at(0)) }]
          : [0, 1, 2, 3].map((l): Stmt => ({ kind: "store", arg: 2, index: add(first, i32(l)), value: at(l) }));
      });
      const [got] = await run(kernel, [pairs.map(([a]) => a), pairs.map(([, b]) => b)]);
      pairs.forEach(([a, b], i) => {
        const [g, w] = [got![i]!, want[i]!];
        // division may be a reciprocal and a product, a fused sum is rounded once or twice, and subnormals may be 0
        const close =
          g === w ||
          (out === "float32" && Math.abs(g - w) <= (inexact.has(title) ? Math.abs(w) * 3e-7 : 0) + SMALLEST_NORMAL);
        expect(close || (Number.isNaN(w) && Number.isNaN(g)), `${title}(${a}, ${b}) gives ${g}, not ${w}`).toBe(true);
      });
    }
  });
}

test("exp and log are as accurate as float32 allows", async () => {
  for (const [name, f, from, to] of [
    ["exp", Math.exp, -80, 80],
    ["log", Math.log, 1e-6, 50],
  ] as const) {
    resetExpressions();
    const n = 20_000;
    const xs = Float32Array.from(range(n, (i) => from + ((to - from) * i) / n));
    const args: Arg[] = [
      { dtype: "float32", size: n, access: "read" },
      { dtype: "float32", size: n, access: "write" },
    ];
    const value = (first: Expr): Expr => op(name, [load(0, "f32", first, undefined, 4)]);
    const [got] = await run(
      kernelOf(args, n, (first) => [{ kind: "store", arg: 1, index: first, value: value(first) }]),
      [[...xs]],
    );
    let worst = 0;
    xs.forEach((x, i) => {
      const want = f(x);
      worst = Math.max(worst, Math.abs(got![i]! - want) / (name === "exp" ? want : Math.max(1, Math.abs(want))));
    });
    // half a unit in the last place of exp's argument, at 80, is worth 4e-6 of the result on GPUs that go through exp2
    expect(worst, name).toBeLessThan(name === "exp" ? 1e-5 : 1e-6);
  }
});

test("index arithmetic divides exactly, small and large", async () => {
  const n = 5000;
  for (const [scale, divisor] of [
    [1, 3],
    [7, 28],
    [419, 49],
    [400_000, 12_544],
    [3, 16],
  ] as const) {
    resetExpressions();
    const args: Arg[] = [
      { dtype: "int32", size: n, access: "write" },
      { dtype: "int32", size: n, access: "write" },
    ];
    const kernel = kernelOf(args, n, (first) => {
      const x = variable("x", "i32", 0, scale * n + 13);
      const four = (f: (e: Expr) => Expr): Expr => vec([0, 1, 2, 3].map((l) => f(add(x, i32(l * scale)))));
      return [
        { kind: "let", name: "x", value: op("mul", [first, i32(scale)]) },
        { kind: "store", arg: 0, index: first, value: four((e) => op("div", [e, i32(divisor)])) },
        { kind: "store", arg: 1, index: first, value: four((e) => op("rem", [e, i32(divisor)])) },
      ];
    });
    const [quotients, remainders] = await run(kernel, []);
    expect(quotients).toEqual(Int32Array.from(range(n, (i) => Math.trunc((i * scale) / divisor))));
    expect(remainders).toEqual(Int32Array.from(range(n, (i) => (i * scale) % divisor)));
  }
});

test("loads may begin anywhere, be masked, and reach outside where the mask is false", async () => {
  const n = 4100;
  resetExpressions();
  const args: Arg[] = [
    { dtype: "float32", size: n, access: "read" },
    { dtype: "bool", size: n, access: "read" },
    { dtype: "float32", size: n, access: "write" },
    { dtype: "bool", size: n, access: "write" },
  ];
  const kernel = kernelOf(args, n, (first) => {
    const shifted = (l: number): Expr => add(first, i32(l - 3));
    const inside = op("le", [i32(3), first]);
    const four = load(0, "f32", shifted(0), inside, 4);
    const each = vec([0, 1, 2, 3].map((l) => load(1, "bool", shifted(l), op("le", [i32(3), add(first, i32(l))]))));
    return [
      { kind: "store", arg: 2, index: first, value: four },
      { kind: "store", arg: 3, index: first, value: each },
    ];
  });
  const [floatsOut, boolsOut] = await run(kernel, [range(n, (i) => i + 0.5), range(n, (i) => Number(i % 3 === 0))]);
  expect(floatsOut).toEqual(Float32Array.from(range(n, (i) => (i < 4 ? 0 : i - 2.5))));
  expect(boolsOut).toEqual(Uint8Array.from(range(n, (i) => Number(i >= 3 && (i - 3) % 3 === 0))));
});

test("loops, conditions and mutable variables", async () => {
  const n = 37;
  resetExpressions();
  const args: Arg[] = [
    { dtype: "int32", size: n, access: "read" },
    { dtype: "int32", size: n, access: "write" },
  ];
  const acc = variable("sum", "i32");
  const kernel = kernelOf(args, n, (first) => [
    ...[0, 1, 2, 3].flatMap((l): Stmt[] => [
      ...(l === 0
        ? [{ kind: "var", name: "sum", init: i32(0) } as const]
        : [{ kind: "assign", name: "sum", value: i32(0) } as const]),
      {
        kind: "for",
        name: `k${l}`,
        begin: i32(0),
        end: load(0, "i32", add(first, i32(l))),
        step: 2,
        body: [
          {
            kind: "if",
            condition: op("lt", [variable(`k${l}`, "i32", 0, 1000), i32(10)]),
            then: [{ kind: "assign", name: "sum", value: add(acc, variable(`k${l}`, "i32", 0, 1000)) }],
            else: [{ kind: "assign", name: "sum", value: add(acc, i32(-1)) }],
          },
        ],
      },
      { kind: "store", arg: 1, index: add(first, i32(l)), value: acc },
    ]),
  ]);
  const [got] = await run(kernel, [range(n)]);
  const want = range(n, (i) => range(Math.ceil(i / 2), (k) => (2 * k < 10 ? 2 * k : -1)).reduce((p, q) => p + q, 0));
  expect(got).toEqual(Int32Array.from(want));
});

test("local arrays carry values from pass to pass", async () => {
  const n = 1000;
  resetExpressions();
  const args: Arg[] = [
    { dtype: "float32", size: n, access: "read" },
    { dtype: "float32", size: n, access: "write" },
  ];
  const tiles = n / 8;
  const kernel = kernelOf(
    args,
    n,
    (first) => {
      const own = op("mul", [task(tiles), i32(8)]);
      const half = (l: number): Expr => op("mul", [load(0, "f32", add(own, i32(l)), undefined, 4), splat(f32(0.5))]);
      return [
        { kind: "storeLocal", array: "halves", index: own, value: half(0) },
        { kind: "storeLocal", array: "halves", index: add(own, i32(4)), value: half(4) },
        { kind: "barrier" },
        { kind: "let", name: "near", value: localLoad("halves", "f32", first, 4) },
        { kind: "let", name: "far", value: localLoad("halves", "f32", op("sub", [i32(n - 1), first])) },
        {
          kind: "store",
          arg: 1,
          index: first,
          value: op("add", [variable("near", "f32", undefined, undefined, 4), variable("far", "f32")]),
        },
      ];
    },
    { locals: [{ name: "halves", type: "f32", size: n }] },
  );
  const [got] = await run(kernel, [range(n)]);
  expect(got).toEqual(Float32Array.from(range(n, (i) => i / 2 + (n - 1 - 4 * Math.floor(i / 4)) / 2)));
});

/** p −= r·g and m = g, both in place. */
function stepKernel(n: number): Kernel {
  resetExpressions();
  const args: Arg[] = [
    { dtype: "float32", size: n, access: "update" },
    { dtype: "float32", size: n, access: "update" },
    { dtype: "float32", size: n, access: "read" },
  ];
  return kernelOf(args, n, (first) => {
    const [p, m, g] = [0, 1, 2].map((a) => load(a, "f32", first, undefined, 4)) as [Expr, Expr, Expr];
    return [
      { kind: "let", name: "moved", value: add(m, g) },
      { kind: "store", arg: 0, index: first, value: op("sub", [p, variable("moved", "f32", undefined, undefined, 4)]) },
      { kind: "store", arg: 1, index: first, value: variable("moved", "f32", undefined, undefined, 4) },
    ];
  });
}

test("state is updated in place, and warm replays create nothing", async () => {
  const n = 9000;
  const recording = await device.prepare(programOf(stepKernel(n)));
  const [p, m, g, g2] = [
    bufferOf(
      "float32",
      range(n, () => 100),
    ),
    bufferOf(
      "float32",
      range(n, () => 0),
    ),
    bufferOf(
      "float32",
      range(n, () => 1),
    ),
    bufferOf(
      "float32",
      range(n, () => 2),
    ),
  ];
  recording.replay([p, m, g], []);
  recording.replay([p, m, g2], []);
  const before = { ...device.counters };
  for (let i = 0; i < 6; i++) recording.replay([p, m, i % 2 ? g2 : g], []);
  const { counters } = device;
  expect([counters.buffers, counters.bindGroups, counters.pipelines, counters.liveBytes]).toEqual([
    before.buffers,
    before.bindGroups,
    before.pipelines,
    before.liveBytes,
  ]);
  expect(counters.dispatches - before.dispatches).toBe(6);
  // m runs 1, 3, 4, 6, 7, 9, 10, 12
  expect(await device.read(m)).toEqual(new Float32Array(n).fill(12));
  expect(await device.read(p)).toEqual(new Float32Array(n).fill(100 - 52));
  const live = device.counters.liveBytes;
  recording.destroy();
  for (const b of [p, m, g, g2]) b.destroy();
  expect(live - device.counters.liveBytes).toBe(6 * 2304 * 16);
});

test("programs that nobody uses are deleted, those in use stay", async () => {
  const n = 64;
  const args: Arg[] = [
    { dtype: "float32", size: n, access: "read" },
    { dtype: "float32", size: n, access: "write" },
  ];
  const sum = (first: Expr, k: number): Expr => add(load(0, "f32", first, undefined, 4), splat(f32(k)));
  await checkDropping(device, (k) =>
    programOf(kernelOf(args, n, (first) => [{ kind: "store", arg: 1, index: first, value: sum(first, k) }])),
  );
});

test("equal kernels are compiled once, also when prepared at once", async () => {
  const first = await device.prepare(programOf(stepKernel(64)));
  const { pipelines } = device.counters;
  const second = device.prepareSync(programOf(stepKernel(64)));
  expect(device.counters.pipelines).toBe(pipelines);
  first.destroy();
  second.destroy();
});

test("a kernel that stores what its fragments do not own is refused", async () => {
  resetExpressions();
  const args: Arg[] = [{ dtype: "float32", size: 64, access: "write" }];
  const kernel = kernelOf(args, 64, (first) => [
    { kind: "store", arg: 0, index: add(first, i32(4)), value: splat(f32(1)) },
  ]);
  await expect(device.prepare(programOf(kernel))).rejects.toThrow("stores what its fragments do not own");
});

test("bool and other constants are printed in their own types", async () => {
  resetExpressions();
  const args: Arg[] = (["bool", "uint32", "int32", "float32"] as const).map((dtype) => ({
    dtype,
    size: 6,
    access: "write",
  }));
  const values = [bool(true), u32(4_000_000_000), i32(-(2 ** 31)), constant(1e-40, "f32")];
  const kernel = kernelOf(args, 6, (first) =>
    values.map((v, arg): Stmt => ({ kind: "store", arg, index: first, value: splat(v) })),
  );
  const got = await run(kernel, []);
  expect(got.slice(0, 3)).toEqual([
    new Uint8Array(6).fill(1),
    new Uint32Array(6).fill(4_000_000_000),
    new Int32Array(6).fill(-(2 ** 31)),
  ]);
  expect([...got[3]!].every((v) => v === 0 || v === Math.fround(1e-40))).toBe(true);
  expect(extract(splat(values[0]!), 2)).toBe(values[0]);
});

test("a lost context says so, and reading then fails with the next step", async () => {
  const other = await openWebGL2();
  const buffer = other.createBuffer("float32", 8);
  // what the browser does when it needs the GPU for something else
  (other as unknown as { gl: WebGL2RenderingContext }).gl.getExtension("WEBGL_lose_context")!.loseContext();
  expect(await other.lost).toContain("context");
  await expect(other.read(buffer)).rejects.toThrow("the WebGL context was lost. Open the device again.");
  other.destroy();
});
