// `npm run conformance -- [options]`: TensorFlow.js's own published tests against Weir. `--help` lists the options.
import "./node-version.mjs";
import path from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./root.mjs";

ensureInstalled();
process.env.CHROMIUM_PATH = ensureChromium();

const { runnerImport } = await import("vite");
// Vite turns the harness's TypeScript into what Node 20 runs.
const { module } = await runnerImport(path.join(root, "packages", "tfjs", "conformance", "run.ts"));
await /** @type {{ main(args: readonly string[]): Promise<void> }} */ (module).main(process.argv.slice(2));
