// How reductions and rows are shared on a GPU: what becomes of a program. That the numbers are right is seen in `hardware.browser.test.ts`.
import { describe, expect, test } from "vitest";
import { compile, onlyProgram } from "../../compile.ts";
import { GPU as target, graphFor } from "../../interpret-program.testing.ts";
import type { Program } from "../../ir/program.ts";
import type { Target } from "../../ir/target.ts";
import { argMax, layerNorm, softmax } from "../../ops/index.ts";
import type { Tensor } from "../../tensor.ts";
import { composer } from "../../tensor.ts";
import { emitWgsl } from "../6-emit/wgsl.ts";

type Function = (...xs: Tensor[]) => readonly Tensor[];

function programOf(f: Function, shapes: readonly (readonly number[])[], changes: Partial<Target> = {}): Program {
  const graph = graphFor(
    f,
    shapes.map((shape) => ({ shape, dtype: "float32" as const })),
  );
  return onlyProgram(compile(graph, composer, { target: { ...target, ...changes } }));
}

describe("a reduction on a GPU", () => {
  test.each<[string, Function, readonly number[], readonly string[]]>([
    ["short rows", (x) => [x!.sum(-1)], [1000, 128], ["rows in 16 slices, 4 a workgroup, along"]],
    ["long rows, softmax whole", (x) => [softmax(x!)], [64, 50_000], ["rows in 256 slices, 1 a workgroup, along"]],
    ["rows of a layer norm", (x) => [layerNorm(x!)], [256, 512], ["rows in 64 slices, 1 a workgroup, along"]],
    ["columns", (x) => [x!.sum(0)], [500, 64], ["rows in 16 slices, 16 a workgroup, across"]],
    [
      "one long sum, in two kernels",
      (x) => [x!.sum()],
      [1 << 22],
      ["rows in 256 slices, 1 a workgroup, along", "rows in 64 slices, 1 a workgroup, along"],
    ],
    ["too short to share", (x) => [x!.sum(-1)], [4096, 10], ["one result"]],
    ["enough columns", (x) => [x!.sum(0)], [64, 40_000], ["one result"]],
    ["places", (x) => [argMax(x!, -1)], [16, 100], ["one result"]],
  ])("%s", (_, f, shape, schedules) => {
    const { kernels, dispatches } = programOf(f, [shape]);
    expect(dispatches.map((d) => kernels[d.kernel]!.schedule)).toEqual(schedules);
  });

  test("is not shared where a CPU emulates the GPU, nor where workgroups are too small", () => {
    const rows: Function = (x) => [x!.sum(-1)];
    expect(programOf(rows, [[64, 128]], { software: true }).kernels[0]!.schedule).toBe("one result");
    expect(programOf(rows, [[64, 128]], { maxWorkgroup: 32 }).kernels[0]!.schedule).toBe("one result");
  });
});

test("few rows on a CPU that emulates a GPU are spread over its cores", () => {
  const workgroups = (rows: number): readonly number[] =>
    programOf((x) => [softmax(x!)], [[rows, 128]], { software: true }).kernels.map((k) => k.workgroup);
  expect(workgroups(64)).toEqual([16]);
  expect(workgroups(1000)).toEqual([64]);
});

describe("kernels that cooperate in one dispatch", () => {
  test("several reductions and arithmetic beside them", () => {
    const f: Function = (a, b, c) => [a!.sum(-1), b!.sum(-1).add(1), c!.mul(2)];
    const { kernels } = programOf(f, [[30, 128], [7, 128], [1000]]);
    expect(kernels).toHaveLength(1);
    const [kernel] = kernels;
    // eight workgroups for 30 rows, two for 7, and four for 250 times four elements
    expect(kernel).toMatchObject({ cooperative: true, workgroup: 64, tasks: 8 + 2 + 4 });
    expect(kernel!.locals.map((l) => l.name)).toEqual(["p0_r0_parts", "p1_r0_parts"]);
    expect(emitWgsl(kernel!)).toContain("workgroupBarrier");
  });

  test("not with workgroups of another size", () => {
    const f: Function = (a, b) => [a!.sum(-1), b!.sum(-1)];
    const shapes = [
      [30, 128],
      [7, 4096],
    ];
    expect(programOf(f, shapes).kernels).toHaveLength(2);
  });
});
