// What a run on a machine with a GPU left in a folder, as a table for docs/benchmarks.md.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { digits, layOut, reasons, table } from "../report.ts";
import type { Row } from "../row.ts";

/** `gpu.json`, which `run.mjs` writes. */
export interface GpuRun {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly rows: readonly Row[];
}

/** `profile.json`: milliseconds that a work's kernels take on the GPU, and how many are dispatched. */
export type GpuProfile = Readonly<Record<string, { readonly ms: number; readonly dispatches: number }>>;

/** `torch.json`, which `torch_peer.py` prints. */
export interface TorchRun {
  readonly device: string;
  readonly torch: string;
  readonly rows: readonly { readonly work: string; readonly lib: string; readonly ms: number | null }[];
}

/** Returns the results in `folder` as Markdown. What PyTorch or the profile would have told is left out where they did not run. */
export function gpuMarkdown(folder: string): string {
  const read = (name: string): unknown => {
    const file = path.join(folder, name);
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  };
  return gpuTables(
    read("gpu.json") as GpuRun,
    read("torch.json") as TorchRun | undefined,
    read("profile.json") as GpuProfile | undefined,
  );
}

export function gpuTables(run: GpuRun, torch?: TorchRun, profile?: GpuProfile): string {
  const { rows } = run;
  const head = [
    `Measured ${run.date}.`,
    "",
    `- machine: ${torch?.device ?? "a GPU"}, ${run.cpu}, ${run.cores} cores, Node ${run.node}${torch ? `, PyTorch ${torch.torch}` : ""}`,
    "",
    ...table(rows, "webgpu"),
    "",
  ];
  const native = torch ? ceiling(run, torch, profile) : [];
  return [...head, ...native, ...reasons(rows)].join("\n").trimEnd();
}

/** Weir beside what NVIDIA's own libraries reach on the same GPU. */
function ceiling(run: GpuRun, torch: TorchRun, profile: GpuProfile = {}): readonly string[] {
  const works = [...new Set(torch.rows.map((row) => row.work))];
  const of = (work: string, lib: string): number | null =>
    torch.rows.find((row) => row.work === work && row.lib === lib)?.ms ?? null;
  const show = (ms: number | null | undefined): string => (ms === null || ms === undefined ? "–" : digits(ms));
  const body = works.map((work) => {
    const weir = run.rows.find((row) => row.work === work && row.lib === "weir")?.ms;
    const kernels = profile[work];
    const native = [of(work, "cublas"), of(work, "torch"), of(work, "torch-compiled")];
    return [work, show(weir), show(kernels?.ms), `${kernels?.dispatches ?? "–"}`, ...native.map(show)];
  });
  const columns = ["Weir ms", "its kernels ms", "dispatches", "cuBLAS ms", "PyTorch ms", "compiled ms"];
  return [...layOut(["work", ...columns], body), ""];
}
