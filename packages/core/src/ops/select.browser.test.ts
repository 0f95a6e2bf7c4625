/** Selecting and rearranging with all three devices, in a real browser. */
import { describeSelect } from "./select.testing.ts";

describeSelect("wasm");
describeSelect("webgl2");
describeSelect("webgpu");
