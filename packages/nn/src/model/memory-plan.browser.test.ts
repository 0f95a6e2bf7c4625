import { describeMemoryPlan } from "./memory-plan.testing.ts";

describeMemoryPlan("webgl2");
describeMemoryPlan("webgpu");
