/** Which device to use: the one asked for, or the one that will be fastest here. */
import { WeirError } from "../../ir/error.ts";
import type { Device, DeviceName } from "./device.ts";

/** How a device runs. */
export interface DeviceOptions {
  /**
   * Schedules depend on nothing but the program and the kind of device: not on the number of threads, not on what was measured. The same
   * program with the same numbers then gives the same bits at every run on the same machine. Default false.
   */
  readonly deterministic?: boolean;
  /**
   * On a GPU (`webgpu`), time the schedules there are for a matrix product or convolution and compile with the fastest. The first program with
   * a product of some size, layout and dtype waits for it, less than a second as a rule, while the page goes on; sizes up to the same
   * powers of two share what was found, for as long as the page is open, or with `setProgramCache` for later visits too. Results
   * differ from those of other schedules in rounding. Without effect where each product has one schedule: on `wasm`, on `webgl2`, and on
   * a GPU that a CPU emulates; and beside `deterministic`, which allows no choice by measurement. Default false.
   */
  readonly tune?: boolean;
  /** Worker threads of `wasm`; 0 computes on the calling thread. Default: as many as there are cores, at most 8. */
  readonly threads?: number;
}

/** An open device and why it is this one. */
export interface DeviceChoice {
  readonly device: Device;
  readonly reason: string;
}

/** Each device is loaded when it is first wanted: a page that runs on one never downloads the others. */
const OPENERS: { readonly [D in DeviceName]: (options: DeviceOptions) => Promise<Device> } = {
  webgpu: async () => (await import("./webgpu/device.ts")).openWebGPU(),
  webgl2: async () => (await import("./webgl2/device.ts")).openWebGL2(),
  wasm: async (options) => (await import("./wasm/device.ts")).openWasm(options),
};

/** Opens `wanted`, or else the fastest: a real GPU, then WASM; software GPUs only when asked for. */
export async function openDevice(wanted?: DeviceName, options: DeviceOptions = {}): Promise<DeviceChoice> {
  if (wanted !== undefined) {
    if (!Object.hasOwn(OPENERS, wanted))
      throw new WeirError(
        `setDevice: there is no device "${String(wanted)}"; use one of ${Object.keys(OPENERS).join(", ")}`,
      );
    return { device: await OPENERS[wanted](options), reason: "asked for" };
  }
  const refused: string[] = [];
  for (const name of ["webgpu", "webgl2"] as const) {
    try {
      const device = await OPENERS[name](options);
      if (!device.target.software) return { device, reason: [...refused, `${name} runs on a GPU`].join("; ") };
      refused.push(`${name} here is software (${device.description}), slower than wasm`);
      device.destroy();
    } catch (error) {
      refused.push(`no ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { device: await OPENERS.wasm(options), reason: refused.join("; ") };
}
