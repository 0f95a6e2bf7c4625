// Turns an error into what people can act on: what failed, why, and what to do next.
import type { DeviceName } from "@weir/core";
import type { Failure, ToWorker } from "./messages.ts";

/**
 * Returns what to show for an error.
 * @param doing the message that led to it
 * @param device the device asked for, where one was
 */
export function failureOf(error: unknown, doing: ToWorker["type"], device?: DeviceName): Failure {
  const text = error instanceof Error ? error.message : String(error);
  if (text.startsWith("mnist:") || text.includes("fetch")) {
    return {
      what: "The digits could not be loaded",
      message: text,
      nextStep:
        "Run npm start in the repository: it packs the digits into apps/gallery/public/data and serves them. Then reload this page.",
    };
  }
  if (doing === "open" && device) {
    return { what: `This browser could not open ${device}`, message: text, nextStep: NEXT_STEPS[device] };
  }
  if (doing === "open") {
    return {
      what: "No device could be opened",
      message: text,
      nextStep: "Use a browser from 2023 or later, with WebAssembly switched on.",
    };
  }
  return {
    what: doing === "predict" ? "The prediction failed" : "The training failed",
    message: text,
    nextStep: "Reset and start again, or choose another device. If it happens again, please report the text above.",
  };
}

const NEXT_STEPS = {
  webgpu:
    "Choose another device above, or use a browser with WebGPU: Chrome or Edge 113, Safari 26, Firefox 141 or later. On Linux, Chrome may need chrome://flags/#enable-unsafe-webgpu.",
  webgl2:
    "Choose another device above, or switch hardware acceleration on in the browser's settings: training on WebGL2 needs float textures.",
  wasm: "Use a browser with WebAssembly SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4 or later.",
} as const;
