// Contractions on WebGL2 against plain loops in float64: every way to reach operands, odd sizes, masks, epilogues, batches.
import { afterAll, beforeAll, expect, test } from "vitest";
import { DTYPES, hostArray } from "../../ir/dtype.ts";
import type { DeviceDType, HostArray } from "../../ir/dtype.ts";
import type { Expr } from "../../ir/expr.ts";
import { axisVar, constant, i32, load, op, resetExpressions, variable } from "../../ir/expr.ts";
import type { Kernel } from "../../ir/kernel.ts";
import type { Arg, Axis, Nest } from "../../ir/nest.ts";
import { pointsOf } from "../../ir/nest.ts";
import type { Device } from "../7-run/device.ts";
import type { Target } from "../../ir/target.ts";
import { openWebGL2 } from "../7-run/webgl2/device.ts";
import { scheduleContractionFragment } from "./contraction-fragment.ts";
import { expandKernel } from "./expand.ts";
import { place } from "./place.ts";

let device: Device;
beforeAll(async () => {
  device = await openWebGL2();
});
afterAll(() => device.destroy());

const axis = (name: string, size: number): Axis => ({ name, size });
const add = (...e: Expr[]): Expr => e.reduce((p, q) => op("add", [p, q]));
const times = (e: Expr, n: number): Expr => op("mul", [e, i32(n)]);
/** Row-major index of `axes`. */
const at = (axes: readonly Axis[]): Expr =>
  axes.reduce<Expr>((sum, a) => add(times(sum, a.size), a.size === 1 ? i32(0) : axisVar(a)), i32(0));

interface Case {
  readonly batch?: readonly Axis[];
  readonly m: readonly Axis[];
  readonly n: readonly Axis[];
  readonly k: readonly Axis[];
  readonly sizes: readonly [number, number];
  readonly dtype?: DeviceDType;
  readonly a: (dtype: DeviceDType) => Expr;
  readonly b: (dtype: DeviceDType) => Expr;
  /** A bias of one value a column, then relu, and the sum itself as a second output. */
  readonly epilogue?: boolean;
}

function nestOf(c: Case): Nest {
  const dtype = c.dtype ?? "float32";
  const type = DTYPES[dtype].scalar;
  const batch = c.batch ?? [];
  const axes = [...batch, ...c.m, ...c.n];
  const [a, b] = [c.a(dtype), c.b(dtype)];
  const out = pointsOf(axes);
  const args: Arg[] = [
    { dtype, size: c.sizes[0], access: "read" },
    { dtype, size: c.sizes[1], access: "read" },
    { dtype, size: out, access: "write" },
  ];
  const sum = variable("r0", type);
  const stores = [{ arg: 2, axes: [], index: at(axes), value: sum as Expr }];
  if (c.epilogue) {
    args.push({ dtype, size: pointsOf(c.n), access: "read" }, { dtype, size: out, access: "write" });
    const biased = op("max", [add(sum, load(3, type, at(c.n))), constant(0, type)]);
    stores.push({ arg: 4, axes: [], index: at(axes), value: biased });
  }
  return {
    name: "contraction",
    class: "contraction",
    args,
    axes,
    stages: [{ name: "r0", reducer: "sum", axes: c.k, value: op("mul", [a, b]) }],
    stores,
    contraction: { batch, m: c.m, n: c.n, k: c.k, a, b },
  };
}

/** The value of a scalar expression in float64, the slow way. */
function evaluate(e: Expr, names: ReadonlyMap<string, number>, args: readonly HostArray[]): number {
  const go = (x: Expr): number => {
    if (x.kind === "const") return x.value;
    if (x.kind === "var") return names.get(x.name)!;
    if (x.kind === "load") return x.mask && !go(x.mask) ? 0 : args[x.arg]![go(x.index)]!;
    if (x.kind !== "op") throw new Error(x.kind);
    const [p, q, r] = x.args.map(go) as [number, number, number];
    switch (x.op) {
      case "add":
        return p + q;
      case "sub":
        return p - q;
      case "mul":
        return p * q;
      case "div":
        return Math.trunc(p / q);
      case "rem":
        return p % q;
      case "max":
        return Math.max(p, q);
      case "lt":
        return Number(p < q);
      case "le":
        return Number(p <= q);
      case "and":
        return p && q;
      case "select":
        return p ? q : r;
      default:
        throw new Error(x.op);
    }
  };
  return go(e);
}

