/** `node FOLDER/fuzz.mjs`: random programs on WebGPU without a browser. `npm run fuzz -- --gpu FOLDER` packs it. */
import { parseArgs } from "node:util";
import { serveLane } from "./lane.testing.ts";
import { runLanes } from "./lanes.testing.ts";

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    // where in the seed's programs to begin, as a failure tells
    path: { type: "string" },
    // after so many no further programs are begun
    seconds: { type: "string", default: "Infinity" },
    // processes: programs are made and checked by the CPU
    jobs: { type: "string", default: "1" },
    // takes a GPU that a CPU emulates for a real one
    hardware: { type: "boolean", default: false },
  },
});
if (process.send) await serveLane(values.hardware);
else process.exitCode = await runLanes(values);
