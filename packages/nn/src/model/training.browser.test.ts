// Training equals NumPy's on all three devices.
import { describeTraining } from "./training.testing.ts";

describeTraining("wasm");
describeTraining("webgl2");
describeTraining("webgpu");
