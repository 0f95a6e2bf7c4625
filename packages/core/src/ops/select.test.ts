import { describeSelect } from "./select.testing.ts";

describeSelect("wasm");
