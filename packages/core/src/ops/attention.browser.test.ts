/** Attention on all three devices, in a real browser. */
import { describeAttention } from "./attention.testing.ts";

describeAttention("wasm");
describeAttention("webgl2");
describeAttention("webgpu");
