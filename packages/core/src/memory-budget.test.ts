import { describeMemoryBudget } from "./memory-budget.testing.ts";

describeMemoryBudget("wasm");
