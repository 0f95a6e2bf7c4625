// Gates on all three devices, and the same numbers from the same seed on each.
import { expect, test } from "vitest";
import { describeGates, seededLosses } from "./gates.testing.ts";

describeGates("wasm", {
  MLP: { dispatches: 8, norms: 3, peakBytes: 2_777_376 },
  CNN: { dispatches: 22, norms: 2, peakBytes: 25_432_876 },
  LSTM: { dispatches: 52, norms: 3, peakBytes: 523_160 },
  GPT: { dispatches: 34, norms: 3, peakBytes: 130_872 },
});
describeGates("webgl2", {
  MLP: { dispatches: 17, norms: 9, peakBytes: 2_780_448 },
  CNN: { dispatches: 39, norms: 9, peakBytes: 25_470_776 },
  LSTM: { dispatches: 108, norms: 11, peakBytes: 539_936 },
  GPT: { dispatches: 63, norms: 28, peakBytes: 150_076 },
});
describeGates("webgpu", {
  MLP: { dispatches: 9, norms: 3, peakBytes: 2_777_376 },
  CNN: { dispatches: 26, norms: 4, peakBytes: 25_432_876 },
  LSTM: { dispatches: 52, norms: 5, peakBytes: 523_160 },
  GPT: { dispatches: 42, norms: 13, peakBytes: 136_824 },
});

test("the same seed gives the same losses on the three devices, dropout included", async () => {
  const wasm = await seededLosses("wasm");
  expect(wasm.at(-1)!).toBeLessThan(wasm[0]!);
  for (const device of ["webgl2", "webgpu"] as const) {
    const other = await seededLosses(device);
    const worst = Math.max(...other.map((loss, i) => Math.abs(loss - wasm[i]!)));
    console.log(`largest difference of 50 losses, ${device} and wasm: ${worst.toExponential(1)}`);
    expect(worst).toBeLessThan(1e-3);
  }
});
