import { compile, onlyProgram } from "../compile.ts";
import { inputNode } from "../ir/graph.ts";
import { recording } from "../pending.ts";
import { composer, Tensor } from "../tensor.ts";
import { apply } from "./record.ts";
import { describe, expect, test } from "vitest";
import { interpretProgram, TARGETS } from "../interpret-program.testing.ts";
import { COMPOSED_SUM, describeRoutines, expectedTails, ramp, RUNNING_SUM, tails } from "./routine.testing.ts";

describeRoutines("wasm");

describe.each(TARGETS)("$shape", (target) => {
  const given = (shape: readonly number[], seed: number) =>
    ({ shape, dtype: "float32", data: ramp(shape[0]! * shape[1]!, seed) }) as const;
  const run = (record: typeof RUNNING_SUM, shape: readonly number[]) => {
    const inputs = [given(shape, 1), given(shape, 2)] as const;
    const { program, results } = interpretProgram(target, (x, y) => tails(record, x!, y!), inputs);
    expect(results.map((r) => [...r])).toEqual(expectedTails(shape, inputs[0].data, inputs[1].data));
    return program;
  };

  test("a routine, what makes its input and what is done to its result are one kernel", () => {
    const program = run(RUNNING_SUM, [6, 7]);
    expect(program.dispatches.length).toBe(1);
    expect(program.kernels[0]!.args.map((a) => a.access)).toEqual(["read", "read", "write", "write"]);
  });

  test("without a body, or where it does not fit, an op is what it is made of", () => {
    expect(run(COMPOSED_SUM, [6, 7]).kernels.some((k) => k.name.includes(COMPOSED_SUM.name))).toBe(false);
    expect(run(RUNNING_SUM, [101, 3]).kernels.some((k) => k.name.includes(RUNNING_SUM.name))).toBe(false);
  });
});

test("the nest of a routine prints its body, and an update of a buffer by its result happens in place", () => {
  const nodes = [inputNode([3, 4], "float32", "p"), inputNode([3, 4], "float32", "x")] as const;
  const [p, x] = nodes.map((n) => new Tensor(n));
  const next = recording(() => p!.sub(apply(RUNNING_SUM, [x!])).node);
  const texts = new Map<string, string>();
  const compiled = compile({ inputs: nodes, outputs: [next] }, composer, {
    target: TARGETS[0]!,
    updates: new Map([[0, 0]]),
    observe: (step, print) => texts.set(step, print()),
  });
  expect(onlyProgram(compiled).kernels.map((k) => k.args.map((a) => a.access))).toEqual([["update", "read"]]);
  expect(texts.get("lower")).toBe(`routine testRunningSum_sub($0: update float32[12], $1: read float32[12])
  tasks 3  # row by row
    for task = begin .. end step 1
      var total: f32 = 0.0
      for j = 0 .. 4 step 1
        total = (total + $1[(j + (task * 4))])
        $0[(j + (task * 4))] = ($0[(j + (task * 4))] - total)
`);
});
