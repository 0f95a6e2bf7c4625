import { describeRecurrentGates } from "./recurrent-gates.testing.ts";

describeRecurrentGates("wasm", { perTurn: 4, once: 12 });
