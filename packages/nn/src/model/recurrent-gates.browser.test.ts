import { describeRecurrentGates } from "./recurrent-gates.testing.ts";

describeRecurrentGates("wasm", { perTurn: 4, once: 12 });
describeRecurrentGates("webgl2", { perTurn: 9, once: 20 });
describeRecurrentGates("webgpu", { perTurn: 4, once: 12 });
