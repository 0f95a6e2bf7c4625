import { describe, expect, test } from "vitest";
import type { ScalarType } from "../../ir/dtype.ts";
import type { Expr } from "../../ir/expr.ts";
import { axisVar, constant, f32, i32, load, op, resetExpressions, variable } from "../../ir/expr.ts";
import { interpretKernel } from "../../ir/interpret.ts";
import type { Kernel } from "../../ir/kernel.ts";
import { printKernel } from "../../ir/kernel.ts";
import type { Arg, Axis, Contraction, Nest, Store } from "../../ir/nest.ts";
import { WASM_NATIVE } from "../6-emit/wasm-operations.ts";
import type { Buffers } from "../6-emit/run-wasm.testing.ts";
import { runKernel } from "../6-emit/run-wasm.testing.ts";
import type { Target } from "../../ir/target.ts";
import { scheduleContractionRange } from "./contraction-range.ts";
import { place } from "./place.ts";

const target = (parallelism: number): Target => ({
  shape: "range",
  maxArgs: 99,
  maxOutputs: 99,
  parallelism,
  software: false,
  maxWorkgroup: 0,
  localBytes: 0,
  native: WASM_NATIVE,
  narrow: { float16: "bits", bfloat16: "bits", int8: "values", uint8: "values" },
});

function kernelOf(nest: Nest, threads = 2): Kernel {
  return place({
    name: nest.name,
    args: nest.args,
    shape: "range",
    flops: 0,
    bytes: 0,
    ...scheduleContractionRange(nest, target(threads)),
  });
}

const axis = (name: string, size: number): Axis => ({ name, size });
const all = (...es: readonly Expr[]): Expr => es.reduce((p, e) => op("and", [p, e], "bool"));
/** The row-major index of axis values. */
const flat = (sizes: readonly number[], ...at: readonly Expr[]): Expr =>
  at.reduce((p, e, i) => op("add", [op("mul", [p, i32(sizes[i]!)]), e]), i32(0) as Expr);

interface Made {
  readonly con: Contraction;
  readonly args: readonly Arg[];
  readonly index: Expr;
}

/** The nest with the sum stored as it is, or as `stores` say. */
function nestOf(
  name: string,
  { con, args, index }: Made,
  size: number,
  type: ScalarType,
  stores?: (sum: Expr, index: Expr) => readonly Store[],
  more: readonly Arg[] = [],
): Nest {
  const sum = variable("r0", type);
  const out: Arg = { dtype: type === "f32" ? "float32" : "int32", size, access: "write" };
  return {
    name,
    class: "contraction",
    args: [...args, out, ...more],
    axes: [...con.batch, ...con.m, ...con.n],
    stages: [{ name: "r0", reducer: "sum", axes: con.k, value: op("mul", [con.a, con.b]) }],
    stores: stores ? stores(sum, index) : [{ arg: args.length, axes: [], index, value: sum }],
    contraction: con,
  };
}

/** What the nest means, by plain loops, in float64. */
function naive(nest: Nest, buffers: Buffers): void {
  const con = nest.contraction!;
  const env: Record<string, number> = {};
  const whole = con.a.type === "i32";
  const known = new Map<Expr, () => number>();
  const compile = (e: Expr): (() => number) => {
    let f = known.get(e);
    if (!f) known.set(e, (f = build(e)));
    return f;
  };
  const build = (e: Expr): (() => number) => {
    if (e.kind === "const") return () => e.value;
    if (e.kind === "var") return () => env[e.name]!;
    if (e.kind === "load") {
      const at = compile(e.index);
      const mask = e.mask && compile(e.mask);
      const from = buffers[e.arg]!;
      return () => (mask && !mask() ? 0 : from[at()]!);
    }
    if (e.kind !== "op") throw new Error(`naive: ${e.kind}`);
    const [a, b, c] = e.args.map(compile) as [() => number, () => number, () => number];
    switch (e.op) {
      case "add":
        return whole ? () => (a() + b()) | 0 : () => a() + b();
      case "sub":
        return () => a() - b();
      case "mul":
        return whole ? () => Math.imul(a(), b()) : () => a() * b();
      case "div":
        return e.type === "i32" ? () => Math.trunc(a() / b()) : () => a() / b();
      case "rem":
        return () => a() % b();
      case "max":
        return () => Math.max(a(), b());
      case "lt":
        return () => Number(a() < b());
      case "le":
        return () => Number(a() <= b());
      case "and":
        return () => a() & b();
      case "select":
        return () => (a() ? b() : c());
      default:
        throw new Error(`naive: ${e.op}`);
    }
  };
  const each = (axes: readonly Axis[], body: () => void): void => {
    const [first, ...rest] = axes;
    if (!first) return body();
    for (let i = 0; i < first.size; i++) {
      env[first.name] = i;
      each(rest, body);
    }
  };
  const [a, b] = [compile(con.a), compile(con.b)];
  each(nest.axes, () => {
    let sum = 0;
    each(con.k, () => {
      sum = whole ? (sum + Math.imul(a(), b())) | 0 : sum + a() * b();
    });
    env["r0"] = sum;
    const values = nest.stores.map((s) => compile(s.value)());
    nest.stores.forEach((s, i) => {
      buffers[s.arg]![compile(s.index)()] = values[i]!;
    });
  });
}

