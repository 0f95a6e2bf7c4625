import { beforeEach, describe, expect, test } from "vitest";
import type { DeviceDType, ScalarType } from "../../ir/dtype.ts";
import type { Expr, ScalarOp } from "../../ir/expr.ts";
import { constant, extract, f32, i32, load, op, resetExpressions, splat, u32, variable, vec } from "../../ir/expr.ts";
import { interpretKernel } from "../../ir/interpret.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import type { Arg } from "../../ir/nest.ts";
import { emitWasm, printWasm } from "./wasm.ts";
import { runKernel } from "./run-wasm.testing.ts";
import type { Buffers } from "./run-wasm.testing.ts";

const DTYPE: { readonly [T in ScalarType]: DeviceDType } = {
  f32: "float32",
  i32: "int32",
  u32: "uint32",
  bool: "bool",
};
const N = 24;
const task = variable("task", "i32", 0, N - 1);

beforeEach(resetExpressions);

function kernel(args: readonly Arg[], body: readonly Stmt[], tasks = N, step = 1): Kernel {
  const loop: Stmt = { kind: "for", name: "task", begin: variable("begin"), end: variable("end"), step, body };
  return {
    name: "test",
    shape: "range",
    args,
    tasks,
    workgroup: 1,
    cooperative: false,
    locals: [],
    body: [loop],
    schedule: "",
    flops: 0,
    bytes: 0,
  };
}

const F = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  3.7,
  -3.7,
  1e10,
  -1e10,
  1e-40,
  123.25,
  -7,
  8,
  9.5,
  Infinity,
  -Infinity,
  100,
  3,
  5,
  7,
];
const I = [
  0,
  1,
  -1,
  2,
  -2,
  3,
  7,
  -7,
  31,
  33,
  2 ** 31 - 1,
  -(2 ** 31),
  12345,
  -12345,
  100,
  -100,
  5,
  6,
  8,
  9,
  10,
  11,
  12,
  13,
];
const SAMPLES: { readonly [T in ScalarType]: readonly number[] } = {
  f32: F,
  i32: I,
  u32: I.map((x) => x >>> 0),
  bool: I.map((x) => x & 1),
};

function buffer(type: ScalarType, shift: number): Buffers[number] {
  const values = SAMPLES[type].map((_, i) => SAMPLES[type][(i * (shift + 1) * 5 + shift) % N]!);
  return type === "f32" ? new Float32Array(values) : type === "u32" ? new Uint32Array(values) : new Int32Array(values);
}

function empty(type: ScalarType): Buffers[number] {
  return type === "f32" ? new Float32Array(N) : type === "u32" ? new Uint32Array(N) : new Int32Array(N);
}

/** Runs `make(loads)` over the sample values, scalar and vector, through both interpreter and WebAssembly. */
function compare(types: readonly ScalarType[], make: (args: readonly Expr[]) => Expr): void {
  for (const lanes of [1, 4] as const) {
    const value = make(types.map((t, i) => load(i, t, task, undefined, lanes)));
    const args = [...types, value.type].map((t, i): Arg => ({
      dtype: DTYPE[t],
      size: N,
      access: i === types.length ? "write" : "read",
    }));
    const k = kernel(args, [{ kind: "store", arg: types.length, index: task, value }], N, lanes);
    const inputs = types.map((t, i) => buffer(t, i));
    const expected = empty(value.type);
    const actual = empty(value.type);
    interpretKernel(k, [...inputs, expected]);
    runKernel(k, [...inputs, actual]);
    expect({ lanes, values: Array.from(actual) }).toEqual({ lanes, values: Array.from(expected) });
  }
}

