import { testPrograms } from "./programs.testing.ts";

testPrograms("wasm");
