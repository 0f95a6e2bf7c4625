// Gates on the device that Node has.
import { describeGates } from "./gates.testing.ts";

describeGates("wasm", { cnnDispatches: 26, mlpDispatches: 10 });
