// Gates on all three devices, and the same numbers from the same seed on each.
import { expect, test } from "vitest";
import { describeGates, seededLosses } from "./gates.testing.ts";

describeGates("wasm", { cnnDispatches: 26, mlpDispatches: 10 });
describeGates("webgl2", { cnnDispatches: 40, mlpDispatches: 17 });
describeGates("webgpu", { cnnDispatches: 29, mlpDispatches: 10 });

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