function* points(axes: readonly Axis[]): Generator<Map<string, number>> {
  for (let flat = 0; flat < pointsOf(axes); flat++) {
    let rest = flat;
    yield new Map(axes.toReversed().map((a) => [a.name, [rest % a.size, (rest = Math.floor(rest / a.size))][0]!]));
  }
}

function expected(nest: Nest, args: readonly HostArray[]): Float64Array[] {
  const { k, a, b } = nest.contraction!;
  const outs = nest.stores.map((s) => new Float64Array(nest.args[s.arg]!.size));
  for (const p of points(nest.axes)) {
    let sum = 0;
    for (const q of points(k)) {
      const names = new Map([...p, ...q]);
      sum += evaluate(a, names, args) * evaluate(b, names, args);
    }
    const names = new Map([...p, ["r0", sum]]);
    nest.stores.forEach((s, i) => (outs[i]![evaluate(s.index, names, args)] = evaluate(s.value, names, args)));
  }
  return outs;
}

async function check(c: Case, target: Partial<Target> = {}): Promise<Kernel> {
  resetExpressions();
  const nest = nestOf(c);
  const wanted: Target = { ...device.target, ...target };
  const scheduled = scheduleContractionFragment(nest, wanted);
  const kernel = place(
    expandKernel(
      { name: nest.name, args: nest.args, shape: "fragment", flops: 1, bytes: 1, ...scheduled },
      wanted.native,
    ),
  );
  const data = nest.args.map((arg) => {
    const values = hostArray(arg.dtype, arg.size);
    for (let i = 0; i < values.length; i++)
      values[i] = arg.dtype === "float32" ? Math.random() * 2 - 1 : Math.floor(Math.random() * 200) - 100;
    return values;
  });
  const reads = nest.args.flatMap((arg, i) => (arg.access === "read" ? [i] : []));
  const writes = nest.args.flatMap((arg, i) => (arg.access === "read" ? [] : [i]));
  const value = (i: number) => ({ slot: i, shape: [nest.args[i]!.size], dtype: nest.args[i]!.dtype });
  const recording = await device.prepare({
    kernels: [kernel],
    slots: nest.args.map(
      (arg) => ({ kind: arg.access === "read" ? "input" : "output", dtype: arg.dtype, size: arg.size }) as const,
    ),
    dispatches: [{ kernel: 0, slots: nest.args.map((_, i) => i) }],
    inputs: reads.map(value),
    outputs: writes.map(value),
  });
  const buffers = nest.args.map((arg) => device.createBuffer(arg.dtype, arg.size));
  for (const i of reads) device.write(buffers[i]!, data[i]!);
  recording.replay(
    reads.map((i) => buffers[i]!),
    writes.map((i) => buffers[i]!),
  );
  const wants = expected(nest, data);
  const K = pointsOf(c.k);
  for (const [o, s] of nest.stores.entries()) {
    const got = await device.read(buffers[s.arg]!);
    let worst = 0;
    for (let i = 0; i < got.length; i++)
      worst = Math.max(worst, Math.abs(got[i]! - wants[o]![i]!) || (Number.isNaN(got[i]!) ? Infinity : 0));
    // float32 sums of K products below 1
    expect(worst, `${kernel.schedule}, output ${o}`).toBeLessThanOrEqual(c.dtype === "int32" ? 0 : 2e-7 * (K + 8));
  }
  recording.destroy();
  for (const b of buffers) b.destroy();
  return kernel;
}

/** a[m, k] or a[k, m]; b[k, n] or b[n, k]. */
function matMul(
  M: number,
  N: number,
  K: number,
  transposeA = false,
  transposeB = false,
  more: Partial<Case> = {},
): Case {
  const [m, n, k] = [axis("m0", M), axis("n0", N), axis("k0", K)];
  const batch = more.batch ?? [];
  return {
    m: [m],
    n: [n],
    k: [k],
    sizes: [pointsOf(batch) * M * K, pointsOf(batch) * K * N],
    a: (d) => load(0, DTYPES[d].scalar, at(transposeA ? [...batch, k, m] : [...batch, m, k])),
    b: (d) => load(1, DTYPES[d].scalar, at(transposeB ? [...batch, n, k] : [...batch, k, n])),
    ...more,
  };
}

