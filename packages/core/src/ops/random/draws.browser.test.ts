/** One key gives the same numbers on all three devices, in a real browser. */
import { describeDraws } from "./draws.testing.ts";

describeDraws("wasm");
describeDraws("webgl2");
describeDraws("webgpu");
