import { describeHostOps } from "./host.testing.ts";

describeHostOps("wasm");
