import { describeLoops } from "./device.testing.ts";

for (const device of ["webgpu", "webgl2", "wasm"] as const) describeLoops(device);
