import { describe, expect, it } from "vitest";
import type { Compiled } from "../compile.ts";
import { compile, onlyProgram } from "../compile.ts";
import { graphFor } from "../interpret-program.testing.ts";
import type { Kernel } from "../ir/kernel.ts";
import type { Target } from "../ir/target.ts";
import { add, matMul, relu } from "../ops/index.ts";
import type { Device, Stopwatch } from "../stages/7-run/device.ts";
import { composer } from "../tensor.ts";
import { Tuner } from "./tuner.ts";
import type { Untuned } from "./tuner.ts";
import { fakeWatch } from "./watch.testing.ts";

const target: Target = {
  shape: "grid",
  maxArgs: 8,
  maxOutputs: 8,
  parallelism: 1024,
  software: false,
  maxWorkgroup: 256,
  localBytes: 16384,
  native: new Set(["fma", "exp", "log", "sqrt"]),
  narrow: {},
};

/** Compiles relu(x·w + b) for matrices of these sizes. */
function compiler(m: number, n: number, k: number): (target: Target, untuned?: Untuned) => Compiled {
  const shapes = [[m, k], [k, n], [n]].map((shape) => ({ shape, dtype: "float32" as const }));
  const graph = graphFor((x, w, b) => [relu(add(matMul(x!, w!), b!))], shapes);
  return (t, untuned) => compile(graph, composer, { target: t, ...(untuned ? { untuned } : {}) });
}

const kernelOf = (compiled: Compiled): Kernel => onlyProgram(compiled).kernels[0]!;

/** A tuner for a device whose kernels take what `time` says; `started` counts measurements. */
function tunerWith(time: (kernel: Kernel) => number, stored = new Map<string, string>()) {
  const seen = { started: 0, destroyed: 0, kept: new Map<string, string>() };
  const start = (kernels: readonly Kernel[]): Promise<Stopwatch> => {
    seen.started++;
    const watch = fakeWatch({ each: kernels.map(time) });
    return Promise.resolve({ ...watch, destroy: () => seen.destroyed++ });
  };
  const shelf = { read: () => stored, keep: (p: string, s: string) => void seen.kept.set(p, s) };
  return { tuner: new Tuner({ target } as Device, shelf, start), seen };
}

const prefers =
  (words: string) =>
  (kernel: Kernel): number =>
    kernel.schedule.startsWith(words) ? 1 : 2;

describe("a tuner", () => {
  it("compiles with the schedule that takes the least time", async () => {
    const { tuner, seen } = tunerWith(prefers("tile 64×64×8, 8×8"));
    const compiled = await tuner.settle(compiler(256, 256, 128));
    expect(kernelOf(compiled).schedule).toContain("tile 64×64×8, 8×8");
    expect(kernelOf(compiled).choice).toEqual({
      problem: "b1-m256-n256-k128-ak4-bx4-f32-e1",
      picked: "tiles 64x64x8 8x8",
    });
    expect(seen).toMatchObject({ started: 1, destroyed: 1 });
    expect([...seen.kept]).toEqual([["b1-m256-n256-k128-ak4-bx4-f32-e1", "tiles 64x64x8 8x8"]]);
  });

  it("picks the same at every try when time is the same", async () => {
    const time = (kernel: Kernel): number => 1 + (kernel.body.length % 7) + kernel.workgroup / 1000;
    const picks = [];
    for (let i = 0; i < 3; i++) {
      const { tuner, seen } = tunerWith(time);
      await tuner.settle(compiler(200, 120, 64));
      picks.push([...seen.kept]);
    }
    expect(picks[1]).toEqual(picks[0]);
    expect(picks[2]).toEqual(picks[0]);
  });

  it("measures a class of problems once, for all sizes up to the same powers of two", async () => {
    const { tuner, seen } = tunerWith(prefers("tile 64×64×8, 8×8"));
    await tuner.settle(compiler(256, 256, 128));
    const like = kernelOf(await tuner.settle(compiler(252, 200, 100)));
    expect(like.schedule).toContain("tile 64×64×8, 8×8");
    expect(seen.started).toBe(1);
    await tuner.settle(compiler(256, 256, 129));
    await tuner.settle(compiler(256, 255, 128));
    expect(seen.started).toBe(3);
  });

  it("believes what an earlier visit measured, and measures again what does not fit", async () => {
    const known = new Map([
      ["b1-m256-n256-k128-ak4-bx4-f32-e1", "tiles 32x32x8 4x4"],
      ["b1-m64-n64-k64-ak4-bx4-f32-e1", "tiles 999x999x9 9x9"],
    ]);
    const { tuner, seen } = tunerWith(prefers("tile 64×64×8"), known);
    expect(kernelOf(await tuner.settle(compiler(256, 256, 128))).schedule).toContain("tile 32×32×8");
    expect(seen.started).toBe(0);
    await tuner.settle(compiler(64, 64, 64));
    expect(seen.started).toBe(1);
  });

  it("tries ways to share long sums where rows or columns are few", async () => {
    const { tuner } = tunerWith(prefers("1 × 64 results by 16 invocations in 16 slices"));
    const compiled = await tuner.settle(compiler(1, 512, 256));
    expect(kernelOf(compiled).choice!.picked).toBe("lines 16x16");
  });

  it("takes the default where nothing can be measured, and does not keep it", async () => {
    const lost = (): Promise<Stopwatch> => Promise.reject(new Error("the device is lost"));
    const kept: string[] = [];
    const tuner = new Tuner({ target } as Device, { read: () => new Map(), keep: (p) => kept.push(p) }, lost);
    const compile = compiler(256, 256, 128);
    expect(kernelOf(await tuner.settle(compile)).schedule).toBe(kernelOf(compile(target)).schedule);
    expect(kept).toEqual([]);
  });

  it("rejects with what the compiler throws, and goes on", async () => {
    const { tuner } = tunerWith(() => 1);
    const broken = tuner.settle(() => {
      throw new Error("no such graph");
    });
    await expect(broken).rejects.toThrow("no such graph");
    expect(await tuner.settle(compiler(64, 64, 64))).toBeDefined();
  });

  it("has nothing to choose on a GPU that a CPU emulates", async () => {
    const untuned: Untuned = new Map();
    expect(kernelOf(compiler(256, 256, 128)({ ...target, software: true }, untuned)).choice).toBeUndefined();
    expect(untuned.size).toBe(0);
  });
});
