// Training equals NumPy's on the device that Node has.
import { describeTraining } from "./training.testing.ts";

describeTraining("wasm");
