/** vmap of the op table on the graphics devices, in a real browser. */
import { beforeAll, describe } from "vitest";
import { setDevice } from "../runtime.ts";
import { describeBatches } from "./batch.testing.ts";

describe.each(["webgl2", "webgpu"] as const)("%s", (device) => {
  beforeAll(async () => {
    await setDevice(device);
  }, 60_000);
  describeBatches(device);
});