describe("every operation computes what the language says", () => {
  const unary: [ScalarOp, ScalarType][] = [
    ...(["neg", "abs", "floor", "ceil", "rint", "trunc", "sqrt"] as const).map((o): [ScalarOp, ScalarType] => [
      o,
      "f32",
    ]),
    ["neg", "i32"],
    ["abs", "i32"],
    ["not", "i32"],
    ["abs", "u32"],
    ["not", "u32"],
    ["not", "bool"],
  ];
  test.each(unary)("%s %s", (name, type) => compare([type], ([a]) => op(name, [a!])));

  const binary: [ScalarOp, ScalarType][] = [
    ...(["add", "sub", "mul", "div", "min", "max", "eq", "ne", "lt", "le"] as const).flatMap((o) =>
      (["f32", "i32", "u32"] as const).map((t): [ScalarOp, ScalarType] => [o, t]),
    ),
    ...(["rem", "and", "or", "xor", "shl", "shr"] as const).flatMap((o) =>
      (["i32", "u32"] as const).map((t): [ScalarOp, ScalarType] => [o, t]),
    ),
    ...(["and", "or", "xor", "eq", "ne", "lt"] as const).map((o): [ScalarOp, ScalarType] => [o, "bool"]),
    ["mulhi", "u32"],
  ];
  test.each(binary)("%s %s", (name, type) => compare([type, type], ([a, b]) => op(name, [a!, b!])));

  test.each(["f32", "i32", "u32", "bool"] as const)("select of %s", (type) =>
    compare(["bool", type, type], ([c, a, b]) => op("select", [c!, a!, b!])),
  );
  test.each(["i32", "u32"] as const)("a shift of %s by one distance for all", (type) => {
    compare([type], ([a]) => op("shr", [op("shl", [a!, constant(3, type)]), constant(5, type)]));
  });
  test("divisors 0 and -1 that are constants do not trap", () => {
    compare(["i32"], ([a]) => op("add", [op("div", [a!, splat(i32(0))]), op("div", [a!, splat(i32(-1))])]));
  });

  const pairs = (["f32", "i32", "u32", "bool"] as const).flatMap((a) =>
    (["f32", "i32", "u32", "bool"] as const).map((b) => [a, b] as const),
  );
  test.each(pairs)("convert %s to %s", (from, to) => compare([from], ([a]) => op("convert", [a!], to)));
  test.each(pairs.filter(([a, b]) => a !== "bool" && b !== "bool"))("bits of %s as %s", (from, to) =>
    compare([from], ([a]) => op("bitcast", [a!], to)),
  );

  test("fma is a·b + c", () => compare(["i32", "i32", "i32"], ([a, b, c]) => op("fma", [a!, b!, c!])));
  test("a NaN passes through min and max", () => {
    for (const lanes of [1, 4] as const) {
      const x = load(0, "f32", task, undefined, lanes);
      const both = op("add", [op("max", [x, f32(0)]), op("min", [f32(6), x])]);
      const args: Arg[] = [
        { dtype: "float32", size: N, access: "read" },
        { dtype: "float32", size: N, access: "write" },
      ];
      const out = new Float32Array(N);
      runKernel(kernel(args, [{ kind: "store", arg: 1, index: task, value: both }], N, lanes), [
        new Float32Array(N).fill(NaN),
        out,
      ]);
      expect(out.every(Number.isNaN)).toBe(true);
    }
  });
});

