/** dtypes on all three devices, in a real browser. */
import { describeDTypes } from "./dtypes.testing.ts";

describeDTypes("wasm");
describeDTypes("webgl2");
describeDTypes("webgpu");
