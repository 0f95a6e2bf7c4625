import { describeRecurrentGates } from "./recurrent-gates.testing.ts";

describeRecurrentGates("wasm", { perTurn: 8, once: 12 });
