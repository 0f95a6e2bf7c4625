/** `node FOLDER/ops.mjs [OP …]`: the op table on WebGPU without a browser. `npm run fuzz -- --gpu FOLDER` packs it. */
import { parseArgs } from "node:util";
import { serveLane } from "../lanes/lane.testing.ts";
import { runLanes } from "../lanes/lanes.testing.ts";
import "./index.ts";
import { opTable } from "./record.ts";
import { TableRun } from "./run.testing.ts";
import { checkRecord } from "./table-checks.testing.ts";

const { values, positionals } = parseArgs({
  options: {
    // processes: what is right is computed by the CPU
    jobs: { type: "string", default: "1" },
    // seconds for one op
    limit: { type: "string", default: "120" },
    // takes a GPU that a CPU emulates for a real one
    hardware: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const sharing = { jobs: Number(values.jobs), limit: Number(values.limit) };
const names = positionals.length > 0 ? positionals : [...opTable().keys()];
const check = (name: string): Promise<readonly string[]> =>
  checkRecord(opTable().get(name)!).catch((error: unknown) => [String(error)]);
if (process.send) await serveLane(values.hardware, check);
else process.exitCode = await runLanes(new TableRun(names), sharing);
