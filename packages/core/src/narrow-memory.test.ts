import { describeNarrowMemory } from "./narrow-memory.testing.ts";

describeNarrowMemory("wasm", { float16: 2, bfloat16: 2, int8: 1, uint8: 1 });
