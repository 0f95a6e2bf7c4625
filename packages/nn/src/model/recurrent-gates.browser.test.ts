import { describeRecurrentGates } from "./recurrent-gates.testing.ts";

describeRecurrentGates("wasm", { perTurn: 8, once: 12 });
describeRecurrentGates("webgl2", { perTurn: 11, once: 20 });
describeRecurrentGates("webgpu", { perTurn: 8, once: 12 });
