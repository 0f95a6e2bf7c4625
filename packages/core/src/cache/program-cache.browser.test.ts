// Programs kept in the browser's IndexedDB.
import { describeProgramCache } from "./program-cache.testing.ts";

for (const device of ["wasm", "webgl2", "webgpu"] as const) describeProgramCache(device);
