import { expect, test } from "vitest";
import type { Row } from "../row.ts";
import { gpuTables } from "./report.ts";

const base = {
  suite: "kernels",
  device: "webgpu",
  check: "equal",
  difference: 1e-7,
  samples: 5,
  spread: null,
} as const;
const rows: readonly Row[] = [
  { ...base, work: "matmul-4096", lib: "weir", ms: 4 },
  { ...base, work: "matmul-4096", lib: "jax", ms: 13.2 },
  { ...base, work: "gpt-step", lib: "weir", ms: 1.4 },
  { ...base, work: "gpt-step", lib: "jax", ms: null, check: "none", difference: null, reason: "no scatter" },
];
const run = { date: "2026-11-27", cpu: "Some CPU", cores: 16, node: "20.20.0", rows };

test("what a GPU measured: peers, what its maker's libraries reach, and why a cell is empty", () => {
  const torch = {
    device: "Some GPU",
    torch: "2.11",
    rows: [
      { work: "matmul-4096", lib: "cublas", ms: 2.68 },
      { work: "gpt-step", lib: "torch", ms: 3 },
      { work: "gpt-step", lib: "torch-compiled", ms: null },
    ],
  };
  const text = gpuTables(run, torch, { "matmul-4096": { ms: 3.75, dispatches: 2 } });
  expect(text).toContain("- machine: Some GPU, Some CPU, 16 cores, Node 20.20.0, PyTorch 2.11");
  expect(text).toContain("| matmul-4096 | 4.00 | 13.2 | **0.30** |");
  expect(text).toContain("| matmul-4096 | 4.00 | 3.75 | 2 | 2.68 | – | – |");
  expect(text).toContain("| gpt-step | 1.40 | – | – | – | 3.00 | – |");
  expect(text).toContain("[1] jax-js, gpt-step on webgpu: no scatter");
});

test("the peers alone where PyTorch did not run", () => {
  expect(gpuTables(run)).not.toContain("PyTorch");
});
