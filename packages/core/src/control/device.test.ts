import { describeLoops } from "./device.testing.ts";

describeLoops("wasm");
