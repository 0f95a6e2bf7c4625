import { describeMemoryPlan } from "./memory-plan.testing.ts";

// textures are shared only at equal widths, those written together only at equal sizes: ResNet-8 takes 1.23, the others at most 1.10
describeMemoryPlan("webgl2", 1.25);
describeMemoryPlan("webgpu", 1.15);
