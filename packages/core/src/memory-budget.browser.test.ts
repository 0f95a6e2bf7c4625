/** Memory budgets on the devices of a browser. */
import { describeMemoryBudget } from "./memory-budget.testing.ts";

describeMemoryBudget("wasm");
describeMemoryBudget("webgl2");
describeMemoryBudget("webgpu");
