import { describeProgress } from "./progress.testing.ts";

describeProgress("webgl2", true);
describeProgress("webgpu", true);
