// `npm run fuzz -- --device wasm|webgl2|webgpu --programs N [--seed S]`: N random programs, fused = unfused = the float64 oracle.
import "./node-version.mjs";
import { parseArgs } from "node:util";
import { ensureChromium } from "./chromium.mjs";
import { ensureInstalled } from "./install.mjs";
import { binOf, runNode } from "./root.mjs";

const { values } = parseArgs({
  options: {
    device: { type: "string", default: "wasm" },
    programs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
  },
});
if (!["wasm", "webgl2", "webgpu"].includes(values.device)) {
  console.error(`fuzz: there is no device "${values.device}". Devices: wasm, webgl2, webgpu.`);
  process.exit(1);
}
ensureInstalled();
const project = values.device === "wasm" ? "node" : "browser";
const env = {
  ...(project === "browser" ? { CHROMIUM_PATH: ensureChromium() } : {}),
  VITE_FUZZ_DEVICE: values.device,
  VITE_FUZZ_PROGRAMS: values.programs,
  VITE_FUZZ_SEED: values.seed,
};
const args = ["run", "--project", project, "packages/core/src/fuzz"];
process.exitCode = await runNode(binOf("vitest"), args, { env });
