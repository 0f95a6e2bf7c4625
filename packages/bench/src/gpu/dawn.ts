// WebGPU in Node: Dawn, from the npm package `webgpu` or from the file that DAWN_NODE names. Imported before any library.
import { createRequire } from "node:module";

interface Dawn {
  readonly globals: object;
  create(options: readonly string[]): GPU;
}

const require = createRequire(import.meta.url);
const dawn = require(process.env["DAWN_NODE"] ?? "webgpu") as Dawn;
/** Dawn aborts when this is collected. Timestamps are not rounded, as they are in browsers. */
const gpu = dawn.create(["disable-dawn-features=timestamp_quantization"]);
const navigator = { gpu, userAgent: "node", hardwareConcurrency: 8 };
// TFJS looks for a window
Object.assign(globalThis, dawn.globals, { window: globalThis, keptForDawn: gpu });
Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
