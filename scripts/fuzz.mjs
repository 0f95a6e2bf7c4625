// `npm run fuzz -- --device wasm|webgl2|webgpu --programs N [--seed S] [--large]`: N random programs, fused = unfused = the float64 oracle.
// `npm run fuzz -- --gpu FOLDER` packs them and the op table for a machine with a GPU, Node and Dawn instead.
import "./node-version.mjs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureChromium } from "./chromium.mjs";
import { ensureInstalled } from "./install.mjs";
import { binOf, root, runNode } from "./root.mjs";

const { values } = parseArgs({
  options: {
    device: { type: "string", default: "wasm" },
    programs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    large: { type: "boolean", default: false },
    gpu: { type: "string" },
  },
});
if (!["wasm", "webgl2", "webgpu"].includes(values.device)) {
  console.error(`fuzz: there is no device "${values.device}". Devices: wasm, webgl2, webgpu.`);
  process.exit(1);
}
ensureInstalled();
process.exitCode = values.gpu === undefined ? await fuzz(values) : await pack(values.gpu);

/**
 * Runs the programs here, as tests.
 * @param {{ device: string, programs: string, seed: string, large: boolean }} asked
 */
function fuzz({ device, programs, seed, large }) {
  const project = device === "wasm" ? "node" : "browser";
  const env = {
    ...(project === "browser" ? { CHROMIUM_PATH: ensureChromium() } : {}),
    VITE_FUZZ_DEVICE: device,
    VITE_FUZZ_PROGRAMS: programs,
    VITE_FUZZ_SEED: seed,
    ...(large ? { VITE_FUZZ_LARGE: "1" } : {}),
  };
  const args = ["run", "--project", project, "packages/core/src/fuzz"];
  return runNode(binOf("vitest"), args, { env });
}

/** @param {string} folder */
async function pack(folder) {
  const { runnerImport } = await import("vite");
  // Vite turns the TypeScript into what Node 20 runs
  const { module } = await runnerImport(path.join(root, "packages", "bench", "src", "gpu", "pack-tests.ts"));
  await /** @type {{ packTests(folder: string): Promise<void> }} */ (module).packTests(folder);
  return 0;
}
