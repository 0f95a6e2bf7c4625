/** vmap of the op table on `wasm`, in Node. */
import { beforeAll } from "vitest";
import { setDevice } from "../runtime.ts";
import { describeBatches } from "./batch.testing.ts";

beforeAll(async () => {
  await setDevice("wasm");
}, 60_000);
describeBatches("wasm");
