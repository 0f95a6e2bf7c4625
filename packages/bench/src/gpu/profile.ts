// Where Weir's time on a GPU goes: every dispatch of a run in a pass of its own between two timestamps, summed by kernel.
//   node FOLDER/profile.mjs [--tune] [--json FILE] [WORK …]
import "./dawn.ts";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { setDevice } from "@weir/core";
import { dispatchTimes } from "./dispatch-times.ts";
import type { GpuProfile } from "./report.ts";
import { weir } from "../libs/weir/index.ts";
import { gpuWorks } from "../works/index.ts";

const { values, positionals } = parseArgs({
  options: { tune: { type: "boolean", default: false }, json: { type: "string" } },
  allowPositionals: true,
});
/** Runs that are looked at; the middle one counts. */
const RUNS = 7;
/** Kernels shown of each work. */
const SHOWN = 12;

const sums: Record<string, GpuProfile[string]> = {};
const watch = dispatchTimes();
await setDevice("webgpu", { tune: values.tune });
for (const work of gpuWorks) {
  if (positionals.length > 0 && !positionals.includes(work.name)) continue;
  const job = await weir.prepare(work);
  await job.start();
  await job.finish();
  const runs: ReadonlyMap<string, readonly number[]>[] = [];
  for (let run = 0; run < RUNS; run++) {
    watch.begin();
    await job.start();
    await job.finish();
    runs.push(await watch.end());
  }
  job.close();
  const total = (run: ReadonlyMap<string, readonly number[]>): number =>
    [...run.values()].flat().reduce((sum, ms) => sum + ms, 0);
  const middle = runs.sort((a, b) => total(a) - total(b))[RUNS >> 1]!;
  const dispatches = [...middle.values()].flat().length;
  sums[work.name] = { ms: total(middle), dispatches };
  console.log(`${work.name}: ${total(middle).toFixed(3)} ms on the GPU in ${dispatches} dispatches`);
  const kernels = [...middle].map(([name, times]) => ({ name, times, sum: times.reduce((a, b) => a + b, 0) }));
  for (const { name, times, sum } of kernels.sort((a, b) => b.sum - a.sum).slice(0, SHOWN))
    console.log(`  ${sum.toFixed(4)} ms  ${times.length} × ${name}`);
}
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(sums));
process.exit();
