// Gates on the device that Node has.
import { describeGates } from "./gates.testing.ts";

describeGates("wasm", {
  MLP: { dispatches: 8, norms: 3, peakBytes: 2_777_376 },
  CNN: { dispatches: 22, norms: 2, peakBytes: 25_432_876 },
  LSTM: { dispatches: 52, norms: 3, peakBytes: 523_160 },
  GPT: { dispatches: 34, norms: 3, peakBytes: 130_872 },
});
