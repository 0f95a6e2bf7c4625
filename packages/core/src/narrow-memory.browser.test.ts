import { describeNarrowMemory } from "./narrow-memory.testing.ts";

describeNarrowMemory("webgl2", { float16: 2, bfloat16: 2, int8: 1, uint8: 1 });
describeNarrowMemory("webgpu", { float16: 2, bfloat16: 2, int8: 1, uint8: 1 });