const hardware: Partial<Target> = { software: false, parallelism: 16384 };
/** No draw costs anything: two passes wherever they save a fetch. */
const sizes = [
  [1, 1, 1],
  [4, 4, 4],
  [8, 8, 8],
  [9, 12, 17],
  [33, 10, 7],
  [64, 96, 40],
  [128, 100, 130],
  [130, 1, 300],
  [1, 130, 300],
  [257, 3, 65],
] as const;

for (const [transposeA, transposeB] of [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const) {
  test(`matrix products of every size are right, a ${transposeA ? "transposed" : "as it is"}, b ${transposeB ? "transposed" : "as it is"}`, async () => {
    for (const [M, N, K] of sizes) {
      await check(matMul(M, N, K, transposeA, transposeB, { epilogue: true }));
      await check(matMul(M, N, K, transposeA, transposeB), hardware);
    }
  });
}

test("large products take two passes, small ones one", async () => {
  expect((await check(matMul(96, 96, 96))).body.some((s) => s.kind === "barrier")).toBe(true);
  expect((await check(matMul(8, 8, 8))).body.some((s) => s.kind === "barrier")).toBe(false);
});

test("a long k of few outputs is split for a GPU, and added up in order", async () => {
  const kernel = await check(matMul(32, 32, 4096, true, false, { epilogue: true }), {
    ...hardware,
    parallelism: 1 << 20,
  });
  expect(kernel.schedule).toContain("parts");
});

test("batches and int32 are right", async () => {
  const batch = [axis("b0", 3), axis("b1", 2)];
  await check(matMul(20, 24, 31, false, false, { batch, epilogue: true }));
  await check(matMul(40, 24, 64, false, true, { batch }));
  await check(matMul(40, 24, 64, false, false, { batch, dtype: "int32", epilogue: true }));
  await check(matMul(5, 7, 3, false, false, { batch, dtype: "int32" }));
});

/** A 3×3 convolution with a border of zeros: x[b, h, w, c] · w[kh, kw, c, o]. */
function convolution(
  B: number,
  H: number,
  W: number,
  C: number,
  O: number,
): { forward: Case; inputGradient: Case; filterGradient: Case } {
  const [b, h, w, c, o, p, q] = [
    axis("b", B),
    axis("h", H),
    axis("w", W),
    axis("c", C),
    axis("o", O),
    axis("p", 3),
    axis("q", 3),
  ];
  const v = (a: Axis): Expr => (a.size === 1 ? i32(0) : axisVar(a));
  const shifted =
    (arg: number, channels: Axis, sign: number): ((d: DeviceDType) => Expr) =>
    (d) => {
      const y = add(v(h), times(v(p), sign), i32(-sign));
      const x = add(v(w), times(v(q), sign), i32(-sign));
      const inside = [
        op("le", [i32(0), y]),
        op("lt", [y, i32(H)]),
        op("le", [i32(0), x]),
        op("lt", [x, i32(W)]),
      ].reduce((s, t) => op("and", [s, t]));
      return load(
        arg,
        DTYPES[d].scalar,
        add(times(add(times(add(times(v(b), H), y), W), x), channels.size), v(channels)),
        inside,
      );
    };
  return {
    forward: {
      m: [b, h, w],
      n: [o],
      k: [p, q, c],
      sizes: [B * H * W * C, 9 * C * O],
      a: shifted(0, c, 1),
      b: (d) => load(1, DTYPES[d].scalar, at([p, q, c, o])),
      epilogue: true,
    },
    inputGradient: {
      m: [b, h, w],
      n: [c],
      k: [p, q, o],
      sizes: [B * H * W * O, 9 * C * O],
      a: shifted(0, o, -1),
      b: (d) => load(1, DTYPES[d].scalar, at([p, q, c, o])),
    },
    filterGradient: {
      m: [p, q, c],
      n: [o],
      k: [b, h, w],
      sizes: [B * H * W * C, B * H * W * O],
      a: shifted(0, c, 1),
      b: (d) => load(1, DTYPES[d].scalar, at([b, h, w, o])),
    },
  };
}

test("convolutions and their gradients are right, borders included", async () => {
  for (const [B, H, W, C, O] of [
    [2, 6, 7, 1, 8],
    [2, 9, 8, 4, 12],
    [3, 14, 14, 16, 8],
    [1, 5, 5, 3, 5],
  ] as const) {
    const { forward, inputGradient, filterGradient } = convolution(B, H, W, C, O);
    for (const target of [{}, hardware]) {
      await check(forward, target);
      await check(inputGradient, target);
      await check(filterGradient, target);
    }
  }
});