describe("loads and stores", () => {
  const args: readonly Arg[] = [
    { dtype: "float32", size: N, access: "read" },
    { dtype: "float32", size: N, access: "write" },
  ];

  test("a masked load reads nothing where the mask is false, wherever its index points", () => {
    for (const distance of [3, 1_000_000, -1_000_000, 2 ** 29]) {
      resetExpressions();
      const index = op("add", [task, i32(distance)]);
      const mask = op("and", [op("le", [i32(0), index]), op("lt", [index, i32(N)])], "bool");
      const k = kernel(args, [{ kind: "store", arg: 1, index: task, value: load(0, "f32", index, mask) }]);
      const input = buffer("f32", 1);
      const [expected, actual] = [new Float32Array(N), new Float32Array(N).fill(7)];
      interpretKernel(k, [input, expected]);
      runKernel(k, [input, actual]);
      expect(Array.from(actual)).toEqual(Array.from(expected));
    }
  });

  test("a vector load under a scalar mask is 0 in every lane", () => {
    const mask = op("eq", [op("rem", [task, i32(8)]), i32(0)]);
    const k = kernel(args, [{ kind: "store", arg: 1, index: task, value: load(0, "f32", task, mask, 4) }], N, 4);
    const [expected, actual] = [new Float32Array(N), new Float32Array(N).fill(7)];
    interpretKernel(k, [buffer("f32", 0), expected]);
    runKernel(k, [buffer("f32", 0), actual]);
    expect(Array.from(actual)).toEqual(Array.from(expected));
  });

  test("vectors of scattered loads, extracted lanes and reversed indices", () => {
    const back = op("sub", [i32(N - 1), task]);
    const scattered = vec([0, 1, 2, 3].map((l) => load(0, "f32", op("sub", [back, i32(l)]))));
    const turned = vec([3, 2, 1, 0].map((l) => extract(scattered, l)));
    const k = kernel(args, [{ kind: "store", arg: 1, index: task, value: op("add", [turned, scattered]) }], N, 4);
    const input = Float32Array.from({ length: N }, (_, i) => i);
    const [expected, actual] = [new Float32Array(N), new Float32Array(N)];
    interpretKernel(k, [input, expected]);
    runKernel(k, [input, actual], 1);
    expect(Array.from(actual)).toEqual(Array.from(expected));
  });

  test("a gather reads where an index buffer says", () => {
    const gather: Arg[] = [
      { dtype: "float32", size: N, access: "read" },
      { dtype: "int32", size: N, access: "read" },
      { dtype: "float32", size: N, access: "write" },
    ];
    const at = load(1, "i32", task);
    const mask = op("and", [op("le", [i32(0), at]), op("lt", [at, i32(N)])], "bool");
    const k = kernel(gather, [{ kind: "store", arg: 2, index: task, value: load(0, "f32", at, mask) }]);
    const inputs = [buffer("f32", 0), buffer("i32", 0)];
    const [expected, actual] = [new Float32Array(N), new Float32Array(N)];
    interpretKernel(k, [...inputs, expected]);
    runKernel(k, [...inputs, actual], 3);
    expect(Array.from(actual)).toEqual(Array.from(expected));
  });

  test("bools are words 0 and 1 in memory, vectors of them included", () => {
    compare(["f32", "f32", "bool"], ([a, b, c]) => op("xor", [op("lt", [a!, b!]), c!], "bool"));
    compare(["bool", "i32"], ([a, b]) => op("add", [op("convert", [a!], "i32"), b!]));
  });
});

test("text shows names, constants and offsets", () => {
  const args: Arg[] = [
    { dtype: "uint32", size: 8, access: "read" },
    { dtype: "uint32", size: 8, access: "write" },
  ];
  const value = op("add", [load(0, "u32", op("add", [task, i32(3)])), u32(1)]);
  expect(
    printWasm(kernel(args, [{ kind: "store", arg: 1, index: task, value }], 4), { relaxedSimd: false, shared: false }),
  ).toMatchInlineSnapshot(`
    "(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32)
      (local $task i32)
      local.get $begin
      local.set $task
      local.get $task
      local.get $end
      i32.lt_s
      if
        loop
          local.get $arg:1
          local.get $task
          i32.const 2
          i32.shl
          i32.add
          local.get $arg:0
          local.get $task
          i32.const 2
          i32.shl
          i32.add
          i32.load offset=12
          i32.const 1
          i32.add
          i32.store
          local.get $task
          i32.const 1
          i32.add
          local.set $task
          local.get $task
          local.get $end
          i32.lt_s
          br_if 0
        end
      end)
    "
  `);
});

test("errors name the kernel and the operation", () => {
  const args: Arg[] = [{ dtype: "float32", size: 8, access: "write" }];
  const k = kernel(args, [{ kind: "store", arg: 0, index: task, value: op("tanh", [f32(1)]) }]);
  expect(() => emitWasm(k, { relaxedSimd: false, shared: false })).toThrow("no instruction for tanh of f32");
  expect(() => emitWasm({ ...k, shape: "grid" }, { relaxedSimd: false, shared: false })).toThrow(
    "wasm runs range kernels",
  );
});
