import { describeMemoryPlan } from "./memory-plan.testing.ts";

describeMemoryPlan("wasm");