let seed = 1;
function random(): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return (seed >>> 8) / 2 ** 24;
}

function check(nest: Nest, threads = 2): void {
  const buffers = nest.args.map((a) =>
    a.dtype === "float32"
      ? Float32Array.from({ length: a.size }, () => random() * 2 - 1)
      : Int32Array.from({ length: a.size }, () => Math.floor(random() * 2000 - 1000)),
  );
  const expected = buffers.map((b) => b.slice());
  naive(nest, expected);
  const kernel = kernelOf(nest, threads);
  runKernel(kernel, buffers, 3);
  buffers.forEach((b, i) => {
    let worst = 0;
    for (let at = 0; at < b.length; at++) worst = Math.max(worst, Math.abs(b[at]! - expected[i]![at]!));
    expect({ arg: i, close: worst < 1e-4, schedule: kernel.schedule, worst }).toEqual({
      arg: i,
      close: true,
      schedule: kernel.schedule,
      worst,
    });
  });
}

/** Axes are named as the lowering names them, which also are names the schedule uses itself. */
function matmul(
  batch: number,
  M: number,
  N: number,
  K: number,
  ta: boolean,
  tb: boolean,
  type: ScalarType = "f32",
): Made {
  resetExpressions();
  const [b, m, n, k] = [axis("b0", batch), axis("m0", M), axis("n0", N), axis("k0", K)];
  const [bv, mv, nv, kv] = [b, m, n, k].map(axisVar) as [Expr, Expr, Expr, Expr];
  const A = load(0, type, ta ? flat([batch, K, M], bv, kv, mv) : flat([batch, M, K], bv, mv, kv));
  const B = load(1, type, tb ? flat([batch, N, K], bv, nv, kv) : flat([batch, K, N], bv, kv, nv));
  const dtype = type === "f32" ? "float32" : "int32";
  return {
    con: { batch: [b], m: [m], n: [n], k: [k], a: A, b: B },
    args: [
      { dtype, size: batch * M * K, access: "read" },
      { dtype, size: batch * K * N, access: "read" },
    ],
    index: flat([batch, M, N], bv, mv, nv),
  };
}

type Conv = "forward" | "input gradient" | "filter gradient";

