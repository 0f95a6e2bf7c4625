import { describeProgress } from "./progress.testing.ts";

// the device is open and idle: it compiles at once
describeProgress("wasm", false);
