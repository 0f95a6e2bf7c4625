// `npm run bench -- --gpu FOLDER`: the bench as a folder that runs on a bare machine with Node, Dawn and a GPU.
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import { gpuLibraries } from "./process.ts";
import { gpuWorks } from "../works/index.ts";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Writes one script per library, the one that times them, the works as data and the PyTorch peer. */
export async function pack(folder: string): Promise<void> {
  const names = ["run", "profile", ...gpuLibraries];
  await bundle(folder, Object.fromEntries(names.map((name) => [name, path.join(here, `${name}.ts`)])));
  writeFileSync(path.join(folder, "specs.json"), JSON.stringify(gpuWorks));
  copyFileSync(path.join(here, "torch_peer.py"), path.join(folder, "torch_peer.py"));
  console.log(`bench: packed into ${folder}. There, with Node 20 and DAWN_NODE naming Dawn's native module:
  node ${folder}/run.mjs --json gpu.json   # with WEIR_TUNE=1, Weir's device is tuned
  node ${folder}/profile.mjs --json profile.json
  python3 ${folder}/torch_peer.py ${folder}/specs.json torch.json   # where PyTorch with CUDA is installed
Here, with these files in a folder: npm run bench -- --gpu-results FOLDER docs/benchmarks.md`);
}