function conv(
  kind: Conv,
  B: number,
  H: number,
  W: number,
  ci: number,
  co: number,
  F: number,
  stride = 1,
  dilation = 1,
): Made & { readonly size: number } {
  resetExpressions();
  const pad = Math.floor(((F - 1) * dilation) / 2);
  const [OH, OW] = [Math.ceil(H / stride), Math.ceil(W / stride)];
  const sizes = { b: B, h: H, w: W, y: OH, x: OW, f: F, g: F, i: ci, o: co } as const;
  const name = (role: string, i: number, key: keyof typeof sizes): Axis => axis(`${role}${i}`, sizes[key]);
  const inside = (e: Expr, size: number): Expr => all(op("le", [i32(0), e]), op("lt", [e, i32(size)]));
  const make = (
    mKeys: string,
    nKeys: string,
    kKeys: string,
  ): { m: Axis[]; n: Axis[]; k: Axis[]; at: (key: string) => Expr } => {
    const list = (keys: string, role: string): Axis[] =>
      keys.split("").map((key, i) => name(role, i, key as keyof typeof sizes));
    const [m, n, k] = [list(mKeys, "m"), list(nKeys, "n"), list(kKeys, "k")];
    const byKey = new Map([
      ...mKeys.split("").map((key, i) => [key, m[i]!] as const),
      ...nKeys.split("").map((key, i) => [key, n[i]!] as const),
      ...kKeys.split("").map((key, i) => [key, k[i]!] as const),
    ]);
    return { m, n, k, at: (key) => axisVar(byKey.get(key)!) };
  };
  const patch = (arg: number, at: (key: string) => Expr): Expr => {
    const h = op("sub", [
      op("add", [op("mul", [at("y"), i32(stride)]), op("mul", [at("f"), i32(dilation)])]),
      i32(pad),
    ]);
    const w = op("sub", [
      op("add", [op("mul", [at("x"), i32(stride)]), op("mul", [at("g"), i32(dilation)])]),
      i32(pad),
    ]);
    return load(arg, "f32", flat([B, H, W, ci], at("b"), h, w, at("i")), all(inside(h, H), inside(w, W)));
  };
  const read = (size: number): Arg => ({ dtype: "float32", size, access: "read" });
  const [xs, ys, fs] = [B * H * W * ci, B * OH * OW * co, F * F * ci * co];
  if (kind === "forward") {
    const { m, n, k, at } = make("byx", "o", "fgi");
    return {
      con: {
        batch: [],
        m,
        n,
        k,
        a: patch(0, at),
        b: load(1, "f32", flat([F, F, ci, co], at("f"), at("g"), at("i"), at("o"))),
      },
      args: [read(xs), read(fs)],
      index: flat([B, OH, OW, co], at("b"), at("y"), at("x"), at("o")),
      size: ys,
    };
  }
  if (kind === "filter gradient") {
    const { m, n, k, at } = make("fgi", "o", "byx");
    return {
      con: {
        batch: [],
        m,
        n,
        k,
        a: patch(0, at),
        b: load(1, "f32", flat([B, OH, OW, co], at("b"), at("y"), at("x"), at("o"))),
      },
      args: [read(xs), read(ys)],
      index: flat([F, F, ci, co], at("f"), at("g"), at("i"), at("o")),
      size: fs,
    };
  }
  const { m, n, k, at } = make("bhw", "i", "fgo");
  const source = (own: string, tap: string, size: number): [Expr, Expr] => {
    const s = op("sub", [op("add", [at(own), i32(pad)]), op("mul", [at(tap), i32(dilation)])]);
    const positive = op("max", [s, i32(0)]);
    const q = op("div", [positive, i32(stride)]);
    return [
      q,
      all(op("le", [i32(0), s]), op("lt", [op("rem", [positive, i32(stride)]), i32(1)]), op("lt", [q, i32(size)])),
    ];
  };
  const [y, yIn] = source("h", "f", OH);
  const [x, xIn] = source("w", "g", OW);
  return {
    con: {
      batch: [],
      m,
      n,
      k,
      a: load(0, "f32", flat([B, OH, OW, co], at("b"), y, x, at("o")), all(yIn, xIn)),
      b: load(1, "f32", flat([F, F, ci, co], at("f"), at("g"), at("i"), at("o"))),
    },
    args: [read(ys), read(fs)],
    index: flat([B, H, W, ci], at("b"), at("h"), at("w"), at("i")),
    size: xs,
  };
}

