/** What outlives a change of device, and what does not. */
import { expect, test } from "vitest";
import * as w from "./index.ts";

test("a jitted function goes on on the next device; a tensor that was on the last one says where it was", async () => {
  const f = w.jit((x: w.Tensor) => x.mul(2).sum());
  for (const device of ["wasm", "webgl2", "webgpu", "wasm"] as const) {
    await w.setDevice(device);
    expect(await f(w.tensor([1, 2, 3])).array()).toBe(12);
  }
  const old = w.tensor(new Float32Array(1000).fill(1)).add(1);
  await old.data();
  await w.setDevice("webgl2");
  await expect(old.data()).rejects.toThrow(/values were on wasm, which setDevice closed/);
  await w.setDevice("wasm");
});
