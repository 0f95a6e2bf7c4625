import { describe, expect, it } from "vitest";
import { compile, onlyProgram } from "../../compile.ts";
import { GPU as target, graphFor } from "../../interpret-program.testing.ts";
import type { Kernel } from "../../ir/kernel.ts";
import type { Target } from "../../ir/target.ts";
import { exp, matMul } from "../../ops/index.ts";
import { composer } from "../../tensor.ts";
import { emitWgsl } from "../6-emit/wgsl.ts";
import { chooseQuadTile } from "./contraction-quads.ts";
import type { Lines, Problem } from "./contraction-schedules.ts";
import { candidatesFor, defaultFor, nameOf, pickedFor, threadsOf } from "./contraction-schedules.ts";

describe("chooseQuadTile", () => {
  it("takes 16 rows and 4 columns a lane for a large product, unrolled by two", () => {
    expect(chooseQuadTile(1024, 1024, 1024, true)).toEqual({ rows: 16, columns: 4, unroll: 2 });
  });

  it("takes larger tiles where each lane must load every row itself", () => {
    expect(chooseQuadTile(1024, 1024, 1024, false)).toEqual({ rows: 16, columns: 8, unroll: 1 });
  });

  it("fits the columns to a narrow result", () => {
    expect(chooseQuadTile(128, 10, 256, true).columns).toBe(3);
    expect(chooseQuadTile(9, 32, 28, true).rows).toBe(12);
  });
});

describe("on a GPU that a CPU emulates", () => {
  it("what is done to the sums is written once, however many there are", () => {
    const sides = [
      { shape: [100, 50], dtype: "float32" },
      { shape: [50, 90], dtype: "float32" },
    ] as const;
    const graph = graphFor((a, b) => [exp(matMul(a!, b!))], sides);
    const { kernels } = onlyProgram(compile(graph, composer, { target: { ...target, software: true } }));
    expect(kernels).toHaveLength(1);
    expect(emitWgsl(kernels[0]!).match(/b2\[/g)).toHaveLength(1);
  });
});

const problem = (m: number, n: number, k: number, batch = 1): Problem => {
  const [a, b] = [
    { alongK: true, lanes: 4 },
    { alongK: false, lanes: 4 },
  ] as const;
  return { batch, m, n, k, a, b, text: "a test's" };
};

describe("the default schedule", () => {
  it("takes the largest tile when there are enough of them", () => {
    expect(nameOf(defaultFor(problem(4096, 4096, 4096), target))).toBe("tiles 128x64x16 8x4");
  });

  it("takes smaller tiles rather than leave the GPU idle", () => {
    expect(nameOf(defaultFor(problem(256, 256, 256), target))).toBe("tiles 32x32x16 4x4");
  });

  it.each([
    [1, 4096, 512],
    [4096, 3, 512],
  ])("takes lines for %d × %d", (m, n, k) => {
    expect(defaultFor(problem(m, n, k), target).kind).toBe("lines");
  });

  it("shares each sum among more invocations the fewer there are and the longer they take", () => {
    const slices = (m: number, k: number): number => (defaultFor(problem(m, 1, k), target) as Lines).slices;
    expect(slices(16, 8192)).toBeGreaterThan(slices(65536, 8192));
    expect(slices(1024, 8192)).toBeGreaterThan(slices(1024, 64));
  });

  it("is never one that only a measurement chooses", () => {
    for (const size of [16, 24, 64, 100, 256, 1000, 4096])
      for (const other of [8, 64, 500, 2048]) {
        const chosen = defaultFor(problem(size, other, 300), target);
        expect("whenMeasured" in chosen).toBe(false);
      }
  });
});

describe("candidates", () => {
  const sizes = [
    [4096, 4096, 4096],
    [1, 1000, 700],
    [10, 128, 64],
    [33, 17, 5],
  ] as const;

  it.each(sizes)("for %d × %d × %d begin with the default, and are all different", (m, n, k) => {
    const names = candidatesFor(problem(m, n, k), target).map(nameOf);
    expect(names[0]).toBe(nameOf(defaultFor(problem(m, n, k), target)));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(4);
    expect(names.length).toBeLessThan(15);
  });

  it.each(sizes)("for %d × %d × %d keep within the invocations and the memory of a small device", (m, n, k) => {
    const small = { ...target, maxWorkgroup: 64, localBytes: 8192 };
    const all = candidatesFor(problem(m, n, k), small);
    for (const s of all) expect(threadsOf(s)).toBeLessThanOrEqual(64);
    for (const s of all) if (s.kind === "tiles") expect(4 * s.k * (s.m + s.n + 8)).toBeLessThanOrEqual(8192);
  });
});

describe("picks", () => {
  const big = problem(4096, 4096, 4096);
  const picking = (name: string): Target => ({ ...target, picks: { [big.text]: name } });

  it("are followed where they fit", () => {
    expect(pickedFor(big, picking("tiles 32x32x32 4x4"))).toMatchObject({ m: 32, k: 32 });
    expect(pickedFor(problem(3, 64, 64), picking("lines 4x16"))).toMatchObject({ across: 4, slices: 16 });
  });

  it.each(["", "tiles 5x5x5 1x1", "lines 4x16", "constructor"])(
    "ignores %j, which is unknown or does not fit",
    (name) => {
      expect(pickedFor(big, picking(name))).toBeUndefined();
    },
  );

  it("ignores one that the device has no room for", () => {
    expect(pickedFor(big, picking("tiles 128x128x16 8x8"))).toBeUndefined();
    expect(pickedFor(big, { ...picking("tiles 128x128x16 8x8"), localBytes: 32768 })).toBeDefined();
  });
});

describe("global memory", () => {
  const transposes = [false, true].flatMap((ta) => [false, true].map((tb) => ({ ta, tb })));
  const square = { shape: [128, 128], dtype: "float32" } as const;

  it.each(transposes)("is read and written four elements at a time, transposed $ta $tb", ({ ta, tb }) => {
    const graph = graphFor((a, b) => [matMul(a!, b!, ta, tb)], [square, square]);
    const untuned = new Map<string, ReadonlyMap<string, Kernel>>();
    compile(graph, composer, { target, untuned });
    const kernels = [...untuned.values()].flatMap((all) => [...all.values()]);
    expect(kernels.length).toBeGreaterThan(4);
    for (const kernel of kernels)
      expect(emitWgsl(kernel).match(/<storage, \w+> b\d: array<vec4<f32>/g)).toHaveLength(3);
  });
});
