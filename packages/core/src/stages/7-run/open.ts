/** Which device to use: the one asked for, or the one that will be fastest here. */
import { WeirError } from "../../ir/error.ts";
import type { Device, DeviceName } from "./device.ts";

/** An open device and why it is this one. */
export interface DeviceChoice {
  readonly device: Device;
  readonly reason: string;
}

/** Each device is loaded when it is first wanted: a page that runs on one never downloads the others. */
const OPENERS: { readonly [D in DeviceName]: () => Promise<Device> } = {
  webgpu: async () => (await import("./webgpu/device.ts")).openWebGPU(),
  webgl2: async () => (await import("./webgl2/device.ts")).openWebGL2(),
  wasm: async () => (await import("./wasm/device.ts")).openWasm(),
};

/** Opens `wanted`, or else the fastest: a real GPU, then WASM; software GPUs only when asked for. */
export async function openDevice(wanted?: DeviceName): Promise<DeviceChoice> {
  if (wanted !== undefined) {
    if (!Object.hasOwn(OPENERS, wanted))
      throw new WeirError(
        `setDevice: there is no device "${String(wanted)}"; use one of ${Object.keys(OPENERS).join(", ")}`,
      );
    return { device: await OPENERS[wanted](), reason: "asked for" };
  }
  const refused: string[] = [];
  for (const name of ["webgpu", "webgl2"] as const) {
    try {
      const device = await OPENERS[name]();
      if (!device.target.software) return { device, reason: [...refused, `${name} runs on a GPU`].join("; ") };
      refused.push(`${name} here is software (${device.description}), slower than wasm`);
      device.destroy();
    } catch (error) {
      refused.push(`no ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { device: await OPENERS.wasm(), reason: refused.join("; ") };
}
