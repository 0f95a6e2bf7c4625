import { testPrograms } from "./programs.testing.ts";

for (const backend of ["wasm", "webgl", "webgpu"]) testPrograms(backend);
