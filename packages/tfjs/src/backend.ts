/** TensorFlow.js's backends are Weir's devices under other names. */
import * as weir from "@weir/core";
import { dispose, endScope, keep, memory, startScope, tidy } from "./engine.ts";
import type { MemoryInfo } from "./engine.ts";
import { disposeVariables, variables } from "./tensor.ts";

/** Weir's device for a backend's name. There is no plain-JavaScript one: `wasm` stands for `cpu`. */
const DEVICES: Readonly<Record<string, weir.DeviceName>> = {
  cpu: "wasm",
  wasm: "wasm",
  webgl: "webgl2",
  webgl2: "webgl2",
  webgpu: "webgpu",
};

let current = "";
/** What "webgpu" computes on. */
let gpu: GPUDevice | undefined;

/**
 * Chooses where everything runs: "cpu" and "wasm", "webgl" ("webgl2"), or "webgpu". Resolves to whether that worked.
 * @throws Error for a name that no backend has
 * @example tf.setBackend("wasm") // true
 */
export async function setBackend(name: string): Promise<boolean> {
  const device = DEVICES[name];
  if (!device) throw new Error(`Backend name '${name}' not found in registry`);
  try {
    await weir.setDevice(device);
  } catch (error) {
    console.warn(`Initialization of backend ${name} failed`, error);
    return false;
  }
  await settle(name);
  return true;
}

/**
 * Returns the name of the backend in use; "" before `ready`.
 * @example tf.getBackend() // "wasm"
 */
export function getBackend(): string {
  return current;
}

/**
 * Resolves when a backend is ready, having chosen one if none was.
 * @example
 * await tf.ready();
 * tf.getBackend() // "wasm"
 */
export async function ready(): Promise<void> {
  if (current !== "") return;
  const { name } = await weir.getDevice();
  await settle(name === "webgl2" ? "webgl" : name);
}

async function settle(name: string): Promise<void> {
  gpu = name === "webgpu" ? await weir.gpuDevice() : undefined;
  current = name;
}

/**
 * Accepts a backend of one of Weir's names, and refuses others: kernels here are not registered but compiled.
 * @example tf.registerBackend("webgpu") // true
 */
export function registerBackend(name: string): boolean {
  return name in DEVICES;
}

/**
 * Drops nothing: devices stay as long as the page.
 * @example
 * tf.removeBackend("webgl");
 * tf.getBackend() // "wasm"
 */
export function removeBackend(name: string): void {
  if (name === current) current = "";
}

/** What programs ask of a backend object. */
export interface Backend {
  numDataIds(): number;
  floatPrecision(): 16 | 32;
  epsilon(): number;
  /** What WebGPU computes on: buffers that tensors are made of are made by it. */
  readonly device?: GPUDevice;
}

/**
 * Returns the backend object.
 * @example tf.backend().floatPrecision() // 32
 */
export function backend(): Backend {
  return {
    numDataIds: () => memory().numDataBuffers,
    floatPrecision: () => 32,
    epsilon: () => 1e-7,
    ...(gpu && { device: gpu }),
  };
}

/** What programs ask of the engine. */
export interface Engine {
  readonly backend: Backend;
  readonly backendName: string;
  readonly registeredVariables: Record<string, unknown>;
  startScope(name?: string): void;
  endScope(result?: unknown): void;
  tidy: typeof tidy;
  keep: typeof keep;
  dispose: typeof dispose;
  memory(): MemoryInfo;
  disposeVariables(): void;
  reset(): void;
}

/**
 * Returns the engine: scopes and counts.
 * @example tf.engine().backendName // "wasm"
 */
export function engine(): Engine {
  return {
    backend: backend(),
    backendName: current,
    registeredVariables: Object.fromEntries(variables),
    startScope,
    endScope,
    tidy,
    keep,
    dispose,
    memory,
    disposeVariables,
    reset: disposeVariables,
  };
}
