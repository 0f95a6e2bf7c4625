/** Finds WebGPU and asks for the most its adapter can give: the browser's own, or in Node the package `webgpu` (Dawn). */
import { WeirError } from "../../../ir/error.ts";

/** An open GPU and what is known of it. */
export interface OpenGpu {
  readonly gpu: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** The shaders are run by the CPU. */
  readonly software: boolean;
  /** Operations between four neighbouring invocations may be used. */
  readonly quads: boolean;
  /** Memory may hold f16. */
  readonly f16: boolean;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;
const WANTED_FEATURES: readonly GPUFeatureName[] = ["shader-f16", "subgroups", "timestamp-query"];
const WANTED_LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
] as const;

/** Dawn aborts when the object it was created with is collected. */
let dawn: GPU | undefined;

/** The platform's WebGPU. Throws where there is none. */
export async function findGpu(): Promise<GPU> {
  if (typeof navigator !== "undefined" && navigator.gpu) return navigator.gpu;
  if (dawn) return dawn;
  if (!("process" in globalThis))
    throw new WeirError("webgpu: this browser has no WebGPU here. It needs a secure context (https or localhost).");
  // a name that bundlers do not follow: browsers must not download it
  const name = "webgpu";
  const found = (await import(/* @vite-ignore */ name).catch(() => undefined)) as
    | { create(options: string[]): GPU }
    | undefined;
  if (!found) throw new WeirError('webgpu: Node has no WebGPU of its own. Install the npm package "webgpu".');
  return (dawn = found.create([]));
}

/** Opens an adapter of `gpu` with its highest limits, or with the defaults if it refuses those. Throws when there is no adapter. */
export async function openGpu(gpu: GPU): Promise<OpenGpu> {
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter)
    throw new WeirError(
      "webgpu: no adapter was found. In Node a Vulkan driver is needed; a browser may have blocked this GPU.",
    );
  const requiredFeatures = WANTED_FEATURES.filter((f) => adapter.features.has(f));
  const requiredLimits = Object.fromEntries(WANTED_LIMITS.map((l) => [l, adapter.limits[l]]));
  const device = await adapter.requestDevice({ requiredFeatures, requiredLimits }).catch(() => undefined);
  // an adapter gives one device: after a refusal another adapter must be asked for
  const opened = device ?? (await (await gpu.requestAdapter())!.requestDevice());
  const { info } = adapter;
  const software = isSoftware(info);
  const { features } = opened;
  const quads = features.has("subgroups") && info.subgroupMinSize >= 4;
  return { gpu: opened, info, software, quads, f16: features.has("shader-f16") };
}

function isSoftware(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter || SOFTWARE.test([info.vendor, info.architecture, info.device, info.description].join(" "))
  );
}
