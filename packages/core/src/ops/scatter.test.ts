import { describeScatter } from "./scatter.testing.ts";

describeScatter("wasm");
