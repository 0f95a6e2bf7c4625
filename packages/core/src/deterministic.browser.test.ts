import { describeDeterminism } from "./deterministic.testing.ts";

describeDeterminism("wasm", [1, 2]);
describeDeterminism("webgl2", [undefined]);
describeDeterminism("webgpu", [undefined]);
