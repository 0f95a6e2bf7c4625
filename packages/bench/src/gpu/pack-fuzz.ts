// `npm run fuzz -- --gpu FOLDER`: the core's random programs as a script for a bare machine with Node, Dawn and a GPU.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";

const here = path.dirname(fileURLToPath(import.meta.url));
const core = path.resolve(here, "../../../core/src");

/** Writes the script, and says how it is run. */
export async function packFuzz(folder: string): Promise<void> {
  await bundle(folder, { fuzz: path.join(core, "fuzz/main.testing.ts") }, [path.join(here, "dawn.ts")]);
  console.log(`fuzz: packed into ${folder}. There, with Node 20 and DAWN_NODE naming Dawn's native module:
  node ${folder}/fuzz.mjs --programs 5000 --seed 1 --seconds 300 --jobs 8`);
}
