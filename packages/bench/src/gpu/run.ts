// The bench on a machine with a real GPU and no browser: the same works in Node on Dawn. Correctness first, then the clock.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { LibraryName } from "../libs/library.ts";
import { readOptions, usage } from "../options.ts";
import { expected } from "../reference/index.ts";
import { lines } from "../report.ts";
import { timeWork } from "../rounds.ts";
import type { Row } from "../row.ts";
import { gpuWorks } from "../works/index.ts";
import { gpuLibraries, LibraryProcess } from "./process.ts";
import type { GpuRun } from "./report.ts";

const options = readOptions(
  ["--device", "webgpu", "--lib", gpuLibraries.join(","), ...process.argv.slice(2)],
  gpuWorks,
);
if (options === undefined) {
  console.log(usage);
  process.exit();
}
const scriptOf = (library: LibraryName) => fileURLToPath(new URL(`${library}.mjs`, import.meta.url));
const hosts = new Map(options.libraries.map((library) => [library, new LibraryProcess(scriptOf(library))]));
const rows: Row[] = [];
const [processor] = cpus();
const machine = {
  date: new Date().toISOString().slice(0, 10),
  cpu: processor?.model ?? "unknown CPU",
  cores: cpus().length,
  node: process.versions.node,
};
// Libraries' processes are groups of their own, stopped between their turns: none would end with this one.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    for (const host of hosts.values()) host.kill();
    process.exit(1);
  });
try {
  for (const work of gpuWorks) {
    if (!options.works.includes(work.name)) continue;
    const some = await timeWork(work, "webgpu", hosts, expected(work), options);
    rows.push(...some);
    console.log(lines(some));
    // whatever ends the run, what was measured is there
    if (options.json !== undefined) writeFileSync(options.json, JSON.stringify({ ...machine, rows } satisfies GpuRun));
  }
} finally {
  for (const host of hosts.values()) await host.close();
}
process.exit();
