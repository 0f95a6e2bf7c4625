/** Ops on the host with all three devices, in a real browser. */
import { describeHostOps } from "./host.testing.ts";

describeHostOps("wasm");
describeHostOps("webgl2");
describeHostOps("webgpu");