describe("matmul", () => {
  const shapes = [
    [1, 1, 1, 1],
    [1, 1, 40, 7],
    [1, 40, 1, 9],
    [1, 3, 5, 7],
    [1, 6, 8, 4],
    [1, 7, 9, 5],
    [2, 13, 17, 11],
    [3, 24, 16, 12],
    [1, 128, 10, 60],
    [1, 61, 100, 33],
    [1, 30, 12, 1500],
    [1, 20, 36, 1201],
    [1, 2, 130, 1300],
    [5, 4, 4, 4],
    [1, 300, 40, 3],
    [1, 33, 1, 2000],
    [2, 12, 24, 1153],
    [1, 50, 270, 40],
  ] as const;
  const orders = [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const;
  test.each(shapes.flatMap((s) => orders.map((o) => [...s, ...o] as const)))(
    "batch %i, %i×%i×%i, transposed %s %s",
    (batch, m, n, k, ta, tb) => {
      check(nestOf("matmul", matmul(batch, m, n, k, ta, tb), batch * m * n, "f32"));
    },
  );

  test("of integers, exactly", () => {
    for (const [m, n, k] of [
      [7, 9, 5],
      [30, 33, 1200],
    ] as const) {
      const nest = nestOf("matmul", matmul(1, m, n, k, false, true, "i32"), m * n, "i32");
      const buffers = nest.args.map((a) => Int32Array.from({ length: a.size }, () => Math.floor(random() * 2 ** 32)));
      const expected = buffers.map((b) => b.slice());
      naive(nest, expected);
      runKernel(kernelOf(nest), buffers);
      expect(Array.from(buffers[2]!)).toEqual(Array.from(expected[2]!));
    }
  });

  test("its kernel means the same to the interpreter", () => {
    const nest = nestOf("matmul", matmul(1, 13, 17, 11, true, true), 13 * 17, "f32");
    const buffers = nest.args.map((a) => Float32Array.from({ length: a.size + 64 }, random));
    const expected = buffers.map((b) => b.slice());
    naive(nest, expected);
    interpretKernel(kernelOf(nest), buffers);
    const worst = Math.max(...Array.from(buffers[2]!, (x, i) => Math.abs(x - expected[2]![i]!)));
    expect(worst).toBeLessThan(1e-5);
  });
});

describe("convolution", () => {
  const kinds: readonly Conv[] = ["forward", "input gradient", "filter gradient"];
  const shapes = [
    [1, 4, 4, 1, 3, 3],
    [2, 5, 7, 3, 6, 3],
    [2, 8, 8, 4, 8, 3],
    [3, 7, 6, 8, 20, 5],
    [1, 12, 16, 1, 8, 3],
    [4, 9, 9, 16, 4, 1],
    [3, 14, 14, 8, 16, 3],
    [16, 10, 10, 4, 8, 3],
  ] as const;
  for (const kind of kinds)
    test.each(shapes)(`${kind}, %i×%i×%i, %i to %i channels, filter %i`, (b, h, w, i, o, f) => {
      const made = conv(kind, b, h, w, i, o, f);
      check(nestOf("conv", made, made.size, "f32"));
    });
  test.each(kinds)("%s with strides and dilation", (kind) => {
    for (const [stride, dilation] of [
      [2, 1],
      [1, 2],
      [3, 2],
    ] as const) {
      const made = conv(kind, 2, 10, 11, 4, 8, 3, stride, dilation);
      check(nestOf("conv", made, made.size, "f32"));
    }
  });
});

describe("epilogues", () => {
  const sizes = [
    [12, 16, 8],
    [13, 10, 20],
    [5, 3, 1300],
    [30, 24, 1200],
    [1, 9, 4],
  ] as const;
  test.each(sizes)("bias, relu, and a second store of the sums, %i×%i×%i", (m, n, k) => {
    const made = matmul(1, m, n, k, false, false);
    const bias = load(4, "f32", variable("n0", "i32", 0, n - 1));
    const two = (sum: Expr, index: Expr): Store[] => [
      { arg: 2, axes: [], index, value: op("max", [op("add", [sum, bias]), f32(0)]) },
      { arg: 3, axes: [], index, value: op("mul", [sum, f32(2)]) },
    ];
    check(
      nestOf("matmul", made, m * n, "f32", two, [
        { dtype: "float32", size: m * n, access: "write" },
        { dtype: "float32", size: n, access: "read" },
      ]),
    );
  });

  test.each(sizes)("an optimizer's update in place: both states from their old values, %i×%i×%i", (m, n, k) => {
    const made = matmul(1, m, n, k, true, false);
    const update = (sum: Expr, index: Expr): Store[] => {
      const moment = op("add", [op("mul", [load(3, "f32", index), f32(0.9)]), sum]);
      return [
        { arg: 3, axes: [], index, value: moment },
        {
          arg: 4,
          axes: [],
          index,
          value: op("sub", [load(4, "f32", index), op("mul", [moment, constant(0.1, "f32")])]),
        },
        { arg: 2, axes: [], index, value: sum },
      ];
    };
    const state: Arg = { dtype: "float32", size: m * n, access: "update" };
    check(nestOf("matmul", made, m * n, "f32", update, [state, state]));
  });

  test("results stored transposed", () => {
    for (const [m, n] of [
      [12, 16],
      [7, 9],
    ] as const) {
      const made = matmul(1, m, n, 10, false, false);
      const index = op("add", [op("mul", [variable("n0", "i32", 0, n - 1), i32(m)]), variable("m0", "i32", 0, m - 1)]);
      check(nestOf("matmul", { ...made, index }, m * n, "f32"));
    }
  });

  test("columns that are several axes", () => {
    for (const inner of [4, 6]) {
      resetExpressions();
      const [m, n0, n1, k] = [axis("m0", 9), axis("n0", 3), axis("n1", inner), axis("k0", 8)];
      const [mv, p, q, kv] = [m, n0, n1, k].map(axisVar) as [Expr, Expr, Expr, Expr];
      const made: Made = {
        con: {
          batch: [],
          m: [m],
          n: [n0, n1],
          k: [k],
          a: load(0, "f32", flat([9, 8], mv, kv)),
          b: load(1, "f32", flat([3, 8, inner], p, kv, q)),
        },
        args: [
          { dtype: "float32", size: 72, access: "read" },
          { dtype: "float32", size: 24 * inner, access: "read" },
        ],
        index: flat([3, 9, inner], p, mv, q),
      };
      check(nestOf("split", made, 27 * inner, "f32"));
    }
  });

  test("operands that are computed on the way in", () => {
    const made = matmul(1, 17, 19, 23, false, false);
    const { a, b } = made.con;
    const con: Contraction = { ...made.con, a: op("max", [a, f32(0)]), b: op("mul", [b, op("add", [b, f32(1)])]) };
    check(nestOf("matmul", { ...made, con }, 17 * 19, "f32"));
  });
});

test("schedules in words", () => {
  const words = (made: Made, size: number): string => kernelOf(nestOf("x", made, size, "f32")).schedule;
  expect(words(matmul(1, 512, 512, 512, false, false), 512 * 512)).toMatchInlineSnapshot(
    `"tile 6×8, block 516×64×512, a direct, b packed"`,
  );
  expect(words(matmul(1, 512, 512, 512, true, false), 512 * 512)).toMatchInlineSnapshot(
    `"tile 6×8, block 264×128×512, a columns, b packed"`,
  );
  expect(words(matmul(1, 128, 10, 256, false, false), 1280)).toMatchInlineSnapshot(
    `"tile 3×12, block 66×12×256, a direct, b direct"`,
  );
  const c = conv("forward", 32, 14, 14, 32, 64, 3);
  expect(words(c, c.size)).toMatchInlineSnapshot(`"tile 6×8, block 786×64×288, a rows, b direct"`);
  expect(printKernel(kernelOf(nestOf("tiny", matmul(1, 2, 4, 4, false, false), 8, "f32")))).toMatchInlineSnapshot(`
    "range tiny($0: read float32[8], $1: read float32[16], $2: write float32[8])
    tasks 1  # tile 2×4, block 2×4×4, a direct, b direct
    local sums: f32[8]
      for task = begin .. end step 1
        m0: i32 = 0
        m1: i32 = 2
        n0: i32 = 0
        n1: i32 = 4
        k0: i32 = 0
        k1: i32 = 4
        t0: i32 = (k0 * 4)
        for g0 = m0 .. m1 step 2
          t3: i32 = (k0 + (g0 * 4))
          t5: i32 = (g0 * -4)
          for j = n0 .. n1 step 4
            var s0_0: f32x4 = <0.0>
            var s1_0: f32x4 = <0.0>
            t1: i32 = (j + t0)
            for kk = 0 .. 4 step 4
              t2: i32 = ((kk * 4) + t1)
              b0_0: f32x4 = $1[t2]×4
              t4: i32 = (kk + t3)
              a0_0: f32x4 = <$0[t4]>
              s0_0 = fma(a0_0, b0_0, s0_0)
              a0_1: f32x4 = <$0[(t4 + 4)]>
              s1_0 = fma(a0_1, b0_0, s1_0)
              b1_0: f32x4 = $1[(t2 + 4)]×4
              a1_0: f32x4 = <$0[(t4 + 1)]>
              s0_0 = fma(a1_0, b1_0, s0_0)
              a1_1: f32x4 = <$0[(t4 + 5)]>
              s1_0 = fma(a1_1, b1_0, s1_0)
              b2_0: f32x4 = $1[(t2 + 8)]×4
              a2_0: f32x4 = <$0[(t4 + 2)]>
              s0_0 = fma(a2_0, b2_0, s0_0)
              a2_1: f32x4 = <$0[(t4 + 6)]>
              s1_0 = fma(a2_1, b2_0, s1_0)
              b3_0: f32x4 = $1[(t2 + 12)]×4
              a3_0: f32x4 = <$0[(t4 + 3)]>
              s0_0 = fma(a3_0, b3_0, s0_0)
              a3_1: f32x4 = <$0[(t4 + 7)]>
              s1_0 = fma(a3_1, b3_0, s1_0)
            sums[0] = s0_0
            sums[4] = s1_0
            j_end: i32 = 4
            t6: i32 = ((j * -1) + t5)
            for er = g0 .. m1 step 1
              t7: i32 = (er * 4)
              t8: i32 = (t6 + t7)
              for en = j .. j_end step 4
                whole: f32x4 = sums[(en + t8)]×4
                ni: i32 = en
                e0: f32x4 = whole
                $2[(ni + t7)] = e0
    "
  `);
});
