/** `node FOLDER/fuzz.mjs`: random programs on WebGPU without a browser. `npm run fuzz -- --gpu FOLDER` packs it. */
import { parseArgs } from "node:util";
import { serveLane } from "../lanes/lane.testing.ts";
import { runLanes } from "../lanes/lanes.testing.ts";
import type { Portion } from "./portion.testing.ts";
import { runPortion } from "./portion.testing.ts";
import { FuzzRun } from "./run.testing.ts";
import { LARGE, SMALL } from "./sizes.testing.ts";

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    // the one program to run, as a failure tells
    path: { type: "string" },
    // values of thousands of elements
    large: { type: "boolean", default: false },
    // after so many no further programs are begun
    seconds: { type: "string", default: "Infinity" },
    // processes: programs are made and checked by the CPU
    jobs: { type: "string", default: "1" },
    // seconds for a few programs
    limit: { type: "string", default: "120" },
    // takes a GPU that a CPU emulates for a real one
    hardware: { type: "boolean", default: false },
  },
});
const { seed, programs, path, large, seconds, jobs, limit, hardware } = values;
const sizes = large ? LARGE : SMALL;
const asked = { seed: Number(seed), programs: Number(programs), path, seconds: Number(seconds) };
if (process.send) await serveLane(hardware, (portion: Portion) => runPortion(portion, sizes));
else
  process.exitCode = await runLanes(new FuzzRun(asked), {
    jobs: path === undefined ? Number(jobs) : 1,
    limit: Number(limit),
  });
