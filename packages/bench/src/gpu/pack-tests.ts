// `npm run fuzz -- --gpu FOLDER`: the core's random programs and its op table as scripts for a bare machine with Node, Dawn and a GPU.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";

const here = path.dirname(fileURLToPath(import.meta.url));
const core = path.resolve(here, "../../../core/src");

/** Writes both scripts, and says how they are run. */
export async function packTests(folder: string): Promise<void> {
  const scripts = { fuzz: path.join(core, "fuzz/main.testing.ts"), ops: path.join(core, "ops/main.testing.ts") };
  await bundle(folder, scripts, [path.join(here, "dawn.ts")]);
  console.log(`fuzz: packed into ${folder}. There, with Node 20 and DAWN_NODE naming Dawn's native module:
  node ${folder}/fuzz.mjs --programs 5000 --seed 1 --seconds 300 --jobs 8   # --large: values of thousands of elements
  node ${folder}/ops.mjs --jobs 8`);
}
