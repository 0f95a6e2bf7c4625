/** Ops on the host with all three devices, in a real browser. */
import { describeScatter } from "./scatter.testing.ts";

describeScatter("wasm");
describeScatter("webgl2");
describeScatter("webgpu");
